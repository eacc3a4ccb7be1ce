"""What is asked of a case: can this be reached, can this be open, can play get stuck, can a promise break?

Each is one question: is there a state at one of these scenes for which this test holds?
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from game.case.conditions import Every, Not, Test
from game.case.model import Case, Promise
from game.play.program import Option, Program, SceneProgram, names_of

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
        return names_of(self.test)

    def told(self, case: Case, steps: tuple[str, ...]) -> tuple[str, ...]:
        """The playthrough that shows it, from one that comes to where it is so."""
        if self.option is None:
            return steps
        return (*steps, list(case.scenes[self.scenes[0]].choices)[self.option])


def questions_of(program: Program) -> Iterator[Question]:
    """Every question about the scenes of a case, those about whole scenes first."""
    for scene in program.scenes:
        yield Question(("scene", scene.id), (scene.id,))
    for scene in program.scenes:
        for number, test in enumerate(scene.text):
            yield Question(("variant", scene.id, str(number)), (scene.id,), test)
        yield from about_choices(scene)


def about_choices(scene: SceneProgram) -> Iterator[Question]:
    """Can each choice be open, and can all be closed at once? A shut door is not asked about."""
    if not scene.options or scene.is_passage:
        return
    for way in scene.ways:
        key = ("choice", scene.id, scene.options[way.option])
        yield Question(key, (scene.id,), way.guard, way.option)
    guards = [way.guard for way in scene.ways if way.guard is not None]
    if len(guards) == len(scene.ways):
        closed = Every(tuple(Not(guard) for guard in guards)) if guards else None
        yield Question(("stuck", scene.id), (scene.id,), closed)


def about_promise(program: Program, number: int, promise: Promise) -> Question | None:
    """The question that settles a promise about states: can it be broken, or for `possible`, kept?"""
    test = program.promises[number]
    if test is None or (promise.always is None and promise.at is None):
        return None
    scenes = tuple(touched(program, names_of(test))) if promise.at is None else (promise.at,)
    return Question(("promise", str(number)), scenes, test if promise.possible is not None else Not(test))


def touched(program: Program, names: Collection[str]) -> Iterator[str]:
    """The scenes where play begins, or on the way to which one of these fields may be changed."""
    changed = {program.starts[""] & program.layout.scene_mask}
    for scene in program.scenes:
        for way in scene.ways:
            by_way = any(effect.field in names for effect in way.effects)
            for _, to in way.routes:
                if by_way or any(effect.field in names for effect in program.scenes[to].enter):
                    changed.add(to)
    return (program.scenes[place].id for place in sorted(changed))


def asked_for_promises(program: Program, case: Case) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The fields that promises look at: at single scenes, and everywhere."""
    there: dict[str, frozenset[str]] = {}
    everywhere: frozenset[str] = frozenset()
    for number, promise in enumerate(case.promises):
        question = about_promise(program, number, promise)
        if question is None:
            continue
        if promise.always is not None:
            everywhere |= question.names
        else:
            for scene_id in question.scenes:
                there[scene_id] = there.get(scene_id, frozenset()) | question.names
    return there, everywhere
