"""Parts of a page as words over a hairline; the one that is open is in pencil."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.typeset import joined
from game.tui.widgets.lines import Lines

GAP = 3


class Tabs(Lines):
    """Words to choose from. Where they do not fit, those before and after give way."""

    class Chosen(Message):
        """A word was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    names: tuple[str, ...] = ()
    at: int = 0

    def show(self, names: Sequence[str], at: int) -> None:
        """Show these words, with one of them open."""
        self.names, self.at = tuple(names), at
        self.again(layout=False)

    def fitting(self, width: int) -> tuple[int, int]:
        """The first and the last word, exclusive, that fit with the open one among them."""
        first, last = 0, len(self.names)
        while last - first > 1 and self.length(first, last) > width:
            if last - 1 > self.at:
                last -= 1
            else:
                first += 1
        return first, last

    def length(self, first: int, last: int) -> int:
        return sum(len(name) + GAP for name in self.names[first:last]) - GAP

    def lay(self, width: int) -> list[Content]:
        first, last = self.fitting(width)
        words: list[tuple[str, str]] = []
        start, length = 0, 0
        for place in range(first, last):
            name = self.names[place]
            if place == self.at:
                start, length = sum(len(text) for text, _ in words), len(name)
            words.append((name, "$pencil bold" if place == self.at else "$quiet"))
            if place < last - 1:
                words.append((" " * GAP, ""))
        line, thick = self.glyphs.horizontal, self.glyphs.thick
        rule = joined(
            (line * start, "$hair"),
            (thick * length, "$pencil"),
            (line * max(width - start - length, 0), "$hair"),
        )
        return [joined(*words), rule]

    def on_click(self, event: events.Click) -> None:
        event.stop()
        first, last = self.fitting(self.size.width)
        start = 0
        for place in range(first, last):
            end = start + len(self.names[place])
            if start <= event.x < end:
                self.post_message(self.Chosen(place))
                return
            start = end + GAP
