"""How many playthroughs there are, how long they are, and how likely each ending is.

What flows through a node of the quotient is a tally: in how many ways one can have come there, how often one
comes there if every open choice is equally likely, the fewest and most decisions taken before, and the least
and most words read. Nodes are followed from the start on, each after all that lead to it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import inf
from typing import NamedTuple

from game.case.graph import Vertex
from game.case.model import Scene
from game.case.pace import minutes_of, words_after, words_in, words_of_choices, words_when_passed
from game.immutable import immutable
from game.proof.explicit_state import TooMany
from game.proof.quotient import NO_TIME, Loop, Quotient
from game.proof.result import INFINITE, Infinite, Length
from game.proof.successor_codegen import CLOSED, RowEntry

MOST_WAYS = 2_000_000
"""Ways between places that are kept while places are eliminated one by one: less than half a gibibyte."""


class TooTangled(Exception):
    """So many places lead back to one another that the chances cannot be worked out in time."""


def expected_visits(
    inflow: Mapping[Vertex, float],
    out: Mapping[Vertex, Sequence[Vertex]],
    inside: frozenset[Vertex],
    late: Callable[[], bool] = lambda: False,
) -> dict[Vertex, float]:
    """How often one passes through each place of a loop, if every way out of a place is equally likely.

    `inflow` is how often one comes in at a place, `out` every way out of one, `inside` the places of the
    loop. Places are eliminated one by one without a subtraction, so nothing is lost to rounding
    (Grassmann, Taksar and Heyman 1985). Where there is no way out of the whole, the answer is infinite
    wherever one can come.

    `late` is asked now and then. Raises `TooTangled` when it says yes, or when the memory would not do.
    """
    if not any(after not in inside for after_all in out.values() for after in after_all):
        return dict.fromkeys(out, float("inf"))
    order = list(out)
    rows: dict[Vertex, dict[Vertex, float]] = {}
    leaves: dict[Vertex, float] = {}
    into: dict[Vertex, set[Vertex]] = {place: set() for place in order}
    for place in order:
        row: dict[Vertex, float] = {}
        for after in out[place]:
            if after in inside:
                row[after] = row.get(after, 0.0) + 1 / len(out[place])
                into[after].add(place)
        rows[place] = row
        leaves[place] = sum(after not in inside for after in out[place]) / len(out[place])
    arriving = {place: inflow.get(place, 0.0) for place in order}
    gone: set[Vertex] = set()
    kept: list[tuple[Vertex, float, list[tuple[Vertex, float]]]] = []
    ways = sum(map(len, rows.values()))
    for place in reversed(order):
        if ways > MOST_WAYS or late():
            raise TooTangled
        row = rows[place]
        row.pop(place, None)
        gone.add(place)
        scale = leaves[place] + sum(row.values())
        came = [(before, rows[before].pop(place)) for before in into[place] if before not in gone]
        kept.append((place, scale, came))
        if not scale:
            continue
        for after, share in row.items():
            arriving[after] += arriving[place] * share / scale
        for before, share in came:
            ways -= len(rows[before])
            spread(rows[before], row, share / scale, into, before)
            ways += len(rows[before])
            leaves[before] += share * leaves[place] / scale
    found: dict[Vertex, float] = {}
    for place, scale, came in reversed(kept):
        through = arriving[place] + sum(found[before] * share for before, share in came)
        found[place] = through / scale if scale else 0.0
    return found


def spread(
    row: dict[Vertex, float],
    passed: Mapping[Vertex, float],
    share: float,
    into: Mapping[Vertex, set[Vertex]],
    before: Vertex,
) -> None:
    """A place is taken out: what led to it leads where it led."""
    for after, part in passed.items():
        row[after] = row.get(after, 0.0) + share * part
        into[after].add(before)


LOOK_EVERY = 4_096
"""Nodes that are followed between two looks at the clock."""


@immutable
class Totals:
    """What counting has found.

    `odds` and `visits` are None where so many states lead back to one another that there was no time.
    """

    playthroughs: int | Infinite
    odds: dict[str, float] | None
    visits: dict[str, float] | None
    shortest: Length | None
    longest: Length | None


class Leg(NamedTuple):
    """What the options that share an entry of a row are together: where the entry stands, how many they are,
    the decisions that each takes (0 or 1), and the fewest and most words told after one of them."""

    entry: int
    options: int
    step: int
    least: int
    most: int


class Counter:
    """Counts the playthroughs of a case, or of a part of it; `passed` are the places of the scenes that are
    passed over."""

    def __init__(self, quotient: Quotient, deadline: float, passed: frozenset[int] = frozenset()) -> None:
        self.quotient = quotient
        self.deadline = deadline
        explorer = quotient.explorer
        places = range(len(quotient.nodes))
        self.over = [explorer.is_over(place) for place in places]
        self.legs = [legs_of(explorer.scene(each), explorer.row(each), each in passed) for each in places]
        self.words = [
            PassedWords(explorer.scene(each))
            if each in passed
            else WordCounts(explorer.scene(each), each in explorer.blocked)
            for each in places
        ]
        count = len(quotient.rows)
        self.ways = [0] * count
        self.chance = [0.0] * count
        self.fewest = [inf] * count
        self.most = [0] * count
        self.least = [inf] * count
        self.longest = [0] * count
        self.tangled = False

    def count(self) -> Totals:
        """Follow the flow from the start to every ending. Raises `TooMany` after the deadline."""
        start, top = self.quotient.start, len(self.quotient.rows) - 1
        self.ways[start], self.chance[start], self.fewest[start], self.least[start] = 1, 1.0, 0, 0
        for loop in reversed(self.quotient.loops):
            self.follow(range(top, loop.nodes[-1], -1))
            self.follow_loop(loop)
            top = loop.nodes[0] - 1
        self.follow(range(top, -1, -1))
        return self.counted()

    def follow(self, nodes: range) -> None:
        """Hand on what flows through nodes that do not lead back to themselves."""
        rows, places, words = self.quotient.rows, self.quotient.places, self.words
        every, options_of = self.legs, [sum(leg.options for leg in legs) for legs in self.legs]
        ways, chance, fewest, most = self.ways, self.chance, self.fewest, self.most
        least, longest = self.least, self.longest
        for node in nodes:
            if node % LOOK_EVERY == 0 and time.perf_counter() > self.deadline:
                raise TooMany(NO_TIME)
            row, place = rows[node], places[node]
            legs, options = every[place], options_of[place]
            if CLOSED in row:
                options = sum(leg.options for leg in legs if row[leg.entry] != CLOSED)
            if not options:
                continue
            read = words[place][row[0]]
            count, share = ways[node], chance[node] / options
            low, high, short, long = fewest[node], most[node], least[node] + read, longest[node] + read
            for entry, alike, step, told, at_most in legs:
                after = row[entry]
                if after == CLOSED:
                    continue
                ways[after] += count * alike
                chance[after] += share * alike
                if low + step < fewest[after]:
                    fewest[after] = low + step
                if high + step > most[after]:
                    most[after] = high + step
                if short + told < least[after]:
                    least[after] = short + told
                if long + at_most > longest[after]:
                    longest[after] = long + at_most

    def follow_loop(self, loop: Loop) -> None:
        """Hand on what flows through nodes any of which may be passed through again and again."""
        rows, places, chance = self.quotient.rows, self.quotient.places, self.chance
        out: dict[int, list[tuple[Leg, int]]] = {}
        for node in loop.nodes:
            each = ((leg, rows[node][leg.entry]) for leg in self.legs[places[node]])
            out[node] = [(leg, after) for leg, after in each if after != CLOSED]
        reads = {node: self.words[places[node]][rows[node][0]] for node in loop.nodes}
        chance[loop.nodes[0] : loop.nodes[-1] + 1] = self.chances(loop.nodes, out)
        steps = {node: [(after, leg.step) for leg, after in ways] for node, ways in out.items()}
        told = {node: [(after, reads[node] + leg.least) for leg, after in ways] for node, ways in out.items()}
        cheapest(self.fewest, loop.nodes, steps)
        cheapest(self.least, loop.nodes, told)
        for node, ways in out.items():
            options = sum(leg.options for leg, _ in ways)
            for leg, after in ways:
                if after not in loop.nodes:
                    chance[after] += chance[node] * leg.options / options

    def chances(self, nodes: range, out: Mapping[int, list[tuple[Leg, int]]]) -> list[float]:
        """How often one passes through each node of a loop; where it cannot be said, that is noted."""
        inflow = {node: self.chance[node] for node in nodes}
        ways = {
            node: [after for leg, after in each for _ in range(leg.options)] for node, each in out.items()
        }
        if not self.tangled:
            try:
                found = expected_visits(
                    inflow, ways, frozenset(nodes), late=lambda: time.perf_counter() > self.deadline
                )
                return [found[node] for node in nodes]
            except TooTangled:
                self.tangled = True
        return [0.0] * len(nodes)

    def counted(self) -> Totals:
        quotient, chance = self.quotient, self.chance
        ids = quotient.explorer.reduction.machine.scene_ids
        visits: dict[str, float] = {}
        for place, often in zip(quotient.places, chance, strict=True):
            visits[ids[place]] = visits.get(ids[place], 0.0) + often
        ends = [node for node, place in enumerate(quotient.places) if self.over[place]]
        endless = bool(quotient.loops)
        shortest = longest = None
        if ends:
            read = [self.words[quotient.places[node]][quotient.rows[node][0]] for node in ends]
            short = min(self.least[node] + words for node, words in zip(ends, read, strict=True))
            long = max(self.longest[node] + words for node, words in zip(ends, read, strict=True))
            shortest = Length(int(min(self.fewest[node] for node in ends)), minutes_of(short))
            longest = Length(max(self.most[node] for node in ends), minutes_of(long))
        return Totals(
            INFINITE if endless else sum(self.ways[node] for node in ends),
            None
            if self.tangled
            else {ids[place]: visits[ids[place]] for place in {quotient.places[node] for node in ends}},
            None if self.tangled else visits,
            shortest,
            longest if not endless else shortest and Length(INFINITE, INFINITE),
        )


class WordCounts(dict[int, int]):
    """Words read on arriving at a scene, for each set of its paragraphs; none where play is over before."""

    def __init__(self, scene: Scene, outside: bool) -> None:
        self.always = 0 if outside else words_in(scene.title) + words_of_choices(scene)
        self.blocks = [] if outside else [words_in(block.text) for block in scene.text]

    def __missing__(self, shown: int) -> int:
        read = sum(words for place, words in enumerate(self.blocks) if shown >> place & 1)
        found = self[shown] = self.always + read
        return found


class PassedWords(WordCounts):
    """Words read of a scene that is passed over, whatever it would show."""

    def __init__(self, scene: Scene) -> None:
        self.always, self.blocks = words_when_passed(scene), []


def legs_of(scene: Scene, row: Sequence[RowEntry], passed: bool = False) -> list[Leg]:
    """The legs of a scene, in the order of its row; nothing is decided or told where it is passed over."""
    told = [0 if passed else words_after(choice) for choice in scene.choices.values()] or [0]
    step = int(bool(scene.choices) and not passed)
    return [
        Leg(entry, len(options), step, *(end(told[each] for each in options) for end in (min, max)))
        for entry, (options, _) in enumerate(row, 1)
    ]


def cheapest(costs: list[float], nodes: range, out: Mapping[int, list[tuple[int, int]]]) -> None:
    """Lower the costs of coming to each node of a loop, and to those after it, to the least there is."""
    waiting = [(costs[node], node) for node in nodes if costs[node] < inf]
    heapify(waiting)
    while waiting:
        before, node = heappop(waiting)
        if before > costs[node]:
            continue
        for after, cost in out[node]:
            if before + cost < costs[after]:
                costs[after] = before + cost
                if after in nodes:
                    heappush(waiting, (costs[after], after))
