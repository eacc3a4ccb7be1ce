"""What a case deals with, before it is played for the first time."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from game.case.model import Case
from game.play.years import case_span
from game.tui.commands import Hint
from game.tui.places import places
from game.tui.screens.ledger_page import LedgerPage
from game.tui.themes import SHEET
from game.tui.typeset import prose, rule, styled
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import BLANK, Ledger, PageRow, numbered
from game.tui.widgets.lines import Leaf

BEGIN = "begin"
NOT_NOW = "not now"


class ContentNote(LedgerPage[bool]):
    """The author's note on a sheet; dismissed with whether the player begins."""

    STYLE_SHEETS = ("paper",)
    PLACES = places("content_note")

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Leaf(id="note", classes="sheet")
            yield Ledger(id="ledger")

    def on_mount(self) -> None:
        self.heading.show((self.case.title, "Before you begin"), keep=2)
        self.ruler.show(case_span(self.case))
        self.query_one("#note", Leaf).show(self.lay)
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        return [BLANK, *numbered(((BEGIN, "Begin."), (NOT_NOW, "Not now.")))]

    def settle(self) -> None:
        """The note is read from its beginning, wherever its choices lie."""
        self.show_foot()
        self.show_keys()

    @property
    def bar_is_seen(self) -> bool:
        placed = self.ledger.find(self.ledger.at)
        return placed is not None and self.overlaps(placed)

    def hints(self) -> Iterable[Hint]:
        """The key row; as long as the choices lie below, Enter reads on."""
        seen = self.bar_is_seen
        for entry in super().hints():
            yield entry if seen or entry.action != "take" else entry._replace(label="read on", short="on")

    def on_body_moved(self) -> None:
        if self.is_mounted:
            self.show_keys()

    def action_take(self) -> None:
        if self.bar_is_seen:
            super().action_take()
        else:
            self.action_page_on()

    def lay(self, width: int) -> list[Content]:
        return [
            *styled(self.case.title, f"{SHEET.ink} bold", width),
            *styled(self.case.question, SHEET.ink, width),
            rule(width, SHEET.hair, self.glyphs.horizontal),
            *prose(self.case.content_note, width, pencil=SHEET.pencil),
        ]

    def take_row(self, key: str) -> None:
        self.dismiss(key == BEGIN)

    def action_back(self) -> None:
        self.dismiss(False)

    def action_leave(self) -> None:
        self.dismiss(False)
