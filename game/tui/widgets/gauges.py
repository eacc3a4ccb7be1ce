"""Gauges: positions between two words, never filled bars and never numbers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.play.moment import Gauge, Reading
from game.tui.glyphs import Glyphs
from game.tui.typeset import EMPTY, Part, ink, joined, styled

SHORTEST = 13
LONGEST = 19
"""Cells of a track."""


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
    room = width - len(low) - len(high) - 2 - len("  higher")
    if words and room >= SHORTEST:
        lengths = min(room, LONGEST)
        drawn = joined((f"{low} ", "$quiet"), track(gauge, lengths, glyphs), (f" {high}{change}", "$quiet"))
        return [*lines, drawn]
    lengths = min(width - len("  higher"), max(LONGEST, min(width - 8, len(low) + len(high) + 3)))
    lines.append(joined(track(gauge, lengths, glyphs), (change, "$quiet")))
    if words and len(low) + len(high) + 2 <= width:
        apart = max(lengths - len(low) - len(high), 2)
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
        lines += [
            line
            for line in joined((reading.label, "$ink"), "  ", (reading.value, "$quiet")).wrap(width)
        ]
    return lines
