"""Graphs that lead back to themselves: their parts, and how often one passes through each place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Place = TypeVar("Place", bound=Hashable)

MOST_WAYS = 2_000_000
"""Ways between places that are kept while places are eliminated one by one: less than half a gibibyte."""


class TooTangled(Exception):
    """So many places lead back to one another that the chances cannot be worked out in time."""


def components(edges: Mapping[Place, Sequence[Place]]) -> list[list[Place]]:
    """The groups of places from which one can come back, each after all that it leads to (Tarjan 1972)."""
    numbers: dict[Place, int] = {}
    lowest: dict[Place, int] = {}
    standing: dict[Place, None] = {}
    found: list[list[Place]] = []
    for root in edges:
        if root in numbers:
            continue
        numbers[root] = lowest[root] = len(numbers)
        standing[root] = None
        walk = [(root, iter(edges[root]))]
        while walk:
            place, following = walk[-1]
            for after in following:
                if after not in numbers:
                    numbers[after] = lowest[after] = len(numbers)
                    standing[after] = None
                    walk.append((after, iter(edges[after])))
                    break
                if after in standing:
                    lowest[place] = min(lowest[place], numbers[after])
            else:
                walk.pop()
                if walk:
                    before = walk[-1][0]
                    lowest[before] = min(lowest[before], lowest[place])
                if lowest[place] == numbers[place]:
                    group = []
                    while True:
                        last, _ = standing.popitem()
                        group.append(last)
                        if last == place:
                            break
                    found.append(group[::-1])
    return found


def expected_visits(
    inflow: Mapping[Place, float],
    out: Mapping[Place, Sequence[Place]],
    inside: frozenset[Place],
    late: Callable[[], bool] = lambda: False,
) -> dict[Place, float]:
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
    rows: dict[Place, dict[Place, float]] = {}
    leaves: dict[Place, float] = {}
    into: dict[Place, set[Place]] = {place: set() for place in order}
    for place in order:
        row: dict[Place, float] = {}
        for after in out[place]:
            if after in inside:
                row[after] = row.get(after, 0.0) + 1 / len(out[place])
                into[after].add(place)
        rows[place] = row
        leaves[place] = sum(after not in inside for after in out[place]) / len(out[place])
    arriving = {place: inflow.get(place, 0.0) for place in order}
    gone: set[Place] = set()
    kept: list[tuple[Place, float, list[tuple[Place, float]]]] = []
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
    found: dict[Place, float] = {}
    for place, scale, came in reversed(kept):
        through = arriving[place] + sum(found[before] * share for before, share in came)
        found[place] = through / scale if scale else 0.0
    return found


def spread(
    row: dict[Place, float],
    passed: Mapping[Place, float],
    share: float,
    into: Mapping[Place, set[Place]],
    before: Place,
) -> None:
    """A place is taken out: what led to it leads where it led."""
    for after, part in passed.items():
        row[after] = row.get(after, 0.0) + share * part
        into[after].add(before)


def reachable(start: Iterable[Place], edges: Mapping[Place, Iterable[Place]]) -> set[Place]:
    """Every place that can be reached."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for after in edges.get(waiting.pop(), ()):
            if after not in found:
                found.add(after)
                waiting.append(after)
    return found
