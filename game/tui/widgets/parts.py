"""Round the list of the debrief: its parts as words over a hairline, and the column beside a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.typeset import CARD, joined, stacked, styled
from game.tui.widgets.lines import Lines


class Tab(NamedTuple):
    """One word of the row: the part's number, the words, and the cells they take."""

    number: int
    words: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.words)


class PartsLine(Lines):
    """Every part by its title, then by a shorter one, then by its number, as there is room."""

    class Turned(Message):
        """A part was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    titles: tuple[str, ...] = ()
    shorter: tuple[str, ...] = ()
    number: int = 1

    def show(self, titles: Sequence[str], shorter: Sequence[str], number: int) -> None:
        """Show these parts; `number` is the one that is open, from 1."""
        self.titles, self.shorter, self.number = tuple(titles), tuple(shorter), number
        self.again(layout=False)

    def tabs(self, width: int) -> list[Tab]:
        """The words in their places."""
        numbers = [
            self.titles[place] if place + 1 == self.number else str(place + 1)
            for place in range(len(self.titles))
        ]
        for words, gap in ((self.titles, 3), (self.shorter, 3), (self.shorter, 2), (numbers, 2)):
            if sum(map(len, words)) + gap * (len(words) - 1) <= width:
                break
        found: list[Tab] = []
        start = 0
        for place, each in enumerate(words, 1):
            found.append(Tab(place, each, start))
            start += len(each) + gap
        return found

    def lay(self, width: int) -> list[Content]:
        tabs = self.tabs(width)
        words: list[Content] = []
        end = 0
        for tab in tabs:
            style = "$pencil bold" if tab.number == self.number else "$quiet"
            words += [Content(" " * (tab.start - end)), joined((tab.words, style))]
            end = tab.end
        here = next((tab for tab in tabs if tab.number == self.number), Tab(0, "", 0))
        glyphs = self.glyphs
        line = joined(
            (glyphs.horizontal * here.start, "$hair"),
            (glyphs.thick * len(here.words), "$pencil"),
            (glyphs.horizontal * max(width - here.end, 0), "$hair"),
        )
        return [joined(*words), line]

    def on_click(self, event: events.Click) -> None:
        event.stop()
        found = next((tab for tab in self.tabs(self.size.width) if tab.start - 1 <= event.x <= tab.end), None)
        if found is not None:
            self.post_message(self.Turned(found.number))


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
