"""`historian class join`: a pupil takes part in a lesson from the terminal, or line by line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.commands import DONE, FALLS_SHORT, Refusal, harmless, purpose
from game.commands.play import wants_plain, width_asked, write
from game.commands.typed_lines import lines

if TYPE_CHECKING:
    from game.case.model import Case
    from game.classroom.link import Address, LessonLink
    from game.classroom.seen import OwnWay


def declare(ways: Any) -> None:
    join = ways.add_parser("join", **purpose("take part in a lesson from this terminal"))
    join.set_defaults(way=joined)
    join.add_argument("url", metavar="ADDRESS", help="the address on the wall, such as 192.168.1.20:8000")
    join.add_argument("--code", metavar="CODE", help="the code on the wall; without it, it is asked")
    join.add_argument("--seat", metavar="N", help="a seat number, if your teacher asks for it")
    join.add_argument(
        "--phrase", metavar="WORDS", help="come back here with your words and number, as 'amber fox 1234'"
    )
    join.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help="line by line")
    join.add_argument(
        "--width", type=int, metavar="N", default=argparse.SUPPRESS, help="with --plain: wrap at N columns"
    )


def joined(asked: argparse.Namespace) -> int:
    """Take part until the lesson is over, or she leaves."""
    from game.case.folders import data_folder
    from game.classroom.half_written import Jotter
    from game.classroom.link import LessonLink, address_of
    from game.plain.talk import EndOfInput, Talk

    plain = wants_plain(getattr(asked, "plain", False))
    talk = Talk(lines(sys.stdin), write, width_asked(asked), echo=not (sys.stdin and sys.stdin.isatty()))
    address = address_of(asked.url)
    link = LessonLink(address)
    home, kept = data_folder(), None
    try:
        code = asked.code or address.code or talk.ask("The code on the wall")
        folder = greet(link, address, code, asked, home, plain).with_suffix("")
        if link.latest is not None and link.latest.mode == "alone":
            return alone(link, home, folder, talk, plain)
        kept = Jotter(folder).home
        if plain:
            from game.classroom.terminal.pupil_lines import Seat

            link.listen()
            Seat(link, talk, Jotter(folder)).attend()
        else:
            from game.classroom.terminal.pupil import attend_on_screen

            attend_on_screen(link, home, folder)
    except EndOfInput:
        pass
    except KeyboardInterrupt:
        print()
    finally:
        link.close()
    if kept is not None and kept.exists():
        print(harmless(f"What you decided, and why, stands in {kept}"))
    print(harmless(f"To come back: historian class join {address.typed}"))
    return DONE


def greet(
    link: LessonLink, address: Address, code: str, asked: argparse.Namespace, home: Path, plain: bool
) -> Path:
    """Come back where she has been before, or join; she is told her name and the words to come back with.

    Gives the file in which that is kept for the next time.
    """
    from game.classroom.keys import typed_code, typed_phrase
    from game.classroom.link import Away, NotDone, keep_pass, kept_pass, pass_file

    code = typed_code(code)
    file = pass_file(home, address, code)
    kept = kept_pass(file)
    if kept is not None and not asked.phrase:
        link.key = kept.key
        try:
            link.look()
        except NotDone:
            link.key = ""
        except Away:
            raise link.nobody_there() from None
        else:
            link.mine = kept
            print(harmless(f"You are {kept.name}, as before."))
            return file
    if asked.phrase:
        mine = link.come_in("/come-back", {"code": code, "phrase": typed_phrase(asked.phrase)})
        mine = mine._replace(phrase=typed_phrase(asked.phrase))
    else:
        client = "plain" if plain else "terminal"
        mine = link.come_in("/join", {"code": code, "seat": asked.seat or "", "client": client})
    try:
        seen = link.look()
    except (Away, NotDone):
        raise Refusal("the lesson has gone away just now. Try again in a moment.", FALLS_SHORT) from None
    mine = mine._replace(name=seen.name)
    keep_pass(file, mine)
    link.mine = mine
    print(harmless(link.who_she_is))
    return file


def alone(link: LessonLink, home: Path, folder: Path, talk: Any, plain: bool) -> int:
    """Her own way through the case, on this machine; every step is handed in."""
    assert link.latest is not None and link.latest.way is not None
    case = case_of(link.latest.way, link.address)
    if plain:
        from game.classroom.terminal.alone_lines import play_alone

        return play_alone(link, case, home, folder, talk)
    from game.classroom.terminal.alone_lines import NOT_YET
    from game.classroom.terminal.pupil import play_alone_on_screen

    if not play_alone_on_screen(link, case, home, folder).settled():
        print(NOT_YET)
    return DONE


def case_of(way: OwnWay, address: Address) -> Case:
    """The case of the lesson as it is installed here. Raises `Refusal` where it is another."""
    from game.commands.resolve import playable

    instead = f"Open {address.typed} in a browser instead; that needs nothing."
    try:
        case = playable(way.case)
    except Refusal:
        raise Refusal(
            f"the case {way.case!r} of this lesson is not installed here. {instead}", FALLS_SHORT
        ) from None
    if case.fingerprint != way.fingerprint:
        raise Refusal(
            f"the lesson plays version {way.version} of “{case.title}”; what is installed here, version "
            f"{case.version}, is not quite the same. {instead}",
            FALLS_SHORT,
        )
    return case
