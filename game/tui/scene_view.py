"""`SceneView`: what a page of the scene shows, as a value that the screen draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from game.case.model import Document, Scene
from game.play.moment import Aftermath, Gauge, Offer, Reading
from game.play.numbers import counted, ordinal
from game.play.playthrough import Playthrough
from game.play.session import Fold
from game.play.settings import Tell
from game.tui.glyphs import Glyphs
from game.tui.scene_text import (
    PASS_FIRST,
    PASS_OVER,
    CourseRow,
    Form,
    Marks,
    after_lines,
    course,
    course_lines,
    ending_lines,
    folded_lines,
    scene_lines,
    why_lines,
)
from game.tui.typeset import MarginSign
from game.tui.widgets.ledger import BLANK, PageRow, apart, told
from game.tui.widgets.side import OnTable

if TYPE_CHECKING:
    from game.play.traces import Trace

Mode = Literal["scene", "passage", "folded", "why", "after", "ending"]
ROOMY, CLOSER, CLOSEST = Form(), Form(1, False), Form(1, False, False)
"""How a page is set where there is room, and where there is less and less."""
READ: tuple[Mode, ...] = ("scene", "passage", "ending")
"""The pages that show a scene's own text."""
STUCK = (
    "The story does not go on from here. That is a fault in the case, not yours: u goes one step back, and m "
    "shows the path, from which you can choose otherwise."
)
OPEN_SCENE = "open the scene"
PASS = "pass over"
DEBRIEF = "debrief"
TURN_IT = "Turn the sheet, then go on to the debrief."


