"""The reader: one paper on a sheet, its provenance before its text, worth and limits in the margin."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from game.case.dates import Span, span, when
from game.case.model import Bearing, Cause, Document, Scene
from game.play.captions import author_and_date
from game.play.report.document import work
from game.play.session import Session
from game.tui.commands import Hint
from game.tui.screens.game_page import GamePage
from game.tui.themes import SHEET
from game.tui.typeset import EMPTY, hanging, ink, joined, prose, rule, stacked, styled
from game.tui.widgets.body import Body
from game.tui.widgets.lines import Leaf, Row
from game.tui.widgets.ruler import Mark
from game.tui.years import case_span

NEXT: dict[Bearing | None, Bearing | None] = {
    None: "supports",
    "supports": "complicates",
    "complicates": "undermines",
    "undermines": None,
}
"""What each press of a cause's digit turns an entry into."""

ASIDE = "What does it do for each explanation? You decide."


class CauseRow(Row):
    """One explanation, and what the player has entered for it."""

    number: int = 0
    cause: Cause | None = None
    bearing: Bearing | None = None

    INDENT = 0

    def enter(self, number: int, cause: Cause, bearing: Bearing | None) -> None:
        """Show an explanation under a number."""
        if (number, cause, bearing) != (self.number, self.cause, self.bearing):
            self.number, self.cause, self.bearing = number, cause, bearing
            self.show(cause.id, self.setting_of)

    def lay(self, width: int) -> list[Content]:
        return self.setting_of(width)

    def setting_of(self, width: int) -> list[Content]:
        if self.cause is None:
            return []
        sign = self.glyphs.bearing[self.bearing]
        style = "$ink" if self.bearing else "$quiet"
        mark = joined(
            (str(self.number % 10) if self.number <= 10 else " ", "bold"),
            "  ",
            (sign, "$pencil" if self.bearing else "$faint"),
        )
        lines = hanging(mark, ink(self.cause.title, style), width, 6)
        if self.bearing:
            lines.append(ink(f"      {self.bearing}", "$pencil"))
        return lines


