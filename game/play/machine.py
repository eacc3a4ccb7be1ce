"""A case compiled to a finite machine: `options(state)`, `take(state, option)`.

A state is one whole number. Its lowest bits say at which scene play stands; above them every variable
has as many bits as its domain needs. Two states are the same if and only if nothing that the case can
ask tells them apart, so a state can be compared, hashed and kept in millions at the price of a number.

What a scene's conditions and effects do is compiled once, when play first comes there, to Python
functions on such numbers. They are written from the admitted trees of `game.case.conditions` and from
positions in the layout alone: no text of the author's is ever part of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from game.case.conditions import (
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
    Vocabulary,
    parse,
)
from game.case.model import Case, Choice, Route, Scene, Value

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
MOST_TABLED = 8
"""Guards of one scene whose every combination is tabled; with more, open choices are gathered one by one."""


class Field(NamedTuple):
    """Where one variable stands in a state, and the values that its bits stand for."""

    name: str
    shift: int
    mask: int
    values: tuple[Value, ...]

    def bits(self, value: Value) -> int:
        """The bits that stand for a value; numbers outside the bounds stop at them."""
        if isinstance(value, int) and not isinstance(value, bool) and isinstance(self.values[0], int):
            low, high = int(self.values[0]), int(self.values[-1])
            return min(max(value, low), high) - low
        return self.values.index(value)


@dataclass(frozen=True, slots=True)
class SceneCode:
    """One scene, compiled.

    `options(state, read)` gives the open choices, `takes[option](state)` the next state,
    `effects[option](state)` the state after the choice but before leaving, and `variants(state)` the
    blocks of text that show, as bits. `read` has bit N set where the N-th paper on the table has been
    opened.

    `shown` and `offers` keep what `game.play.moment` made of the scene for each set of blocks that show
    and of choices that are open, `MOST_KEPT` of them at most.
    """

    scene: Scene
    choice_ids: tuple[str, ...]
    option_of: Mapping[str, Option]
    reads: bool
    options: Callable[[State, int], tuple[Option, ...]]
    takes: tuple[Callable[[State], State], ...]
    effects: tuple[Callable[[State], State], ...]
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
        starting = {variable.id: variable.start for variable in self.case.variables.values()}
        state = self.scene_index[scene_id]
        for name, value in {**starting, **values}.items():
            if name in self.fields:
                place = self.fields[name]
                state |= place.bits(value) << place.shift
        return self._arriving(scene_id)(state)

    def options(self, state: State, read: int = EVERYTHING_READ) -> tuple[Option, ...]:
        """The open choices, in the scene's order. Nothing is open at an ending, or where play is stuck."""
        return self.code(state).options(state, read)

    def take(self, state: State, option: Option) -> State:
        """The state on arriving at the next scene after an open choice."""
        return self.code(state).takes[option](state)

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
            for part in condition.parts():
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
            writer.function("effects_0", [])
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
            effects=tuple(made[f"effects_{option}"] for option in range(count)),
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


