"""A paper on the table: a slip with its title, its author and date, and whether it has been opened."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message

from game.case.model import Document
from game.play.captions import author_and_date, in_line
from game.tui.themes import READ_SLIP, SHEET
from game.tui.typeset import ink, styled
from game.tui.widgets.lines import Lines

ROOM_FOR_AUTHOR = 28
"""Cells inside a slip from which it names its author."""


class Slip(Lines):
    """One paper. A click opens it."""

    class Opened(Message):
        """The slip was clicked."""

        def __init__(self, document: str) -> None:
            super().__init__()
            self.document = document

    document: Document | None = None
    status: str = ""
    read: bool = False
    title_lines: int = 2
    with_author: bool = True

    def show(self, document: Document, status: str, *, read: bool) -> None:
        """Show a paper; a read one is dimmer and regular, and its status says so too."""
        if (document, status, read) != (self.document, self.status, self.read):
            self.document, self.status, self.read = document, status, read
            self.set_class(read, "-read")
            self.again()

    def fit(self, title_lines: int, *, with_author: bool) -> None:
        """How much of it there is room for."""
        if (title_lines, with_author) != (self.title_lines, self.with_author):
            self.title_lines, self.with_author = title_lines, with_author
            self.again()

    def lay(self, width: int) -> list[Content]:
        if self.document is None:
            return []
        inks = READ_SLIP if self.read else SHEET
        title = styled(self.document.title, inks.ink if self.read else f"{inks.ink} bold", width)
        lines = at_most(title, self.title_lines, width)
        if self.with_author and width >= ROOM_FOR_AUTHOR:
            lines += [line for each in self.author_lines(width) for line in styled(each, inks.quiet, width)]
        status = inks.quiet if self.read else f"{inks.pencil} bold"
        return [*lines, ink(self.status, status).truncate(width, ellipsis=True)]

    def author_lines(self, width: int) -> list[str]:
        """Author and date on one line, or each on its own."""
        document = self.document
        if document is None:
            return []
        whole = author_and_date(document)
        if len(whole) <= width or not (document.author and document.date):
            return [whole] if whole else []
        return [f"{document.author},", in_line(document.date)]

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.document is not None:
            self.post_message(self.Opened(self.document.id))


def at_most(lines: list[Content], count: int, width: int) -> list[Content]:
    """So many lines at most; the last of them then ends in an ellipsis, after a whole word if it can."""
    if len(lines) <= count:
        return lines
    return [*lines[: count - 1], lines[count - 1].rstrip().truncate(width - 1).append("…")]
