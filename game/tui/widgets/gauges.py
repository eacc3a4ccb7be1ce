"""Gauges: positions between two words, never filled bars and never numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from textual.content import Content

from game.play.moment import Gauge, Reading
from game.tui.glyphs import Glyphs
from game.tui.themes import Inks
from game.tui.typeset import EMPTY, Part, ink, joined, styled

WordsAt = Literal["sides", "below", "sentence"]
"""Where the two words of a gauge stand: beside its track, under its ends, or in a line of their own."""

DESK = Inks("$ink", "$quiet", "$pencil", "$faint")
"""What gauges are drawn with where no sheet lies under them."""
SHORT_TRACK = 19
LONG_TRACK = 34
CHANGE = "  higher"


def track(gauge: Gauge, width: int, glyphs: Glyphs, inks: Inks) -> Content:
    """The track with a mark where it stands and one where it stood."""
    inner = max(width - 2, 3)
    steps = max(gauge.steps, 1)
    cells: list[Part] = [(glyphs.horizontal, inks.hair)] * inner
    if gauge.change and gauge.before_position is not None:
        cells[round(gauge.before_position / steps * (inner - 1))] = (glyphs.record, inks.ink)
    cells[round(gauge.position / steps * (inner - 1))] = (glyphs.you, inks.ink)
    return joined((glyphs.low_end, inks.hair), *cells, (glyphs.high_end, inks.hair))


def room_between(gauges: Sequence[Gauge], width: int) -> int:
    """The cells of a track that stands between the longest words of these gauges."""
    low = max(len(gauge.variable.low) for gauge in gauges)
    high = max(len(gauge.variable.high) for gauge in gauges)
    return width - low - high - 2 - len(CHANGE)


def shortest(gauges: Sequence[Gauge]) -> int:
    """The cells that a track needs to tell its positions apart."""
    return max(max(gauge.steps for gauge in gauges) + 3, 9)


def gauge_lines(
    gauge: Gauge, among: Sequence[Gauge], width: int, glyphs: Glyphs, at: WordsAt, inks: Inks = DESK
) -> list[Content]:
    """A gauge: its name, its track with the two words, and how it has moved.

    Tracks are as long, and begin at the same place, as those of the gauges `among` which it stands.
    """
    low, high = gauge.variable.low, gauge.variable.high
    change = f"  {gauge.change}" if gauge.change else ""
    lines = styled(gauge.label, inks.ink, width)
    if at == "sides":
        drawn = track(gauge, min(room_between(among, width), SHORT_TRACK), glyphs, inks)
        margin = max(len(each.variable.low) for each in among)
        return [*lines, joined((f"{low:>{margin}} ", inks.quiet), drawn, (f" {high}{change}", inks.quiet))]
    length = max(min(width - len(CHANGE), LONG_TRACK), 3)
    lines.append(joined(track(gauge, length, glyphs, inks), (change, inks.quiet)))
    if at == "below":
        return [*lines, ink(f"{low}{' ' * (length - len(low) - len(high))}{high}", inks.quiet)]
    return [*lines, *styled(f"from {low} to {high}", inks.quiet, width)]


def situation_lines(
    gauges: Sequence[Gauge],
    readings: Sequence[Reading],
    width: int,
    glyphs: Glyphs,
    at: WordsAt,
    *,
    roomy: bool = True,
) -> list[Content]:
    """Every gauge, then what is shown in words; `roomy` with empty lines between."""
    lines: list[Content] = []
    for gauge in gauges:
        if lines and roomy:
            lines.append(EMPTY)
        lines += gauge_lines(gauge, gauges, width, glyphs, at)
    if lines and readings and roomy:
        lines.append(EMPTY)
    for reading in readings:
        lines += joined((reading.label, "$ink"), "  ", (reading.value, "$quiet")).wrap(width)
    return lines


def detailed(gauges: Sequence[Gauge], width: int) -> WordsAt:
    """Where the words of these gauges stand, of all of them alike."""
    if gauges and room_between(gauges, width) >= shortest(gauges):
        return "sides"
    length = min(width - len(CHANGE), LONG_TRACK)
    fit = all(len(each.variable.low) + len(each.variable.high) + 2 <= length for each in gauges)
    return "below" if fit else "sentence"


def standings(
    gauges: Sequence[Gauge], readings: Sequence[Reading], width: int, glyphs: Glyphs
) -> Iterator[tuple[bool, list[Content]]]:
    """The situation, from the roomiest way of drawing it to the shortest, and whether that is roomy.

    A gauge has both its words or is not drawn: where there is no room for all of them, those that have moved
    stay longest.
    """
    first = sorted(gauges, key=lambda gauge: not gauge.change)
    for count, roomy in [(len(gauges), True), *((count, False) for count in range(len(gauges), 0, -1))]:
        some = [gauge for gauge in gauges if gauge in first[:count]]
        words = readings if count == len(gauges) else ()
        lines = situation_lines(some, words, width, glyphs, detailed(some, width), roomy=roomy)
        yield roomy, [*lines, *([] if count == len(gauges) else [ink("s shows the rest", "$quiet")])]
    if not gauges:
        yield False, situation_lines((), readings, width, glyphs, "below", roomy=False)
