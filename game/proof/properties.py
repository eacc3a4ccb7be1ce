"""What is asked of a case: can this be reached, can this be open, can play get stuck, can a promise break?

Each is one question: is there a state at one of these scenes for which this test holds?
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.case.conditions import Every, Not, Test
from game.case.model import Case, Promise, Scene
from game.play.machine import Machine, Option
from game.proof.guards import names_of, open_test

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Can play stand at one of these scenes while the test holds (None: at all)?

    `key` says what is asked about: `("scene", ID)`, `("choice", ID, CHOICE)`, `("variant", ID, NUMBER)`,
    `("stuck", ID)` or `("promise", NUMBER)`. Where the answer is a choice, `option` is that choice.
    """

    key: Key
    scenes: tuple[str, ...]
    test: Test | None = None
    option: Option | None = None

    @property
    def names(self) -> frozenset[str]:
        """The fields that the test looks at."""
        return frozenset(names_of(self.test))

    def told(self, case: Case, steps: tuple[str, ...]) -> tuple[str, ...]:
        """The playthrough that shows it, from one that comes to where it is so."""
        if self.option is None:
            return steps
        return (*steps, list(case.scenes[self.scenes[0]].choices)[self.option])


def questions_of(machine: Machine) -> Iterator[Question]:
    """Every question about the scenes of a case, those about whole scenes first."""
    scenes = machine.case.scenes
    for scene_id in scenes:
        yield Question(("scene", scene_id), (scene_id,))
    for scene in scenes.values():
        yield from about_text(machine, scene)
        yield from about_choices(machine, scene)


def about_text(machine: Machine, scene: Scene) -> Iterator[Question]:
    for number, block in enumerate(scene.text):
        test = machine.condition(block.when).test if block.when else None
        yield Question(("variant", scene.id, str(number)), (scene.id,), test)


def about_choices(machine: Machine, scene: Scene) -> Iterator[Question]:
    """Can each choice be open, and can all be closed at once? A shut door is not asked about."""
    if scene.ending is not None or not scene.choices:
        return
    closed: list[Test] | None = []
    for option, choice in enumerate(scene.choices.values()):
        if choice.shut:
            continue
        test = open_test(machine, scene, choice.id)
        yield Question(("choice", scene.id, choice.id), (scene.id,), test, option)
        if test is None:
            closed = None
        elif closed is not None:
            closed.append(Not(test))
    if closed is not None:
        yield Question(("stuck", scene.id), (scene.id,), Every(tuple(closed)) if closed else None)


def about_promise(machine: Machine, number: int, promise: Promise) -> Question | None:
    """The question that settles a promise about states: can it be broken, or for `possible`, kept?"""
    key = ("promise", str(number))
    if promise.always is not None:
        test = Not(machine.condition(promise.always).test)
        return Question(key, tuple(machine.scene_ids), test)
    if promise.at is not None and promise.holds is not None:
        return Question(key, (promise.at,), Not(machine.condition(promise.holds).test))
    if promise.at is not None and promise.possible is not None:
        return Question(key, (promise.at,), machine.condition(promise.possible).test)
    return None


def asked_for_promises(machine: Machine, case: Case) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The fields that promises look at: at single scenes, and everywhere."""
    there: dict[str, frozenset[str]] = {}
    everywhere: frozenset[str] = frozenset()
    for number, promise in enumerate(case.promises):
        question = about_promise(machine, number, promise)
        if question is None:
            continue
        if promise.always is not None:
            everywhere |= question.names
        else:
            for scene_id in question.scenes:
                there[scene_id] = there.get(scene_id, frozenset()) | question.names
    return there, everywhere
