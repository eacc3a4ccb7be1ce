"""The scene: one screen for the whole game, brought up to date in place and never made anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.content import Content
from textual.widget import Widget

from game.case.dates import when
from game.play.moment import Aftermath, Offer
from game.play.session import Session
from game.tui.commands import PLACES, Hint, hint
from game.tui.scene_view import PASS, Mode, SceneView
from game.tui.screens.game_page import GamePage
from game.tui.widgets.body import Body
from game.tui.widgets.choices import ChoiceRow, Choices
from game.tui.widgets.lines import Leaf, Row
from game.tui.widgets.ruler import Mark
from game.tui.widgets.side import Side
from game.tui.widgets.slip import Slip
from game.tui.years import case_span, decision_times

if TYPE_CHECKING:
    from game.tui.widgets.sentence import Sentence
    from game.tui.widgets.why import Cites, Why

ROOM_FOR_SIDE = 100
"""Cells from which the table lies beside the text."""


EMPTY_LINE = "An empty line means: no reason given."
READ: tuple[Mode, ...] = ("scene", "passage", "ending")
"""The pages that show a scene's own text."""


class SceneScreen(GamePage[None]):
    """A playthrough, from scene to scene."""

    PLACES: ClassVar[tuple[str, ...]] = ("scene", "passage", "folded", "why", "after", "ending")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.mode: Mode = "scene"
        self.aftermath: Aftermath | None = None
        self.taken_up: Offer | None = None
        self.years = case_span(session.case)
        self.why: Why | None = None

    # --- what it is made of ---------------------------------------------------------------------------

    def desk(self) -> Iterable[Widget]:
        with Body(id="body", classes="prose"):
            yield Leaf(id="text")
            yield Choices(id="choices")
        yield Side(id="side")

    def on_mount(self) -> None:
        self.arrive()

    @property
    def view(self) -> SceneView:
        """What the page shows now."""
        why = self.why
        cited = why.cites.cited if self.mode == "why" and why is not None else ()
        easier = self.game.settings.easier
        return SceneView(self.play, self.mode, self.aftermath, self.taken_up, cited, easier)

    @property
    def place(self) -> str:
        return self.mode

    @property
    def choices(self) -> Choices:
        return self.query_one(Choices)

    def shown_rows(self) -> list[Row]:
        return list(self.choices.shown) if self.choices.display else []

    # --- showing --------------------------------------------------------------------------------------

    @property
    def mode_here(self) -> Mode:
        """The page on which the scene at which play stands begins."""
        moment = self.play.moment
        if moment.ended:
            return "ending"
        if self.session.folded:
            return "folded"
        return "passage" if moment.is_passage else "scene"

    def arrive(self) -> None:
        """Show the scene at which play stands, from its beginning."""
        self.turn(self.mode_here)

    def turn(self, mode: Mode) -> None:
        """Turn to another page of the scene."""
        self.mode = mode
        self.kept_row = None
        # Before the sentence is hidden: what is hidden with the focus hands it on to its neighbour.
        self.stand_at(None)
        why = self.why
        if why is not None:
            why.set_class(mode == "why", "-open")
        view = self.view
        with self.app.batch_update():
            self.show_text(view)
            self.choices.show(view.courses)
            self.show_around(view)
            self.body.go_to(0)
            self.space_rows()
            self.stand_at(self.first_in_view())
        self.later(self.settle)

    def show_text(self, view: SceneView) -> None:
        """The text above the choices, set closer where it would not fit otherwise."""

        def setting(width: int) -> list[Content]:
            lines = view.lines(width, self.glyphs)
            height = self.body.size.height
            return view.lines(width, self.glyphs, close=True) if len(lines) > height else lines

        self.query_one("#text", Leaf).show(setting)

    def show_around(self, view: SceneView) -> None:
        """Everything round the text: heading, years, table, state of things, keys."""
        now = when(view.scene.date)
        self.heading.show(view.title, view.where)
        marks = [Mark(at, "taken", "$quiet") for at in decision_times(view.play)]
        if now is not None:
            marks.append(Mark(now, "you", "$pencil"))
        self.ruler.show(self.years, marks)
        self.query_one(Side).show(view.table, *view.standing)
        self.show_keys()
        self.show_foot()

    def settle(self) -> None:
        """After the page is laid out: rows apart where that fits, the bar at the first open one in view."""
        if not self.stands:
            return
        if self.mode == "why":
            why = self.why
            if why is not None:
                self.stand_at(why.sentence)
                self.show_row_if_hidden(why.cites if why.cites.display else why.sentence)
        elif self.focused is None:
            self.space_rows()
            self.later(self.stand_first)

    def first_in_view(self) -> ChoiceRow | None:
        """The first open row, if it will be in view at the top of the page, before anything is laid out."""
        width, top = self.body.size.width, 0
        rows = self.choices.shown if self.choices.display else []
        if not rows or not width:
            return None
        top = len(self.query_one("#text", Leaf).rows(width))
        for row in rows:
            height = len(row.rows(width))
            if row.course.open:
                return row if top + height <= self.body.size.height else None
            top += height + row.has_class("-apart")
        return None

    def space_rows(self) -> None:
        """The empty line between choices is dropped before anything scrolls."""
        if not self.stands:
            return
        choices, body = self.choices, self.body
        width = body.size.width
        if not choices.display or not width:
            return
        text = len(self.query_one("#text", Leaf).rows(width))
        rows = choices.shown
        choices.set_apart(text + choices.height_at(width) + len(rows) - 1 <= body.size.height)

    @property
    def stands(self) -> bool:
        """Whether the page is still there: what was put off may come after it was closed."""
        return bool(self.query(Choices))

    def stand_first(self) -> None:
        """The bar goes to the first open row, if that is in view."""
        if not self.stands:
            return
        rows = self.shown_rows()
        first = next(
            (row for row in rows if isinstance(row, ChoiceRow) and row.course.open), rows[0] if rows else None
        )
        if self.focused is None and first is not None and self.body.sees(first):
            self.stand_at(first)
        self.show_foot()

    def on_resize(self, event: events.Resize) -> None:
        self.later(self.fit_rows)

    def fit_rows(self) -> None:
        """Text and choices for another height."""
        if self.stands:
            self.query_one("#text", Leaf).again()
            self.space_rows()

    def redraw(self) -> None:
        super().redraw()
        self.query_one(Side).fit()

    def on_screen_resume(self) -> None:
        """Back from another page: a paper that was read there may have opened a door."""
        if self.is_mounted and self.query(Side):
            if self.mode in READ:
                self.show_text(self.view)
            self.choices.show(self.view.courses)
            self.show_around(self.view)
            self.later(self.space_rows)

    def hints(self) -> Iterable[Hint]:
        narrow = self.app.size.width < ROOM_FOR_SIDE
        if self.mode == "why":
            yield from self.hints_for_why()
            return
        for entry in super().hints():
            if entry.action == "notebook" and narrow and self.play.moment.gauges:
                yield hint(PLACES["scene"].command("situation"))
            else:
                yield entry

    def hints_for_why(self) -> Iterable[Hint]:
        """At the papers, the digits that cite them; without papers, nothing of citing."""
        cites = self.why.cites if self.why is not None else None
        papers = len(cites.documents) if cites is not None else 0
        at_papers = cites is not None and self.focused is cites
        for entry in super().hints():
            if entry.action != "cite":
                yield entry
            elif at_papers:
                digits = f"1{self.glyphs.dash}{papers}" if papers > 1 else "1"
                yield Hint(digits, "cite", "cite", "")
                yield entry._replace(label="the sentence", short="sentence")
            elif papers:
                yield entry

    def on_descendant_focus(self) -> None:
        if self.mode == "why":
            self.show_keys()

    def standing(self) -> str:
        """Where there is no room for the table, or for what is said of a reason, a line tells of it."""
        if self.mode == "why" and self.why is not None:
            return "" if self.body.sees(self.why.asides) else EMPTY_LINE
        return self.view.papers_in_words if self.app.size.width < ROOM_FOR_SIDE else ""

    def more(self) -> str:
        rows = self.choices.shown if self.choices.display else []
        if not self.body.more_below or self.mode == "why":
            return ""
        hidden = rows and not self.body.sees(rows[0])
        return "choices below" if hidden and self.app.size.width < ROOM_FOR_SIDE else "more below"

    # --- choosing -------------------------------------------------------------------------------------

    def action_choose(self, number: int) -> None:
        rows = self.choices.shown
        if self.choices.display and 0 < number <= len(rows):
            row = rows[number - 1]
            if not self.body.sees(row):
                self.show_row(row)
            self.stand_at(row)
            self.take(row)

    def take(self, row: Row) -> None:
        if not isinstance(row, ChoiceRow):
            return
        course = row.course
        if self.mode == "folded":
            self.action_pass_over() if course.id == PASS else self.unfold()
        elif self.mode == "ending":
            self.action_debrief()
        elif not course.open:
            self.say(course.reason)
        elif self.mode == "scene":
            self.taken_up = next(offer for offer in self.play.moment.choices if offer.id == course.id)
            self.still_to_do += 1
            self.run_worker(self.ask_why(), exclusive=True)

    async def ask_why(self) -> None:
        """The second step: the reason."""
        why = self.why
        if why is None:
            from game.tui.widgets.why import Why

            why = self.why = Why(id="why")
            await self.body.mount(why)
        why.ask([paper.document for paper in self.play.moment.documents])
        self.turn("why")
        self.done()

    def on_sentence_written(self, event: Sentence.Written) -> None:
        event.stop()
        self.commit()

    def on_sentence_left(self, event: Sentence.Left) -> None:
        event.stop()
        self.action_cite()

    def on_cites_changed(self, event: Cites.Changed) -> None:
        event.stop()
        self.query_one(Side).show(self.view.table, (), ())

    def action_cite(self) -> None:
        """From the sentence to the papers and back."""
        why = self.why
        if self.mode == "why" and why is not None:
            to_papers = self.focused is why.sentence and why.cites.display
            self.stand_at(why.cites if to_papers else why.sentence)

    def commit(self) -> None:
        """Take the choice, with whatever sentence there is."""
        why, offer = self.why, self.taken_up
        if self.mode != "why" or why is None or offer is None:
            return
        self.session.change(self.play.choose(offer.id, why.sentence.text, why.cites.cited))
        self.aftermath = self.play.aftermath
        self.turn("after")

    def action_take(self) -> None:
        if self.mode == "why":
            self.commit()
        else:
            super().action_take()

    def move(self, step: int) -> None:
        if self.mode == "why":
            self.action_cite()
        else:
            super().move(step)

    # --- going on and back ------------------------------------------------------------------------------

    def onwards(self) -> None:
        if self.mode == "after":
            self.aftermath = None
            self.arrive()
        elif self.mode == "passage":
            self.session.change(self.play.go_on())
            self.arrive()
        elif self.mode == "ending":
            self.action_debrief()
        elif self.row is None:
            self.stand_first()

    def page_turned(self) -> None:
        if self.row is None:
            self.stand_first()

    def unfold(self) -> None:
        self.session.unfolded.add(self.play.scene.id)
        self.arrive()

    def action_pass_over(self) -> None:
        if self.mode == "folded":
            self.session.change(self.play.pass_over())
            self.arrive()

    def action_undo(self) -> None:
        """One step back: first the page, then the choice."""
        if self.mode == "why":
            self.action_back()
            return
        if self.play.parent is None:
            self.say("This is the beginning.")
            return
        self.aftermath = None
        self.session.change(self.play.undo())
        self.arrive()

    def action_back(self) -> None:
        if self.mode == "why":
            taken_up = self.taken_up
            self.turn("scene")
            if taken_up is not None:
                self.later(self.later, self.return_to, taken_up.id)
        else:
            self.action_leave()

    def return_to(self, choice_id: str) -> None:
        """Back from the reason, the bar stands where it stood."""
        row = next((row for row in self.choices.shown if row.course.id == choice_id), None)
        if row is not None:
            self.show_row_if_hidden(row)
            self.stand_at(row)

    def show_row_if_hidden(self, row: Widget) -> None:
        if not self.body.sees(row):
            self.show_row(row)

    # --- other pages ------------------------------------------------------------------------------------

    def on_slip_opened(self, event: Slip.Opened) -> None:
        event.stop()
        self.read([paper.document.id for paper in self.view.table], event.document)

    def action_documents(self) -> None:
        papers = [paper.document.id for paper in self.view.table]
        if not papers:
            self.say("No paper lies on this table. The notebook keeps those that you have read.")
            return
        first = next((each for each in papers if each not in self.play.notebook.opened), papers[0])
        self.read(papers, first)

    def read(self, papers: list[str], first: str) -> None:
        """Open a paper of this table."""
        self.game.open_reader(self.session, papers, first, self.view.scene)

    def action_easier(self) -> None:
        """Change between the full text and the easier one."""
        easier = not self.game.settings.easier
        self.game.set_easier(easier)
        if self.mode in READ:
            self.show_text(self.view)
            self.later(self.settle)
        has_one = bool(self.play.moment.simpler)
        if easier:
            self.say(
                "Easier reading." if has_one else "Easier reading, where a scene has it. This one has not."
            )
        else:
            self.say("The full text.")
