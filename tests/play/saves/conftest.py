"""A small case, and a shelf in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case import Case, load_case
from game.play.saves.shelf import Shelf
from tests.play.saves.shelved import PETITION, Clock


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(PETITION)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "saves", Clock())
