"""The petition: a tiny case with everything that a scene can have."""

import pytest

from game.case import load_case
from game.case.model import Case
from game.play.playthrough import Playthrough
from tests.tui.face import PETITION


@pytest.fixture(scope="session")
def petition() -> Case:
    return load_case(PETITION)


@pytest.fixture
def begun(petition: Case) -> Playthrough:
    """The petition at its first scene."""
    return Playthrough(petition)
