"""Every state that play can come to, visited in the order of the steps it takes to come there.

States are whole numbers, reduced to what is still alive at their scene. For every scene a dictionary maps
each state to the one it was first reached from, so that a shortest playthrough to any of them can be read
off backwards; and a list holds what follows from each of them in turn.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, repeat

from game.case.model import Scene
from game.immutable import immutable
from game.play.machine import EVERYTHING_READ, Machine
from game.play.program import Effect, Program, State, names_of
from game.proof.result import Progress
from game.proof.successor_codegen import CLOSED, RowEntry, SceneWriter


def alive_at(program: Program, also: Mapping[str, Iterable[str]], everywhere: Iterable[str]) -> list[int]:
    """For every scene the bits that can still matter once one has arrived there.

    `also` are fields that somebody else wants to know at certain scenes, `everywhere` at all.
    """
    layout, scenes = program.layout, program.scenes
    mask = layout.mask

    def forgets(effects: Iterable[Effect]) -> int:
        """What some effects put in place, whatever it was."""
        return mask(name for name, _, to in effects if to is not None)

    always = mask(everywhere)
    wanted, ways = [], []
    for scene in scenes:
        tests = (*scene.text, *(way.guard for way in scene.ways), *chain.from_iterable(scene.closed.values()))
        asked = mask(name for test in tests for name in names_of(test))
        wanted.append(asked | always | mask(also.get(scene.id, ())))
        routes = [
            [(mask(names_of(guard)), to, forgets(scenes[to].enter)) for guard, to in way.routes]
            for way in scene.ways
        ]
        ways.append([*zip((forgets(way.effects) for way in scene.ways), routes, strict=True)])
    before: list[set[int]] = [set() for _ in scenes]
    for here, scene in enumerate(scenes):
        for target in scene.leads:
            before[target].add(here)
    live = list(wanted)
    waiting = dict.fromkeys(range(len(scenes)))
    while waiting:
        here, _ = waiting.popitem()
        found = wanted[here]
        for forgotten, leading in ways[here]:
            needed = 0
            for asked, target, put_there in leading:
                needed |= asked | live[target] & ~put_there
            found |= needed & ~forgotten
        if found != live[here]:
            live[here] = found
            waiting.update(dict.fromkeys(before[here]))
    return [found | layout.scene_mask for found in live]


BATCH = 50_000
"""Ways out of states that are followed between two looks at the clock."""
HOPEFUL_STATES_A_SECOND = 15_000
"""States that may be visited for each second of the budget while every step finds half as many again."""
STILL_GROWING = 1.25
STEEP = 1.9
"""Where three steps in a row find so many times more, a third of those states is enough to see it."""


class TooMany(Exception):
    """There are more states than can be visited; the message says in a sentence how it looked."""


@immutable
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
    rows: list[list[State]]
    """For each scene the successors of its states, a row of equal length for each, `CLOSED` among them."""
    steps: int = 0
    ways: dict[State, tuple[str, ...]] = field(default_factory=dict)
    """The way to a state, for those that were asked for."""

    @classmethod
    def empty(cls, reduction: Reduction, start: State) -> Explored:
        """Nothing visited yet."""
        scenes = reduction.machine.scene_ids
        return cls(reduction, reduction.reduced(start), [{} for _ in scenes], [[] for _ in scenes])

    @property
    def states(self) -> int:
        return sum(map(len, self.reached))

    def at(self, scene_id: str) -> Mapping[State, State]:
        """The states that stand at a scene, in the order in which they were reached."""
        return self.reached[self.reduction.machine.scene_index[scene_id]]

    def shown(self, place: int) -> Iterable[int]:
        """The paragraphs that each state at a scene shows, as bits; above them why its doors are closed."""
        machine, states = self.reduction.machine, self.reached[place]
        alike = Alike(machine, place)
        if not alike.asked & ~machine.scene_mask:
            return repeat(alike[place], len(states))
        return [alike[state & alike.asked] for state in states]

    def witness(self, state: State) -> tuple[str, ...]:
        """A shortest playthrough to a state, as choice ids with `continue` for passages."""
        mask, known = self.reduction.machine.scene_mask, self.ways
        steps: list[str] = []
        asked = state
        while state != self.start and state not in known:
            before = self.reached[state & mask][state]
            steps.append(self.choice_between(before, state))
            state = before
        known[asked] = (*known.get(state, ()), *reversed(steps))
        return known[asked]

    def choice_between(self, before: State, after: State) -> str:
        """The first choice that leads from one state to the other."""
        machine, reduced = self.reduction.machine, self.reduction.reduced
        names = machine.code(before).choice_ids
        return next(
            names[option]
            for option in machine.options(before)
            if reduced(machine.take(before, option)) == after
        )


class Alike(dict[State, int]):
    """What shows at a scene beside which doors are open, for states of which only what it asks for is left.

    That is the paragraphs, as bits, and above them a digit for each door that can be closed for more than
    one reason: 0 where it is open, 1 where it has been taken, and then the reasons that its author gives.
    """

    def __init__(self, machine: Machine, place: int) -> None:
        self.machine = machine
        scene = machine.program.scenes[place]
        choices = tuple(machine.case.scenes[scene.id].choices.values())
        self.doors = [
            (way.option, f"once {scene.id} {choice.id}", [reason.text for reason in choice.closed])
            for way in scene.ways
            if choices and not (choice := choices[way.option]).hidden
            if way.option in scene.closed or (choice.once and choice.when)
        ]
        tests = [*scene.text, *(test for option, *_ in self.doors for test in scene.closed.get(option, ()))]
        tests += [way.guard for way in scene.ways if way.option in {option for option, *_ in self.doors}]
        names = {name for test in tests for name in names_of(test)}
        self.asked = machine.layout.mask(names) | machine.scene_mask

    def __missing__(self, state: State) -> int:
        code = self.machine.code(state)
        found, at = code.variants(state), len(code.scene.text)
        open_here = code.options(state, EVERYTHING_READ) if self.doors else ()
        for option, once, reasons in self.doors:
            if option not in open_here:
                taken = once in self.machine.fields and self.machine.value(state, once)
                tell = code.closed.get(option)
                held = 1 if taken else 2 + (reasons.index(reasons[tell(state)]) if tell else 0)
                found |= held << at
            at += (len(reasons) + 2).bit_length()
        self[state] = found
        return found


class Explorer:
    """Visits the states of a case, or of one chapter, as far as the limits allow."""

    def __init__(self, reduction: Reduction, blocked: frozenset[str] = frozenset()) -> None:
        """At a scene in `blocked` play is taken to end."""
        self.reduction = reduction
        self.blocked = frozenset(reduction.machine.scene_index[each] for each in blocked)
        self.functions: dict[int, Callable[..., None]] = {}
        self.leads: dict[int, tuple[int, ...]] = {}
        self.entries: dict[int, tuple[RowEntry, ...]] = {}
        """For each scene what the entries of a row stand for."""

    def with_end_at(self, blocked: frozenset[str]) -> Explorer:
        """The same, with play taken to end elsewhere; what has been written serves both."""
        other = Explorer(self.reduction, blocked)
        other.functions, other.leads, other.entries = self.functions, self.leads, self.entries
        return other

    def scene(self, place: int) -> Scene:
        """The scene at a place of the program."""
        machine = self.reduction.machine
        return machine.case.scenes[machine.scene_ids[place]]

    def is_over(self, place: int) -> bool:
        """Whether play ends at a scene: it is an ending, or blocked."""
        return place in self.blocked or self.reduction.machine.program.scenes[place].ends

    def leads_from(self, place: int) -> tuple[int, ...]:
        """The scenes that a scene leads to."""
        return () if place in self.blocked else self.leads[place]

    def row(self, place: int) -> tuple[RowEntry, ...]:
        """What the entries of a scene's rows stand for; none where play did not go on from there."""
        return () if place in self.blocked else self.entries.get(place, ())

    def stuck(self, explored: Explored) -> Iterator[State]:
        """The first state at each scene from which nothing is open, though play is not over."""
        for place, states in enumerate(explored.reached):
            if not states or self.is_over(place):
                continue
            width, row = len(self.row(place)), explored.rows[place]
            if not width:
                yield next(iter(states))
            elif CLOSED in row:
                closed = (CLOSED,) * width
                rows = zip(states, zip(*[iter(row)] * width, strict=True), strict=True)
                yield from islice((state for state, open_here in rows if open_here == closed), 1)

    def prepared(self, place: int) -> Callable[..., None]:
        """The function that expands a scene, written when play first comes there."""
        found = self.functions.get(place)
        if found is None:
            writer = SceneWriter(self.reduction.machine.program, place, self.reduction.alive)
            self.entries[place], found = writer.expand()
            self.functions[place], self.leads[place] = found, writer.scene.leads
        return found

    def explore(
        self,
        start: State,
        deadline: float,
        most: float = float("inf"),
        tell: Progress | None = None,
        explored: Explored | None = None,
    ) -> Explored:
        """Visit every state that can be reached from `start`.

        Raises `TooMany` after `deadline` (on the clock of `time.perf_counter`), or when `most` states have
        been visited and every further step still finds many more. `explored` is filled where it is given, so
        that whoever interrupts the work can still look at it.
        """
        machine = self.reduction.machine
        if explored is None:
            explored = Explored.empty(self.reduction, start)
        start, reached, rows = explored.start, explored.reached, explored.rows
        place = start & machine.scene_mask
        reached[place][start] = start
        frontier: dict[int, list[State]] = {place: [start]}
        known = [len(states) for states in reached]
        before, steep = 1, 0
        while frontier:
            following: dict[int, list[State]] = {}
            for place, states in frontier.items():
                if place in self.blocked:
                    continue
                expand = self.prepared(place)
                size = max(1, BATCH // max(1, len(self.entries[place])))
                for first in range(0, len(states), size):
                    batch = states if len(states) <= size else states[first : first + size]
                    expand(batch, reached, rows)
                    if time.perf_counter() > deadline:
                        raise TooMany(f"{explored.states:,} states were visited, and there are more")
                for target in self.leads[place]:
                    if target not in following and len(reached[target]) > known[target]:
                        following[target] = []
            for target in following:
                fresh = islice(reversed(reached[target]), len(reached[target]) - known[target])
                following[target] = list(fresh)[::-1]
                known[target] = len(reached[target])
            total, found = sum(known), sum(map(len, following.values()))
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
