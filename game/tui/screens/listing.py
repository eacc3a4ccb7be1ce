"""`Listing`: a page whose body is text and rows that the bar goes through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from game.tui.screens.page import Page, Result
from game.tui.widgets.body import Body
from game.tui.widgets.lines import Leaf, Lines, Row, Setting


class Entry(NamedTuple):
    """One piece of a listing: with a key it is a row, without one it is only read."""

    setting: Setting
    key: str = ""
    apart: bool = False


class Listing(Page[Result]):
    """Entries from top to bottom. Subclasses give `entries`, and call `fill` when they are mounted."""

    def desk(self) -> Iterable[Widget]:
        yield Body(id="list", classes="prose")

    def entries(self) -> Sequence[Entry]:
        """What the page shows now."""
        raise NotImplementedError

    def fill(self) -> None:
        """Show the entries as they are now; the bar stays where it was, by place."""
        entries = self.entries()
        body = self.body
        place = self.shown_rows().index(self.row) if self.row in self.shown_rows() else 0
        self.stand_at(None)
        with self.app.batch_update():
            body.remove_children()
            body.mount(*[widget_of(entry) for entry in entries])
        self.show_keys()
        self.later(self.stand_at_place, place)

    def stand_at_place(self, place: int) -> None:
        """The bar goes to a row by its place, if it can be seen."""
        rows = self.shown_rows()
        if rows:
            row = rows[min(place, len(rows) - 1)]
            if place:
                self.show_row(row) if not self.body.sees(row) else None
            if self.body.sees(row):
                self.stand_at(row)
        self.show_foot()


def widget_of(entry: Entry) -> Lines:
    """A row for an entry with a key, plain text for one without."""
    if entry.key:
        row = Row(classes="-apart" if entry.apart else None)
        row.key, row.setting = entry.key, entry.setting
        return row
    leaf = Leaf(classes="-apart" if entry.apart else None)
    leaf.setting = entry.setting
    return leaf


def fixed(*lines: Content) -> Setting:
    """A setting whose lines are the same at every width."""
    return lambda _: list(lines)
