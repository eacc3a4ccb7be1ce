"""The eight parts in order: what each is called where there is little room, and how its pages are set."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from game.case.model import Record, View
from game.play.debrief.debrief import PARTS, Debrief
from game.tui.debrief.causes import cause_beside, cause_detail, causes_entries
from game.tui.debrief.happened import happened_entries, leaving_entries, point_detail
from game.tui.debrief.historians import (
    claim_beside,
    claim_detail,
    dispute_beside,
    dispute_detail,
    historians_entries,
)
from game.tui.debrief.path import comparison_detail, path_entries
from game.tui.debrief.people import people_entries, simplified_entries
from game.tui.debrief.plan import plan_entries
from game.tui.glyphs import Glyphs
from game.tui.widgets.beside import Block
from game.tui.widgets.ledger import Entry


class Part(NamedTuple):
    """One part: its short title, what the player has before her there, and its entries."""

    title: str
    shorter: str
    place: str
    entries: Callable[[Debrief, Glyphs], list[Entry]]


PAGES = tuple(
    Part(title, *rest)
    for title, rest in zip(
        PARTS,
        (
            ("Role", "debrief", leaving_entries),
            ("What happened", "debrief_points", happened_entries),
            ("Why", "debrief_causes", causes_entries),
            ("Historians", "debrief_historians", historians_entries),
            ("Your path", "debrief_path", path_entries),
            ("People", "debrief", people_entries),
            ("Simplified", "debrief", simplified_entries),
            ("Plan", "debrief_plan", plan_entries),
        ),
        strict=True,
    )
)
"""Every part, in order."""

DETAILS: dict[str, Callable[[Debrief, Glyphs, str], list[Entry]]] = {
    "point": point_detail,
    "cause": cause_detail,
    "dispute": dispute_detail,
    "claim": claim_detail,
    "step": comparison_detail,
}
"""What opens from a row, by the kind of the row's key."""

CALLED = {
    "point": "point",
    "cause": "explanation",
    "dispute": "dispute",
    "claim": "claim",
    "step": "decision",
}
"""What one row of each kind is called."""

BESIDE: dict[str, Callable[[Debrief, int, str], Iterable[Block]]] = {
    "cause": cause_beside,
    "dispute": dispute_beside,
    "claim": claim_beside,
}
"""What stands at the right of a row at the bar, by the kind of the row's key."""


def kind_of(key: str) -> str:
    """What a row stands for: `cause` of `cause:rivals`."""
    return key.partition(":")[0]


def id_of(key: str) -> str:
    """The id in a row's key: `rivals` of `cause:rivals`."""
    return key.split(":")[1]


def texts_of(debrief: Debrief, key: str) -> tuple[str, ...]:
    """What a row and the page behind it say, as Markdown; without a row, everything on the path."""
    case = debrief.play.case
    match kind_of(key):
        case "point" | "dispute":
            return record_texts(case.scenes[id_of(key)].record)
        case "step":
            comparison = debrief.path[int(id_of(key))]
            return (comparison.choice.otherwise, *record_texts(comparison.record))
        case "cause":
            weighed = next(each for each in debrief.why if each.cause.id == id_of(key))
            return (weighed.cause.summary, *[text for view in weighed.views for text in view_texts(view)])
        case "claim":
            claim = case.claims[id_of(key)]
            return (claim.says, claim.why)
        case _:
            fates = [person.fate for person in debrief.people]
            return (*fates, *[text for point in debrief.happened for text in record_texts(point.record)])


def record_texts(record: Record | None) -> tuple[str, ...]:
    if record is None:
        return ()
    return (record.happened, record.why, *[text for view in record.views for text in view_texts(view)])


def view_texts(view: View) -> tuple[str, ...]:
    return (view.argues, view.rests_on, view.against)
