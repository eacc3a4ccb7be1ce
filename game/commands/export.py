"""`historian export`: write a playthrough down."""

from __future__ import annotations

import argparse

from game.commands import DONE, Refusal
from game.commands.finding import fitted, playable, save_named
from game.commands.output import add_output, give


def declare(asked: argparse.ArgumentParser) -> None:
    """The arguments it takes."""
    asked.add_argument("save", metavar="SAVE", help="the name or path of a saved playthrough, or: latest")
    asked.add_argument(
        "--format", choices=("md", "html", "json"), default="md", help="Markdown, HTML or JSON"
    )
    add_output(asked)
    asked.add_argument("--case", metavar="CASE", help="the case it belongs to, if that is not installed")


def run(asked: argparse.Namespace) -> int:
    """Write a playthrough down."""
    from game.case.folders import data_folder
    from game.play.export import export
    from game.settings import load_settings

    path, save = save_named(asked.save)
    try:
        case = playable(asked.case or save.case.id)
    except Refusal as refusal:
        if asked.case:
            raise
        hint = "If the case lies somewhere else, add: --case PATH"
        raise Refusal(f"{str(refusal).rstrip('.')}. {hint}", refusal.code) from None
    play = fitted(path, save, case).play
    easier = load_settings(data_folder()).easier
    give(export(play, asked.format, save.begun, save.played, easier), asked.output)
    return DONE
