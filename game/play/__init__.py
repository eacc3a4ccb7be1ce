"""What a player does with a case: the machine, the playthrough, the moment, the debrief.

What stands here is imported when it is first asked for, so that a face can draw before it is needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.play.moment import Aftermath, Gauge, Moment, Offer, Paper
    from game.play.playthrough import Note, Notebook, NotOpen, Playthrough, Step, UnknownId

__all__ = [
    "Aftermath",
    "Gauge",
    "Moment",
    "NotOpen",
    "Note",
    "Notebook",
    "Offer",
    "Paper",
    "Playthrough",
    "Step",
    "UnknownId",
]

MOMENT = ("Aftermath", "Gauge", "Moment", "Offer", "Paper")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "game.play.moment" if name in MOMENT else "game.play.playthrough"
    return getattr(import_module(home), name)
