"""The petition as a draft."""

from pathlib import Path

import pytest

from game.case import Case, load_case
from tests.authoring.preview.draft import Draft
from tests.tui.face import PETITION


@pytest.fixture(scope="session")
def petition() -> Case:
    return load_case(PETITION)


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft(tmp_path / "petition")
