"""Tests of a state as questions need them: what they look at, and when a choice is open."""

from __future__ import annotations

from game.case.conditions import Every, Flag, Not, Test, asked_by
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


def names_of(test: Test | None) -> set[str]:
    """The fields of the machine that a test looks at."""
    return {name for name in asked_by(test) if not name.startswith("read ")} if test is not None else set()
