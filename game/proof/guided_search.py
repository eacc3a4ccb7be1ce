"""One question at a time, where the whole is too large to visit.

A slice says that something cannot be, or leads concrete play towards it. Where play is held up by what the
slice leaves free, the slice is widened by that and play tries again.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from game.play.machine import Machine
from game.play.program import State, names_of
from game.proof.abstraction import MOST_BITS, Slice, Story, TooWide
from game.proof.properties import Query, holding, names_in
from game.proof.random_play import Steps
from game.proof.result import UNDECIDED, ProofFinding

NEAR = 150
"""Scenes before the goal that are looked at first: most often play has already been close."""
WALKS = 16
"""Guided walks for each width of a slice, before every branch is followed in turn."""
LONGEST_WALK = 4_000
MOST_FOLLOWED = 3_000
"""States that are followed in turn for one question and one width."""
WIDENINGS = 4
MOST_SLICES = 8
"""Slices of several fields that are kept for the next question."""

REFUTED = ProofFinding("refuted")


class Searcher:
    """Answers questions about a case that is too large to be visited whole."""

    def __init__(
        self, machine: Machine, deadline: float, been: Mapping[int, Sequence[tuple[State, Steps]]]
    ) -> None:
        """`been` are states in which random play stood, by scene, each with the way there."""
        self.machine = machine
        self.deadline = deadline
        self.been = been
        self.story = Story(machine.program)
        self.ranges: dict[str, tuple[int, int]] = {}
        self.chance = random.Random(1)
        self.singles: dict[str, Slice | None] = {}
        self.kept: dict[tuple[frozenset[str], frozenset[int]], Slice | None] = {}

    @property
    def late(self) -> bool:
        return time.perf_counter() > self.deadline

    def answer(self, question: Query, blocked: frozenset[int] = frozenset()) -> ProofFinding:
        """Whether it can be (`proved`, with a playthrough), cannot (`refuted`), or is undecided.

        At a scene in `blocked` play is taken to end.
        """
        names = names_in(question, self.machine.program)
        found = self.glance(question)
        if found.verdict == "refuted":
            return found
        for _ in range(WIDENINGS):
            following = None if self.late else self.slice_for(names, blocked)
            if following is None:
                return UNDECIDED
            if self.impossible(following, question):
                return REFUTED
            chase = Chase(self, question, following, from_start=bool(blocked))
            steps = chase.run()
            if steps is not None:
                return ProofFinding("proved", steps)
            if chase.exhausted:
                return REFUTED
            wider = self.widened(names, chase.held_up)
            if wider == names:
                return UNDECIDED
            names = wider
        return UNDECIDED

    def glance(self, question: Query) -> ProofFinding:
        """Whether one field alone shows that it cannot be; else undecided."""
        for name in sorted(names_in(question, self.machine.program)):
            if self.late:
                break
            if self.impossible(self.single(name), question):
                return REFUTED
        return UNDECIDED

    def places(self, question: Query) -> list[int]:
        return [self.machine.scene_index[scene_id] for scene_id in question.scenes]

    def impossible(self, following: Slice | None, question: Query) -> bool:
        """Whether a slice shows that a question's answer is no."""
        if following is None:
            return False
        mask = following.may_answer(question)
        return not any(following.possible[place] & mask for place in self.places(question))

    def single(self, name: str) -> Slice | None:
        """The slice that follows one field alone; it tells how far the field's values go."""
        if name not in self.singles:
            self.singles[name] = self.made(frozenset({name}))
            found = self.singles[name]
            if found is not None:
                possible, together = found.possible, found.passed
                for values in possible:
                    together |= values
                lowest = (together & -together).bit_length() - 1
                self.ranges[name] = (lowest, together.bit_length() - 1)
        return self.singles[name]

    def slice_for(self, names: frozenset[str], blocked: frozenset[int]) -> Slice | None:
        """The slice that follows these fields; None if it would be too wide."""
        if len(names) == 1 and not blocked:
            return self.single(next(iter(names)))
        key = (names, blocked)
        if key not in self.kept:
            for name in names:
                self.single(name)
            made = self.made(names, blocked)
            held = sum(each.bits for each in (*self.kept.values(), made) if each)
            while self.kept and (len(self.kept) >= MOST_SLICES or held > MOST_BITS):
                dropped = self.kept.pop(next(iter(self.kept)))
                held -= dropped.bits if dropped else 0
            self.kept[key] = made
        return self.kept[key]

    def made(self, names: frozenset[str], blocked: frozenset[int] = frozenset()) -> Slice | None:
        with suppress(TooWide):
            return Slice(self.story, names, self.ranges, blocked)
        return None

    def widened(self, names: frozenset[str], held_up: Counter[str]) -> frozenset[str]:
        """Up to two more fields to follow: those that held play up most often, as far as they fit."""
        added = 0
        for name, _ in held_up.most_common(6):
            if name in names or added == 2:
                continue
            self.single(name)
            if self.made(names | {name}) is not None:
                names, added = names | {name}, added + 1
        return names


