"""What stands on the board: the question and its courses, how many have answered, and what became of it.

It holds no name, and nothing that a pupil has written but the reasons that the teacher has pinned. Pupils'
words are text, never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

from textual.content import Content

from game.case.model import Certainty
from game.classroom.seen import CountSeen, CountsSeen, CourseSeen, LessonSeen, RecordSeen
from game.tui.glyphs import Glyphs
from game.tui.themes import SHEET
from game.tui.typeset import EMPTY, beside, hanging, ink, joined, stacked, styled, wrapped
from game.tui.widgets.ledger import BLANK, PageRow, apart, told

DOTS = 60
"""Most dots that stand for pupils; more are told in figures alone."""
BAR = 32
"""Cells of the longest bar."""
ON_PAPER = str.maketrans("█▀▄ ", " ▄▀█")
"""A picture drawn in light on dark, in ink on a sheet."""
Signs = Callable[[], Glyphs]


def board_entries(lesson: LessonSeen, signs: Signs, *, close: bool, whole: bool = False) -> Iterator[PageRow]:
    """The board from top to bottom; set `close` where there is little room, `whole` for all of a record."""
    if lesson.closed or lesson.over or lesson.scene is None:
        yield told(lesson.title, "bold")
        yield BLANK
        yield told(lesson.question, "")
        if lesson.over and not lesson.closed:
            yield BLANK
            yield told("Step out of their chairs. Take a breath.")
        if lesson.mode == "alone" or lesson.phase == "lobby":
            yield BLANK
            yield told(f"{lesson.here} in the room.")
        return
    scene = lesson.scene
    if whole and lesson.record is not None:
        yield from record_rows(lesson.record)
        return
    if lesson.phase == "brief" and scene.perspective:
        yield told(scene.perspective, "italic")
        yield BLANK
    yield told(scene.ask or scene.title, "bold")
    yield BLANK
    courses = () if close and lesson.record else course_entries(lesson, signs, close=close)
    for row in courses:
        yield row
        if not close and not row.anchor:
            yield BLANK
    if close and lesson.phase not in ("brief", "record"):
        yield BLANK
    if lesson.phase == "brief" and scene.papers:
        yield told(
            f"On the table: {'; '.join(paper.title for paper in scene.papers)}. {lesson.given}".strip()
        )
    if lesson.round:
        yield PageRow(lambda _: [dots(lesson.answered, lesson.here, signs())])
        yield PageRow(lambda width: answered_line(lesson, width))
    if lesson.counts is not None and lesson.counts.answered_both:
        yield told(shift_line(lesson.counts), "bold")
    for pin in lesson.pinned:
        yield BLANK
        yield told(f"“{pin.because}”", "$pencil italic")
        yield told(f"for {pin.letter}, written by someone in this room")


def course_entries(lesson: LessonSeen, signs: Signs, *, close: bool = False) -> Iterator[PageRow]:
    """Each course with its letter; below it an empty line until the reveal, then both votes."""
    assert lesson.scene is not None
    counts = {row.letter: row for row in lesson.counts.rows} if lesson.counts else {}
    most = max((each for row in counts.values() for each in (row.before, row.after)), default=0)
    both = lesson.counts is not None and lesson.counts.both
    for course in lesson.scene.courses:
        row = counts.get(course.letter)
        if course.reason:
            yield closed_course(course, signs)
            continue
        yield lettered(course.letter, Content(course.label))._replace(anchor="course")
        if row is None:
            yield PageRow(lambda width: [joined("   ", (dashes(signs(), min(width - 3, BAR + 6)), "$faint"))])
        else:
            yield bars(row, most, both, signs, close=close)


def course_rows(lesson: LessonSeen, signs: Signs, mine: str, *, choosing: bool) -> Iterator[PageRow]:
    """The courses as a pupil sees them: to choose from in a vote, else with what became of them."""
    assert lesson.scene is not None
    if not choosing and lesson.counts is not None:
        yield from course_entries(lesson, signs)
        return
    for course in lesson.scene.courses:
        yours = "yours at first" if lesson.round == "revote" and not lesson.counted else "yours"
        chosen = (f"  {signs().you} {yours}", "$pencil bold") if course.id == mine else ""
        if course.reason:
            yield closed_course(course, signs)
        elif choosing:
            yield choice_row(course, chosen)
        else:
            yield lettered(course.letter, joined(course.label, chosen))


def choice_row(course: CourseSeen, chosen: str | tuple[str, str]) -> PageRow:
    """A course that can be taken now."""
    return PageRow(lambda width: joined(course.label, chosen).wrap(width), course.id, number=course.letter)


def lettered(letter: str, line: Content, key: str = "") -> PageRow:
    """A line behind its letter."""
    return PageRow(lambda width: hanging((letter, "bold"), line, width, 3), key)


def closed_course(course: CourseSeen, signs: Signs) -> PageRow:
    """A course that cannot be taken, and why."""
    return PageRow(
        lambda width: [
            *hanging((signs().closed, "$quiet"), ink(course.label, "$quiet"), width, 3),
            *hanging("", ink(f"Closed: {course.reason}", "$quiet italic"), width, 3),
        ]
    )


def bars(row: CountSeen, most: int, both: bool, signs: Signs, *, close: bool) -> PageRow:
    """The first vote thin, and the second thick below it; set `close`, the first in figures alone."""

    def lay(_: int) -> list[Content]:
        first = bar(row.before, most, signs().horizontal, "$quiet", "at first" if both else "")
        told_first = f"after talking, {row.before} at first" if close else "after talking"
        second = bar(row.after, most, signs().thick, "$pencil", told_first)
        if both and close:
            return [second]
        return [first, second] if both else [first]

    return PageRow(lay)


def dashes(signs: Glyphs, width: int) -> str:
    """A line on which nothing stands yet."""
    return (signs.certainty["contested"] * width)[:width]


def bar(count: int, most: int, sign: str, style: str, about: str) -> Content:
    """So many, as a line and as a figure."""
    length = round(BAR * count / most) if most else 0
    return joined(
        "   ", (sign * length, style), " " if length else "", (str(count), "bold"), (f" {about}", "$quiet")
    )


def dots(answered: int, here: int, signs: Glyphs) -> Content:
    """A dot for everybody, filled for whoever has answered."""
    if not 0 < here <= DOTS // 2:
        return EMPTY
    filled, empty = [signs.you] * answered, [signs.record] * max(here - answered, 0)
    return joined((" ".join(filled), "$pencil"), " " if filled else "", (" ".join(empty), "$faint"))


def answered_line(lesson: LessonSeen, width: int) -> list[Content]:
    """How many have answered."""
    first = ink(f"{lesson.answered} of {lesson.here} have answered.", "bold")
    return wrapped(joined(first, ("  Nobody sees a result yet.", "$quiet")), width)


def shift_line(counts: CountsSeen) -> str:
    """How many changed their minds."""
    return f"{counts.moved} of {counts.answered_both} changed their minds."


def record_rows(record: RecordSeen) -> Iterator[PageRow]:
    """All of what happened: how sure we are, who disputes it, and what there is to talk about."""
    yield from apart(told(each, "") for each in (record.in_short, *record.happened, *record.why) if each)
    yield BLANK
    yield told(f"How sure we are: {record.certainty}.")
    for view in record.views:
        yield from (BLANK, told(view.who, "bold"), *(told(each, "") for each in view.argues))
        if view.against:
            yield told(f"Against it: {view.against}")
    for each in record.discuss:
        yield from (BLANK, told(each, "bold"))


def record_lines(record: RecordSeen, width: int, signs: Glyphs) -> list[Content]:
    """What happened, on a sheet: in short, and how sure we are."""
    known: tuple[Certainty, ...] = get_args(Certainty)
    certainty = next((each for each in known if each == record.certainty), None)
    sure = joined(
        (f"{signs.certainty[certainty]} " if certainty else "", SHEET.ink), (record.certainty, SHEET.quiet)
    )
    first = record.in_short or next(iter(record.happened), "")
    return stacked(
        styled("What happened", SHEET.quiet, width), styled(first, f"{SHEET.ink} bold", width), [sure], gap=1
    )


def join_lines(link: str, code: str, picture: str, width: int, height: int) -> list[Content]:
    """How to join, on a sheet: address, code, and a picture of both where there is room for it."""
    rows = picture.rstrip("\n").translate(ON_PAPER).split("\n")
    across = max(map(len, rows)) + 3
    fits = bool(picture) and len(rows) <= height and across + len(link) <= width
    room = width - across if fits else width
    words = [
        *styled("Join on any device in this network", SHEET.quiet, room),
        *styled(link, f"{SHEET.ink} bold", room),
        *styled("and type", SHEET.quiet, room),
        *styled(" ".join(code), f"{SHEET.ink} bold", room),
    ]
    return beside([ink(row, SHEET.ink) for row in rows], words, across) if fits else words
