"""The face in a terminal, which also writes down what its screen is meant to show: run by a test.

python -m tests.end_to_end.mirrored FILE CASE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from textual import events

from game.case import load_case
from game.play.playthrough import Playthrough
from game.tui.app import HistorianApp
from game.tui.screens.page import Page


class MirroredApp(HistorianApp):
    """Writes the place, the rows and how many keys have done all that they do, again and again.

    It is not written once a key, since what a slow machine paints late would then never be written down.
    """

    def __init__(self, file: Path, begin: Playthrough) -> None:
        super().__init__(begin=begin)
        self.file, self.keys_come, self.keys_done = file, 0, 0

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded and event is not self.passed:
            self.keys_come += 1
        await super().on_event(event)

    def on_ready(self) -> None:
        super().on_ready()
        self.set_interval(0.2, self.write_down)

    async def pass_keys(self) -> None:
        await super().pass_keys()
        self.screen.call_after_refresh(self.screen.call_after_refresh, self.done, self.keys_come)

    def done(self, keys: int) -> None:
        """So many keys have done all that they do."""
        self.keys_done = keys
        self.write_down()

    def write_down(self) -> None:
        screen = self.screen
        told = {
            "keys": self.keys_done,
            "place": screen.place if isinstance(screen, Page) else "",
            "rows": [strip.text.rstrip() for strip in screen._compositor.render_strips()],
        }
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps(told), encoding="utf-8")
        part.replace(self.file)


if __name__ == "__main__":
    MirroredApp(Path(sys.argv[1]), Playthrough(load_case(sys.argv[2]))).run()