class Writer:
    """Writes the functions of one scene, from positions and numbers only."""

    def __init__(self, machine: Machine, scene: Scene) -> None:
        self.machine = machine
        self.fields = machine.fields
        self.scene = scene
        self.here = machine.scene_index[scene.id]
        self.whole = (1 << machine.width) - 1
        self.lines: list[str] = []
        self.tables: dict[str, tuple[Any, ...]] = {}
        self.reads = False

    def compiled(self) -> dict[str, Callable[..., Any]]:
        """The written functions by name."""
        names: dict[str, object] = {"__builtins__": {}, **self.tables}
        exec(compile("\n".join(self.lines), f"<{self.here}>", "exec"), names)
        return names  # type: ignore[return-value]

    def function(self, name: str, body: list[str], parameters: str = "s") -> None:
        self.lines += [f"def {name}({parameters}):", *(f" {line}" for line in body), " return s"]

    def options(self, choices: tuple[Choice, ...]) -> None:
        """`options`: a table of tuples, looked up by which guards hold."""
        if not choices:
            passes = self.scene.is_passage and self.scene.goto
            self.tables["open"] = ((0,) if passes else (),)
            self.lines += ["def options(s, r):", " return open[0]"]
            return
        always: set[int] = set()
        guards: dict[int, str] = {}
        for option, choice in enumerate(choices):
            if choice.shut:
                continue
            tests = []
            if choice.when:
                condition = self.machine.condition(choice.when, self.scene.documents)
                self.reads = self.reads or bool(condition.reads)
                tests.append(self.test(condition.test))
            if choice.once:
                tests.append(f"not {self.bit(f'once {self.scene.id} {choice.id}')}")
            if tests:
                guards[option] = " and ".join(tests)
            else:
                always.add(option)
        if len(guards) > MOST_TABLED:
            self.many_options(always, guards, len(choices))
            return
        table = []
        for mask in range(1 << len(guards)):
            held = {option for place, option in enumerate(guards) if mask >> place & 1}
            table.append(tuple(sorted(always | held)))
        self.tables["open"] = tuple(table)
        index = " | ".join(f"({1 << place} if {guard} else 0)" for place, guard in enumerate(guards.values()))
        self.lines += ["def options(s, r):", f" return open[{index or 0}]"]

    def many_options(self, always: set[int], guards: Mapping[int, str], count: int) -> None:
        """`options` where a table of every combination would be too large."""
        self.lines += ["def options(s, r):", " found = ()"]
        for option in range(count):
            if option in always:
                self.lines.append(f" found += ({option},)")
            elif option in guards:
                self.lines.append(f" if {guards[option]}: found += ({option},)")
        self.lines.append(" return found")

    def variants(self, name: str, conditions: list[str | None]) -> None:
        """Which blocks of text show, as bits."""
        fixed = sum(1 << place for place, when in enumerate(conditions) if not when)
        parts = [str(fixed)]
        for place, when in enumerate(conditions):
            if when:
                parts.append(f"({1 << place} if {self.test(self.machine.condition(when).test)} else 0)")
        self.lines += [f"def {name}(s):", f" return {' | '.join(parts)}"]

    def take(self, option: int, choice: Choice) -> None:
        """`effects_N` and `take_N`: what a choice does, in the order that the format lays down."""
        effects = self.changes(choice.add, choice.set)
        effects += self.setting(self.scene.id, choice.id)
        if choice.once:
            effects += self.setting(f"once {self.scene.id} {choice.id}", True)
        for document in choice.reveals:
            effects += self.setting(f"has {document}", True)
        self.function(f"effects_{option}", effects)
        self.leave(f"take_{option}", effects, choice.goto)

    def leave(self, name: str, effects: list[str] | None, routes: tuple[Route, ...]) -> None:
        """A function that applies effects, leaves the scene, follows `goto` and arrives."""
        body = [*(effects or ()), *self.setting(f"visited {self.scene.id}", True)]
        for route in routes:
            arriving = [f"s += {self.machine.scene_index[route.to] - self.here}", *self.enter(route.to)]
            if route.when is None:
                body += arriving
                break
            body.append(f"if {self.test(self.machine.condition(route.when).test)}:")
            body += [f" {line}" for line in (*arriving, "return s")]
        self.function(name, body)

    def enter(self, scene_id: str) -> list[str]:
        """What arriving at a scene does."""
        enter = self.machine.case.scenes[scene_id].enter
        return self.changes(enter.add, enter.set) if enter else []

    def changes(self, add: Mapping[str, int], to: Mapping[str, Value]) -> list[str]:
        lines = []
        for name, amount in add.items():
            lines += self.adding(name, amount)
        for name, value in to.items():
            lines += self.setting(name, value)
        return lines

    def adding(self, name: str, amount: int) -> list[str]:
        """Add to a number and stop at its bounds."""
        place = self.fields[name]
        last = len(place.values) - 1
        held = f"v = s >> {place.shift} & {place.mask}"
        if amount > 0:
            return [held, f"s += ({amount} if v < {last - amount} else {last} - v) << {place.shift}"]
        if amount < 0:
            return [held, f"s -= ({-amount} if v > {-amount} else v) << {place.shift}"]
        return []

    def setting(self, name: str, value: Value) -> list[str]:
        """Set what is remembered; what no condition asks about is not."""
        place = self.fields.get(name)
        if place is None:
            return []
        keep = self.whole ^ (place.mask << place.shift)
        bits = place.bits(value) << place.shift
        return [f"s = s & {keep} | {bits}" if bits else f"s &= {keep}"]

    # --- conditions ---------------------------------------------------------------------------------

    def bit(self, name: str) -> str:
        return f"(s & {1 << self.fields[name].shift})"

    def test(self, test: Test) -> str:
        match test:
            case Flag(name):
                return self.bit(name)
            case Has(document):
                return self.bit(f"has {document}")
            case Visited(scene):
                return self.bit(f"visited {scene}")
            case Read(document):
                return f"(r & {1 << self.scene.documents.index(document)})"
            case Not(part):
                return f"(not {self.test(part)})"
            case Every(parts):
                return f"({' and '.join(self.test(part) for part in parts)})"
            case Some(parts):
                return f"({' or '.join(self.test(part) for part in parts)})"
            case Comparison(left, relation, right):
                return self.comparison(left, relation, right)
            case Membership(left, among):
                return f"({' or '.join(self.comparison(left, '==', one) for one in among)})"

    def comparison(self, left: Operand, relation: str, right: Operand) -> str:
        """Two operands compared; words by their places in the domain of the right one's variable."""
        match left, right:
            case Variable(name), Constant(str() as word):
                return f"({self.held(name)} {relation} {self.fields[name].values.index(word)})"
            case Variable(name), Variable(other) if isinstance(self.fields[name].values[0], str):
                mine, theirs = self.fields[name].values, self.fields[other].values
                held = self.held(name)
                if mine != theirs:
                    table = f"places_{len(self.tables)}"
                    self.tables[table] = tuple(theirs.index(word) for word in mine)
                    held = f"{table}[{held}]"
                return f"({held} {relation} {self.held(other)})"
            case _:
                return f"({self.operand(left)} {relation} {self.operand(right)})"

    def held(self, name: str) -> str:
        """The bits of a variable: the place in its domain of what it holds."""
        place = self.fields[name]
        return f"(s >> {place.shift} & {place.mask})"

    def operand(self, operand: Operand) -> str:
        """A whole number, or a flag as 0 or 1."""
        match operand:
            case Constant(value):
                return str(int(value))
            case Sum(left, sign, right):
                return f"({self.operand(left)} {sign} {self.operand(right)})"
            case Variable(name):
                first = int(self.fields[name].values[0])
                return f"({self.held(name)} + {first})" if first else self.held(name)
