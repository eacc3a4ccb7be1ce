"""Every kind of problem: its code, how grave it is, what it means, how to mend it, and an example.

The examples are the tests and the reference page, so the three cannot disagree. Each example is the files
that differ from those of `SOUND`, a small case without any problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning", "hint"]
Files = Mapping[str, str | bytes]

CASE = """\
id: small
title: A small case
question: What was decided?
version: 1.0.0
start: door
variables:
  trust: {from: 0, to: 5, start: 2}
  mood: {one_of: [calm, angry], start: calm}
  warned: false
"""
SCENES = """\
scenes:
  door:
    title: At the door
    text: Somebody knocks.
    choices:
      open: {label: Open it., goto: later}
      wait: {label: Wait., goto: later}
  later:
    title: Later
    text: It is over.
    ending: {title: Over}
"""
SOUND: Files = MappingProxyType({"case.yaml": CASE, "scenes.yaml": SCENES})
"""A small case without any problem, beside which each example stands."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem.

    `means` says what it is, `mend` what to do about it. `example` has it once, on line `line` of the
    first file named; where no files can show it, it is empty. `stops` says that a case with it cannot be
    compiled, so that nothing can be proved about it either.
    """

    code: str
    severity: Severity
    means: str
    mend: str
    example: Files = field(default_factory=dict)
    line: int = 1
    stops: bool = False


def scenes(
    *,
    text: str = "Somebody knocks.",
    choice: str = "goto: later",
    door: str = "",
    more: str = "",
) -> Files:
    """The example's `scenes.yaml`: the small case's, with something else in one place."""
    return {
        "scenes.yaml": f"""\
