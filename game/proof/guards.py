"""Tests of a state as questions need them: what they look at, and when a choice is open."""

from __future__ import annotations

from game.case.conditions import (
    Comparison,
    Every,
    Flag,
    Has,
    Membership,
    Not,
    Operand,
    Some,
    Sum,
    Test,
    Variable,
    Visited,
)
from game.case.model import Scene
from game.play.machine import Machine


def open_test(machine: Machine, scene: Scene, choice_id: str) -> Test | None:
    """When a choice is open, every paper on the table read; None where it always is."""
    choice = scene.choices[choice_id]
    parts: list[Test] = []
    if choice.when:
        parts.append(machine.condition(choice.when, scene.documents).test)
    if choice.once:
        parts.append(Not(Flag(f"once {scene.id} {choice.id}")))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def names_of(test: Test | Operand | None) -> set[str]:
    """The fields of the machine that a test looks at."""
    match test:
        case Variable(name) | Flag(name):
            return {name}
        case Has(document):
            return {f"has {document}"}
        case Visited(scene):
            return {f"visited {scene}"}
        case Not(part):
            return names_of(part)
        case Every(parts) | Some(parts):
            return set().union(*(names_of(part) for part in parts))
        case Comparison(left, _, right) | Sum(left, _, right):
            return names_of(left) | names_of(right)
        case Membership(left, among):
            return names_of(left).union(*(names_of(one) for one in among))
        case _:
            return set()
