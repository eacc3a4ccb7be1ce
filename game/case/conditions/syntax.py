"""What a condition is made of, a tree of frozen values with names looked up, and what it comes to."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from game.case.model import Value
from game.immutable import immutable

NOT_TAKEN = "none"
"""What a scene's own variable holds before any choice has been taken there."""


@immutable
class ValueOf:
    """What a variable holds, or a scene's own variable, by its name."""

    name: str


@immutable
class Constant:
    """A whole number, a word, or a flag's value."""

    value: Value


@immutable
class Sum:
    """Two numbers added, or the right one taken from the left."""

    left: Operand
    sign: Literal["+", "-"]
    right: Operand


Operand = ValueOf | Constant | Sum


@immutable
class Compared:
    """Two operands of one type compared."""

    left: Operand
    relation: Literal["==", "!=", "<", "<=", ">", ">="]
    right: Operand


@immutable
class Membership:
    """One operand that equals one of several."""

    left: Operand
    among: tuple[Operand, ...]


@immutable
class Flag:
    """A flag that is set."""

    name: str


@immutable
class Has:
    """A choice has revealed this document."""

    document: str


@immutable
class Visited:
    """This scene has been left at least once."""

    scene: str


@immutable
class Read:
    """The player has opened this document, which lies on the same scene's table."""

    document: str


@immutable
class Not:
    """What does not hold."""

    part: Test


@immutable
class Every:
    """All of these hold."""

    parts: tuple[Test, ...]


@immutable
class Some:
    """At least one of these holds."""

    parts: tuple[Test, ...]


Test = Compared | Membership | Flag | Has | Visited | Read | Not | Every | Some


def parts_of(test: Test | Operand) -> Iterator[Test | Operand]:
    """Every part of a test, the whole first, then in the order in which they are written."""
    yield test
    match test:
        case Not(inner):
            yield from parts_of(inner)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from parts_of(part)
        case Compared(left, _, right) | Sum(left, _, right):
            yield from parts_of(left)
            yield from parts_of(right)
        case Membership(left, among):
            for member in (left, *among):
                yield from parts_of(member)
        case _:
            pass


def asked_by(test: Test) -> tuple[str, ...]:
    """What a test asks about, each once: `NAME`, `has DOCUMENT`, `visited SCENE` or `read DOCUMENT`.

    Under these names it is remembered while a case is played, and given to be evaluated.
    """
    found: dict[str, None] = {}
    for part in parts_of(test):
        match part:
            case ValueOf(name) | Flag(name):
                found[name] = None
            case Has(document):
                found[f"has {document}"] = None
            case Visited(scene):
                found[f"visited {scene}"] = None
            case Read(document):
                found[f"read {document}"] = None
            case _:
                pass
    return tuple(found)


def papers_in(test: Test) -> tuple[str, ...]:
    """Documents that a test asks the player to have opened."""
    return tuple(dict.fromkeys(part.document for part in parts_of(test) if isinstance(part, Read)))


@immutable
class Condition:
    """A condition that has been admitted and fits its case."""

    test: Test

    @property
    def variables(self) -> frozenset[str]:
        """Names of the variables, and of the scenes' own variables, that it looks at."""
        return frozenset(name for name in asked_by(self.test) if " " not in name)

    @property
    def reads(self) -> tuple[str, ...]:
        """Documents that it asks the player to have opened."""
        return papers_in(self.test)


Holds = Callable[[Sequence[Value]], Any]
"""Tells from one value for each thing asked about whether a test holds."""

RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluator(test: Test | Operand, at: Mapping[str, int]) -> Holds:
    """A test, or a side of a comparison, as a function of the values of what it asks about.

    `at` gives the place among those values of everything that `asked_by` names.
    """
    match test:
        case Flag(name) | ValueOf(name):
            return operator.itemgetter(at[name])
        case Has(document):
            return operator.itemgetter(at[f"has {document}"])
        case Visited(scene):
            return operator.itemgetter(at[f"visited {scene}"])
        case Read(document):
            return operator.itemgetter(at[f"read {document}"])
        case Constant(value):
            return lambda values: value
        case Not(part):
            inner = evaluator(part, at)
            return lambda values: not inner(values)
        case Every(parts):
            tests = [evaluator(part, at) for part in parts]
            return lambda values: all(each(values) for each in tests)
        case Some(parts):
            tests = [evaluator(part, at) for part in parts]
            return lambda values: any(each(values) for each in tests)
        case Compared(left, relation, right):
            compare, one, other = RELATIONS[relation], evaluator(left, at), evaluator(right, at)
            return lambda values: compare(one(values), other(values))
        case Membership(left, among):
            one, several = evaluator(left, at), [evaluator(each, at) for each in among]
            return lambda values: any(one(values) == each(values) for each in several)
        case Sum(left, sign, right):
            one, other = evaluator(left, at), evaluator(right, at)
            if sign == "+":
                return lambda values: one(values) + other(values)
            return lambda values: one(values) - other(values)
