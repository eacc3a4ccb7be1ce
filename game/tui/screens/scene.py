"""The scene: one screen for the whole game, brought up to date in place and never made anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events, work
from textual.widget import Widget

from game.play.moment import Aftermath, Offer
from game.play.playthrough import NotOpen
from game.play.sanitise import LONGEST
from game.play.session import Session
from game.tui.commands import Hint, hint
from game.tui.places import places
from game.tui.scene_view import CLOSER, CLOSEST, PASS, READ, ROOMY, Mode, SceneView
from game.tui.screens.game_page import GamePage
from game.tui.typeset import is_told
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import Ledger, PageRow
from game.tui.widgets.side import Side, Slip

if TYPE_CHECKING:
    from game.tui.widgets.why import Why
    from game.tui.widgets.writing import Sentence

ROOM_FOR_SIDE = 100
"""Cells from which the table lies beside the text."""
EMPTY_LINE = "An empty line means: no reason given."


class SceneScreen(GamePage[None]):
    """A playthrough, from scene to scene.

    Enter takes a choice only where the player has put the bar: whoever goes on by Enter skips no decision.
    """

    PLACES = places("scene", "passage", "folded", "why", "cites", "after", "ending")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.mode: Mode = "scene"
        self.aftermath: Aftermath | None = None
        self.taken_up: Offer | None = None
        self.why: Why | None = None
        self.tells = False
        self.spare = 0

    def desk(self) -> Iterable[Widget]:
        with Body(id="body", classes="prose"):
            yield Ledger(id="text")
        yield Side(id="side")

    def on_mount(self) -> None:
        self.arrive()
        self.later(self.turn_sheet)

    @property
    def view(self) -> SceneView:
        """What the page shows now."""
        cited = self.asking.cited if self.asking is not None else ()
        now = self.game.desk.settings
        fold = self.session.fold if self.mode == "folded" else None
        return SceneView(
            self.play, self.mode, self.aftermath, self.taken_up, cited, now.easier, fold, self.tells, now.tell
        )

    @property
    def place(self) -> str:
        return "cites" if self.at_papers else self.mode

    @property
    def asking(self) -> Why | None:
        """What asks for a reason, while that is what is before the player."""
        return self.why if self.mode == "why" else None

    @property
    def at_papers(self) -> bool:
        """Whether the bar stands at the papers that a sentence can lean on."""
        return self.asking is not None and bool(self.asking.papers.at)

    @property
    def text(self) -> Ledger:
        return self.query_one("#text", Ledger)

    @property
    def ledger(self) -> Ledger:
        return self.asking.papers if self.asking is not None else self.text

    @property
    def mode_here(self) -> Mode:
        """The page on which the scene at which play stands begins."""
        moment = self.play.moment
        if moment.ended:
            return "ending"
        if self.session.fold:
            return "folded"
        return "passage" if moment.is_passage else "scene"

    def arrive(self) -> None:
        """Show the scene at which play stands, from its beginning."""
        self.tells = False
        self.turn(self.mode_here)

    def turn(self, mode: Mode, at: str = "") -> None:
        """Turn to another page of the scene; the bar stands at a row of it or, mostly, nowhere."""
        self.mode = mode
        self.turned += 1
        why = self.why
        if why is not None:
            why.set_class(mode == "why", "-open")
        self.set_focus(why.sentence if mode == "why" and why is not None else None)
        with self.app.batch_update():
            self.show_text(at)
            self.show_around(self.view)
            self.body.begin_anew()
        self.later(self.settle)

    def show_text(self, at: str = "") -> None:
        """Text and choices, set as closely as they must be to fit."""
        ways = (ROOMY, CLOSER, CLOSEST)
        view = self.view
        self.text.reserved = self.asking.height_wanted if self.asking is not None else 0
        first, *closer = view.ways(ways, lambda: self.glyphs)
        self.text.show(first, at, closer=closer)
        self.give_way()

    def give_way(self) -> None:
        """The margins of the page go where that brings all of it into view."""
        width, height = self.text.size.width, self.body.size.height
        if not width or not height:
            return
        margins = self.margins()
        self.spare = margins or self.spare
        height -= self.spare - margins
        least = min(self.text.heights(width))
        close = height < least <= height + self.spare and self.mode != "why"
        self.set_class(close, "-close")
        self.text.fit_to(height + close * self.spare)

    def margins(self) -> int:
        """The lines round the text that can be done without, as the page is laid out now."""
        needed = [self.heading, *(each for each in self.query_one("#foot").children if each.display)]
        ruler = 1 + self.ruler.styles.margin.height
        return self.size.height - self.body.size.height - ruler - sum(each.size.height for each in needed)

    def show_around(self, view: SceneView) -> None:
        """Everything round the text: heading, years, table, state of things, keys."""
        self.show_where(full=self.turned > 1)
        self.show_years(view.scene.date)
        self.query_one(Side).show(view.table, *view.standing)
        self.show_keys()
        self.show_foot()

    def show_where(self, *, full: bool = True) -> None:
        """Case and chapter, which decision this is, and, if `full`, about how much is left."""
        self.heading.show(self.view.title, self.where(self.view, full=full))

    def where(self, view: SceneView, *, full: bool) -> tuple[str, ...]:
        """What stands at the right of the heading; how much is left takes a moment to work out at first."""
        counts = self.session.how_far.parts if full and self.mode != "ending" else ()
        return counts if counts and self.mode in ("scene", "folded", "why") else (view.where, *counts[1:])

    def settle(self) -> None:
        """After the page is laid out: whatever the player is at stands in view."""
        why = self.asking
        if why is not None:
            for widget in (why.papers if why.papers.display else why.sentence, why.sentence):
                self.show_widget(widget)
        else:
            self.give_way()
            self.reveal(self.text.at)
        self.show_where()
        self.show_foot()

    def on_resize(self, event: events.Resize) -> None:
        self.remove_class("-close")
        self.text.page_height = 0
        self.later(self.give_way)

    def redraw(self) -> None:
        super().redraw()
        self.query_one(Side).fit()

    def on_screen_resume(self) -> None:
        """Back from another page: a paper that was read there may have opened a door."""
        if self.stack_updates and self.is_mounted:
            self.show_text(self.text.at)
            self.show_around(self.view)

    def hints(self) -> Iterable[Hint]:
        narrow = self.app.size.width < ROOM_FOR_SIDE
        situation = self.here.command("situation")
        for entry in super().hints():
            if entry.action == "notebook" and narrow and self.play.moment.gauges and situation:
                yield hint(situation)
            elif entry.action == "traces":
                if self.view.traces:
                    yield entry
            elif entry.action != "cite" or (self.why is not None and self.why.documents):
                yield entry

    def standing(self) -> str:
        """Where there is no room for the table, or for what is said of a reason, a line tells of it."""
        if self.asking is not None:
            return "" if self.body.sees(self.asking.asides) else EMPTY_LINE
        return self.view.papers_in_words if self.app.size.width < ROOM_FOR_SIDE else ""

    def show_foot(self) -> None:
        """What is said of a reason stands there whole, or not at all and in short in the foot."""
        if self.asking is not None:
            self.asking.say_asides(whole=self.body.sees(self.asking.asides))
        super().show_foot()

    def more(self) -> str:
        """How many choices lie below, or that something does."""
        if not self.body.more_below or self.mode == "why":
            return ""
        end = self.body.scroll_offset.y + self.body.size.height
        below = sum(self.top_of(each) + each.height > end for each in self.text.stops)
        return f"{below} {'choice' if below == 1 else 'choices'} below" if below else "more below"

    def take_row(self, key: str) -> None:
        if self.at_papers:
            self.read([document.id for document in self.why.documents] if self.why else [], key)
        elif self.mode == "folded":
            self.action_pass_over() if key == PASS else self.unfold()
        elif self.mode == "ending":
            self.close_path()
        elif self.mode == "scene":
            course = next(each for each in self.view.courses if each.id == key)
            if not course.open:
                self.say(course.reason)
                return
            self.taken_up = next(offer for offer in self.play.moment.choices if offer.id == key)
            self.still_to_do += 1
            self.ask_why()

    @work(exclusive=True)
    async def ask_why(self) -> None:
        """The second step: the reason."""
        why = self.why
        if why is None:
            from game.tui.widgets.why import Why

            why = self.why = Why(id="why")
            await self.body.mount(why)
        draft = self.session.draft_of(self.taken_up.id if self.taken_up else "")
        why.papers.at = ""
        why.ask([paper.document for paper in self.play.moment.documents], draft.because, draft.cites)
        self.turn("why")
        self.done()

    def action_choose(self, number: int) -> None:
        why = self.why
        if not self.at_papers or why is None:
            super().action_choose(number)
        elif number <= len(why.documents):
            self.cite(why.documents[number - 1].id)

    def cite(self, document: str) -> None:
        """Name a paper that the sentence leans on, or no longer."""
        if self.why is not None:
            self.why.papers.at = document
            self.why.toggle(document)
            self.query_one(Side).show(self.view.table, (), ())
            self.keep_draft()

    def on_sentence_cut(self) -> None:
        self.say(f"The end of that was left out: a reason has room for {LONGEST:,} characters.")

    def on_text_area_changed(self) -> None:
        self.keep_draft()

    def keep_what_stands(self) -> None:
        if self.asking is not None and self.asking.sentence.text:
            self.keep_draft()

    def keep_draft(self) -> None:
        """Keep what she has written so far; on the disk too, at the latest once she pauses."""
        why = self.asking
        if why is not None and self.taken_up is not None:
            self.session.write_draft(self.taken_up.id, why.sentence.text, why.cited)
            self.settle_at_a_pause(self.session.settle)

    def on_ledger_clicked(self, event: Ledger.Clicked) -> None:
        if self.mode == "why":
            event.stop()
            self.to_papers()
            self.cite(event.key)
        else:
            super().on_ledger_clicked(event)

    def on_sentence_written(self, event: Sentence.Written) -> None:
        event.stop()
        self.commit()

    def on_sentence_left(self, event: Sentence.Left) -> None:
        event.stop()
        self.to_papers()

    def action_cite(self) -> None:
        """From the sentence to the papers and back."""
        self.to_sentence() if self.at_papers else self.to_papers()

    def to_papers(self) -> None:
        why = self.asking
        if why is not None and why.documents:
            self.set_focus(None)
            self.stand_at_row(why.documents[0].id)
            self.show_widget(why.papers)

    def to_sentence(self) -> None:
        if self.why is not None:
            self.set_focus(self.why.sentence)
            self.stand_at_row("")
            self.show_widget(self.why.sentence)

    def can(self, command: str) -> bool:
        """A scene can be passed over while it is before the player."""
        passes = command != "pass_over" or self.mode in ("scene", "passage", "folded")
        return passes and super().can(command)

    def bar_moved(self) -> None:
        if self.mode == "why":
            self.show_keys()

    def commit(self) -> None:
        """Take the choice, with whatever sentence there is."""
        why, offer = self.asking, self.taken_up
        if why is None or offer is None:
            return
        self.session.change(self.play.choose(offer.id, why.sentence.text, why.cited))
        self.aftermath = self.play.aftermath
        self.turn("after")

    def action_take(self) -> None:
        if self.mode == "why" and not self.at_papers:
            self.commit()
        elif self.ledger.at:
            super().action_take()
        elif not self.body.page_on():
            self.say(self.how_to_take()) if self.text.stops else self.onwards()

    def how_to_take(self) -> str:
        """What Enter says that takes nothing."""
        return f"Press {self.digits()}, or {self.glyphs.arrows} and then Enter."

    def move(self, step: int) -> None:
        papers = self.ledger.stops if self.at_papers else []
        if papers and step < 0 and self.ledger.at == papers[0].entry.key:
            self.to_sentence()
        else:
            super().move(step)

    def onwards(self) -> None:
        if self.mode == "after":
            self.come()
        elif self.mode == "passage":
            self.session.change(self.play.go_on())
            self.come()
        elif self.mode == "ending":
            self.close_path()
        elif not self.text.at:
            self.follow()

    def come(self) -> None:
        """Come forward to where play stands; where a chapter has ended its sheet is turned first."""
        self.aftermath = None
        self.arrive()
        self.turn_sheet()

    def turn_sheet(self) -> None:
        """Lay the sheet over a scene at which another chapter begins."""
        if self.app.screen is self and not self.play.ended and self.view.sheet_is_next:
            self.game.open_sheet(self.session)

    def close_path(self) -> None:
        """From the end of the path to its sheet, and on to the debrief."""
        if self.view.sheet_is_next:
            self.game.open_sheet(self.session)
        else:
            self.action_debrief()

    def unfold(self) -> None:
        self.session.unfold()
        self.arrive()

    def action_pass_over(self) -> None:
        """Pass over the scene, whether it is folded or not."""
        try:
            self.session.pass_over()
        except NotOpen as closed:
            self.say(closed.reason)
            return
        self.come()
        self.say("Passed over: u goes one step back.")

    def action_undo(self) -> None:
        """One step back; what was chosen stays ahead."""
        if self.play.parent is None:
            self.say("This is the beginning.")
            return
        self.aftermath = None
        self.session.change(self.play.undo())
        self.arrive()
        self.say("One step back. U goes forward again; nothing is lost.")

    def action_redo(self) -> None:
        """One step forward again."""
        if self.session.redo():
            self.come()
        else:
            self.say("There is nothing ahead: this is as far as you have come.")

    def action_followed(self) -> None:
        """The last consequence, once more."""
        after = self.session.after_last_decision
        if after is None:
            self.say("Nothing has been decided yet.")
        else:
            self.game.open_followed(self.session, after)

    def action_back(self) -> None:
        if self.mode == "why":
            self.session.settle()
            self.turn("scene", self.taken_up.id if self.taken_up is not None else "")
        else:
            self.action_leave()

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

    def action_traces(self) -> None:
        """Tell what the pencil marks say, or no longer."""
        if not self.view.traces:
            self.say("No pencil line stands here: nothing on this page goes back to a choice of yours.")
            return
        self.tells = not self.tells
        self.show_text(self.text.at)
        self.later(self.reveal_told if self.tells else self.settle)

    def reveal_told(self) -> None:
        """Scroll as little as brings something that is told of a mark into view."""
        self.settle()
        start, top, height = self.body.top_of(self.text), self.body.scroll_offset.y, self.body.size.height
        rows = [start + at for at, row in enumerate(self.text.rows(self.text.size.width)) if is_told(row)]
        if rows and not any(top <= row < top + height for row in rows):
            self.body.go_to(rows[0] - height // 2)

    def action_easier(self) -> None:
        """Change between the full text and the easier one."""
        after = self.aftermath if self.mode == "after" else None
        self.turn_easier(bool(after.choice.simpler if after else self.play.moment.simpler))
        if after or self.mode in READ:
            self.show_text(self.text.at)
            self.later(self.settle)

    def entries(self) -> Iterable[PageRow]:
        return self.text.entries
