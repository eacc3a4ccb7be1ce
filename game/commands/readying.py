"""`historian class check`: is everything there for a lesson? A line each, with what to do about it."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from game.commands import DONE, FALLS_SHORT, harmless, purpose
from game.commands.hosting import add_address, certificate_asked
from game.commands.lesson_store import add_store

if TYPE_CHECKING:
    from game.classroom.serving import Serving
    from game.classroom.store import Store


def declare(ways: Any) -> None:
    check = ways.add_parser("check", **purpose("before a lesson: is everything there?"))
    check.set_defaults(way=checked)
    check.add_argument(
        "--try", action="store_true", dest="trying", help="serve the page on which devices try themselves out"
    )
    add_address(check)
    add_store(check)


def checked(asked: argparse.Namespace) -> int:
    """Tell what is ready and what is not; with `--try`, let devices measure, too."""
    from game.classroom.readiness import findings

    certificate = certificate_asked(asked)
    found = list(findings(asked.address, asked.port, asked.store, secure=certificate is not None))
    colour = bool(sys.stdout and sys.stdout.isatty() and "NO_COLOR" not in os.environ)
    for each in found:
        print(in_colour(harmless(each.line), each.good) if colour else harmless(each.line))
    ready = all(each.good is not False for each in found)
    if not ready or not asked.trying:
        return DONE if ready else FALLS_SHORT
    with contextlib.suppress(KeyboardInterrupt):
        hold_trial(asked.address, asked.port, certificate, print)
    return DONE


def in_colour(line: str, good: bool | None) -> str:
    """A line in green or red, or in yellow where only a trial can tell, beside its word."""
    return f"\x1b[{ {True: 32, False: 31, None: 33}[good] }m{line}\x1b[0m"


def hold_trial(
    address: str | None, port: int, certificate: tuple[Path, Path] | None, tell: Callable[[str], object]
) -> None:
    """Serve the page on which devices try themselves out, and tell the verdict whenever it is another.

    It ends with an interrupt. Raises `Refusal` where it cannot be served.
    """
    from game.classroom.store import Store

    with TemporaryDirectory() as folder, contextlib.closing(Store.at(Path(folder) / "trial.db")) as store:
        serving, page = trial_at(address, port, certificate, store)
        serving.start()
        try:
            tell(f"Open {page} on every device, and leave it open for two minutes. Ctrl+C ends this.")
            last, stopped = "", threading.Event()
            while not stopped.wait(1.0):
                verdict = serving.classroom.trial.verdict(page)
                if verdict != last:
                    last = verdict
                    tell(verdict)
        finally:
            serving.stop()


def trial_at(
    address: str | None, port: int, certificate: tuple[Path, Path] | None, store: Store
) -> tuple[Serving, str]:
    """A server that nobody can join, with the address of the page on it."""
    from game.case import load_case
    from game.case.catalogue import find_case
    from game.classroom import host
    from game.classroom.addresses import where
    from game.classroom.events import Barred, Event, Opened
    from game.classroom.serving import Serving
    from game.classroom.store import Row

    reached = where(address, port, secure=certificate is not None)
    case = load_case(find_case("testament"))
    opening = host.open_lesson(store, case.id, Opened(case.id, case.version, case.fingerprint, "together"))
    store.append(opening.row.id, [Row(Event(2, datetime.now(UTC), "", Barred()), "barred")])
    classroom = host.classroom_at(store, opening.row, case, reached)
    return Serving(classroom, port, reached.listen, certificate), f"{reached.typed}/try"
