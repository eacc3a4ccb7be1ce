"""Export: the playthrough as a file to hand in or to keep."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from textual.content import Content
from textual.widget import Widget

from game.play.report.report import Leavable
from game.play.session import CannotExport, Session
from game.tui.screens.page import Page
from game.tui.typeset import EMPTY, stacked, styled, wrapped
from game.tui.widgets.body import Body
from game.tui.widgets.choices import Choices, Course
from game.tui.widgets.lines import Leaf, Row

SHORT = "short"
LEFT_OUT: tuple[Leavable, ...] = ("record", "people", "transcript")
COURSES = (
    Course("md", "Markdown: a text that any editor opens."),
    Course("html", "A page for the browser that prints well."),
    Course(SHORT, "The same page in short: without the record, the people and the transcript."),
)
UNENDED = (
    "Your path has not ended yet, so the file goes as far as you have come. The record follows at its end."
)
ENDED = "The file has what you read, chose and wrote, and the whole debrief."


class ExportScreen(Page[None]):
    """Writes into the folder that the game was started from, as plain mode does, never over another file."""

    PLACES = ("export",)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.written: tuple[str, ...] = ()

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Leaf(id="text")
            yield Choices(id="choices")
            yield Leaf(id="written")

    def on_mount(self) -> None:
        self.heading.show((self.session.case.title, "Export"), keep=2)
        self.query_one("#text", Leaf).show(self.lay)
        choices = self.query_one(Choices)
        choices.show(COURSES)
        self.query_one("#written", Leaf).show(self.written_lines)
        self.stand_at(choices.shown[0])
        self.show_keys()

    def lay(self, width: int) -> list[Content]:
        said = ENDED if self.session.play.ended else UNENDED
        where = f"It goes into the folder {self.folder}, and never over another file."
        told = (styled("Write it down", "bold", width), wrapped(said, width), styled(where, "$quiet", width))
        return [*stacked(*told), EMPTY]

    @property
    def folder(self) -> Path:
        """Where files are written: the folder that the game was started from, if it can be written to."""
        here = Path.cwd()
        return here if os.access(here, os.W_OK) else self.game.home / "exports"

    def written_lines(self, width: int) -> list[Content]:
        return (
            [EMPTY, *[line for each in self.written for line in wrapped(each, width)]] if self.written else []
        )

    def take(self, row: Row) -> None:
        self.write(row.key)

    def action_choose(self, number: int) -> None:
        if number <= len(COURSES):
            self.write(COURSES[number - 1].id)

    def write(self, course: str) -> None:
        """Write the file, and say where it is; a disk that cannot be written to is said in words."""
        kind, without = ("html", LEFT_OUT) if course == SHORT else (course, ())
        try:
            self.written = (*self.written, f"Written: {self.session.export(kind, without)}")
        except CannotExport as problem:
            self.written = (str(problem),)
        self.query_one("#written", Leaf).show(self.written_lines)
        self.later(self.show_written)

    def show_written(self) -> None:
        """What was written last stands in view."""
        self.body.go_to(self.body.max_scroll_y)
        self.show_foot()
