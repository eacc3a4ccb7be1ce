"""Entries one below the other in one widget, drawn line by line: opening it costs only what is seen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from game.tui.typeset import CARD, EMPTY, joined, styled
from game.tui.widgets.lines import Lines, Setting

NUMBER = 3
"""Cells for what stands before a row: its number, or the sign of one that cannot be taken."""


class PageRow(NamedTuple):
    """A piece of the page. With a `key` the bar can stand at it; `anchor` is a place to jump to.

    `number` is what stands before a row.
    """

    lay: Setting
    key: str = ""
    anchor: str = ""
    number: str = ""


BLANK = PageRow(lambda _: [EMPTY])
"""An empty line."""


def apart(entries: Iterable[PageRow]) -> list[PageRow]:
    """The same with an empty line between two entries."""
    found = [each for entry in entries for each in (entry, BLANK)]
    return found[:-1]


def told(words: str, style: str = "$quiet") -> PageRow:
    """A text in one style, to be read only."""
    return PageRow(lambda width: styled(words, style, width))


def numbered(rows: Iterable[tuple[str, str]]) -> list[PageRow]:
    """Rows to choose from, each given as its key and its words, with numbers from 1."""
    return [
        PageRow(told(words, "").lay, key, number=str(number)) for number, (key, words) in enumerate(rows, 1)
    ]


class Placed(NamedTuple):
    """Where an entry lies on the page, in lines."""

    entry: PageRow
    top: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


class Ledger(Lines):
    """Entries, with one bar among those that can be taken."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"ledger--bar", "ledger--hover"}
    INDENT = 2

    class Clicked(Message):
        """An entry was clicked, beside its words to look up."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    ways: tuple[tuple[PageRow, ...], ...] = ((),)
    reserved: int = 0
    """Lines of the page that something else needs."""
    page_height: int = 0
    """How high the page will be when it is laid out next; 0 is as high as it is now."""
    at: str = ""
    hovered: str = ""
    _placed: tuple[Placed, ...] = ()
    _ways_laid: tuple[int, list[tuple[list[Content], tuple[Placed, ...]]]] | None = None

    def show(
        self, entries: Iterable[PageRow], at: str = "", *, closer: Iterable[Iterable[PageRow]] = ()
    ) -> None:
        """Show other entries, with the bar at one of them or, by default, nowhere.

        `closer` are further ways to set the same, each closer than the one before it; the first that needs
        no more pages than any other is shown. A page is as high as what the ledger scrolls in.
        """
        self.ways = (tuple(entries), *map(tuple, closer))
        self.at, self.hovered = at, ""
        self.again()

    @property
    def entries(self) -> tuple[PageRow, ...]:
        """What is shown; in the roomiest way, if there are several."""
        return self.ways[0]

    def depends_on(self, width: int) -> object:
        return width, self.room_here

    @property
    def room_here(self) -> int:
        """The lines of a page, where it matters."""
        parent = self.parent
        height = parent.size.height if len(self.ways) > 1 and isinstance(parent, Widget) else 0
        return max((self.page_height or height) - self.reserved, 1) if height else 0

    def lay(self, width: int) -> list[Content]:
        room = self.room_here
        lines, self._placed = min(self.laid(width), key=lambda each: -(-len(each[0]) // room) if room else 0)
        return lines

    def laid(self, width: int) -> list[tuple[list[Content], tuple[Placed, ...]]]:
        """The lines of each way for a width, and where the entries lie in it."""
        if self._ways_laid is None or self._ways_laid[0] != width:
            once = cache(lambda lay, width: lay(width))  # ways share most of what they set
            self._ways_laid = (width, [self.set_below(entries, width, once) for entries in self.ways])
        return self._ways_laid[1]

    def heights(self, width: int) -> list[int]:
        """How many lines each way takes."""
        return [len(lines) for lines, _ in self.laid(width)]

    def again(self, *, layout: bool = True) -> None:
        self._ways_laid = None
        super().again(layout=layout)

    def fit_to(self, height: int) -> None:
        """Take the way that suits a page of so many lines, which may not have been known before."""
        self.page_height = height
        if len(self.rows(self.size.width)) != self.size.height:
            super().again()

    def set_below(
        self, entries: Iterable[PageRow], width: int, lay: Callable[[Setting, int], list[Content]]
    ) -> tuple[list[Content], tuple[Placed, ...]]:
        """The lines of entries, and where each lies."""
        lines: list[Content] = []
        placed: list[Placed] = []
        for entry in entries:
            margin = (self.INDENT if entry.key else 0) + (NUMBER if entry.number else 0)
            found = lay(entry.lay, max(width - margin, 1))
            placed.append(Placed(entry, len(lines), len(found)))
            lines += found
        return lines, tuple(placed)

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Every entry with its place, for the width there is."""
        if not self.size.width:
            return ()
        self.rows(self.size.width)
        return self._placed

    @property
    def stops(self) -> list[Placed]:
        """The entries that the bar can stand at."""
        return [placed for placed in self.placed if placed.entry.key]

    def find(self, key: str) -> Placed | None:
        """The entry with a key."""
        return next((placed for placed in self.placed if placed.entry.key == key), None) if key else None

    def anchored(self, name: str) -> Placed | None:
        """The first entry with an anchor."""
        return next((placed for placed in self.placed if placed.entry.anchor == name), None)

    def stand_at(self, key: str) -> None:
        """Move the bar."""
        if key != self.at:
            before, self.at = self.at, key
            self.repaint(before)
            self.repaint(key)

    def repaint(self, key: str) -> None:
        """Draw one entry again."""
        found = self.find(key)
        if found is not None:
            self.refresh(Region(0, found.top, self.size.width, found.height))

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        rows = self.rows(width) if width else []
        if y >= len(rows):
            return Strip.blank(width, self.visual_style.rich_style)
        line, style = self.with_bar(y, rows[y])
        selection = self.text_selection
        reach = selection.get_span(y) if selection is not None else None
        if reach is not None:
            start, end = reach
            chosen = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            line = line.stylize(chosen, start, len(line) if end == -1 else end)
        strips = Visual.to_strips(self, line, width, 1, style, apply_selection=False, pad=True)
        return strips[0].apply_offsets(0, y) if strips else Strip.blank(width, style.rich_style)

    def with_bar(self, y: int, line: Content) -> tuple[Content, Style]:
        """A line with its margin, and the surface it lies on."""
        placed = self.placed_at(y)
        if placed is None or not placed.entry.key:
            return line, self.visual_style
        key, number = placed.entry.key, placed.entry.number
        here = key == self.at
        first = (self.glyphs.bar, "$pencil") if here else " "
        if number:
            mark = number if y == placed.top else ""
            style = "$pencil bold" if here and number.isdecimal() else "$quiet"
            line = joined((f"{mark:<{NUMBER}}", style), line)
        surface = "ledger--bar" if here else "ledger--hover" if key == self.hovered else ""
        style_there = self.get_visual_style(surface) if surface else self.visual_style
        return joined(first, " ", line), style_there

    def placed_at(self, y: int) -> Placed | None:
        """The entry on a line."""
        placed = self.placed
        place = bisect_right(placed, y, key=lambda each: each.top) - 1
        while place > 0 and not placed[place].height:
            place -= 1
        return placed[place] if place >= 0 and y < placed[place].bottom else None

    def key_at(self, y: int) -> str:
        """The key of the entry on a line; "" between entries that can be taken."""
        placed = self.placed_at(y)
        return placed.entry.key if placed else ""

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        rows = self.rows(self.size.width) if self.size.width else []
        return selection.extract("\n".join(row.plain for row in rows)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def render(self) -> Content:
        return EMPTY

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hover(self.key_at(event.y))

    def on_leave(self) -> None:
        self.hover("")

    def hover(self, key: str) -> None:
        if key != self.hovered:
            before, self.hovered = self.hovered, key
            self.repaint(before)
            self.repaint(key)

    def on_click(self, event: events.Click) -> None:
        key = self.key_at(event.y)
        if key and not event.style.meta.get(CARD):
            event.stop()
            self.post_message(self.Clicked(key))
