"""`LedgerPage`: a page whose body is one ledger, with a bar that goes from row to row."""

from __future__ import annotations

from textual import events

from game.tui.screens.page import Page
from game.tui.widgets.ledger import Ledger, Placed


class LedgerPage(Page[None]):
    """Moving the bar and going through the page. A subclass shows entries and takes rows."""

    @property
    def ledger(self) -> Ledger:
        return self.query_one(Ledger)

    def take_row(self, key: str) -> None:
        """Enter or a click on a row."""

    def bar_moved(self) -> None:
        """The bar stands at another row."""

    # --- where things are -------------------------------------------------------------------------------

    def overlaps(self, placed: Placed) -> bool:
        """Whether any of a row can be seen."""
        top = self.body.scroll_offset.y
        return placed.bottom > top and placed.top < top + self.body.size.height

    def has_anchor(self, name: str) -> bool:
        return any(entry.anchor == name for entry in self.ledger.entries)

    def go_to_anchor(self, name: str) -> None:
        """Bring an anchor to the top."""
        placed = self.ledger.anchored(name)
        if placed is not None:
            self.body.go_to(placed.top)

    def reveal(self, key: str) -> None:
        """Scroll as little as brings a row into view."""
        placed, body = self.ledger.find(key), self.body
        if placed is None:
            return
        top, height = body.scroll_offset.y, body.size.height
        if placed.top < top or placed.height >= height:
            body.go_to(placed.top)
        elif placed.bottom > top + height:
            body.go_to(placed.bottom - height)

    # --- the bar ----------------------------------------------------------------------------------------

    def stand_at_row(self, key: str) -> None:
        """Move the bar, without scrolling."""
        self.ledger.stand_at(key)
        self.bar_moved()

    def move(self, step: int) -> None:
        """The bar goes to the next row where that is near; else the page goes on by a line."""
        target = self.target(step)
        body, top = self.body, self.body.scroll_offset.y
        if target is None or not self.near(target) or (step > 0 and self.unread_at_bar()):
            body.go_to(top + step)
            return
        self.stand_at_row(target.entry.key)
        if step < 0 and target == self.ledger.stops[0] and target.bottom <= body.size.height:
            body.go_to(0)
        else:
            self.reveal(target.entry.key)

    def near(self, placed: Placed) -> bool:
        """Whether going to a row leaves no text unread on the way."""
        top, height = self.body.scroll_offset.y, self.body.size.height
        return top - height // 2 <= placed.top <= top + height + height // 3

    def unread_at_bar(self) -> bool:
        """Whether the row at the bar is longer than the page and goes on below it."""
        here = self.ledger.find(self.ledger.at)
        top, height = self.body.scroll_offset.y, self.body.size.height
        return here is not None and here.top <= top and here.bottom > top + height

    def target(self, step: int) -> Placed | None:
        """The row that the bar goes to; from out of view it comes back to what can be seen."""
        stops = self.ledger.stops
        here = next((place for place, each in enumerate(stops) if each.entry.key == self.ledger.at), None)
        if here is not None and self.overlaps(stops[here]):
            return stops[here + step] if 0 <= here + step < len(stops) else None
        seen = [each for each in stops if self.overlaps(each)]
        if seen:
            return seen[0 if step > 0 else -1]
        top = self.body.scroll_offset.y
        ahead = [each for each in stops if (each.top > top if step > 0 else each.top < top)]
        return (ahead[0] if step > 0 else ahead[-1]) if ahead else None

    def follow(self) -> None:
        """After a page on or back, the bar comes along to the first row that can be seen."""
        here = self.ledger.find(self.ledger.at)
        if here is not None and not self.overlaps(here):
            top = self.body.scroll_offset.y
            seen = [each for each in self.ledger.stops if self.overlaps(each)]
            if seen:
                self.stand_at_row(next((each for each in seen if each.top >= top), seen[0]).entry.key)

    # --- keys and mouse -----------------------------------------------------------------------------------

    def action_take(self) -> None:
        placed = self.ledger.find(self.ledger.at)
        if placed is None:
            self.action_page_on()
        elif self.overlaps(placed):
            self.take_row(placed.entry.key)
        else:
            self.reveal(placed.entry.key)

    def action_page_on(self) -> None:
        if self.body.page_on():
            self.follow()
        else:
            self.onwards()

    def action_page_back(self) -> None:
        super().action_page_back()
        self.follow()

    def action_page_start(self) -> None:
        super().action_page_start()
        self.follow()

    def action_page_end(self) -> None:
        super().action_page_end()
        self.follow()

    def on_ledger_clicked(self, event: Ledger.Clicked) -> None:
        event.stop()
        self.stand_at_row(event.key)
        self.take_row(event.key)

    def on_resize(self, event: events.Resize) -> None:
        self.later(self.reveal, self.ledger.at)
