"""`historian handout`: a lesson on paper."""

from __future__ import annotations

import argparse

from game.commands import DONE, Refusal, harmless
from game.commands.output import add_place, folder_for, is_folder, put, show
from game.commands.resolve import check_chapter, playable


def declare(asked: argparse.ArgumentParser) -> None:
    """The arguments it takes."""
    asked.add_argument("path", metavar="PATH", help="a case by the path of its folder, or its id")
    asked.add_argument("--chapter", metavar="C", help="this chapter alone")
    asked.add_argument("--format", choices=("html", "md"), default="html", help="HTML to print, or Markdown")
    asked.add_argument(
        "--for", dest="reader", choices=("students", "teacher"), help="this part alone; without it, both"
    )
    asked.add_argument("--easier", action="store_true", help="the easier reading, where there is one")
    asked.add_argument("--lesson", metavar="MINUTES", type=int, default=50, help="how long a lesson is (50)")
    add_place(asked, "it is shown; into a folder go two files, one for each part")


def run(asked: argparse.Namespace) -> int:
    """Write a handout down."""
    from pathlib import Path

    from game.authoring.handout import LONGEST, READERS, SHORTEST, handout
    from game.play.output_files import safe_name

    if not SHORTEST <= asked.lesson <= LONGEST:
        raise Refusal(f"--lesson needs a number of minutes from {SHORTEST} to {LONGEST}.")
    case = playable(asked.path)
    check_chapter(case, asked.chapter)
    readers = [reader for reader in READERS if asked.reader in (None, reader)]
    how = (asked.chapter, asked.format, asked.easier, asked.lesson)
    if asked.output is None:
        show(handout(case, readers, *how))
        return DONE
    if not is_folder(asked.output):
        put(Path(asked.output), handout(case, readers, *how), replace=asked.replace)
        return DONE
    folder, name = folder_for(asked.output), safe_name(case.id, asked.chapter or "")
    for reader in readers:
        file = folder / f"{name}-{reader}.{asked.format}"
        put(file, handout(case, (reader,), *how), replace=asked.replace)
        print(harmless(str(file)))
    return DONE
