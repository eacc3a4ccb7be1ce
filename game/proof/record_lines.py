"""The record's line from anywhere in a case: which paragraphs it shows, and how much two lines share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from game.case.graph import components
from game.case.pace import words_in
from game.proof.futures import Future, Futures, told_in, union
from game.proof.successor_codegen import CLOSED


class RecordLines:
    """From each future on the line that keeps to the record where that is open, each paragraph once.

    Where it comes back to where it was, it ends.
    """

    def __init__(self, futures: Futures, courses: Sequence[Sequence[int]]) -> None:
        """`courses` are for each scene the places in an outlook, those of the record first."""
        self.futures = futures
        self.courses = courses
        self.counted: dict[int, int] = {}
        self.lengths = [words_in(text) for _, text in futures.paragraphs]
        self.linked = dict.fromkeys(futures.told.values(), 0)
        """For each bit in `Futures.told` the paragraphs that tell of that scene."""
        for (_, text), number in futures.paragraphs.items():
            for of in told_in(text):
                self.linked[futures.told[of]] |= 1 << number
        self.paragraphs = [-1] * len(futures.outlooks)
        """For each future the paragraphs that its line shows, as bits, and their words."""
        self.words = [0] * len(futures.outlooks)
        for future, (look, *_) in enumerate(futures.outlooks):
            onward = self.onward(future)
            if onward is None or self.paragraphs[onward] < 0:
                self.walk(future)
                continue
            here, after = futures.looks[look].paragraphs, self.paragraphs[onward]
            self.paragraphs[future] = here | after
            self.words[future] = self.words[onward] + self.words_of(here & ~after)

    def onward(self, future: Future) -> Future | None:
        """Where the record's line goes on from a future."""
        outlook = self.futures.outlooks[future]
        for at in self.courses[self.futures.looks[outlook[0]].place]:
            if outlook[at] != CLOSED:
                return outlook[at]
        return None

    def walk(self, future: Future) -> None:
        """Find the line from a future step by step, to its end or to where it is known."""
        way: dict[Future, int] = {}
        here: Future | None = future
        while here is not None and self.paragraphs[here] < 0 and here not in way:
            way[here] = self.futures.looks[self.futures.outlooks[here][0]].paragraphs
            here = self.onward(here)
        shown = 0
        if here in way:
            round_it = list(way)[list(way).index(here) :]
            way |= dict.fromkeys(round_it, union(way[each] for each in round_it))
        elif here is not None:
            shown = self.paragraphs[here]
        for each in reversed(way):
            shown |= way[each]
            self.paragraphs[each], self.words[each] = shown, self.words_of(shown)

    def words_of(self, paragraphs: int) -> int:
        """The words of some paragraphs, given as bits."""
        found = self.counted.get(paragraphs)
        if found is None:
            found, left = 0, paragraphs
            while left:
                lowest = left & -left
                found += self.lengths[lowest.bit_length() - 1]
                left ^= lowest
            self.counted[paragraphs] = found
        return found

    def differing(self, one: Future, other: Future, place: int, told: int) -> float:
        """The share of words that two lines from a scene do not have in common.

        `told` is the bit of that scene if its choice is told on them in different words, else 0.
        """
        first, second = self.paragraphs[one], self.paragraphs[other]
        differ = self.words_of(first ^ second)
        if told:
            telling = self.telling(one, place, told) | self.telling(other, place, told)
            differ += 2 * self.words_of(first & second & telling)
        both = self.words[one] + self.words[other]
        return differ / both if both else 0.0

    def telling(self, future: Future, place: int, told: int) -> int:
        """The paragraphs on a line that tell of the choice at a scene, until it is left again."""
        if place not in self.come_back:
            return self.paragraphs[future] & self.linked[told]
        found, seen = 0, set[Future]()
        here: Future | None = future
        while here is not None and here not in seen:
            seen.add(here)
            look = self.futures.looks[self.futures.outlooks[here][0]]
            found |= look.paragraphs & self.linked[told]
            here = self.onward(here) if look.place != place else None
        return found

    @cached_property
    def come_back(self) -> set[int]:
        """The scenes to which play may come back."""
        scenes = self.futures.quotient.explorer.reduction.machine.program.scenes
        leads = {place: scene.leads for place, scene in enumerate(scenes)}
        groups = components(leads)
        return {each for group in groups for each in group if len(group) > 1 or each in leads[each]}
