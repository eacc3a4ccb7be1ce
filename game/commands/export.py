"""`historian export`: write a playthrough down."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.commands import DONE, Refusal, complain
from game.commands.output import add_output, give
from game.commands.resolve import fitted, playable, save_named

if TYPE_CHECKING:
    from game.play.exams import Exam
    from game.play.report.pages import Leavable


def declare(asked: argparse.ArgumentParser) -> None:
    """The arguments it takes."""
    asked.add_argument("save", metavar="SAVE", help="the name or path of a saved playthrough, or: latest")
    asked.add_argument(
        "--format", choices=("md", "html", "json"), default="md", help="Markdown, HTML or JSON"
    )
    add_output(asked)
    asked.add_argument(
        "--exam", metavar="PROFILE", help="label the plan for an exam, such as aqa (none: no labels)"
    )
    asked.add_argument(
        "--without",
        metavar="PARTS",
        action="extend",
        type=parts,
        default=[],
        help="leave out parts: any of transcript, record, claims and people, with commas between",
    )
    asked.add_argument("--case", metavar="CASE", help="the case it belongs to, if that is not installed")


def parts(words: str) -> list[Leavable]:
    """The parts that are named, with commas between. Raises `ArgumentTypeError`."""
    from game.play.report.pages import LEAVABLE

    named = [word.strip() for word in words.split(",") if word.strip()]
    known = {str(each): each for each in LEAVABLE}
    for word in named:
        if word not in known:
            raise argparse.ArgumentTypeError(f'there is no part "{word}"; there are {", ".join(known)}')
    return [known[word] for word in named]


def run(asked: argparse.Namespace) -> int:
    """Write a playthrough down."""
    from game.case.folders import data_folder
    from game.play.export import export
    from game.play.settings import load_settings

    home = data_folder()
    settings = load_settings(home)
    path, save = save_named(asked.save)
    try:
        case = playable(asked.case or save.case.id)
    except Refusal as refusal:
        if asked.case:
            raise
        hint = "If the case lies somewhere else, add: --case PATH"
        raise Refusal(f"{str(refusal).rstrip('.')}. {hint}", refusal.code) from None
    play = fitted(path, save, case).play
    exam = labelled_by(settings.exam if asked.exam is None else asked.exam, home, asked.exam is not None)
    text = export(
        play, asked.format, save.begun, save.played, settings.easier, exam=exam, without=asked.without
    )
    give(text, asked.output)
    return DONE


def labelled_by(exam: str, home: Path, was_asked: bool) -> Exam | None:
    """The profile of this name. Raises `Refusal` where it was asked for and cannot be had."""
    from game.play.exams import NoExam, load_exam

    try:
        return load_exam("" if exam == "none" else exam, home)
    except NoExam as problem:
        if was_asked:
            raise Refusal(str(problem)) from None
        complain(f"the plan is not labelled: {problem}")
        return None
