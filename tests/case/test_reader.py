"""YAML files -> a case: values by the type of their field, places, shorthands, several mistakes at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from pathlib import Path
from types import MappingProxyType

import pytest
import yaml

from game.case import load_case, read_case
from game.case import yaml_tree as yaml_events
from game.case.checks.visitor import every
from game.case.model import Variable
from game.case.node import FilePlace
from tests.case.small import CASE, SCENES, SMALL

REPOSITORY = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.parent for path in (REPOSITORY / "scenes").glob("*/case.yaml"))


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


# --- values by the type of their field -----------------------------------------------------------------


def test_text_is_read_from_its_source(read) -> None:
    texts = "title: no\nquestion: 1934\nspan: 1932-10-10\nauthors: [yes, 0x1F, 1e3, .inf, 'null', 12:30:00]\n"
    case, problems = read({"case.yaml": f"id: small\nversion: 1.0\nstart: door\n{texts}"})
    assert problems == ()
    assert (case.title, case.question, case.span, case.version) == ("no", "1934", "1932-10-10", "1.0")
    assert case.authors == ("yes", "0x1F", "1e3", ".inf", "null", "12:30:00")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("'true'", "true"),
        ("-3", -3),
        ("+3", 3),
        ("0", 0),
        ("no", "no"),
        ("007", "007"),
    ],
)
def test_values_of_variables(written: str, value: object, read) -> None:
    case, _ = read(
        {"scenes.yaml": SCENES.replace("goto: later", f"goto: later, set: {{mood: {written}}}", 1)}
    )
    if case is None:  # outside what `mood` can hold, which is another test's matter
        case, _ = read(
            {
                "case.yaml": CASE
                + f"chapters:\n  - {{id: c, title: C, start: door, set: {{door: {written}}}}}\n"
            }
        )
    found = case.chapters[0].set["door"] if case.chapters else case.scenes["door"].choices["open"].set["mood"]
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize("written", ["True", "yes", "on", "1", "'true'", "TRUE"])
def test_flags_are_exactly_true_or_false(written: str, read) -> None:
    _, problems = read({"scenes.yaml": SCENES.replace("Open it.", f"Open it., once: {written}")})
    assert codes(problems) == ["bad-flag"]


@pytest.mark.parametrize("written", ["ten", "1.5", "1_000", "0x10", "'10'", "010", "1" * 5_000, "١٢"])
def test_whole_numbers_are_digits(written: str, read) -> None:
    _, problems = read({"case.yaml": f"{CASE}minutes: {written}\n"})
    assert codes(problems) == ["bad-number"]
    assert len(problems[0].message) < 200


@pytest.mark.parametrize("written", ["", " ~", " null", " Null"])
def test_nothing_where_text_is_due(written: str, read) -> None:
    case, problems = read({"case.yaml": f"{CASE}span:{written}\n"})
    assert codes(problems) == ["empty-entry"] and problems[0].severity == "warning"
    assert case.span == ""
    _, problems = read({"case.yaml": CASE.replace("title: A small case", f"title:{written}")})
    assert codes(problems) == ["missing-entry"] and problems[0].line == 2


@pytest.mark.parametrize("written", ['""', "''"])
def test_what_is_required_is_not_empty(written: str, read) -> None:
    _, problems = read({"case.yaml": CASE.replace("title: A small case", f"title: {written}")})
    assert codes(problems) == ["missing-entry"]


def test_a_field_with_an_underscore_is_a_word_of_python(read) -> None:
    case, problems = read({"claims.yaml": "claims:\n  one: {says: So., from: A textbook, verdict: wrong}\n"})
    assert problems == ()
    assert case.claims["one"].from_ == "A textbook"
    assert case.variables["trust"].from_ == 0


def test_prose_keeps_its_lines_and_titles_are_one_line(read) -> None:
    text = "terms:\n  vote:\n    title: >\n      A\n      vote\n    text: |\n      One.\n\n      Two.\n\n\n"
    case, _ = read({"terms.yaml": text})
    assert case.terms["vote"].text == "One.\n\nTwo."
    assert case.terms["vote"].title.strip() == "A vote"


# --- shorthands ----------------------------------------------------------------------------------------


def test_plain_values_stand_for_lists_and_mappings(read) -> None:
    case, problems = read(
        {
            "scenes.yaml": SCENES
            + "  door_2: {title: A, text: [One., {when: warned, text: Two.}], goto: door}\n"
        }
    )
    assert problems == ()
    assert [block.text for block in case.scenes["door"].text] == ["Somebody knocks."]
    assert [(block.when, block.text) for block in case.scenes["door_2"].text] == [
        (None, "One."),
        ("warned", "Two."),
    ]
    assert [route.to for route in case.scenes["door_2"].goto] == ["door"]
    assert case.variables["warned"] == Variable(id="warned", start=False)


def test_one_id_is_a_list_of_one(read) -> None:
    record = "    record: {choice: open, happened: It was opened.}\n"
    case, problems = read({"scenes.yaml": SCENES.replace("  later:\n", record + "  later:\n")})
    assert problems == ()
    assert case.scenes["door"].record.choice == ("open",)


# --- several files -------------------------------------------------------------------------------------


def test_files_add_to_the_case_in_the_order_of_their_names(read) -> None:
    def term(name: str) -> str:
        return f"terms:\n  {name}: {{title: T, text: T.}}\n"

    files = {
        "b.yaml": term("b"),
        "a/z.yaml": term("a_z"),
        "a.yaml": term("a"),
        ".hidden.yaml": term("hidden"),
    }
    case, problems = read({**files, "case.yaml": CASE + term("first"), ".git/x.yaml": "][", "notes.md": "]["})
    assert problems == ()
    assert list(case.terms) == ["first", "a_z", "a", "b"]


def test_of_two_things_with_one_id_the_first_counts(read) -> None:
    case, problems = read(
        {
            "a.yaml": "terms:\n  poll: {title: First, text: A}\n",
            "b.yaml": "terms:\n  poll: {title: Second, text: B}\n  vote: {title: Vote, text: C}\n",
        }
    )
    assert codes(problems) == ["repeated-id"] and (problems[0].file, problems[0].line) == ("b.yaml", 2)
    assert case is not None and [term.title for term in case.terms.values()] == ["First", "Vote"]


def test_a_files_chapter_is_that_of_its_scenes(read) -> None:
    chapters = "chapters:\n  - {id: one, title: One, start: door}\n  - {id: two, title: Two, start: later}\n"
    scenes = SCENES.replace("    ending", "    chapter: two\n    ending")
    case, problems = read({"case.yaml": CASE + chapters, "scenes.yaml": scenes + "chapter: one\n"})
    assert problems == ()
    assert [scene.chapter for scene in case.scenes.values()] == ["one", "two"]
    _, problems = read({"case.yaml": CASE + chapters, "scenes.yaml": "chapter: thre\n" + SCENES})
    assert [
        (problem.code, problem.file, problem.line) for problem in problems if problem.severity == "error"
    ] == [("unknown-chapter", "scenes.yaml", 1)]


def test_what_belongs_in_case_yaml(read) -> None:
    _, problems = read({"more.yaml": "variables: {more: false}\n"})
    assert codes(problems) == ["unknown-key"] and problems[0].remedy == "move it to case.yaml"


def test_the_fingerprint_follows_names_and_bytes(read) -> None:
    first = read({})[0].fingerprint
    assert first == read({})[0].fingerprint
    changed = read({"scenes.yaml": SCENES + "# a remark\n"})[0].fingerprint
    assert changed != first
    assert read({"scenes.yaml": SCENES, "more.yaml": ""})[0].fingerprint not in (first, changed)


# --- places --------------------------------------------------------------------------------------------


def test_every_value_knows_its_place(read) -> None:
    case, _ = read({})
    assert case.origin.of("title") == FilePlace("case.yaml", 2, 8)
    assert case.variables["mood"].origin.place == FilePlace("case.yaml", 8, 3)
    assert case.variables["mood"].origin.of("one_of", 1) == FilePlace("case.yaml", 8, 25)
    door = case.scenes["door"]
    assert door.origin.place == FilePlace("scenes.yaml", 2, 3)
    assert door.origin.of("text") == FilePlace("scenes.yaml", 4, 11)
    assert door.choices["open"].goto[0].origin.place == FilePlace("scenes.yaml", 6, 37)
    assert door.origin.of("care") == door.origin.place


PROSE = "Pine trees.\n\nA second\nparagraph with a [poll](term:pol) in it."


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("|\n      Pine trees.\n\n      A second\n      paragraph with a [poll](term:pol) in it.\n", 8, 24),
        (
            "|-  # why\n\n      Pine trees.\n\n      A second\n      paragraph, a [poll](term:pol), more.\n",
            9,
            20,
        ),
        (">\n      Pine trees.\n\n\n      A second paragraph\n      with a [poll](term:pol) in it.\n", 9, 14),
        ('"Pine trees. \\"A\\"\n      second [poll](term:pol) in it."\n', 5, 14),
        ("'It''s\n      a [poll](term:pol) in it.'\n", 5, 9),
        ("Pine trees and a\n      [poll](term:pol) in it.\n", 5, 7),
        ("Pine [poll](term:pol) in it.\n", 4, 16),
    ],
)
def test_a_broken_link_is_told_at_its_own_line(written: str, line: int, column: int, read) -> None:
    terms = f"terms:\n  vote:\n    title: Vote\n    text: {written}"
    _, problems = read({"terms.yaml": terms})
    assert [(each.code, each.line, each.column) for each in problems] == [("unknown-term", line, column)]
    assert terms.split("\n")[line - 1][column - 1 :].startswith("[poll]")


def test_a_mistake_in_a_condition_is_told_at_its_own_column(read) -> None:
    when = "trust >= 3 and\n          trusst < 2"
    text = SCENES.replace(
        "      open: {label: Open it., goto: later}",
        f"      open:\n        label: Open\n        closed: No.\n        when: {when}\n        goto: later",
    )
    _, problems = read({"scenes.yaml": text})
    assert [(each.code, each.line, each.column) for each in problems] == [("unknown-name", 10, 11)]


# --- everything at once, and only causes ---------------------------------------------------------------


def test_all_problems_of_all_files(read) -> None:
    _, problems = read(
        {
            "case.yaml": CASE.replace("version: 1.0.0\n", "") + "minutes: ten\n",
            "scenes.yaml": SCENES.replace("label: Wait.", "lable: Wait."),
            "terms.yaml": "terms:\n  vote: {title: Vote}\n  vote: {title: Vote}\n",
        }
    )
    assert [(problem.file, problem.line, problem.code) for problem in problems] == [
        ("case.yaml", 1, "missing-entry"),
        ("case.yaml", 9, "bad-number"),
        ("scenes.yaml", 7, "unknown-key"),
        ("terms.yaml", 2, "left-out"),
        ("terms.yaml", 3, "repeated-key"),
    ]


def test_what_came_before_a_syntax_error_is_read(read) -> None:
    text = (
        SCENES.replace("goto: later", "goto: latter", 1) + '  third:\n    title: "Third\n    text: A text.\n'
    )
    _, problems = read({"scenes.yaml": text})
    assert [(problem.line, problem.code) for problem in problems] == [
        (6, "unknown-scene"),
        (13, "yaml-syntax"),
    ]


def test_what_stands_below_a_syntax_error_is_not_called_unknown(read) -> None:
    text = SCENES.replace("    title: At the door", "    title: At: the door")
    third = "  third: {title: A, text: '[It](choice:door)', goto: later}\n"
    more = f"scenes:\n{third}  fourth: {{title: A, text: A, goto: later_on}}\n"
    _, problems = read({"scenes.yaml": text, "third.yaml": more})
    assert [(problem.file, problem.code) for problem in problems] == [
        ("scenes.yaml", "yaml-syntax"),
        ("third.yaml", "unknown-scene"),
    ]


def test_names_in_a_file_that_cannot_be_read_are_not_called_unknown(read) -> None:
    _, problems = read({"scenes.yaml": b"scenes:\0"})
    assert codes(problems) == ["binary-file"]


@pytest.mark.parametrize(
    "scene",
    [
        "[a, list]",
        "plain",
        "{title: A, text: B, choices: [a, b]}",
        "{title: A, text: B, coices: {sit: {label: A, goto: later}}}",
    ],
)
def test_a_scene_that_cannot_be_read_still_exists(scene: str, read) -> None:
    case = CASE + "promises:\n  - {at: third, holds: third is sit}\n"
    more = f"scenes:\n  third: {scene}\n  fourth: {{title: A, text: '[It](choice:third)', goto: third}}\n"
    _, problems = read({"case.yaml": case, "third.yaml": more})
    assert len(problems) == 1 and problems[0].line == 2


def test_a_variable_that_cannot_be_read_does_not_spoil_its_conditions(read) -> None:
    scenes = SCENES.replace("goto: later", "add: {trust: 1}, when: trust > 2, closed: No., goto: later", 1)
    _, problems = read({"case.yaml": CASE.replace("to: 5", 'to: "5"'), "scenes.yaml": scenes})
    assert codes(problems) == ["bad-number"]


def test_lists_where_ids_are_due_are_told_once(read) -> None:
    scenes = "scenes:\n  - {id: door, title: A, text: B}\n  - {id: later, title: A, text: B}\n"
    _, problems = read({"scenes.yaml": scenes})
    assert codes(problems) == ["wrong-shape"]


@pytest.mark.parametrize(
    "files",
    [
        {"scenes.yaml": SCENES.replace("scenes:", "scens:")},
        {"scenes.yaml": SCENES.replace("scenes:", "- scenes:")},
        {"case.yaml": CASE.replace("variables:", "variabels:")},
        {"case.yaml": CASE.split("variables")[0], "more.yaml": f"variables{CASE.split('variables')[1]}"},
    ],
)
def test_a_key_of_a_whole_file_is_one_mistake(files: dict[str, str], read) -> None:
    promise = "promises:\n  - {at: door, holds: trust > 1}\n"
    case = files.get("case.yaml", CASE) + promise
    _, problems = read({**files, "case.yaml": case})
    assert len(problems) == 1 and problems[0].code in ("unknown-key", "wrong-shape")


def test_keys_that_belong_elsewhere(read) -> None:
    _, problems = read(
        {
            "scenes.yaml": SCENES.replace(
                "    ending: {title: Over}", "    ending: {title: Over}\n    verdict: wrong"
            )
        }
    )
    assert codes(problems) == ["unknown-key"]
    assert problems[0].remedy.startswith("`verdict` belongs in a claim")
    _, problems = read({"scenes.yaml": SCENES.replace("    title: Later", "    id: later\n    title: Later")})
    assert "take this line out" in problems[0].remedy


# --- the whole -----------------------------------------------------------------------------------------


def test_a_case_cannot_be_changed(read) -> None:
    case, _ = read({})
    with pytest.raises(FrozenInstanceError):
        case.title = "Another"
    with pytest.raises(TypeError):
        case.scenes["new"] = case.scenes["door"]
    for node, parts in every(case):
        for name in (
            *(each[0] for each in parts.mappings),
            *(name for name, mapping in parts.children if mapping),
        ):
            value = getattr(node, name)
            assert isinstance(value, MappingProxyType) and isinstance(value, Mapping)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_the_cases_that_come_with_the_game_are_sound(folder: Path) -> None:
    case, problems = read_case(folder)
    assert [problem.one_line() for problem in problems] == []
    assert case.folder == folder


@pytest.mark.parametrize("folder", [*SHIPPED, None], ids=str)
def test_the_parser_in_python_reads_the_same(
    folder: Path | None, write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder if folder and folder.name == "testament" else write(SMALL)
    with_c = load_case(folder)
    monkeypatch.setattr(yaml_events, "PARSER", yaml.Loader)
    in_python = load_case(folder)
    assert in_python.scenes == with_c.scenes and in_python.documents == with_c.documents
    for (one, _), (other, _) in zip(every(with_c), every(in_python), strict=True):
        assert one.origin.place == other.origin.place


# --- what is not there ---------------------------------------------------------------------------------


def test_a_case_can_be_played_without_what_is_only_shown(read) -> None:
    more = """\