class Chase:
    """Concrete play that keeps to where a slice says that the goal can still be reached."""

    def __init__(
        self, searcher: Searcher, question: Query, following: Slice, from_start: bool = False
    ) -> None:
        """With `from_start` play begins at the start only, not where it has been before."""
        self.searcher = searcher
        self.machine = searcher.machine
        self.question = question
        self.slice = following
        self.from_start = from_start
        self.reached = goal_of(searcher.machine, question)
        self.leading: dict[int, int] = {}
        self.held_up: Counter[str] = Counter()
        self.exhausted = False

    def run(self) -> Steps | None:
        """A playthrough that comes to the goal, or None. `exhausted` says that there is none."""
        if not self.from_start:
            self.look_back(NEAR)
            steps = self.walk(self.near_places())
            if steps is not None or self.searcher.late:
                return steps
        self.look_back(None)
        start: tuple[State, Steps] = (self.machine.start(), ())
        if not self.leads(start[0]):
            self.exhausted = True
            return None
        return self.walk([start]) or self.every_branch(start)

    def look_back(self, most: int | None) -> None:
        mask = self.slice.may_answer(self.question)
        goals = dict.fromkeys(self.searcher.places(self.question), mask)
        self.leading = self.slice.leading(goals, most)

    def near_places(self) -> list[tuple[State, Steps]]:
        """Where play has been from which the goal may be reached."""
        been = self.searcher.been
        return [kept for place in self.leading for kept in been.get(place, ()) if self.leads(kept[0])]

    def walk(self, places: list[tuple[State, Steps]]) -> Steps | None:
        """Walk towards the goal from some of these places, at each fork at random."""
        chance = self.searcher.chance
        for _ in range(WALKS if places else 0):
            state, before = chance.choice(places)
            steps = list(before)
            for _ in range(LONGEST_WALK):
                if self.reached(state):
                    return self.question.told(tuple(steps))
                onward = self.onward(state)
                if not onward:
                    self.note_closed(state)
                    break
                state, choice_id = chance.choice(onward)
                steps.append(choice_id)
            if self.searcher.late:
                return None
        return None

    def every_branch(self, start: tuple[State, Steps]) -> Steps | None:
        """Follow every branch in turn, the most hopeful first, up to a limit."""
        chance = self.searcher.chance
        came: dict[State, tuple[State, str] | None] = {start[0]: None}
        waiting = [start[0]]
        followed = 0
        while waiting and followed < MOST_FOLLOWED:
            state = waiting.pop()
            followed += 1
            if self.reached(state):
                return self.question.told(way_to(state, came))
            if self.searcher.late:
                return None
            onward = [(after, choice_id) for after, choice_id in self.onward(state) if after not in came]
            if not onward:
                self.note_closed(state)
            chance.shuffle(onward)
            for after, choice_id in onward:
                came[after] = (state, choice_id)
                waiting.append(after)
        self.exhausted = not waiting
        return None

    def onward(self, state: State) -> list[tuple[State, str]]:
        """Where play can go from a state without leaving the way to the goal."""
        machine = self.machine
        names = machine.code(state).choice_ids
        return [
            (after, names[option])
            for option in machine.options(state)
            if self.leads(after := machine.take(state, option))
        ]

    def leads(self, state: State) -> bool:
        """Whether the slice says that the goal can still be reached."""
        values = self.leading.get(state & self.machine.scene_mask)
        return bool(values and values >> self.slice.place(state) & 1)

    def note_closed(self, state: State) -> None:
        """Count what the guards look at that closed the ways the slice thought open."""
        open_here = set(self.machine.options(state))
        for way in self.searcher.story.scenes[state & self.machine.scene_mask].ways:
            if way.option not in open_here:
                self.held_up.update(names_of(way.guard))
            for guard, _ in way.routes:
                self.held_up.update(names_of(guard))


def way_to(state: State, came: dict[State, tuple[State, str] | None]) -> Steps:
    """The choices that led to a state."""
    steps: list[str] = []
    while (before := came[state]) is not None:
        state, choice_id = before
        steps.append(choice_id)
    return tuple(reversed(steps))


def goal_of(machine: Machine, question: Query) -> Callable[[State], bool]:
    """Whether a state answers a question with yes."""
    places = {machine.scene_index[scene_id] for scene_id in question.scenes}
    holds = holding(machine, question)
    return lambda state: state & machine.scene_mask in places and holds(state)
