"""Leaving: what is kept, and where to go."""

from __future__ import annotations

from collections.abc import Iterable

from game.tui.commands import Place
from game.tui.screens.ledger_page import LedgerPage
from game.tui.widgets.ledger import BLANK, Entry, numbered, told

KEPT = "Nothing is lost. Your choices, sentences and notes are kept; next time you go on here."
UNKEPT = (
    "This playthrough cannot be kept: the disk cannot be written to. What you did since the last time it was "
    "kept is lost when you leave. Stay, make room on the disk, and take any step: it is then kept."
)
WAYS = (("leave", "Leave the game."), ("library", "Go to the library of cases."), ("stay", "Stay."))


class LeaveScreen(LedgerPage[str]):
    """Says that nothing is lost; dismissed with "leave", "library" or "stay"."""

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

    def on_mount(self) -> None:
        session = self.game.session
        self.heading.show((session.case.title if session else "The Historian’s Choices",))
        self.fill()

    def entries(self) -> Iterable[Entry]:
        said = told(UNKEPT if self.game.unkept else KEPT, "")
        return [told("Leave?", "bold"), BLANK, said, BLANK, *numbered(WAYS)]

    def take_row(self, key: str) -> None:
        self.dismiss(key)

    def action_leave(self) -> None:
        self.dismiss("leave")

    def action_back(self) -> None:
        self.dismiss("stay")
