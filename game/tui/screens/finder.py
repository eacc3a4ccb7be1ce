"""`Finder`: a page with a line to write in, and below it what fits the words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Input

from game.tui.screens.listing import Listing, widget_of
from game.tui.screens.page import Result
from game.tui.typeset import rule
from game.tui.widgets.body import Body
from game.tui.widgets.line_input import LineInput
from game.tui.widgets.lines import Leaf


class Finder(Listing[Result]):
    """The cursor stays in the line while rows come and go below it; ↓ goes to them, ↑ back."""

    ruled = False
    PROMPT: ClassVar[str] = ""

    words = ""

    def top(self) -> Iterable[Widget]:
        yield from super().top()
        yield LineInput(id="line", placeholder=self.PROMPT)
        yield Leaf(id="underline")

    def desk(self) -> Iterable[Widget]:
        yield Body(id="list", classes="prose")

    @property
    def line(self) -> LineInput:
        return self.query_one(LineInput)

    def begin(self) -> None:
        """Show what there is without words, with the cursor in the line."""
        self.query_one("#underline", Leaf).show(
            lambda width: [rule(width, "$pencil", self.glyphs.horizontal)]
        )
        self.body.mount(*[widget_of(entry) for entry in self.entries()])
        self.set_focus(self.line)
        self.later(self.show_foot)

    async def refill(self) -> None:
        """Show what was found."""
        body = self.body
        await body.remove_children()
        await body.mount(*[widget_of(entry) for entry in self.entries()])
        body.go_to(0)
        self.show_keys()
        self.later(self.show_foot)

    async def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.words = event.value
        await self.refill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submitted()

    def submitted(self) -> None:
        """Enter in the line."""

    def move(self, step: int) -> None:
        rows = self.shown_rows()
        if step < 0 and (self.row is None or (rows and self.row is rows[0])):
            self.body.go_to(0)
            self.set_focus(self.line)
        else:
            super().move(step)
