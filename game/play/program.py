"""A case as a program: what is remembered of play, and what every way out of a scene does.

This is the one place that says what the format means once it is played. It is plain data, without a
function in it: names, whole numbers, and conditions as trees. The machine, every part of the proof and
whatever else plays a case read it, and none looks at the case for what a choice does.

To take a way is: its effects in turn, then the first of its routes whose guard holds, then the `enter`
effects of the scene to which that leads. A way is open where its guard holds. Play that comes to a scene
without an open way is stuck there, or has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from game.case.conditions.parser import Vocabulary, parse
from game.case.conditions.syntax import (
    NOT_TAKEN,
    Every,
    Flag,
    Has,
    Not,
    Test,
    ValueOf,
    Visited,
    asked_by,
    parts_of,
)
from game.case.model import Case, Choice, Promise, Scene, Value
from game.immutable import immutable, remembering

State = int
Option = int
"""A choice by its place among the choices of the scene; a passage's only option is 0."""

CONTINUE = "continue"
"""The step that leaves a passage."""


class Field(NamedTuple):
    """Where one thing that is remembered stands in a state, the values that its bits stand for, and the
    bits with which play begins."""

    name: str
    shift: int
    mask: int
    values: tuple[Value, ...]
    start: int

    @property
    def whole(self) -> int:
        """The bits of a state in which it stands."""
        return self.mask << self.shift

    def bits(self, value: Value) -> int:
        """The bits that stand for a value; numbers outside the bounds stop at them."""
        if isinstance(value, int) and not isinstance(value, bool) and isinstance(self.values[0], int):
            low, high = int(self.values[0]), int(self.values[-1])
            return min(max(value, low), high) - low
        return self.values.index(value)


class Effect(NamedTuple):
    """A number is added to a field, which stops at its bounds; or, where `to` is given, the field gets these
    bits."""

    field: str
    add: int
    to: int | None


class Branch(NamedTuple):
    """A scene to which a way leads if the guard holds (None: always), by its place in the program."""

    guard: Test | None
    to: int


class Way(NamedTuple):
    """A way out of a scene. The last of its routes has no guard."""

    option: Option
    guard: Test | None
    effects: tuple[Effect, ...]
    routes: tuple[Branch, ...]


@immutable
class SceneProgram:
    """One scene: when its blocks of text show, what arriving does, and the ways out of it.

    `options` are the ids of all options, those that are shut for good among them; `ways` has an entry for
    each that can open. `closed` says for each option that gives several reasons for being closed when each
    holds; the last holds where no other does. `papers` are the documents on the table, in the order of the
    bits that say which have been opened.
    """

    id: str
    ends: bool
    papers: tuple[str, ...]
    text: tuple[Test | None, ...]
    simpler: tuple[Test | None, ...]
    enter: tuple[Effect, ...]
    options: tuple[str, ...]
    ways: tuple[Way, ...]
    closed: Mapping[Option, tuple[Test | None, ...]]

    @property
    def is_passage(self) -> bool:
        """Whether one only goes on from here."""
        return self.options == (CONTINUE,)

    @property
    def leads(self) -> tuple[int, ...]:
        """The scenes to which its ways may lead, each once."""
        return tuple(dict.fromkeys(branch.to for way in self.ways for branch in way.routes))


@remembering
class Layout:
    """How a state is made up. Its lowest bits say at which scene play stands; fields stand above them.

    There is a field for every variable; and, where some condition asks about it, for a scene's own
    variable, `has DOCUMENT`, `visited SCENE`, and `once SCENE CHOICE` for what can be taken only once.
    """

    scenes: tuple[str, ...]
    fields: Mapping[str, Field]
    scene_mask: int
    width: int

    @cached_property
    def scene_index(self) -> Mapping[str, int]:
        """The place of each scene in the program."""
        return {scene_id: index for index, scene_id in enumerate(self.scenes)}

    def mask(self, names: Iterable[str]) -> int:
        """The bits of a state in which these fields stand; what is not remembered has none."""
        together = 0
        for name in names:
            place = self.fields.get(name)
            together |= place.whole if place is not None else 0
        return together

    def standing(self, values: Mapping[str, Value], scene: int) -> State:
        """The state at a scene with these values over the starting ones, its `enter` left undone."""
        state = scene
        for name, place in self.fields.items():
            state |= (place.bits(values[name]) if name in values else place.start) << place.shift
        return state

    def after(self, state: State, effects: Iterable[Effect]) -> State:
        """The state after some effects."""
        for name, amount, to in effects:
            place = self.fields[name]
            if to is None:
                to = min(max((state >> place.shift & place.mask) + amount, 0), len(place.values) - 1)
            state = state & ~place.whole | to << place.shift
        return state


@remembering
class Program:
    """A case as it is played. `Program.of(case)` makes it once for each case.

    `starts` are the states in which play begins: of the case under "", of each chapter played alone under
    its id. `promises` has for each promise of the case the test that it names, if it names one.
    """

    layout: Layout
    scenes: tuple[SceneProgram, ...]
    starts: Mapping[str, State]
    promises: tuple[Test | None, ...]

    @staticmethod
    @lru_cache(maxsize=8)
    def of(case: Case) -> Program:
        """The program of a case that compiles. Raises `ConditionFault` and `KeyError` for any other."""
        return Compiler(case).program()

    @cached_property
    def leads(self) -> Mapping[str, tuple[str, ...]]:
        """Each scene with those to which it may lead, each once."""
        return {scene.id: tuple(self.scenes[to].id for to in scene.leads) for scene in self.scenes}


def names_of(test: Test | None) -> frozenset[str]:
    """The fields that a test looks at. Papers that are opened have none."""
    return frozenset(name for name in asked_by(test) if name[:5] != "read ") if test else frozenset()


