"""The line-by-line face: text in, text out. For pipes, screen readers and terminals that cannot draw.

It writes no control codes, moves no cursor and wraps nothing of its own accord.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from game.case.catalogue import data_folder
from game.case.model import Case
from game.plain.library import begin, library, take_up
from game.plain.playing import playing
from game.plain.session import Room, Session
from game.plain.talk import EndOfInput, Talk
from game.play.playthrough import Playthrough
from game.play.saves import Clock, Shelf, now
from game.settings import load_settings

__all__ = ["run"]


def run(
    lines_in: Iterable[str],
    write: Callable[[str], None],
    *,
    case: Case | None = None,
    play: Playthrough | None = None,
    chapter: str | None = None,
    fresh: bool = False,
    home: Path | None = None,
    clock: Clock = now,
    width: int | None = None,
    echo: bool = False,
) -> int:
    """Play by lines until the player leaves or the lines end; everything is kept after each step.

    Without `case` or `play` this is the library. With a case it goes on where the player stopped, or
    begins (`fresh`, or a `chapter` alone); with a playthrough it goes on from there in a save of its
    own. Gives the exit code, 0.
    """
    home = home or data_folder()
    room = Room(Talk(lines_in, write, width, echo), Shelf(home / "saves", clock), home, load_settings(home))
    try:
        session = Session(room, play) if play else opened(room, case, chapter, fresh) if case else None
        if session is None or playing(session) == "library":
            library(room)
    except EndOfInput:
        pass
    farewell(room)
    return 0


def opened(room: Room, case: Case, chapter: str | None, fresh: bool) -> Session | None:
    """Go straight into a case: on where the player stopped, or from the beginning."""
    headers = () if fresh else room.shelf.of(case.id)
    room.talk.say(*room.shelf.news())
    for header in headers:
        if not header.ended and chapter in (None, header.chapter):
            session = take_up(room, case, header)
            if session is not None:
                room.talk.say("You go on where you stopped.")
                return session
    return begin(room, case, chapter)


def farewell(room: Room) -> None:
    """Say where the playthrough is kept."""
    if room.kept and room.kept.path:
        room.talk.say(f"Your playthrough is kept as {room.kept.path.stem}. Nothing is lost.")
    else:
        room.talk.say("Nothing had to be kept. Goodbye.")
