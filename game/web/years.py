"""Years as a page draws them: on a hairline from which some of them hang, each at its place."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

from game.case.catalogue import CaseHeader
from game.case.dates import TimeSpan, span, when
from game.case.model import Case
from game.play.years import case_span

STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
MOST_TICKS = 8
A_WHILE = 0.001
"""Of a year; less than anything is dated by."""


def years(case: Case) -> dict[str, object]:
    """Where the case, its scenes and its papers stand on a ruler, as far as they are dated."""
    reach = case_span(case)
    return {
        "span": list(reach) if reach else [],
        "ticks": ticks(reach) if reach else [],
        "scenes": points({scene.id: scene.date for scene in case.scenes.values()}),
        "documents": points({document.id: document.date for document in case.documents.values()}),
    }


def points(dates: dict[str, str]) -> dict[str, float]:
    """What names a year, as a year with a fraction; a hundredth is less than a week."""
    return {key: round(at, 2) for key, date in dates.items() if (at := when(date)) is not None}


def ticks(reach: TimeSpan) -> list[int]:
    """The years that are written, as many as there is room for."""
    whole = reach.end - reach.start
    step = next((each for each in STEPS if whole / each <= MOST_TICKS), STEPS[-1])
    first = math.ceil(reach.start / step) * step
    return list(range(first, math.ceil(reach.end - A_WHILE), step))


def library_ruler(cases: Iterable[CaseHeader]) -> str:
    """The years of every case on one ruler, "" where none is dated. The page sets each piece at its place."""
    spans = [(each.title, each.span, found) for each in cases if (found := span(each.span)) is not None]
    if not spans:
        return ""
    start = min(math.floor(found.start) for *_, found in spans)
    reach = TimeSpan(start - start % 2, math.ceil(max(found.end for *_, found in spans)))
    label = escape("; ".join(f"{title}, {written}" for title, written, _ in spans))
    years = "".join(placed("tick", at, at, reach, str(at)) for at in ticks(reach))
    stretches = "".join(placed("stretch", found.start, found.end, reach) for *_, found in spans)
    return f'<div class="ruler" role="img" aria-label="The years: {label}">{years}{stretches}</div>'


def placed(kind: str, start: float, end: float, reach: TimeSpan, said: str = "") -> str:
    """A piece of a ruler, from one point in time to another."""
    left, width = (100 * part / (reach.end - reach.start) for part in (start - reach.start, end - start))
    return f'<span class="{kind}" data-left="{left:.2f}%" data-width="{width:.2f}%">{said}</span>'
