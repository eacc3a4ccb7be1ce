"""`historian class`: what a teacher does with a class, and how a pupil takes part."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.commands import (
    DONE,
    FALLS_SHORT,
    Refusal,
    complain,
    district,
    harmless,
    hosting,
    joining,
    keeping,
    purpose,
    readying,
)
from game.commands.output import add_place, folder_for, put
from game.commands.resolve import playable


def declare(asked: argparse.ArgumentParser) -> None:
    ways = asked.add_subparsers(title="what to do", metavar="WHAT", required=True)
    collect = ways.add_parser(
        "collect", **purpose("a page, a text and a table of all files that a class handed in")
    )
    collect.set_defaults(way=collected)
    collect.add_argument("folder", metavar="FOLDER", help="the folder with the files that pupils handed in")
    collect.add_argument("--case", metavar="CASE", help="the case they belong to, if that is not installed")
    collect.add_argument(
        "--without-names", action="store_true", help="numbers in place of the names that pupils typed"
    )
    add_place(collect, "the files are made beside the folder")
    for each in (hosting, joining, keeping, readying, district):
        each.declare(ways)


def run(asked: argparse.Namespace) -> int:
    """Do what was asked."""
    done: int = asked.way(asked)
    return done


def collected(asked: argparse.Namespace) -> int:
    """Write down what a class handed in: a page, Markdown and a table, for each case."""
    from game.classroom.handed_in import handed_in, without_names
    from game.classroom.other_ways import proved_of
    from game.classroom.pages import class_pages
    from game.classroom.spreadsheet import class_table
    from game.play.output_files import is_folder, safe_name
    from game.play.report.html import as_html
    from game.play.report.markdown import as_markdown

    folder = Path(asked.folder)
    if not folder.is_dir():
        raise Refusal(f"there is no folder {asked.folder}.")
    if asked.output is not None and not is_folder(asked.output):
        raise Refusal(f"several files are made: name a folder, not {asked.output}.")
    classes, told = handed_in(folder, lambda case_id: playable(asked.case or case_id))
    for class_ in classes:
        for remark in class_.told:
            complain(remark)
    for remark in told:
        complain(remark)
    classes = tuple(class_ for class_ in classes if class_.pupils)
    if not classes:
        raise Refusal(
            f"{asked.folder} holds no playthrough that can be read. Pupils hand in the files that end in "
            ".json: historian export SAVE --format json, or the file that the browser saves.",
            FALLS_SHORT,
        )
    target = folder_for(asked.output) if asked.output else folder.absolute().parent
    for class_ in classes:
        shown = without_names(class_) if asked.without_names else class_
        proved = proved_of(shown.case, (pupil.play for pupil in shown.pupils))
        pages = tuple(class_pages(shown, proved, () if asked.without_names else told))
        stem = safe_name(class_.case.id, "class")
        for ending, text in (
            ("html", as_html(f"{class_.case.title}: the class", pages)),
            ("md", as_markdown(pages)),
            ("csv", class_table(shown)),
        ):
            put(target / f"{stem}.{ending}", text, replace=asked.replace)
            print(harmless(str(target / f"{stem}.{ending}")))
    return DONE
