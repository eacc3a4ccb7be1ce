"""The right-hand column of a page: what belongs to the row at the bar, as far as there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.typeset import CARD, stacked, styled
from game.tui.widgets.lines import Lines

Groups = Callable[[int], Iterable[list[Content]]]
"""Gives the column for a width, in groups of lines that are shown whole or not at all."""


class Beside(Lines):
    """Groups of lines. Where the height ends, a last line says how to see the rest."""

    class Clicked(Message):
        """The column was clicked."""

    groups: Groups | None = None
    rest: str = ""

    def show(self, groups: Groups | None, rest: str = "") -> None:
        """Show another column; `rest` tells where that is to be seen which finds no room."""
        self.groups, self.rest = groups, rest
        self.again(layout=False)

    def on_resize(self) -> None:
        self.again(layout=False)

    def lay(self, width: int) -> list[Content]:
        groups = [lines for lines in (self.groups(width) if self.groups else ()) if lines]
        rest, height = styled(self.rest, "$quiet", width), self.size.height
        for count in range(len(groups), 0, -1):
            lines = stacked(*groups[:count], *([rest] if count < len(groups) else []))
            if len(lines) <= height:
                return lines
        return [*groups[0][: max(height - len(rest), 0)], *rest] if groups else []

    def on_click(self, event: events.Click) -> None:
        if not event.style.meta.get(CARD):
            event.stop()
            self.post_message(self.Clicked())
