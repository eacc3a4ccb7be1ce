"""`SceneView`: what a page of the scene shows, as a value that the screen draws, and its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.content import Content

from game.case.model import Case, Choice, Document, Scene
from game.immutable import immutable
from game.phrases import counted, ordinal
from game.play.captions import in_reading, place_and_date
from game.play.moment import Aftermath, Gauge, Offer, Reading, closed_reason
from game.play.playthrough import Playthrough
from game.play.session import Fold
from game.play.settings import Tell
from game.play.steps import Step
from game.tui.glyphs import Glyphs
from game.tui.typeset import (
    EMPTY,
    MarginSign,
    beside_line,
    hanging,
    ink,
    joined,
    prose,
    prose_line,
    stacked,
    styled,
    wrapped,
)
from game.tui.widgets.ledger import BLANK, PageRow, apart, told
from game.tui.widgets.side import OnTable

if TYPE_CHECKING:
    from game.play.traces import Trace

DEBRIEF_TELLS = "What really happened is told in the debrief, beside your sentence."
SHEET_TELLS = "What really happened is told when the sheet is turned, at the end of this part."
NEXT = "The debrief comes next: what really happened, and your path beside it."
SHEET_NEXT = "The sheet is turned next: what really happened, beside your course. Then comes the debrief."
PASS_OVER = "Pass over it. It costs nothing; the debrief still tells what happened."
PASS_FIRST = "Pass over its first scene. It costs nothing; the debrief still tells what happened."
ANY_SCENE = "Here and later, p passes over the scene that you are at."


class Form(NamedTuple):
    """How closely a page is set.

    `gap` lines lie before a new voice; rows, and paragraphs, stand apart or not. Paragraphs that do not are
    indented, as in a book.
    """

    gap: int = 2
    rows_apart: bool = True
    paragraphs_apart: bool = True


class CourseRow(NamedTuple):
    """A row to choose: its label, and why it cannot be taken where it cannot."""

    id: str
    label: str
    open: bool = True
    reason: str = ""


def head(title: str, where: str, width: int, *, perspective: str = "", close: bool = False) -> list[Content]:
    """Place and date, title, and whom the player follows; where it is set close, the first two on a line."""
    in_a_line = joined((title, "bold"), (f"   {where}", "$quiet"))
    if close and where and in_a_line.cell_length <= width:
        lines = [in_a_line]
    else:
        lines = [*(styled(where, "$quiet", width) if where else []), *styled(title, "bold", width)]
    if perspective:
        lines += prose_line(perspective, "$quiet italic", width)
    return lines


def folded_lines(scene: Scene, fold: Fold, width: int) -> list[Content]:
    """What is told before a scene: what it touches on, or the chapter that begins; and nothing else."""
    chapter = fold.chapter
    return stacked(
        styled(chapter.title, "bold", width) if chapter else head(scene.title, place_and_date(scene), width),
        *(prose(note, width) for note in fold.notes),
        styled(ANY_SCENE if chapter else "You may open this scene or pass over it.", "$quiet", width),
    )


def chosen_lines(scene: Scene, label: str, width: int, glyphs: Glyphs) -> list[Content]:
    """Everything but the choice leaves: the heading, the question, the choice in pencil."""
    return stacked(
        head(scene.title, place_and_date(scene), width),
        prose_line(scene.ask, "$quiet", width) if scene.ask else [],
        hanging((glyphs.you, "$pencil"), ink(label, "$pencil"), width, 3),
    )


def why_lines(scene: Scene, choice: Choice, width: int, glyphs: Glyphs, form: Form) -> list[Content]:
    """The choice's own words, ending in "because"."""
    prompt = scene.because or "One sentence is enough."
    return [
        *chosen_lines(scene, choice.label, width, glyphs),
        *[EMPTY] * form.gap,
        *wrapped(joined(("Why this one?", "bold"), "  ", prompt), width),
        EMPTY,
        *styled(f"{choice.label.rstrip('. ')}, because", "$quiet", width),
        EMPTY,
    ]


def because(sentence: str) -> str:
    """The player's sentence after "because", which is not said twice where she wrote it herself."""
    return sentence if sentence.casefold().startswith("because ") else f"because {sentence}"


def reason_lines(play: Playthrough, step: Step, width: int) -> list[Content]:
    """The player's sentence and the papers it leans on, in pencil, under her choice."""
    lines = []
    if step.because:
        lines += styled(because(step.because), "$pencil italic", width)
    elif not step.passed:
        lines += styled("no reason given", "$quiet", width)
    titles = [play.case.documents[cited].title for cited in step.cites if cited in play.case.documents]
    if titles:
        lines += styled(f"leaning on: {'; '.join(titles)}", "$pencil", width)
    return lines


def course(offer: Offer, case: Case) -> CourseRow:
    """A choice as a row: what keeps it shut stands below it, and which paper would open it."""
    if offer.open:
        return CourseRow(offer.id, offer.label)
    word = "Shut" if offer.door == "shut" else "Closed"
    return CourseRow(offer.id, offer.label, False, f"{word}: {closed_reason(offer, case)}")


def course_lines(course: CourseRow, beside: MarginSign | None, width: int) -> list[Content]:
    """A choice, with what keeps it shut below it."""
    room = width - 2 if beside else width
    if course.open:
        lines = wrapped(course.label, room)
    else:
        lines = [*styled(course.label, "$quiet", room), *styled(course.reason, "$quiet italic", room)]
    return beside_line(lines, beside, room) if beside else lines


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


