"""The scene: one screen for the whole game, brought up to date in place and never made anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual import events
from textual.content import Content
from textual.widget import Widget

from game.case.dates import when
from game.case.model import Document, Scene
from game.play.moment import Aftermath, Gauge, Offer, Reading
from game.play.numbers import counted, ordinal
from game.play.playthrough import Playthrough
from game.tui.commands import PLACES, Hint, hint
from game.tui.scene_text import (
    PASS_OVER,
    after_lines,
    course,
    ending_lines,
    folded_lines,
    scene_lines,
    why_lines,
)
from game.tui.screens.page import Page
from game.tui.session import Session, case_span, decision_times
from game.tui.widgets.body import Body
from game.tui.widgets.choices import ChoiceRow, Choices, Course
from game.tui.widgets.lines import Leaf, Row
from game.tui.widgets.ruler import Mark
from game.tui.widgets.sentence import Sentence
from game.tui.widgets.side import OnTable, Side
from game.tui.widgets.slip import Slip
from game.tui.widgets.why import Cites, Why

Mode = Literal["scene", "passage", "folded", "why", "after", "ending"]
GO_ON = "continue"
OPEN_SCENE = "open the scene"
PASS = "pass over"
DEBRIEF = "debrief"


class SceneScreen(Page[None]):
    """A playthrough, from scene to scene."""

    PLACES = ("scene", "passage", "folded", "why", "after", "ending")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.mode: Mode = "scene"
        self.aftermath: Aftermath | None = None
        self.taken_up: Offer | None = None
        self.years = case_span(session.case)
        self.turning = False
        self.typed_early: list[events.Key] | None = None

    # --- what it is made of ---------------------------------------------------------------------------

    def desk(self) -> Iterable[Widget]:
        with Body(id="body", classes="prose"):
            yield Leaf(id="text")
            yield Choices(id="choices")
        yield Side(id="side")

    def on_mount(self) -> None:
        self.arrive()

    @property
    def play(self) -> Playthrough:
        return self.session.play

    @property
    def place(self) -> str:
        return self.mode

    @property
    def choices(self) -> Choices:
        return self.query_one(Choices)

    def shown_rows(self) -> list[Row]:
        return list(self.choices.shown) if self.choices.display else []

    @property
    def why(self) -> Why | None:
        return next(iter(self.query(Why)), None)

    # --- showing --------------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Show the scene at which play stands, from its beginning."""
        moment = self.play.moment
        if moment.ended:
            mode: Mode = "ending"
        elif self.session.folded:
            mode = "folded"
        else:
            mode = "passage" if moment.is_passage else "scene"
        self.turn(mode)

    def turn(self, mode: Mode) -> None:
        """Turn to another page of the scene."""
        self.mode = mode
        self.turning = True
        self.kept_row = None
        # Before the sentence is hidden: what is hidden with the focus hands it on to its neighbour.
        self.stand_at(None)
        why = self.why
        if why is not None:
            why.set_class(mode == "why", "-open")
        with self.app.batch_update():
            self.show_text()
            self.choices.show(self.courses())
            self.show_around()
            self.body.go_to(0)
        self.call_after_refresh(self.settle)

    def show_text(self) -> None:
        play, mode, glyphs = self.play, self.mode, self.glyphs
        easier = self.game.settings.easier
        leaf = self.query_one("#text", Leaf)
        if mode == "after" and self.aftermath is not None:
            aftermath = self.aftermath
            leaf.show(lambda width: after_lines(play, aftermath, width, glyphs))
        elif mode == "why" and self.taken_up is not None:
            choice = self.taken_up.choice
            leaf.show(lambda width: why_lines(play.scene, choice, width, glyphs))
        elif mode == "folded":
            leaf.show(lambda width: folded_lines(play.moment, width))
        elif mode == "ending":
            leaf.show(lambda width: ending_lines(play, width, easier=easier))
        else:
            leaf.show(lambda width: [*scene_lines(play.moment, width, easier=easier), *self.gap_below()])

    def gap_below(self) -> list[Content]:
        """The line between the question and the choices."""
        return [Content("")] if self.play.moment.choices else []

    def courses(self) -> tuple[Course, ...]:
        """The rows that the bar can stand at on this page."""
        if self.mode == "scene":
            titles = {id_: document.title for id_, document in self.play.case.documents.items()}
            return tuple(course(offer, titles) for offer in self.play.moment.choices)
        if self.mode == "folded":
            return (Course(OPEN_SCENE, "Open the scene."), Course(PASS, PASS_OVER))
        if self.mode == "ending":
            return (Course(DEBRIEF, "Go on to the debrief."),)
        return ()

    def show_around(self) -> None:
        """Everything round the text: heading, years, table, state of things, keys."""
        moment, play = self.play.moment, self.play
        scene = self.shown_scene
        chapter = play.case.chapter(scene.chapter)
        self.heading.show((play.case.title, chapter.title if chapter else ""), self.where())
        taken, dot = decision_times(play), self.glyphs.taken
        now = when(scene.date)
        marks = [Mark(at, dot, "$quiet") for at in taken]
        if now is not None:
            marks.append(Mark(now, self.glyphs.you, "$pencil"))
        self.ruler.show(self.years, marks)
        gauges, readings = self.standing_things()
        papers = () if self.mode in ("folded", "ending") and not moment.documents else self.table()
        self.query_one(Side).show(papers, gauges, readings)
        self.show_keys()
        self.show_foot()

    @property
    def shown_scene(self) -> Scene:
        """The scene that is on the page; after a choice, the one where it was taken."""
        if self.mode == "after" and self.aftermath is not None:
            return self.aftermath.scene
        if self.play.chapter_over and self.play.last is not None:
            return self.play.case.scenes[self.play.last.scene]
        return self.play.scene

    def where(self) -> str:
        """At the right of the heading: which decision this is."""
        if self.mode == "ending":
            return "the end of this part" if self.play.chapter_over else "the end of this path"
        taken = sum(step.is_decision for step in self.play.steps)
        if self.mode == "after":
            return ordinal(taken, "decision")
        if self.mode == "passage":
            return f"after the {ordinal(taken, 'decision')}" if taken else "before the first decision"
        return ordinal(taken + 1, "decision")

    def standing_things(self) -> tuple[tuple[Gauge, ...], tuple[Reading, ...]]:
        """What is drawn of the situation on this page."""
        if self.mode in ("why", "folded"):
            return (), ()
        if self.mode == "after" and self.aftermath is not None:
            return self.aftermath.gauges, ()
        moment = self.play.moment
        return moment.gauges, moment.readings

    def table(self) -> tuple[OnTable, ...]:
        """The papers as they lie there now."""
        cited: tuple[str, ...] = ()
        why = self.why
        if self.mode == "why" and why is not None:
            cited = why.cites.cited
        documents = [self.play.case.documents[each] for each in self.shown_scene.documents]
        if self.mode == "after" and self.aftermath is not None:
            cited = self.aftermath.step.cites
            documents = [
                *self.aftermath.revealed,
                *[each for each in documents if each not in self.aftermath.revealed],
            ]
        if self.mode == "folded":
            return ()
        return tuple(self.on_table(document, cited) for document in documents)

    def on_table(self, document: Document, cited: tuple[str, ...]) -> OnTable:
        """One paper, with what is to be said of it."""
        notebook = self.play.notebook
        read = document.id in notebook.opened
        if document.id in cited:
            return OnTable(document, "cited in your sentence", self.mode != "why")
        if not read:
            new = self.mode == "after" and self.aftermath is not None and document in self.aftermath.revealed
            return OnTable(document, "new, not yet opened" if new else "not yet opened", False)
        notes = sum(note.document == document.id for note in notebook.notes)
        taken = counted(notes, "note")
        return OnTable(document, f"read, {taken} taken" if notes else "read", True)

    def settle(self) -> None:
        """After the page is laid out: rows apart where that fits, the bar at the first open one in view."""
        self.turning = False
        self.space_rows()
        if self.mode == "why":
            why = self.why
            if why is not None:
                self.stand_at(why.sentence)
                for key in self.typed_early or ():
                    why.sentence.post_message(events.Key(key.key, key.character))
                self.typed_early = None
                self.show_row_if_hidden(why.cites if why.cites.display else why.sentence)
            return
        self.call_after_refresh(self.stand_first)

    def space_rows(self) -> None:
        """The empty line between choices is dropped before anything scrolls."""
        choices, body = self.choices, self.body
        width = body.size.width
        if not choices.display or not width:
            return
        text = len(self.query_one("#text", Leaf).rows(width))
        rows = choices.shown
        choices.set_apart(text + choices.height_at(width) + len(rows) - 1 <= body.size.height)

    def stand_first(self) -> None:
        rows = self.shown_rows()
        first = next(
            (row for row in rows if isinstance(row, ChoiceRow) and row.course.open), rows[0] if rows else None
        )
        if self.focused is None and first is not None and self.body.sees(first):
            self.stand_at(first)
        self.show_foot()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.space_rows)

    def on_screen_resume(self) -> None:
        """Back from another page: a paper that was read there may have opened a door."""
        if self.is_mounted and self.query(Side):
            self.choices.show(self.courses())
            self.show_around()
            self.call_after_refresh(self.space_rows)

    def hints(self) -> Iterable[Hint]:
        narrow = self.app.size.width < 100
        for entry in super().hints():
            if entry.action == "notebook" and narrow and self.play.moment.gauges:
                yield hint(PLACES["scene"].command("situation"))
            else:
                yield entry

    def standing(self) -> str:
        """Where there is no room for the table, a line tells of it."""
        if self.app.size.width >= 100:
            return ""
        papers = self.play.moment.documents
        if not papers or self.mode not in ("scene", "passage", "why"):
            return ""
        read = sum(paper.opened for paper in papers)
        count = f"{len(papers)} {'paper' if len(papers) == 1 else 'papers'} on the table"
        return f"{count}, {read or 'none'} read"

    def more(self) -> str:
        rows = self.choices.shown if self.choices.display else []
        if not self.body.more_below:
            return ""
        return (
            "choices below"
            if rows and not self.body.sees(rows[0]) and self.app.size.width < 100
            else "more below"
        )

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
            self.typed_early = []
            self.run_worker(self.ask_why(), exclusive=True)

    def on_key(self, event: events.Key) -> None:
        """What is typed before the sentence is ready to take it is kept for it, and is no command."""
        if self.typed_early is not None:
            event.stop()
            event.prevent_default()
            self.typed_early.append(event)

    async def ask_why(self) -> None:
        """The second step: the reason."""
        why = self.why
        if why is None:
            why = Why(id="why")
            await self.body.mount(why)
        why.ask([paper.document for paper in self.play.moment.documents])
        self.turn("why")

    def on_sentence_written(self, event: Sentence.Written) -> None:
        event.stop()
        self.commit()

    def on_sentence_left(self, event: Sentence.Left) -> None:
        event.stop()
        self.action_cite()

    def on_cites_changed(self, event: Cites.Changed) -> None:
        event.stop()
        self.query_one(Side).show(self.table(), (), ())

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

    def action_page_on(self) -> None:
        """A page on; while a page is being turned, once that is done."""
        if self.turning:
            self.call_after_refresh(self.action_page_on)
        else:
            super().action_page_on()

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
                self.call_after_refresh(self.call_after_refresh, self.return_to, taken_up.id)
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
        self.read([paper.document.id for paper in self.table()], event.document)

    def action_documents(self) -> None:
        papers = [paper.document.id for paper in self.table()]
        if not papers:
            self.say("No paper lies on this table. The notebook keeps those that you have read.")
            return
        first = next((each for each in papers if each not in self.play.notebook.opened), papers[0])
        self.read(papers, first)

    def read(self, papers: list[str], first: str) -> None:
        """Open a paper of this table."""
        self.game.open_reader(self.session, papers, first, self.shown_scene)

    def action_notebook(self) -> None:
        self.game.open_notebook(self.session)

    def action_path(self) -> None:
        self.game.open_path(self.session)

    def action_situation(self) -> None:
        self.game.open_situation(self.session)

    def action_cards(self) -> None:
        self.game.open_cards(self.session)

    def action_search(self) -> None:
        self.game.open_search(self.session)

    def action_export(self) -> None:
        self.game.export(self.session)

    def action_write_note(self) -> None:
        self.game.write_note(self.session)

    def action_debrief(self) -> None:
        if self.play.ended:
            self.game.open_debrief(self.session)
        else:
            self.say("The debrief comes at the end of the path.")

    def action_easier(self) -> None:
        """Change between the full text and the easier one."""
        easier = not self.game.settings.easier
        self.game.set_easier(easier)
        if self.mode in ("scene", "passage", "ending"):
            self.show_text()
            self.call_after_refresh(self.settle)
        has_one = bool(self.play.moment.simpler)
        if easier:
            self.say(
                "Easier reading." if has_one else "Easier reading, where a scene has it. This one has not."
            )
        else:
            self.say("The full text.")
