"""One slip is one problem, told where it was made, and its remedy is what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from game.case.reader import read_case
from tests.case.conftest import write_files
from tests.case.sound import CASE, NIGHT, SCENES, SOUND, scenes

MOVED = {name: text for name, text in SOUND.items() if name != "scenes.yaml"}
OUT = SCENES.replace("  later:\n", "later:\n")
AT_ONCE = SCENES.replace("  door:\n", "  cellar: {title: Below, text: It is dark., goto: later}\ndoor:\n")
PATH = CASE + "paths:\n  short: {choices: [open], ends: later}\n"
RECORD = SCENES.replace(
    "    documents", "    record: {choice: open_it, happened: So., sources: [book]}\n    documents"
)


@pytest.mark.parametrize(
    ("files", "found", "remedy"),
    [
        pytest.param(
            {"scenes.yaml": SCENES.replace("  later:", "  Later:")},
            [("bad-id", "scenes.yaml", 9)],
            'such as "later"',
            id="an id with a capital",
        ),
        pytest.param(
            {"scenes.yaml": SCENES.replace("  later:", "  the later:")},
            [("bad-id", "scenes.yaml", 9)],
            'such as "the_later"',
            id="an id of two words",
        ),
        pytest.param(
            {
                "scenes.yaml": RECORD.replace("open:", "open-it:"),
                "case.yaml": PATH.replace("[open", "[open_it"),
            },
            [("bad-id", "scenes.yaml", 6)],
            'such as "open_it"',
            id="a choice with a hyphen, named elsewhere as it should be",
        ),
        pytest.param(
            {"scenes.yaml": SCENES.replace("choices:", "choises:"), "case.yaml": PATH},
            [("unknown-key", "scenes.yaml", 5)],
            'did you mean "choices"?',
            id="a misspelt key, and what stands under it is named",
        ),
        pytest.param(
            {"scenes.yaml": OUT},
            [("wrong-shape", "scenes.yaml", 9)],
            "two spaces more",
            id="the last scene out",
        ),
        pytest.param(
            {"scenes.yaml": AT_ONCE},
            [("wrong-shape", "scenes.yaml", 3)],
            "two spaces more",
            id="a scene out between others, where YAML gives up",
        ),
        pytest.param(
            {"scenes copy.yaml": SCENES},
            [("same-file", "scenes copy.yaml", 1)],
            "take one of the two out",
            id="a copy of a file",
        ),
        pytest.param(
            {
                "more.yaml": "terms:\n" + "".join(f"  t{n}: {{title: T, text: A.}}\n" for n in range(9)),
                "terms.yaml": "terms:\n" + "".join(f"  t{n}: {{title: T, text: B.}}\n" for n in range(9)),
                "night.yaml": NIGHT.replace("term:vote", "term:t1"),
            },
            [("repeated-id", "terms.yaml", 2)],
            "take one of the two out",
            id="a copy that was edited",
        ),
        pytest.param(
            {"scenes.yaml": SCENES.replace("label: Open it.", "label: [Open., {when: warned, text: Go.}]")},
            [("wrong-shape", "scenes.yaml", 6)],
            "only a scene's `text`",
            id="variants in a label",
        ),
        pytest.param(
            {"scenes.yaml": SCENES.replace("later}", "later, set: {trust: trust - 2}}", 1)},
            [("outside-domain", "scenes.yaml", 6)],
            "write `add: {trust: -2}`",
            id="a sum in set",
        ),
        pytest.param(
            {"scenes.yaml": SCENES.replace("    title: At", "    note: mend this\n    title: At")},
            [("unknown-key", "scenes.yaml", 3)],
            "begin the line with #",
            id="a note to oneself",
        ),
        pytest.param(
            {"scenes.yaml": SCENES.replace("goto: later}", "goto: l\u0430ter}")},
            [("unknown-scene", "scenes.yaml", 6)],
            'did you mean "later"? (letter 2 is CYRILLIC SMALL LETTER A, U+0430)',
            id="a letter of another alphabet",
        ),
        pytest.param(
            {"scenes.yaml": SCENES.replace("goto: later}", "goto: la\u200bter}")},
            [("unknown-scene", "scenes.yaml", 6)],
            "(letter 3 is ZERO WIDTH SPACE, U+200B)",
            id="a letter that cannot be seen",
        ),
        pytest.param(
            {
                "more.yaml": "scenes:\n  door: {title: A door, text: It is shut., goto: later}\n",
                "case.yaml": PATH,
            },
            [("repeated-id", "scenes.yaml", 2)],
            "give it another id",
            id="a scene twice, and a path that names a choice of the second",
        ),
        pytest.param(
            {"case.yaml": CASE.replace("id: small", "id: ../Small")},
            [("bad-id", "case.yaml", 1)],
            'such as "small"',
            id="a case whose id is a path",
        ),
    ],
)
def test_one_slip_is_one_problem(
    files: Mapping[str, str], found: list[tuple[str, str, int]], remedy: str, tmp_path: Path
) -> None:
    _, problems = read_case(write_files(tmp_path / "small", {**SOUND, **files}), thorough=True)
    told = [each for each in problems if each.severity != "hint"]
    assert [(each.code, each.file, each.line) for each in told] == found
    assert remedy in told[0].remedy


def test_what_is_missing_may_stand_in_a_file_that_is_not_read(tmp_path: Path) -> None:
    chapters = "chapters:\n  - {id: night, title: Night, start: later, set: {gatehouse: open}}\n"
    files = {**MOVED, "case.yaml": PATH + chapters, "scenes.yml": SCENES}
    case, problems = read_case(write_files(tmp_path / "small", files), thorough=True)
    assert case is None
    assert [(each.code, each.file) for each in problems] == [("needed-file", "scenes.yml")]
    assert problems[0].message.endswith("named elsewhere: door, gatehouse, later, open")


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("zeppelin", "needed-file"),
        ("zeppelin > 2 and warned", "needed-file"),
        ("has(zeppelin)", "needed-file"),
        ("visited(zeppelin)", "needed-file"),
        ("trust > zeppelin", "condition-type"),
        ("mood is zeppelin", "unknown-word"),
        ("later is open", "unknown-name"),
    ],
)
def test_only_what_a_condition_names_and_nothing_has_may_stand_in_a_file_that_is_not_read(
    condition: str, code: str, tmp_path: Path
) -> None:
    files = {**SOUND, **scenes(choice=f"goto: later, when: '{condition}', closed: No."), "more.yml": "a: b\n"}
    _, problems = read_case(write_files(tmp_path / "small", files), thorough=True)
    assert {each.code for each in problems} - {"not-read"} == {code}
    assert code != "needed-file" or problems[0].message.endswith("named elsewhere: zeppelin")


def test_a_slip_is_not_put_down_to_a_file_that_is_not_read(tmp_path: Path) -> None:
    files = {**SOUND, "scenes.yaml": SCENES.replace("goto: later}", "goto: latter}"), "other.yml": "a: b\n"}
    _, problems = read_case(write_files(tmp_path / "small", files), thorough=True)
    assert {each.code for each in problems} == {"not-read", "unknown-scene"}


def test_only_what_a_condition_names_may_be_no_word_of_python(tmp_path: Path) -> None:
    people = "people:\n  from: {name: Anna From, life: 1900}\n"
    files = {**SOUND, "people.yaml": people, "night.yaml": NIGHT.replace("person:anna", "person:from")}
    _, problems = read_case(write_files(tmp_path / "small", files), thorough=True)
    assert problems == ()
    files = {
        **SOUND,
        "scenes.yaml": SCENES.replace("later", "class"),
        "night.yaml": NIGHT.replace("later", "class"),
    }
    _, (problem,) = read_case(write_files(tmp_path / "small", files), thorough=True)
    assert (
        problem.code == "bad-id" and "a word of Python" in problem.message and '"class_it"' in problem.remedy
    )
