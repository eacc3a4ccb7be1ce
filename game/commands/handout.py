"""`historian handout`: a lesson on paper."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.authoring.handout import Handout, handout
from game.authoring.handout.lessons import FASTEST, LONGEST, SHORT, SHORTEST, SLOWEST, WORDS_A_MINUTE
from game.authoring.handout.pieces import Printout
from game.commands import DONE, FALLS_SHORT, Refusal, complain, harmless
from game.commands.output import add_place, folder_for, put, show
from game.commands.resolve import add_part, part_asked, playable
from game.play import UnknownId
from game.play.output_files import is_folder, safe_name


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("path", metavar="PATH", help="a case by the path of its folder, or its id")
    add_part(asked, "print")
    asked.add_argument(
        "--decision", metavar="N", type=int, help="this decision alone, for ten minutes of a lesson"
    )
    asked.add_argument("--format", choices=("html", "md"), default="html", help="HTML to print, or Markdown")
    asked.add_argument(
        "--for", dest="reader", choices=("students", "teacher"), help="these files alone; without it, both"
    )
    asked.add_argument("--easier", action="store_true", help="the easier reading, where there is one")
    asked.add_argument("--large", action="store_true", help="large print: 18 points, short lines")
    asked.add_argument(
        "--lesson", metavar="MINUTES", type=int, help="how long a lesson is (50; 10 for one decision)"
    )
    asked.add_argument("--words-a-minute", metavar="N", type=int, help="how fast the class reads sources")
    add_place(asked, "a folder is made beside, or the whole text goes to a pipe")


def run(asked: argparse.Namespace) -> int:
    """Write a handout down: a file for each sheet, in a folder."""
    shortest = SHORTEST if asked.decision is None else SHORT
    if asked.lesson is not None and not shortest <= asked.lesson <= LONGEST:
        raise Refusal(f"--lesson needs a number of minutes from {shortest} to {LONGEST}.")
    speed = WORDS_A_MINUTE if asked.words_a_minute is None else asked.words_a_minute
    if not SLOWEST <= speed <= FASTEST:
        raise Refusal(f"--words-a-minute needs a number of words from {SLOWEST} to {FASTEST}.")
    case = playable(asked.path)
    part = part_asked(case, asked)
    how = {"easier": asked.easier, "large": asked.large, "minutes": asked.lesson, "speed": speed}
    try:
        made = handout(case, part.chapter, asked.decision, route=part.route, **how)
    except UnknownId as unknown:
        raise Refusal(f"{unknown}.") from None
    files = [file for file in made.files if asked.reader in (None, file.reader)]
    if asked.output == "-" or (asked.output is None and not (sys.stdout and sys.stdout.isatty())):
        show(made.text(files, asked.format))
        return DONE
    if asked.output is None or is_folder(asked.output):
        return write_all(made, files, asked)
    if asked.reader is None:
        raise Refusal(
            f"{asked.output} would hold the key beside the sheets. Name a folder, for a file for each sheet, "
            "or say whom the file is for: --for students, or --for teacher."
        )
    put(Path(asked.output), made.text(files, asked.format), replace=asked.replace)
    return DONE


def write_all(made: Handout, files: list[Printout], asked: argparse.Namespace) -> int:
    """Every file into the folder. What is there already and differs is kept, unless it is to be replaced."""
    folder = folder_for(asked.output or safe_name(*made.stem, "handout"))
    kept = []
    for file in files:
        path = folder / f"{safe_name(*made.stem, file.name, *made.marks)}.{asked.format}"
        text = made.text([file], asked.format)
        if path.is_file() and not asked.replace and path.read_bytes() != text.encode():
            kept.append(path.name)
            continue
        put(path, text, replace=asked.replace)
        print(harmless(str(path)))
    if not kept:
        return DONE
    complain(
        f"left as they were, for there may be changes of yours in them: {', '.join(kept)}. Give another "
        "folder, or add --replace to write over them."
    )
    return FALLS_SHORT
