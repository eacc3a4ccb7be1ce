"""What a case deals with, before it is played for the first time."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from game.case.model import Case
from game.tui.screens.page import Page
from game.tui.themes import SHEET
from game.tui.typeset import EMPTY, prose, rule, styled
from game.tui.widgets.body import Body
from game.tui.widgets.choices import ChoiceRow, Choices, Course
from game.tui.widgets.lines import Leaf, Row
from game.tui.years import case_span

BEGIN = "begin"
NOT_NOW = "not now"


class ContentNote(Page[bool]):
    """The author's note on a sheet; dismissed with whether the player begins."""

    PLACES = ("content_note",)

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Leaf(id="note", classes="sheet")
            yield Leaf(id="gap")
            yield Choices(id="choices")

    def on_mount(self) -> None:
        self.heading.show((self.case.title, "Before you begin"), keep=2)
        self.ruler.show(case_span(self.case))
        self.query_one("#note", Leaf).show(self.lay)
        self.query_one("#gap", Leaf).show(lambda _: [EMPTY])
        self.query_one(Choices).show((Course(BEGIN, "Begin."), Course(NOT_NOW, "Not now.")))
        self.stand_first()

    def stand_first(self) -> None:
        self.stand_at(next(iter(self.query(ChoiceRow)), None))

    def lay(self, width: int) -> list[Content]:
        return [
            *styled(self.case.title, f"{SHEET.ink} bold", width),
            *styled(self.case.question, SHEET.ink, width),
            rule(width, SHEET.hair, self.glyphs.horizontal),
            *prose(self.case.content_note, width, pencil=SHEET.pencil),
        ]

    def take(self, row: Row) -> None:
        self.dismiss(row.key == BEGIN)

    def take_nothing(self) -> None:
        self.dismiss(True)

    def onwards(self) -> None:
        self.stand_first()

    def action_back(self) -> None:
        self.dismiss(False)

    def action_leave(self) -> None:
        self.dismiss(False)