scenes:
  door:
    title: At the door
    text: {text}
    choices:
      open: {{label: Open it., {choice}}}
      wait: {{label: Wait., goto: later}}
{door}\
  later:
    title: Later
    text: It is over.
    ending: {{title: Over}}
{more}"""
    }


def case(more: str, of: str = CASE) -> Files:
    """The example's `case.yaml`: the small case's, with something below it."""
    return {"case.yaml": of + more}


def variable(text: str) -> Files:
    """The small case with one more variable, on line 10."""
    return {"case.yaml": f"{CASE}  more: {text}\n"}


ALL: tuple[ProblemKind, ...] = (
    # --- the folder and its files
    ProblemKind("no-folder", "error", "The path leads nowhere.", "name the folder of a case", stops=True),
    ProblemKind(
        "not-a-folder",
        "error",
        "The path is a file. A case is a folder with a case.yaml in it.",
        "name the folder that the file is in",
        stops=True,
    ),
    ProblemKind(
        "no-case-file",
        "error",
        "The folder has no case.yaml, so it is no case.",
        "make one with id, title, question, version and start, or name another folder",
        stops=True,
    ),
    ProblemKind(
        "case-in-case",
        "error",
        "A folder inside this case has a case.yaml of its own. It is left aside.",
        "move that folder out of this one, or give the file another name",
        {"part/case.yaml": CASE},
    ),
    ProblemKind(
        "linked-folder",
        "warning",
        "A link to a folder is not followed: it could lead back to itself, or out of the case.",
        "put the folder itself here",
    ),
    ProblemKind(
        "not-read",
        "warning",
        "Only files whose names end in .yaml, in small letters, belong to a case.",
        "give it a name that ends in .yaml",
        {"people.yml": "people: {}\n"},
    ),
    ProblemKind(
        "unreadable-file",
        "error",
        "The system does not let us read a file or folder.",
        "see to its permissions, or take it out of the case's folder",
        stops=True,
    ),
    ProblemKind(
        "file-too-large", "error", "A file may have 1 MiB at most.", "split it into several files", stops=True
    ),
    ProblemKind(
        "binary-file",
        "error",
        "The file holds a zero byte, so it is no text.",
        "take it out of the case's folder",
        {"picture.yaml": b"\x89PNG\0\0\0"},
        stops=True,
    ),
    ProblemKind(
        "wrong-encoding",
        "error",
        "The file is not saved as UTF-8.",
        'save it again as UTF-8: most editors offer it under "Save as" or "Save with encoding"',
        {"terms.yaml": b"terms:\n  cafe: {title: Caf\xe9, text: A place to talk.}\n"},
        line=2,
    ),
    ProblemKind(
        "control-character",
        "error",
        "A character that cannot be seen can rewrite a terminal or turn a line round.",
        "delete it; often it came with text that was pasted",
        {"terms.yaml": 'terms:\n  bell: {title: "Bell\\a", text: A bell.}\n'},
        line=2,
    ),
    ProblemKind(
        "too-many-problems",
        "error",
        "The case has more problems than are worth showing at once.",
        "mend some of these and check again",
    ),
    ProblemKind(
        "same-case-id",
        "warning",
        "Two installed cases have the same id; the one that comes first is found by it.",
        "give one of them another id, or name it by its path",
    ),
    # --- YAML
    ProblemKind(
        "yaml-syntax",
        "error",
        "The file breaks the rules of YAML, so what comes below cannot be read.",
        "compare it with the lines above; often a quotation mark or the indentation is wrong",
        {"terms.yaml": "terms:\n  vote:\n    title: Vote: yes or no\n    text: A vote.\n"},
        line=3,
        stops=True,
    ),
    ProblemKind(
        "tab-indentation",
        "error",
        "YAML is indented with spaces only.",
        "put spaces there; most editors can turn tabs into spaces",
        {"terms.yaml": "terms:\n\tvote:\n"},
        line=2,
        stops=True,
    ),
    ProblemKind(
        "unusual-indentation",
        "error",
        "A line is indented with no-break spaces, or others that only look like the space bar's.",
        "put ordinary spaces there; text that is pasted from a web page or a word processor often has others",
        {"terms.yaml": "terms:\n\xa0 vote: {title: Vote, text: A vote.}\n"},
        line=2,
    ),
    ProblemKind(
        "repeated-key",
        "error",
        "The same key stands twice in one mapping, and only one of them could count.",
        "take one of them out, or give it another name",
        {"terms.yaml": "terms:\n  vote:\n    title: Vote\n    text: A vote.\n    title: A vote\n"},
        line=5,
    ),
    ProblemKind(
        "tag",
        "error",
        "Text that begins with an exclamation mark is read as a tag, and a case has no tags.",
        "put text that begins with ! in quotation marks",
        {"terms.yaml": "terms:\n  halt: {title: !Halt now, text: A shout.}\n"},
        line=2,
        stops=True,
    ),
    ProblemKind(
        "anchor",
        "error",
        "Text that begins with & is read as an anchor, and a case has no anchors.",
        "put text that begins with & in quotation marks",
        {"terms.yaml": "terms:\n  firm: {title: &Sons of Adam, text: A firm.}\n"},
        line=2,
        stops=True,
    ),
    ProblemKind(
        "alias",
        "error",
        "Text that begins with * is read as a reference to an anchor, and a case has no anchors.",
        "put text that begins with * in quotation marks, or below its key after |",
        {"terms.yaml": "terms:\n  pravda: {title: *Pravda, text: A newspaper.}\n"},
        line=2,
        stops=True,
    ),
    ProblemKind(
        "merge-key",
        "error",
        "The key << would copy one mapping into another; a case says everything where it stands.",
        "write out what is meant",
        {"terms.yaml": "terms:\n  vote: {title: Vote, text: A vote., <<: {title: Poll}}\n"},
        line=2,
    ),
    ProblemKind(
        "several-documents",
        "error",
        "A line of three dashes begins a second document in the same file.",
        "take the line out, or put what is below it in a file of its own",
        {"terms.yaml": "terms:\n  vote: {title: Vote, text: A vote.}\n---\npeople: {}\n"},
        line=3,
        stops=True,
    ),
    ProblemKind(
        "too-deep",
        "error",
        "Lists and mappings stand more than 64 levels deep in one another.",
        "see whether a bracket is missing",
        {"terms.yaml": f"terms:\n  vote: {'[' * 70}{']' * 70}\n"},
        line=2,
        stops=True,
    ),
    # --- keys, values, ids
    ProblemKind(
        "unknown-key",
        "error",
        "An entry has a name that means nothing here.",
        "see the guide for what can stand here",
        {"terms.yaml": "terms:\n  vote: {title: Vote, txet: A vote.}\n"},
        line=2,
    ),
    ProblemKind(
        "wrong-shape",
        "error",
        "Something else is due here: a list, a mapping or plain text.",
        "see the guide for what this looks like",
        {"sources.yaml": "sources:\n  - {title: A book}\n"},
        line=2,
    ),
    ProblemKind(
        "missing-entry",
        "error",
        "Something that nothing can do without is not there.",
        "write it",
        {"scenes.yaml": SCENES.replace("    text: It is over.\n", "")},
        line=8,
    ),
    ProblemKind(
        "left-out",
        "warning",
        "Something is not there that a player would be shown. The case can be played without it.",
        "write it",
        {"terms.yaml": "terms:\n  vote: {title: Vote}\n"},
        line=2,
    ),
    ProblemKind(
        "empty-entry",
        "warning",
        "A key has nothing after it. It counts as left out.",
        "write something after it, or take the line out",
        {"terms.yaml": "terms:\n  vote:\n    title: Vote\n    text: A vote.\n    sources:\n"},
        line=5,
    ),
    ProblemKind(
        "bad-flag",
        "error",
        "A flag is true or false, in small letters, without quotation marks.",
        "write true or false",
        {"people.yaml": "people:\n  clerk: {name: A clerk, composite: yes}\n"},
        line=2,
    ),
    ProblemKind(
        "bad-number",
        "error",
        "A number is due here: digits, with a sign if need be, and without quotation marks.",
        "write a whole number in digits",
        case("minutes: ten\n"),
        line=10,
    ),
    ProblemKind(
        "bad-word",
        "error",
        "Only certain words can stand here.",
        "use one of them",
        scenes(choice="goto: later, plausibility: likely"),
        line=6,
    ),
    ProblemKind(
        "bad-id",
        "error",
        "Ids are small letters, digits and underscores, beginning with a letter, and no words of Python.",
        "give it an id such as grain_telegram",
        {"terms.yaml": "terms:\n  Open-Vote: {title: Vote, text: A vote.}\n"},
        line=2,
    ),
    ProblemKind(
        "reserved-id",
        "error",
        "The game itself uses this word.",
        "give it another id",
        {
            "scenes.yaml": SCENES.replace("open: {label: Open it.", "continue: {label: Go on."),
        },
        line=6,
        stops=True,
    ),
    ProblemKind(
        "repeated-id",
        "error",
        "Two things of one kind have the same id, perhaps in different files.",
        "give one of them another id",
        {
            "terms.yaml": "terms:\n  vote: {title: Vote, text: A vote.}\n",
            "more.yaml": "terms:\n  vote: {title: Vote, text: A vote.}\n",
        },
        line=2,
    ),
    # --- references
    ProblemKind(
        "unknown-scene",
        "error",
        "A scene is named that does not exist.",
        "write the scene, or name another",
        scenes(choice="goto: latter"),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "unknown-document",
        "error",
        "A document is named that does not exist.",
        "write it under `documents`, or name another",
        scenes(choice="goto: later, reveals: [letter]"),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "unknown-source",
        "error",
        "A source is named that does not exist.",
        "write it under `sources`, or name another",
        {"terms.yaml": "terms:\n  vote: {title: Vote, text: A vote., sources: [nobody_1990]}\n"},
        line=2,
    ),
    ProblemKind(
        "unknown-person",
        "error",
        "A link names a person who does not exist.",
        "write the person under `people`, or take the link out",
        scenes(text="'[Kirov](person:kirov) knocks.'"),
        line=4,
    ),
    ProblemKind(
        "unknown-term",
        "error",
        "A link names a term that does not exist.",
        "write the term under `terms`, or take the link out",
        scenes(text="'A [poll](term:poll) comes round.'"),
        line=4,
    ),
    ProblemKind(
        "unknown-cause",
        "error",
        "A cause is named that does not exist.",
        "write it under `causes` in case.yaml, or name another",
        scenes(door="    record: {happened: It was opened., causes: [rivals]}\n"),
        line=8,
    ),
    ProblemKind(
        "unknown-variable",
        "error",
        "A variable is named that does not exist.",
        "declare it under `variables` in case.yaml, or name another",
        scenes(choice="goto: later, set: {alarmed: true}"),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "unknown-chapter",
        "error",
        "A scene names a chapter that case.yaml does not list.",
        "list it under `chapters` in case.yaml, or name another",
        scenes(door="    chapter: first\n"),
        line=8,
    ),
    ProblemKind(
        "unknown-choice",
        "error",
        "A choice is named that is not there.",
        "name one that is",
        scenes(door="    record: {choice: opened, happened: It was opened.}\n"),
        line=8,
    ),
    ProblemKind(
        "unknown-link-kind",
        "error",
        "A link leads to a person, term, document, source or choice of the case, and nowhere else.",
        "write it like [words](person:id), with person, term, document, source or choice",
        scenes(text="'[Somebody](persn:kirov) knocks.'"),
        line=4,
    ),
    ProblemKind(
        "space-in-link",
        "warning",
        "A space stands between the words of a link and where it leads, so it is shown as typed.",
        "take the space out: [words](person:id)",
        scenes(text="'You remember [the door] (choice:door).'"),
        line=4,
    ),
    ProblemKind(
        "link-not-here",
        "warning",
        "Titles, labels and other short texts have no links; one would be shown with its brackets.",
        "write the words alone, and put the link into the text",
        scenes(choice="goto: later, closed: 'See [the door](choice:door).'"),
        line=6,
    ),
    ProblemKind(
        "repeated-paper",
        "warning",
        "The same paper lies twice on one table.",
        "take one of them out",
        {
            **scenes(door="    documents: [letter, letter]\n"),
            "papers.yaml": "documents:\n  letter: {title: A letter}\n",
        },
        line=8,
    ),
    ProblemKind(
        "was-clashes",
        "warning",
        "An earlier id under `was` belongs to something else too, so a save could mean either.",
        "take it out of `was`, or give the other one another id",
        scenes(choice="goto: later, was: [wait]"),
        line=6,
    ),
    ProblemKind(
        "no-choice-there",
        "error",
        "A link quotes the choice taken at a scene that has no choices.",
        "name a scene with choices, or take the link out",
        scenes(text="'You remember [it](choice:later).'"),
        line=4,
    ),
    ProblemKind(
        "not-an-ending",
        "error",
        "A scene is named as an ending, and it is none.",
        "name an ending, or give the scene an `ending`",
        case("paths:\n  short: {choices: [open], ends: door}\n"),
        line=11,
    ),
    ProblemKind(
        "chapter-starts-elsewhere",
        "warning",
        "A chapter starts at a scene of another chapter, so playing it alone would end at once.",
        "give the scene this `chapter`, or start at another",
        case("chapters:\n  - {id: first, title: First, start: door}\n"),
        line=11,
    ),
    # --- variables
    ProblemKind(
        "mixed-variable",
        "error",
        "A variable is a whole number (`from` and `to`), one word out of several (`one_of`), or a flag.",
        "give it `from` and `to`, or `one_of`, or a plain true or false",
        variable("3"),
        line=10,
        stops=True,
    ),
    ProblemKind(
        "bad-bounds",
        "error",
        "A number's smallest value is larger than its largest.",
        "let `from` be the smaller one",
        variable("{from: 5, to: 1, start: 1}"),
        line=10,
        stops=True,
    ),
    ProblemKind(
        "too-many-values",
        "error",
        "A number can hold so many values that nothing could be proved about the case.",
        "let it go from 0 to 10, say, and count in larger steps",
        variable("{from: 0, to: 50000, start: 0}"),
        line=10,
        stops=True,
    ),
    ProblemKind(
        "outside-domain",
        "error",
        "A variable is given a value that it cannot hold.",
        "use one of its values",
        scenes(choice="goto: later, set: {mood: bored}"),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "add-to-no-number",
        "error",
        "`add` changes a variable that is no number.",
        "use `set` for words and flags",
        scenes(choice="goto: later, add: {warned: 1}"),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "same-name",
        "error",
        "A variable and a scene with choices have the same name, so a condition could mean either.",
        "call the variable something else",
        {"case.yaml": f"{CASE}  door: false\n"},
        line=10,
        stops=True,
    ),
    ProblemKind(
        "half-a-gauge",
        "warning",
        "A gauge is a number with a word for its low end and one for its high end.",
        "give it `from` and `to`, `low` and `high`, or take the words out",
        variable("{from: 0, to: 5, start: 2, low: nobody asks}"),
        line=10,
    ),
    # --- conditions
    ProblemKind(
        "condition-syntax",
        "error",
        "A condition cannot be read.",
        "write it like: trust >= 3 and not warned",
        scenes(choice="goto: later, when: trust >=, closed: Too few trust you."),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "condition-not-allowed",
        "error",
        "A condition has something in it that is not of the condition language.",
        "use names, whole numbers, words, and, or, not, is, comparisons, in (…), +, -, has, visited and read",
        scenes(choice="goto: later, when: trust * 2 > 3, closed: Too few trust you."),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "condition-type",
        "error",
        "A condition compares what cannot be compared.",
        "compare numbers with numbers and words with words",
        scenes(choice="goto: later, when: mood > 3, closed: Not in this mood."),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "condition-too-long",
        "error",
        "A condition is longer or nested deeper than anybody could follow.",
        "split it, or let a flag remember part of it",
        scenes(choice=f"goto: later, when: {' or '.join(['warned'] * 300)}, closed: Nobody warned you."),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "empty-condition",
        "error",
        "A condition is empty.",
        "write what must hold, or take it out",
        scenes(choice="goto: later, when: '', closed: Nobody warned you."),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "unknown-name",
        "error",
        "A condition names something that is neither a variable nor a scene with choices.",
        "declare it under `variables` in case.yaml, or name another",
        scenes(choice="goto: later, when: trusst >= 3, closed: Too few trust you."),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "unknown-word",
        "error",
        "A condition compares a variable with a word that it never holds.",
        "use one of its words",
        scenes(choice="goto: later, when: mood is clam, closed: Not in this mood."),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "read-not-here",
        "error",
        "read(…) stands only in a choice's `when`, joined by `and` or `or`, for a paper on the same table.",
        "use has(…) or a variable",
        {
            **scenes(choice="goto: later, when: read(letter), closed: You have not read the letter."),
            "papers.yaml": "documents:\n  letter: {title: A letter}\n",
        },
        line=6,
        stops=True,
    ),
    # --- the ways through
    ProblemKind(
        "no-way-on",
        "error",
        "A scene has neither choices, nor a way on, nor is it an ending.",
        "give it `choices`, `goto` or `ending`",
        scenes(more="  nowhere: {title: Nowhere, text: Nothing.}\n"),
        line=12,
        stops=True,
    ),
    ProblemKind(
        "two-ways-on",
        "error",
        "A scene has choices, or goes on by itself, or is an ending: one of the three.",
        "keep one of them",
        scenes(door="    goto: later\n"),
        line=8,
        stops=True,
    ),
    ProblemKind(
        "choice-goes-nowhere",
        "error",
        "A choice leads to no scene.",
        "give it `goto`, or `shut` with the reason why it never opens",
        {"scenes.yaml": SCENES.replace("Open it., goto: later", "Open it.")},
        line=6,
        stops=True,
    ),
    ProblemKind(
        "shut-and-goto",
        "error",
        "A door that never opens leads nowhere.",
        "take out `goto` if it never opens, or else `shut`",
        scenes(choice="goto: later, shut: It is locked."),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "last-goto-guarded",
        "error",
        "The last entry of a `goto` has a condition, so the story might have nowhere to go.",
        "take the `when` out, or add a last entry without one",
        scenes(choice="goto: [{when: warned, to: later}]"),
        line=6,
        stops=True,
    ),
    ProblemKind(
        "goto-never-used",
        "warning",
        "An entry of a `goto` stands below one without a condition, so it is never used.",
        "put the one without `when` last",
        scenes(choice="goto: [door, later]"),
        line=6,
    ),
    ProblemKind(
        "no-reason-closed",
        "hint",
        "A choice can be closed, and the player is not told why.",
        "say it in one sentence under `closed`",
        scenes(choice="goto: later, when: warned"),
        line=6,
    ),
    ProblemKind(
        "archive-verdict",
        "warning",
        "At the archive desk there is no choice that history took: weighing papers has no record.",
        "leave out `choice` in the record, and `plausibility`; say in `otherwise` what a specialist answers",
        scenes(door="    stance: archive\n    record: {choice: open, happened: It was opened.}\n"),
        line=9,
    ),
    ProblemKind(
        "bad-promise",
        "error",
        "A promise has none of the five shapes.",
        "write {always}, {at, holds}, {every_path_through}, {possible, at} or {rare, below}",
        case("promises:\n  - {holds: trust > 0}\n"),
        line=11,
        stops=True,
    ),
)

KINDS: Mapping[str, ProblemKind] = MappingProxyType({kind.code: kind for kind in ALL})
"""Every kind of problem by its code."""
