"""One registry of commands: keys, layouts, key row."""

import pytest

from game.play.playthrough import Playthrough
from game.tui.commands import COMMANDS, PLACES, bindings, fitting, length
from game.tui.layouts import OTHER_LAYOUTS
from tests.tui.face import open_face


@pytest.mark.parametrize("place", PLACES)
def test_a_place_binds_no_key_twice_and_every_command_is_explained(place: str) -> None:
    keys = [key for command in PLACES[place].commands for key, _ in command.binds]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)
    assert all(command.help.endswith((".", "?")) for command in PLACES[place].commands)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_can_be_left_and_its_row_has_at_most_eight_keys(place: str) -> None:
    ids = {command.id for command in PLACES[place].commands}
    assert ids & {"back", "leave"}
    assert len(PLACES[place].row) <= 8


def test_letters_go_by_the_physical_key() -> None:
    assert "в" in OTHER_LAYOUTS["d"]
    assert "δ" in OTHER_LAYOUTS["d"]
    assert "ы" in OTHER_LAYOUTS["s"]
    assert "і" in OTHER_LAYOUTS["s"]
    assert "П" in OTHER_LAYOUTS["G"]
    bound = {binding.key for binding in bindings("scene")}
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
    hints = PLACES["scene"].hints()
    for width in range(1, 120):
        row = fitting(hints, width)
        assert length(row, 3) <= width or len(row) == 1
        if width >= 40:
            assert [entry.action for entry in row[-2:]] == ["help", "leave"]


def test_every_command_that_a_place_names_exists() -> None:
    for place in PLACES.values():
        assert set(place.labels) <= set(place.row) | set(place.more)
        assert set(place.row) | set(place.more) <= set(COMMANDS)
