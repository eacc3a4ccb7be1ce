"""The case that an author writes, in her browser: the page is loaded again when she has saved."""

from __future__ import annotations

import asyncio
import threading
from html import escape
from pathlib import Path

from game.authoring.preview.reading import read
from game.authoring.preview.rehearsal import Rehearsal
from game.authoring.preview.watching import readings
from game.web.page import page, small_page
from game.web.serving.local import NOT_THERE, Asked, HttpAnswer

PATIENCE = 20.0
"""Seconds after which a page that waits for the next saving is answered that there was none."""


class RehearsalSite:
    """The last reading of a case: its page, or what keeps it from being played.

    `/changed/N` answers with the number of the present reading, as soon as that is not N. Play begins at a
    scene, with values as `start_at` reads them; raises `WrongStart`.
    """

    def __init__(self, folder: Path, scene: str = "", settings: tuple[str, ...] = ()) -> None:
        self.rehearsal = Rehearsal(folder, read(folder), scene, settings)
        self.play = self.rehearsal.begin() if self.rehearsal.case else None
        self.number = 1
        self.saved = threading.Condition()
        threading.Thread(target=lambda: asyncio.run(self.follow()), daemon=True).start()

    async def follow(self) -> None:
        """Take up each reading as it comes."""
        async for reading in readings(self.rehearsal.folder, self.rehearsal.reading.look):
            with self.saved:
                self.play = self.rehearsal.take_up(reading, None)
                self.number += 1
                self.saved.notify_all()

    def __call__(self, asked: Asked) -> HttpAnswer:
        match asked.way, asked.path:
            case "GET", ():
                with self.saved:
                    return HttpAnswer(self.page())
            case "GET", ("changed", seen):
                with self.saved:
                    self.saved.wait_for(lambda: str(self.number) != seen, PATIENCE)
                    return HttpAnswer(str(self.number), "text/plain")
        return NOT_THERE

    def page(self) -> str:
        """The case as it can be played; else every problem that it has."""
        told, play = {"watch": str(self.number)}, self.play
        if play is not None:
            return page(play.case, served={**told, "says": " ".join(self.rehearsal.said)}, start=play.state)
        problems = (f"<li>{escape(problem.one_line())}</li>" for problem in self.rehearsal.reading.problems)
        return small_page("This case cannot be played yet", f"<ul>{''.join(problems)}</ul>", told)
