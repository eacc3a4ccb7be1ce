"""Whether a choice leaves a trace: what a player meets later that another choice would have changed.

Two choices are hollow towards each other in a state if the same future follows (`game.proof.futures`), and
no text that can be met before their scene is left again tells of them in different words. What is told at
once after a choice is no trace, nor are gauges.

How much differs is measured on two lines: the choice, and the record's course in the same state; both then
keep to the record where that is open (`historical_line`; coming back to where it was, a line ends). Two
lines share a paragraph that both show at the same scene and that tells of the choice in the same words.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from game.case.graph import components
from game.case.model import Case
from game.case.pace import words_in
from game.play.history import decisions_of_path
from game.play.program import Option
from game.proof.explicit_state import TooMany
from game.proof.futures import NO_TIME_TO_COMPARE, Future, Futures, told_in, union
from game.proof.quotient import Quotient
from game.proof.result import LaterChange, Touched
from game.proof.settling import Settler
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


SOONEST: tuple[Touched, ...] = ("block", "door", "goto", "ending")
"""What can differ, in the order in which one of several is named that differ after as many steps."""

Outcome = tuple[Future, int]
"""What follows from an option: the future, and the number of the clause that some text there may tell."""


def measured(case: Case, budget: float) -> dict[str, LaterChange] | None:
    """What each choice of a case changes later, under `SCENE/CHOICE`, as a proof would find it; None where
    that cannot be found in `budget` seconds."""
    settler = Settler(case, budget, None)
    if not settler.visit_all():
        return None
    with suppress(TooMany):
        quotient = Quotient(settler.explorer, settler.explored, settler.until())
        return traces_in(quotient, settler.until())
    return None


def traces_in(quotient: Quotient, deadline: float) -> dict[str, LaterChange] | None:
    """The same of states that have been visited for every question; None after the deadline."""
    with suppress(TooMany):
        return Echoes.of(quotient, deadline).traces()
    return None


class Reply(NamedTuple):
    """An option of a scene: its place in an outlook, and the number of the clause that is told of it."""

    option: Option
    at: int
    clause: int


class Pair(NamedTuple):
    """Two futures side by side, the same choices taken; `told` says that a link would tell them apart."""

    one: Future
    other: Future
    told: bool


class Echoes:
    """What the choices of a case change later."""

    def __init__(self, futures: Futures, deadline: float) -> None:
        self.futures = futures
        self.deadline = deadline
        self.scenes = futures.scenes
        self.at: list[list[Future]] = [[] for _ in self.scenes]
        """The futures at each scene."""
        places = [look.place for look in futures.looks]
        for future, outlook in enumerate(futures.outlooks):
            self.at[places[outlook[0]]].append(future)
        self.by_path = decisions_of_path(futures.quotient.explorer.reduction.machine.case)
        """What the path `history` takes at each scene."""
        self.replies = [self.replies_to(place) for place in range(len(self.scenes))]
        self.telling = [
            futures.told.get(scene.id, 0) if len({each.clause for each in replies}) > 1 else 0
            for scene, replies in zip(self.scenes, self.replies, strict=True)
        ]
        """For each scene its bit in `Futures.tells`, where its choices are told in different words."""

    @classmethod
    def of(cls, quotient: Quotient, deadline: float) -> Echoes:
        """Of the nodes of a quotient. Raises `TooMany` after the deadline, as all that it is asked does."""
        return cls(Futures(quotient, deadline), deadline)

    def replies_to(self, place: int) -> list[Reply]:
        """The options of a scene, those of its record first."""
        scene = self.scenes[place]
        names, clauses = list(scene.choices), [choice.told for choice in scene.choices.values()]
        ranked = [*self.by_path[scene.id][:1], *scene.recorded, *names]
        found = [
            Reply(option, at, clauses.index(clauses[option]) + 1 if clauses else 0)
            for at, alternative in enumerate(self.futures.alternatives[place], 1)
            for option in alternative.options
        ]
        return sorted(found, key=lambda reply: ranked.index(names[reply.option]) if names else 0)

    def outcomes(self, place: int, future: Future) -> dict[Reply, Outcome]:
        """What follows from each option that is open."""
        outlook, tells, bit = self.futures.outlooks[future], self.futures.tells, self.telling[place]
        return {
            reply: (after, reply.clause if bit and tells[after] & bit else 0)
            for reply in self.replies[place]
            if (after := outlook[reply.at]) != CLOSED
        }

    def hollow(self, *, but_told: bool = False) -> tuple[str, ...]:
        """The decisions whose choices are hollow towards each other wherever several are open.

        With `but_told` those too of which it is told in different words, and nothing else differs.
        """
        return tuple(
            scene.id
            for place, scene in enumerate(self.scenes)
            if scene.choices and self.is_hollow(place, but_told)
        )

    def is_hollow(self, place: int, but_told: bool) -> bool:
        offered, outlooks, bit = False, self.futures.outlooks, 0 if but_told else self.telling[place]
        options = [len(each.options) for each in self.futures.alternatives[place]]
        for future in self.at[place]:
            after = {*outlooks[future][1:], CLOSED}
            if len(after) > 2:
                return False
            several = (
                sum(n for n, each in zip(options, outlooks[future][1:], strict=True) if each != CLOSED) > 1
            )
            if several and bit and len({*self.outcomes(place, future).values()}) > 1:
                return False
            offered = offered or several
        return offered

    def traces(self) -> dict[str, LaterChange]:
        """The trace of each choice, under `SCENE/CHOICE`. Raises `TooMany` after the deadline."""
        found: dict[str, LaterChange] = {}
        for place, scene in enumerate(self.scenes):
            names = list(scene.choices)
            for option, trace in self.traces_at(place).items():
                found[f"{scene.id}/{names[option]}"] = trace
        return found

    def traces_at(self, place: int) -> dict[Option, LaterChange]:
        if time.perf_counter() > self.deadline:
            raise TooMany(NO_TIME_TO_COMPARE)
        options = range(len(self.scenes[place].choices))
        states, unlike = Counter[Option](), Counter[Option]()
        most, sums = dict.fromkeys(options, 0.0), dict.fromkeys(options, 0.0)
        weights = Counter(map(self.futures.of.__getitem__, self.futures.quotient.nodes[place].values()))
        for future in self.at[place] if options else ():
            weight, outcomes = weights[future], self.outcomes(place, future)
            apart = len({*outcomes.values()}) == len(outcomes)
            alike = Counter(() if apart else outcomes.values())
            for number, (reply, outcome) in enumerate(outcomes.items()):
                option = reply.option
                states[option] += weight
                if len(outcomes) > 1 and alike[outcome] < 2:
                    unlike[option] += weight
                if not number:
                    record, (recorded, _) = reply, outcome
                    continue
                told = self.telling[place] if reply.clause != record.clause else 0
                share = self.lines.differing(outcome[0], recorded, place, told)
                sums[option] += weight * share
                most[option] = max(most[option], share)
        first = self.touched_first(place)
        return {
            option: LaterChange(
                states[option],
                unlike[option],
                twelve_digits(most[option]) if states[option] else None,
                twelve_digits(sums[option] / states[option]) if states[option] else None,
                first.get(option),
            )
            for option in options
        }

    @cached_property
    def lines(self) -> RecordLines:
        """Where the record's course leads from each future."""
        return RecordLines(self.futures, [[reply.at for reply in replies] for replies in self.replies])

    def touched_first(self, place: int) -> dict[Option, Touched]:
        """For each option of a scene what differs soonest from what follows another that is open with it."""
        level = self.side_by_side(place)
        found: dict[Option, Touched] = {}
        seen: dict[Pair, int] = {}
        settled = 0
        while level:
            if time.perf_counter() > self.deadline:
                raise TooMany(NO_TIME_TO_COMPARE)
            best = [union(level.values()), *[0] * len(SOONEST[1:])]
            # Where all that can still differ is what is told of the choice, that need not be looked for.
            best[0] &= ~union(options for pair, options in level.items() if pair.one != pair.other)
            alike: list[tuple[Pair, int]] = []
            for pair, options in level.items():
                if options & ~best[0]:
                    kind = self.difference(pair, self.telling[place])
                    if kind is None:
                        alike.append((pair, options))
                    else:
                        best[SOONEST.index(kind)] |= options
            for kind, options in zip(SOONEST, best, strict=True):
                for option in range(options.bit_length()):
                    if (options & ~settled) >> option & 1:
                        found[option] = kind
                settled |= options
            level = {}
            for pair, options in alike:
                for after in self.after(pair, place) if options & ~settled else ():
                    fresh = options & ~settled & ~seen.get(after, 0)
                    if fresh:
                        seen[after] = seen.get(after, 0) | fresh
                        level[after] = level.get(after, 0) | fresh
        return found

    def side_by_side(self, place: int) -> dict[Pair, int]:
        """What follows from any two options that are open at once and unlike, and which they are, as bits."""
        found: dict[Pair, int] = {}
        for future in self.at[place] if self.scenes[place].choices else ():
            outcomes = [*self.outcomes(place, future).items()]
            for number, (reply, (after, clause)) in enumerate(outcomes):
                for other, (second, second_clause) in outcomes[:number]:
                    if after != second or clause != second_clause:
                        told = clause != second_clause
                        pair = Pair(after, second, told) if after < second else Pair(second, after, told)
                        found[pair] = found.get(pair, 0) | 1 << reply.option | 1 << other.option
        return found

    def difference(self, pair: Pair, bit: int) -> Touched | None:
        """What differs on arriving at two futures, if anything does."""
        (look, *after), (other_look, *other_after) = map(self.futures.outlooks.__getitem__, pair[:2])
        one, other = self.futures.looks[look], self.futures.looks[other_look]
        if one.place != other.place:
            over = self.futures.quotient.explorer.is_over
            return "ending" if over(one.place) and over(other.place) else "goto"
        if one.texts != other.texts or (pair.told and one.tells & bit):
            return "block"
        pattern = [each != CLOSED for each in after]
        if one.reasons != other.reasons or pattern != [each != CLOSED for each in other_after]:
            return "door"
        alternatives = zip(self.futures.alternatives[one.place], pattern, strict=True)
        if pair.told and any(each.tells & bit for each, is_open in alternatives if is_open):
            return "block"
        return None

    def after(self, pair: Pair, place: int) -> Iterator[Pair]:
        """What follows from two futures that show the same, if it can still differ."""
        look, *after = self.futures.outlooks[pair.one]
        told = pair.told and self.futures.looks[look].place != place
        for one, other in zip(after, self.futures.outlooks[pair.other][1:], strict=True):
            if one != other:
                yield Pair(min(one, other), max(one, other), told)
            elif told and one != CLOSED and self.futures.tells[one] & self.telling[place]:
                yield Pair(one, one, told)


def twelve_digits(share: float) -> float:
    """A share with 12 digits."""
    return float(f"{share:.12g}")
