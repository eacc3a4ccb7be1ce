"""Deciding what a condition can be, within the domains of what it asks about."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any, NamedTuple

from game.case.conditions import (
    NOT_TAKEN,
    Comparison,
    Condition,
    Constant,
    Every,
    Flag,
    Has,
    Membership,
    Not,
    Operand,
    Read,
    Some,
    Sum,
    Test,
    Variable,
    Visited,
)
from game.case.model import Case, Value

MOST_TOGETHER = 20_000
"""Combinations of values that are tried for one question; beyond, nothing is said."""
MOST_IN_ALL = 1_000_000
"""Combinations tried for one case; checking is quick, whatever the case."""

RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

Values = tuple[Value, ...]
Holds = Callable[[Values], Any]
"""Tells from one value for each thing asked about whether a test holds."""


class Asked(NamedTuple):
    """One thing that a condition asks about: `what` is a variable, or what `has` and the like name."""

    how: str
    what: str


class Truth:
    """What the conditions of one case can be.

    Each variable may hold anything in its domain, each scene's own variable any choice that is not shut.
    Every paper may have been opened, each scene that can be left may have been visited, and each paper
    that some choice reveals may be had. What cannot be so in any play cannot be so here; what can be so
    here may still be impossible, which only `--prove` can tell.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.left = MOST_IN_ALL
        self.revealed = {
            document
            for scene in case.scenes.values()
            for choice in scene.choices.values()
            for document in choice.reveals
        }
        self.began = {item for chapter in case.chapters for item in chapter.set.items()}

    def domain(self, asked: Asked) -> Values:
        """Every answer that there can be."""
        match asked.how:
            case "value":
                variable = self.case.variables.get(asked.what)
                return self.taken_at(asked.what) if variable is None else variable.domain
            case "has":
                return (False, True) if asked.what in self.revealed else (False,)
            case "visited":
                return (False,) if self.case.scenes[asked.what].ending else (False, True)
            case _:
                return (False, True)

    def taken_at(self, scene: str) -> Values:
        """What a scene's own variable may hold: `none`, a choice that opens, or one that a chapter sets."""
        choices = self.case.scenes[scene].choices.values()
        taken = (choice.id for choice in choices if not choice.shut or (scene, choice.id) in self.began)
        return (NOT_TAKEN, *taken)

    def first_to_hold(self, conditions: Sequence[Condition | None]) -> set[int] | None:
        """Which of some conditions can be the first to hold, by place; None is one that always holds.

        Gives None where there are too many combinations to try.
        """
        at: dict[Asked, int] = {}
        for condition in conditions:
            if condition is not None:
                for asked in asked_in(condition):
                    at.setdefault(asked, len(at))
        domains = [self.domain(asked) for asked in at]
        together = prod(len(domain) for domain in domains)
        if together > MOST_TOGETHER or self.left <= 0:
            return None
        tests = [always if condition is None else compiled(condition.test, at) for condition in conditions]
        found: set[int] = set()
        for tried, values in enumerate(product(*domains), 1):
            found.add(next((place for place, test in enumerate(tests) if test(values)), -1))
            if len(found) == len(tests):
                self.left -= tried
                break
        else:
            self.left -= together
        return found - {-1}

    def settled(self, condition: Condition) -> bool | None:
        """Whether a condition always holds (True) or never does (False); None where it is open or unknown."""
        found = self.first_to_hold((condition, None))
        return None if found is None or len(found) == 2 else found == {0}

    def reasons(self, condition: Condition) -> Iterator[str]:
        """In words, what a condition asks about that can never be so."""
        for asked in asked_in(condition):
            if asked.how == "has" and asked.what not in self.revealed:
                yield f"no choice reveals {asked.what}"
            elif asked.how == "visited" and self.case.scenes[asked.what].ending:
                yield f"the ending {asked.what} is never left"


def always(values: Values) -> bool:
    return True


def asked_in(condition: Condition) -> Iterator[Asked]:
    """What a condition asks about."""
    for part in condition.parts():
        match part:
            case Variable(name) | Flag(name):
                yield Asked("value", name)
            case Has(document):
                yield Asked("has", document)
            case Visited(scene):
                yield Asked("visited", scene)
            case Read(document):
                yield Asked("read", document)
            case _:
                pass


def compiled(test: Test, at: Mapping[Asked, int]) -> Holds:
    """A test as a function of the values of what is asked, which stand in the places that `at` gives."""
    match test:
        case Flag(name):
            return operator.itemgetter(at[Asked("value", name)])
        case Has(document):
            return operator.itemgetter(at[Asked("has", document)])
        case Visited(scene):
            return operator.itemgetter(at[Asked("visited", scene)])
        case Read(document):
            return operator.itemgetter(at[Asked("read", document)])
        case Not(part):
            inner = compiled(part, at)
            return lambda values: not inner(values)
        case Every(parts):
            tests = [compiled(part, at) for part in parts]
            return lambda values: all(each(values) for each in tests)
        case Some(parts):
            tests = [compiled(part, at) for part in parts]
            return lambda values: any(each(values) for each in tests)
        case Comparison(left, relation, right):
            compare, one, other = RELATIONS[relation], operand(left, at), operand(right, at)
            return lambda values: compare(one(values), other(values))
        case Membership(left, among):
            one, several = operand(left, at), [operand(each, at) for each in among]
            return lambda values: any(one(values) == each(values) for each in several)


def operand(part: Operand, at: Mapping[Asked, int]) -> Holds:
    """A side of a comparison as such a function."""
    match part:
        case Constant(value):
            return lambda values: value
        case Variable(name):
            return operator.itemgetter(at[Asked("value", name)])
        case Sum(left, sign, right):
            one, other = operand(left, at), operand(right, at)
            if sign == "+":
                return lambda values: one(values) + other(values)
            return lambda values: one(values) - other(values)
