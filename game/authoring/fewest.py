"""The fewest playthroughs that show everything, looked for among all there are.

They are found one after the other: each is the playthrough that shows most of what is still unseen, what
seldom comes weighing more; at the end what the others make unnecessary is left out. No smaller set can exist
than the ways on from the scene with most.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from math import log10
from operator import or_
from typing import NamedTuple

from game.case.graph import components
from game.proof.properties import Key
from game.proof.quotient import Quotient
from game.proof.successor_codegen import CLOSED

MOST_TRIES = 40
"""Tries with other weights, where the first is not known to be the smallest set."""
TRIED_NODES = 100_000
"""Nodes that all tries together may look through."""
MOST_COMPARED = 3_000
"""Playthroughs of a case that are all compared with one another, to find the fewest."""
MOST_STEPS = 400_000
"""Steps of that comparison."""


class Play(NamedTuple):
    """A playthrough to pick: its steps, the scene where it ends, and what it shows, as bits."""

    steps: tuple[str, ...]
    ends: str
    items: int


class Onward(NamedTuple):
    """An option that is open at a node: the node that follows, the bundle of what it shows, and its id."""

    after: int
    bundle: int
    step: str


class FewestSearch:
    """Looks for the fewest playthroughs among the nodes of a quotient.

    A course through them is a list of places in `out`.
    """

    def __init__(
        self, quotient: Quotient, items: Sequence[Key], late: Callable[[], bool], tell: Callable[[str], None]
    ) -> None:
        """`items` are what is to be shown, as keys of questions; `late` says when to leave off."""
        self.quotient = quotient
        self.late = late
        self.tell = tell
        self.bits = {key: 1 << place for place, key in enumerate(items)}
        self.bundles: dict[int, int] = {0: 0}
        """Sets of items that are shown together, as bits, each with its number."""
        self.program = quotient.explorer.reduction.machine.program
        ways = [list(self.ways(place)) for place in range(len(quotient.nodes))]
        self.shown: list[int] = []
        """For each node the bundle that arriving there shows."""
        self.out: list[list[Onward]] = []
        onward: dict[int, set[int]] = {}
        """For each scene the bundles that a way out of it may show."""
        for place, row in zip(quotient.places, quotient.rows, strict=True):
            scene_id = quotient.explorer.scene(place).id
            blocks = (("variant", scene_id, str(number)) for number in places_of(row[0]))
            out = [Onward(row[at], bundle, step) for at, bundle, step in ways[place] if row[at] != CLOSED]
            self.shown.append(self.bundle(*blocks))
            self.out.append(out)
            onward.setdefault(place, set()).update(way.bundle for way in out)
        sets = list(self.bundles)
        self.whole = reduce(or_, (sets[bundle] for bundle in {*self.shown}.union(*onward.values())))
        """Everything that can be shown."""
        once = {group[0] for group in components(self.program.leads) if len(group) == 1}
        counts = (
            len(bundles - {0})
            for place, bundles in onward.items()
            if (scene := self.program.scenes[place]).id in once and place not in scene.leads
        )
        self.least = max(1, *counts)
        """No fewer playthroughs can show everything: no two ways out of a scene to which none comes twice."""
        self.best: list[Play] = []
        """What was found so far."""

    def ways(self, place: int) -> Iterator[tuple[int, int, str]]:
        """Every way out of a scene: the place in a row where it leads, the bundle shown, and its step."""
        scene = self.program.scenes[place]
        for at, (options, route) in enumerate(self.quotient.explorer.row(place), 1):
            for step in (scene.options[option] for option in options):
                yield at, self.bundle(("choice", scene.id, step), ("goto", scene.id, step, str(route))), step

    def bundle(self, *keys: Key) -> int:
        """The number of a set of items that are shown together."""
        items = sum(self.bits.get(key, 0) for key in keys)
        return self.bundles.setdefault(items, len(self.bundles))

    def find(self) -> None:
        """Find playthroughs that show everything; of several tries the fewest."""
        times = Counter[int]()
        for shown, ways in zip(self.shown, self.out, strict=True):
            times.update((shown, *(way.bundle for way in ways)))
        offered = [0] * len(self.bits)
        for items, number in self.bundles.items():
            for place in places_of(items):
                offered[place] += times[number]
        # What few nodes offer is worth a detour; the rest will come by itself.
        worth = [1 + log10(max(offered) / max(1, each)) for each in offered]
        chance = random.Random(0)
        self.best = needed(self.one_after_another(worth, self.best))
        loops = bool(self.quotient.loops)
        for _ in range(0 if loops else min(MOST_TRIES, TRIED_NODES // len(self.out))):
            if len(self.best) <= self.least or self.late():
                break
            found = needed(self.one_after_another([each * chance.uniform(0.3, 3) for each in worth], []))
            self.best = min(self.best, found, key=len)
        if len(self.best) > self.least and not loops:
            self.compare()

    def compare(self) -> None:
        """Compare all playthroughs, where they are few enough, to find the fewest."""
        every = self.every_course()
        if every is None:
            return
        plays = [self.play(course) for course in every]
        plays = [plays[place] for place in without_smaller([play.items for play in plays])] + self.best
        known = range(len(plays) - len(self.best), len(plays))
        covering = Covering([play.items for play in plays], known, MOST_STEPS)
        if covering.search(self.late):
            self.least = len(covering.best)
        self.best = [plays[place] for place in covering.best]

    def every_course(self) -> list[list[int]] | None:
        """Every course there is; None if there are too many."""
        count = [1] * len(self.out)
        for node, ways in enumerate(self.out):
            count[node] = sum(count[way.after] for way in ways) or 1
        if count[self.quotient.start] > MOST_COMPARED:
            return None
        found: list[list[int]] = []
        waiting: list[tuple[int, list[int]]] = [(self.quotient.start, [])]
        while waiting:
            node, course = waiting.pop()
            if not self.out[node]:
                found.append(course)
            for place, way in enumerate(self.out[node]):
                waiting.append((way.after, [*course, place]))
        return found

    def one_after_another(self, worth: Sequence[float], found: list[Play]) -> list[Play]:
        """Add playthroughs until everything is seen, each the one that shows most of what is left."""
        left = self.whole
        while left and not self.late():
            play = self.play(self.wandering(left) if self.quotient.loops else self.richest(left, worth))
            if not left & play.items:
                break
            left &= ~play.items
            found.append(play)
            self.tell(f"{len(found)} playthroughs, {left.bit_count()} things to go")
        return found

    def richest(self, left: int, worth: Sequence[float]) -> list[int]:
        """The course that shows most of what is left."""
        gains = [sum(worth[place] for place in places_of(items & left)) for items in self.bundles]
        best: list[float] = []
        pick: list[int] = []
        for shown, ways in zip(self.shown, self.out, strict=True):
            most, place = 0.0, 0
            for each, (after, bundle, _) in enumerate(ways):
                value = gains[bundle] + best[after]
                if value > most:
                    most, place = value, each
            best.append(most + gains[shown])
            pick.append(place)
        course, node = list[int](), self.quotient.start
        while self.out[node]:
            course.append(pick[node])
            node = self.out[node][pick[node]].after
        return course

    def wandering(self, left: int) -> list[int]:
        """A course that goes to the nearest thing unseen, first where it can go on, and then to an end."""
        sets = list(self.bundles)
        course, node = list[int](), self.quotient.start
        left &= ~sets[self.shown[node]]

        def is_new(way: Onward) -> bool:
            return bool(left & (sets[way.bundle] | sets[self.shown[way.after]]))

        def goes_on(way: Onward) -> bool:
            return bool(self.out[way.after]) and is_new(way)

        while leg := self.nearest(node, goes_on) or self.nearest(node, is_new):
            for place in leg:
                way = self.out[node][place]
                node = way.after
                left &= ~(sets[way.bundle] | sets[self.shown[node]])
            course += leg
        return course + self.nearest(node, lambda way: not self.out[way.after])

    def nearest(self, start: int, wanted: Callable[[Onward], bool]) -> list[int]:
        """The shortest course whose last step is wanted; empty if there is none."""
        came: dict[int, tuple[int, int] | None] = {start: None}
        for node in (waiting := [start]):
            for place, way in enumerate(self.out[node]):
                if wanted(way):
                    course = [place]
                    while (before := came[node]) is not None:
                        node, place = before
                        course.append(place)
                    return course[::-1]
                if way.after not in came:
                    came[way.after] = (node, place)
                    waiting.append(way.after)
        return []

    def play(self, course: Sequence[int]) -> Play:
        """The playthrough that a course is."""
        sets, node = list(self.bundles), self.quotient.start
        items, steps = sets[self.shown[node]], list[str]()
        for place in course:
            node, bundle, step = self.out[node][place]
            steps.append(step)
            items |= sets[bundle] | sets[self.shown[node]]
        return Play(tuple(steps), self.program.scenes[self.quotient.places[node]].id, items)


def places_of(bits: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


class Covering:
    """Looks for fewer sets than are known to do."""

    def __init__(self, sets: Sequence[int], best: Sequence[int], most_steps: int) -> None:
        """`best` are the places of sets that together hold everything."""
        self.best = tuple(best)
        self.most_steps = most_steps
        self.steps = 0
        things = range(max(sets, default=0).bit_length())
        holders = [
            sum(1 << place for place, each in enumerate(sets) if each >> thing & 1) for thing in things
        ]
        # Whatever holds the rarer of two things may hold the other as well; then nobody need look at that.
        needed: list[int] = []
        for thing in sorted(filter(holders.__getitem__, things), key=lambda each: holders[each].bit_count()):
            if not any(holders[other] & ~holders[thing] == 0 for other in needed):
                needed.append(thing)
        self.sets = [sum(1 << bit for bit, thing in enumerate(needed) if each >> thing & 1) for each in sets]
        self.holders = [[place for place, each in enumerate(sets) if each >> thing & 1] for thing in needed]
        """For each thing that is needed, the rarest first, the places of the sets that hold it."""
        self.beside = [reduce(or_, (self.sets[place] for place in places)) for places in self.holders]
        """For each of these things all that the sets which hold it hold."""

    def search(self, late: Callable[[], bool] = lambda: False) -> bool:
        """Search for fewer; True if it went to the end, so that `best` is as small as can be.

        `late` is asked now and then whether to leave off.
        """
        self.extend((), (1 << len(self.holders)) - 1, late)
        return self.steps <= self.most_steps

    def extend(self, chosen: tuple[int, ...], left: int, late: Callable[[], bool]) -> None:
        self.steps += 1
        if not left:
            self.best = chosen
            return
        if self.steps % 1024 == 0 and late():
            self.steps = self.most_steps + 1
        if self.steps > self.most_steps or len(chosen) + self.least(left) >= len(self.best):
            return
        rarest = (left & -left).bit_length() - 1
        for place in sorted(self.holders[rarest], key=lambda each: -(self.sets[each] & left).bit_count()):
            self.extend((*chosen, place), left & ~self.sets[place], late)

    def least(self, left: int) -> int:
        """Sets that are needed at the least: things of which no set holds two need one each."""
        count = 0
        while left:
            left &= ~self.beside[(left & -left).bit_length() - 1]
            count += 1
        return count


def without_smaller(sets: Sequence[int]) -> list[int]:
    """The places of sets that no other set holds entirely."""
    order = sorted(range(len(sets)), key=lambda place: -sets[place].bit_count())
    kept: list[int] = []
    for place in order:
        if not any(sets[place] & ~sets[other] == 0 for other in kept):
            kept.append(place)
    return kept


def one_after_another(plays: Sequence[Play]) -> list[Play]:
    """Some that together hold what all hold, each the one that holds most of what is left."""
    found: list[Play] = []
    seen = 0
    while plays:
        best = max(plays, key=lambda play: (play.items & ~seen).bit_count())
        if not best.items & ~seen:
            break
        found.append(best)
        seen |= best.items
    return found


def needed(plays: Sequence[Play]) -> list[Play]:
    """Those without which something would be missing, the poorest left out first."""
    kept = list(plays)
    for play in sorted(plays, key=lambda each: each.items.bit_count()):
        others = [each for each in kept if each is not play]
        if not play.items & ~reduce(or_, (each.items for each in others), 0):
            kept = others
    return kept
