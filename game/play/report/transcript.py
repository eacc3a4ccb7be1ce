"""What was read on the way: every scene, what was chosen and why, what followed, and the sheets turned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.case.prose import plain
from game.phrases import sentence
from game.play.captions import in_reading
from game.play.debrief.debrief import Relation
from game.play.playthrough import Playthrough
from game.play.report.document import (
    Block,
    Entry,
    Fact,
    Heading,
    Sign,
    by_hand,
    plain_fact,
    prose,
    quiet,
    text,
)
from game.play.steps import Step
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
        sign: Sign = "same" if row.relation == "same" else "you"
        yield Fact(YOU[row.relation], (by_hand("; then ".join(row.courses)),), sign=sign)
    yield from happened_fact(row)


def happened_fact(row: SheetRow) -> Iterator[Fact]:
    """What happened, or what specialists answer, and how sure we are; nothing where that is not known."""
    if row.happened and row.certainty:
        told = replace(text(row.happened), note=row.certainty, sign=row.certainty)
        label = ANSWERED if row.relation == "archive" else HAPPENED
        yield Fact(label, (told,), sign="" if row.met else "record")


def moved_fact(moved: Moved) -> tuple[Fact, ...]:
    """Where a gauge stands, and what moved it."""
    gauge = moved.gauge
    standing = gauge.standing if gauge.change else f"{gauge.standing}, as before"
    return plain_fact(gauge.label, sentence(f"{standing}; {moved.by}"))


def transcript(play: Playthrough, simpler: bool = False, sheets: bool = True) -> Iterator[Block]:
    """Every scene in order; with `simpler` in the easier reading, where there is one.

    With `sheets` each chapter ends with its turned sheet.
    """
    steps = list(play.at_each_step())
    for number, (before, step) in enumerate(steps):
        if before.under_way and step.by_route:
            continue  # told with the first scene that the route passed over there
        yield from scene_blocks(before, simpler and not step.passed, step)
        after = steps[number + 1][0] if number + 1 < len(steps) else play
        if step.is_decision and not step.passed:
            yield from chosen_blocks(after, simpler)
        if step.led_to:
            yield Heading(step.led_to, 3)
            yield quiet("That is where it led when you chose. The case has been changed since.")
        if sheets and after is not play:
            yield from turned(after.with_notebook(play.notebook))
    led_elsewhere = play.ended and play.last and play.last.led_to
    if not play.chapter_over and not led_elsewhere:
        if sheets and not play.ended:
            yield from turned(play)
        yield from scene_blocks(play, simpler)
    if sheets and play.ended:
        yield from turned(play)


def turned(play: Playthrough) -> Iterator[Block]:
    """The sheet that is turned at this place, if one is."""
    sheet = TurnedSheet.of(play)
    if sheet:
        yield from sheet_blocks(sheet)


def scene_blocks(play: Playthrough, simpler: bool = False, step: Step | None = None) -> Iterator[Block]:
    """One scene as it stood, or all that the route passed over from here; `step` is what was done there."""
    moment = play.moment
    yield Heading(moment.title, 3)
    if moment.where:
        yield quiet(moment.where)
    if step and step.passed and not play.passing:
        yield quiet(f"{'The route' if step.by_route else 'You'} passed over this scene.")
        return
    if moment.perspective:
        yield from (replace(each, tone="quiet") for each in prose(moment.perspective))
    for block in (moment.simpler if simpler else ()) or moment.paragraphs:
        yield from prose(block, moment.memory)


def chosen_blocks(after: Playthrough, simpler: bool = False) -> Iterator[Block]:
    """What was chosen with the last step, why, and what followed."""
    aftermath = after.aftermath
    if aftermath is None:
        return
    if aftermath.scene.ask:
        yield text(plain(aftermath.scene.ask))
    facts = (
        *plain_fact("You chose", aftermath.choice.label, by_player=True),
        *plain_fact("Because", aftermath.step.because or "no reason given", bool(aftermath.step.because)),
        *plain_fact("Leaning on", titles(after, aftermath.step.cites)),
    )
    yield Entry("", facts=facts)
    yield from prose(in_reading(aftermath.choice, simpler), after.moment.memory)
    for change in aftermath.changes:
        yield quiet(change)


def titles(play: Playthrough, documents: Iterable[str]) -> str:
    known = play.case.documents
    return "; ".join(known[document].title for document in documents if document in known)
