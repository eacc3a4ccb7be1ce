"""What a condition comes to for given values: the one evaluator of its tree."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from game.case.conditions.syntax import (
    Comparison,
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
from game.case.model import Value

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
        case Flag(name) | Variable(name):
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
        case Comparison(left, relation, right):
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
