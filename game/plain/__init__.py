"""The line-by-line face: text in, text out. For pipes, screen readers and terminals that cannot draw.

It writes no control codes, moves no cursor and wraps nothing of its own accord.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from game.case.folders import data_folder
from game.case.model import Case
from game.case.parts import CasePart
from game.plain.library import ask_whose, begin, greet, library, played_on, take_up
from game.plain.session import PlainDesk, Sitting
from game.plain.talk import EndOfInput, Left, Talk
from game.play.playthrough import Playthrough
from game.play.saves.shelf import Clock, now
from game.play.settings import Tell

__all__ = ["run"]


def run(
    lines_in: Iterable[str],
    write: Callable[[str], None],
    *,
    case: Case | None = None,
    chapter: str | None = None,
    route: str | None = None,
    fresh: bool = False,
    choices: Sequence[str] = (),
    home: Path | None = None,
    player: str | None = None,
    tell: Tell | None = None,
    clock: Clock = now,
    width: int | None = None,
    echo: bool = False,
) -> int:
    """Play by lines until the player leaves or the lines end; everything is kept after each step.

    Without `case` this is the library. With one it goes on where the player stopped, or begins: with
    `fresh`, with a `chapter` or `route` that has no save to go on with, or with `choices` already taken.
    `player` is whose game it is; where that is not given and several play here, it is asked first. `tell` is
    when to tell what really happened, if not as she has set it.
    Gives the exit code, 0. Raises `NotOpen` where one of `choices` cannot be taken.
    """
    room = PlainDesk(Talk(lines_in, write, width, echo), home or data_folder(), player, clock, tell)
    try:
        ask_whose(room)
        session = opened(room, case, CasePart(chapter, route), fresh, choices) if case else None
        if session is None or played_on(room, session) == "library":
            library(room)
    except (EndOfInput, Left):
        pass
    farewell(room)
    return 0


def opened(
    room: PlainDesk, case: Case, part: CasePart, fresh: bool, choices: Sequence[str]
) -> Sitting | None:
    """Go straight into a case: on from given choices, or where the player stopped, or from the beginning."""
    if choices:
        session = Sitting(Playthrough.replay(case, choices, *part), room)
        session.keep()
        return session
    header = None if fresh else room.shelf.to_go_on(case.id, part)
    room.talk.say(*room.shelf.news())
    greet(room)
    taken_up = take_up(room, case, header) if header else None
    return taken_up or begin(room, case, part)


def farewell(room: PlainDesk) -> None:
    """Say where the playthrough is kept, or that the last of it is not."""
    session = room.session
    path = session.kept.path if session and session.kept else None
    if session and session.cannot_save:
        where = f" What was kept before is in {path.stem}." if path else ""
        room.talk.say(f"The last of what you did could not be kept.{where}")
    elif path:
        room.talk.say(f"Your playthrough is kept as {path.stem}. Nothing is lost.")
    else:
        room.talk.say("Nothing had to be kept. Goodbye.")
