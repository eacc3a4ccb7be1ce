"""Playing at random: one playthrough after another, what it breaks, and what it comes to."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from game.case.model import Case
from game.play.machine import EVERYTHING_READ, Machine, SceneCode
from game.play.program import Option, State
from game.proof.properties import Key, Query, about_promise, holding

MOST_IN_PLAY = 4_000
"""Steps of one random playthrough that a proof looks at; a loop could go on for ever."""
MOST_KEPT = 6
"""States kept for each scene, with the way to them."""

Steps = tuple[str, ...]


class Standing(NamedTuple):
    """Where random play has come to: the state, the scene, what is open there, and the steps so far."""

    state: State
    code: SceneCode
    open_here: tuple[Option, ...]
    steps: list[str]


class Player:
    """Plays one case at random, and every other time prefers the choices least taken.

    The same case, questions and seed always play the same.
    """

    def __init__(self, machine: Machine, questions: Iterable[Query], seed: int = 0) -> None:
        """`questions` are watched for at their scenes."""
        self.machine = machine
        self.chance = random.Random(seed)
        self.played = 0
        self.taken: list[list[int]] = [[] for _ in machine.scene_ids]
        """For each scene how often each option has been taken; empty where play has not gone on yet."""
        self.watched: dict[int, dict[Query, Callable[[State], bool]]] = {}
        for question in questions:
            holds = holding(machine, question)
            for scene_id in question.scenes:
                self.watched.setdefault(machine.scene_index[scene_id], {})[question] = holds

    def play(self, most: int, first: Sequence[str] = ()) -> Iterator[Standing]:
        """One playthrough from the start, its `first` steps given: everywhere that it stands, until nothing
        is open or after `most` steps."""
        machine, chance = self.machine, self.chance.random
        self.played += 1
        spread = self.played % 2 == 0
        state = machine.start()
        steps: list[str] = []
        while True:
            code = machine.code(state)
            open_here = code.options(state, EVERYTHING_READ)
            yield Standing(state, code, open_here, steps)
            if not open_here or len(steps) >= most:
                return
            taken = self.taken[state & machine.scene_mask]
            if not taken:
                taken.extend([0] * len(code.choice_ids))
            if len(steps) < len(first):
                option = code.option_of[first[len(steps)]]
            elif len(open_here) == 1:
                option = open_here[0]
            elif spread:
                option = min(open_here, key=taken.__getitem__)
            else:
                option = open_here[int(chance() * len(open_here))]
            taken[option] += 1
            steps.append(code.choice_ids[option])
            state = code.takes[option](state)

    def met(self, state: State) -> list[Query]:
        """The questions watched for to which a state answers yes."""
        watched = self.watched.get(state & self.machine.scene_mask)
        return [question for question, holds in watched.items() if holds(state)] if watched else []


@dataclass(slots=True)
class Noted:
    """What random play has seen, with the first playthrough that showed it, and where it has been."""

    machine: Machine
    found: dict[Key, Steps] = field(default_factory=dict)
    playthroughs: int = 0
    been: dict[int, list[tuple[State, Steps]]] = field(default_factory=dict)
    """For each scene a few states in which play stood there, with the way to each."""
    seen: dict[SceneCode, set[tuple[tuple[Option, ...], int]]] = field(default_factory=dict)
    """For each scene what has been open there together with what showed."""

    def play(self, player: Player) -> None:
        """One random playthrough, everything new in it noted."""
        self.playthroughs += 1
        for state, code, open_here, steps in player.play(MOST_IN_PLAY):
            looks = (open_here, code.variants(state))
            seen = self.seen.setdefault(code, set())
            if looks not in seen:
                if len(seen) < MOST_IN_PLAY:
                    seen.add(looks)
                self.note(state, code, looks, tuple(steps))
            for question in player.met(state):
                self.found.setdefault(question.key, question.told(tuple(steps)))
                del player.watched[state & self.machine.scene_mask][question]

    def note(
        self, state: State, code: SceneCode, looks: tuple[tuple[Option, ...], int], steps: Steps
    ) -> None:
        """Note what is new at a state, and the state."""
        scene, found, (open_here, shown) = code.scene, self.found, looks
        found.setdefault(("scene", scene.id), steps)
        for number in range(len(scene.text)):
            found.setdefault(("variant" if shown >> number & 1 else "hidden", scene.id, str(number)), steps)
        if not any(shown >> number & 1 and block.text.strip() for number, block in enumerate(scene.text)):
            found.setdefault(("blank", scene.id), steps)
        for option, choice_id in enumerate(code.choice_ids if scene.choices else ()):
            if option in open_here:
                found.setdefault(("choice", scene.id, choice_id), (*steps, choice_id))
            elif not scene.choices[choice_id].once:
                found.setdefault(("closed", scene.id, choice_id), steps)
        if not open_here and scene.ending is None:
            found.setdefault(("stuck", scene.id), steps)
        kept = self.been.setdefault(state & self.machine.scene_mask, [])
        if len(kept) < MOST_KEPT:
            kept.append((state, steps))


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
class FaultMet:
    """In how many playthroughs a fault was met, and the shortest way to it: its steps, and where they end."""

    times: int
    shortest: Steps
    scene: str


@dataclass(slots=True)
class RandomPlays:
    """What many random playthroughs have come to."""

    playthroughs: int = 0
    faults: dict[Mishap, FaultMet] = field(default_factory=dict)
    endings: dict[str, int] = field(default_factory=dict)
    scenes: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    stopped: bool = False
    """Whether somebody pressed Ctrl+C before all were played."""

    def fault(self, cause: Mishap, scene: str, steps: list[str]) -> None:
        found = self.faults.get(cause)
        if found is None:
            self.faults[cause] = FaultMet(1, tuple(steps), scene)
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
