"""The first two parts: out of the role, and what really happened, point by point."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from game.play.debrief.debrief import Debrief, Point
from game.play.numbers import counted
from game.tui.debrief.pieces import (
    MEASURE,
    apart,
    aside,
    blank,
    by_chapter,
    certainty_mark,
    heading,
    record_entries,
    scene_note,
    words,
)
from game.tui.glyphs import Glyphs
from game.tui.typeset import beside, styled, wrapped
from game.tui.widgets.ledger import Entry

SURE = 17
"""Cells of the column that says how sure we are."""
TITLE = 28
ROOM_FOR_TITLES = 88
ROOM_FOR_SURE = 105
NOT_ON_PATH = "not on your path"


def leaving_entries(debrief: Debrief, glyphs: Glyphs) -> list[Entry]:
    """Out of the chair, with the ending that was reached."""
    leaving = debrief.leaving
    decisions = counted(leaving.decisions, "decision")
    papers = counted(leaving.papers, "paper")
    return apart(
        [heading(leaving.title)],
        *[[Entry(words(each))] for each in leaving.words],
        [Entry(words(f"You took {decisions} and opened {papers}.", "$quiet"))],
    )


def happened_entries(debrief: Debrief, glyphs: Glyphs) -> list[Entry]:
    """Every point in order, under the titles of the chapters."""
    return apart(
        [
            heading("What really happened"),
            aside("The record, point by point. Each says how sure we are."),
        ],
        *by_chapter(
            debrief.play.case,
            (
                (point.scene, Entry(partial(point_lines, point, glyphs), f"point:{point.scene.id}"))
                for point in debrief.happened
            ),
        ),
    )


def point_lines(point: Point, glyphs: Glyphs, width: int) -> list[Content]:
    """A point: its title and date, in a sentence or two what happened, and how sure we are."""
    mark = certainty_mark(point.record.certainty, glyphs)
    note = point.scene.date
    missed = "" if point.visited else NOT_ON_PATH
    title_style = "bold" if point.visited else ""
    if width < ROOM_FOR_TITLES:
        where = " · ".join(part for part in (note, missed) if part)
        return [
            *styled(point.scene.title, title_style, width),
            *(styled(where, "$quiet", width) if where else []),
            *wrapped(point.happened_briefly, min(width, MEASURE)),
            *wrapped(mark, width),
        ]
    left = [
        *styled(point.scene.title, title_style, TITLE - 2),
        *(styled(note, "$quiet", TITLE - 2) if note else []),
        *(styled(missed, "$quiet italic", TITLE - 2) if missed else []),
    ]
    if width < ROOM_FOR_SURE:
        left += wrapped(mark, TITLE - 2)
        return beside(left, wrapped(point.happened_briefly, width - TITLE), TITLE)
    middle = wrapped(point.happened_briefly, width - TITLE - SURE)
    inner = beside(middle, [mark], width - TITLE - SURE + 2)
    return beside(left, inner, TITLE)


def point_detail(debrief: Debrief, glyphs: Glyphs, scene_id: str) -> list[Entry]:
    """The whole record of a point."""
    point = next(point for point in debrief.happened if point.scene.id == scene_id)
    note = scene_note(point.scene, "" if point.visited else NOT_ON_PATH)
    return [
        heading(point.scene.title, note),
        blank(),
        *record_entries(point.scene, point.record, debrief.play.case, glyphs),
    ]
