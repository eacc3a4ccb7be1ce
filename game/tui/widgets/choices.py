"""Choices: rows that the bar can stand at, open or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.containers import Vertical
from textual.content import Content

from game.tui.typeset import hanging, ink, joined, styled
from game.tui.widgets.lines import Row

INDENT = 3


class Course(NamedTuple):
    """One row: its label, and why it cannot be taken where it cannot."""

    id: str
    label: str
    open: bool = True
    reason: str = ""


class ChoiceRow(Row):
    """One choice. A closed one has a dash for its number, and says why."""

    course: Course = Course("", "")
    number: int = 0

    def offer(self, number: int, course: Course) -> None:
        """Show a choice under a number."""
        self.number, self.course = number, course
        self.show(course.id, self.setting_of)

    def setting_of(self, width: int) -> list[Content]:
        course = self.course
        if course.open:
            style = "$pencil bold" if self.has_focus else "$quiet"
            return hanging((str(self.number), style), course.label, width, INDENT)
        label = ink(course.label, "$quiet")
        lines = hanging((self.glyphs.closed, "$quiet"), label, width, INDENT)
        reason = styled(course.reason, "$quiet italic", width - INDENT)
        return [*lines, *[joined(" " * INDENT, line) for line in reason]]


class Choices(Vertical):
    """A fixed pool of rows, filled anew for each scene."""

    def show(self, courses: Sequence[Course]) -> None:
        """Show these choices."""
        rows = self.pool(len(courses))
        for number, (row, course) in enumerate(zip(rows, courses, strict=False), 1):
            row.offer(number, course)
            row.display = True
        for row in rows[len(courses) :]:
            row.display = False
        self.display = bool(courses)

    def pool(self, count: int) -> list[ChoiceRow]:
        """At least so many rows; new ones are made as they are first needed."""
        rows = list(self.query(ChoiceRow))
        if len(rows) < count:
            more = [ChoiceRow() for _ in range(count - len(rows))]
            self.mount(*more)
            rows += more
        return rows

    @property
    def shown(self) -> list[ChoiceRow]:
        return [row for row in self.query(ChoiceRow) if row.display]

    def height_at(self, width: int) -> int:
        """The lines that the rows take when they stand close."""
        return sum(len(row.rows(width)) for row in self.shown)

    def set_apart(self, apart: bool) -> None:
        """With an empty line between rows, or without."""
        rows = self.shown
        for row in rows:
            row.set_class(apart and row is not rows[-1], "-apart")
