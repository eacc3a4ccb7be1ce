"""The class as one map: where its paths part, what nobody tried, and whose answer opened whose door.

What could have been taken is asked of the machine at the very states in which the pupils stood, with every
paper on the table read: a course that nobody took is told apart from one that was closed to all who came. Of
that one the proof says by which other answers it opens, or that nobody could ever have come to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from game.case.model import Case, Choice, Scene
from game.case.parts import WHOLE, CasePart
from game.classroom.handed_in import Pupil
from game.classroom.lesson import offers_at
from game.classroom.other_ways import Proved, behind_door, outcome_in, way_to, where_it_parts
from game.immutable import immutable
from game.play.history import with_papers_read
from game.play.playthrough import Playthrough
from game.play.steps import Step
from game.proof.result import Outcome

CLASS = "the class"
"""What a class is called that goes one way together."""
Fate = Literal["taken", "untried", "closed", "shut"]
"""Somebody took it; it stood open and nobody did; it was closed to all who came; it never opens here."""


@immutable
class CourseTaken:
    """A course of a decision: who took it, the papers they cited, and to whom it stood open.

    `reason` says why it was closed, where it was closed to all who came; `found` whether it opens to anybody,
    None while that is not known yet, and `opens` by which answers it does, for one. `leads` says where those
    who took it came next: decisions or last scenes by id, and how many went there.
    """

    choice: Choice
    fate: Fate
    takers: tuple[str, ...]
    cited: tuple[tuple[str, int], ...]
    open_to: tuple[str, ...]
    reason: str
    leads: Mapping[str, int]
    recorded: bool
    found: Outcome | None = None
    opens: tuple[Step, ...] = ()


@immutable
class Fork:
    """A decision that somebody of the class came to."""

    scene: Scene
    branches: tuple[CourseTaken, ...]
    passed: tuple[str, ...]

    @property
    def parted(self) -> bool:
        """Whether the class went different ways here."""
        return sum(bool(each.takers) for each in self.branches) > 1

    @property
    def came(self) -> int:
        """How many decided here."""
        return sum(len(each.takers) for each in self.branches)


class DoorBehind(NamedTuple):
    """An earlier answer, and a later door that stood open or closed because of it: to whom."""

    scene: Scene
    answer: Choice
    at: Scene
    door: Choice
    opened: tuple[str, ...]
    closed: tuple[str, ...]


class Unseen(NamedTuple):
    """A decision to which nobody of the class came; once all have ended, `way` leads there."""

    scene: Scene
    found: Outcome | None
    way: tuple[Step, ...]


@immutable
class OneMap:
    """A whole class on the decisions of its case, in the order of the case.

    `ends` are where paths stand, `unseen` decisions that nobody has come to; `over` says that all have ended,
    `asked` that the proof has said what can be reached.
    """

    case: Case
    forks: tuple[Fork, ...]
    ends: Mapping[str, tuple[str, ...]]
    doors: tuple[DoorBehind, ...]
    unseen: tuple[Unseen, ...]
    over: bool
    asked: bool

    def closing(self, fork: Fork, branch: CourseTaken) -> Iterator[DoorBehind]:
        """The earlier answers that closed a course to some who came."""
        for door in self.doors:
            if door.closed and (door.at, door.door) == (fork.scene, branch.choice):
                yield door

    @property
    def untried(self) -> Iterator[tuple[Fork, CourseTaken]]:
        """Courses that nobody took, those that stood open to somebody first."""
        for fate in ("untried", "closed"):
            yield from ((fork, each) for fork in self.forks for each in fork.branches if each.fate == fate)


class Stop(NamedTuple):
    """One decision on one pupil's path: as she stood before it, what she did, and where she came next.

    `next` is "" where her answer led nowhere, since the class went another way or has not gone on.
    """

    pupil: str
    before: Playthrough
    step: Step
    next: str


def one_map(
    case: Case, pupils: Sequence[Pupil], votes: Sequence[Stop] = (), proved: Proved | None = None
) -> OneMap:
    """All paths of a class on one map; where it goes one way together, its `votes` say who wanted which.

    `proved` is what can be reached in the parts that are played; without it that is not told yet.
    """
    stops = [stop for pupil in pupils for stop in stops_of(pupil)]
    voted = {stop.step.scene: stop for stop in votes}
    left = {stop.step.scene for stop in stops}
    by_scene: dict[str, list[Stop]] = {}
    ends: dict[str, list[str]] = {}
    for stop in (*votes, *(stop for stop in stops if stop.step.scene not in voted)):
        by_scene.setdefault(stop.step.scene, []).append(stop)
    stops += [stop._replace(pupil=CLASS) for scene, stop in voted.items() if scene not in left]
    for pupil in pupils:
        ends.setdefault(pupil.play.scene.id, []).append(pupil.label)
    paths = [pupil.play for pupil in pupils]
    over = all(path.ended for path in paths)
    forks = [fork(scene, by_scene[scene.id]) for scene in case.scenes.values() if scene.id in by_scene]
    if proved is not None:
        forks = [with_other_ways(case, each, paths, proved) for each in forks]
    missed = (
        scene
        for scene in scenes_played(case, {path.case_part for path in paths} or {WHOLE})
        if scene.choices and scene.id not in by_scene and scene.id not in ends
    )
    return OneMap(
        case,
        tuple(forks),
        {scene: tuple(there) for scene, there in ends.items()},
        tuple(doors(case, stops)),
        tuple(unseen(case, missed, paths if over else (), proved)),
        over,
        proved is not None,
    )


def scenes_played(case: Case, parts: Collection[CasePart]) -> Iterator[Scene]:
    """The scenes of the parts that the class plays: chapters, routes, or the whole."""
    routes = {part: case.routes[part.route].scenes for part in parts if part.route is not None}
    for scene in case.scenes.values():
        if any(
            part.chapter in (None, scene.chapter) and (part not in routes or scene.id in routes[part])
            for part in parts
        ):
            yield scene


def with_other_ways(case: Case, fork: Fork, paths: Sequence[Playthrough], proved: Proved) -> Fork:
    """A decision with what the proof says of the courses that were closed to all who came."""
    branches = []
    for branch in fork.branches:
        if branch.fate == "closed":
            scene, choice = fork.scene.id, branch.choice.id
            found, way = outcome_in(proved, f"{scene}/{choice}"), way_to(case, proved, scene, choice)
            opens = (behind_door(way, choice) or where_it_parts(way, paths)) if way else ()
            fate: Fate = "shut" if found == "refuted" else "closed"
            branch = replace(branch, fate=fate, found=found, opens=opens)
        branches.append(branch)
    return replace(fork, branches=tuple(branches))


def unseen(
    case: Case, missed: Iterable[Scene], paths: Sequence[Playthrough], proved: Proved | None
) -> Iterator[Unseen]:
    """The decisions that nobody came to and somebody could have, as far as that is known."""
    for scene in missed:
        found = None if proved is None else outcome_in(proved, scene.id)
        way = way_to(case, proved, scene.id) if proved is not None and paths else None
        if found != "refuted":
            yield Unseen(scene, found, where_it_parts(way, paths) if way else ())


def stops_of(pupil: Pupil) -> Iterator[Stop]:
    """The decisions on one path, each with the decision or last scene that followed."""
    line = [(before, step) for before, step in pupil.play.at_each_step() if step.is_decision]
    following = [*(before.scene.id for before, _ in line[1:]), pupil.play.scene.id]
    for (before, step), after in zip(line, following, strict=False):
        yield Stop(pupil.label, before, step, after)


def fork(scene: Scene, stops: Sequence[Stop]) -> Fork:
    """One decision over all who came to it."""
    open_to: dict[str, list[str]] = {}
    reasons: dict[str, Counter[str]] = {}
    for stop in stops:
        for offer in offers_at(stop.before):
            if offer.open:
                open_to.setdefault(offer.id, []).append(stop.pupil)
            elif offer.reason:
                reasons.setdefault(offer.id, Counter())[offer.reason] += 1
    taken = [stop for stop in stops if not stop.step.passed]
    branches = []
    for choice in scene.choices.values():
        here = [stop for stop in taken if stop.step.choice == choice.id]
        could = open_to.get(choice.id, [])
        fate: Fate = "shut" if choice.shut else "taken" if here else "untried" if could else "closed"
        why = reasons.get(choice.id)
        branches.append(
            CourseTaken(
                choice,
                fate,
                tuple(stop.pupil for stop in here),
                tuple(Counter(paper for stop in here for paper in stop.step.cites).most_common()),
                tuple(dict.fromkeys(could)),
                why.most_common(1)[0][0] if why and fate in ("closed", "shut") else "",
                Counter(stop.next for stop in here if stop.next),
                choice.id in scene.recorded,
            )
        )
    return Fork(scene, tuple(branches), tuple(stop.pupil for stop in stops if stop.step.passed))


def doors(case: Case, stops: Sequence[Stop]) -> Iterator[DoorBehind]:
    """Whose answer opened or closed which door, in the order of the case."""
    found: dict[tuple[str, str, str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for stop in stops:
        read = with_papers_read(stop.before)
        open_now = {offer.id for offer in read.moment.choices if offer.open}
        for trace in read.moment.traces():
            if trace.door is None:
                continue
            for step in trace.steps:
                key = (step.scene, step.choice, stop.step.scene, trace.door)
                opened, closed = found.setdefault(key, ({}, {}))
                (opened if trace.door in open_now else closed)[stop.pupil] = None
    place = {scene: number for number, scene in enumerate(case.scenes)}
    for key in sorted(found, key=lambda each: (place[each[2]], each[3], place[each[0]], each[1])):
        scene, answer, at, door = key
        opened, closed = found[key]
        yield DoorBehind(
            case.scenes[scene],
            case.scenes[scene].choices[answer],
            case.scenes[at],
            case.scenes[at].choices[door],
            tuple(opened),
            tuple(closed),
        )
