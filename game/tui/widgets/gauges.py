"""Gauges: positions between two words, never filled bars and never numbers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.play.moment import Gauge, Reading
from game.tui.glyphs import Glyphs
from game.tui.typeset import EMPTY, Part, ink, joined, styled

SHORTEST = 13
"""Cells that a track needs to stand between its words."""
SHORT_TRACK = 19
LONG_TRACK = 34
CHANGE = "  higher"


def track(gauge: Gauge, width: int, glyphs: Glyphs) -> Content:
    """The track with a mark where it stands and one where it stood."""
    inner = max(width - 2, 3)
    steps = max(gauge.steps, 1)
    cells: list[Part] = [(glyphs.horizontal, "$faint")] * inner
    if gauge.change and gauge.before_position is not None:
        cells[round(gauge.before_position / steps * (inner - 1))] = (glyphs.record, "$ink")
    cells[round(gauge.position / steps * (inner - 1))] = (glyphs.you, "$ink")
    return joined((glyphs.low_end, "$faint"), *cells, (glyphs.high_end, "$faint"))


def gauge_lines(gauge: Gauge, width: int, glyphs: Glyphs, *, words: bool = True) -> list[Content]:
    """A gauge: its name, its track with the two words, and how it has moved."""
    low, high = gauge.variable.low, gauge.variable.high
    change = f"  {gauge.change}" if gauge.change else ""
    lines = styled(gauge.label, "$ink", width)
    room = width - len(low) - len(high) - 2 - len(CHANGE)
    if words and room >= SHORTEST:
        drawn = track(gauge, min(room, SHORT_TRACK), glyphs)
        return [*lines, joined((f"{low} ", "$quiet"), drawn, (f" {high}{change}", "$quiet"))]
    length = max(min(width - len(CHANGE), LONG_TRACK), 3)
    lines.append(joined(track(gauge, length, glyphs), (change, "$quiet")))
    if words and len(low) + len(high) + 2 <= width:
        apart = max(length - len(low) - len(high), 2)
        lines.append(ink(f"{low}{' ' * apart}{high}", "$quiet"))
    elif words:
        lines += styled(f"from {low} to {high}", "$quiet", width)
    return lines


def situation_lines(
    gauges: Sequence[Gauge],
    readings: Sequence[Reading],
    width: int,
    glyphs: Glyphs,
    *,
    words: bool = True,
    roomy: bool = True,
) -> list[Content]:
    """Every gauge, then what is shown in words."""
    lines: list[Content] = []
    for gauge in gauges:
        if lines and roomy:
            lines.append(EMPTY)
        lines += gauge_lines(gauge, width, glyphs, words=words)
    if lines and readings and roomy:
        lines.append(EMPTY)
    for reading in readings:
        lines += joined((reading.label, "$ink"), "  ", (reading.value, "$quiet")).wrap(width)
    return lines
