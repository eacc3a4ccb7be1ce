"""The first row and the last: where the player is, and what can be done."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.commands import Hint, fitting
from game.tui.typeset import EMPTY, between, ink, joined
from game.tui.widgets.lines import Lines

ROOM_FOR_ALL = 90
"""Cells from which the heading says everything."""


class Heading(Lines):
    """Case and chapter at the left, where one is at the right. Neither has a background."""

    parts: tuple[str, ...] = ()
    right: Content = EMPTY
    keep: int = 1

    def show(self, parts: tuple[str, ...], right: str | Content = "", keep: int = 1) -> None:
        """Where the player is; of `parts`, `keep` are said even where there is little room."""
        self.parts = tuple(part for part in parts if part)
        self.right = ink(right, "$quiet") if isinstance(right, str) else right
        self.keep = keep
        self.again(layout=False)

    def lay(self, width: int) -> list[Content]:
        parts = self.parts if width >= ROOM_FOR_ALL else self.parts[: self.keep]
        dot = f"  {self.glyphs.dot}  "
        left = joined(*[piece for part in parts[1:] for piece in ((dot, "$quiet"), (part, "$quiet"))])
        return [between(joined(parts[0] if parts else "", left), self.right, width)]


class KeyRow(Lines):
    """The keys: each bold, its meaning quiet. A click does what the key does."""

    GAP = 3

    class Clicked(Message):
        """A key was clicked; `command` is what it does."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    hints: tuple[Hint, ...] = ()

    def show(self, hints: tuple[Hint, ...]) -> None:
        """Show other keys."""
        if hints != self.hints:
            self.hints = hints
            self.again(layout=False)

    def lay(self, width: int) -> list[Content]:
        pieces = [
            joined((shown, "bold"), " ", (label, "$quiet")) for shown, label, *_ in fitting(self.hints, width)
        ]
        return [Content(" " * self.GAP).join(pieces)]

    def on_click(self, event: events.Click) -> None:
        event.stop()
        start = 0
        for entry in fitting(self.hints, self.size.width):
            end = start + len(entry.shown) + 1 + len(entry.label)
            if start <= event.x < end and not entry.counted:
                self.post_message(self.Clicked(entry.action))
                return
            start = end + self.GAP


class FootLine(Lines):
    """Above the keys: something said once at the left, and at the right that there is more below."""

    said: str = ""
    warning: bool = False
    more: str = ""

    def show(self, said: str, more: str, *, warning: bool = False) -> None:
        """What to say, and what lies below; either may be empty."""
        if (said, more, warning) != (self.said, self.more, self.warning):
            self.said, self.more, self.warning = said, more, warning
            self.again(layout=False)

    def lay(self, width: int) -> list[Content]:
        more = joined((self.more, "$pencil"), "   ", ("space", "$pencil bold")) if self.more else EMPTY
        return [between(ink(self.said, "$warn" if self.warning else "$quiet"), more, width)]

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.more:
            self.post_message(KeyRow.Clicked("page_on"))
