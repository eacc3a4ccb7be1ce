"""One question at a time, where the whole is too large: a few variables followed, all others left free.

A slice follows only the variables that a question asks about. What else a guard looks at may hold or not,
so a slice can come wherever play can, and perhaps further: what it cannot reach, no play can.

The values of the followed variables that are possible at a scene are one whole number with a bit for each
combination. To add is to shift, to set is to fold, a guard is a mask: thousands of combinations move at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import product
from typing import NamedTuple

from game.case.conditions import (
    Comparison,
    Constant,
    Every,
    Not,
    Read,
    Some,
    Test,
    Variable,
)
from game.case.conditions.evaluate import evaluator
from game.case.graph import components
from game.case.model import Choice, Effects, Scene, Value
from game.play.machine import Machine, Option, State
from game.proof.guards import names_of, open_test

MOST_COMBINATIONS = 1 << 21
"""Combinations of values that one slice may follow."""
MOST_BITS = 1 << 31
"""Combinations times scenes: a quarter of a gibibyte."""
MOST_MASKED = 1 << 29
"""Combinations times guards whose answers a slice keeps for the next time."""


class TooWide(Exception):
    """A question asks about more combinations of values than a slice can follow."""


# --- the story without its values -----------------------------------------------------------------


class Route(NamedTuple):
    """Where a way leads: the guard (None: always), the scene, and what arriving does."""

    guard: Test | None
    to: int
    changes: tuple[Changing, ...]


class Changing(NamedTuple):
    """A field that is added to, or set to the value at a place in its domain."""

    name: str
    add: int
    to: int | None


class Way(NamedTuple):
    """One option of a scene."""

    option: Option
    guard: Test | None
    changes: tuple[Changing, ...]
    routes: tuple[Route, ...]
    names: frozenset[str]
    """Every field that its guards look at or that it changes."""


class Story:
    """The ways between the scenes of a case, as slices follow them. Made once for a case."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        scenes = [machine.case.scenes[scene_id] for scene_id in machine.scene_ids]
        self.ways = [self._ways(scene) for scene in scenes]
        self.start = machine.start()
        leads = {
            place: list(dict.fromkeys(route.to for way in ways for route in way.routes))
            for place, ways in enumerate(self.ways)
        }
        self.leads = leads
        self.order = [place for group in reversed(components(leads)) for place in group]
        self.rank = {place: number for number, place in enumerate(self.order)}
        self.leads_back = any(
            self.rank[target] <= self.rank[place] for place, targets in leads.items() for target in targets
        )
        self.touched: dict[str, set[int]] = {}
        """Scenes at which a field is looked at on the way, or changed."""
        for place, ways in enumerate(self.ways):
            for way in ways:
                for name in way.names:
                    self.touched.setdefault(name, set()).add(place)
        self.before: list[list[int]] = [[] for _ in scenes]
        for place, targets in leads.items():
            for target in targets:
                self.before[target].append(place)

    def _ways(self, scene: Scene) -> tuple[Way, ...]:
        if scene.ending is not None:
            return ()
        machine = self.machine
        left = self._setting(f"visited {scene.id}", True)
        if not scene.choices:
            return (self._way(0, None, left, scene),) if scene.goto else ()
        ways = []
        for option, choice in enumerate(scene.choices.values()):
            if choice.shut:
                continue
            changes = [*self._changes(choice), *self._setting(scene.id, choice.id)]
            if choice.once:
                changes += self._setting(f"once {scene.id} {choice.id}", True)
            for document in choice.reveals:
                changes += self._setting(f"has {document}", True)
            guard = open_test(machine, scene, choice.id)
            ways.append(self._way(option, guard, (*changes, *left), scene, choice.id))
        return tuple(ways)

    def _way(
        self, option: Option, guard: Test | None, changes: Sequence[Changing], scene: Scene, choice: str = ""
    ) -> Way:
        machine = self.machine
        routes = []
        names = {change.name for change in changes} | names_of(guard)
        for route in scene.choices[choice].goto if choice else scene.goto:
            test = machine.condition(route.when).test if route.when else None
            enter = machine.case.scenes[route.to].enter
            entering = self._changes(enter) if enter else ()
            routes.append(Route(test, machine.scene_index[route.to], entering))
            names |= names_of(test) | {change.name for change in entering}
            if test is None:
                break
        return Way(option, guard, tuple(changes), tuple(routes), frozenset(names))

    def _changes(self, effects: Effects | Choice) -> tuple[Changing, ...]:
        adding = [Changing(name, amount, None) for name, amount in effects.add.items() if amount]
        setting = [one for name, value in effects.set.items() for one in self._setting(name, value)]
        return (*adding, *setting)

    def _setting(self, name: str, value: Value) -> tuple[Changing, ...]:
        place = self.machine.fields.get(name)
        return (Changing(name, 0, place.bits(value)),) if place is not None else ()


