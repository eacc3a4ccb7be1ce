"""Keys that are typed faster than pages turn: none is lost, and none does something on another page."""

from pathlib import Path

import pytest

from game.play.playthrough import Playthrough
from tests.tui.face import Face, open_face


async def bursts(face: Face, *keys: str) -> None:
    """Send keys all at once, as a fast typist or a slow machine does."""
    for key in keys:
        face.pilot.app.post_message(event_of(key))
    await face.settled()


def event_of(key: str):  # type: ignore[no-untyped-def]
    from textual.events import Key

    return Key("space" if key == " " else key, key if len(key) == 1 else None)


@pytest.mark.parametrize("sentence", ["a quick reason", "dnmsuq wx"])
async def test_a_sentence_typed_at_once_is_her_sentence(begun: Playthrough, sentence: str) -> None:
    async with open_face(begun) as face:
        await bursts(face, "1", *sentence, "enter")
        await face.at("after")
        assert face.play.last is not None
        assert face.play.last.because == sentence


async def test_choosing_reading_and_going_on_at_once(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await bursts(face, "d", "right", "1", "escape", "1", *"yes", "enter", "space", "space")
        await face.at("folded")
        assert face.play.notebook.opened == ("petition_sheet", "decree")
        assert dict(face.play.notebook.weighed) == {("decree", "fear"): "supports"}
        assert face.play.steps[0].because == "yes"


async def test_a_line_of_ones_own_typed_at_once_is_kept(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await bursts(
            face, "d", "a", *"whose qd", "enter", "escape", "n", "right", "right", "a", *"mine", "enter"
        )
        await face.at("notebook")
        assert [note.text for note in face.play.notebook.notes] == ["whose qd", "mine"]
        assert face.play.notebook.notes[0].document == "petition_sheet"


async def test_a_search_typed_at_once_finds_and_opens(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await bursts(face, "slash", *"seed loan", "enter")
        await face.at("cards")
        await face.sees("Grain lent for sowing.")
        await bursts(face, "escape", "escape", "colon", *"note", "enter")
        await face.at("notebook")


async def test_what_is_typed_in_the_library_waits_for_it(begun: Playthrough, apart: Path) -> None:
    async with open_face(at="library") as face:
        await bursts(face, "p", "escape")
        await face.at("library")
        await face.until(lambda: face.bar)
        assert face.app.is_running
