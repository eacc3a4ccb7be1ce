"""Why something is never so: the part of its condition that never holds, and what holds there instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from game.case.conditions import syntax
from game.case.conditions.syntax import Operand, Test, asked_by, evaluator, papers_in
from game.case.model import Value
from game.play.program import Way, names_of

Held = Mapping[str, Value]
"""What fields hold in a state."""

MOST_VALUES = 6
"""Values of one field that are named; of more only the ends."""


class Explanation(NamedTuple):
    """Why something is never so: a part of its condition that does not hold, and the values that what it asks
    about has there; `beside` is what else would have to hold, where the part holds at times without it. With
    `instead` it is the other way about: the part belongs to something that comes before, and always holds."""

    part: Test
    values: Mapping[str, tuple[Value, ...]]
    beside: Test | None = None
    instead: bool = False

    def words(self) -> str:
        """The part as an author writes it, and what is so."""
        if self.instead:
            return f"`{written(self.part)}` above it always holds by then"
        where = f"where `{written(self.beside)}` holds," if self.beside else "here"
        here = ", ".join(said(name, values) for name, values in self.values.items())
        return f"`{written(self.part)}`; {where} {here}" if here else f"`{written(self.part)}`"


def explained(test: Test | None, states: Sequence[Held]) -> Explanation | None:
    """Why a test never holds in some states; None where there are none, or nothing is asked."""
    if test is None or not states:
        return None
    parts = [part for part in conjuncts(test) if not papers_in(part)]
    for part in parts:
        if not holds(part, states):
            return Explanation(part, values_of(part, states))
    for part in reversed(parts):
        beside = syntax.Every(tuple(each for each in parts if each is not part))
        together = [state for state in states if holds(beside, [state])]
        if together:
            return Explanation(part, values_of(part, together), beside)
    return Explanation(test, values_of(test, states))


def values_of(test: Test, states: Sequence[Held]) -> dict[str, tuple[Value, ...]]:
    """What the fields that a test asks about hold in some states."""
    return {name: tuple(sorted({state[name] for state in states})) for name in sorted(names_of(test))}


def explained_route(way: Way, number: int, states: Sequence[Held]) -> Explanation | None:
    """Why an entry of a `goto` is never taken, if these are the states after the way's own effects."""
    left = list(states)
    for guard, _ in way.routes[:number]:
        if guard is not None and left:
            before, left = left, [state for state in left if not holds(guard, [state])]
            if not left and before:
                return Explanation(guard, {}, instead=True)
    return explained(way.routes[number].guard, left)


def conjuncts(test: Test) -> Iterator[Test]:
    """The parts of a test that must all hold."""
    if isinstance(test, syntax.Every):
        for part in test.parts:
            yield from conjuncts(part)
    else:
        yield test


def holds(test: Test, states: Sequence[Held]) -> bool:
    """Whether a test holds in one of some states."""
    names = asked_by(test)
    tell = evaluator(test, {name: place for place, name in enumerate(names)})
    return any(tell([state[name] for name in names]) for state in states)


def said(name: str, values: Sequence[Value]) -> str:
    """What a field holds, in a few words."""
    kind, _, of = name.partition(" ")
    if not isinstance(values[0], bool):
        return f"{name} is {'always' if len(values) == 1 else 'only'} {ranged(values)}"
    often = "sometimes" if len(values) > 1 else "always" if values[0] else "never"
    return {
        "has": f"{of} is {often} had",
        "visited": f"{of} has {often} been left",
        "once": f"{of.replace(' ', '/')} has {often} been taken",
    }.get(kind if of else "", f"{name} is {often} set")


def now(name: str, value: Value) -> str:
    """What a field holds in one state, in a few words."""
    return said(name, [value]).replace(" always ", " ").replace(" never ", " not ")


def ranged(values: Sequence[Value]) -> str:
    """Values in a row: 2 to 5, or calm, grim or angry."""
    first, last = values[0], values[-1]
    numbers = isinstance(first, int) and isinstance(last, int)
    if numbers and (
        len(values) > MOST_VALUES or (len(values) > 2 and int(last) - int(first) == len(values) - 1)
    ):
        return f"{first} to {last}"
    *others, end = map(str, values)
    return f"{', '.join(others)} or {end}" if others else end


def written(test: Test | Operand) -> str:
    """A test as an author may write it."""
    match test:
        case syntax.ValueOf(name) | syntax.Flag(name):
            return name
        case syntax.Constant(value):
            return str(value).lower() if isinstance(value, bool) else str(value)
        case syntax.Sum(left, sign, right):
            return f"{written(left)} {sign} {written(right)}"
        case syntax.Compared(left, relation, right):
            words = isinstance(right, syntax.Constant) and isinstance(right.value, str)
            named = {"==": "is", "!=": "is not"}.get(relation, relation) if words else relation
            return f"{written(left)} {named} {written(right)}"
        case syntax.Membership(left, among):
            return f"{written(left)} in ({', '.join(map(written, among))})"
        case syntax.Has(name) | syntax.Visited(name) | syntax.Read(name):
            return f"{type(test).__name__.lower()}({name})"
        case syntax.Not(syntax.Every() | syntax.Some() as part):
            return f"not ({written(part)})"
        case syntax.Not(part):
            return f"not {written(part)}"
        case syntax.Every(parts):
            return " and ".join(
                f"({written(part)})" if isinstance(part, syntax.Some) else written(part) for part in parts
            )
        case syntax.Some(parts):
            return " or ".join(map(written, parts))
