"""A case compiled to a finite machine: `options(state)`, `take(state, option)`.

A state is one whole number. Its lowest bits say at which scene play stands; above them every variable
has as many bits as its domain needs. Two states are the same if and only if nothing that the case can
ask tells them apart, so a state can be compared, hashed and kept in millions at the price of a number.

What a scene's conditions and effects do is compiled once, when play first comes there, to Python
functions on such numbers; `game.play.codegen` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from game.case.conditions import NOT_TAKEN, Condition, Has, Variable, Visited, Vocabulary, parse, parts_of
from game.case.model import Case, Scene, Value
from game.play.codegen import Field, Writer

if TYPE_CHECKING:
    from game.play.moment import Offer, Shown

State = int
Option = int
"""A choice by its place among the choices of the scene; a passage's only option is 0."""

CONTINUE = "continue"
"""The step that leaves a passage."""
EVERYTHING_READ = -1
"""Every paper on the table has been opened."""
MOST_KEPT = 256
"""Different ways to show one scene that are kept, so that memory is bounded by the case."""


@dataclass(frozen=True, slots=True)
class SceneCode:
    """One scene, compiled.

    `options(state, read)` gives the open choices, `takes[option](state)` the next state, and
    `variants(state)` the blocks of text that show, as bits. `read` has bit N set where the N-th paper on
    the table has been opened.

    `shown` and `offers` keep what `game.play.moment` made of the scene for each set of blocks that show
    and of choices that are open, `MOST_KEPT` of them at most.
    """

    scene: Scene
    choice_ids: tuple[str, ...]
    option_of: Mapping[str, Option]
    reads: bool
    options: Callable[[State, int], tuple[Option, ...]]
    takes: tuple[Callable[[State], State], ...]
    variants: Callable[[State], int]
    simpler_variants: Callable[[State], int]
    shown: dict[int, Shown] = field(default_factory=dict)
    offers: dict[tuple[Option, ...], tuple[Offer, ...]] = field(default_factory=dict)


