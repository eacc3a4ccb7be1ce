"""The functions of one scene, written as Python from positions and numbers.

They are made from the admitted trees of `game.case.conditions` and from places in the layout of a state
alone: no text of the author's is ever part of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from game.case.conditions import (
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
from game.case.model import Choice, Route, Scene, Value

if TYPE_CHECKING:
    from game.play.machine import Machine

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


def always(value: Any) -> Callable[..., Any]:
    """A function of a state that gives the same for every one."""
    return lambda *_: value


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
        self.constants: dict[str, Any] = {}
        """Functions of a state that always give the same; they need no code."""
        self.reads = False

    def compiled(self) -> dict[str, Callable[..., Any]]:
        """The written functions by name."""
        names: dict[str, Any] = {"__builtins__": {}, **self.tables}
        exec(compile("\n".join(self.lines), f"<{self.here}>", "exec"), names)
        return {**names, **{name: always(value) for name, value in self.constants.items()}}

    def function(self, name: str, body: list[str], parameters: str = "s") -> None:
        self.lines += [f"def {name}({parameters}):", *(f" {line}" for line in body), " return s"]

    def options(self, choices: tuple[Choice, ...]) -> None:
        """`options`: a table of tuples, looked up by which guards hold."""
        if not choices:
            passes = self.scene.is_passage and self.scene.goto
            self.constants["options"] = (0,) if passes else ()
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
        if not any(conditions):
            self.constants[name] = fixed
            return
        parts = [str(fixed)]
        for place, when in enumerate(conditions):
            if when:
                parts.append(f"({1 << place} if {self.test(self.machine.condition(when).test)} else 0)")
        self.lines += [f"def {name}(s):", f" return {' | '.join(parts)}"]

    def take(self, option: int, choice: Choice) -> None:
        """`take_N`: what a choice does, in the order that the format lays down."""
        self.leave(f"take_{option}", self.effects(choice), choice.goto)

    def effects(self, choice: Choice) -> list[str]:
        """What a choice changes before the scene is left."""
        effects = self.changes(choice.add, choice.set)
        effects += self.setting(self.scene.id, choice.id)
        if choice.once:
            effects += self.setting(f"once {self.scene.id} {choice.id}", True)
        for document in choice.reveals:
            effects += self.setting(f"has {document}", True)
        return effects

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
