"""`historian play`: the library, or one case."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from game.commands import FALLS_SHORT, Refusal
from game.commands.display_options import add_looks, add_player
from game.commands.resolve import add_part, part_asked, playable
from game.commands.typed_lines import lines
from game.play.settings import TELLS

if TYPE_CHECKING:
    from game.case.model import Case


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument(
        "case",
        nargs="?",
        metavar="CASE",
        help="a case by its id, or the path of its folder; without it, the library",
    )
    add_part(asked, "play")
    asked.add_argument("--fresh", action="store_true", help="begin anew; what was played before stays")
    asked.add_argument("--choices", metavar="A,B,C", help="take these choices first, by their ids")
    asked.add_argument(
        "--tell",
        choices=tuple(TELLS),
        help="when to tell what really happened, for as long as this is played: after each decision, when a "
        "chapter ends, or at the end",
    )
    add_player(asked)
    add_looks(asked)


def run(asked: argparse.Namespace) -> int:
    """The library, or one case."""
    if asked.case is None and (asked.chapter or asked.route or asked.choices):
        raise Refusal("--chapter, --route and --choices need a case: historian play CASE --chapter C")
    choices = tuple(choice.strip() for choice in (asked.choices or "").split(",") if choice.strip())
    if wants_plain(getattr(asked, "plain", False)):
        return play_plain(asked, chosen_case(asked, choices), choices)
    return play_on_screen(asked, choices)


def chosen_case(asked: argparse.Namespace, choices: tuple[str, ...], read: Case | None = None) -> Case | None:
    """The case that was asked for, which fits what else was asked; `read` if it has been read already."""
    if asked.case is None:
        return None
    case = read or playable(asked.case)
    part = part_asked(case, asked)
    if choices:
        from game.play import Playthrough

        Playthrough.replay(case, choices, *part)  # refused, if it is, before anything is opened
    return case


def play_on_screen(asked: argparse.Namespace, choices: tuple[str, ...]) -> int:
    """The full screen. Its import is the longest part of the start, so the case is read meanwhile."""
    from game.case.ahead import read_ahead

    ready = read_ahead(asked.case) if asked.case is not None else lambda: None
    try:
        from game.tui import play as play_with_textual
        from game.tui import prepare

        prepare(straight_into_a_case=asked.case is not None)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] != "textual":
            raise
        ready()
        message = "the full screen needs the package 'textual', which is not installed."
        raise Refusal(f"{message} Without it, type: historian --plain", FALLS_SHORT) from None
    return play_with_textual(
        chosen_case(asked, choices, ready()),
        chapter=asked.chapter,
        route=asked.route,
        fresh=asked.fresh,
        choices=choices,
        mouse=not getattr(asked, "no_mouse", False),
        player=getattr(asked, "player", None),
        tell=getattr(asked, "tell", None),
    )


def wants_plain(said: bool) -> bool:
    """Whether to play line by line: asked for, or nothing else would work here."""
    if said:
        return True
    if os.environ.get("TEXTUAL_DRIVER"):
        return False
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        return True
    terminal = os.environ.get("TERM", "")
    return terminal == "dumb" or (not terminal and sys.platform != "win32")


def play_plain(asked: argparse.Namespace, case: Case | None, choices: tuple[str, ...]) -> int:
    from game.plain import run as play_line_by_line

    return play_line_by_line(
        lines(sys.stdin),
        write,
        case=case,
        choices=choices,
        chapter=asked.chapter,
        route=asked.route,
        fresh=asked.fresh,
        player=getattr(asked, "player", None),
        tell=getattr(asked, "tell", None),
        width=width_asked(asked),
        echo=not (sys.stdin and sys.stdin.isatty()),
    )


def width_asked(asked: argparse.Namespace) -> int | None:
    """The columns to wrap at; None leaves that to the terminal. Raises `Refusal`."""
    width: int | None = getattr(asked, "width", None)
    if width is not None and width < 20:
        raise Refusal("--width needs at least 20 columns.")
    return width


def write(text: str) -> None:
    """Write to standard output; a question is shown at once."""
    if sys.stdout:
        sys.stdout.write(text)
        if not text.endswith("\n"):
            sys.stdout.flush()
