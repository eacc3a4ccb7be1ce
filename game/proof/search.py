"""Playthroughs that answer a question, looked for where the whole is too large to visit.

`wander` plays at random and notes everything that it sees for the first time. `Searcher` answers one
question: a slice says that it cannot be, or leads concrete play towards it; where play is held up by what
the slice leaves free, the slice is widened by that.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from game.case.proof import Finding
from game.play.machine import Machine, Option, State
from game.proof.questions import Question
from game.proof.scene_writer import SceneWriter
from game.proof.slices import Slice, Story, TooWide, names_of

WALKS = 24
"""Guided walks from the start for each width of a slice, before every branch is followed in turn."""
MOST_FOLLOWED = 3_000
"""States that are followed for one question and one width."""
WIDENINGS = 4
MOST_IN_PLAY = 4_000
"""Steps of one random playthrough; a loop could go on for ever."""

Steps = tuple[str, ...]
UNDECIDED = Finding("undecided")


# --- at random ----------------------------------------------------------------------------------------


class Wanderer:
    """Plays at random, and prefers choices least taken every other time."""

    def __init__(self, machine: Machine, seed: int = 0) -> None:
        self.machine = machine
        self.chance = random.Random(seed)
        self.taken: list[list[int]] = [[] for _ in machine.scene_ids]
        self.plays = 0

    def play(self) -> Iterable[tuple[State, tuple[Option, ...], list[Option]]]:
        """One playthrough: each state, what is open there, and the options taken so far (it grows)."""
        machine, chance, taken = self.machine, self.chance.random, self.taken
        spread = self.plays % 2 == 1
        self.plays += 1
        state = machine.start()
        steps: list[Option] = []
        while True:
            open_here = machine.options(state)
            yield state, open_here, steps
            if not open_here or len(steps) >= MOST_IN_PLAY:
                return
            counts = taken[state & machine.scene_mask]
            if not counts:
                counts.extend([0] * len(machine.code(state).choice_ids))
            if spread and len(open_here) > 1:
                option = min(open_here, key=lambda each: (counts[each], chance()))
            else:
                option = open_here[int(chance() * len(open_here))]
            counts[option] += 1
            steps.append(option)
            state = machine.take(state, option)


def named(machine: Machine, options: Iterable[Option]) -> Steps:
    """Options from the start as the ids of choices, with `continue` for passages."""
    state = machine.start()
    found = []
    for option in options:
        found.append(machine.code(state).choice_ids[option])
        state = machine.take(state, option)
    return tuple(found)


@dataclass(slots=True)
class Noted:
    """What random play has seen, with the first playthrough that showed it."""

    found: dict[tuple[str, ...], list[Option]] = field(default_factory=dict)
    playthroughs: int = 0


def wander(machine: Machine, until: Callable[[Noted], bool], noted: Noted, watch: Iterable[Question] = ()) -> None:
    """Play at random until told to stop, noting each scene, open choice, shown block and dead end once.

    `watch` are further questions, whose tests are tried at their scenes until they are answered.
    """
    wanderer = Wanderer(machine, noted.playthroughs)
    seen: list[set[object]] = [set() for _ in machine.scene_ids]
    watching = watched(machine, watch)
    has_variants = [any(block.when for block in machine.case.scenes[each].text) for each in machine.scene_ids]
    found = noted.found
    while not until(noted):
        noted.playthroughs += 1
        for state, open_here, steps in wanderer.play():
            place = state & machine.scene_mask
            shown = machine.code(state).variants(state) if has_variants[place] else 0
            if (open_here, shown) not in seen[place]:
                if len(seen[place]) < 4096:
                    seen[place].add((open_here, shown))
                note(machine, state, open_here, steps, found)
            if place in watching:
                for question, test in watching[place]:
                    if question.key not in found and test((state,)) is not None:
                        found[question.key] = list(steps)


def watched(machine: Machine, questions: Iterable[Question]) -> dict[int, list[tuple[Question, Callable[..., State | None]]]]:
    found: dict[int, list[tuple[Question, Callable[..., State | None]]]] = {}
    for question in questions:
        for scene_id in question.scenes:
            test = looking(machine, scene_id, question)
            found.setdefault(machine.scene_index[scene_id], []).append((question, test))
    return found


def note(
    machine: Machine,
    state: State,
    open_here: tuple[Option, ...],
    steps: list[Option],
    found: dict[tuple[str, ...], list[Option]],
) -> None:
    """Note what is new at a state."""
    code = machine.code(state)
    scene = code.scene
    copy = list(steps)
    found.setdefault(("scene", scene.id), copy)
    shown = code.variants(state)
    for number in range(len(scene.text)):
        if shown >> number & 1:
            found.setdefault(("variant", scene.id, str(number)), copy)
    if scene.choices:
        for option in open_here:
            key = ("choice", scene.id, code.choice_ids[option])
            if key not in found:
                found[key] = [*copy, option]
    if not open_here and scene.ending is None:
        found.setdefault(("stuck", scene.id), copy)


def looking(machine: Machine, scene_id: str, question: Question) -> Callable[..., State | None]:
    """`look(states)`: the first of some states at a scene for which a question's test holds, or None."""
    if question.test is None:
        return lambda states: next(iter(states), None)
    return SceneWriter(machine, machine.case.scenes[scene_id], {}).look([question.test])[0]


# --- one question -------------------------------------------------------------------------------------


