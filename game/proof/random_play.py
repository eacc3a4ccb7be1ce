"""Playing at random, many times, and gathering what goes wrong: `historian check --random`.

It proves nothing, but it is quick on a case of any size, and what it finds is real: each fault comes with
a playthrough that shows it again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from game.case.model import Case
from game.play.machine import Machine
from game.play.program import State
from game.proof.properties import Key, about_promise
from game.proof.random_walk import Player, Steps

MOST_STEPS = 2_000
"""Steps after which a playthrough is broken off, and it is seen whether it could still end."""
MOST_LOOKED_AT = 20_000
"""States among which an ending is then looked for."""


class Mishap(NamedTuple):
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
    faults: dict[Mishap, Found] = field(default_factory=dict)
    endings: dict[str, int] = field(default_factory=dict)
    scenes: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    stopped: bool = False
    """Whether somebody pressed Ctrl+C before all were played."""

    def fault(self, cause: Mishap, scene: str, steps: list[str]) -> None:
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

    Every other time the choices least taken so far are preferred, so that seldom ones are tried too. The same
    case, count and seed always play the same. Interrupted with Ctrl+C, it gives what was found so far.
    """
    machine = Machine.of(case)
    promises = (
        about_promise(machine.program, number, promise)
        for number, promise in enumerate(case.promises)
        if promise.possible is None
    )
    player, plays = Player(machine, filter(None, promises), seed), RandomPlays()
    try:
        for number in range(count):
            play_once(player, plays)
            plays.playthroughs += 1
            if tell and number % 256 == 255:
                tell(f"{number + 1:,} of {count:,} playthroughs")
    except KeyboardInterrupt:
        plays.stopped = True
    for scene, taken in zip(machine.program.scenes, player.taken, strict=True):
        if not scene.is_passage:
            names = (name for name, times in zip(scene.options, taken, strict=False) if times)
            plays.choices.update((scene.id, name) for name in names)
    return plays


def play_once(player: Player, plays: RandomPlays) -> None:
    """One playthrough, from the start to wherever it ends, and what went wrong in it."""
    way: list[State] = []
    broken: set[Key] = set()
    for here in player.play(MOST_STEPS):
        way.append(here.state)
        scene = here.code.scene
        plays.scenes.add(scene.id)
        for question in player.met(here.state):
            if question.key not in broken:
                broken.add(question.key)
                plays.fault(Mishap("promise", None, int(question.key[1])), scene.id, here.steps)
    if scene.ending is not None:
        plays.endings[scene.id] = plays.endings.get(scene.id, 0) + 1
    elif not here.open_here:
        plays.fault(Mishap("stuck", scene.id), scene.id, here.steps)
    else:
        first = lost_at(player.machine, way)
        if first is not None:
            scene = player.machine.scene(way[first])
            plays.fault(Mishap("endless", scene.id), scene.id, here.steps[:first])


def lost_at(machine: Machine, way: Sequence[State]) -> int | None:
    """The place on a way that was broken off from which no ending can be reached any more; None for none."""
    beyond = {way[-1]}
    waiting = [way[-1]]
    while waiting:
        state = waiting.pop()
        if machine.scene(state).ending is not None or len(beyond) > MOST_LOOKED_AT:
            return None
        for option in machine.options(state):
            after = machine.take(state, option)
            if after not in beyond:
                beyond.add(after)
                waiting.append(after)
    return next(place for place, state in enumerate(way) if state in beyond)
