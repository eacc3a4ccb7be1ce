"""`historian export`: write a playthrough down."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.case.folders import data_folder
from game.commands import DONE, Refusal, complain, harmless
from game.commands.display_options import add_player
from game.commands.output import add_place, folder_for, put, show
from game.commands.resolve import fitted, playable, save_named
from game.play.exams import Exam, NoExam, load_exam
from game.play.export import Changes, export, file_name
from game.play.output_files import free_file, is_folder
from game.play.report.report import LEAVABLE, Leavable
from game.play.saves.shelf import player_name
from game.play.settings import load_settings


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("save", metavar="SAVE", help="the name or path of a saved playthrough, or: latest")
    asked.add_argument(
        "--format", choices=("md", "html", "json"), default="md", help="Markdown, HTML or JSON"
    )
    add_place(asked, "a file is made beside, or the text goes to a pipe")
    asked.add_argument("--name", metavar="NAME", help="whose it is, for the file's name and its first page")
    add_player(asked)
    asked.add_argument(
        "--exam", metavar="PROFILE", help="label the plan for an exam, such as aqa (none: no labels)"
    )
    asked.add_argument(
        "--library",
        action="store_true",
        help="add the library of the case, with the whole record, and the transcript as an appendix",
    )
    asked.add_argument(
        "--without",
        metavar="PARTS",
        action="extend",
        type=parts,
        default=[],
        help="leave out of the appendix any of transcript, record, claims and people, with commas between",
    )
    asked.add_argument("--case", metavar="CASE", help="the case it belongs to, if that is not installed")


def parts(words: str) -> list[Leavable]:
    """The parts that are named, with commas between. Raises `ArgumentTypeError`."""
    named = [word.strip() for word in words.split(",") if word.strip()]
    known = {str(each): each for each in LEAVABLE}
    for word in named:
        if word not in known:
            raise argparse.ArgumentTypeError(f'there is no part "{word}"; there are {", ".join(known)}')
    return [known[word] for word in named]


def run(asked: argparse.Namespace) -> int:
    """Write a playthrough down."""
    if asked.format == "json" and (asked.exam or asked.without or asked.library):
        raise Refusal(
            "--exam, --library and --without change the text of a debrief; json holds the whole playthrough."
        )
    home = data_folder()
    settings = load_settings(home)
    path, save = save_named(asked.save, player=getattr(asked, "player", None))
    try:
        case = playable(asked.case or save.case.id)
    except Refusal as refusal:
        if asked.case:
            raise
        hint = "If the case lies somewhere else, add: --case PATH"
        raise Refusal(f"{refusal} {hint}", refusal.code) from None
    found = fitted(path, save, case)
    exam = labelled_by(settings.exam if asked.exam is None else asked.exam, home, asked.exam is not None)
    name = save.player if asked.name is None else player_name(asked.name)
    text = export(
        found.play,
        asked.format,
        save.begun,
        save.played,
        settings.easier,
        exam=exam,
        library=asked.library,
        without=asked.without,
        name=name,
        changes=Changes(found.messages, found.left_out),
        tell=settings.tell,
    )
    if asked.output is None and not (sys.stdout and sys.stdout.isatty()):
        show(text)
        return DONE
    place = asked.output or "."
    if is_folder(place):
        target = free_file(folder_for(place) / file_name(found.play, asked.format, save.played, name))
        put(target, text)
        print(harmless(str(target)))
    else:
        put(Path(place), text, replace=asked.replace)
    return DONE


def labelled_by(exam: str, home: Path, was_asked: bool) -> Exam | None:
    """The profile of this name. Raises `Refusal` where it was asked for and cannot be had."""
    try:
        return load_exam("" if exam == "none" else exam, home)
    except NoExam as problem:
        if was_asked:
            raise
        complain(f"the plan is not labelled: {problem}")
        return None
