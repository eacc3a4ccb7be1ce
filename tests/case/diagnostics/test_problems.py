"""Problems as values, and the table of their kinds: every example is a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.case.diagnostics.kinds import ALL, KINDS, SOUND, Files, ProblemKind
from game.case.diagnostics.problems import MOST_PROBLEMS, CaseError, Problem, Problems, nearest, shown
from game.case.model import Case, Place
from game.case.proof import prove
from game.case.reader import read_case
from game.proof.diagnostics import problems_found
from tests.case.conftest import write_files

WITHOUT_EXAMPLE = {
    "no-folder",
    "not-a-folder",
    "no-case-file",
    "linked-folder",
    "unreadable-file",
    "file-too-large",
    "too-many-problems",
    "same-case-id",
    "undecided",
}
"""Kinds that no files beside the small case can show; the tests of files, catalogue and proof have them."""

MENDED_ELSEWHERE = {
    *("binary-file", "wrong-encoding", "case-in-case", "not-read", "repeated-id"),
    *("never-reached", "stuck", "endless", "history-closed"),
}
"""Kinds that no other line mends: the file is saved anew, renamed or moved, or another line is changed."""


def checked(folder: Path, files: Files) -> tuple[Case | None, tuple[Problem, ...]]:
    """What checking finds in the sound case with some files instead or besides."""
    return read_case(write_files(folder / "small", {**SOUND, **files}), thorough=True)


def test_the_small_case_is_sound(tmp_path: Path) -> None:
    case, problems = checked(tmp_path, {})
    assert problems == ()
    assert case is not None and list(case.scenes) == ["night", "door", "later"]


SHOWN = [kind for kind in ALL if kind.example and not kind.proved]


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.code)
def test_an_example_has_its_problem_and_no_other(kind: ProblemKind, tmp_path: Path) -> None:
    case, problems = checked(tmp_path, kind.example)
    assert [problem.code for problem in problems] == [kind.code]
    (problem,) = problems
    file = kind.file
    if kind.code == "repeated-id":
        assert problem.message.endswith("the first is in more.yaml, line 2")
    assert (problem.file, problem.line) == (file, kind.line)
    assert problem.column >= 1
    assert problem.severity == kind.severity
    assert problem.message and problem.remedy
    assert (case is None) == kind.stops


PROVED = [kind for kind in ALL if kind.example and kind.proved]


@pytest.mark.parametrize("kind", PROVED, ids=lambda kind: kind.code)
def test_an_example_that_only_play_shows(kind: ProblemKind, tmp_path: Path) -> None:
    case, problems = checked(tmp_path, kind.example)
    assert case is not None and problems == ()
    (problem,) = problems_found(case, prove(case))
    assert (problem.code, problem.severity) == (kind.code, kind.severity)
    assert (problem.file, problem.line) == (kind.file, kind.line)


@pytest.mark.parametrize("kind", [kind for kind in PROVED if kind.instead], ids=lambda kind: kind.code)
def test_a_mended_example_is_proved(kind: ProblemKind, tmp_path: Path) -> None:
    case, problems = checked(tmp_path, kind.mended())
    assert case is not None and problems == () and problems_found(case, prove(case)) == ()


MENDED = [kind for kind in SHOWN if kind.instead is not None]


@pytest.mark.parametrize("kind", MENDED, ids=lambda kind: kind.code)
def test_a_mended_example_is_sound(kind: ProblemKind, tmp_path: Path) -> None:
    case, problems = checked(tmp_path, kind.mended())
    assert problems == () and case is not None


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_a_kind_is_explained(kind: ProblemKind) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)
    assert kind.means.endswith((".", ":"))
    assert kind.mend and not kind.mend.endswith(".")
    assert kind.code in MENDED_ELSEWHERE or (kind.instead is None) == (not kind.example)
    assert bool(kind.example) == (kind.code not in WITHOUT_EXAMPLE)


def test_codes_are_unique() -> None:
    assert len(KINDS) == len(ALL)


def test_a_problem_in_one_line_and_in_two() -> None:
    problem = Problem(
        "unknown-scene", "error", "a.yaml", 4, 7, 'choice "hide" goes to "hil"', 'did you mean "hill"?'
    )
    assert problem.one_line() == 'a.yaml:4:7: choice "hide" goes to "hil"; did you mean "hill"?'
    assert problem.two_lines() == (
        'a.yaml:4:7: error: choice "hide" goes to "hil" [unknown-scene]\n    did you mean "hill"?'
    )


def test_no_message_can_act_on_a_terminal() -> None:
    problem = Problem("bad-id", "error", "a\x1b[2J.yaml", 1, 1, "\x1b]0;x\x07 and\nmore \u202e", "\x9b")
    text = problem.two_lines() + problem.one_line()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert text.count("\n") == 1


def test_long_words_are_shortened() -> None:
    assert len(shown("x" * 100_000)) < 70


def test_the_thousandth_problem_is_the_last(read) -> None:
    many = "".join(f"  t{number}: {{title: A, text: B, colour: red}}\n" for number in range(1_500))
    _, problems = read({"terms.yaml": f"terms:\n{many}"})
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "too-many-problems"
    assert "500 more" in problems[-1].message


def test_a_case_error_holds_every_problem() -> None:
    problems = Problems()
    problems.add("no-reason-closed", Place("a.yaml", 1, 1), "a hint")
    problems.add("unknown-scene", Place("b.yaml", 2, 1), "one")
    problems.add("unknown-scene", Place("b.yaml", 3, 1), "two")
    error = CaseError(problems.all())
    assert len(error.problems) == 3
    assert str(error).startswith("b.yaml:2:1: one") and str(error).endswith("(and 1 more)")


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("village_2", ["village", "town"], "village"),
        ("vilage", ["village", "town"], "village"),
        ("Title", ["title", "text"], "title"),
        ("xyz", ["title", "text"], None),
        ("", ["title"], None),
        ("x" * 10_000, ["title"], None),
        ("scene_4999", [f"scene_{number}" for number in range(4_999)], "scene_999"),
        (
            "grain_telegam",
            [f"scene_{number}" for number in range(4_999)] + ["grain_telegram"],
            "grain_telegram",
        ),
    ],
)
def test_the_nearest_word(word: str, known: list[str], meant: str | None) -> None:
    found = nearest(word, known)
    if meant == "scene_999":
        assert found is not None and found.startswith("scene_")
    else:
        assert found == meant
