"""The condition language: `parser` reads a text to a typed tree, `syntax` is the tree, `evaluate` says what
it comes to for given values.
"""

from game.case.conditions.parser import DEEPEST, LONGEST, ConditionFault, Vocabulary, parse
from game.case.conditions.syntax import (
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
    asked_by,
    papers_in,
    parts_of,
)

__all__ = [
    "DEEPEST",
    "LONGEST",
    "NOT_TAKEN",
    "Comparison",
    "Condition",
    "ConditionFault",
    "Constant",
    "Every",
    "Flag",
    "Has",
    "Membership",
    "Not",
    "Operand",
    "Read",
    "Some",
    "Sum",
    "Test",
    "Variable",
    "Visited",
    "Vocabulary",
    "asked_by",
    "papers_in",
    "parse",
    "parts_of",
]
