"""`historian routes`: the fewest playthroughs that show everything."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.authoring.routes import ProofReadings, as_object, as_words, routes_of
from game.authoring.traces import as_words as depending
from game.case.folders import data_folder
from game.case.model import Case
from game.commands import DONE, FALLS_SHORT, INTERRUPTED, complain
from game.commands.output import add_output, give
from game.commands.proving import progress, seconds
from game.commands.resolve import compiled
from game.phrases import amount
from game.play.playthrough import Playthrough
from game.play.saves.shelf import Shelf

BUDGET = 120.0
"""Seconds that it may take where nothing else is said; an author runs it once in an afternoon."""


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("path", metavar="PATH", help="a case by the path of its folder, or its id")
    asked.add_argument("--format", choices=("text", "json"), default="text", help="text, or one JSON object")
    asked.add_argument(
        "--saves",
        nargs="?",
        const="",
        metavar="FOLDER",
        help="write each as a saved playthrough, into the library or this folder, to step through",
    )
    asked.add_argument(
        "--budget", type=seconds, default=BUDGET, metavar="SECONDS", help=f"the time it may take ({BUDGET:g})"
    )
    add_output(asked)


def run(asked: argparse.Namespace) -> int:
    """Find the playthroughs and show them, or write them as saves."""
    case = compiled(asked.path)
    with progress(f"routes through {case.id}") as tell:
        found = routes_of(case, asked.budget, tell)
    if asked.saves is not None:
        write_saves(case, found, asked.saves)
    if asked.format == "json":
        import json

        give(json.dumps(as_object(found), ensure_ascii=False) + "\n", asked.output)
    else:
        lines = (*as_words(found, asked.path), "", *depending(case, found.traces, found.stopped))
        give("\n".join(lines) + "\n", asked.output)
    if found.stopped:
        return INTERRUPTED
    return FALLS_SHORT if found.missed else DONE


def write_saves(case: Case, found: ProofReadings, folder: str) -> None:
    """Write each route as a saved playthrough, its first step first, so that one can step through it."""
    shelf = Shelf(Path(folder)) if folder else Shelf.at(data_folder())
    for route in found.readings:
        shelf.keep(Playthrough.replay(case, route.steps))
    are = "is" if len(found.readings) == 1 else "are"
    complain(f"{amount(len(found.readings), 'playthrough')} {are} written into {shelf.folder}.")
