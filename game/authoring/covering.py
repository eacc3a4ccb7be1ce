"""The smallest choice among sets that together hold everything, found exactly where that can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Covering:
    """Looks for fewer sets than are known to do; a set is a whole number with a bit for each thing in it."""

    sets: Sequence[int]
    whole: int
    most_steps: int
    best: tuple[int, ...]
    """The places of sets that together hold everything; the fewest found so far."""
    steps: int = field(default=0, init=False)
    holders: dict[int, list[int]] = field(default_factory=dict, init=False)
    """For each thing the places of the sets that hold it."""

    def __post_init__(self) -> None:
        for bit in range(self.whole.bit_length()):
            self.holders[bit] = [place for place, each in enumerate(self.sets) if each >> bit & 1]

    def search(self) -> bool:
        """Search for fewer; True if it went to the end, so that `best` is as small as can be."""
        self.extend((), self.whole)
        return self.steps <= self.most_steps

    def extend(self, chosen: tuple[int, ...], left: int) -> None:
        self.steps += 1
        if not left:
            self.best = chosen
            return
        if self.steps > self.most_steps or len(chosen) + self.least(left) >= len(self.best):
            return
        bits = [bit for bit in range(left.bit_length()) if left >> bit & 1]
        hardest = min(bits, key=lambda bit: len(self.holders[bit]))
        for place in sorted(self.holders[hardest], key=lambda each: -(self.sets[each] & left).bit_count()):
            self.extend((*chosen, place), left & ~self.sets[place])

    def least(self, left: int) -> int:
        """Sets that are needed at the least: things of which no set holds two need one each."""
        count = 0
        while left:
            bit = (left & -left).bit_length() - 1
            count += 1
            for place in self.holders[bit]:
                left &= ~self.sets[place]
        return count


def without_smaller(sets: Sequence[int]) -> list[int]:
    """The places of sets that no other set holds entirely."""
    order = sorted(range(len(sets)), key=lambda place: -sets[place].bit_count())
    kept: list[int] = []
    for place in order:
        if not any(sets[place] & ~sets[other] == 0 for other in kept):
            kept.append(place)
    return kept
