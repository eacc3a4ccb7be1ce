"""The first row and the last: where the player is, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.commands import Hint, fitting
from game.tui.typeset import EMPTY, between, ink, joined, styled
from game.tui.widgets.lines import Lines

GAP = 3
"""Cells between what stands at the left and what stands at the right."""


class HeadingLine(Lines):
    """Case and chapter at the left, where one is at the right. Neither has a background."""

    parts: tuple[str, ...] = ()
    right: tuple[Content, ...] = ()
    keep: int = 1

    def show(self, parts: tuple[str, ...], right: str | Content | Sequence[str] = "", keep: int = 1) -> None:
        """Where the player is; of `parts`, `keep` are said even where there is little room.

        Rather than cut their names short, the first of those makes way.
        Of several pieces at the right those in the middle give way first, and the first one last.
        """
        self.parts = tuple(part for part in parts if part)
        pieces = [right] if isinstance(right, (str, Content)) else right
        self.right = tuple(ink(each, "$quiet") if isinstance(each, str) else each for each in pieces)
        self.keep = keep
        self.again(layout=False)

    def lay(self, width: int) -> list[Content]:
        dot = ink(f"  {self.glyphs.dot}  ", "$quiet")
        ends = self.right if len(self.right) < 3 else (self.right[0], self.right[-1])
        kept = self.parts[: self.keep]
        whole = (self.parts, kept, kept[1:]) if kept[1:] else (self.parts, kept)
        lefts = [self.left(parts, dot) for parts in whole]
        rights = [dot.join(pieces) for pieces in (self.right, ends, self.right[:1])]
        for left, right in ((left, right) for left in lefts for right in rights[:2]):
            if left.cell_length + GAP + right.cell_length <= width:
                return [between(left, right, width)]
        return [between(lefts[-1], rights[-1], width)]

    def left(self, parts: Sequence[str], dot: Content) -> Content:
        first, *others = parts or ("",)
        return dot.join([Content(first), *(ink(each, "$quiet") for each in others)])


class KeyLine(Lines):
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
            self.again()

    def lay(self, width: int) -> list[Content]:
        """On one line if that suffices; else what is said takes the lines it needs."""
        more = joined((self.more, "$pencil"), "   ", ("space", "$pencil bold")) if self.more else EMPTY
        said = styled(self.said, "$warn" if self.warning else "$quiet", width)
        if len(said) == 1 and said[0].cell_length + GAP + more.cell_length <= width:
            return [between(said[0], more, width)]
        return [*said, *([between(EMPTY, more, width)] if self.more else [])]

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.more:
            self.post_message(KeyLine.Clicked("page_on"))
