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
from game.tui.widgets.gauges import standings
from game.tui.widgets.lines import Leaf
from game.tui.widgets.slip import Slip

EDGES = 2
"""Lines that the edges of a slip take."""
FORMS = ((2, True), (2, False), (1, False))
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
        """Papers and gauges in the most detailed way that there is room for.

        Empty lines go first; then the slips lose their authors, the gauges their words, the slips the
        second line of a title.
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
            used = self.used(shown, width, FORMS[-1])
            while shown and used > height - 1:
                shown = shown[:-1]
                used = self.used(shown, width, FORMS[-1])
            column = self.shut(len(self.papers) - len(shown))[: height - used]
        for place, slip in enumerate(slips):
            slip.display = place < len(shown)
        self.query_one("#table", Leaf).show(lambda _: [ink("On the table", "$quiet")] if self.papers else [])
        self.query_one("#standing", Leaf).show(lambda _: column)

    def column(self, slips: Sequence[Slip], width: int, height: int) -> list[Content] | None:
        """What stands below these slips, which take the form that goes with it; None if nothing fits."""
        glyphs = self.query_one("#standing", Leaf).glyphs
        standing = [
            (roomy, lines) for roomy, lines in standings(self.gauges, self.readings, width, glyphs) if lines
        ]
        for with_words in (True, False):
            ways = standing[:3] if with_words else standing[3:]
            for form in FORMS[:2] if with_words and standing else FORMS:
                room = height - self.used(slips, width, form)
                if not standing and room >= 0:
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
        return [*more, EMPTY, ink("How things stand", "$quiet"), ink("s shows it", "$quiet")]

    def used(self, slips: Sequence[Slip], width: int, form: tuple[int, bool]) -> int:
        """The lines that the table takes, with its slips in this form."""
        title_lines, with_author = form
        inner = max(width - 4, 1)
        for slip in slips:
            slip.fit(title_lines, with_author=with_author)
        return (1 if slips else 0) + sum(len(slip.rows(inner)) + EDGES for slip in slips)