documents: {a_letter: {author: A clerk}}
people: {clerk: {post: Clerk}}
terms: {vote: {title: Vote}}
sources: {book: {year: 1990}}
claims: {said: {says: It was so.}}
"""
    headings = "causes: {fear: {summary: They feared.}}\nchapters: [{id: first}, {title: Second}]\n"
    scenes = SCENES.replace("title: At the door", "title: At the door\n    chapter: first")
    files = {"more.yaml": more, "case.yaml": CASE + headings, "scenes.yaml": scenes}
    case, problems = read(files)
    assert {(each.code, each.severity) for each in problems} == {("left-out", "warning")}
    assert len(problems) == 9
    assert case.documents["a_letter"].title == "A letter" and case.people["clerk"].name == "Clerk"
    assert not case.claims and [(each.title, each.start) for each in case.chapters] == [("First", "door")]


def test_a_variable_without_a_start_has_its_first_value(read) -> None:
    more = CASE + "  few: {from: 2, to: 4}\n  said: {one_of: [aye, nay]}\n"
    case, problems = read({"case.yaml": more})
    assert codes(problems) == ["left-out", "left-out"]
    assert (case.variables["few"].start, case.variables["said"].start) == (2, "aye")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"scenes.yaml": SCENES.replace("goto: later", "goto: ''", 1)}, "unknown-scene"),
        ({"scenes.yaml": SCENES.replace("Somebody", "Then [he](person:)")}, "unknown-person"),
        ({"scenes.yaml": SCENES.replace("Somebody", "Then [he](Term:vote)")}, "unknown-link-kind"),
        (
            {"scenes.yaml": SCENES.replace("    choices:", "    documents: ['']\n    choices:")},
            "unknown-document",
        ),
        ({"case.yaml": CASE + "paths: {one: {choices: [open], ends: ''}}\n"}, "unknown-scene"),
        ({"case.yaml": CASE + "promises: [{at: '', holds: warned}]\n"}, "unknown-scene"),
    ],
)
def test_an_empty_id_is_told_where_one_is_due(files, code: str, read) -> None:
    _, problems = read(files)
    assert codes(problems) == [code]


# --- what authors get wrong, told once and at its root -------------------------------------------------


def test_a_comma_in_a_label_inside_braces(read) -> None:
    _, problems = read({"scenes.yaml": SCENES.replace("Open it.", "Yes, at once")})
    assert codes(problems) == ["unknown-key"]
    assert "put text that has a comma in quotation marks" in problems[0].remedy


def test_choices_indented_too_little(read) -> None:
    text = SCENES.replace("    choices:\n      open", "  choices:\n      open")
    _, problems = read({"scenes.yaml": text})
    assert codes(problems) == ["wrong-shape"]
    assert problems[0].line == 5 and "indent it deeper" in problems[0].remedy


def test_a_scene_may_be_called_as_one_of_its_entries_is(read) -> None:
    case, problems = read({"scenes.yaml": SCENES.replace("later", "record")})
    assert problems == () and "record" in case.scenes


def test_what_stands_below_a_repeated_key_is_not_called_unknown(read) -> None:
    _, problems = read({"scenes.yaml": SCENES.replace("  later:\n", "scenes:\n  later:\n")})
    assert codes(problems) == ["repeated-key"]
