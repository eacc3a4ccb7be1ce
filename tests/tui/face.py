"""The face at work: driven by keys, read as rows of text."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from game.play.playthrough import Playthrough
from game.tui.app import HistorianApp
from game.tui.screens.ledger_page import LedgerPage
from game.tui.screens.page import Page

PETITION = Path(__file__).parent.parent / "petition"
SNAPSHOTS = Path(__file__).parent / "snapshots"
DEADLINE = 120.0


class Face:
    """A running face."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        assert isinstance(pilot.app, HistorianApp)
        self.app: HistorianApp = pilot.app

    async def keys(self, *keys: str) -> None:
        """Press keys, one after the other, by their bindings."""
        for key in keys:
            self.app.simulate_key(key)
            await self.settled()

    async def writes(self, words: str) -> None:
        """Type words into the line that has the cursor."""
        for sign in words:
            self.app.post_message(Key(_character_to_key(sign), sign))
        await self.settled()

    async def settled(self) -> None:
        """Let what is under way be laid out."""
        await self.rests()
        await self.until(lambda: not self.app.keys_waiting)

    async def rests(self) -> None:
        """Until nothing is left to do but to wait for time, a thread or a key, and that is laid out."""
        for _ in range(3):
            while True:
                await asyncio.sleep(0)
                if not asyncio.get_running_loop()._ready:  # type: ignore[attr-defined]
                    break
            self.app.screen._on_timer_update()

    async def until(self, holds: Callable[[], object]) -> None:
        """Until a condition holds; fails after a deadline."""
        end, pause = time.monotonic() + DEADLINE, 0.002
        while not holds():
            assert time.monotonic() < end, f"it never came to that:\n{self.text}"
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.05)  # what takes long is most often somebody else's work
            await self.rests()

    async def sees(self, *words: str) -> None:
        """Until all these words stand on the screen, line breaks aside."""

        def shown() -> bool:
            flowing = self.flowing
            return all(each in flowing for each in words)

        await self.until(shown)

    async def at(self, place: str) -> None:
        """Until the player has this place before her, with its first layout done."""
        await self.until(lambda: self.place == place)
        await self.settled()

    async def resized(self, width: int, height: int) -> None:
        """Make the window another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settled()

    @property
    def rows(self) -> list[str]:
        """The screen as rows of text."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.rows)

    @property
    def flowing(self) -> str:
        """The screen's words without line breaks and bar."""
        return " ".join(self.text.replace("▌", " ").split())

    @property
    def screen(self) -> Page[Any]:
        screen = self.app.screen
        assert isinstance(screen, Page), screen
        return screen

    @property
    def place(self) -> str:
        screen = self.app.screen
        return screen.place if isinstance(screen, Page) and screen.is_mounted else type(screen).__name__

    @property
    def play(self) -> Playthrough:
        """The playthrough in hand."""
        assert self.app.session is not None
        return self.app.session.play

    @property
    def bar(self) -> str:
        """What the row says at which the bar stands."""
        screen = self.screen
        placed = screen.ledger.find(screen.ledger.at) if isinstance(screen, LedgerPage) else None
        if placed is None:
            return ""
        lines = screen.ledger.rows(screen.ledger.size.width)[placed.top : placed.bottom]
        return " ".join(f"{placed.entry.number} {' '.join(line.plain for line in lines)}".split())

    @property
    def last_row(self) -> str:
        """The key row."""
        return next(row for row in reversed(self.rows) if row.strip()).strip()


PARSED: dict[object, list[RuleSet]] = {}
"""The rules of a style, which are the same for every face with the same colours."""
parse_rules = Stylesheet._parse_rules


def parsed_once(sheet: Stylesheet, css: str, *given: Any, **named: Any) -> list[RuleSet]:
    key = (css, given, *named.items(), *sheet._variables.items())
    if key not in PARSED:
        PARSED[key] = parse_rules(sheet, css, *given, **named)
    return PARSED[key]


@asynccontextmanager
async def running(app: HistorianApp, size: tuple[int, int]) -> AsyncIterator[Face]:
    """A face at work for which no frame is painted: its rows are read from what is laid out."""

    def refreshed(screen: Screen[Any]) -> None:
        screen._compositor._dirty_regions.clear()
        screen._dirty_widgets.clear()

    with (
        patch.object(Screen, "_compositor_refresh", refreshed),
        patch.object(Stylesheet, "_parse_rules", parsed_once),
    ):
        async with app.run_test(size=size) as pilot:
            yield Face(pilot)


@asynccontextmanager
async def open_face(
    begin: Playthrough | None = None, size: tuple[int, int] = (100, 30), at: str = "scene", **options: Any
) -> AsyncIterator[Face]:
    """A face that stands at a place; the content note, and a turned sheet, are read on the way to a scene."""
    async with running(HistorianApp(begin=begin, **options), size) as face:
        before = ("content_note", "sheet")
        await face.until(lambda: face.place in (at, *before))
        await face.settled()
        while at != face.place and face.place in before:
            await face.keys("enter")
        await face.at(at)
        yield face


def compare(name: str, rows: list[str]) -> None:
    """Compare rows with a snapshot; HISTORIAN_UPDATE=1 keeps them anew."""
    text = "\n".join(rows).rstrip() + "\n"
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("HISTORIAN_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"no snapshot {path.name}; HISTORIAN_UPDATE=1 makes it"
    assert text == path.read_text(encoding="utf-8")
