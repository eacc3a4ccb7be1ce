"""Leaving: what is kept, and where to go."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from game.tui.screens.page import Page
from game.tui.typeset import EMPTY, styled, wrapped
from game.tui.widgets.body import Body
from game.tui.widgets.choices import Choices, Course
from game.tui.widgets.lines import Leaf, Row

KEPT = "Nothing is lost. Your choices, sentences and notes are kept; next time you go on here."
UNKEPT = (
    "This playthrough cannot be kept: the disk cannot be written to. What you did since the last time it was "
    "kept is lost when you leave. Stay, make room on the disk, and take any step: it is then kept."
)
COURSES = (
    Course("leave", "Leave the game."),
    Course("library", "Go to the library of cases."),
    Course("stay", "Stay."),
)


class LeaveScreen(Page[str]):
    """Says that nothing is lost; dismissed with "leave", "library" or "stay"."""

    PLACES = ("leave",)
    TOO_SMALL = "Leave? q leaves, esc stays."

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Leaf(id="text")
            yield Choices(id="choices")

    def on_mount(self) -> None:
        session = self.game.session
        self.heading.show((session.case.title if session else "The Historian’s Choices",))
        self.query_one("#text", Leaf).show(self.lay)
        choices = self.query_one(Choices)
        choices.show(COURSES)
        self.stand_at(choices.shown[0])
        self.show_keys()

    def lay(self, width: int) -> list[Content]:
        said = UNKEPT if self.game.unkept else KEPT
        return [*styled("Leave?", "bold", width), EMPTY, *wrapped(said, width), EMPTY]

    def take(self, row: Row) -> None:
        self.dismiss(row.key)

    def action_choose(self, number: int) -> None:
        if number <= len(COURSES):
            self.dismiss(COURSES[number - 1].id)

    def action_leave(self) -> None:
        self.dismiss("leave")

    def action_back(self) -> None:
        self.dismiss("stay")
