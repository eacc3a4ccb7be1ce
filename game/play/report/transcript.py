"""The whole playthrough as it was read: every scene, what was chosen and why, and what followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.case.prose import plain
from game.play.captions import in_reading, place_and_date
from game.play.playthrough import Playthrough
from game.play.report.document import Block, Entry, Heading, plain_fact, prose, quiet, text


def transcript(play: Playthrough, simpler: bool = False) -> Iterator[Block]:
    """Every scene in order; with `simpler` in the easier reading, where there is one."""
    steps = list(play.at_each_step())
    for number, (before, step) in enumerate(steps):
        yield from scene_blocks(before, simpler and not step.passed, passed=step.passed)
        after = steps[number + 1][0] if number + 1 < len(steps) else play
        if step.is_decision and not step.passed:
            yield from chosen_blocks(after, simpler)
        if step.led_to:
            yield Heading(step.led_to, 3)
            yield quiet("That is where it led when you chose. The case has been changed since.")
    led_elsewhere = play.ended and play.last and play.last.led_to
    if not play.chapter_over and not led_elsewhere:
        yield from scene_blocks(play, simpler)


def scene_blocks(play: Playthrough, simpler: bool = False, passed: bool = False) -> Iterator[Block]:
    """One scene as it stood."""
    scene, moment = play.scene, play.moment
    yield Heading(scene.title, 3)
    if scene.date or scene.place:
        yield quiet(place_and_date(scene))
    if passed:
        yield quiet("You passed over this scene.")
        return
    if scene.perspective:
        yield from (replace(each, tone="quiet") for each in prose(scene.perspective))
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
