"""The signs that the face draws with: one set for most terminals, one in ASCII for the plainest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from game.case.model import Bearing, Certainty


class Glyphs(NamedTuple):
    """One set of signs, each one cell wide unless it is a line of several."""

    record: str
    you: str
    same: str
    taken: str
    vertical: str
    horizontal: str
    tick: str
    thick: str
    low_end: str
    high_end: str
    bar: str
    closed: str
    dot: str
    dash: str
    arrows: str
    sides: str
    certainty: Mapping[Certainty, str]
    bearing: Mapping[Bearing | None, str]
    paper_for: str
    paper_complicates: str
    paper_unopened: str


DRAWN = Glyphs(
    record="○", you="●", same="◉", taken="•", vertical="│", horizontal="─", tick="┬", thick="━",
    low_end="├", high_end="┤", bar="▌", closed="–", dot="·", dash="–", arrows="↑ ↓", sides="← →",
    certainty={"established": "━━━", "contested": "╌╌╌", "legend": "···"},
    bearing={"supports": "+", "complicates": "~", "undermines": "–", None: "·"}, paper_for="▆▆",
    paper_complicates="▂▂", paper_unopened="▁▁",
)  # fmt: skip

ASCII = Glyphs(
    record="o", you="*", same="@", taken=".", vertical="|", horizontal="-", tick="+", thick="=",
    low_end="|", high_end="|", bar=">", closed="-", dot=".", dash="-", arrows="up down",
    sides="left right",
    certainty={"established": "===", "contested": "---", "legend": "..."},
    bearing={"supports": "+", "complicates": "~", "undermines": "-", None: "."}, paper_for="##",
    paper_complicates="==", paper_unopened="__",
)  # fmt: skip
