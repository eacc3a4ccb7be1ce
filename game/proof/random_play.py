"""Playing at random, many times, and gathering what goes wrong: `historian check --random`.

It proves nothing, but it is quick on a case of any size, and what it finds is real: each fault comes with
a playthrough that shows it again.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from game.case.model import Case
from game.play.machine import Machine
from game.play.program import State
from game.proof.properties import about_promise
from game.proof.random_walk import Look, Steps, looking

MOST_STEPS = 2_000
"""Steps after which a playthrough is broken off, and it is seen whether it could still end."""
MOST_LOOKED_AT = 20_000
"""States among which an ending is then looked for."""


class Cause(NamedTuple):
    """What went wrong: play is `stuck` or `endless` at a scene, or breaks a `promise` (its number)."""

    kind: str
    scene: str | None
    promise: int | None = None


@dataclass(slots=True)
class Found:
    """In how many playthroughs a fault was met, and the shortest way to it: its steps, and where they end."""

    times: int
    shortest: Steps
    scene: str


@dataclass(slots=True)
class RandomPlays:
    """What many random playthroughs have come to."""

    playthroughs: int = 0
    faults: dict[Cause, Found] = field(default_factory=dict)
    endings: dict[str, int] = field(default_factory=dict)
    scenes: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    stopped: bool = False
    """Whether somebody pressed Ctrl+C before all were played."""

    def fault(self, cause: Cause, scene: str, steps: list[str]) -> None:
        found = self.faults.get(cause)
        if found is None:
            self.faults[cause] = Found(1, tuple(steps), scene)
            return
        found.times += 1
        if len(steps) < len(found.shortest):
            found.shortest, found.scene = tuple(steps), scene


def play_at_random(
    case: Case, count: int, seed: int = 0, tell: Callable[[str], None] | None = None
) -> RandomPlays:
    """Play a case `count` times at random, and go on after every fault.

    Choices least taken so far are preferred, so that seldom ones are tried too. The same case, count and
    seed always play the same. Interrupted with Ctrl+C, it gives what was found so far.
    """
    player = Player(Machine.of(case), seed)
    try:
        for number in range(count):
            player.play()
            if tell and number % 256 == 255:
                tell(f"{number + 1:,} of {count:,} playthroughs")
    except KeyboardInterrupt:
        player.plays.stopped = True
    return player.plays


class Player:
    """Plays one case at random, again and again."""

    def __init__(self, machine: Machine, seed: int) -> None:
        self.machine = machine
        self.chance = random.Random(seed)
        self.plays = RandomPlays()
        self.taken: dict[tuple[int, int], int] = {}
        self.promised: dict[int, list[tuple[int, Look]]] = {}
        for number, promise in enumerate(machine.case.promises):
            question = about_promise(machine.program, number, promise)
            if question is None or promise.possible is not None:
                continue
            for scene_id in question.scenes:
                look = looking(machine, scene_id, question.test)
                self.promised.setdefault(machine.scene_index[scene_id], []).append((number, look))

    def play(self) -> None:
        """One playthrough, from the start to wherever it ends."""
        machine, plays = self.machine, self.plays
        plays.playthroughs += 1
        state = machine.start()
        steps: list[str] = []
        way = [state]
        broken: set[int] = set()
        while True:
            code = machine.code(state)
            scene = code.scene
            plays.scenes.add(scene.id)
            for number, look in self.promised.get(state & machine.scene_mask, ()):
                if number not in broken and look((state,)) is not None:
                    broken.add(number)
                    plays.fault(Cause("promise", None, number), scene.id, steps)
            if scene.ending is not None:
                plays.endings[scene.id] = plays.endings.get(scene.id, 0) + 1
                return
            open_here = machine.options(state)
            if not open_here:
                plays.fault(Cause("stuck", scene.id), scene.id, steps)
                return
            if len(steps) >= MOST_STEPS:
                self.judge(way, steps)
                return
            option = self.preferred(state, open_here)
            choice_id = code.choice_ids[option]
            if scene.choices:
                plays.choices.add((scene.id, choice_id))
            steps.append(choice_id)
            state = machine.take(state, option)
            way.append(state)

    def judge(self, way: list[State], steps: list[str]) -> None:
        """Note a fault if no ending can be reached any more where play has been broken off."""
        machine = self.machine
        beyond = {way[-1]}
        waiting = [way[-1]]
        while waiting:
            state = waiting.pop()
            if machine.scene(state).ending is not None or len(beyond) > MOST_LOOKED_AT:
                return
            for option in machine.options(state):
                after = machine.take(state, option)
                if after not in beyond:
                    beyond.add(after)
                    waiting.append(after)
        first = next(place for place, state in enumerate(way) if state in beyond)
        scene_id = machine.scene(way[first]).id
        self.plays.fault(Cause("endless", scene_id), scene_id, steps[:first])

    def preferred(self, state: State, open_here: tuple[int, ...]) -> int:
        """One of the open choices taken least often so far, or now and then any."""
        if len(open_here) == 1:
            return open_here[0]
        place = state & self.machine.scene_mask
        if self.chance.random() < 0.5:
            option = self.chance.choice(open_here)
        else:
            least = min(self.taken.get((place, each), 0) for each in open_here)
            option = self.chance.choice(
                [each for each in open_here if self.taken.get((place, each), 0) == least]
            )
        self.taken[place, option] = self.taken.get((place, option), 0) + 1
        return option
