"""Random play: what it sees, and where it has been, so that a search need not begin at the start."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from game.case.conditions import Test
from game.play.machine import Machine
from game.play.program import State
from game.proof.properties import Key, Question
from game.proof.successor_codegen import SceneWriter

MOST_IN_PLAY = 4_000
"""Steps of one random playthrough; a loop could go on for ever."""
MOST_KEPT = 6
"""States kept for each scene, with the way to them."""

Steps = tuple[str, ...]
Look = Callable[[Iterable[State]], State | None]


@dataclass(slots=True)
class Noted:
    """What random play has seen, with the first playthrough that showed it, and where it has been."""

    machine: Machine
    found: dict[Key, Steps] = field(default_factory=dict)
    playthroughs: int = 0
    been: dict[int, list[tuple[State, Steps]]] = field(default_factory=dict)
    """For each scene a few states in which play stood there, with the way to each."""

    def note(self, state: State, open_here: tuple[int, ...], shown: int, taken: list[str]) -> None:
        """Note what is new at a state, and the state."""
        code = self.machine.code(state)
        scene, steps, found = code.scene, tuple(taken), self.found
        found.setdefault(("scene", scene.id), steps)
        for number in range(len(scene.text)):
            if shown >> number & 1:
                found.setdefault(("variant", scene.id, str(number)), steps)
        if scene.choices:
            for option in open_here:
                key = ("choice", scene.id, code.choice_ids[option])
                if key not in found:
                    found[key] = (*steps, code.choice_ids[option])
        if not open_here and scene.ending is None:
            found.setdefault(("stuck", scene.id), steps)
        self.keep(state, steps)

    def keep(self, state: State, steps: Steps) -> None:
        kept = self.been.setdefault(state & self.machine.scene_mask, [])
        if len(kept) < MOST_KEPT:
            kept.append((state, steps))


class Wanderer:
    """Plays at random, and every other time prefers the choices least taken."""

    def __init__(self, machine: Machine, questions: Iterable[Question], seed: int = 0) -> None:
        """`questions` are watched for at their scenes, beside what is noted of every scene."""
        self.machine = machine
        self.chance = random.Random(seed)
        self.noted = Noted(machine)
        self.taken: list[list[int]] = [[] for _ in machine.scene_ids]
        self.seen: list[set[tuple[object, int]]] = [set() for _ in machine.scene_ids]
        self.watched: dict[int, list[tuple[Question, Look]]] = {}
        for question in questions:
            for scene_id in question.scenes:
                look = looking(machine, scene_id, question.test)
                self.watched.setdefault(machine.scene_index[scene_id], []).append((question, look))

    def play(self) -> None:
        """One playthrough from the start, everything new in it noted."""
        machine, chance, noted = self.machine, self.chance.random, self.noted
        options, take, mask = machine.options, machine.take, machine.scene_mask
        spread = noted.playthroughs % 2 == 1
        noted.playthroughs += 1
        state = machine.start()
        steps: list[str] = []
        while True:
            place = state & mask
            code = machine.code(state)
            open_here = options(state)
            shown = code.variants(state)
            if (open_here, shown) not in self.seen[place]:
                if len(self.seen[place]) < MOST_IN_PLAY:
                    self.seen[place].add((open_here, shown))
                noted.note(state, open_here, shown, steps)
            if place in self.watched:
                self.watch(place, state, steps)
            if not open_here or len(steps) >= MOST_IN_PLAY:
                return
            counts = self.taken[place]
            if not counts:
                counts.extend([0] * len(code.choice_ids))
            if len(open_here) == 1:
                option = open_here[0]
            elif spread:
                option = min(open_here, key=counts.__getitem__)
            else:
                option = open_here[int(chance() * len(open_here))]
            counts[option] += 1
            steps.append(code.choice_ids[option])
            state = take(state, option)

    def watch(self, place: int, state: State, steps: list[str]) -> None:
        for question, look in self.watched[place]:
            if question.key not in self.noted.found and look((state,)) is not None:
                self.noted.found[question.key] = tuple(steps)


def looking(machine: Machine, scene_id: str, test: Test | None) -> Look:
    """A function that gives the first of some states at a scene for which a test holds, or None."""
    if test is None:
        return lambda states: next(iter(states), None)
    return SceneWriter(machine.program, machine.scene_index[scene_id]).look([test])[0]
