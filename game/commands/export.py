"""`historian export`: write a playthrough down."""

from __future__ import annotations

import argparse
import os

from game.commands import DONE, FALLS_SHORT, Refusal, complain
from game.commands.finding import playable
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
    from pathlib import Path

    from game.case.folders import data_folder
    from game.play.export import export as exported
    from game.play.fitting import fit
    from game.play.saves import CannotLoad, Shelf
    from game.settings import load_settings

    home = data_folder()
    shelf = Shelf.at(home)
    path = Path(asked.save) if os.path.isfile(asked.save) else shelf.named(asked.save)  # noqa: PTH113
    if path is None:
        names = [header.name for header in shelf.all()[:8]]
        instead = f"There are: {', '.join(names)}." if names else "Nothing has been played yet."
        raise Refusal(f"there is no saved playthrough {asked.save!r}. {instead}")
    try:
        save = shelf.written(path)
    except CannotLoad as problem:
        raise Refusal(str(problem), FALLS_SHORT) from None
    try:
        case = playable(asked.case or save.case.id)
    except Refusal as refusal:
        if asked.case:
            raise
        hint = "If the case lies somewhere else, add: --case PATH"
        raise Refusal(f"{str(refusal).rstrip('.')}. {hint}", refusal.code) from None
    if case.id != save.case.id:
        raise Refusal(f"{path.name} is a playthrough of {save.case.id!r}, not of {case.id!r}.")
    fitted = fit(save, case)
    for message in fitted.messages:
        complain(message)
    text = exported(fitted.play, asked.format, save.begun, save.played, load_settings(home).easier)
    give(text, asked.output)
    return DONE
