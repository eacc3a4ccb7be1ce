"""`historian class`: what a teacher does with the playthroughs of a class."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.commands import DONE, FALLS_SHORT, Refusal, complain, district, harmless
from game.commands.output import add_place, folder_for, put
from game.commands.resolve import add_part, part_asked, playable


def declare(asked: argparse.ArgumentParser) -> None:
    """The arguments it takes."""
    ways = asked.add_subparsers(title="what to do", metavar="WHAT", required=True)
    collect = ways.add_parser("collect", help="one page and one table of all files that a class handed in")
    collect.set_defaults(way=collected)
    collect.add_argument("folder", metavar="FOLDER", help="the folder with the files that pupils handed in")
    collect.add_argument("--case", metavar="CASE", help="the case they belong to, if that is not installed")
    collect.add_argument(
        "--without-names", action="store_true", help="numbers in place of the names that pupils typed"
    )
    add_place(collect, "the files are made beside the folder")
    host = ways.add_parser("host", help="hold a lesson: pupils join with a code, in any browser")
    host.set_defaults(way=hosted)
    host.add_argument("case", metavar="CASE", help="a case by its id, or the path of its folder")
    add_part(host, "play")
    host.add_argument("--scene", metavar="S", help="this decision alone: ten minutes of any lesson")
    host.add_argument(
        "--mode", choices=("together", "alone"), default="together", help="one class, or each her own way"
    )
    host.add_argument(
        "--follow",
        choices=("majority", "teacher", "history"),
        default="majority",
        help="which course the class goes on with",
    )
    host.add_argument(
        "--address", metavar="HOST", help="what pupils type; without it, this machine's address"
    )
    host.add_argument("--port", type=int, default=8000, help="the port (8000)")
    host.add_argument("--store", metavar="PLACE", help="where lessons are kept: a file, or postgresql://…")
    host.add_argument("--again", metavar="CODE", help="go on with the lesson that has this code")
    district.declare(ways)


def run(asked: argparse.Namespace) -> int:
    """Do what was asked."""
    done: int = asked.way(asked)
    return done


def collected(asked: argparse.Namespace) -> int:
    """Write down what a class handed in: a page, Markdown and a table, for each case."""
    from game.classroom.handed_in import handed_in, without_names
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
        pages = tuple(class_pages(shown, () if asked.without_names else told))
        stem = safe_name(class_.case.id, "class")
        for ending, text in (
            ("html", as_html(f"{class_.case.title}: the class", pages)),
            ("md", as_markdown(pages)),
            ("csv", class_table(shown)),
        ):
            put(target / f"{stem}.{ending}", text, replace=asked.replace)
            print(harmless(str(target / f"{stem}.{ending}")))
    return DONE


def hosted(asked: argparse.Namespace) -> int:
    """Hold a lesson until it is stopped; what has been acknowledged is kept."""
    try:
        from game.classroom import host
        from game.classroom.events import Opened
        from game.classroom.listening import serve_until_stopped
        from game.classroom.server import application
        from game.classroom.store import Store
    except ModuleNotFoundError as missing:
        raise Refusal(
            f"a lesson needs the package {missing.name!r}. Install the game with its extra: "
            "pip install 'historians-choices[class]'",
            FALLS_SHORT,
        ) from None
    from game.case.folders import data_folder

    case = playable(asked.case)
    part = part_asked(case, asked)
    store = Store.at(asked.store or data_folder() / "lessons.db")
    if asked.again:
        row = next((each for each in store.lessons() if each.code == asked.again.upper()), None)
        if row is None:
            raise Refusal(f"no lesson that is kept has the code {asked.again}.")
        links: tuple[str, ...] = ()
    else:
        opened = Opened(
            case.id,
            case.version,
            case.fingerprint,
            asked.mode,
            asked.follow,
            chapter=part.chapter,
            route=part.route,
            scene=asked.scene,
        )
        opening = host.open_lesson(store, asked.case, opened)
        row, links = opening.row, (opening.teacher, opening.board)
    address = asked.address or host.address_here()
    classroom = host.classroom_for(store, row, case, address, asked.port)
    where = f"http://{classroom.address}"
    print(f"Pupils open   {where}   and type   {row.code}")
    if links:
        print(f"Your page     {where}/enter/{links[0]}")
        print(f"The board     {where}/enter/{links[1]}")
        print("Keep these two links to yourself.")
    print(host.picture_in_letters(f"{where}/j/{row.code}"))
    serve_until_stopped(application(classroom), "0.0.0.0", asked.port)
    return DONE
