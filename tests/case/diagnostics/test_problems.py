"""Problems as values, and the table of their kinds: every example is a test."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_origin, get_type_hints

import pytest

from game.case.diagnostics import telling
from game.case.diagnostics.allowing import sift
from game.case.diagnostics.kinds import CATALOGUE, Edit, Files, ProblemKind, groups, kinds
from game.case.diagnostics.problems import (
    MOST_PROBLEMS,
    CaseError,
    Parameters,
    Problem,
    Problems,
    nearest,
    shown,
)
from game.case.diagnostics.telling import FORMS, fill, placeholders, templates
from game.case.model import Case
from game.case.node import FilePlace
from game.case.proof import prove
from game.case.reader import read_case
from game.proof.diagnostics import problems_found
from tests.case.conftest import write_files
from tests.case.sound import SOUND, repaired

ROOT = Path(__file__).parents[3]

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


def checked(folder: Path, files: Files) -> tuple[Case | None, tuple[Problem, ...]]:
    """What checking finds in a case of these files."""
    case, problems = read_case(write_files(folder / "small", files), thorough=True)
    return case, sift(case, problems).problems


def test_the_small_case_is_sound(tmp_path: Path) -> None:
    case, problems = checked(tmp_path, SOUND)
    assert problems == ()
    assert case is not None and list(case.scenes) == ["night", "door", "later"]


ALL = list(kinds().values())
SHOWN = [kind for kind in ALL if kind.example and not kind.proved]


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.code)
def test_an_example_has_its_problem_and_no_other(kind: ProblemKind, tmp_path: Path) -> None:
    case, problems = checked(tmp_path, kind.files())
    assert [problem.code for problem in problems] == [kind.code]
    (problem,) = problems
    if kind.code == "repeated-id":
        assert problem.message.endswith("the first is in more.yaml, line 2")
    assert (problem.file, problem.line) == (kind.faulty_file, kind.faulty_line)
    assert problem.column >= 1
    assert problem.severity == kind.severity
    assert problem.message and problem.remedy
    assert (case is None) == kind.stops


PROVED = [kind for kind in ALL if kind.example and kind.proved]


@pytest.mark.parametrize("kind", PROVED, ids=lambda kind: kind.code)
def test_an_example_that_only_play_shows(kind: ProblemKind, tmp_path: Path) -> None:
    case, problems = checked(tmp_path, kind.files())
    assert case is not None and problems == ()
    (problem,) = problems_found(case, prove(case))
    assert (problem.code, problem.severity) == (kind.code, kind.severity)
    assert (problem.file, problem.line) == (kind.faulty_file, kind.faulty_line)


@pytest.mark.parametrize(
    ("kind", "edit"),
    [
        pytest.param(kind, edit, id=f"{kind.code}-{number}")
        for kind in ALL
        for number, edit in enumerate(kind.mended)
    ],
)
def test_a_mended_example_is_sound(kind: ProblemKind, edit: Edit, tmp_path: Path) -> None:
    case, problems = checked(tmp_path, repaired(kind, edit))
    assert case is not None and problems == () and problems_found(case, prove(case)) == ()


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.code)
def test_a_kind_is_explained(kind: ProblemKind) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)
    assert kind.means.endswith((".", ":"))
    assert kind.mend and not kind.mend.endswith(".") and fill(kind.mend, {})
    assert bool(kind.example) == bool(kind.mended) == (kind.code not in WITHOUT_EXAMPLE)


def test_codes_and_wordings_are_unique() -> None:
    assert len(kinds()) == sum(len(group.kinds) for group in groups())
    for kind in ALL:
        assert len({each.name for each in kind.wordings}) == len(kind.wordings)


def test_no_words_of_the_catalogue_end_at_a_comment() -> None:
    for path in CATALOGUE.glob("*.yaml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not re.match(r"\s*(?:- )?[a-z]+: [^'\"|>\s].* #", line), f"{path.name}: {line}"


# --- every call names a kind of the catalogue, and fills its words --------------------------------------

TYPES = get_type_hints(Parameters)
TELLS = {"add", "tell", "fault", "ConditionFault"}
"""What a kind of problem is given to."""
FORWARDS = {
    "wrong_shape": (4, r"wrong-shape\.", {"key", "due", "shape"}),
    "refer": (3, r"unknown-[a-z]+\.", {"name"}),
    "look": (3, r"(always|never)-true\.", {"condition"}),
}
"""What is given only a wording: which argument that is, of which kinds, and what it fills itself."""


def every_wording() -> Iterator[tuple[str, set[str]]]:
    """The code of each wording with what it takes."""
    for kind in ALL:
        for wording in ("", *(each.name for each in kind.wordings)):
            if wording or kind.message:
                told = f"{kind.code}.{wording}" if wording else kind.code
                yield (
                    told,
                    {name for template in templates(told) for _, name, _ in placeholders(template) if name},
                )


WORDINGS = dict(every_wording())


@pytest.mark.parametrize("told", WORDINGS)
def test_what_a_wording_takes_has_one_type(told: str) -> None:
    for template in templates(told):
        for _, name, form in placeholders(template):
            if name:
                type_, _ = FORMS[form.partition(" ")[0]]
                assert (get_origin(TYPES[name]) or TYPES[name]) is type_, f"{{{name}:{form}}}"


def test_every_parameter_is_used() -> None:
    assert set.union({"near"}, *WORDINGS.values()) == set(TYPES)


def codes(node: ast.AST, before: str = "") -> list[str]:
    """Patterns for the kinds that an expression names after some words; none where it is a value."""
    match node:
        case ast.IfExp():
            return codes(node.body, before) + codes(node.orelse, before)
        case ast.Constant(value=str(text)):
            is_code = text in WORDINGS or re.fullmatch(r"[a-z]+-[a-z.-]+", text) or (before and text)
            return [before + re.escape(text)] if is_code else []
        case ast.JoinedStr():
            texts = (getattr(each, "value", "") for each in node.values)
            pattern = "".join(re.escape(text) if isinstance(text, str) else r"[\w-]+" for text in texts)
            return [pattern] if re.fullmatch(r"[a-z]+[\w\\.+\[\]-]+", pattern) else []
    return []


@cache
def nodes() -> list[tuple[str, ast.expr]]:
    """Every expression of the code that reads, checks and proves, with its place."""
    found: list[tuple[str, ast.expr]] = []
    for part in ("case", "play", "proof", "commands"):
        for path in sorted((ROOT / "game" / part).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            found += [(f"{place}:{node.lineno}", node) for node in tree if isinstance(node, ast.expr)]
    return found


def calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where a kind is told of, a pattern for it, and what it is given: None where that is a value."""
    for where, node in nodes():
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        given: set[str] | None = {each.arg for each in node.keywords if each.arg}
        if any(each.arg is None for each in node.keywords):
            given = None
        if name in TELLS:
            for code in (code for argument in node.args[:2] for code in codes(argument)):
                yield where, code, given
        elif name in FORWARDS:
            place, before, itself = FORWARDS[name]
            for code in (
                code for argument in node.args[place : place + 1] for code in codes(argument, before)
            ):
                yield where, code, None if given is None else given | itself


