"""`historian class check`: is everything there for a lesson? A line each, with what to do about it."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from typing import Any

from game.commands import DONE, FALLS_SHORT, harmless
from game.commands.hosting import add_address, add_store, certificate_asked, needs_extra


def declare(ways: Any) -> None:
    """The arguments it takes."""
    check = ways.add_parser("check", help="before a lesson: is everything there?")
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
    ready = all(each.good for each in found)
    if not ready or not asked.trying:
        return DONE if ready else FALLS_SHORT
    try:
        from game.classroom.trial import hold_trial
    except ModuleNotFoundError as missing:
        raise needs_extra(missing) from None
    with contextlib.suppress(KeyboardInterrupt):
        hold_trial(asked.address, asked.port, certificate, print)
    return DONE


def in_colour(line: str, good: bool) -> str:
    """A line in green or red, beside its word."""
    return f"\x1b[{32 if good else 31}m{line}\x1b[0m"