@immutable
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

    def ways(self, forms: Sequence[Form], glyphs: Callable[[], Glyphs]) -> list[list[PageRow]]:
        """The text, and below it the rows that the bar can stand at, in each of these forms."""
        marks = self.marks(glyphs())
        rows = [
            PageRow(partial(course_lines, each, marks.get(each.id)), each.id, number=sign)
            for each, sign in self.signed(glyphs())
        ]
        texts = {
            form: PageRow(partial(lambda width, form: self.lines(width, glyphs(), form), form=form))
            for form in map(self.form_of_text, forms)
        }
        stuck = [BLANK, told(STUCK, "$warn")] if self.mode in READ and self.play.moment.stuck else []
        return [
            [
                texts[self.form_of_text(form)],
                *([BLANK] if rows and form.rows_apart else []),
                *(apart(rows) if form.rows_apart else rows),
                *stuck,
            ]
            for form in forms
        ]

    def form_of_text(self, form: Form) -> Form:
        """A form as far as the text depends on it: what is set alike in two of them is set once."""
        gap = form.gap if self.mode in ("ending", "why", "after") else 0
        return Form(gap, paragraphs_apart=form.paragraphs_apart)

    def signed(self, glyphs: Glyphs) -> list[tuple[CourseRow, str]]:
        """Each row with its number, or with the sign of one that is closed."""
        return [
            (each, str(number) if each.open else glyphs.closed) for number, each in enumerate(self.courses, 1)
        ]

    def lines(self, width: int, glyphs: Glyphs, form: Form) -> list[Content]:
        """The text above the choices."""
        if self.mode == "after" and self.aftermath is not None:
            return self.after_lines(self.aftermath, width, glyphs, form)
        if self.mode == "why" and self.taken_up is not None:
            return why_lines(self.play.scene, self.taken_up.choice, width, glyphs, form)
        if self.mode == "folded" and self.fold is not None:
            return folded_lines(self.scene, self.fold, width)
        return (self.ending_lines if self.mode == "ending" else self.scene_lines)(width, glyphs, form)

    def scene_lines(self, width: int, glyphs: Glyphs, form: Form) -> list[Content]:
        """A scene to its question."""
        moment, marked = self.play.moment, self.marks(glyphs)
        blocks = (self.easier and moment.simpler) or moment.paragraphs
        close = not form.paragraphs_apart
        told = prose("\n\n".join(blocks), width, memory=moment.memory, close=close, marked=marked)
        asked = prose_line(moment.scene.ask, "bold", width) if moment.choices and moment.scene.ask else []
        above = head(moment.title, moment.where, width, perspective=moment.perspective, close=close)
        return stacked(above, told, asked)

    def ending_lines(self, width: int, glyphs: Glyphs, form: Form) -> list[Content]:
        """The last scene, with the name of the ending, and whether a sheet is turned before the debrief."""
        play, follows = self.play, SHEET_NEXT if self.sheet_is_next else NEXT
        if play.chapter_over:
            return stacked(
                styled(play.case_part.title_in(play.case), "bold", width),
                wrapped("This part ends here. In the whole case the story goes on.", width),
                styled(follows, "$quiet", width),
            )
        ending = play.scene.ending
        again = ending is not None and ending.title.casefold() == play.scene.title.casefold()
        named = styled(ending.title, "bold", width) if ending and not again else []
        here = [*styled("This path ends here", "$quiet", width), *named]
        told = self.scene_lines(width, glyphs, form)
        return [*told, *[EMPTY] * form.gap, *stacked(here, styled(follows, "$quiet", width))]

    def after_lines(self, aftermath: Aftermath, width: int, glyphs: Glyphs, form: Form) -> list[Content]:
        """Choice and sentence above, the consequence below, then what changed in words."""
        scene, play = aftermath.scene, self.play
        above = [
            *chosen_lines(scene, aftermath.choice.label, width, glyphs),
            *(joined("   ", line) for line in reason_lines(play, aftermath.step, width - 3)),
        ]
        below = prose(in_reading(aftermath.choice, self.easier), width, memory=play.moment.memory)
        changes = [line for change in aftermath.changes for line in wrapped(change, width)]
        changed = [ink("What this changed", "$quiet"), *changes] if changes else []
        told = self.record_lines(width, glyphs) if scene.record else []
        return stacked(above, below, stacked(changed, told), gap=form.gap)

    def record_lines(self, width: int, glyphs: Glyphs) -> list[Content]:
        """What really happened where the last decision was taken, or when that is told."""
        if self.tell != "decision":
            return styled(SHEET_TELLS if self.tell == "chapter" else DEBRIEF_TELLS, "$quiet", width)
        from game.play.turned_sheet import last_row
        from game.tui.sheet_text import happened_lines, sure_line

        row = last_row(self.play)
        if row is None:
            return []
        label = joined(("What really happened", "$quiet"), "  ", sure_line(row, glyphs))
        return [label, *happened_lines(row, width, glyphs)]

    @property
    def traces(self) -> tuple[Trace, ...]:
        """What on the page is as it is because of an earlier decision."""
        return self.play.moment.traces(self.easier) if self.mode in READ else ()

    def marks(self, glyphs: Glyphs) -> Mapping[int | str | None, MarginSign]:
        """The pencil marks of the page, paragraphs' by their places and doors' by their ids."""
        return {
            each.door if each.paragraph is None else each.paragraph: MarginSign(
                glyphs.vertical, each.because if self.told else ""
            )
            for each in self.traces
        }

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
            return tuple(course(offer, self.play.case) for offer in self.play.moment.choices)
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
