"""How many playthroughs there are, how long they are, and how likely each ending is.

What flows through a state is a tally `[ways, chance, fewest, most, least, longest]`: in how many ways one
can have come there, how often one comes there if every open choice is equally likely, the fewest and most
decisions taken before, and the least and most words read. Scenes are followed in an order in which each
comes after all that lead to it; scenes that lead back to one another are followed state by state.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from game.case.graph import components
from game.case.model import Scene
from game.case.pace import minutes_of, words_after, words_in, words_of_choices
from game.play.program import State
from game.proof.explicit_state import Explored, Explorer, TooMany
from game.proof.markov import TooTangled, expected_visits
from game.proof.result import INFINITE, Infinite, Length
from game.proof.successor_codegen import SceneWriter

Tally = list[float]
Tallies = dict[State, Tally]
Edges = dict[State, list[tuple[State, int, int]]]
"""For each state where its options lead, the decisions that each is (0 or 1), and the words told after it."""

NO_TIME = "the states were all visited, and there was no time left to count the ways between them"


@dataclass(slots=True)
class Counted:
    """What counting has found; `loops` are the states of each loop.

    `odds` and `visits` are None where so many states lead back to one another that there was no time.
    """

    playthroughs: int | Infinite = 0
    ways: dict[str, int] = field(default_factory=dict)
    odds: dict[str, float] | None = None
    visits: dict[str, float] | None = None
    shortest: Length | None = None
    longest: Length | None = None
    loops: list[list[State]] = field(default_factory=list)


class Counter:
    """Counts the playthroughs of what was explored."""

    def __init__(self, explorer: Explorer, explored: Explored, deadline: float) -> None:
        self.explorer = explorer
        self.explored = explored
        self.deadline = deadline
        self.machine = explorer.reduction.machine
        self.counted = Counted()
        self.there: list[Tallies] = [{} for _ in self.machine.scene_ids]
        self.odds: dict[str, float] = {}
        self.visits: dict[str, float] = {}
        self.tangled = False
        self.read: dict[int, list[int]] = {}
        self.fewest = self.least = float("inf")
        self.most = self.longest = float("-inf")

    def count(self) -> Counted:
        """Follow the flow from the start to every ending. Raises `TooMany` after the deadline."""
        start = self.explored.start
        self.there[start & self.machine.scene_mask][start] = [1, 1.0, 0, 0, 0, 0]
        reached = [place for place, states in enumerate(self.explored.reached) if states]
        leads = {
            place: [target for target in self.leads(place) if self.explored.reached[target]]
            for place in reached
        }
        for together in reversed(components(leads)):
            if time.perf_counter() > self.deadline:
                raise TooMany(NO_TIME)
            if len(together) == 1 and together[0] not in leads[together[0]]:
                self.follow(together[0])
            else:
                self.follow_states(together)
        return self.finished()

    def leads(self, place: int) -> Sequence[int]:
        """The scenes that a scene leads to; none where play is over."""
        return () if self.is_over(self.scene(place)) else self.explorer.leads[place]

    def scene(self, place: int) -> Scene:
        return self.machine.case.scenes[self.machine.scene_ids[place]]

    def is_over(self, scene: Scene) -> bool:
        return scene.ending is not None or scene.id in self.explorer.blocked

    def follow(self, place: int) -> None:
        """Hand on what flows through a scene that does not lead back to itself."""
        scene = self.scene(place)
        here, self.there[place] = self.there[place], {}
        self.visits[scene.id] = sum(tally[1] for tally in here.values())
        if self.is_over(scene):
            self.arrive(scene, here)
            return
        writer = SceneWriter(self.machine.program, place, self.explorer.reduction.alive)
        writer.flow(self.words(place), told_after(scene))(here, self.there)

    def arrive(self, scene: Scene, here: Tallies) -> None:
        """Play ends here: at an ending, or where a chapter played alone is over."""
        outside = scene.id in self.explorer.blocked
        ways = 0
        for state, (count, _, fewest, most, least, longest) in here.items():
            read = 0 if outside else self.read_at(state)
            ways += int(count)
            self.fewest, self.most = min(self.fewest, fewest), max(self.most, most)
            self.least, self.longest = min(self.least, least + read), max(self.longest, longest + read)
        self.counted.ways[scene.id] = self.counted.ways.get(scene.id, 0) + ways
        chance = sum(tally[1] for tally in here.values())
        self.odds[scene.id] = self.odds.get(scene.id, 0.0) + chance

    # --- scenes that lead back to one another ---------------------------------------------------------

    def follow_states(self, places: Sequence[int]) -> None:
        """Hand on what flows through scenes that lead back to one another, state by state."""
        inside = frozenset(places)
        machine, reduced = self.machine, self.explorer.reduction.reduced
        edges: Edges = {}
        for place in places:
            told = told_after(self.scene(place))
            step = int(bool(self.scene(place).choices))
            for state in self.explored.reached[place]:
                if len(edges) % 4096 == 0 and time.perf_counter() > self.deadline:
                    raise TooMany(NO_TIME)
                edges[state] = [
                    (reduced(machine.take(state, option)), step, told[option])
                    for option in machine.options(state)
                ]
        inner = {
            state: [after for after, _, _ in out if after & machine.scene_mask in inside]
            for state, out in edges.items()
        }
        for states in reversed(components(inner)):
            if len(states) == 1 and states[0] not in inner[states[0]]:
                self.hand_on(states[0], self.tally(states[0]), edges[states[0]])
            else:
                self.follow_loop(states, edges)
        for place in places:
            self.there[place] = {}

    def tally(self, state: State) -> Tally:
        return self.there[state & self.machine.scene_mask][state]

    def words(self, place: int) -> list[int]:
        if place not in self.read:
            self.read[place] = words_read(self.scene(place))
        return self.read[place]

    def read_at(self, state: State) -> int:
        """Words read on arriving at a state."""
        shown = self.machine.code(state).variants(state)
        *blocks, always = self.words(self.place(state))
        return always + sum(count for number, count in enumerate(blocks) if shown >> number & 1)

    def hand_on(self, state: State, tally: Tally, out: Sequence[tuple[State, int, int]]) -> None:
        count, chance, fewest, most, least, longest = tally
        scene_id = self.machine.scene_ids[state & self.machine.scene_mask]
        self.visits[scene_id] = self.visits.get(scene_id, 0.0) + chance
        read = self.read_at(state)
        for after, step, told in out:
            self.add(
                after,
                [
                    count,
                    chance / len(out),
                    fewest + step,
                    most + step,
                    least + read + told,
                    longest + read + told,
                ],
            )

    def add(self, state: State, tally: Tally) -> None:
        tallies = self.there[state & self.machine.scene_mask]
        there = tallies.get(state)
        if there is None:
            tallies[state] = tally
            return
        there[0] += tally[0]
        there[1] += tally[1]
        there[2], there[3] = min(there[2], tally[2]), max(there[3], tally[3])
        there[4], there[5] = min(there[4], tally[4]), max(there[5], tally[5])

    def follow_loop(self, states: Sequence[State], edges: Edges) -> None:
        """States that lead back to one another: any of them may be passed through again and again."""
        self.counted.playthroughs = INFINITE
        self.counted.loops.append(list(states))
        inside = frozenset(states)
        flows = {state: self.tally(state) for state in states if state in self.there[self.place(state)]}
        chances = self.chances({state: flow[1] for state, flow in flows.items()}, edges, inside)
        reads = {state: self.read_at(state) for state in states}
        fewest = cheapest(
            {state: flow[2] for state, flow in flows.items()},
            {
                state: [(after, step) for after, step, _ in edges[state] if after in inside]
                for state in states
            },
        )
        least = cheapest(
            {state: flow[4] for state, flow in flows.items()},
            {
                state: [(after, reads[state] + told) for after, _, told in edges[state] if after in inside]
                for state in states
            },
        )
        for state in states:
            out = [edge for edge in edges[state] if edge[0] not in inside]
            chance = chances[state]
            scene_id = self.machine.scene_ids[self.place(state)]
            self.visits[scene_id] = self.visits.get(scene_id, 0.0) + chance
            for after, step, told in out:
                share = chance / len(edges[state])
                words = least[state] + reads[state] + told
                self.add(after, [1, share, fewest[state] + step, 0, words, 0])

    def chances(
        self, inflow: Mapping[State, float], edges: Edges, inside: frozenset[State]
    ) -> Mapping[State, float]:
        """How often one passes through each state of a loop; where it cannot be said, that is noted."""
        if not self.tangled:
            try:
                return expected_visits(
                    inflow,
                    {state: [after for after, _, _ in edges[state]] for state in edges if state in inside},
                    inside,
                    late=lambda: time.perf_counter() > self.deadline,
                )
            except TooTangled:
                self.tangled = True
        return dict.fromkeys(inside, 0.0)

    def place(self, state: State) -> int:
        return state & self.machine.scene_mask

    # --- the sum ----------------------------------------------------------------------------------------

    def finished(self) -> Counted:
        counted = self.counted
        if self.tangled:
            counted.odds = counted.visits = None
        else:
            counted.odds, counted.visits = self.odds, self.visits
        endless = counted.playthroughs == INFINITE
        if not endless:
            counted.playthroughs = sum(counted.ways.values())
        if self.fewest != float("inf"):
            counted.shortest = Length(int(self.fewest), minutes_of(self.least))
            counted.longest = (
                Length(INFINITE, INFINITE) if endless else Length(int(self.most), minutes_of(self.longest))
            )
        return counted


def words_read(scene: Scene) -> list[int]:
    """Words read at a scene before one goes on: of each block of its text, and of all that always shows."""
    return [*(words_in(block.text) for block in scene.text), words_in(scene.title) + words_of_choices(scene)]


def told_after(scene: Scene) -> list[int]:
    """Words told after each option of a scene."""
    return [words_after(choice) for choice in scene.choices.values()] or [0]


def cheapest(
    start: Mapping[State, float], edges: Mapping[State, list[tuple[State, int]]]
) -> dict[State, float]:
    """The least that it costs to come to each state of a loop."""
    found = dict.fromkeys(edges, float("inf")) | dict(start)
    waiting = [(cost, state) for state, cost in start.items()]
    heapify(waiting)
    while waiting:
        before, state = heappop(waiting)
        if before > found[state]:
            continue
        for after, cost in edges[state]:
            if before + cost < found[after]:
                found[after] = before + cost
                heappush(waiting, (found[after], after))
    return found
