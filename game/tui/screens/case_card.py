"""One case by itself: its card, and every way to play it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from game.case.dates import span
from game.tui.screens.page import Page
from game.tui.shelf_text import Shelved, card_lines
from game.tui.typeset import EMPTY
from game.tui.widgets.body import Body
from game.tui.widgets.choices import Choices, Course
from game.tui.widgets.lines import Leaf, Row


class CaseScreen(Page[str]):
    """Dismissed with "go on", "fresh", "review" or "part" and its id; with "" to go back."""

    PLACES = ("case",)

    def __init__(self, shelved: Shelved) -> None:
        super().__init__()
        self.shelved = shelved

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Choices(id="choices")
            yield Leaf(id="gap")
            yield Leaf(id="card", classes="sheet")

    def on_mount(self) -> None:
        self.heading.show((self.shelved.header.title,))
        self.ruler.show(span(self.shelved.header.span))
        self.query_one("#gap", Leaf).show(lambda _: [EMPTY])
        self.query_one("#card", Leaf).show(self.lay)
        choices = self.query_one(Choices)
        choices.show(self.courses())
        self.stand_at(choices.shown[0])
        self.show_keys()

    def lay(self, width: int) -> list[Content]:
        return card_lines(self.shelved, width, self.glyphs, with_parts=False)

    def courses(self) -> tuple[Course, ...]:
        """The ways to play it."""
        at = self.shelved
        found = []
        if at.going_on is not None:
            found.append(Course("go on", f"Go on: {at.going_on.here.title}."))
        found.append(Course("fresh", "From the beginning."))
        for chapter in at.header.chapters:
            length = f", {chapter.minutes} minutes" if chapter.minutes else ""
            found.append(Course(f"part {chapter.id}", f"One part: {chapter.title}{length}."))
        if at.ended is not None:
            found.append(Course("review", "Review: the debrief of the last path that came to its end."))
        return tuple(found)

    def take(self, row: Row) -> None:
        self.dismiss(row.key)

    def action_choose(self, number: int) -> None:
        rows = self.query_one(Choices).shown
        if number <= len(rows):
            self.dismiss(rows[number - 1].key)

    def action_back(self) -> None:
        self.dismiss("")
