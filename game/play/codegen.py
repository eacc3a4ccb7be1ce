"""The functions of one scene, written as Python from positions and numbers.

They are made from the program alone: from trees and from places in the layout of a state. No text of the
author's is ever part of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from game.case.conditions import syntax
from game.case.conditions.syntax import Operand, Test
from game.play.program import Effect, Option, Program, State, Way, names_of

MOST_TABLED = 8
"""Guards of one scene whose every combination is tabled; with more, open choices are gathered one by one."""
MOST_MOVES = 32
"""Values of a number for which what is added to each is tabled; a longer table is made slower than used."""


def indented(lines: Iterable[str]) -> list[str]:
    return [f" {line}" for line in lines]


class Puts:
    """Bits to be put into a state, gathered into one "and" and one "or" while nothing looks at the state."""

    def __init__(self, whole: int) -> None:
        self.whole = self.keep = whole
        self.bits = 0

    def put(self, mask: int, bits: int) -> None:
        self.keep &= self.whole ^ mask
        self.bits = self.bits & (self.whole ^ mask) | bits

    def lines(self) -> list[str]:
        """What was gathered as code, and begin again."""
        keep, bits, self.keep, self.bits = self.keep, self.bits, self.whole, 0
        if keep == self.whole:
            return [f"s |= {bits}"] if bits else []
        return [f"s = s & {keep} | {bits}" if bits else f"s &= {keep}"]

    def copy(self) -> Puts:
        twin = Puts(self.whole)
        twin.keep, twin.bits = self.keep, self.bits
        return twin


class FunctionWriter:
    """Writes the functions of one scene of a program.

    In what it writes `s` is a state, and `r` has a bit set for every paper on the table that has been opened.
    """

    def __init__(self, program: Program, here: int, alive: Sequence[int] | None = None) -> None:
        """`alive` are for each scene the bits of a state that are kept on arriving there; None keeps all."""
        self.program = program
        self.fields = program.layout.fields
        self.here = here
        self.scene = program.scenes[here]
        self.whole = (1 << program.layout.width) - 1
        self.alive = alive
        self.lines: list[str] = []
        self.tables: dict[str, tuple[Any, ...]] = {}

    def compiled(self) -> dict[str, Callable[..., Any]]:
        """The written functions by name."""
        names: dict[str, Any] = {"__builtins__": {}, **self.tables}
        exec(compile("\n".join(self.lines), f"<{self.here}>", "exec"), names)
        return names

    def options(self) -> None:
        """`options`: a table of tuples, looked up by which guards hold."""
        certain = {way.option for way in self.scene.ways if way.guard is None}
        guards = {way.option: self.test(way.guard) for way in self.scene.ways if way.guard is not None}
        if len(guards) > MOST_TABLED:
            self.lines += ["def options(s, r):", " found = ()"]
            for way in self.scene.ways:
                still = f"if {guards[way.option]}: " if way.guard is not None else ""
                self.lines.append(f" {still}found += ({way.option},)")
            self.lines.append(" return found")
        else:
            held = [
                {option for place, option in enumerate(guards) if mask >> place & 1}
                for mask in range(1 << len(guards))
            ]
            self.tables["open"] = tuple(tuple(sorted(certain | each)) for each in held)
            index = (f"({1 << place} if {guard} else 0)" for place, guard in enumerate(guards.values()))
            self.lines += ["def options(s, r):", f" return open[{' | '.join(index) or 0}]"]

    def variants(self, name: str, tests: Sequence[Test | None]) -> None:
        """Which blocks of text show, as bits."""
        fixed = sum(1 << place for place, test in enumerate(tests) if test is None)
        guarded = [(1 << place, self.test(test)) for place, test in enumerate(tests) if test is not None]
        parts = [f"({bit} if {guard} else 0)" for bit, guard in guarded]
        self.lines += [f"def {name}(s):", f" return {' | '.join([str(fixed), *parts])}"]

    def reason(self, option: Option, tests: Sequence[Test | None]) -> None:
        """`closed_N`: the place of the first reason that holds for which a choice is closed."""
        guarded = [f"{place} if {self.test(test)} else " for place, test in enumerate(tests[:-1]) if test]
        self.lines += [f"def closed_{option}(s):", f" return {''.join(guarded)}{len(tests) - 1}"]

    def holds(self, test: Test) -> Callable[[State], bool]:
        """A function that says whether a test holds in a state."""
        self.lines += ["def holds(s):", f" return {self.test(test)}"]
        return self.compiled()["holds"]

    def take(self, way: Way) -> None:
        """`take_N`: the state on arriving where a way leads."""
        body = self.following(way, lambda *_: [], "return s")
        self.lines += [f"def take_{way.option}(s):", *indented(body)]

    def following(self, way: Way, arrive: Callable[[int, int], list[str]], leave: str) -> list[str]:
        """What a way out does to `s`; on arriving `arrive` for the route and the place of the scene, and then
        `leave`."""
        puts = Puts(self.whole)
        lines = self.effects(puts, way.effects, self.looked_at(way))
        if way.routes[0].guard is not None:
            lines += puts.lines()
        for route, (guard, to) in enumerate(way.routes):
            there = puts.copy()
            inner = self.effects(there, self.program.scenes[to].enter, self.kept(to))
            there.put(self.program.layout.scene_mask, to)
            there.put(self.whole ^ self.kept(to), 0)
            inner += [*there.lines(), *arrive(route, to), leave]
            lines += inner if guard is None else [f"if {self.test(guard)}:", *indented(inner)]
        return lines

    def kept(self, to: int) -> int:
        return self.whole if self.alive is None else self.alive[to]

    def looked_at(self, way: Way) -> int:
        """The bits that something may still look at after a way's effects."""
        if self.alive is None:
            return self.whole
        mask = 0
        for guard, to in way.routes:
            mask |= self.alive[to] | self.program.layout.mask(names_of(guard))
        return mask

    def effects(self, puts: Puts, effects: Iterable[Effect], looked_at: int) -> list[str]:
        """Effects as code, leaving out what nothing looks at any more; what is put is gathered."""
        lines: list[str] = []
        for name, amount, to in effects:
            place = self.fields[name]
            if to is not None:
                puts.put(place.whole, to << place.shift)
            elif looked_at & place.whole:
                last, held = len(place.values) - 1, f"s >> {place.shift} & {place.mask}"
                if last < MOST_MOVES:
                    table = f"moved_{place.shift}_{amount}".replace("-", "less_")
                    moves = (min(max(amount, -here), last - here) for here in range(last + 1))
                    self.tables[table] = tuple(move << place.shift for move in moves)
                    lines += [*puts.lines(), f"s += {table}[{held}]"]
                else:
                    move = f"v < {last - amount} else {last} - v" if amount > 0 else f"v > {-amount} else -v"
                    lines += [*puts.lines(), f"v = {held}", f"s += ({amount} if {move}) << {place.shift}"]
        return lines

    def bit(self, name: str) -> str:
        return f"(s & {1 << self.fields[name].shift})"

    def test(self, test: Test) -> str:
        match test:
            case syntax.Flag(name):
                return self.bit(name)
            case syntax.Has(document):
                return self.bit(f"has {document}")
            case syntax.Visited(scene):
                return self.bit(f"visited {scene}")
            case syntax.Read(document):
                return f"(r & {1 << self.scene.papers.index(document)})"
            case syntax.Not(part):
                return f"(not {self.test(part)})"
            case syntax.Every(parts):
                return f"({' and '.join(self.test(part) for part in parts)})"
            case syntax.Some(parts):
                return f"({' or '.join(self.test(part) for part in parts)})"
            case syntax.Compared(left, relation, right):
                return self.comparison(left, relation, right)
            case syntax.Membership(left, among):
                return f"({' or '.join(self.comparison(left, '==', one) for one in among)})"

    def comparison(self, left: Operand, relation: str, right: Operand) -> str:
        """Two operands compared; words by their places in the domain of the right one's variable."""
        match left, right:
            case syntax.ValueOf(name), syntax.Constant(str() as word):
                return f"({self.held(name)} {relation} {self.fields[name].values.index(word)})"
            case syntax.ValueOf(name), syntax.ValueOf(other) if isinstance(self.fields[name].values[0], str):
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
            case syntax.Constant(value):
                return str(int(value))
            case syntax.Sum(left, sign, right):
                return f"({self.operand(left)} {sign} {self.operand(right)})"
            case syntax.ValueOf(name):
                first = int(self.fields[name].values[0])
                return f"({self.held(name)} + {first})" if first else self.held(name)
