"""What the tests of the line-by-line face stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case import Case, load_case
from tests.plain.talking import PETITION


@pytest.fixture(scope="session")
def petition() -> Case:
    return load_case(PETITION)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def shelved(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a library that has the petition alone."""
    monkeypatch.setattr("game.case.catalogue.shipped_folder", lambda: home / "none")
    monkeypatch.setenv("HISTORIAN_HOME", str(home))
    (home / "cases").mkdir(parents=True)
    (home / "cases" / "petition").symlink_to(PETITION)
    return home / "cases"
