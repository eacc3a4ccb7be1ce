"""The board in the terminal: what the whole class looks at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget

from game.classroom.in_words import for_all
from game.classroom.seen import LessonSeen
from game.classroom.terminal.board_text import board_entries, join_lines, record_lines
from game.classroom.terminal.teacher_page import TeacherPage
from game.tui.commands import Command, Place
from game.tui.typeset import styled
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import Ledger, PageRow
from game.tui.widgets.lines import Leaf

ROOMY = 30
"""Rows from which an empty line stands between two courses."""
QUESTION = 8
"""Rows that title and question may take above the way to join."""
WIDE = 100
"""Cells from which the code or the record stands beside the question."""


class BoardScreen(TeacherPage):
    """What is projected. It shows no name, and nothing a pupil wrote but what is pinned."""

    STYLE_SHEETS = ("paper",)
    OWN: ClassVar[tuple[Command, ...]] = (
        *TeacherPage.OWN,
        Command("join_code", ("j",), "join code", "How to join, as large as there is room.", "Look up"),
    )
    PLACES: ClassVar[tuple[Place, ...]] = (
        Place(
            "board",
            "The board",
            ("next_phase", "private_page", "join_code", "phase_back", "cover", "help", "leave"),
            "The class looks at this page. It shows no name, and of what pupils write only what is pinned.",
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self.joining = False
        self.whole_at = -1
        """The decision of which all of the record is shown, by its depth."""

    def desk(self) -> Iterable[Widget]:
        with Body(id="body", classes="prose"):
            yield Ledger(id="ledger")
            yield Leaf(id="below-join", classes="sheet")
        with Vertical(id="side"):
            yield Leaf(id="join", classes="sheet")
            yield Leaf(id="talk")

    def show(self) -> None:
        lesson = for_all(self.lesson)
        narrow = self.app.size.width < WIDE
        self.show_places(lesson.said)
        self.fill("")
        lobby = lesson.phase == "lobby" or lesson.mode == "alone"
        sheet = self.sheet(lesson)
        below = narrow or (not sheet and (lobby or self.joining))
        shown = (sheet or lobby or self.joining or not narrow) and not lesson.closed
        for name, here in (("#join", not below), ("#below-join", below)):
            leaf = self.query_one(name, Leaf)
            leaf.display = here and shown
            leaf.show(self.lay_sheet if leaf.display else None)
        discuss = lesson.record.discuss if lesson.record and not self.whole(lesson) else ()
        self.query_one("#talk", Leaf).show(
            (lambda width: [line for each in discuss[:2] for line in [Content(""), *styled(each, "", width)]])
            if discuss
            else None
        )

    def on_resize(self, event: Resize) -> None:
        """Another projector: what stands beside the question may have to stand below it, or the other way."""
        super().on_resize(event)
        if self.is_mounted:
            self.show()

    def sheet(self, lesson: LessonSeen) -> bool:
        """Whether the record lies on the sheet, in place of how to join."""
        return lesson.record is not None and not self.joining and not self.whole(lesson)

    def whole(self, lesson: LessonSeen) -> bool:
        """Whether the record is shown in full, in place of the question."""
        return lesson.record is not None and self.whole_at == lesson.depth

    def lay_sheet(self, width: int) -> list[Content]:
        lesson, desk = for_all(self.lesson), self.desk_of
        if lesson.record is not None and self.sheet(lesson):
            return record_lines(lesson.record, width, self.glyphs)
        return join_lines(desk.link, desk.code, desk.picture, width, self.room_for_picture)

    @property
    def room_for_picture(self) -> int:
        """Rows for the picture: below the question, or alone on the page."""
        above = 0 if self.joining else QUESTION
        return self.app.size.height - above - (7 if self.app.size.height < ROOMY else 11)

    def entries(self) -> Iterable[PageRow]:
        lesson = for_all(self.lesson)
        if self.joining:
            return ()
        close = self.app.size.height < ROOMY
        return tuple(board_entries(lesson, lambda: self.glyphs, close=close, whole=self.whole(lesson)))

    async def action_next_phase(self) -> None:
        """On; from the record in short to all of it first."""
        lesson = for_all(self.lesson)
        if lesson.record is None or self.whole(lesson):
            await super().action_next_phase()
        else:
            self.whole_at = lesson.depth
            self.show()

    async def action_phase_back(self) -> None:
        """Back; from all of the record to its short form first."""
        if self.whole(for_all(self.lesson)):
            self.whole_at = -1
            self.show()
        else:
            await super().action_phase_back()

    def action_join_code(self) -> None:
        """The code, or the question again."""
        self.joining = not self.joining
        self.show()

    def action_private_page(self) -> None:
        from game.classroom.terminal.private import PrivateScreen

        self.app.push_screen(PrivateScreen())
