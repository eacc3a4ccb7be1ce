"""What a player does with a case: the machine, the playthrough, the moment, the debrief.

What stands here is imported when it is first asked for, so that a face can draw before it is needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.play.moment import Aftermath, Gauge, Moment, Offer, Paper
    from game.play.playthrough import NotOpen, Playthrough, UnknownId
    from game.play.steps import Note, Notebook, Step

__all__ = [
    "Aftermath", "Gauge", "Moment", "NotOpen", "Note", "Notebook", "Offer", "Paper", "Playthrough", "Step",
    "UnknownId",
]  # fmt: skip

HOMES = {
    **dict.fromkeys(("Aftermath", "Gauge", "Moment", "Offer", "Paper"), "game.play.moment"),
    **dict.fromkeys(("NotOpen", "Playthrough", "UnknownId"), "game.play.playthrough"),
    **dict.fromkeys(("Note", "Notebook", "Step"), "game.play.steps"),
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
