"""One lesson with pupils at everything that can take part: two browsers, a full screen, and lines."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from game.case.model import Case
from game.classroom import events as said
from game.classroom.terminal.pupil import AloneApp, TogetherApp
from game.classroom.views_alone import decisions_view
from tests.classroom.holding import Held, Sitting
from tests.classroom.test_browser import driven, needs_a_browser
from tests.tui.face import Face, running


async def all_have_answered(face: Face, held: Held, round_: said.Round) -> None:
    """Until everybody in the room has answered a vote, at whatever she sits."""
    await face.until(lambda: len(held.serving.lesson.answers(round_)) == 4)


async def test_a_class_decides_together_whatever_each_sits_at(testament: Case, tmp_path: Path) -> None:
    needs_a_browser()
    with Held(tmp_path, testament, "together", minutes=9) as held:
        link, lines = held.connected(), Sitting(held.joined())
        async with running(TogetherApp(link, tmp_path, tmp_path / "hers"), (80, 24)) as face:
            browsers = asyncio.create_task(asyncio.to_thread(driven, "among.mjs", held, mode="together"))
            await face.until(lambda: browsers.done() or len(held.serving.lesson.present) == 4)
            held.serving.say(said.Turned("brief"))
            await face.sees("You have 9 min.")
            held.serving.say(said.Turned("vote"))
            await vote(face, "1", "from the full screen")
            lines.types("", "A", "cite 1", "from lines")
            await all_have_answered(face, held, "vote")
            held.serving.say(said.Turned("discuss"))
            held.serving.say(said.Turned("revote"))
            await face.sees("yours at first")
            await vote(face, "2", ", but I was wrong")
            lines.hears("At first you answered A. A letter answers now, that one or another")
            lines.types("A", "same")
            await all_have_answered(face, held, "revote")
            held.serving.say(said.Turned("reveal"))
            await face.sees("2 of 4 changed their minds.")
            seen = await browsers
        lines.hears("2 of 4 moved after the discussion.")
        first = sorted(ballot.because for ballot in held.serving.lesson.answers("vote").values())
    assert first == ["from lines", "from the book", "from the full screen", "from the phone"]
    assert seen["counts"][:2] == [[3, 1], [1, 3]]
    assert seen["late"] == [True, True]


async def vote(face: Face, digit: str, words: str) -> None:
    """Answer on the full screen."""
    await face.sees("answer", "What does she do with the page")
    await face.keys(digit)
    await face.at("answer")
    await face.writes(words)
    await face.keys("enter")
    await face.sees("Your answer is kept.")


async def test_each_goes_her_own_way_whatever_she_sits_at(testament: Case, tmp_path: Path) -> None:
    needs_a_browser()
    with Held(tmp_path, testament, "alone", minutes=9, tell="end") as held:
        link, lines = held.connected(), Sitting(held.joined(), tmp_path)
        async with running(
            AloneApp(link, testament, tmp_path / "pupil", tmp_path / "hers"), (80, 24)
        ) as face:
            browsers = asyncio.create_task(asyncio.to_thread(driven, "among.mjs", held, mode="alone"))
            await face.sees("You have 9 min.")
            await face.keys("enter", "enter")
            await face.at("scene")
            await face.keys("1")
            await face.at("why")
            await face.writes("from the full screen")
            await face.keys("enter")
            await face.at("after")
            lines.hears("You have 9 min.")
            lines.types("1", "from lines")
            seen: dict[str, Any] = await browsers
        counts = [course["count"] for course in decisions_view(held.serving.lesson)[0]["courses"]]
    assert seen["counts"] == counts == [3, 1, 0, 0]
    assert sorted(seen["reasons"]) == [
        "from lines",
        "from the book",
        "from the full screen",
        "from the phone",
    ]
    assert "You have 9 min." in seen["title"] and seen["tell"] == "end"