# --- a slice ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Axis:
    """One followed field: the places of its domain that can occur, and how far apart their bits are."""

    name: str
    shift: int
    mask: int
    first: int
    size: int
    stride: int
    values: tuple[Value, ...]
    """What the places stand for, from the first that can occur."""


class Slice:
    """What is possible at every scene for a few fields, all others left free."""

    def __init__(
        self,
        story: Story,
        names: Iterable[str],
        ranges: Mapping[str, tuple[int, int]],
        blocked: frozenset[int] = frozenset(),
    ) -> None:
        """`ranges` are first and last place of a field's domain that can occur, where that is known.

        At a scene in `blocked` play is taken to end. Raises `TooWide`.
        """
        self.story = story
        self.blocked = blocked
        self.axes: dict[str, Axis] = {}
        stride = 1
        fields = story.machine.fields
        for name in sorted(names):
            place = fields[name]
            first, last = ranges.get(name, (0, len(place.values) - 1))
            size = last - first + 1
            held = place.values[first : last + 1]
            self.axes[name] = Axis(name, place.shift, place.mask, first, size, stride, held)
            stride *= size
        self.combinations = stride
        if stride > MOST_COMBINATIONS or stride * len(story.ways) > MOST_BITS:
            raise TooWide
        self.bits = stride * len(story.ways)
        self.whole = (1 << stride) - 1
        self.affected = set().union(*(story.touched.get(name, ()) for name in self.axes))
        self.masks: dict[int, tuple[Test, int, int]] = {}
        self.passed = 0
        """The combinations that `goto` may see: arriving may change them before anybody stands there."""

    # --- what is possible -----------------------------------------------------------------------------

    @cached_property
    def possible(self) -> list[int]:
        """For every scene the combinations with which one may arrive there."""
        story = self.story
        found = [0] * len(story.ways)
        found[story.start & story.machine.scene_mask] = 1 << self.place(story.start)
        self.sweep(found)
        before: list[int] = []
        while story.leads_back and found != before:
            before = list(found)
            self.sweep(found)
        return found

    def sweep(self, found: list[int]) -> None:
        """Follow what was found once, in the order of the story."""
        leads, affected, blocked = self.story.leads, self.affected, self.blocked
        for here in self.story.order:
            values = found[here]
            if not values or here in blocked:
                continue
            if here in affected:
                for target, arrived in self.following(here, values):
                    found[target] |= arrived
            else:
                for target in leads[here]:
                    found[target] |= values

    def following(self, here: int, values: int) -> Iterable[tuple[int, int]]:
        """Where one may come from a scene that does something to the followed fields, and with what."""
        for way in self.story.ways[here]:
            open_here = values & self.may_hold(way.guard)
            if not open_here:
                continue
            changed = self.changed(open_here, way.changes)
            self.passed |= changed
            for route in way.routes:
                taken = changed & self.may_hold(route.guard)
                if taken:
                    yield route.to, self.changed(taken, route.changes)
                if route.guard is not None:
                    changed &= self.may_fail(route.guard)

    def leading(self, targets: Mapping[int, int], most: int | None = None) -> dict[int, int]:
        """For the scenes before some targets the combinations from which one may come to one of them.

        With `most`, only so many scenes before them are looked at.
        """
        story, possible = self.story, self.possible
        found = {target: values & possible[target] for target, values in targets.items()}
        waiting = {before for target, values in found.items() if values for before in story.before[target]}
        # The scene that comes last in the story first, so that one visit is enough unless it leads back.
        heap = [-story.rank[here] for here in waiting]
        heapify(heap)
        while heap and most != 0:
            here = story.order[-heappop(heap)]
            waiting.discard(here)
            if here in self.blocked or not possible[here]:
                continue
            most = most and most - 1
            values = found.get(here, 0) | self.preceding(here, found) & possible[here]
            if values != found.get(here, 0):
                found[here] = values
                for before in story.before[here]:
                    if before not in waiting:
                        waiting.add(before)
                        heappush(heap, -story.rank[before])
        return found

    def preceding(self, here: int, found: Mapping[int, int]) -> int:
        """The combinations at a scene from which one may come to what was found further on."""
        gathered = 0
        if here not in self.affected:
            for target in self.story.leads[here]:
                gathered |= found.get(target, 0)
            return gathered
        for way in self.story.ways[here]:
            changed, earlier = 0, self.whole
            for route in way.routes:
                further = found.get(route.to, 0)
                if further:
                    before = self.unchanged(further, route.changes)
                    changed |= before & self.may_hold(route.guard) & earlier
                if route.guard is not None:
                    earlier &= self.may_fail(route.guard)
            if changed:
                gathered |= self.unchanged(changed, way.changes) & self.may_hold(way.guard)
        return gathered

    def place(self, state: State) -> int:
        """The bit that stands for a state."""
        bit = 0
        for shift, mask, first, stride in self.places:
            bit += ((state >> shift & mask) - first) * stride
        return bit

    @cached_property
    def places(self) -> list[tuple[int, int, int, int]]:
        return [(axis.shift, axis.mask, axis.first, axis.stride) for axis in self.axes.values()]

    # --- changes ------------------------------------------------------------------------------------------

    def changed(self, values: int, changes: Sequence[Changing]) -> int:
        for name, amount, to in changes:
            axis = self.axes.get(name)
            if axis is not None:
                values = self.added(values, axis, amount) if to is None else self.put(values, axis, to)
        return values

    def added(self, values: int, axis: Axis, amount: int) -> int:
        """Everything moved along an axis; what would go over its end stops there."""
        last = axis.size - 1
        amount = max(-last, min(last, amount))
        if amount > 0:
            over = values & self.between(axis, axis.size - amount, last)
            moved = (values ^ over) << amount * axis.stride
            return moved | (self.folded(over, axis) << last * axis.stride if over else 0)
        over = values & self.between(axis, 0, -amount - 1)
        moved = (values ^ over) >> -amount * axis.stride
        return moved | (self.folded(over, axis) if over else 0)

    def put(self, values: int, axis: Axis, to: int) -> int:
        return self.folded(values, axis) << (to - axis.first) * axis.stride

    def folded(self, values: int, axis: Axis) -> int:
        """Everything moved to the first place of an axis."""
        covered = 1
        while covered < axis.size:
            step = min(covered, axis.size - covered)
            values |= values >> step * axis.stride
            covered += step
        return values & self.between(axis, 0, 0)

    def unchanged(self, values: int, changes: Sequence[Changing]) -> int:
        """What becomes one of these values through the changes."""
        for name, amount, to in reversed(changes):
            axis = self.axes.get(name)
            if axis is None:
                continue
            if to is not None:
                place = to - axis.first
                hit = values & self.between(axis, place, place) if 0 <= place < axis.size else 0
                values = self.spread(hit >> place * axis.stride, axis) if hit else 0
            else:
                values = self.subtracted(values, axis, amount)
        return values

    def subtracted(self, values: int, axis: Axis, amount: int) -> int:
        last = axis.size - 1
        amount = max(-last, min(last, amount))
        if amount > 0:
            stopped = values & self.between(axis, last, last)
            moved = (values & self.between(axis, amount, last)) >> amount * axis.stride
            ends = self.spread(stopped >> last * axis.stride, axis) if stopped else 0
            return moved | ends & self.between(axis, axis.size - amount, last)
        stopped = values & self.between(axis, 0, 0)
        moved = (values & self.between(axis, 0, last + amount)) << -amount * axis.stride
        ends = self.spread(stopped, axis) if stopped else 0
        return moved | ends & self.between(axis, 0, -amount - 1)

    def spread(self, values: int, axis: Axis) -> int:
        """What stands at the first place of an axis, put at every place of it."""
        covered = 1
        while covered < axis.size:
            step = min(covered, axis.size - covered)
            values |= values << step * axis.stride
            covered += step
        return values

    def between(self, axis: Axis, first: int, last: int) -> int:
        """The combinations in which a field is between two of its places."""
        if last < first:
            return 0
        key = (axis.name, first, last)
        found = self._between.get(key)
        if found is None:
            block = ((1 << (last - first + 1) * axis.stride) - 1) << first * axis.stride
            found = self._between[key] = repeated(block, axis.size * axis.stride, self.combinations)
        return found

    @cached_property
    def _between(self) -> dict[tuple[str, int, int], int]:
        return {}

    # --- guards -------------------------------------------------------------------------------------------

    def may_hold(self, test: Test | None) -> int:
        """The combinations with which a test can hold."""
        return self.whole if test is None else self.both(test)[0]

    def may_fail(self, test: Test | None) -> int:
        """The combinations with which a test can fail."""
        return 0 if test is None else self.both(test)[1]

    def both(self, test: Test) -> tuple[int, int]:
        found = self.masks.get(id(test))
        if found is None:
            if len(self.masks) * self.combinations > MOST_MASKED:
                self.masks.clear()
            holds, fails = self.weighed(test)
            found = self.masks[id(test)] = (test, holds, fails)
        return found[1], found[2]

    def weighed(self, test: Test) -> tuple[int, int]:
        match test:
            case Not(part):
                holds, fails = self.both(part)
                return fails, holds
            case Every(parts):
                holds, fails = self.whole, 0
                for part in parts:
                    one, other = self.both(part)
                    holds, fails = holds & one, fails | other
                return holds, fails
            case Some(parts):
                holds, fails = 0, self.whole
                for part in parts:
                    one, other = self.both(part)
                    holds, fails = holds | one, fails & other
                return holds, fails
            case Read():
                return self.whole, 0
            case _:
                return self.leaf(test)

    def leaf(self, test: Test) -> tuple[int, int]:
        """A test without parts, tried with every combination of the fields that it names."""
        names = sorted(names_of(test))
        axes = [self.axes[name] for name in names if name in self.axes]
        if len(axes) < len(names):
            return self.whole, self.whole
        holds_for = evaluator(test, {axis.name: place for place, axis in enumerate(axes)})
        if not axes:
            return (self.whole, 0) if holds_for(()) else (0, self.whole)
        within = self.within(test)
        if within is not None:
            return within, self.whole ^ within
        holds = 0
        *others, along = axes
        for places in product(*(range(axis.size) for axis in others)):
            held = [axis.values[place] for axis, place in zip(others, places, strict=True)]
            mask = self.whole
            for axis, place in zip(others, places, strict=True):
                mask &= self.between(axis, place, place)
            for first, last in runs(bool(holds_for([*held, value])) for value in along.values):
                holds |= mask & self.between(along, first, last)
        return holds, self.whole ^ holds

    def within(self, test: Test) -> int | None:
        """A number compared with a constant, without trying each value; None for any other test."""
        if not (
            isinstance(test, Comparison)
            and isinstance(test.left, Variable)
            and isinstance(test.right, Constant)
            and type(self.axes[test.left.name].values[0]) is int
        ):
            return None
        axis = self.axes[test.left.name]
        place = int(test.right.value) - int(axis.values[0])
        last = axis.size - 1
        before = self.between(axis, 0, min(last, place - 1))
        here = self.between(axis, place, place) if 0 <= place <= last else 0
        after = self.between(axis, max(0, place + 1), last)
        parts = {"<": (before,), "<=": (before, here), ">": (after,), ">=": (after, here), "==": (here,)}
        together = 0
        for part in parts.get(test.relation, (before, after)):
            together |= part
        return together


def repeated(block: int, width: int, total: int) -> int:
    """A pattern of bits again and again, `width` apart, up to `total` bits."""
    covered = width
    while covered < total:
        block |= block << covered
        covered *= 2
    return block & (1 << total) - 1


def runs(answers: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """First and last place of every stretch of answers that are yes."""
    first = None
    place = -1
    for place, answer in enumerate(answers):
        if answer and first is None:
            first = place
        elif not answer and first is not None:
            yield first, place - 1
            first = None
    if first is not None:
        yield first, place
