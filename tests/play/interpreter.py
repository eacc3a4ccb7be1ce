"""A slow and simple interpreter of a case, written from the rules of the format alone.

It keeps a state as a dictionary and reads conditions as trees each time; the compiled machine must agree
with it everywhere.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from game.case.conditions.parser import Vocabulary, parse
from game.case.conditions.syntax import (
    Compared,
    Constant,
    Every,
    Flag,
    Has,
    Membership,
    Not,
    Read,
    Some,
    Sum,
    ValueOf,
    Visited,
)
from game.case.model import Case, GotoEntry, Scene, Value

RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Interpreter:
    """One playthrough of a case; it changes as it is played."""

    def __init__(self, case: Case, chapter: str | None = None) -> None:
        self.case = case
        self.vocabulary = Vocabulary.of(case)
        self.values: dict[str, Value] = {one.id: one.start for one in case.variables.values()}
        self.values |= {scene.id: "none" for scene in case.scenes.values() if scene.choices}
        self.had: set[str] = set()
        self.left: set[str] = set()
        self.taken: set[tuple[str, str]] = set()
        part = case.chapter(chapter) if chapter else None
        if part:
            self.values |= part.set
        self.arrive(part.start if part else case.start)

    @property
    def scene(self) -> Scene:
        return self.case.scenes[self.at]

    def open_choices(self, read: frozenset[str]) -> list[str]:
        """Ids of the open choices."""
        scene = self.scene
        if scene.is_passage:
            return ["continue"]
        return [
            choice.id
            for choice in scene.choices.values()
            if not choice.shut
            and (not choice.when or self.holds(choice.when, scene.documents, read))
            and not (choice.once and (scene.id, choice.id) in self.taken)
        ]

    def shown(self) -> list[str]:
        """The blocks of text that show."""
        return [block.text for block in self.scene.text if not block.when or self.holds(block.when)]

    def take(self, choice_id: str) -> None:
        scene = self.scene
        goto = scene.goto
        if choice_id != "continue":
            choice = scene.choices[choice_id]
            self.change(choice.add, choice.set)
            self.values[scene.id] = choice_id
            self.taken.add((scene.id, choice_id))
            self.had.update(choice.reveals)
            goto = choice.goto
        self.left.add(scene.id)
        self.arrive(self.target(goto))

    def target(self, goto: tuple[GotoEntry, ...]) -> str:
        return next(route.to for route in goto if not route.when or self.holds(route.when))

    def arrive(self, scene_id: str) -> None:
        self.at = scene_id
        enter = self.scene.enter
        if enter:
            self.change(enter.add, enter.set)

    def change(self, add: Mapping[str, int], to: Mapping[str, Value]) -> None:
        for name, amount in add.items():
            self.put(name, self.values[name] + amount)  # type: ignore[operator]
        for name, value in to.items():
            self.put(name, value)

    def put(self, name: str, value: Value) -> None:
        bounds = self.vocabulary.numbers.get(name)
        self.values[name] = min(max(value, bounds[0]), bounds[1]) if bounds else value  # type: ignore[type-var]

    def holds(
        self, text: str, table: tuple[str, ...] | None = None, read: frozenset[str] = frozenset()
    ) -> bool:
        return bool(self.true(parse(text, self.vocabulary, table=table).test, read))

    def true(self, test: object, read: frozenset[str]) -> bool:
        match test:
            case Flag(name):
                return bool(self.values[name])
            case Has(document):
                return document in self.had
            case Visited(scene):
                return scene in self.left
            case Read(document):
                return document in read
            case Not(part):
                return not self.true(part, read)
            case Every(parts):
                return all(self.true(part, read) for part in parts)
            case Some(parts):
                return any(self.true(part, read) for part in parts)
            case Compared(left, relation, right):
                return RELATIONS[relation](self.value(left), self.value(right))
            case Membership(left, among):
                return any(self.value(left) == self.value(one) for one in among)
        raise AssertionError(test)

    def value(self, operand: object) -> Any:
        match operand:
            case Constant(value):
                return value
            case ValueOf(name):
                return self.values[name]
            case Sum(left, "+", right):
                return self.value(left) + self.value(right)
            case Sum(left, "-", right):
                return self.value(left) - self.value(right)
        raise AssertionError(operand)