@dataclass(frozen=True)
class SceneView:
    """One page: of a scene that is read, folded or ended, of a reason, or of what followed a choice.

    `aftermath` belongs to the page "after", `taken_up` and `cited` to the page "why", `fold` to "folded".
    `told` says that what the pencil marks say is told.
    """

    play: Playthrough
    mode: Mode
    aftermath: Aftermath | None = None
    taken_up: Offer | None = None
    cited: tuple[str, ...] = ()
    easier: bool = False
    fold: Fold | None = None
    told: bool = False
    tell: Tell = "chapter"

    @property
    def scene(self) -> Scene:
        """The scene that is on the page; after a choice, the one where it was taken."""
        if self.mode == "after" and self.aftermath is not None:
            return self.aftermath.scene
        if self.play.chapter_over and self.play.last is not None:
            return self.play.case.scenes[self.play.last.scene]
        return self.play.scene

    @property
    def title(self) -> tuple[str, str]:
        """Case and chapter."""
        chapter = self.play.case.chapter(self.scene.chapter)
        return self.play.case.title, chapter.title if chapter else ""

    @property
    def where(self) -> str:
        """Which decision this is."""
        if self.mode == "ending":
            return "the end of this part" if self.play.chapter_over else "the end of this path"
        taken = sum(step.is_decision for step in self.play.steps)
        if self.mode == "after":
            return ordinal(taken, "decision")
        if self.mode == "passage":
            return f"after the {ordinal(taken, 'decision')}" if taken else "before the first decision"
        return ordinal(taken + 1, "decision")

    def entries(self, form: Form, glyphs: Callable[[], Glyphs]) -> list[PageRow]:
        """The text, and below it the rows that the bar can stand at."""
        doors = self.marks(glyphs()).doors
        rows = [
            PageRow(partial(course_lines, each, doors.get(each.id)), each.id, number=sign)
            for each, sign in self.signed(glyphs())
        ]
        text = PageRow(lambda width: self.lines(width, glyphs(), form))
        blank = [BLANK] if rows and form.rows_apart else []
        stuck = [BLANK, told(STUCK, "$warn")] if self.mode in READ and self.play.moment.stuck else []
        return [text, *blank, *(apart(rows) if form.rows_apart else rows), *stuck]

    def signed(self, glyphs: Glyphs) -> list[tuple[CourseRow, str]]:
        """Each row with its number, or with the sign of one that is closed."""
        return [
            (each, str(number) if each.open else glyphs.closed) for number, each in enumerate(self.courses, 1)
        ]

    def lines(self, width: int, glyphs: Glyphs, form: Form) -> list[Content]:
        """The text above the choices."""
        moment = self.play.moment
        if self.mode == "after" and self.aftermath is not None:
            return after_lines(
                self.play, self.aftermath, width, glyphs, form, easier=self.easier, tell=self.tell
            )
        if self.mode == "why" and self.taken_up is not None:
            return why_lines(self.play.scene, self.taken_up.choice, width, glyphs, form)
        if self.mode == "folded" and self.fold is not None:
            return folded_lines(self.scene, self.fold, width)
        if self.mode == "ending":
            marked = self.marks(glyphs).paragraphs
            sheet = self.sheet_is_next
            return ending_lines(self.play, width, form, easier=self.easier, sheet=sheet, marked=marked)
        return scene_lines(moment, width, form, easier=self.easier, marked=self.marks(glyphs).paragraphs)

    @cached_property
    def traces(self) -> tuple[Trace, ...]:
        """What on the page is as it is because of an earlier decision."""
        return self.play.moment.traces(self.easier) if self.mode in READ else ()

    def marks(self, glyphs: Glyphs) -> Marks:
        """The pencil marks of the page, with what they say where that is told."""
        beside = [
            (each, MarginSign(glyphs.vertical, each.because if self.told else "")) for each in self.traces
        ]
        return Marks(
            {each.paragraph: mark for each, mark in beside if each.paragraph is not None},
            {each.door: mark for each, mark in beside if each.door is not None},
        )

    @property
    def sheet_is_next(self) -> bool:
        """Whether the sheet of a chapter that has ended is turned before play goes on from here."""
        if self.tell == "end" or not self.play.turns_sheet:
            return False
        from game.play.turned_sheet import TurnedSheet

        return TurnedSheet.of(self.play) is not None

    @property
    def courses(self) -> tuple[CourseRow, ...]:
        """The rows that the bar can stand at."""
        if self.mode == "scene":
            titles = {id_: document.title for id_, document in self.play.case.documents.items()}
            return tuple(course(offer, titles) for offer in self.play.moment.choices)
        if self.mode == "folded":
            begins = self.fold is not None and self.fold.chapter
            begin, pass_over = ("Begin.", PASS_FIRST) if begins else ("Open the scene.", PASS_OVER)
            return (CourseRow(OPEN_SCENE, begin), CourseRow(PASS, pass_over))
        if self.mode == "ending":
            return (CourseRow(DEBRIEF, TURN_IT if self.sheet_is_next else "Go on to the debrief."),)
        return ()

    @property
    def standing(self) -> tuple[tuple[Gauge, ...], tuple[Reading, ...]]:
        """What is drawn of the situation; how it has moved is told when the sheet is turned."""
        if self.mode in ("why", "folded", "after"):
            return (), ()
        moment = self.play.moment
        return tuple(replace(gauge, before=None) for gauge in moment.gauges), moment.readings

    @property
    def table(self) -> tuple[OnTable, ...]:
        """The papers as they lie there now; after a choice, those that it revealed first."""
        if self.mode == "folded" or (self.mode != "after" and not self.play.moment.documents):
            return ()
        documents = [self.play.case.documents[each] for each in self.scene.documents]
        new: tuple[Document, ...] = ()
        cited = self.cited
        if self.mode == "after" and self.aftermath is not None:
            cited, new = self.aftermath.step.cites, self.aftermath.revealed
        rest = [document for document in documents if document not in new]
        return tuple(self.on_table(document, cited, new) for document in (*new, *rest))

    def on_table(self, document: Document, cited: tuple[str, ...], new: tuple[Document, ...]) -> OnTable:
        """One paper, with what is to be said of it."""
        notebook = self.play.notebook
        if document.id in cited:
            return OnTable(document, "cited in your sentence", self.mode != "why")
        if document.id not in notebook.opened:
            return OnTable(document, "new, not yet opened" if document in new else "not yet opened", False)
        notes = sum(note.document == document.id for note in notebook.notes)
        return OnTable(document, f"read, {counted(notes, 'note')} taken" if notes else "read", True)

    @property
    def papers_in_words(self) -> str:
        """The table in a line, for windows that have no room for it."""
        papers = self.play.moment.documents
        if not papers or self.mode not in ("scene", "passage"):
            return ""
        read = sum(paper.opened for paper in papers)
        count = f"{len(papers)} {'paper' if len(papers) == 1 else 'papers'} on the table"
        return f"{count}, {read or 'none'} read"
