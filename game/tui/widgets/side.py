"""The right-hand column of a scene: the papers on the table, and how things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from game.case.model import Document
from game.play.moment import Gauge, Reading
from game.tui.typeset import EMPTY, ink
from game.tui.widgets.gauges import situation_lines
from game.tui.widgets.lines import Leaf, Lines
from game.tui.widgets.slip import Slip

EDGES = 2
"""Lines that the edges of a slip take."""


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
        """Give the papers what they need, closing up first the slips, then the gauges."""
        height, width = self.size.height, self.size.width
        if not height or not self.is_mounted:
            return
        slips = self.slips(len(self.papers))
        shown = self.papers
        for slip, paper in zip(slips, shown, strict=False):
            slip.show(paper.document, paper.status, read=paper.read)
        for title_lines, with_author in ((2, True), (2, False), (1, False)):
            for slip in slips[: len(shown)]:
                slip.fit(title_lines, with_author=with_author)
            used = self.taken_by(slips[: len(shown)], width)
            if used + self.standing_height(width, roomy=False, words=False) <= height:
                break
        while shown and used > height - 1:
            shown = shown[:-1]
            used = self.taken_by(slips[: len(shown)], width)
        for place, slip in enumerate(slips):
            slip.display = place < len(shown)
        hidden = len(self.papers) - len(shown)
        self.query_one("#table", Leaf).show(lambda _: [ink("On the table", "$quiet")] if self.papers else [])
        self.show_standing(height - used, width, hidden)

    def taken_by(self, slips: Sequence[Lines], width: int) -> int:
        """The lines that the table takes."""
        inner = max(width - 4, 1)
        return (1 if slips else 0) + sum(len(slip.rows(inner)) + EDGES for slip in slips)

    def standing_height(self, width: int, *, roomy: bool, words: bool) -> int:
        lines = self.standing(width, roomy=roomy, words=words)
        return len(lines) + 2 if lines else 0

    def standing(self, width: int, *, roomy: bool, words: bool) -> list[Content]:
        glyphs = self.query_one("#standing", Leaf).glyphs
        return situation_lines(self.gauges, self.readings, width, glyphs, words=words, roomy=roomy)

    def show_standing(self, room: int, width: int, hidden: int) -> None:
        """How things stand, as roomy as fits; where it does not, the key that shows it."""
        leaf = self.query_one("#standing", Leaf)
        more = [ink(f"and {hidden} more, d", "$quiet")] if hidden else []
        blank = [EMPTY] if self.papers else []
        head = ink("How things stand", "$quiet")
        for roomy, words in ((True, True), (False, True), (True, False), (False, False)):
            lines = self.standing(width, roomy=roomy, words=words)
            body = [*more, *blank, head, *([EMPTY] if roomy else []), *lines] if lines else more
            if len(body) <= room:
                leaf.show(lambda _, body=body: body)  # type: ignore[misc]
                return
        body = [*more, *blank, head, ink("s shows it", "$quiet")]
        leaf.show(lambda _: body[:room])
