"""The turned sheet as blocks, for a face that reads on and for what is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.phrases import sentence
from game.play.debrief.debrief import Relation
from game.play.report.document import Block, Entry, Fact, Heading, by_hand, plain_fact, quiet, text
from game.play.turned_sheet import Moved, SheetRow, TurnedSheet

TURNED = "The sheet is turned"
YOU: dict[Relation, str] = {
    "same": "You, as in the record",
    "parted": "You, apart from the record",
    "archive": "You",
    "unrecorded": "You",
}
"""What stands before her course: whether it met the record."""
PASSED = "passed over"
HAPPENED, ANSWERED = "The record", "Specialists in short"
STANDING = "How things stand"
STILL = "They stand where they stood as this began."
OPEN_QUESTION = "A question that stays open"
HUNCH = "Your hunch, in pencil"


def sheet_blocks(sheet: TurnedSheet) -> Iterator[Block]:
    """What a chapter came to, in order."""
    yield Heading(f"{TURNED}: {sheet.title}", 3)
    yield from (Entry(row.scene.title, row.date, tuple(row_facts(row)), sheet=True) for row in sheet.rows)
    if sheet.moved:
        yield Entry(STANDING, facts=tuple(fact for each in sheet.moved for fact in moved_fact(each)))
    elif sheet.still:
        yield Entry(STANDING, words=(quiet(STILL),))
    yield from plain_fact(OPEN_QUESTION, sheet.question)
    yield from plain_fact(HUNCH, sheet.hunch, by_player=True)


def row_facts(row: SheetRow) -> Iterator[Fact]:
    """Her course, and what happened."""
    if row.passed:
        yield Fact("You", (quiet(PASSED),))
    else:
        yield Fact(YOU[row.relation], (by_hand("; then ".join(row.courses)),))
    yield from happened_fact(row)


def happened_fact(row: SheetRow) -> Iterator[Fact]:
    """What happened, or what specialists answer, and how sure we are; nothing where that is not known."""
    if row.happened and row.certainty:
        told = replace(text(row.happened), note=row.certainty, sign=row.certainty)
        yield Fact(ANSWERED if row.relation == "archive" else HAPPENED, (told,))


def moved_fact(moved: Moved) -> tuple[Fact, ...]:
    """Where a gauge stands, and what moved it."""
    gauge = moved.gauge
    standing = gauge.standing if gauge.change else f"{gauge.standing}, as before"
    return plain_fact(gauge.label, sentence(f"{standing}; {moved.by}"))
