"""Ways through a case that a picture marks: what history took, and what a player took."""

from __future__ import annotations

from typing import NamedTuple

from game.case.model import Case
from game.play import Playthrough
from game.play.history import historical_line
from game.play.program import CONTINUE


class TrailStep(NamedTuple):
    """One step of a way: from a scene, by a choice or by going on (an empty string), to a scene."""

    scene: str
    choice: str
    to: str


Trail = frozenset[TrailStep]


def trail_of(play: Playthrough, count: int | None = None) -> Trail:
    """The way that a playthrough has taken so far, or in its first steps."""
    steps = play.steps
    scenes = [*(step.scene for step in steps), play.scene.id]
    return frozenset(
        TrailStep(step.scene, "" if step.choice == CONTINUE else step.choice, scenes[number])
        for number, step in enumerate(steps[:count], 1)
    )


def history_of(case: Case) -> Trail:
    """The way that history took, as far as the path called `history` or the record says."""
    line = historical_line(case)
    return trail_of(line.play, line.known)
