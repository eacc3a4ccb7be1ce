"""The `historian` command: what can be asked, and how it ends."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

from game.commands import DONE, FALLS_SHORT, INTERRUPTED, Refusal, complain, purpose
from game.commands.display_options import add_looks, add_player
from game.phrases import sentence

COMMANDS = {
    "play": "play a case, or open the library",
    "cases": "what is installed, with length and question",
    "check": "find mistakes in a case",
    "new": "a small working case to start from",
    "routes": "the fewest playthroughs that show everything of a case",
    "graph": "draw a case: scenes, choices, and where they lead",
    "preview": "play a case while you write it: what you save is taken up at once",
    "schema": "the case format as JSON Schema, for editors",
    "export": "write a playthrough down: the debrief with your plan",
    "publish": "one HTML file that plays a case in any browser, offline",
    "serve": "the library in the browser of this machine",
    "handout": "a lesson on paper: sheets, sources, vote cards, lesson plan and key",
    "class": "a lesson: hold it, join it, and read what a class decided",
}
"""Every command, with what it is for. The module of the same name in `game.commands` carries it out."""
NAMED_OTHERWISE = {"class": "classroom"}
"""Modules whose command has a name that no module can have."""


def command(name: str) -> ModuleType:
    """The module of a command; nothing of the others is loaded."""
    from importlib import import_module

    return import_module(f"game.commands.{NAMED_OTHERWISE.get(name, name)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Gives its exit code: 0 done, 1 what was checked falls short, 2 bad usage."""
    forgive_encodings()
    try:
        asked = parser().parse_args(arguments)
        code: int = command(asked.command).run(asked)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except Refusal as refusal:
        complain(str(refusal))
        return refusal.code
    except KeyboardInterrupt:
        if sys.stdout and sys.stdout.isatty():
            print()
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads any more. Python would complain once again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except Exception as error:
        complain(what_went_wrong(error))
        return FALLS_SHORT


def forgive_encodings() -> None:
    """Characters that a terminal cannot show become question marks, not errors."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def what_went_wrong(error: Exception) -> str:
    """Write a report of a fault in the program, and say where it is."""
    import traceback

    from game.case.folders import data_folder
    from game.play.saves.atomic_file import replace_file

    report = data_folder() / "last-fault.txt"
    try:
        report.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # For her eyes: what she wrote may stand in it.
        replace_file(report, "".join(traceback.format_exception(error)).encode("utf-8", "replace"))
        where = f"What went wrong is written in {report}; please send it to whoever looks after the game."
    except OSError:
        where = f"It could not be written down in {report}."
    return f"something went wrong that should not have ({type(error).__name__}). {where}"


class Parser(argparse.ArgumentParser):
    """Says what is wrong in a sentence, not in a page of usage."""

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.metavar == "COMMAND" and value not in COMMANDS:
            raise Refusal(
                f"there is no command {value!r}. To play a case, type: {self.prog} play CASE. "
                f"To see what can be asked, type: {self.prog} --help"
            )
        super()._check_value(action, value)

    def error(self, message: str) -> NoReturn:
        raise Refusal(f"{sentence(message)} To see what can be asked, type: {self.prog} --help")


class CommandParser(Parser):
    """The parser of one command; its arguments are declared when it is asked for."""

    def __init__(self, *, command: str, **how: Any) -> None:
        super().__init__(**how)
        self.set_defaults(command=command)
        self.declared = False

    def add_subparsers(self, **how: Any) -> Any:
        return super().add_subparsers(**{"parser_class": Parser, **how})

    def parse_known_args(self, *asked: Any, **how: Any) -> Any:
        if not self.declared:
            self.declared = True
            command(self.get_default("command")).declare(self)
        return super().parse_known_args(*asked, **how)


class ShowVersion(argparse.Action):
    """`--version`; the packages are looked through only when it is asked for."""

    def __call__(self, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("historians-choices")
        except PackageNotFoundError:
            found = "not installed"
        print(f"The Historian's Choices {found}")
        raise SystemExit(DONE)


def parser() -> Parser:
    """Everything that can be asked."""
    top = Parser(
        prog="historian",
        description="Decisions in history, and how we know. Without a command: the library of cases.",
    )
    top.add_argument("--version", action=ShowVersion, nargs=0, help="show the version and leave")
    add_player(top)
    add_looks(top)
    top.set_defaults(command="play", case=None, chapter=None, route=None, fresh=False, choices=None)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=CommandParser)
    for name, what in COMMANDS.items():
        commands.add_parser(name, command=name, **purpose(what))
    return top
