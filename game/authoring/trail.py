"""Ways through a case that a picture marks: what history took, and what a player took."""

from __future__ import annotations

from typing import NamedTuple

from game.case.model import Case
from game.play import NotOpen, Playthrough
from game.play.program import CONTINUE

LONGEST = 1_000
"""Steps after which a way that follows the record is given up: it goes round in a circle."""


class Leg(NamedTuple):
    """One step of a way: from a scene, by a choice or by going on (an empty string), to a scene."""

    scene: str
    choice: str
    to: str


Trail = frozenset[Leg]


def trail_of(play: Playthrough) -> Trail:
    """The way that a playthrough has taken so far."""
    steps = play.steps
    scenes = [*(step.scene for step in steps), play.scene.id]
    return frozenset(
        Leg(step.scene, "" if step.choice == CONTINUE else step.choice, scenes[number])
        for number, step in enumerate(steps, 1)
    )


def history_of(case: Case) -> Trail:
    """The way that history took: the path called `history`, else the record's choices from the start."""
    path = case.paths.get("history")
    if path is not None:
        try:
            return trail_of(Playthrough.replay(case, path.choices))
        except NotOpen:
            pass  # what is wrong with the path, the checker tells
    return trail_of(by_the_record(case))


def by_the_record(case: Case) -> Playthrough:
    """What comes of taking the record's choice everywhere, as far as there is one that is open."""
    play = Playthrough(case)
    while not play.ended and play.depth < LONGEST:
        further = next_by_the_record(play)
        if further is None:
            break
        play = further
    return play


def next_by_the_record(play: Playthrough) -> Playthrough | None:
    """One step further; None where history took none of the choices that are open."""
    scene = play.scene
    recorded = scene.record.choice if scene.record else ()
    try:
        if scene.is_passage or scene.stance == "archive":
            return play.pass_over()
        return play.choose_reading(next(iter(recorded), CONTINUE))
    except NotOpen:
        return None
