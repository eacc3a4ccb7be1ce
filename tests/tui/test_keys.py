"""Keys that are typed faster than pages turn: none is lost, and none does something on another page."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Event, Key, Paste
from textual.message import Message

from game.play.playthrough import Playthrough
from game.tui import keys
from game.tui.keys import PasteGuard
from game.tui.screens.scene import SceneScreen
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


async def test_no_key_overtakes_another_on_a_machine_that_is_slow(
    begun: Playthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So slow that a page takes longer to do what it is sent than a widget is waited for without a look."""
    do = SceneScreen.on_event

    async def slowly(self: SceneScreen, event: Event) -> None:
        for _ in range(100):
            await asyncio.sleep(0)
        await do(self, event)

    monkeypatch.setattr(SceneScreen, "on_event", slowly)
    monkeypatch.setattr(keys, "HOP", 0.0)
    async with open_face(begun) as face:
        await bursts(face, "1", *"dnmsuq wx", "enter")
        await face.at("after")
        assert face.play.last is not None
        assert face.play.last.because == "dnmsuq wx"


async def test_choosing_reading_and_going_on_at_once(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await bursts(face, "d", "right", "1", "escape", "1", *"yes", "enter", "space")
        await face.at("passage")
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


async def test_a_key_lies_ready_where_tasks_begin_at_once(
    begun: Playthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From Python 3.12 on a running application's tasks take their first step before they are given back."""
    create, lay_ready = asyncio.create_task, []
    async with open_face(begun) as face:

        def begin(task: Coroutine[object, object, object], **named: object) -> object:
            if task.__name__ == "pass_keys":
                lay_ready.append(len(face.app.held))
            return create(task, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(asyncio, "create_task", begin)
        await bursts(face, "1")
        await face.at("why")
    assert lay_ready == [1]


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_a_key_that_is_held_turns_one_page(begun: Playthrough, key: str) -> None:
    async with open_face(begun.choose("sign").undo()) as face:
        await bursts(face, "1", "enter", *[key] * 5)
        await face.at("after" if key == "enter" else "passage")


async def test_five_enters_after_a_choice_decide_nothing(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("2")
        await face.at("why")
        await face.keys(*["enter"] * 6)
        await face.at("scene")
        await face.sees("Press 1–4, or ↑ ↓ and then Enter.")
        assert face.play.decisions == ("wait",)


async def test_a_paste_is_one_line_of_text_and_what_is_too_long_is_said(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await bursts(face, "1")
        face.app.post_message(Paste("first line\nsecond\tline\r"))
        await face.settled()
        await face.at("why")
        await face.sees("first line second line")
        face.app.post_message(Paste("word " * 2_000))
        await face.settled()
        await face.sees("The end of that was left out: a reason has room for 4,000 characters.")
        await face.keys("enter")
        await face.at("after")
        assert face.play.last is not None
        assert len(face.play.last.because) <= 4_000


PASTE = "before \x1b[31mred\x1b[0m\x1b after\rq a d"


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_what_a_terminal_pastes_is_never_taken_for_keys(size: int) -> None:
    sent = f"ab\x1b[200~{PASTE}\x1b[201~c\x1b[200~\x1b[201~\x1b[A\x1b"
    parser, guard = XTermParser(), PasteGuard()
    events: list[Message] = []
    for start in range(0, len(sent), size):
        if safe := guard(sent[start : start + size]):
            events += parser.feed(safe)
    assert [event.text for event in events if isinstance(event, Paste)] == ["before red after\rq a d", ""]
    typed = [event.key for event in events if isinstance(event, Key)]
    assert [key for key in typed if key != "escape"] == ["a", "b", "c", "up"]
