"""A case read in a child process is the case; what cannot be read so is left to be read again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.case import load_case
from game.case.ahead import read_ahead
from game.play import Playthrough

SCENES = Path(__file__).parents[2] / "scenes"
pytestmark = [
    pytest.mark.skipif(
        not hasattr(os, "fork") or (os.cpu_count() or 1) < 2, reason="needs fork and two cores"
    ),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.mark.parametrize("name", ["testament", "purges"])
def test_the_case_that_comes_over_is_the_case(name: str) -> None:
    ready = read_ahead(name)
    here = load_case(SCENES / name)
    there = ready()
    assert there is not None
    assert there.fingerprint == here.fingerprint
    assert there.scenes == here.scenes
    assert there.documents == here.documents
    choices = here.paths["history"].choices
    assert Playthrough.replay(there, choices).choices == Playthrough.replay(here, choices).choices
    with pytest.raises(TypeError):
        there.scenes["another"] = there.scenes[there.start]  # type: ignore[index]


def test_what_is_not_there_or_damaged_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("id: [", encoding="utf-8")
    assert read_ahead("no_such_case")() is None
    assert read_ahead(str(tmp_path))() is None


def test_on_one_core_nothing_is_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert read_ahead("testament")() is None
