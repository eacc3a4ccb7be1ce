"""Everything that play can come to, with the states that have the same future taken together as one node.

Two states at a scene have the same future if they show the same paragraphs, if the same options are open and
the others closed for the same reasons, and if what follows each of those that are open has the same future.
Where play can come back to a state, every state is a node of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from game.case.graph import components
from game.play.program import Option, State
from game.proof.explicit_state import Explored, Explorer, TooMany
from game.proof.successor_codegen import CLOSED

Row = tuple[int, ...]
"""The paragraphs that show, as bits; then for each entry of the scene's row the next node, or `CLOSED`."""

TANGLED_A_SECOND = 150_000
"""States that lead back to one another of which so many are sorted in a second, on a slow machine."""
NO_TIME = "the states were all visited, and there was no time left to count the ways between them"


class Loop(NamedTuple):
    """Nodes that lead back to one another, and the state that each of them is."""

    nodes: range
    states: Sequence[State]


class Quotient:
    """The nodes of what was explored: each comes after all those that it leads to, but for loops."""

    def __init__(self, explorer: Explorer, explored: Explored, deadline: float) -> None:
        """Raises `TooMany` after the deadline (on the clock of `time.perf_counter`)."""
        self.explorer = explorer
        self.explored = explored
        self.deadline = deadline
        self.places: list[int] = []
        """The scene of each node, by its place in the program."""
        self.rows: list[Row] = []
        self.reasons: dict[int, int] = {}
        """Why doors are closed, as `Alike` tells it, for the nodes where that is not always so."""
        self.loops: list[Loop] = []
        self.nodes: list[dict[State, int]] = [{} for _ in explored.reached]
        """For each scene the node of each of its states, and `CLOSED` for itself."""
        reached = explored.reached
        leads = {
            place: [after for after in explorer.leads_from(place) if reached[after]]
            for place, states in enumerate(reached)
            if states
        }
        for places in components(leads):
            if time.perf_counter() > deadline:
                raise TooMany(NO_TIME)
            beyond = {after for place in places for after in leads[place]}.difference(places)
            known = self.nodes[beyond.pop()] if beyond else {CLOSED: CLOSED}
            for after in beyond:
                known = known | self.nodes[after]
            if len(places) == 1 and places[0] not in leads[places[0]]:
                self.merge(places[0], known)
            else:
                self.merge_states(places, dict(known))
        self.start = self.nodes[explored.start & explored.reduction.machine.scene_mask][explored.start]

    def merge(self, place: int, known: Mapping[State, int]) -> None:
        """The nodes of a scene that does not lead back to itself."""
        explored, new = self.explored, NewNodes(self, place)
        follows = map(known.__getitem__, explored.rows[place])
        rows = zip(explored.shown(place), *[follows] * len(self.explorer.row(place)), strict=False)
        self.nodes[place] = nodes = dict(
            zip(explored.reached[place], map(new.__getitem__, rows), strict=True)
        )
        nodes[CLOSED] = CLOSED
        self.places += [place] * (len(self.rows) - len(self.places))

    def merge_states(self, places: Sequence[int], known: dict[State, int]) -> None:
        """The nodes of scenes that lead back to one another, state by state."""
        explored, new = self.explored, {place: NewNodes(self, place) for place in places}
        count = sum(len(explored.reached[place]) for place in places)
        if time.perf_counter() + count / TANGLED_A_SECOND > self.deadline:
            raise TooMany(NO_TIME)
        mask = explored.reduction.machine.scene_mask
        rows: dict[State, tuple[State, ...]] = {}
        bits: dict[State, int] = {}
        for place in places:
            follows, width = iter(explored.rows[place]), len(self.explorer.row(place))
            for state, shown in zip(explored.reached[place], explored.shown(place), strict=True):
                rows[state], bits[state] = tuple(islice(follows, width)), shown
        inner = {state: [after for after in row if after in rows] for state, row in rows.items()}
        for states in components(inner):
            first = len(self.rows)
            if len(states) == 1 and states[0] not in inner[states[0]]:
                (state,) = states
                known[state] = new[state & mask][(bits[state], *map(known.__getitem__, rows[state]))]
                self.places += [state & mask] * (len(self.rows) - first)
                continue
            known.update(zip(states, range(first, first + len(states)), strict=True))
            for state in states:
                row = (bits[state], *map(known.__getitem__, rows[state]))
                self.rows.append(new[state & mask].apart(row))
            self.places += [state & mask for state in states]
            self.loops.append(Loop(range(first, len(self.rows)), states))
        for place in places:
            self.nodes[place] = {state: known[state] for state in explored.reached[place]} | {CLOSED: CLOSED}

    def step(self, node: int, option: Option | None = None, after: int | None = None) -> str | None:
        """The id of an option that is open at a node, the one asked for or the first that leads to a node."""
        place = self.places[node]
        names = self.explorer.reduction.machine.program.scenes[place].options
        for entry, follows in zip(self.explorer.row(place), self.rows[node][1:], strict=True):
            if follows != CLOSED and (option in entry.options or follows == after):
                return names[entry.options[0] if option is None else option]
        return None

    def depth(self, state: State) -> int:
        """The steps of a shortest playthrough to a state."""
        return self.depths[self.nodes[state & self.explored.reduction.machine.scene_mask][state]]

    @cached_property
    def depths(self) -> list[int]:
        """The steps of a shortest playthrough to each node."""
        found = [-1] * len(self.rows)
        found[self.start] = 0
        for node in (waiting := [self.start]):
            for after in self.rows[node][1:]:
                if after != CLOSED and found[after] < 0:
                    found[after] = found[node] + 1
                    waiting.append(after)
        return found

    def round_trip(self, loop: Loop, state: State) -> tuple[str, ...]:
        """The steps of a shortest way from a state of a loop back to it."""
        start, came = loop.nodes[loop.states.index(state)], dict[int, int]()
        for node in (waiting := [start]):
            for after in self.rows[node][1:]:
                if after in loop.nodes and after not in came:
                    came[after] = node
                    waiting.append(after)
            if start in came:
                break
        return (*self.way_to(came[start], came, start), self.step(came[start], after=start) or "")

    def way_to(self, node: int, came: Mapping[int, int], start: int) -> tuple[str, ...]:
        """The steps that led to a node, where each has the one before it."""
        steps: list[str] = []
        while node != start:
            steps.append(self.step(came[node], after=node) or "")
            node = came[node]
        return tuple(reversed(steps))

    def endless(self) -> Iterator[Loop]:
        """The loops from which no ending can be reached, those that come first in play first."""
        loops = {loop.nodes[0]: loop for loop in self.loops}
        ends: list[bool] = []
        while loops and len(ends) < len(self.rows):
            node = len(ends)
            nodes = loops[node].nodes if node in loops else range(node, node + 1)
            beyond = {after for each in nodes for after in self.rows[each][1:]}.difference(nodes, (CLOSED,))
            over = self.explorer.is_over(self.places[node])
            ends += [over or any(ends[after] for after in beyond)] * len(nodes)
        return (loop for loop in reversed(self.loops) if not ends[loop.nodes[0]])


class NewNodes(dict[Row, int]):
    """The nodes of one scene by their rows, with the reasons above the paragraphs; a row that is asked for
    and not yet there becomes a node."""

    def __init__(self, quotient: Quotient, place: int) -> None:
        self.rows, self.reasons = quotient.rows, quotient.reasons
        self.paragraphs = len(quotient.explorer.scene(place).text)
        self.every = (1 << self.paragraphs) - 1

    def __missing__(self, row: Row) -> int:
        node = self[row] = len(self.rows)
        self.rows.append(row if row[0] <= self.every else self.apart(row))
        return node

    def apart(self, row: Row) -> Row:
        """The row of the next node without its reasons, which are put where they belong."""
        if row[0] > self.every:
            self.reasons[len(self.rows)] = row[0] >> self.paragraphs
        return (row[0] & self.every, *row[1:])
