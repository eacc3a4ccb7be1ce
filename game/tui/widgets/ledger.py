"""A long page of entries in one widget: drawn line by line, so that opening it costs only what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from game.tui.typeset import CARD, EMPTY, joined
from game.tui.widgets.lines import Lines, Setting


class Entry(NamedTuple):
    """A piece of the page. With a `key` the bar can stand at it; `anchor` is a place to jump to.

    `under` is the key of the row that it is folded away under.
    """

    lay: Setting
    key: str = ""
    anchor: str = ""
    under: str = ""


class Placed(NamedTuple):
    """Where an entry lies on the page, in lines."""

    entry: Entry
    top: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


class Ledger(Lines):
    """Entries one below the other, with one bar among those that can be taken."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"ledger--bar", "ledger--hover"}
    INDENT = 2

    class Clicked(Message):
        """An entry was clicked, beside its words to look up."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    entries: tuple[Entry, ...] = ()
    at: str = ""
    hovered: str = ""
    _placed: tuple[int, list[Placed]] | None = None

    def show(self, entries: Sequence[Entry], at: str = "") -> None:
        """Show other entries, with the bar at one of them or, by default, nowhere."""
        self.entries, self.at, self.hovered = tuple(entries), at, ""
        self._placed = None
        self.again()

    def lay(self, width: int) -> list[Content]:
        lines: list[Content] = []
        placed: list[Placed] = []
        for entry in self.entries:
            found = entry.lay(width - self.INDENT if entry.key else width)
            placed.append(Placed(entry, len(lines), len(found)))
            lines += found
        self._placed = (width, placed)
        return lines

    @property
    def placed(self) -> list[Placed]:
        """Every entry with its place, for the width there is."""
        width = self.size.width
        if not width:
            return []
        self.rows(width)
        assert self._placed is not None
        return self._placed[1]

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

    # --- drawing ------------------------------------------------------------------------------------

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
        key = self.key_at(y)
        if not key:
            return line, self.visual_style
        if key == self.at:
            bar = joined((self.glyphs.bar, "$pencil"), " ")
            return joined(bar, line), self.get_visual_style("ledger--bar")
        style = self.get_visual_style("ledger--hover") if key == self.hovered else self.visual_style
        return joined("  ", line), style

    def key_at(self, y: int) -> str:
        """The key of the entry on a line; "" between entries that can be taken."""
        placed = self.placed
        low, high = 0, len(placed)
        while low < high:
            middle = (low + high) // 2
            if placed[middle].bottom <= y:
                low = middle + 1
            else:
                high = middle
        return placed[low].entry.key if low < len(placed) else ""

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        rows = self.rows(self.size.width) if self.size.width else []
        return selection.extract("\n".join(row.plain for row in rows)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def render(self) -> Content:
        return EMPTY

    # --- the mouse ----------------------------------------------------------------------------------

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
