"""Sets that together hold everything: the fewest, found exactly where that can be done, or few of them.

A set is a whole number with a bit for each thing in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Protocol, TypeVar


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


class Holds(Protocol):
    """Something that holds a set of things."""

    @property
    def items(self) -> int: ...


Holder = TypeVar("Holder", bound=Holds)


def one_after_another(holders: Sequence[Holder]) -> list[Holder]:
    """Some that together hold what all hold, each the one that holds most of what is left."""
    found: list[Holder] = []
    seen = 0
    while holders:
        best = max(holders, key=lambda holder: (holder.items & ~seen).bit_count())
        if not best.items & ~seen:
            break
        found.append(best)
        seen |= best.items
    return found


def needed(holders: Sequence[Holder]) -> list[Holder]:
    """Those without which something would be missing, the poorest left out first."""
    kept = list(holders)
    for holder in sorted(holders, key=lambda each: each.items.bit_count()):
        others = [each for each in kept if each is not holder]
        if not holder.items & ~reduce(or_, (each.items for each in others), 0):
            kept = others
    return kept
