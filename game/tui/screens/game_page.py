"""`GamePage`: a page of a playthrough, from which its other pages can be opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from textual.content import Content

from game.case.dates import when
from game.play.playthrough import Playthrough
from game.play.session import Session
from game.play.years import case_span, decision_times
from game.tui.commands import Jump
from game.tui.screens.ledger_page import LedgerPage
from game.tui.screens.page import Result
from game.tui.widgets.ruler import Mark


class GamePage(LedgerPage[Result]):
    """A page with a session in hand."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def play(self) -> Playthrough:
        """The playthrough in hand."""
        return self.session.play

    def show_head(self, title: str, right: str | Content = "") -> None:
        """The case and what the page is called, and where on the line of years play stands."""
        parts = (self.play.case.title, title) if title != self.play.case.title else (title,)
        self.heading.show(parts, right, keep=2)
        if self.ruled:
            self.show_years(self.play.scene.date)

    def show_years(self, date: str) -> None:
        """The line of years: the decisions taken, and where play stands."""
        marks = [Mark(at, "taken", "$quiet") for at in decision_times(self.play)]
        now = when(date)
        if now is not None:
            marks.append(Mark(now, "you", "$pencil"))
        self.ruler.show(case_span(self.play.case), marks)

    def turn_easier(self, has: bool) -> None:
        """Change between the full text and the easier one; `has` says whether there is one here."""
        now = self.game.desk.settings
        easier = not now.easier
        self.game.desk.set(replace(now, easier=easier))
        here = "Easier reading." if has else "Easier reading, where there is one. Here there is none."
        self.say(here if easier else "The full text.")

    def jumps(self) -> Iterable[Jump]:
        """The scenes of the path, and the papers met so far."""
        for before, step in self.session.furthest.at_each_step():
            if step.is_decision:
                scene = self.play.case.scenes[step.scene]
                yield Jump(scene.title, "a decision of your path", partial(self.go_to, before.depth))
        for document in self.play.papers():
            read = partial(self.game.open_reader, self.session, (document.id,), document.id)
            yield Jump(document.title, "a paper", read)

    def go_to(self, depth: int) -> None:
        """Stand at a decision of the path; nothing on it is lost."""
        self.session.go_to(depth)
        self.game.back_to_scene()

    def action_notebook(self) -> None:
        self.game.open_notebook(self.session)

    def action_path(self) -> None:
        self.game.open_path(self.session)

    def action_situation(self) -> None:
        self.game.open_situation(self.session)

    def action_sheet(self) -> None:
        self.game.open_sheet(self.session)

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
