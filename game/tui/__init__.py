"""The full-screen face, drawn with Textual."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.case.model import Case
    from game.play.settings import Tell


def prepare(*, straight_into_a_case: bool) -> None:
    """Import what the first screen needs: the longest part of a start. Raises `ModuleNotFoundError`."""
    # Hardly anything becomes garbage before the first screen stands; looking for it would delay it.
    gc.disable()
    import game.tui.app

    if straight_into_a_case:
        import game.play.saves.shelf
        import game.tui.screens.scene  # noqa: F401


def play(
    case: Case | None = None,
    *,
    chapter: str | None = None,
    route: str | None = None,
    fresh: bool = False,
    choices: tuple[str, ...] = (),
    mouse: bool = True,
    home: Path | None = None,
    player: str | None = None,
    tell: Tell | None = None,
) -> int:
    """Open the library, or go straight into a case; returns the exit code.

    `player` is whose game it is, `tell` when to tell what happened, if not as she has set it. A case goes
    on where she stopped, or begins: with `fresh`, with a `chapter` or `route` that has no save to go on with,
    or with `choices` already taken. Raises `NotOpen` where a choice cannot be taken, and `UnknownId` where
    there is no such chapter or route.
    """
    from game.case.parts import CasePart
    from game.tui.app import HistorianApp
    from game.tui.keys import guard_pastes

    begin = None
    if case is not None:
        from game.play.playthrough import Playthrough

        begin = Playthrough.replay(case, choices, *CasePart(chapter, route))
    guard_pastes()
    anew = fresh or bool(choices)
    app = HistorianApp(home=home, begin=begin, player=player, anew=anew, tell=tell)
    app.long_lived = True
    app.run(mouse=mouse)
    if app.return_code:
        return app.return_code
    if app.unkept:
        print("This playthrough could not be kept on the disk; what you did since then is lost.")
    elif app.last_kept is not None:
        print(f"Nothing is lost. Your playthrough is kept as {app.last_kept.stem}.")
    return 0
