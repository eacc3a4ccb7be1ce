"""`historian class lessons`, `report` and `purge`: what is kept of lessons, written down or deleted."""

from __future__ import annotations

import argparse
import contextlib
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.commands import DONE, FALLS_SHORT, Refusal, harmless, purpose
from game.commands.lesson_store import add_store, row_of, store_asked
from game.commands.output import add_place, folder_for, put
from game.commands.resolve import playable
from game.phrases import counted

if TYPE_CHECKING:
    from game.classroom.lesson import Lesson
    from game.classroom.store import KeptLesson, LessonRow, Store


def declare(ways: Any) -> None:
    listing = ways.add_parser("lessons", **purpose("the lessons that are kept on this machine"))
    listing.set_defaults(way=listed)
    add_store(listing)
    report = ways.add_parser(
        "report", **purpose("write a lesson that is kept down as pages, a text and a table")
    )
    report.set_defaults(way=reported)
    report.add_argument("lesson", metavar="LESSON", help="the code of a lesson")
    report.add_argument("--each", action="store_true", help="a page for each pupil, too")
    report.add_argument("--marks", action="store_true", help="with --each: and how you marked her reasons")
    add_place(report, "the files are made in this folder")
    add_store(report)
    purge = ways.add_parser("purge", **purpose("delete lessons with all that pupils wrote in them"))
    purge.set_defaults(way=purged)
    purge.add_argument("lesson", metavar="CODE", nargs="?", help="the code of a lesson")
    purge.add_argument(
        "--older-than",
        type=int,
        metavar="DAYS",
        help="lessons in which nothing has happened for so many days",
    )
    purge.add_argument("--all", action="store_true", help="every lesson")
    purge.add_argument("--yes", action="store_true", help="do not ask")
    add_store(purge)


def listed(asked: argparse.Namespace) -> int:
    """A line for each lesson that is kept."""
    with contextlib.closing(store_asked(asked)) as store:
        for each in store.kept():
            print(harmless(line_of(each)))
        if not store.lessons():
            print("No lesson is kept here.")
    return DONE


def line_of(kept: KeptLesson) -> str:
    """A lesson in one line."""
    over = "  over" if kept.closed else ""
    begun = datetime.fromisoformat(kept.row.begun).astimezone()
    return (
        f"{kept.row.code}  {begun:%Y-%m-%d %H:%M}  {kept.row.case}  "
        f"{counted(kept.people, 'participant')}, {counted(kept.answers, 'answer')}{over}"
    )


def kept_lesson(store: Store, row: LessonRow) -> Lesson:
    """A lesson as its log says it is. Raises `Refusal`."""
    from game.classroom.room import Room

    return Room.of(store, row, playable(row.case)).lesson


def reported(asked: argparse.Namespace) -> int:
    """Write a lesson down: a page, Markdown, a table, and a page to begin the next lesson with."""
    from game.play.output_files import is_folder

    if asked.output is not None and not is_folder(asked.output):
        raise Refusal(f"several files are made: name a folder, not {asked.output}.")
    if asked.marks and not asked.each:
        raise Refusal("--marks is for the pages of single pupils: add --each.")
    with contextlib.closing(store_asked(asked)) as store:
        row = row_of(store, asked.lesson)
        folder = folder_for(asked.output) if asked.output else Path.cwd()
        lesson = kept_lesson(store, row)
        write_down(lesson, row.code, folder, replace=asked.replace, each=asked.each, marked=asked.marks)
    return DONE


def write_down(
    lesson: Lesson, code: str, folder: Path, *, replace: bool, each: bool = False, marked: bool = False
) -> None:
    """Every file of a lesson's report. Raises `Refusal` where one cannot be written."""
    from game.classroom.reaching import here_and_now
    from game.classroom.reports import lesson_pages, lesson_table, one_page, own_pages
    from game.play.output_files import safe_name
    from game.play.report.html import as_html
    from game.play.report.markdown import as_markdown

    stem = safe_name(lesson.case.id, code.lower())
    title = f"{lesson.case.title}: the class"
    pages = tuple(lesson_pages(lesson, here_and_now(lesson)))
    files = [
        (f"{stem}-class.html", as_html(title, pages)),
        (f"{stem}-class.md", as_markdown(pages)),
        (f"{stem}-class.csv", lesson_table(lesson)),
        (f"{stem}-next-lesson.html", as_html(title, tuple(one_page(lesson)))),
    ]
    if each:
        for person in lesson.participants.values():
            name = safe_name(lesson.case.id, code.lower(), person.name)
            own = tuple(own_pages(lesson, person.id, marked=marked))
            files.append((f"{name}.html", as_html(f"{title}, {person.name}", own)))
    for name, text in files:
        put(folder / name, text, replace=replace)
        print(harmless(str(folder / name)))


def purged(asked: argparse.Namespace) -> int:
    """Delete lessons, after asking."""
    if sum((asked.lesson is not None, asked.older_than is not None, asked.all)) != 1:
        raise Refusal("say which lessons: a CODE, --older-than DAYS, or --all.")
    if asked.older_than is not None and asked.older_than < 0:
        raise Refusal("--older-than takes a number of days.")
    with contextlib.closing(store_asked(asked)) as store:
        now = datetime.now(UTC)
        code = row_of(store, asked.lesson).code if asked.lesson else None
        found = [
            each
            for each in store.kept()
            if asked.all
            or each.row.code == code
            or (asked.older_than is not None and each.older_than(asked.older_than, now))
        ]
        if not found:
            print("There is nothing to delete.")
            return DONE
        for each in found:
            print(harmless(line_of(each)))
        if not asked.yes and not answered_yes(f"Delete {counted(len(found), 'lesson')} for good? Type yes: "):
            print("Nothing was deleted.")
            return FALLS_SHORT
        store.purge([each.row.id for each in found])
        print(f"{counted(len(found), 'lesson').capitalize()} deleted.")
    return DONE


def answered_yes(question: str) -> bool:
    """Ask on the terminal; where nobody answers, the answer is no."""
    print(question, end="", flush=True)
    answer = sys.stdin.readline() if sys.stdin else ""
    if not (sys.stdin and sys.stdin.isatty()):
        print()
    return answer.strip().casefold() in ("yes", "y")


def offer_to_delete(store: Store, row: LessonRow) -> None:
    """After a lesson is over: write it down if that is wanted, and delete it if that is."""
    print(harmless(f"The lesson {row.code} is over."))
    with contextlib.suppress(KeyboardInterrupt):
        if answered_yes("Write the report into this folder? Type yes: "):
            write_down(kept_lesson(store, row), row.code, Path.cwd(), replace=False)
        if answered_yes("Delete the lesson from this machine now? Type yes: "):
            store.purge([row.id])
            print("It is deleted.")
            return
    print(harmless(f"It is kept. To write it down: historian class report {row.code}"))
    print(harmless(f"To delete it: historian class purge {row.code}"))