class DocumentScreen(GamePage[None]):
    """A paper, with others to turn to at its left and right."""

    PLACES = ("reader",)

    def __init__(
        self, session: Session, documents: tuple[str, ...], first: str, scene: Scene | None = None
    ) -> None:
        super().__init__(session)
        self.scene = scene or session.play.scene
        self.documents = documents
        self.at = documents.index(first)
        self.years: Span | None = case_span(session.case)

    def desk(self) -> Iterable[Widget]:
        with Body(id="reading"):
            yield Leaf(id="sheet", classes="sheet")
            with Vertical(id="margin"):
                yield Leaf(id="notes")
                with Vertical(id="causes"):
                    for _ in self.session.case.causes:
                        yield CauseRow()
                yield Leaf(id="own")

    def on_mount(self) -> None:
        self.open()

    @property
    def document(self) -> Document:
        return self.session.case.documents[self.documents[self.at]]

    def open(self) -> None:
        """Show the paper, and remember that it has been opened."""
        session, document = self.session, self.document
        session.change(session.play.open(document.id))
        self.query_one("#sheet", Leaf).show(self.sheet_lines)
        self.show_margin()
        self.show_head()
        self.show_keys()
        self.body.go_to(0)
        self.margin.scroll_to(y=0, animate=False, immediate=True)
        self.stand_at(None)
        self.later(self.show_foot)

    def redraw(self) -> None:
        super().redraw()
        self.show_head()

    def show_head(self) -> None:
        glyphs, scene = self.glyphs, self.scene
        count = len(self.documents)
        on_table = self.document.id in scene.documents
        where = "On the table" if on_table else "A paper"
        number = f"paper {self.at + 1} of {count}" if count > 1 else self.session.case.title
        of_paper, of_scene = span(self.document.date), when(scene.date)
        legend, marks = [], []
        if of_paper is not None:
            legend.append(joined((glyphs.record, "$ink"), (" the paper", "$quiet")))
            marks.append(Mark(of_paper.middle, "record", "$ink"))
        if of_scene is not None:
            legend.append(joined((glyphs.you, "$pencil"), (" the scene", "$quiet")))
            marks.append(Mark(of_scene, "you", "$pencil"))
        self.heading.show((where, number), Content("   ").join(legend), keep=2)
        self.ruler.show(self.years, marks)

    # --- the sheet ------------------------------------------------------------------------------------

    def sheet_lines(self, width: int) -> list[Content]:
        document, line = self.document, rule(width, SHEET.hair, self.glyphs.horizontal)
        kind = document.kind[:1].upper() + document.kind[1:]
        about = ". ".join(part.rstrip(".") for part in (author_and_date(document), kind) if part)
        lines = styled(document.title, f"{SHEET.ink} bold", width)
        if about:
            lines += styled(f"{about}.", SHEET.quiet, width)
        lines.append(line)
        if document.provenance:
            lines += styled("Where it comes from", SHEET.quiet, width)
            lines += [*prose(document.provenance, width, pencil=SHEET.pencil), line]
        if document.text:
            lines += [EMPTY, *styled("What it says, in our words", SHEET.quiet, width)]
            lines += prose(document.text, width, pencil=SHEET.pencil)
        return [*lines, *self.source_lines(width)]

    def source_lines(self, width: int) -> list[Content]:
        """The works that describe or print the paper."""
        case = self.session.case
        works = [case.sources[source] for source in self.document.sources if source in case.sources]
        if not works:
            return []
        lines = [EMPTY, *styled("Described or printed in:", SHEET.quiet, width)]
        for source in works:
            lines += hanging((self.glyphs.dot, SHEET.quiet), ink(work(source), SHEET.quiet), width, 2)
        return lines

    # --- the margin -----------------------------------------------------------------------------------

    def show_margin(self) -> None:
        play, document = self.session.play, self.document
        self.query_one("#notes", Leaf).show(self.note_lines)
        for number, (row, cause) in enumerate(
            zip(self.query(CauseRow), play.case.causes.values(), strict=True), 1
        ):
            row.enter(number, cause, play.notebook.weighed.get((document.id, cause.id)))
        self.query_one("#own", Leaf).show(self.own_lines)

    def note_lines(self, width: int) -> list[Content]:
        document = self.document
        worth = prose(document.worth, width)
        limits = prose(document.limits, width)
        return stacked(
            [*styled("Worth", "bold", width), *worth] if worth else [],
            [*styled("Limits", "bold", width), *limits] if limits else [],
            [*styled("Enter it in your notebook", "bold", width), *styled(ASIDE, "$quiet", width), EMPTY]
            if self.session.case.causes
            else [],
        )

    def own_lines(self, width: int) -> list[Content]:
        signs = self.glyphs.bearing
        legend = [
            f"{signs['supports']} supports   {signs['complicates']} complicates",
            f"{signs['undermines']} undermines   {signs[None]} not entered",
        ]
        mine = [note for note in self.session.play.notebook.notes if note.document == self.document.id]
        own = [line for note in mine for line in styled(note.text, "$pencil italic", width)]
        parts = stacked(
            [line for text in legend for line in styled(text, "$quiet", width)]
            if self.session.case.causes
            else [],
            [*styled("Your own lines", "bold", width), *own] if own else [],
        )
        return [EMPTY, *parts] if parts else []

    # --- keys -----------------------------------------------------------------------------------------

    def hints(self) -> Iterable[Hint]:
        for entry in super().hints():
            if entry.action == "left" and len(self.documents) < 2:
                continue
            yield entry

    def digits(self) -> str:
        """The tenth explanation is entered with 0."""
        return f"1{self.glyphs.dash}0" if self.countable() > 9 else super().digits()

    def countable(self) -> int:
        return len(self.session.case.causes)

    def action_enter_cause(self, number: int) -> None:
        rows = list(self.query(CauseRow))
        if 0 < number <= len(rows):
            self.stand_at(rows[number - 1])
            self.take(rows[number - 1])

    def take(self, row: Row) -> None:
        """Another bearing for the explanation at the bar."""
        if isinstance(row, CauseRow) and row.cause is not None:
            session = self.session
            session.change(session.play.weigh(self.document.id, row.cause.id, NEXT[row.bearing]))
            self.show_margin()
            self.show_row(row)

    def show_row(self, row: Widget) -> None:
        row.scroll_visible(animate=False, immediate=True)

    def move(self, step: int) -> None:
        """The bar goes through the explanations."""
        rows = list(self.query(CauseRow))
        if not rows:
            super().move(step)
            return
        at = rows.index(self.focused) + step if isinstance(self.focused, CauseRow) else 0
        if 0 <= at < len(rows):
            self.stand_at(rows[at])
            self.show_row(rows[at])
        elif step < 0:
            self.stand_at(None)
            self.body.go_to(0)

    def action_take(self) -> None:
        if isinstance(self.focused, CauseRow):
            self.take(self.focused)
        else:
            self.action_page_on()

    @property
    def margin(self) -> Widget:
        return self.query_one("#margin")

    def more(self) -> str:
        margin = self.margin
        below = self.body.more_below or margin.scroll_offset.y < margin.max_scroll_y
        return "more below" if below else ""

    def onwards(self) -> None:
        """At the end of the sheet, on in the margin."""
        margin = self.margin
        margin.scroll_to(y=margin.scroll_offset.y + margin.size.height - 2, animate=False, immediate=True)
        self.later(self.show_foot)

    def action_page_back(self) -> None:
        self.margin.scroll_to(y=0, animate=False, immediate=True)
        super().action_page_back()

    def action_left(self) -> None:
        self.turn(-1)

    def action_right(self) -> None:
        self.turn(1)

    def turn(self, step: int) -> None:
        """Another paper of the same table."""
        if len(self.documents) > 1:
            self.at = (self.at + step) % len(self.documents)
            self.open()

    def action_write_note(self) -> None:
        self.game.write_note(self.session, self.document.id)

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.query("#own"):
            self.show_margin()

    def action_cards(self) -> None:
        document = self.document
        self.game.open_cards(
            self.session, texts=(document.provenance, document.text, document.worth, document.limits)
        )