class Machine:
    """The finite machine of a case. `Machine.of(case)` makes it once for each case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.vocabulary = Vocabulary.of(case)
        self.scene_ids = tuple(case.scenes)
        self.scene_index = {scene_id: index for index, scene_id in enumerate(self.scene_ids)}
        self.scene_mask = (1 << max(1, (len(self.scene_ids) - 1).bit_length())) - 1
        self.conditions: dict[tuple[str, tuple[str, ...] | None], Condition] = {}
        self.fields = self._lay_out()
        self._codes: list[SceneCode | None] = [None] * len(self.scene_ids)
        self._starts: dict[str | None, State] = {}
        self._effects: dict[tuple[str, Option], Callable[[State], State]] = {}

    @staticmethod
    @lru_cache(maxsize=8)
    def of(case: Case) -> Machine:
        return Machine(case)

    # --- playing --------------------------------------------------------------------------------

    def start(self, chapter: str | None = None) -> State:
        """The state on arriving at the start of the case, or of one chapter played alone.

        Raises `KeyError` if the case has no such chapter.
        """
        if chapter not in self._starts:
            part = self.case.chapter(chapter) if chapter is not None else None
            if part is not None:
                self._starts[chapter] = self.arrival(part.set, part.start)
            elif chapter is None:
                self._starts[None] = self.arrival({}, self.case.start)
        return self._starts[chapter]

    def arrival(self, values: Mapping[str, Value], scene_id: str) -> State:
        """The state on arriving at a scene with these values over the starting ones."""
        return self._arriving(scene_id)(self.standing(values, scene_id))

    def standing(self, values: Mapping[str, Value], scene_id: str) -> State:
        """The state at a scene with these values over the starting ones, its `enter` left undone."""
        starting = {variable.id: variable.start for variable in self.case.variables.values()}
        state = self.scene_index[scene_id]
        for name, value in {**starting, **values}.items():
            if name in self.fields:
                place = self.fields[name]
                state |= place.bits(value) << place.shift
        return state

    def options(self, state: State, read: int = EVERYTHING_READ) -> tuple[Option, ...]:
        """The open choices, in the scene's order. Nothing is open at an ending, or where play is stuck."""
        return self.code(state).options(state, read)

    def take(self, state: State, option: Option) -> State:
        """The state on arriving at the next scene after an open choice."""
        return self.code(state).takes[option](state)

    def before_leaving(self, state: State, option: Option) -> State:
        """The state after a choice has changed what it changes, before the scene is left."""
        scene = self.scene(state)
        key = (scene.id, option)
        if key not in self._effects:
            writer = Writer(self, scene)
            writer.function("effects", writer.effects(list(scene.choices.values())[option]))
            self._effects[key] = writer.compiled()["effects"]
        return self._effects[key](state)

    def code(self, state: State) -> SceneCode:
        """The compiled scene at which a state stands."""
        index = state & self.scene_mask
        return self._codes[index] or self._compile(index)

    def scene(self, state: State) -> Scene:
        """The scene at which a state stands."""
        return self.code(state).scene

    def value(self, state: State, name: str) -> Value:
        """What a variable holds."""
        place = self.fields[name]
        return place.values[state >> place.shift & place.mask]

    def values(self, state: State) -> dict[str, Value]:
        """What every variable of the layout holds."""
        return {name: place.values[state >> place.shift & place.mask] for name, place in self.fields.items()}

    # --- the layout ---------------------------------------------------------------------------------

    def condition(self, text: str, table: tuple[str, ...] | None = None) -> Condition:
        """A condition of the case, read once."""
        key = (text, table)
        found = self.conditions.get(key)
        if found is None:
            found = self.conditions[key] = parse(text, self.vocabulary, table=table)
        return found

    def _every_condition(self) -> Iterable[Condition]:
        for scene in self.case.scenes.values():
            for block in (*scene.text, *scene.simpler):
                if block.when:
                    yield self.condition(block.when)
            for route in scene.goto:
                if route.when:
                    yield self.condition(route.when)
            for choice in scene.choices.values():
                if choice.when:
                    yield self.condition(choice.when, scene.documents)
                for route in choice.goto:
                    if route.when:
                        yield self.condition(route.when)
        for promise in self.case.promises:
            for text in (promise.always, promise.holds, promise.possible):
                if text:
                    yield self.condition(text)

    def _lay_out(self) -> dict[str, Field]:
        """A field for every variable, and for whatever else some condition asks about."""
        remembered: dict[str, tuple[Value, ...]] = {
            variable.id: variable.domain for variable in self.case.variables.values()
        }
        scenes = self.case.scenes
        for condition in self._every_condition():
            for part in parts_of(condition.test):
                match part:
                    case Variable(name) if name in scenes:
                        remembered[name] = (NOT_TAKEN, *scenes[name].choices)
                    case Has(document):
                        remembered[f"has {document}"] = (False, True)
                    case Visited(scene_id):
                        remembered[f"visited {scene_id}"] = (False, True)
                    case _:
                        pass
        for scene in scenes.values():
            for choice in scene.choices.values():
                if choice.once:
                    remembered[f"once {scene.id} {choice.id}"] = (False, True)
        fields: dict[str, Field] = {}
        shift = self.scene_mask.bit_length()
        for name, values in remembered.items():
            width = max(1, (len(values) - 1).bit_length())
            fields[name] = Field(name, shift, (1 << width) - 1, values)
            shift += width
        self.width = shift
        return fields

    # --- compiling --------------------------------------------------------------------------------

    def _compile(self, index: int) -> SceneCode:
        scene = self.case.scenes[self.scene_ids[index]]
        choices = () if scene.ending else tuple(scene.choices.values())
        passes = scene.is_passage and bool(scene.goto)
        writer = Writer(self, scene)
        writer.options(choices)
        writer.variants("variants", [block.when for block in scene.text])
        writer.variants("simpler_variants", [block.when for block in scene.simpler])
        if choices:
            for option, choice in enumerate(choices):
                writer.take(option, choice)
        elif passes:
            writer.leave("take_0", None, scene.goto)
        made = writer.compiled()
        choice_ids = tuple(choice.id for choice in choices) or ((CONTINUE,) if passes else ())
        count = len(choice_ids)
        code = SceneCode(
            scene=scene,
            choice_ids=choice_ids,
            option_of={choice_id: option for option, choice_id in enumerate(choice_ids)},
            reads=writer.reads,
            options=made["options"],
            takes=tuple(made[f"take_{option}"] for option in range(count)),
            variants=made["variants"],
            simpler_variants=made["simpler_variants"],
        )
        self._codes[index] = code
        return code

    def _arriving(self, scene_id: str) -> Callable[[State], State]:
        """What arriving at a scene does to a state that already stands there."""
        writer = Writer(self, self.case.scenes[scene_id])
        writer.function("arriving", writer.enter(scene_id))
        return writer.compiled()["arriving"]
