"""Routes that cannot be played as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case.reader import read_case
from tests.case.conftest import write_files
from tests.road import CASE, SCENES


def told(folder: Path, scenes: str, minutes: int = 2) -> list[tuple[str, str]]:
    """The codes and messages of the problems of the route, and that they stand at its line."""
    text = CASE.replace("minutes: 2, scenes: [gate, desk]", f"minutes: {minutes}, scenes: [{scenes}]")
    _, problems = read_case(write_files(folder, {"case.yaml": text, "scenes.yaml": SCENES}), thorough=True)
    line = text[: text.index("  short:")].count("\n") + 1
    return [(each.code, each.message) for each in problems if (each.file, each.line) == ("case.yaml", line)]


@pytest.mark.parametrize(
    ("scenes", "code", "says"),
    [
        ("gate, dask", "unknown-scene", '"dask"'),
        ("lane, night", "empty-route", "nothing is decided"),
        ("gate, desk, good", "ending-on-route", '"good", which has no choices'),
        ("desk, gate", "out-of-order", '"gate" after "desk"'),
        ("gate, gate, desk", "out-of-order", 'names "gate" twice'),
        ("", "left-out", "scenes"),
    ],
)
def test_each_fault_is_told_at_its_line(scenes: str, code: str, says: str, tmp_path: Path) -> None:
    ((found, message),) = [each for each in told(tmp_path, scenes) if each[0] != "minutes-off"]
    assert found == code and says in message


@pytest.mark.parametrize("scenes", ["gate, desk", "gate, lane, mill, desk", "mill"])
def test_of_a_sound_route_nothing_is_said(scenes: str, tmp_path: Path) -> None:
    assert told(tmp_path, scenes) == []


def test_its_minutes_fit_what_is_read_on_it(tmp_path: Path) -> None:
    ((code, message),) = told(tmp_path, "gate, desk", minutes=20)
    assert code == "minutes-off" and "20 minutes" in message
