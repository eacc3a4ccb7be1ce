"""What was answered in a lesson, decision by decision, whichever way the class plays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from game.case.model import Scene
from game.classroom.lesson import Ballot, Lesson
from game.play.playthrough import Playthrough


class Answered(NamedTuple):
    """A decision: the last answer of each, and how many took each course, hands among them.

    `depth` is how many steps lie before it where the class decides together, else None.
    """

    scene: Scene
    depth: int | None
    ballots: tuple[Ballot, ...]
    counts: Mapping[str, int]

    @property
    def reasons(self) -> tuple[Ballot, ...]:
        """The answers that say why."""
        return tuple(each for each in self.ballots if each.because)


def answered(lesson: Lesson) -> Iterator[Answered]:
    """Every decision that somebody has answered: in the order of the class, or of the case."""
    if lesson.mode == "alone":
        by_scene: dict[str, list[Ballot]] = {}
        for step, ballot in lesson.on_paths():
            by_scene.setdefault(step.scene, []).append(ballot)
        for scene in lesson.case.scenes.values():
            if found := tuple(by_scene.get(scene.id, ())):
                yield Answered(scene, None, found, Counter(each.choice for each in found))
        return
    for play in decided(lesson):
        depth = play.depth
        last = {**lesson.answers("vote", depth), **lesson.answers("revote", depth)}
        spoken = (*lesson.spoken.get((depth, "vote"), ()), *lesson.spoken.get((depth, "revote"), ()))
        counts = lesson.counts("revote", depth) or lesson.counts("vote", depth)
        yield Answered(play.scene, depth, (*last.values(), *spoken), counts)


def decided(lesson: Lesson) -> Iterator[Playthrough]:
    """The decisions that a class has voted on together, each as it stood before the class went on."""
    places = {depth for depth, _ in (*lesson.ballots, *lesson.hands, *lesson.spoken)}
    line = {play.depth: play for play, _ in lesson.play.at_each_step()} | {lesson.play.depth: lesson.play}
    yield from (line[depth] for depth in sorted(places & line.keys()))


def name_of(lesson: Lesson, ballot: Ballot) -> str:
    """The name that the game gave to whoever answered."""
    person = lesson.participants.get(ballot.who)
    return person.name if person else "said aloud"
