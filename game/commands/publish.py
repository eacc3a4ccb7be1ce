"""`historian publish`: a case as one HTML file that plays in any browser, offline."""

from __future__ import annotations

import argparse

from game.commands import DONE, harmless
from game.commands.output import give
from game.commands.resolve import add_part, part_asked, playable
from game.play.output_files import safe_name
from game.web.page import page


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("path", metavar="PATH", help="a case by the path of its folder, or its id")
    add_part(asked, "publish")
    asked.add_argument(
        "--output", metavar="FILE", help="the file; without it one that is named after the case"
    )
    asked.add_argument(
        "--uncompressed", action="store_true", help="a larger file, for browsers from before 2023"
    )


def run(asked: argparse.Namespace) -> int:
    """Write the file, anew each time, and say where it is."""
    case = playable(asked.path)
    part = part_asked(case, asked)
    file = asked.output or f"{safe_name(case.id, part.id)}.html"
    give(page(case, part, uncompressed=asked.uncompressed), file)
    print(harmless(file))
    return DONE
