"""`historian class host`: hold a lesson until it is stopped; what has been acknowledged is kept."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.commands import DONE, Refusal, complain, harmless, purpose
from game.commands.lesson_store import add_store, needs_extra, row_of, store_asked
from game.commands.opening import add_lesson, lesson_opened
from game.commands.play import wants_plain, width_asked, write
from game.commands.resolve import playable
from game.commands.typed_lines import lines

if TYPE_CHECKING:
    from game.case.model import Case
    from game.classroom.addresses import Reached
    from game.classroom.host import Opening
    from game.classroom.serving import Serving
    from game.classroom.store import Store

MOST_SIMULATED = 300
ANEW = ("chapter", "route", "scene", "mode", "follow", "minutes", "tell")
"""What is said of a lesson when it is opened, and cannot be said of one that goes on."""


def declare(ways: Any) -> None:
    host = ways.add_parser("host", **purpose("hold a lesson: pupils join with a code, in any browser"))
    host.set_defaults(way=hosted)
    host.add_argument("case", metavar="CASE", nargs="?", help="a case by its id, or the path of its folder")
    add_lesson(host)
    host.add_argument("--again", metavar="CODE", help="go on with the lesson that has this code")
    host.add_argument(
        "--demo",
        type=int,
        default=0,
        metavar="N",
        help="rehearse with N simulated pupils; nothing is kept",
    )
    host.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help="line by line")
    host.add_argument(
        "--width", type=int, metavar="N", default=argparse.SUPPRESS, help="with --plain: wrap at N columns"
    )
    add_address(host)
    add_store(host)


def add_address(asked: argparse.ArgumentParser) -> None:
    """Where a lesson is reached."""
    asked.add_argument(
        "--address", metavar="HOST", help="what pupils type; without it, this machine's address"
    )
    asked.add_argument("--port", type=int, default=8000, help="the port (8000)")
    asked.add_argument("--tls-cert", metavar="FILE", type=Path, help="a certificate: the lesson is encrypted")
    asked.add_argument("--tls-key", metavar="FILE", type=Path, help="its key")


def hosted(asked: argparse.Namespace) -> int:
    """Hold a lesson until it is stopped."""
    try:
        from game.classroom import host
        from game.classroom.addresses import where
        from game.classroom.serving import Serving
    except ModuleNotFoundError as missing:
        raise needs_extra(missing) from None
    certificate = certificate_asked(asked)
    reached = where(asked.address, asked.port, secure=certificate is not None)
    with contextlib.closing(store_asked(asked)) as store:
        delete_old(store)
        case, opening = lesson_asked(asked, store)
        classroom = host.classroom_at(store, opening.row, case, reached)
        serving = Serving(classroom, asked.port, reached.listen, certificate)
        serving.start()
        try:
            if asked.demo:
                from game.classroom.rehearsal import rehearse

                rehearse(serving, asked.demo)
            before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(DONE))
            try:
                hold(asked, serving, opening, reached)
            finally:
                signal.signal(signal.SIGTERM, before)
        finally:
            serving.stop()
            if asked.demo:
                store.purge([opening.row.id])
        if asked.demo:
            print("The rehearsal is over; nothing of it is kept.")
        else:
            part_from(asked, store, serving, opening)
    return DONE


def certificate_asked(asked: argparse.Namespace) -> tuple[Path, Path] | None:
    """The certificate and its key, if both were named. Raises `Refusal`."""
    if asked.tls_cert is None and asked.tls_key is None:
        return None
    if asked.tls_cert is None or asked.tls_key is None:
        raise Refusal("a certificate needs its key: name both --tls-cert and --tls-key.")
    import ssl

    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(asked.tls_cert, asked.tls_key)
    except (OSError, ssl.SSLError) as error:
        why = getattr(error, "strerror", None) or getattr(error, "reason", None) or error
        raise Refusal(f"{asked.tls_cert} and {asked.tls_key} cannot be used: {why}.") from None
    return asked.tls_cert, asked.tls_key


def delete_old(store: Store) -> None:
    """Lessons in which nothing has happened for so many days are deleted, as every teacher is told."""
    from game.classroom.holding import RETENTION

    now = datetime.now(UTC)
    old = [each.row.id for each in store.kept() if each.older_than(RETENTION, now)]
    if old:
        store.purge(old)
        complain(
            f"{len(old)} of the lessons kept here were older than {RETENTION} days and have been deleted."
        )


def lesson_asked(asked: argparse.Namespace, store: Store) -> tuple[Case, Opening]:
    """The lesson to hold, new or kept, with its case. Raises `Refusal`."""
    from game.classroom import host

    if asked.again:
        if asked.demo:
            raise Refusal("--demo rehearses a lesson of its own and deletes it: leave --again out.")
        if unfit := ["CASE"] * bool(asked.case) + [f"--{each}" for each in ANEW if getattr(asked, each)]:
            raise Refusal(f"--again goes on with a lesson as it was opened: leave {' and '.join(unfit)} out.")
        row = row_of(store, asked.again)
        return playable(row.case), host.more_keys(store, row)
    if asked.case is None:
        raise Refusal("say which case the lesson is about: historian class host testament")
    if not 0 <= asked.demo <= MOST_SIMULATED:
        raise Refusal(f"--demo takes a number from 1 to {MOST_SIMULATED}.")
    case = playable(asked.case)
    opened = lesson_opened(case, asked)._replace(rehearsal=os.getpid() if asked.demo else 0)
    named = str(Path(asked.case).absolute()) if Path(asked.case).is_dir() else asked.case
    return case, host.open_lesson(store, named, opened)


def hold(asked: argparse.Namespace, serving: Serving, opening: Opening, reached: Reached) -> None:
    """Let the teacher hold it: on two pages, by lines, or, where nobody types, until it is ended."""
    if not wants_plain(getattr(asked, "plain", False)):
        from game.classroom.terminal.teacher import hold_on_screen

        hold_on_screen(serving, opening, reached, rehearsal=bool(asked.demo))
        return
    from game.classroom.terminal.teacher_lines import converse
    from game.plain.talk import EndOfInput, Talk

    tell_how_to_join(opening, reached, rehearsal=bool(asked.demo))
    talk = Talk(lines(sys.stdin), write, width_asked(asked), echo=not (sys.stdin and sys.stdin.isatty()))
    with contextlib.suppress(KeyboardInterrupt):
        try:
            converse(serving, talk)
        except EndOfInput:
            serving.thread.join()


def tell_how_to_join(opening: Opening, reached: Reached, *, rehearsal: bool) -> None:
    """The address, the code, the teacher's links, and what is kept."""
    from game.classroom import host
    from game.classroom.addresses import name_to_type, with_port
    from game.classroom.holding import RETENTION

    name = name_to_type()
    also = (
        f"   (or {with_port(name, reached.port, reached.scheme)})" if name and name != reached.address else ""
    )
    print(f"Pupils open   {reached.link}{also}   and type   {opening.row.code}")
    print(f"Your page     {reached.link}/enter/{opening.teacher}")
    print(f"The board     {reached.link}/enter/{opening.board}")
    print("Keep these two links to yourself.")
    if rehearsal:
        print("This is a rehearsal with simulated pupils; nothing of it is kept.")
    else:
        print(f"What pupils write is kept on this machine and deleted after {RETENTION} days, or by:")
        print(f"  historian class purge {opening.row.code}")
    if reached.warning:
        print(reached.warning)
    print(host.picture_in_letters(f"{reached.link}/j/{opening.row.code}"), flush=True)


def part_from(asked: argparse.Namespace, store: Store, serving: Serving, opening: Opening) -> None:
    """What becomes of the lesson: taken up again, or written down and deleted."""
    from game.commands.keeping import offer_to_delete

    code = opening.row.code
    if not serving.lesson.closed:
        print(harmless(f"It is stopped; everything is kept. To go on: historian class host --again {code}"))
    else:
        offer_to_delete(store, opening.row)
