"""A slip of the pen is one problem, told where it was made, with the one thing to change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from game.case.diagnostics.problems import Problem
from game.case.reader import read_case
from tests.case.conftest import write_files
from tests.case.small import CASE
from tests.growth import grows_as_it_should

PATH = "paths:\n  history: {choices: [open], ends: later}\n"
SCENES = """\
scenes:
  door:
    title: At the door
    text: Somebody knocks.
    documents: []
    choices:
      open:
        label: Open it.
        goto: later
      wait:
        label: Wait.
        add: {trust: 1}
        goto: night
    record: {choice: wait, happened: It stayed shut., sources: [book]}
  night:
    title: At night
    enter: {add: {trust: 2}, set: {mood: angry, warned: true}}
    text:
      - It is dark.
      - {when: trust > 3, text: She trusts you.}
      - {when: mood is angry, text: She is angry.}
      - {when: warned, text: She has been warned.}
    goto: later
  later:
    title: Later
    text: It is over.
    ending: {title: Over}
sources:
  book: {title: A book}
"""
NIGHT = SCENES[SCENES.index("  night:") : SCENES.index("  later:")]

Told = Callable[..., list[Problem]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """What a thorough reading finds in the case above with some words replaced, and other files."""

    def look(*edits: tuple[str, str], **files: str | bytes) -> list[Problem]:
        text = SCENES
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        whole = {"case.yaml": CASE + PATH, "scenes.yaml": text}
        whole.update({name.replace("_", "."): content for name, content in files.items()})  # type: ignore[arg-type]
        return list(read_case(write_files(tmp_path / "case", whole), thorough=True)[1])

    return look


def test_the_case_is_sound(told: Told) -> None:
    assert told() == []


ROWS = """
title: At night|title At night|yaml-syntax|16|a colon is missing after "title"|write "title: …"
title: At night|title:At night|yaml-syntax|16|no space after the colon|put one there
label: Wait.|label Wait.|yaml-syntax|11|a colon is missing after "label"|write "label: …"
label: Wait.|label:Wait.|yaml-syntax|11|no space after the colon|put one there
choices:$|choices$|yaml-syntax|6|neither an entry|end the key with a colon
  night:$|  night$|yaml-syntax|15|neither an entry|end the key with a colon
goto: night|goto night|yaml-syntax|13|neither an entry|end the key with a colon
  night:$|night:$|wrong-shape|15|`night` stands in the first column|indent it
