"""The chart of explanations: a block for each paper, for to the right of an axis and against to its left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from game.play.report.document import Bar
from game.tui.glyphs import Glyphs
from game.tui.typeset import Part, joined, wrapped


class Scale(NamedTuple):
    """How the blocks of every explanation are drawn: cells for each, and how many lie left of the axis.

    `unopened` says whether papers that were not opened are drawn, or only counted in words.
    """

    unit: int
    left: int
    unopened: bool = True


def scale(bars: Sequence[Bar], width: int) -> Scale:
    """The widest blocks with which the longest row still fits, the same for every explanation.

    Blocks that touch cannot be told apart, so papers that were not opened go before the gaps do.
    """
    against = [sum(bearing == "undermines" for bearing, _ in bar.papers) for bar in bars]
    left = max(against, default=0)
    for unopened in (True, False):
        rows = zip(bars, against, strict=True)
        right = max((len(bar.papers) - less + unopened * bar.unopened for bar, less in rows), default=0)
        for unit in (3, 2):
            if (left + right) * unit + 2 <= width:
                return Scale(unit, left, unopened)
    return Scale(1, left)


def legend_lines(by: Scale, glyphs: Glyphs, width: int) -> list[Content]:
    """What the blocks mean, in words."""
    paper, complicates = glyphs.paper_for, glyphs.paper_complicates
    said = f"{paper} against {glyphs.vertical} {paper} for  {complicates} complicates  "
    unopened = ((f"{glyphs.paper_unopened} ", "$faint"), ("not opened", "$quiet"))
    return wrapped(
        joined((said, "$quiet"), *(unopened if by.unopened else (("not opened: counted", "$quiet"),))), width
    )


def bar_lines(bar: Bar, by: Scale, width: int, glyphs: Glyphs) -> list[Content]:
    """The row of blocks, in pencil where she weighed the paper herself."""
    if not bar.papers and not bar.unopened:
        return []
    drawn: dict[str, list[Part]] = {"undermines": [], "supports": [], "complicates": []}
    for bearing, by_player in bar.papers:
        sign = glyphs.paper_complicates if bearing == "complicates" else glyphs.paper_for
        drawn[bearing].append(paper_block(sign, by.unit, "$pencil" if by_player else "$quiet"))
    unopened = [paper_block(glyphs.paper_unopened, by.unit, "$faint")] * (bar.unopened if by.unopened else 0)
    against, axis = drawn["undermines"], (f"{glyphs.vertical} ", "$quiet")
    before = " " * by.unit * (by.left - len(against))
    return [
        joined(before, *against, axis, *drawn["supports"], *drawn["complicates"], *unopened).truncate(width)
    ]


def paper_block(sign: str, unit: int, style: str) -> Content:
    gap = " " if unit > 1 else ""
    return joined((sign[: unit - len(gap)], style), gap)
