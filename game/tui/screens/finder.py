"""`Finder`: a line to write in, and below it what has these words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Input

from game.tui.screens.ledger_page import LedgerPage
from game.tui.screens.page import Result
from game.tui.typeset import rule
from game.tui.widgets.line_input import LineInput
from game.tui.widgets.lines import Leaf


class Finder(LedgerPage[Result]):
    """The cursor stays in the line while rows come and go below it; ↓ and ↑ move the bar among them."""

    ruled = False
    PROMPT: ClassVar[str] = ""

    words = ""

    def top(self) -> Iterable[Widget]:
        yield from super().top()
        yield LineInput(placeholder=self.PROMPT, id="line")
        yield Leaf(id="underline")

    def begin(self) -> None:
        """Show what there is without words, with the cursor in the line."""
        self.query_one("#underline", Leaf).show(
            lambda width: [rule(width, "$pencil", self.glyphs.horizontal)]
        )
        self.fill("")
        self.set_focus(self.query_one(LineInput))

    def can(self, command: str) -> bool:
        rows = any(entry.key for entry in self.ledger.entries)
        return super().can(command) and (rows or command not in ("next_row", "previous_row", "take"))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.words = event.value
        self.fill("")
        self.scroller.begin_anew()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the row at the bar, or what stands first if something was written."""
        event.stop()
        keys = [entry.key for entry in self.ledger.entries if entry.key]
        if self.ledger.at:
            self.take_row(self.ledger.at)
        elif keys and self.words.strip():
            self.take_row(keys[0])
        elif keys:
            self.stand_at_row(keys[0])

    def move(self, step: int) -> None:
        """Up from the first row the bar goes back to the line."""
        stops = self.ledger.stops
        if step < 0 and stops and self.ledger.at in ("", stops[0].entry.key):
            self.stand_at_row("")
            self.scroller.go_to(0)
        else:
            super().move(step)
