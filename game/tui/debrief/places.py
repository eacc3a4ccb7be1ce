"""The parts of the debrief as places: what their keys do."""

from __future__ import annotations

from game.play.report.library import LOOK_AT_BOTH
from game.tui.commands import Place

MOST_KEYS = 8
"""Entries of a key row."""


def part(place: str, title: str, *row: str, about: str = LOOK_AT_BOTH, **labels: str) -> Place:
    """A part of the debrief, with the commands of its own and what they are called there."""
    standing = ("next_row", "take") if "take" in row else ()
    often = dict.fromkeys((*standing, "left", *row, "library"))
    shown = (*often, *(["export"] if len(often) < MOST_KEYS - 2 else []), "help", "back")
    parts = "parts of the debrief|parts"
    called = {"choose": parts, "left": parts, "right": "the next part", "back": "close"}
    return Place(place, title, shown, about, {**called, **labels})


PLACES = (
    part("debrief", "The debrief"),
    part(
        "debrief_places", "Where you parted", "take", take="the whole record|record",
        next_row="places", about="Where your line left the record, and what it would have taken.",
    ),
    part(
        "debrief_trusted", "What you trusted", "take", take="open the paper|open", next_row="papers",
        about="The explanation you put first, beside the best that speaks against it.",
    ),
    part(
        "debrief_points", "What happened", "take", take="the whole record|record", next_row="points",
        about="What really happened at each point, on your path or not, and how sure we are.",
    ),
    part(
        "debrief_causes", "Why", "take", "views", take="your papers on it|papers",
        views="historians on it|historians", next_row="explanations",
        about="One block is one paper. Many blocks are not proof: ask what each paper is worth.",
    ),
    part(
        "debrief_historians", "Historians", "take", "claims", take="open it", next_row="up and down|move",
        about="Where historians differ, and what is said of it all, to be marked before you see our verdict.",
    ),
    part(
        "debrief_path", "Your path", "views", "sources", "take", take="compare in full|compare",
        next_row="decisions",
    ),
    part(
        "debrief_plan", "Your plan", "take", "write_note", take="open or write|open",
        write_note="add your own line|note", next_row="papers",
        about="What you could write, made of the papers you opened and of your own words.",
    ),
    part(
        "debrief_record", "A record", "views", "sources", "take", back="the list",
        take="open the paper|open", next_row="up and down|move",
        about="All that is told of one point. Space goes on to the next.",
    ),
    part(
        "debrief_claim", "A claim", "choose", "take", back="the list", take="mark it", choose="mark it",
        next_row="marks",
        about="Is it so? Mark it in your own pencil; our verdict and its reasons stand below your mark.",
    ),
)  # fmt: skip
