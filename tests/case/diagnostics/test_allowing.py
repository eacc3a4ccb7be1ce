"""A warning that is meant stays out of the way, with its reason; what allows nothing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case.diagnostics.allowing import Sifted, sift
from game.case.model import Case
from game.case.proof import prove
from game.case.reader import read_case
from game.proof.diagnostics import problems_found
from tests.case.conftest import write_files
from tests.case.sound import CASE, SCENES, SOUND, case, scenes

GRIM = SCENES.replace("Open it.", "Sign the death list.").replace("Wait.", "Order the shooting.")
WHY = "allow: {perpetrators-seat: It is refused in the next scene.}"


def sifted(folder: Path, files: dict[str, str]) -> tuple[Case, Sifted]:
    found, problems = read_case(write_files(folder / "small", {**SOUND, **files}), thorough=True)
    assert found is not None
    return found, sift(found, problems)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (GRIM, ["open", "wait"]),
        (GRIM.replace("list.,", f"list., {WHY},"), ["wait"]),
        (GRIM.replace("    documents", f"    {WHY}\n    documents"), []),
        (GRIM.replace("      open: {label: ", f"      open:\n        {WHY}\n        label: ").replace(
            ", goto: later}", "\n        goto: later", 1), ["wait"]),
        (GRIM.replace("    ending", f"    {WHY}\n    ending"), ["open", "wait"]),
    ],
)  # fmt: skip
def test_it_holds_for_the_thing_it_stands_in(text: str, left: list[str], tmp_path: Path) -> None:
    _, found = sifted(tmp_path, {"scenes.yaml": text})
    told = [problem.message for problem in found.problems if problem.code == "perpetrators-seat"]
    assert [message.split('"')[1] for message in told] == left
    assert {reason for _, reason in found.allowed} <= {"It is refused in the next scene."}
    assert len(found.allowed) == 2 - len(left)


def test_in_case_yaml_it_holds_for_the_whole_case(tmp_path: Path) -> None:
    _, found = sifted(tmp_path, {"scenes.yaml": GRIM, "case.yaml": CASE + WHY + "\n"})
    assert found.problems == () and len(found.allowed) == 2


def test_what_only_a_proof_finds_is_allowed_as_well(tmp_path: Path) -> None:
    why = "allow: {never-open: The door opens in the second edition.}"
    files = scenes(choice=f"goto: later, when: trust == 3, closed: Not yet., {why}")
    found, sieve = sifted(tmp_path, dict(files))
    assert sieve.problems == (), "without a proof nobody knows whether it is needed"
    proved = problems_found(found, prove(found))
    assert [each.code for each in proved] == ["never-open"]
    assert sift(found, proved, proved=True).problems == ()
    mended, _ = sifted(tmp_path, {"scenes.yaml": str(files["scenes.yaml"]).replace("== 3", "== 2")})
    (idle,) = sift(mended, problems_found(mended, prove(mended)), proved=True).problems
    assert (idle.code, idle.line) == ("allows-nothing", 6)


def test_an_error_is_never_allowed(tmp_path: Path) -> None:
    files = {**case("allow: {unknown-scene: It comes.}\n"), **scenes(text="'[B](person:boris) knocks.'")}
    _, found = sifted(tmp_path, dict(files))
    assert {problem.code for problem in found.problems} == {"not-allowed", "unknown-person"}
    assert found.allowed == ()
