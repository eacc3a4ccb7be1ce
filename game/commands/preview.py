"""`historian preview`: play a case while it is written."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from game.commands import DONE, FALLS_SHORT, Refusal, complain
from game.commands.display_options import add_looks
from game.commands.play import wants_plain, width_asked, write
from game.commands.resolve import found
from game.commands.typed_lines import lines

if TYPE_CHECKING:
    from game.authoring.preview.rehearsal import Rehearsal


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("path", metavar="PATH", help="a case by the path of its folder, or its id")
    asked.add_argument("--from", dest="scene", default="", metavar="SCENE", help="begin at this scene")
    asked.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="begin with this value of a variable; may be given several times",
    )
    asked.add_argument("--web", action="store_true", help="in the browser of this machine")
    add_looks(asked)


def run(asked: argparse.Namespace) -> int:
    """Play, and take up whatever is saved, until the author leaves."""
    try:
        if asked.web:
            return preview_in_browser(asked)
        if wants_plain(getattr(asked, "plain", False)):
            return preview_plain(asked)
        return preview_on_screen(asked)
    except KeyboardInterrupt:
        return DONE


def preview_on_screen(asked: argparse.Namespace) -> int:
    """The full screen."""
    ready = rehearsal(asked)
    try:
        from game.tui import prepare

        prepare(straight_into_a_case=True)
        from game.authoring.preview.face.app import run as run_on_screen
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] != "textual":
            raise
        message = "the full screen needs the package 'textual', which is not installed."
        raise Refusal(f"{message} Without it, add: --plain", FALLS_SHORT) from None
    return run_on_screen(ready, mouse=not getattr(asked, "no_mouse", False))


def rehearsal(asked: argparse.Namespace) -> Rehearsal:
    """The case as it is now, and where its preview begins. Raises `Refusal` for what the case has not."""
    from game.authoring.preview.reading import read
    from game.authoring.preview.rehearsal import Rehearsal

    folder = found(asked.path)
    return Rehearsal(folder, read(folder), asked.scene, tuple(asked.settings))


def preview_plain(asked: argparse.Namespace) -> int:
    """Line by line."""
    from game.authoring.preview.lines import run as run_line_by_line

    width = width_asked(asked)
    ready = rehearsal(asked)
    if not getattr(asked, "plain", False):
        complain("there is no full screen here, so the preview goes line by line.")
    echo = not (sys.stdin and sys.stdin.isatty())
    return run_line_by_line(ready, lines(sys.stdin), write, width=width, echo=echo)


def preview_in_browser(asked: argparse.Namespace) -> int:
    """The page, which is loaded again when the author has saved, and stays where she is."""
    from game.authoring.preview.in_browser import RehearsalSite
    from game.commands.serve import served

    site = RehearsalSite(found(asked.path), asked.scene, tuple(asked.settings))
    return served(site, None, "The preview")