class Searcher:
    """Answers questions about a case that is too large to be visited whole."""

    def __init__(self, machine: Machine, deadline: float) -> None:
        self.machine = machine
        self.deadline = deadline
        self.story = Story(machine)
        self.ranges: dict[str, tuple[int, int]] = {}
        self.chance = random.Random(1)
        self.singles: dict[str, Slice | None] = {}
        self.kept: dict[tuple[frozenset[str], frozenset[int]], Slice | None] = {}

    def answer(self, question: Question, blocked: frozenset[int] = frozenset()) -> Finding:
        """Whether it can be (`proved`, with a playthrough), cannot (`refuted`), or is undecided."""
        places = [self.machine.scene_index[scene_id] for scene_id in question.scenes]
        names = question.names
        for name in sorted(names):
            if self.impossible(self.single(name), places, question):
                return Finding("refuted")
        for _ in range(WIDENINGS):
            if time.perf_counter() > self.deadline:
                return UNDECIDED
            following = self.slice_for(names, blocked)
            if following is None:
                return UNDECIDED
            if self.impossible(following, places, question):
                return Finding("refuted")
            chase = Chase(self, question, following, places)
            steps = chase.walk()
            if steps is not None:
                return Finding("proved", steps)
            if chase.exhausted:
                return Finding("refuted")
            wider = self.widened(names, chase.held_up)
            if wider == names:
                return UNDECIDED
            names = wider
        return UNDECIDED

    def impossible(self, following: Slice | None, places: Iterable[int], question: Question) -> bool:
        """Whether a slice shows that a question's answer is no."""
        if following is None:
            return False
        mask = following.may_hold(question.test)
        return not any(following.possible[place] & mask for place in places)

    def single(self, name: str) -> Slice | None:
        """The slice that follows one field alone; it tells how far the field's values go."""
        if name not in self.singles:
            try:
                found: Slice | None = Slice(self.story, [name], {})
            except TooWide:
                found = None
            self.singles[name] = found
            if found is not None:
                together = 0
                for values in found.possible:
                    together |= values
                if together:
                    lowest = (together & -together).bit_length() - 1
                    self.ranges[name] = (lowest, together.bit_length() - 1)
        return self.singles[name]

    def slice_for(self, names: frozenset[str], blocked: frozenset[int]) -> Slice | None:
        if len(names) == 1 and not blocked:
            return self.single(next(iter(names)))
        key = (names, blocked)
        if key not in self.kept:
            for name in names:
                self.single(name)
            try:
                found: Slice | None = Slice(self.story, names, self.ranges, blocked)
            except TooWide:
                found = None
            if len(self.kept) >= 8:
                self.kept.pop(next(iter(self.kept)))
            self.kept[key] = found
        return self.kept[key]

    def widened(self, names: frozenset[str], held_up: Counter[str]) -> frozenset[str]:
        """A few more fields to follow: those that held play up most often, as far as they fit."""
        for name, _ in held_up.most_common(6):
            if name in names:
                continue
            try:
                for each in (*names, name):
                    self.single(each)
                Slice(self.story, names | {name}, self.ranges)
            except TooWide:
                continue
            names = names | {name}
            if len(names) % 2 == 0:
                break
        return names


class Chase:
    """Concrete play that keeps to where a slice says that the goal can still be reached."""

    def __init__(self, searcher: Searcher, question: Question, following: Slice, places: list[int]) -> None:
        self.searcher = searcher
        self.machine = searcher.machine
        self.question = question
        self.slice = following
        mask = following.may_hold(question.test)
        self.leading = following.leading(dict.fromkeys(places, mask))
        self.goals = {
            place: looking(self.machine, self.machine.scene_ids[place], question) for place in places
        }
        self.held_up: Counter[str] = Counter()
        self.exhausted = False

    def walk(self) -> Steps | None:
        """A playthrough that comes to the goal, or None. `exhausted` says that there is none."""
        chance = self.searcher.chance
        for _ in range(WALKS):
            steps = self.follow(chance, 400, backtrack=False)
            if steps is not None:
                return steps
            if self.exhausted or time.perf_counter() > self.searcher.deadline:
                return None
        return self.follow(chance, MOST_FOLLOWED, backtrack=True)

    def follow(self, chance: random.Random, most: int, backtrack: bool) -> Steps | None:
        """Go on towards the goal; at a dead end stop, or with `backtrack` try what was left aside."""
        machine = self.machine
        start = machine.start()
        if not self.leads(start):
            self.exhausted = True
            return None
        seen = {start}
        waiting: list[tuple[State, tuple[Option, ...]]] = [(start, ())]
        followed = 0
        while waiting and followed < most:
            state, steps = waiting.pop()
            followed += 1
            if self.at_goal(state):
                if self.question.option is not None:
                    steps = (*steps, self.question.option)
                return named(machine, steps)
            onward = [
                (after, (*steps, option))
                for option in machine.options(state)
                if (after := machine.take(state, option)) not in seen and self.leads(after)
            ]
            if not onward:
                self.note_closed(state)
                if not backtrack:
                    return None
                continue
            chance.shuffle(onward)
            if backtrack:
                seen.update(after for after, _ in onward)
                waiting += onward
            else:
                waiting = onward[:1]
                seen.add(onward[0][0])
        self.exhausted = self.exhausted or (backtrack and not waiting)
        return None

    def leads(self, state: State) -> bool:
        """Whether the slice says that the goal can still be reached."""
        values = self.leading[state & self.machine.scene_mask]
        return bool(values and values >> self.slice.place(state) & 1)

    def at_goal(self, state: State) -> bool:
        look = self.goals.get(state & self.machine.scene_mask)
        return look is not None and look((state,)) is not None

    def note_closed(self, state: State) -> None:
        """Count what the guards look at that closed the ways the slice thought open."""
        place = state & self.machine.scene_mask
        open_here = set(self.machine.options(state))
        for way in self.searcher.story.ways[place]:
            if way.option not in open_here and way.guard is not None:
                self.held_up.update(names_of(way.guard))
            for route in way.routes:
                self.held_up.update(names_of(route.guard))
