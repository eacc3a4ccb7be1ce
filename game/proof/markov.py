"""How often one passes through each place of a loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from game.case.graph import Vertex

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
