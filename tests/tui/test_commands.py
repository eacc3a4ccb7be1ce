"""One registry of commands: keys, layouts, key row."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

from game.classroom import terminal
from game.play.playthrough import Playthrough
from game.tui import screens
from game.tui.commands import OTHER_LAYOUTS, Place, fitting, length
from game.tui.screens.page import Page
from game.tui.screens.scene import SceneScreen
from tests.tui.face import open_face

for package in (screens, terminal):
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


def every_page(page: type[Page[Any]] = Page) -> Iterator[type[Page[Any]]]:
    """Every kind of page that says what is before the player."""
    for each in page.__subclasses__():
        yield from every_page(each)
        if "PLACES" in vars(each):
            yield each


PLACES = [pytest.param(place, id=place.id) for page in every_page() for place in page.PLACES]


@pytest.mark.parametrize("place", PLACES)
def test_a_place_binds_no_key_twice_and_every_command_is_explained(place: Place) -> None:
    keys = [key for command in place.commands for key, _ in command.binds]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)
    assert all(command.help.endswith((".", "?")) for command in place.commands)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_can_be_left_and_its_row_is_short_and_does_what_it_says(place: Place) -> None:
    ids = {command.id for command in place.commands}
    assert ids & {"back", "leave"}
    assert "help" in ids or place.id == "help"
    assert len(place.row) <= 8
    assert ids >= {*place.row, *place.labels}


def test_letters_go_by_the_physical_key() -> None:
    assert "в" in OTHER_LAYOUTS["d"]
    assert "δ" in OTHER_LAYOUTS["d"]
    assert "ы" in OTHER_LAYOUTS["s"]
    assert "і" in OTHER_LAYOUTS["s"]
    assert "П" in OTHER_LAYOUTS["G"]
    bound = set(SceneScreen.PLACES[0].by_key())
    assert {"d", "в", "δ", "n", "т", "ν", "q", "й", "slash", "full_stop"} <= bound


async def test_a_cyrillic_key_commands_and_writes_itself_in_a_sentence(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.pilot.press("т")
        await face.at("notebook")
        await face.keys("escape")
        await face.at("scene")
        await face.keys("ν")
        await face.at("notebook")
        await face.keys("escape", "1")
        await face.at("why")
        await face.pilot.press("т", "а", "к", "enter")
        await face.at("after")
        assert face.play.last is not None
        assert face.play.last.because == "так"


def test_the_key_row_gives_way_but_keeps_help_and_the_way_out() -> None:
    hints = SceneScreen.PLACES[0].hints()
    for width in range(1, 120):
        row = fitting(hints, width)
        assert length(row, 3) <= width or len(row) == 1
        if width >= 40:
            assert [entry.action for entry in row[-2:]] == ["help", "leave"]
