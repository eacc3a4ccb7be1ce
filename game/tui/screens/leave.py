"""Leaving: what is kept, and where to go."""

from __future__ import annotations

from game.tui.commands import Place
from game.tui.screens.ask import AskScreen

KEPT = "Nothing is lost. Your choices, sentences and notes are kept; next time you go on here."
UNKEPT = (
    "This playthrough cannot be kept: the disk cannot be written to. What you did since the last time it was "
    "kept is lost when you leave. Stay, make room on the disk, and take any step: it is then kept."
)
NOTHING_OPEN = "Nothing is lost: whatever you have played is kept."
LEAVE, LIBRARY, STAY = (
    ("leave", "Leave the game."),
    ("library", "Go to the library of cases."),
    ("stay", "Stay."),
)


class LeaveScreen(AskScreen):
    """Says what is kept; dismissed with "leave", "library" or "stay"."""

    PLACES = (
        Place(
            "leave",
            "Leave",
            ("choose", "take", "help", "back"),
            "What is kept when you leave, and where you can go.",
            {"back": "stay", "leave": "leave"},
        ),
    )
    TOO_SMALL = "Leave? q leaves, esc stays."

    def __init__(self, *, playing: bool, unkept: bool) -> None:
        said = UNKEPT if unkept else KEPT if playing else NOTHING_OPEN
        super().__init__("Leave?", (said,), (LEAVE, LIBRARY, STAY) if playing else (LEAVE, STAY))

    def action_leave(self) -> None:
        self.dismiss("leave")
