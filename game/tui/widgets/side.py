"""The right-hand column of a scene: the papers on the table as slips, and how things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from game.case.model import Document
from game.play.captions import author_and_date, in_line
from game.play.moment import Gauge, Reading
from game.tui.themes import READ_SLIP, SHEET
from game.tui.typeset import EMPTY, ink, styled
from game.tui.widgets.gauges import standings
from game.tui.widgets.lines import Leaf, Lines

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


EDGES = 2
"""Lines that the edges of a slip take."""
FORMS = ((3, True), (3, False), (2, False), (1, False))
"""How a slip closes up: the lines of its title, and whether it names its author."""


class OnTable(NamedTuple):
    """A paper as it lies there."""

    document: Document
    status: str
    read: bool


class Side(Vertical):
    """Slips first, since they are read before choosing; then gauges, as far as there is room."""

    papers: tuple[OnTable, ...] = ()
    gauges: tuple[Gauge, ...] = ()
    readings: tuple[Reading, ...] = ()

    def compose(self) -> ComposeResult:
        yield Leaf(id="table")
        yield Leaf(id="standing")

    def show(self, papers: Sequence[OnTable], gauges: Sequence[Gauge], readings: Sequence[Reading]) -> None:
        """Show another table and another state of things."""
        self.papers, self.gauges, self.readings = tuple(papers), tuple(gauges), tuple(readings)
        self.fit()

    def on_resize(self) -> None:
        self.fit()

    def slips(self, count: int) -> list[Slip]:
        """A fixed pool of slips, made as they are first needed."""
        found = list(self.query(Slip))
        if len(found) < count:
            more = [Slip() for _ in range(count - len(found))]
            self.mount(*more, before=self.query_one("#standing"))
            found += more
        return found

    def fit(self) -> None:
        """Papers and the situation in the roomiest way that there is room for.

        Empty lines go first, then the slips' authors, then the gauges that have not moved, then all of
        them; only after that does a title lose its second line.
        """
        height, width = self.size.height, self.size.width
        if not height or not self.is_mounted:
            return
        slips = self.slips(len(self.papers))
        shown = slips[: len(self.papers)]
        for slip, paper in zip(shown, self.papers, strict=False):
            slip.show(paper.document, paper.status, read=paper.read)
        column = self.column(shown, width, height)
        if column is None:
            form = next((form for form in FORMS[1:] if self.used(shown, width, form) < height), FORMS[-1])
            used = self.used(shown, width, form)
            while shown and used > height - 1:
                shown = shown[:-1]
                used = self.used(shown, width, form)
            column = self.shut(len(self.papers) - len(shown))[: height - used]
        for place, slip in enumerate(slips):
            slip.display = place < len(shown)
        self.query_one("#table", Leaf).show(lambda _: [ink("On the table", "$quiet")] if self.papers else [])
        self.query_one("#standing", Leaf).show(lambda _: column)

    def column(self, slips: Sequence[Slip], width: int, height: int) -> list[Content] | None:
        """What stands below these slips, which take the form that goes with it; None if nothing fits."""
        glyphs = self.query_one("#standing", Leaf).glyphs
        standing = standings(self.gauges, self.readings, width, glyphs)
        ways = [(roomy, lines) for roomy, lines in standing if lines]
        whole = [*ways[:2]] if len(self.gauges) else ways
        for form in FORMS[:2] if ways else FORMS:
            below = self.first_fitting(whole, height - self.used(slips, width, form), bool(ways))
            if below is not None:
                return below
        return self.first_fitting(ways[2:], height - self.used(slips, width, FORMS[1]), True)

    def first_fitting(
        self, ways: Sequence[tuple[bool, list[Content]]], room: int, something: bool
    ) -> list[Content] | None:
        """The first way that fits into so many lines, close to the slips if need be; None if none does."""
        if not something and room >= 0:
            return []
        for roomy, lines in ways:
            for apart in (True, False):
                below = self.headed(lines, apart=apart or roomy, roomy=roomy)
                if len(below) <= room:
                    return below
        return None

    def headed(self, lines: list[Content], *, apart: bool, roomy: bool) -> list[Content]:
        """The situation under its heading."""
        blank = [EMPTY] if self.papers and apart else []
        return [*blank, ink("How things stand", "$quiet"), *([EMPTY] if roomy else []), *lines]

    def shut(self, hidden: int) -> list[Content]:
        """Where there is no room: how many papers are not seen, and the keys that show the rest."""
        more = [ink(f"and {hidden} more, d", "$quiet")] if hidden else []
        if not self.gauges and not self.readings:
            return more
        return [*more, ink("s shows how things stand", "$quiet")]

    def used(self, slips: Sequence[Slip], width: int, form: tuple[int, bool]) -> int:
        """The lines that the table takes, with its slips in this form."""
        title_lines, with_author = form
        inner = max(width - 4, 1)
        for slip in slips:
            slip.fit(title_lines, with_author=with_author)
        return (1 if slips else 0) + sum(len(slip.rows(inner)) + EDGES for slip in slips)
