"""Every state that play can come to, visited in the order of the steps it takes to come there.

States are whole numbers, reduced to what is still alive at their scene. For every scene a dictionary maps
each state to the one it was first reached from, so that a shortest playthrough to any of them can be read
off backwards; nothing else is kept of a state.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from game.play.machine import Machine
from game.play.program import State
from game.proof.liveness import alive_at
from game.proof.successor_codegen import SceneWriter

BATCH = 50_000
"""Ways out of states that are followed between two looks at the clock."""
HOPEFUL_STATES_A_SECOND = 15_000
"""States that may be visited for each second of the budget while every step finds half as many again."""
STILL_GROWING = 1.25
STEEP = 1.9
"""Where three steps in a row find so many times more, a third of those states is enough to see it."""

Tell = Callable[[str], None]


class TooMany(Exception):
    """There are more states than can be visited; the message says in a sentence how it looked."""


@dataclass(frozen=True, slots=True)
class Reduction:
    """What the exploration of a case needs: for each scene the bits of a state that are alive there."""

    machine: Machine
    alive: Sequence[int]

    @classmethod
    def of(
        cls, machine: Machine, also: Mapping[str, Iterable[str]], everywhere: Iterable[str] = ()
    ) -> Reduction:
        """`also` and `everywhere` are fields that questions ask for, beside what the scenes do."""
        return cls(machine, alive_at(machine.program, also, everywhere))

    def reduced(self, state: State) -> State:
        """A state without what nothing will ask for."""
        return state & self.alive[state & self.machine.scene_mask]


@dataclass(slots=True)
class Explored:
    """Every state that was visited, by scene. It grows while it is explored."""

    reduction: Reduction
    start: State
    reached: list[dict[State, State]]
    stuck: list[State] = field(default_factory=list)
    edges: int = 0
    steps: int = 0
    named: dict[State, str] = field(default_factory=dict)
    """The last choice of the way to a state, for those that were asked for."""
    depths: dict[State, int] = field(default_factory=dict)
    """The steps of the way to a state, for those that were asked for."""

    @property
    def states(self) -> int:
        return sum(map(len, self.reached))

    def at(self, scene_id: str) -> Mapping[State, State]:
        """The states that stand at a scene, in the order in which they were reached."""
        return self.reached[self.reduction.machine.scene_index[scene_id]]

    def witness(self, state: State) -> tuple[str, ...]:
        """A shortest playthrough to a state, as choice ids with `continue` for passages."""
        mask = self.reduction.machine.scene_mask
        steps: list[str] = []
        while state != self.start:
            before = self.reached[state & mask][state]
            if state not in self.named:
                self.named[state] = self.choice_between(before, state)
            steps.append(self.named[state])
            state = before
        return tuple(reversed(steps))

    def depth(self, state: State) -> int:
        """The steps of a shortest playthrough to a state."""
        mask, way = self.reduction.machine.scene_mask, []
        while state != self.start and state not in self.depths:
            way.append(state)
            state = self.reached[state & mask][state]
        steps = self.depths.get(state, 0)
        for passed in reversed(way):
            steps += 1
            self.depths[passed] = steps
        return steps

    def following(self, state: State) -> list[State]:
        """The states that a choice leads to, in the order of the choices."""
        machine, reduced = self.reduction.machine, self.reduction.reduced
        return [reduced(machine.take(state, option)) for option in machine.options(state)]

    def round_trip(self, state: State, inside: frozenset[State]) -> tuple[str, ...]:
        """The choices of a shortest way from a state back to it, through states of its loop."""
        came: dict[State, State] = {}
        for here in (waiting := [state]):
            for after in self.following(here):
                if after in inside and after not in came:
                    came[after] = here
                    waiting.append(after)
            if state in came:
                break
        steps = [self.choice_between(before := came[state], state)]
        while before != state:
            here, before = before, came[before]
            steps.append(self.choice_between(before, here))
        return tuple(reversed(steps))

    def can_end(self, state: State, ends: set[State], lost: set[State]) -> bool:
        """Whether some way leads from a state to an ending.

        `ends` and `lost` remember for the next time which states can and cannot.
        """
        machine = self.reduction.machine
        seen = {state}
        way = [(state, iter(self.following(state)))]
        while way:
            here, following = way[-1]
            if here in ends or machine.scene(here).ending is not None:
                ends.update(each for each, _ in way)
                return True
            after = next((each for each in following if each not in seen and each not in lost), None)
            if after is None:
                way.pop()
            else:
                seen.add(after)
                way.append((after, iter(self.following(after))))
        lost |= seen
        return False

    def choice_between(self, before: State, after: State) -> str:
        """The first choice that leads from one state to the other."""
        machine, reduced = self.reduction.machine, self.reduction.reduced
        names = machine.code(before).choice_ids
        return next(
            names[option]
            for option in machine.options(before)
            if reduced(machine.take(before, option)) == after
        )


class Explorer:
    """Visits the states of a case, or of one chapter, as far as the limits allow."""

    def __init__(self, reduction: Reduction, blocked: frozenset[str] = frozenset()) -> None:
        """At a scene in `blocked` play is taken to end."""
        self.reduction = reduction
        self.blocked = blocked
        self.functions: dict[int, Callable[..., int]] = {}
        self.leads: dict[int, tuple[int, ...]] = {}
        self.certain: dict[int, int] = {}
        self.sizes: dict[int, int] = {}

    def with_end_at(self, blocked: frozenset[str]) -> Explorer:
        """The same, with play taken to end elsewhere; what has been written serves both."""
        other = Explorer(self.reduction, blocked)
        other.functions, other.leads = self.functions, self.leads
        other.certain, other.sizes = self.certain, self.sizes
        return other

    def prepared(self, place: int) -> Callable[..., int]:
        """The function that expands a scene, written when play first comes there."""
        found = self.functions.get(place)
        if found is None:
            writer = SceneWriter(self.reduction.machine.program, place, self.reduction.alive)
            found = self.functions[place] = writer.expand()
            self.leads[place] = writer.scene.leads
            self.certain[place] = writer.certain
            self.sizes[place] = max(1, BATCH // max(1, len(writer.scene.ways)))
        return found

    def explore(
        self,
        start: State,
        deadline: float,
        most: float = float("inf"),
        tell: Tell | None = None,
        explored: Explored | None = None,
    ) -> Explored:
        """Visit every state that can be reached from `start`.

        Raises `TooMany` after `deadline` (on the clock of `time.perf_counter`), or when `most` states have
        been visited and every further step still finds many more. `explored` is filled where it is given, so
        that whoever interrupts the work can still look at it.
        """
        machine = self.reduction.machine
        start = self.reduction.reduced(start)
        count = len(machine.scene_ids)
        if explored is None:
            explored = Explored(self.reduction, start, [{} for _ in range(count)])
        reached, stuck = explored.reached, explored.stuck.append
        place = start & machine.scene_mask
        reached[place][start] = start
        frontier: dict[int, list[State]] = {place: [start]}
        spare: list[list[State]] = [[] for _ in range(count)]
        total, before, steep = 1, 1, 0
        while frontier:
            found = 0
            following: dict[int, list[State]] = {}
            for place, states in frontier.items():
                if machine.scene_ids[place] in self.blocked:
                    continue
                expand = self.prepared(place)
                size = self.sizes[place]
                for first in range(0, len(states), size):
                    batch = states if len(states) <= size else states[first : first + size]
                    explored.edges += self.certain[place] * len(batch) + expand(batch, reached, spare, stuck)
                    if time.perf_counter() > deadline:
                        raise TooMany(f"{explored.states:,} states were visited, and there are more")
                for target in self.leads[place]:
                    if spare[target] and target not in following:
                        following[target] = spare[target]
            for target, states in following.items():
                found += len(states)
                spare[target] = []
            total += found
            explored.steps += 1
            steep = steep + 1 if found > STEEP * before else 0
            if total > (most / 3 if steep >= 3 else most) and found > STILL_GROWING * before:
                raise TooMany(
                    f"{total:,} states were visited in {explored.steps} steps, and each step finds many more"
                )
            if tell is not None:
                tell(f"{total:,} states")
            before, frontier = found, following
        return explored