def test_every_call_names_a_kind_and_fills_its_words() -> None:
    found = list(calls())
    for where, code, given in found:
        meant = [each for each in WORDINGS if re.fullmatch(code, each)]
        assert meant, f"{where} tells of {code}, which is not in the catalogue"
        fit = [each for each in meant if given is None or given - {"near"} == WORDINGS[each]]
        assert fit, f"{where} gives {code} something else"
    assert len(found) > 100


def test_every_wording_is_used() -> None:
    patterns = {code for _, node in nodes() for code in codes(node)} | {code for _, code, _ in calls()}
    whole = re.compile("|".join(patterns))
    used = {told for told in WORDINGS if whole.fullmatch(told)}
    assert {told for told in WORDINGS if "." in told} <= used
    assert {told.partition(".")[0] for told in used} == kinds().keys()


def test_a_mistake_that_its_words_do_not_fit_is_refused() -> None:
    for told, given in (
        ("unknown-scene", {"key": "goto"}),
        ("unknown-scene", {"key": "goto", "name": "hil", "line": 3}),
        ("unknown-scene", {"key": "goto", "name": 3}),
        ("repeated-key", {"name": "a", "line": "3"}),
    ):
        problems = Problems()
        problems.add(told, FilePlace("a.yaml", 1, 1), **given)  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            telling.put_into_words(problems)
    for told in ("unknown-scenery", "unknown-scene.nowhere"):
        problems = Problems()
        problems.add(told, FilePlace("a.yaml", 1, 1))
        with pytest.raises(LookupError):
            telling.put_into_words(problems)


def test_play_loads_no_words() -> None:
    probe = "import sys; from game.case import load_case; load_case('tests/petition'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "game.case.reader" in done.stdout and "game.case.diagnostics.kinds" not in done.stdout


def test_a_problem_in_one_line() -> None:
    problem = Problem(
        "unknown-scene", "error", "a.yaml", 4, 7, 'choice "hide" goes to "hil"', 'did you mean "hill"?'
    )
    assert problem.one_line() == 'a.yaml:4:7: choice "hide" goes to "hil"; did you mean "hill"?'


def test_no_message_can_act_on_a_terminal() -> None:
    problem = Problem("bad-id", "error", "a\x1b[2J.yaml", 1, 1, "\x1b]0;x\x07 and\nmore \u202e", "\x9b")
    text = problem.one_line()
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", text)


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
    problems.add("no-reason-closed", FilePlace("a.yaml", 1, 1), name="open")
    problems.add("unknown-scene", FilePlace("b.yaml", 2, 1), key="start", name="one")
    problems.add("unknown-scene", FilePlace("b.yaml", 3, 1), key="start", name="two")
    error = CaseError(telling.put_into_words(problems))
    assert len(error.problems) == 3
    assert str(error).startswith('b.yaml:2:1: `start` names the scene "one"')
    assert str(error).endswith("(and 1 more).")


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("village_2", ["village", "town"], "village"),
        ("vilage", ["village", "town"], "village"),
        ("Title", ["title", "text"], "title"),
        ("xyz", ["title", "text"], None),
        ("later", ["afterwards"], "afterwards"),
        ("later", ["afterwards", "one", "two", "three", "four", "five", "six"], None),
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
