"""One case by itself: its card, and every way to play it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from game.case.dates import span
from game.phrases import sentence
from game.tui.commands import Place
from game.tui.screens.ledger_page import LedgerPage
from game.tui.shelf_text import Shelved, card_lines
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import BLANK, Entry, Ledger, numbered
from game.tui.widgets.lines import Leaf


class CaseScreen(LedgerPage[str]):
    """Dismissed with "go on", "fresh", "review" or "part" and its id; with "" to go back."""

    PLACES = (
        Place(
            "case",
            "A case",
            ("choose", "take", "help", "back"),
            "Go on where you stopped, begin again, or play one part alone. What you have played stays.",
            {"take": "play", "back": "the library|back"},
        ),
    )

    def __init__(self, shelved: Shelved) -> None:
        super().__init__()
        self.shelved = shelved

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Ledger(id="ledger")
            yield Leaf(id="card", classes="sheet")

    def on_mount(self) -> None:
        self.heading.show((self.shelved.header.title,))
        self.ruler.show(span(self.shelved.header.span))
        self.query_one("#card", Leaf).show(self.lay)
        self.fill()

    def lay(self, width: int) -> list[Content]:
        return card_lines(self.shelved, width, self.glyphs, with_parts=False)

    def entries(self) -> Iterable[Entry]:
        return [*numbered(self.ways()), BLANK]

    def ways(self) -> Iterable[tuple[str, str]]:
        """The ways to play it."""
        at = self.shelved
        if at.going_on is not None:
            yield "go on", sentence(f"Go on: {at.going_on.here.title}")
        yield "fresh", "From the beginning."
        for chapter in at.header.chapters:
            length = f", {chapter.minutes} minutes" if chapter.minutes else ""
            yield f"part {chapter.id}", f"One part: {chapter.title}{length}."
        if at.ended is not None:
            yield "review", "Review: the debrief of the last path that came to its end."

    def take_row(self, key: str) -> None:
        self.dismiss(key)

    def action_back(self) -> None:
        self.dismiss("")
