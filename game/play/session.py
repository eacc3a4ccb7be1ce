"""What a face holds while somebody plays: one playthrough, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from game.case.model import Case
from game.play.playthrough import Playthrough
from game.play.saves.shelf import CannotSave, Kept, Shelf

Say = Callable[[str], None]
"""Tells the player something, once."""


@dataclass(slots=True)
class Session:
    """One playthrough in hand, kept after every change.

    `unfolded` are the scenes that were offered folded and then opened. A disk that cannot be written to
    is said once, by `say`, and play goes on.
    """

    play: Playthrough
    shelf: Shelf
    say: Say
    kept: Kept | None = None
    unfolded: set[str] = field(default_factory=set)
    cannot_save: bool = False

    @property
    def case(self) -> Case:
        return self.play.case

    def change(self, play: Playthrough) -> None:
        """Go on with another value of the playthrough, and keep it."""
        if play is not self.play:
            self.play = play
            self.keep()

    def keep(self) -> None:
        """Write the playthrough to the shelf."""
        try:
            self.kept = self.shelf.keep(self.play, self.kept)
        except CannotSave as problem:
            if not self.cannot_save:
                self.say(str(problem))
            self.cannot_save = True
            return
        if self.cannot_save:
            self.cannot_save = False
            self.say("Your playthrough is being kept again.")
        if self.kept.message:
            self.say(self.kept.message)

    @property
    def folded(self) -> bool:
        """Whether the present scene is still folded."""
        scene = self.play.scene
        return bool(scene.care) and not self.play.ended and scene.id not in self.unfolded
