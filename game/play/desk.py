"""The desk: whose game it is and what she has set, one for every face. It is there before any playthrough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from game.play.settings import Settings, Tell, keep_settings, load_settings

if TYPE_CHECKING:
    from game.play.exams import Exam
    from game.play.saves.shelf import Clock, Shelf

Say = Callable[[str], None]
"""Tells the player something, once."""


class Desk:
    """The folder for a player's data, her shelf of playthroughs, her settings, and how she is spoken to.

    A face makes one at its start, with the name that she gave (`--as`). Where `whose` names somebody, the
    face first asks whose game it is and calls `sit_down` with the answer; until then nobody's playthrough is
    shown. `say` tells the player one sentence. When to `tell` what happened may be asked for at the start
    (`--tell`); it then holds as long as the desk does, or until she sets it herself.
    """

    def __init__(
        self,
        home: Path,
        say: Say,
        player: str | None = None,
        clock: Clock | None = None,
        tell: Tell | None = None,
    ) -> None:
        self.home, self.say = home, say
        self._player, self._clock = player, clock
        kept = load_settings(home)
        self.settings: Settings = replace(kept, tell=tell or kept.tell)
        self._tell_kept = kept.tell
        self._tell_is_set = False

    @cached_property
    def shelf(self) -> Shelf:
        """Her playthroughs, and nobody else's. What reads them is imported when it is first asked for."""
        from game.play.saves.shelf import Shelf, now

        return Shelf.at(self.home, self._clock or now, self._player)

    @property
    def whose(self) -> tuple[str, ...]:
        """The names to choose from before anything is shown; "" is the one who gave none. Usually empty."""
        return self.shelf.players() if self.shelf.player is None else ()

    def sit_down(self, name: str) -> None:
        """Take up the game of this player, who may be new. "" is the one who gave no name."""
        from game.play.saves.shelf import player_name

        self.shelf.player = player_name(name)

    def tell_when(self, tell: Tell) -> None:
        """In a lesson her teacher says when to tell what happened; at this desk she cannot set it herself."""
        self.settings, self._tell_is_set = replace(self.settings, tell=tell), True

    def set(self, settings: Settings) -> None:
        """Take up other settings and keep them; if that cannot be done, it is said, and they hold for now."""
        if settings.tell != self.settings.tell and self._tell_is_set:
            settings = replace(settings, tell=self.settings.tell)
            self.say("In this lesson your teacher says when what happened is told.")
        if settings.tell != self.settings.tell:
            self._tell_kept = settings.tell
        self.settings = settings
        try:
            keep_settings(replace(settings, tell=self._tell_kept), self.home)
        except OSError:
            self.say("This holds for now; the setting could not be kept.")

    @property
    def exam(self) -> Exam | None:
        """The exam profile that is set; None where none is, or where it cannot be read, which is said."""
        from game.play.exams import NoExam, load_exam  # with the debrief; nobody waits for it at the start

        try:
            return load_exam(self.settings.exam, self.home)
        except NoExam as problem:
            self.say(f"The plan is not labelled: {problem}")
            return None
