"""The right-hand column of a page: what belongs to the row at the bar, as far as there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.typeset import EMPTY, styled
from game.tui.widgets.lines import Lines

Groups = Callable[[int], Sequence[list[Content]]]
"""Gives groups of lines for a width; a group is shown whole or not at all."""


class Beside(Lines):
    """Groups of lines. Where the height ends, a last line says how to see the rest."""

    class Clicked(Message):
        """The column was clicked."""

    groups: Groups | None = None
    rest: str = ""

    def show(self, groups: Groups | None, rest: str = "") -> None:
        """Show other groups; `rest` tells where those are that find no room."""
        self.groups, self.rest = groups, rest
        self.again(layout=False)

    def on_resize(self) -> None:
        self.again(layout=False)

    def lay(self, width: int) -> list[Content]:
        groups = [group for group in (self.groups(width) if self.groups else ()) if group]
        height = self.size.height
        if sum(map(len, groups)) + len(groups) - 1 <= height:
            return with_gaps(groups)
        rest = styled(self.rest, "$quiet", width)
        room = height - len(rest) - 1
        shown: list[list[Content]] = []
        for group in groups:
            if len(with_gaps([*shown, group])) > room:
                break
            shown.append(group)
        return with_gaps([*(shown or [groups[0][: max(room, 0)]]), rest])[:height]

    def on_click(self, event: events.Click) -> None:
        super().on_click(event)
        if not event._stop_propagation:
            event.stop()
            self.post_message(self.Clicked())


def with_gaps(groups: Sequence[list[Content]]) -> list[Content]:
    """Groups one below the other, with an empty line between."""
    lines: list[Content] = []
    for group in groups:
        lines += [EMPTY, *group] if lines else group
    return lines