class Compiler:
    """Makes the program of one case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.vocabulary = Vocabulary.of(case)
        self.layout = self.laid_out()

    def program(self) -> Program:
        scenes = tuple(self.scene(scene) for scene in self.case.scenes.values())

        def arrived(values: Mapping[str, Value], scene_id: str) -> State:
            place = self.layout.scene_index[scene_id]
            return self.layout.after(self.layout.standing(values, place), scenes[place].enter)

        starts = {"": arrived({}, self.case.start)}
        starts |= {chapter.id: arrived(chapter.set, chapter.start) for chapter in self.case.chapters}
        promises = tuple(self.test(promised(promise)) for promise in self.case.promises)
        return Program(self.layout, scenes, starts, promises)

    def test(self, text: str | None, table: tuple[str, ...] | None = None) -> Test | None:
        """What a condition of the case means; None where there is none."""
        return parse(text, self.vocabulary, table=table).test if text else None

    def every_test(self) -> Iterator[Test | None]:
        for scene in self.case.scenes.values():
            yield from (self.test(block.when) for block in (*scene.text, *scene.simpler))
            yield from (self.test(route.when) for route in scene.goto)
            for choice in scene.choices.values():
                yield self.test(choice.when, scene.documents)
                yield from (self.test(reason.when) for reason in choice.closed)
                yield from (self.test(route.when) for route in choice.goto)
        yield from (self.test(promised(promise)) for promise in self.case.promises)

    def laid_out(self) -> Layout:
        case = self.case
        held: dict[str, tuple[tuple[Value, ...], Value]] = {
            variable.id: (variable.domain, variable.start) for variable in case.variables.values()
        }
        for test in self.every_test():
            for part in parts_of(test) if test else ():
                match part:
                    case ValueOf(name) if name in case.scenes:
                        held[name] = ((NOT_TAKEN, *case.scenes[name].choices), NOT_TAKEN)
                    case Has(document):
                        held[f"has {document}"] = ((False, True), False)
                    case Visited(scene_id):
                        held[f"visited {scene_id}"] = ((False, True), False)
                    case _:
                        pass
        for scene in case.scenes.values():
            for choice in scene.choices.values():
                if choice.once:
                    held[f"once {scene.id} {choice.id}"] = ((False, True), False)
        fields: dict[str, Field] = {}
        scene_mask = (1 << max(1, (len(case.scenes) - 1).bit_length())) - 1
        shift = scene_mask.bit_length()
        for name, (values, start) in held.items():
            width = max(1, (len(values) - 1).bit_length())
            empty = Field(name, shift, (1 << width) - 1, values, 0)
            fields[name] = empty._replace(start=empty.bits(start))
            shift += width
        return Layout(tuple(case.scenes), fields, scene_mask, shift)

    def scene(self, scene: Scene) -> SceneProgram:
        options: tuple[str, ...] = ()
        ways: tuple[Way, ...] = ()
        if scene.choices and not scene.ending:
            options = tuple(scene.choices)
            ways = tuple(
                Way(at, self.guard(scene, choice), self.effects(scene, choice), self.routes(scene, choice))
                for at, choice in enumerate(scene.choices.values())
                if not choice.shut
            )
        elif scene.is_passage and scene.goto:
            options = (CONTINUE,)
            ways = (Way(0, None, self.changes({}, {f"visited {scene.id}": True}), self.routes(scene, scene)),)
        return SceneProgram(
            scene.id,
            scene.ending is not None,
            scene.documents,
            tuple(self.test(block.when) for block in scene.text),
            tuple(self.test(block.when) for block in scene.simpler),
            self.changes(scene.enter.add, scene.enter.set) if scene.enter else (),
            options,
            ways,
            {
                at: tuple(self.test(reason.when) for reason in choice.closed)
                for at, choice in enumerate(scene.choices.values())
                if len(choice.closed) > 1
            },
        )

    def guard(self, scene: Scene, choice: Choice) -> Test | None:
        """When a choice that is not shut is open."""
        when = self.test(choice.when, scene.documents)
        if not choice.once:
            return when
        fresh = Not(Flag(f"once {scene.id} {choice.id}"))
        return Every((when, fresh)) if when else fresh

    def effects(self, scene: Scene, choice: Choice) -> tuple[Effect, ...]:
        """What a choice changes, in this order: what it adds, what it sets, and what is remembered of it."""
        remembered: dict[str, Value] = {scene.id: choice.id, f"once {scene.id} {choice.id}": True}
        remembered |= {f"has {document}": True for document in choice.reveals}
        return self.changes(choice.add, {**choice.set, **remembered, f"visited {scene.id}": True})

    def changes(self, add: Mapping[str, int], to: Mapping[str, Value]) -> tuple[Effect, ...]:
        """First everything that is added, then everything that is set, as far as it makes a difference."""
        fields = self.layout.fields
        return (
            *(Effect(name, amount, None) for name, amount in add.items() if amount and name not in to),
            *(Effect(name, 0, fields[name].bits(value)) for name, value in to.items() if name in fields),
        )

    def routes(self, scene: Scene, leaving: Scene | Choice) -> tuple[Branch, ...]:
        """Where `goto` leads; where it may lead nowhere, which is a mistake, back to the scene."""
        index, found = self.layout.scene_index, []
        for route in leaving.goto:
            found.append(Branch(self.test(route.when), index[route.to]))
            if route.when is None:
                return tuple(found)
        return (*found, Branch(None, index[scene.id]))


def promised(promise: Promise) -> str | None:
    """The condition that a promise names, if it names one."""
    return promise.always or promise.holds or promise.possible
