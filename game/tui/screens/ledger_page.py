"""`LedgerPage`: a page of entries, with a bar that goes from row to row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.widget import Widget

from game.tui.screens.page import Page, Result
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import Ledger, PageRow, Placed


class LedgerPage(Page[Result]):
    """Moving the bar and going through the page.

    A subclass gives its `entries`, calls `fill` when it is mounted and when they have changed, and takes
    rows.
    """

    narrow: ClassVar[bool] = True
    """Whether lines are no longer than those of prose."""
    typed: str = ""
    """Digits typed so far, where there are more rows than digits."""

    def desk(self) -> Iterable[Widget]:
        yield Body(Ledger(id="ledger"), classes="prose" if self.narrow else None)

    @property
    def ledger(self) -> Ledger:
        return self.query_one(Ledger)

    @property
    def scroller(self) -> Body:
        """What the rows scroll in."""
        return self.body

    def entries(self) -> Iterable[PageRow]:
        """What the page shows now."""
        return ()

    def fill(self, at: str | None = None) -> None:
        """Show the entries as they are now.

        The bar stays where it was, by its key or else by its place; where there was no row, it stands at
        the first.
        """
        ledger = self.ledger
        before = [entry.key for entry in ledger.entries if entry.key]
        entries = tuple(self.entries())
        rows = [entry.key for entry in entries if entry.key]
        if at is None:
            at = ledger.at
            if rows and at not in rows and (at or not before):
                at = rows[min(before.index(at), len(rows) - 1) if at in before else 0]
        ledger.show(entries, at)
        self.show_keys()
        self.later(self.settle)

    def settle(self) -> None:
        """The page is laid out: the bar is brought into view."""
        self.reveal(self.ledger.at)
        self.show_foot()

    def take_row(self, key: str) -> None:
        """Enter or a click on a row."""

    def bar_moved(self) -> None:
        """The bar stands at another row, where other keys may have something to do."""
        self.show_keys()

    def top_of(self, placed: Placed) -> int:
        """The line of the page at which a row begins."""
        return self.scroller.top_of(self.ledger) + placed.top

    def overlaps(self, placed: Placed) -> bool:
        """Whether any of a row can be seen."""
        top, start = self.scroller.scroll_offset.y, self.top_of(placed)
        return start + placed.height > top and start < top + self.scroller.size.height

    def in_view(self, placed: Placed) -> bool:
        """Whether the whole of a row can be seen."""
        top, start = self.scroller.scroll_offset.y, self.top_of(placed)
        return top <= start and start + placed.height <= top + self.scroller.size.height

    def has_anchor(self, name: str) -> bool:
        return any(entry.anchor == name for entry in self.ledger.entries)

    def go_to_anchor(self, name: str) -> None:
        """Bring an anchor to the top."""
        placed = self.ledger.anchored(name)
        if placed is not None:
            self.scroller.go_to(self.top_of(placed))

    def reveal(self, key: str) -> None:
        """Scroll as little as brings a row into view."""
        placed, page = self.ledger.find(key), self.scroller
        if placed is None:
            return
        top, height, start = page.scroll_offset.y, page.size.height, self.top_of(placed)
        if start < top or placed.height >= height:
            page.go_to(start)
        elif start + placed.height > top + height:
            page.go_to(start + placed.height - height)

    def stand_at_row(self, key: str) -> None:
        """Move the bar, without scrolling."""
        self.ledger.stand_at(key)
        self.bar_moved()

    def action_next_row(self) -> None:
        self.move(1)

    def action_previous_row(self) -> None:
        self.move(-1)

    def move(self, step: int) -> None:
        """The bar goes to the next row where that is near; else the page goes on by a line."""
        target, page = self.target(step), self.scroller
        top = page.scroll_offset.y
        if target is None or not self.near(target) or (step > 0 and self.unread_at_bar()):
            page.go_to(top + step)
            return
        self.stand_at_row(target.entry.key)
        first = step < 0 and target == self.ledger.stops[0]
        if first and self.top_of(target) + target.height <= page.size.height:
            page.go_to(0)
        else:
            self.reveal(target.entry.key)

    def near(self, placed: Placed) -> bool:
        """Whether going to a row leaves no text unread on the way."""
        top, height = self.scroller.scroll_offset.y, self.scroller.size.height
        return top - height // 2 <= self.top_of(placed) <= top + height + height // 3

    def unread_at_bar(self) -> bool:
        """Whether the row at the bar is longer than the page and goes on below it."""
        here = self.ledger.find(self.ledger.at)
        top, height = self.scroller.scroll_offset.y, self.scroller.size.height
        return here is not None and self.top_of(here) <= top < self.top_of(here) + here.height - height

    def target(self, step: int) -> Placed | None:
        """The row that the bar goes to; from out of view it comes back to what can be seen."""
        stops = self.ledger.stops
        here = next((place for place, each in enumerate(stops) if each.entry.key == self.ledger.at), None)
        if here is not None and self.overlaps(stops[here]):
            return stops[here + step] if 0 <= here + step < len(stops) else None
        seen = [each for each in stops if self.overlaps(each)]
        if seen:
            return seen[0 if step > 0 else -1]
        top = self.scroller.scroll_offset.y
        ahead = [each for each in stops if (self.top_of(each) > top if step > 0 else self.top_of(each) < top)]
        return (ahead[0] if step > 0 else ahead[-1]) if ahead else None

    def follow(self) -> None:
        """After a page on or back, the bar comes along to the first row that can be seen whole, or at all."""
        here = self.ledger.find(self.ledger.at)
        if here is not None and self.in_view(here):
            return
        seen = [each for each in self.ledger.stops if self.overlaps(each)]
        best = next((each for each in seen if self.in_view(each)), here if here in seen else None)
        if best is not None or seen:
            self.stand_at_row((best or seen[0]).entry.key)

    def action_take(self) -> None:
        placed = self.ledger.find(self.ledger.at)
        if placed is None:
            self.action_page_on()
        elif self.overlaps(placed):
            self.take_row(placed.entry.key)
        else:
            self.reveal(placed.entry.key)

    def countable(self) -> int:
        return sum(bool(entry.number) for entry in self.ledger.entries)

    def action_choose(self, number: int) -> None:
        """A digit takes the row with that number; where there are more than nine, it goes there.

        Digits that follow each other then make one number, and Enter takes the row.
        """
        keys = [entry.key for entry in self.ledger.entries if entry.number]
        if len(keys) <= 9:
            if number <= len(keys):
                self.stand_at_row(keys[number - 1])
                self.reveal(keys[number - 1])
                self.take_row(keys[number - 1])
            return
        digit = str(number % 10)
        more = 0 < int(self.typed + digit) <= len(keys)
        self.typed = self.typed + digit if more else digit if number < 10 else ""
        if self.typed:
            self.stand_at_row(keys[int(self.typed) - 1])
            self.reveal(self.ledger.at)

    async def do(self, command: str, *numbers: int) -> None:
        if command != "choose":
            self.typed = ""
        await super().do(command, *numbers)

    def action_page_on(self) -> None:
        if self.scroller.page_on():
            self.follow()
        else:
            self.onwards()

    def action_page_back(self) -> None:
        self.scroller.page_back()
        self.follow()

    def action_page_start(self) -> None:
        self.scroller.go_to(0)
        self.stand_at_end(0)

    def action_page_end(self) -> None:
        self.scroller.go_to(self.scroller.max_scroll_y)
        self.stand_at_end(-1)

    def stand_at_end(self, place: int) -> None:
        """At the start or the end of the page the bar goes to the first or last row, if that is seen."""
        stops = self.ledger.stops
        if stops and self.ledger.at and self.overlaps(stops[place]):
            self.stand_at_row(stops[place].entry.key)
        else:
            self.follow()

    def on_ledger_clicked(self, event: Ledger.Clicked) -> None:
        event.stop()
        self.stand_at_row(event.key)
        self.take_row(event.key)

    def on_resize(self, event: events.Resize) -> None:
        self.ledger.again()
        self.later(self.settle)
