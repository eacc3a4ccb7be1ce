"""Nodes from which a player meets the same, whatever she chooses, taken together as one future.

Two nodes have the same future if they stand at the same scene, show the same paragraphs of the standard
text, have the same choices open and the others closed for the same reasons, and if each choice that is open
leads on to the same future. It is the coarsest equivalence that says so: a bisimulation. What is drawn or
kept beside the text is no part of it, as gauges and the papers in the notebook, nor is the easier reading.
Every paper on a table is taken as read.

Where nothing leads back it is found in one pass from the endings on, elsewhere by splitting what was taken
to be the same until nothing tells it apart any more (Hopcroft 1971).

A paragraph that tells what was chosen at a scene (a `choice:` link) is the same paragraph in both: what was
chosen is not remembered in a state. `Futures.tells` says of which scenes such a link is met later; then two
choices that are told in other words are unlike. Her own sentence (`because:`) is hers whatever she chose.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from game.case.model import Scene
from game.case.prose import links
from game.play.moment import showing
from game.play.program import Option
from game.proof.explicit_state import TooMany
from game.proof.quotient import Quotient
from game.proof.successor_codegen import CLOSED, RowEntry

Future = int
"""The number of a future; it is higher than all that it leads to, but for loops."""
Outlook = tuple[int, ...]
"""The number of a look, and for each alternative of its scene the future that it leads to, or `CLOSED`."""

NO_TIME_TO_COMPARE = "there was no time left to compare what follows from the choices"


class Look(NamedTuple):
    """What a player sees on arriving at a scene beside which choices are open: its texts, which are also
    given as bits in `paragraphs`, counted over the whole case, and why choices are closed. `tells` are the
    scenes of whose choice it tells."""

    place: int
    texts: tuple[str, ...]
    paragraphs: int
    reasons: int
    tells: int


class Alternative(NamedTuple):
    """Options of a scene that are open together and come to the same, the places in a row where they lead,
    and the scenes of whose choice is told after them."""

    options: tuple[Option, ...]
    entries: tuple[int, ...]
    tells: int


class Futures:
    """The futures of the nodes of a quotient."""

    def __init__(self, quotient: Quotient, deadline: float) -> None:
        """Raises `TooMany` after the deadline (on the clock of `time.perf_counter`)."""
        self.quotient = quotient
        self.deadline = deadline
        explorer = quotient.explorer
        self.scenes = [explorer.scene(place) for place in range(len(quotient.nodes))]
        told = chain.from_iterable(told_in(text) for scene in self.scenes for text in texts_that_tell(scene))
        self.told = {of: 1 << number for number, of in enumerate(dict.fromkeys(told))}
        """A bit for each scene of whose choice some text tells."""
        self.alternatives = [
            self.alternatives_of(scene, explorer.row(place)) for place, scene in enumerate(self.scenes)
        ]
        self.paragraphs: dict[tuple[int, str], int] = {}
        """The place in `Look.paragraphs` of each text that some scene shows."""
        self.looks: list[Look] = []
        self.numbers_of: dict[Look, int] = {}
        self.numbers: dict[tuple[int, int, int], int] = {}
        """The number of each look, by its scene, the blocks that show as bits, and the reasons."""
        self.outlooks: list[Outlook] = []
        self.tells: list[int] = []
        """For each future the scenes of whose choice, as it was before, something may be told there."""
        self.of: list[Future] = [0] * len(quotient.rows) + [CLOSED]
        """The future of each node, and `CLOSED` for itself."""
        tangled = self.pass_backwards()
        if tangled:
            self.split(tangled)

    def alternatives_of(self, scene: Scene, row: Sequence[RowEntry]) -> tuple[Alternative, ...]:
        """The alternatives of a scene, in the order of its row."""
        entries: dict[tuple[Option, ...], list[int]] = {}
        for at, entry in enumerate(row, 1):
            entries.setdefault(entry.options, []).append(at)
        after = [self.bits(choice.text) & ~self.told.get(scene.id, 0) for choice in scene.choices.values()]
        return tuple(
            Alternative(options, tuple(at), union(after[option] for option in options) if after else 0)
            for options, at in entries.items()
        )

    def bits(self, text: str) -> int:
        """The scenes of whose choice a text tells."""
        return union(self.told[of] for of in told_in(text))

    def look(self, place: int, shown: int, reasons: int) -> int:
        """The number of what a scene shows with these blocks."""
        scene = self.scenes[place]
        texts = showing(scene.text, shown)
        bits = (1 << self.paragraphs.setdefault((place, text), len(self.paragraphs)) for text in texts)
        tells = union(map(self.bits, (scene.perspective, *texts)))
        look = Look(place, texts, union(bits), reasons, tells)
        if look not in self.numbers_of:
            self.numbers_of[look] = len(self.looks)
            self.looks.append(look)
        found = self.numbers[place, shown, reasons] = self.numbers_of[look]
        return found

    def pass_backwards(self) -> list[int]:
        """Find the futures of all nodes from which play comes to its end for certain; give the others."""
        rows, reasons, of, numbers = self.quotient.rows, self.quotient.reasons, self.of, self.numbers
        outlooks, tells, known = self.outlooks, self.tells, dict[Outlook, Future]()
        looping = {node for loop in self.quotient.loops for node in loop.nodes}
        tangled: list[int] = []
        node = -1
        for place, run in groupby(self.quotient.places):
            if time.perf_counter() > self.deadline:
                raise TooMany(NO_TIME_TO_COMPARE)
            alternatives = self.alternatives[place]
            direct = all(len(each.entries) == 1 for each in alternatives)
            telling = [each.tells for each in alternatives]
            passed = ~self.told.get(self.scenes[place].id, 0)
            for _ in run:
                node += 1
                row = rows[node]
                if looping and (node in looping or any(of[after] < CLOSED for after in row[1:])):
                    of[node] = CLOSED - 1
                    tangled.append(node)
                    continue
                why = reasons.get(node, 0)
                look = numbers.get((place, row[0], why))
                if look is None:
                    look = self.look(place, row[0], why)
                if direct:
                    after = [of[each] for each in row[1:]]
                else:
                    after = [max(of[row[at]] for at in each.entries) for each in alternatives]
                outlook = (look, *after)
                future = known.get(outlook)
                if future is None:
                    future = known[outlook] = len(outlooks)
                    outlooks.append(outlook)
                    told = 0
                    for each, also in zip(after, telling, strict=True):
                        if each != CLOSED:
                            told |= tells[each] | also
                    tells.append(told & passed | self.looks[look].tells)
                of[node] = future
        return tangled

    def split(self, tangled: Sequence[int]) -> None:
        """Find the futures of nodes from which play may come back to where it was."""
        of, first = self.of, len(self.outlooks)
        before: dict[int, list[int]] = {node: [] for node in tangled}
        for node in tangled:
            for after in self.quotient.rows[node][1:]:
                if after in before:
                    before[after].append(node)
        alike: dict[int, set[int]] = {}
        for node in tangled:
            alike.setdefault(self.look_of(node), set()).add(node)
        parts = list(alike.values())
        for number, part in enumerate(parts, first):
            for node in part:
                of[node] = number
        doubtful: Iterable[int] = tangled
        while doubtful:
            if time.perf_counter() > self.deadline:
                raise TooMany(NO_TIME_TO_COMPARE)
            moved: list[tuple[int, list[int]]] = []
            for number, groups in self.told_apart(doubtful).items():
                part = parts[number - first]
                rest = len(part) - sum(map(len, groups))
                if rest and rest < max(map(len, groups)):
                    groups.append([*part.difference(*groups)])
                groups.sort(key=len)
                # What stays under the old number is the largest: so no node moves often.
                for group in groups if rest >= len(groups[-1]) else groups[:-1]:
                    part.difference_update(group)
                    moved.append((first + len(parts), group))
                    parts.append(set(group))
            for number, group in moved:
                for node in group:
                    of[node] = number
            doubtful = {each for _, group in moved for node in group for each in before[node]}
        self.outlooks += [self.outlook(next(iter(part))) for part in parts]
        self.tell_round(first)

    def look_of(self, node: int) -> int:
        """The number of what a node shows."""
        key = self.quotient.places[node], self.quotient.rows[node][0], self.quotient.reasons.get(node, 0)
        return self.numbers.get(key) or self.look(*key)

    def outlook(self, node: int) -> Outlook:
        """What a node shows, and what follows from it as far as that is told apart."""
        row, alternatives = self.quotient.rows[node], self.alternatives[self.quotient.places[node]]
        return (self.look_of(node), *(max(self.of[row[at]] for at in each.entries) for each in alternatives))

    def told_apart(self, nodes: Iterable[int]) -> dict[Future, list[list[int]]]:
        """For each future that some nodes were taken to have these nodes, in groups of the same outlook."""
        found: dict[Future, dict[Outlook, list[int]]] = {}
        for node in nodes:
            found.setdefault(self.of[node], {}).setdefault(self.outlook(node), []).append(node)
        return {number: list(groups.values()) for number, groups in found.items()}

    def tell_round(self, first: Future) -> None:
        """Find of what is told in the futures from `first` on, which may lead back to one another."""
        self.tells += [self.looks[look].tells for look, *_ in self.outlooks[first:]]
        changed = bool(self.told)
        while changed:
            if time.perf_counter() > self.deadline:
                raise TooMany(NO_TIME_TO_COMPARE)
            changed = False
            for future, (look, *after) in enumerate(self.outlooks[first:], first):
                place = self.looks[look].place
                told = union(
                    self.tells[each] | alternative.tells
                    for each, alternative in zip(after, self.alternatives[place], strict=True)
                    if each != CLOSED
                )
                told = told & ~self.told.get(self.scenes[place].id, 0) | self.tells[future]
                changed = changed or told != self.tells[future]
                self.tells[future] = told


def texts_that_tell(scene: Scene) -> Iterator[str]:
    """The texts of a scene that may tell what was chosen elsewhere."""
    yield scene.perspective
    yield from (block.text for block in scene.text)
    yield from (choice.text for choice in scene.choices.values())


def told_in(text: str) -> Iterator[str]:
    """The scenes of whose choice a text tells."""
    return (link.target for link in links(text) if link.kind == "choice")


def union(bits: Iterable[int]) -> int:
    """All bits that are set in any of some numbers."""
    found = 0
    for each in bits:
        found |= each
    return found