choices:$|choises:$|unknown-key|6|no entry "choises"|did you mean "choices"?
{trust: 2}, set|{trust: 2, set|yaml-syntax|17|opened with { is not closed|close it with "}"
{trust: 1}|{trust: 1|yaml-syntax|12|opened with { is not closed|close it with "}"
label: Wait.|label: !Shout|tag|11|"!Shout" is read as a tag|in quotation marks
  night:$|  at-night:$|bad-id|15|"at-night" is no id|such as "at_night"
label: Wait.|label: [Wait., {when: warned, text: No.}]|wrong-shape|11|this is a list|write one text
    enter:|    note: so$    enter:|unknown-key|17|no entry "note"|begin the line with #
add: {trust: 1}|set: {trust: trust + 1}|outside-domain|12|"trust + 1"|write `add: {trust: 1}`
add: {trust: 1}|set: {trust: trust - 2}|outside-domain|12|"trust - 2"|write `add: {trust: -2}`
- It is dark.|- He said: no.|unknown-key|19|no entry "He said"|in quotation marks
- It is dark.|- "Come in," he said.|yaml-syntax|19|after a closing quotation mark|in quotation marks
- It is dark.|- [Anna](person:anna) is here.|yaml-syntax|19|bracket|in quotation marks
- It is dark.|-It is dark.|yaml-syntax|19|no item of the list|"- "
- It is dark.|— It is dark.|yaml-syntax|19|no item of the list|"- "
label: Wait.|label:$          - Wait.$          - Go.|wrong-shape|12|this is a list|without dashes before it
label: Wait.|label: [Take tram #4.]|yaml-syntax|11|begin a comment|into quotation marks
"""


@pytest.mark.parametrize("row", ROWS.strip().split("\n"))
def test_a_mistake_is_told_once(row: str, told: Told) -> None:
    old, new, code, line, message, remedy = row.replace("$", "\n").split("|")
    edits = [(old, new)]
    if code == "bad-id":
        edits.append(("goto: night", "goto: at_night"))
    (problem,) = told(*edits)
    assert (problem.code, problem.file, problem.line) == (code, "scenes.yaml", int(line))
    assert message in problem.message
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            "    text: It is over.\n",
            "    text: It is over,\n      and out.\n      x: y\n",
            28,
            "indented deeper",
        ),
        (
            "record: {",
            "record:\n      discuss:\n        - ask Why?\n          skill: x\n    was: {",
            16,
            '"ask"',
        ),
    ],
)
def test_where_the_colon_is_missing(old: str, new: str, line: int, message: str, told: Told) -> None:
    (problem,) = told((old, new))
    assert (problem.code, problem.line) == ("yaml-syntax", line)
    assert message in problem.message


@pytest.mark.parametrize("named", ["wait_on", "wait-on"])
def test_what_names_a_choice_with_a_faulty_id_is_not_told(named: str, told: Told) -> None:
    (problem,) = told(("      wait:\n", "      wait-on:\n"), ("choice: wait", f"choice: {named}"))
    assert (problem.code, problem.line) == ("bad-id", 10)


def test_a_whole_scene_that_is_indented_too_little_is_one_slip(told: Told) -> None:
    (problem,) = told((NIGHT, "\n".join(line[2:] for line in NIGHT.split("\n")[:-1]) + "\n"))
    assert (problem.code, problem.line) == ("wrong-shape", 15)


def test_lines_may_end_as_on_old_macs(told: Told) -> None:
    assert told(scenes_yaml=SCENES.replace("\n", "\r").encode()) == []
    codes = {problem.code for problem in told(scenes_yaml=SCENES.replace("dark.\n", "dark.\r").encode())}
    assert "control-character" in codes


def test_a_word_of_python_is_said_to_be_one(told: Told) -> None:
    (problem,) = told(("  night:\n", "  class:\n"), ("goto: night", "goto: class"))
    assert (problem.code, problem.line) == ("bad-id", 15)
    assert "a word of Python" in problem.message and '"class_it"' in problem.remedy


@pytest.mark.parametrize("ident", ["../../Tram Strike", "/tmp/x", "Tram", "with space", "a/b"])
def test_the_id_of_a_case_is_an_id(ident: str, told: Told) -> None:
    (problem,) = told(case_yaml=CASE.replace("id: small", f"id: {ident}") + PATH)
    assert (problem.code, problem.severity, problem.file, problem.line) == ("bad-id", "error", "case.yaml", 1)


def test_what_says_nothing_is_left_aside(tmp_path: Path) -> None:
    more = "causes:\n  fear: {title: Fear, tests: {time: {fares: well}}}\ntests: {time: When?}\n"
    scenes = SCENES.replace("record: {", "record: {views: [{who: A. Historian}], ")
    files = {"case.yaml": CASE + PATH + more, "scenes.yaml": scenes}
    case, problems = read_case(write_files(tmp_path / "case", files))
    assert [problem.code for problem in problems] == ["left-out", "left-out"]
    assert case is not None and case.causes["fear"].tests == {}
    record = case.scenes["door"].record
    assert record is not None and record.views == ()


def test_a_deep_entry_that_means_nothing_does_not_take_long(tmp_path: Path) -> None:
    def read(size: int) -> None:
        more = "".join(f"  s{number}: {{title: A, text: B, {{a: b}}: c}}\n" for number in range(size))
        read_case(write_files(tmp_path / f"{size}", {"case.yaml": CASE, "scenes.yaml": f"scnes:\n{more}"}))

    assert grows_as_it_should(read, 150)
