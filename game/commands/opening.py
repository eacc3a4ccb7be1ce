"""What a lesson is opened with: the same on a teacher's machine and on a server for many."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from game.commands import Refusal
from game.commands.resolve import add_part, part_asked
from game.play.settings import TELLS

if TYPE_CHECKING:
    from game.case.model import Case
    from game.classroom.events import Mode, Opened

MOST_MINUTES = 600


def add_lesson(asked: argparse.ArgumentParser) -> None:
    """What of the case is played, and how."""
    add_part(asked, "play")
    asked.add_argument("--scene", metavar="S", help="this decision alone: ten minutes of any lesson")
    asked.add_argument(
        "--mode", choices=("together", "alone"), help="one class (as without it), or each her own way"
    )
    asked.add_argument(
        "--follow",
        choices=("majority", "teacher", "history"),
        help="which course the class goes on with; without it the majority's",
    )
    asked.add_argument(
        "--minutes",
        type=int,
        default=0,
        metavar="N",
        help="minutes for reading, told to pupils",
    )
    asked.add_argument(
        "--tell",
        choices=tuple(TELLS),
        help="alone: when to tell what really happened; without it each pupil sets that herself",
    )


def lesson_opened(case: Case, asked: argparse.Namespace) -> Opened:
    """A lesson as it was asked for. Raises `Refusal` where it cannot be held so."""
    from game.classroom.events import Opened
    from game.classroom.lesson import begin
    from game.play.playthrough import UnknownId

    if not 0 <= asked.minutes <= MOST_MINUTES:
        raise Refusal(f"--minutes takes a number from 1 to {MOST_MINUTES}.")
    mode: Mode = asked.mode or "together"
    if asked.follow and mode == "alone":
        raise Refusal("--follow is for a class that decides together: alone, each goes her own way.")
    if asked.tell and mode != "alone":
        raise Refusal(
            "--tell is for --mode alone: a class that decides together hears the record in its turn."
        )
    if asked.scene and mode == "alone":
        raise Refusal("--scene is for a class that decides together: alone, name a chapter or a route.")
    part = part_asked(case, asked)
    opened = Opened(
        case.id,
        case.version,
        case.fingerprint,
        mode,
        asked.follow or "majority",
        *(part.chapter, part.route, asked.scene, asked.minutes, asked.tell),
    )
    try:
        begin(case, opened)
    except UnknownId as why:
        raise Refusal(f"“{case.title}” cannot be begun there: {why}.") from None
    return opened
