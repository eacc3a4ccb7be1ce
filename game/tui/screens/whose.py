"""Whose game it is, where several people play on one computer."""

from __future__ import annotations

from collections.abc import Sequence

from game.tui.commands import Place
from game.tui.screens.ask import AskScreen

ABOUT = "Several people have played on this computer. Each of them is shown her own playthroughs only."
SOMEBODY_ELSE = "somebody else"
NEW_NAME = ("Your name", "Under it your playthroughs are kept, and it stands on what you hand in.")


class WhoseScreen(AskScreen):
    """The names to choose from, and somebody else."""

    PLACES = (Place("whose", "Whose game?", ("choose", "take", "help", "leave"), ABOUT, {"back": "leave"}),)

    def __init__(self, names: Sequence[str]) -> None:
        known = [(f"name {name}", f"{name}." if name else "The one who gave no name.") for name in names]
        super().__init__("Whose game is it?", (ABOUT,), (*known, (SOMEBODY_ELSE, "Somebody else.")))

    def take_row(self, key: str) -> None:
        if key == SOMEBODY_ELSE:
            self.game.ask_for_line(lambda name: self.game.sit_down(name) if name else None, *NEW_NAME)
        else:
            self.game.sit_down(key.removeprefix("name "))

    def action_back(self) -> None:
        self.game.ask_to_leave()
