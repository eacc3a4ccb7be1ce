"""What a player does with a case: the machine, the playthrough, the moment, the debrief."""

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
