"""The years a case covers, as a hairline with marks on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.content import Content

from game.tui.typeset import ink, joined
from game.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from game.case.dates import TimeSpan

STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
LABEL = 8
"""Cells that a year needs to stand clear of the next."""


class Mark(NamedTuple):
    """A sign on the ruler at a point in time; `sign` is its name in the set of signs."""

    at: float
    sign: Literal["taken", "you", "record", "same"]
    style: str


class Stretch(NamedTuple):
    """A thick part of the ruler."""

    span: TimeSpan
    style: str


class Ruler(Lines):
    """A hairline of years. In two rows it has ticks and their years, in one the first and the last year."""

    span: TimeSpan | None = None
    marks: tuple[Mark, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    def show(
        self, span: TimeSpan | None, marks: Iterable[Mark] = (), stretches: Iterable[Stretch] = ()
    ) -> None:
        """Show other years. Without a span it is a plain hairline; later marks lie over earlier ones."""
        shown = (span, tuple(marks), tuple(stretches))
        if shown != (self.span, self.marks, self.stretches):
            self.span, self.marks, self.stretches = shown
            self.again(layout=False)

    def depends_on(self, width: int) -> object:
        return width, self.size.height

    def lay(self, width: int) -> list[Content]:
        tall = self.size.height != 1
        if self.span is None:
            return [ink(self.glyphs.horizontal * width, "$hair"), *([Content("")] if tall else [])]
        if not tall:
            first, last = str(int(self.span.start)), str(last_year(self.span))
            line = self.line(self.span, self.inner(self.span, width), ticks=())
            return [joined((first, "$quiet"), "  ", line, "  ", (last, "$quiet"))]
        years = tick_years(self.span, width)
        ticks = tuple(column(self.span, year, width) for year in years)
        return [self.line(self.span, width, ticks), labels(years, ticks, width)]

    def as_one(self, first: float, second: float) -> bool:
        """Whether two points in time fall on the same cell."""
        if self.span is None or not self.size.width:
            return False
        width = self.size.width if self.size.height != 1 else self.inner(self.span, self.size.width)
        return column(self.span, first, width) == column(self.span, second, width)

    def inner(self, span: TimeSpan, width: int) -> int:
        """The cells between the first and the last year, in one row."""
        return max(width - len(str(int(span.start))) - len(str(last_year(span))) - 4, 1)

    def line(self, span: TimeSpan, width: int, ticks: Iterable[int]) -> Content:
        """The hairline itself with everything on it."""
        glyphs = self.glyphs
        cells: list[tuple[str, str]] = [(glyphs.horizontal, "$hair")] * width
        for tick in ticks:
            cells[tick] = (glyphs.tick, "$hair")
        for stretch in self.stretches:
            start, end = column(span, stretch.span.start, width), column(span, stretch.span.end, width)
            for place in range(max(start, 0), min(max(end, start + 1), width)):
                cells[place] = (glyphs.thick, stretch.style)
        for mark in self.marks:
            place = column(span, mark.at, width)
            if 0 <= place < width:
                cells[place] = (getattr(glyphs, mark.sign), mark.style)
        return runs(cells)


def column(span: TimeSpan, year: float, width: int) -> int:
    """The cell of a point in time; outside the ruler where the time is outside the span."""
    if not span.start <= year <= span.end:
        return -1 if year < span.start else width
    return round((year - span.start) / (span.end - span.start) * (width - 1))


def last_year(span: TimeSpan) -> int:
    """The last year that a span holds any of."""
    year = int(span.end)
    return year - 1 if span.end == year else year


def tick_years(span: TimeSpan, width: int) -> list[int]:
    """The years that are written out: as many as stand clear of each other."""
    first, last = int(span.start), last_year(span)
    per_year = (width - 1) / (span.end - span.start)
    step = next((step for step in STEPS if step * per_year >= LABEL), STEPS[-1])
    start = first if step < 5 else -(-first // step) * step
    return [
        year
        for year in range(start, last + 1, step)
        if span.start <= year and column(span, year, width) + 4 <= width
    ]


def labels(years: Iterable[int], ticks: Iterable[int], width: int) -> Content:
    """The years under their ticks."""
    text = ""
    for year, tick in zip(years, ticks, strict=True):
        text = f"{text:<{tick}}{year}"
    return ink(text[:width], "$quiet")


def runs(cells: list[tuple[str, str]]) -> Content:
    """Cells as text, neighbours of one style together."""
    pieces: list[tuple[str, str]] = []
    for sign, style in cells:
        if pieces and pieces[-1][1] == style:
            pieces[-1] = (pieces[-1][0] + sign, style)
        else:
            pieces.append((sign, style))
    return joined(*pieces)
