"""One question at a time, where the whole is too large: a few variables followed, all others left free.

A slice follows only the variables that a question asks about. What else a guard looks at may hold or not,
so a slice can come wherever play can, and perhaps further: what it cannot reach, no play can.

The values of the followed variables that are possible at a scene are one whole number with a bit for each
combination. To add is to shift, to set is to fold, a guard is a mask: thousands of combinations move at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import product

from game.case.conditions.syntax import Compared, Constant, Every, Not, Read, Some, Test, ValueOf, evaluator
from game.case.graph import components
from game.case.model import Value
from game.immutable import immutable
from game.play.program import Effect, Program, SceneProgram, State, names_of
from game.proof.properties import Query, way_of

MOST_COMBINATIONS = 1 << 21
"""Combinations of values that one slice may follow."""
MOST_BITS = 1 << 31
"""Combinations times scenes: a quarter of a gibibyte."""
MOST_MASKED = 1 << 29
"""Combinations times guards whose answers a slice keeps for the next time."""


class TooWide(Exception):
    """A question asks about more combinations of values than a slice can follow."""


class Story:
    """The ways between the scenes of a case, as slices follow them. Made once for a case."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.scenes = program.scenes
        self.start = program.starts[""]
        self.leads = {place: scene.leads for place, scene in enumerate(self.scenes)}
        self.order = [place for group in reversed(components(self.leads)) for place in group]
        self.rank = {place: number for number, place in enumerate(self.order)}
        self.leads_back = any(
            self.rank[target] <= self.rank[here] for here in self.order for target in self.leads[here]
        )
        self.touched: dict[str, set[int]] = {}
        """Scenes at which a field is looked at on the way, or changed."""
        self.before: list[list[int]] = [[] for _ in self.scenes]
        for place, scene in enumerate(self.scenes):
            for name in self.touched_at(scene):
                self.touched.setdefault(name, set()).add(place)
            for target in scene.leads:
                self.before[target].append(place)

    def touched_at(self, scene: SceneProgram) -> Iterator[str]:
        """Every field that the ways out of a scene look at or change."""
        for way in scene.ways:
            yield from names_of(way.guard)
            yield from (effect.field for effect in way.effects)
            for guard, to in way.routes:
                yield from names_of(guard)
                yield from (effect.field for effect in self.scenes[to].enter)


@immutable
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
        fields = story.program.layout.fields
        for name in sorted(names):
            place = fields[name]
            first, last = ranges.get(name, (0, len(place.values) - 1))
            size = last - first + 1
            held = place.values[first : last + 1]
            self.axes[name] = Axis(name, place.shift, place.mask, first, size, stride, held)
            stride *= size
        self.combinations = stride
        if stride > MOST_COMBINATIONS or stride * len(story.scenes) > MOST_BITS:
            raise TooWide
        self.bits = stride * len(story.scenes)
        self.whole = (1 << stride) - 1
        self.affected = set().union(*(story.touched.get(name, ()) for name in self.axes))
        self.masks: dict[int, tuple[Test, int, int]] = {}
        self.passed = 0
        """The combinations that `goto` may see: arriving may change them before anybody stands there."""

    @cached_property
    def possible(self) -> list[int]:
        """For every scene the combinations with which one may arrive there."""
        story = self.story
        found = [0] * len(story.scenes)
        found[story.start & story.program.layout.scene_mask] = 1 << self.place(story.start)
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
        for way in self.story.scenes[here].ways:
            open_here = values & self.may_hold(way.guard)
            if not open_here:
                continue
            changed = self.changed(open_here, way.effects)
            self.passed |= changed
            for guard, to in way.routes:
                taken = changed & self.may_hold(guard)
                if taken:
                    yield to, self.changed(taken, self.story.scenes[to].enter)
                changed &= self.may_fail(guard)

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
        for way in self.story.scenes[here].ways:
            changed, earlier = 0, self.whole
            for guard, to in way.routes:
                further = found.get(to, 0)
                if further:
                    before = self.unchanged(further, self.story.scenes[to].enter)
                    changed |= before & self.may_hold(guard) & earlier
                earlier &= self.may_fail(guard)
            if changed:
                gathered |= self.unchanged(changed, way.effects) & self.may_hold(way.guard)
        return gathered

    def may_answer(self, question: Query) -> int:
        """The combinations in which the answer to a question may be yes."""
        if question.route is None:
            return self.may_hold(question.test)
        way, earlier = way_of(question, self.story.program), self.whole
        *before, (last, _) = way.routes[: question.route + 1]
        for guard, _ in before:
            earlier &= self.may_fail(guard)
        return self.unchanged(earlier & self.may_hold(last), way.effects) & self.may_hold(way.guard)

    def place(self, state: State) -> int:
        """The bit that stands for a state."""
        bit = 0
        for shift, mask, first, stride in self.places:
            bit += ((state >> shift & mask) - first) * stride
        return bit

    @cached_property
    def places(self) -> list[tuple[int, int, int, int]]:
        return [(axis.shift, axis.mask, axis.first, axis.stride) for axis in self.axes.values()]

    def changed(self, values: int, effects: Sequence[Effect]) -> int:
        """What these values become through some effects."""
        for name, amount, to in effects:
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

    def unchanged(self, values: int, effects: Sequence[Effect]) -> int:
        """What becomes one of these values through some effects."""
        for name, amount, to in reversed(effects):
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
            isinstance(test, Compared)
            and isinstance(test.left, ValueOf)
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
