"""The sheet turned line by line: what really happened, the hunch on it, and when all that is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.plain.scenes import read_scene
from game.plain.session import Sitting
from game.plain.talk import begun, number_of
from game.play.playthrough import Playthrough
from game.play.settings import TELLS

if TYPE_CHECKING:
    from game.play.turned_sheet import TurnedSheet


def read_arrival(session: Sitting) -> None:
    """Where play has come to, and the sheet that is turned there: before a scene, after an ending."""
    ended = session.play.ended
    if not ended:
        turn_sheet(session)
    read_scene(session)
    if ended:
        turn_sheet(session)


def turn_sheet(session: Sitting) -> None:
    """What the chapter came to that has ended here, unless that is told at the end."""
    if session.play.turns_sheet and session.tell != "end":
        from game.play.turned_sheet import TurnedSheet  # with the debrief; nobody waits for it at the start

        sheet = TurnedSheet.of(session.play)
        if sheet:
            session.talk.pause()
            read_sheet(session, sheet)


def read_sheet(session: Sitting, sheet: TurnedSheet) -> None:
    """A turned sheet."""
    from game.play.report.transcript import sheet_blocks

    session.talk.pages(sheet_blocks(sheet))
    if sheet.asks_hunch:
        session.talk.say("It stays as it is. To change it, type hunch.")


def read_record(session: Sitting, play: Playthrough) -> None:
    """What really happened where the last decision was taken, if that is told at once."""
    if session.tell == "decision":
        from game.play.report.transcript import happened_fact  # with the debrief
        from game.play.turned_sheet import last_row

        row = last_row(play)
        session.talk.pages(happened_fact(row) if row else ())


def sheet(session: Sitting, words: str) -> None:
    from game.play.turned_sheet import TurnedSheet, last_turned  # with the debrief

    at = last_turned(session.play)
    turned = TurnedSheet.of(at) if at else None
    if session.tell == "end":
        session.talk.say(
            "No sheet is turned: what really happened is told at the end. To change that, type tell."
        )
    elif turned is None:
        session.talk.say("No sheet has been turned yet: that is done where a chapter ends.")
    else:
        read_sheet(session, turned)


def hunch(session: Sitting, words: str) -> None:
    from game.play.debrief.hunch import hunch_is_open, hunch_now  # with the debrief

    play = session.play
    if not hunch_is_open(play):
        session.talk.say("A hunch can be changed between your first guess and your last word.")
        return
    causes, number = tuple(play.case.causes.values()), number_of(words) or 0
    if not 0 < number <= len(causes):
        session.talk.say(
            f"Your hunch, in pencil: {hunch_now(play) or 'none yet'}",
            "To put another explanation first, type hunch and its number:",
            *(f"{place}. {cause.title}" for place, cause in enumerate(causes, 1)),
        )
        return
    session.change(play.change_hunch(causes[number - 1].id))
    session.talk.say(f"Your hunch is now, in pencil: {causes[number - 1].title}")


def tell(session: Sitting, words: str) -> None:
    wanted = begun(words, tuple(TELLS))
    for known in TELLS:
        if known == wanted:
            session.room.set(replace(session.room.settings, tell=known))
    session.talk.say(
        f"What really happened is told {TELLS[session.tell]}.",
        *([] if wanted else [f"To change that, type {', '.join(f'tell {known}' for known in TELLS)}."]),
    )
