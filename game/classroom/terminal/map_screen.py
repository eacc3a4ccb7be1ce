"""The class as one map in the terminal: a table of decisions and courses, and the doors behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import ClassVar

from game.classroom.map_picture import LETTERS
from game.classroom.map_words import (
    NO_DOOR,
    course_words,
    door_words,
    fate_words,
    fork_words,
    nowhere_words,
    title_and_date,
)
from game.classroom.one_map import CourseTaken, Fork, OneMap
from game.classroom.reports import map_of
from game.classroom.terminal.teacher_page import TeacherPage
from game.tui.commands import Command, Place
from game.tui.screens.ask import MessageScreen
from game.tui.typeset import hanging, joined
from game.tui.widgets.ledger import BLANK, PageRow, told

HANGS = 7
"""Cells for a course's letter and how many took it."""


class MapScreen(TeacherPage):
    """For the teacher alone. Enter at a course tells who took it, or what if somebody had."""

    narrow = False
    ruled = False
    OWN: ClassVar[tuple[Command, ...]] = (
        Command("look_again", ("a",), "look again", "Draw the map as the class stands now."),
    )
    PLACES: ClassVar[tuple[Place, ...]] = (
        Place(
            "map",
            "The class as one map",
            ("take", "look_again", "page_on", "help", "back"),
            "Every decision that somebody came to: how many took which course, what nobody tried, what was "
            "closed to all who came, and whose answer opened whose door.",
            {"take": "this course", "page_on": "a page on", "back": "your page"},
        ),
    )
    drawn: OneMap | None = None

    def show(self) -> None:
        """The map as it was drawn when the page was opened, or looked at again."""
        self.heading.show((self.lesson.case.title, "The class as one map"), (self.desk_of.code,))
        if self.drawn is None:
            self.action_look_again()
        else:
            self.fill()

    def action_look_again(self) -> None:
        """Draw it anew, beside whatever she does meanwhile."""
        self.run_worker(self.drawn_anew(), "map", exclusive=True)

    async def drawn_anew(self) -> None:
        """With a whole class that takes a moment, and what other answers would have opened a few more."""
        lesson, reaching = self.lesson, self.desk_of.serving.classroom.reaching
        self.drawn = drawn = await asyncio.to_thread(map_of, lesson, reaching.so_far(lesson))
        self.show_if_it_stands()
        if not drawn.asked:
            proved = await reaching.whole(lesson)
            self.drawn = await asyncio.to_thread(map_of, lesson, proved)
            self.show_if_it_stands()

    def entries(self) -> Iterable[PageRow]:
        drawn = self.drawn
        if drawn is None or not drawn.forks:
            yield told("Nobody has decided anything yet.")
            return
        yield told(
            f"The letter, how many took it, and the course. {self.glyphs.record} is what happened. "
            "Enter tells more, for a course that nobody took what if."
        )
        for fork in drawn.forks:
            yield BLANK
            yield told(title_and_date(fork.scene), "bold")
            yield told(fork_words(fork))
            for letter, branch in zip(LETTERS, fork.branches, strict=False):
                yield self.course(drawn, fork, letter, branch)
        yield from self.doors(drawn)

    def course(self, drawn: OneMap, fork: Fork, letter: str, branch: CourseTaken) -> PageRow:
        """A course in a row: how many took it, or why nobody did."""
        taken = bool(branch.takers)
        count = str(len(branch.takers)) if taken else self.glyphs.dash
        mark = joined((letter, "bold"), f"{count:>4}  ")
        line = joined(
            (branch.choice.label, "" if taken else "$quiet"),
            f" {self.glyphs.record}" if branch.recorded else "",
            "" if taken else (f"  {fate_words(drawn, branch)}", "$quiet italic"),
        )
        key = f"{fork.scene.id}/{branch.choice.id}"
        return PageRow(lambda width: hanging(mark, line, width, HANGS), key)

    def doors(self, drawn: OneMap) -> Iterator[PageRow]:
        """Whose answer opened whose door, and where nobody came."""
        yield from (BLANK, told("Whose answer opened whose door", "bold"))
        if not drawn.doors:
            yield told(NO_DOOR)
        for door in drawn.doors:
            yield from (BLANK, told(door_words(door), ""))
        if nowhere := tuple(nowhere_words(drawn)):
            yield from (BLANK, *(told(each) for each in nowhere))

    def take_row(self, key: str) -> None:
        for fork in self.drawn.forks if self.drawn else ():
            for branch in fork.branches:
                if self.drawn and key == f"{fork.scene.id}/{branch.choice.id}":
                    words = (title_and_date(fork.scene), *course_words(self.drawn, fork, branch))
                    self.app.push_screen(MessageScreen(branch.choice.label, words))

    def action_back(self) -> None:
        self.dismiss()
