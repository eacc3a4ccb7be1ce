"""`immutable`: how classes are made whose objects never change and are compared by what they hold.

`dataclass` by itself would compile six functions for each of them, and take up their objects from another
process the slow way. With all the classes that stand between the command and the first scene, that is more
than a tenth of the whole start. They share theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from types import MemberDescriptorType
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(cls: type[Made]) -> type[Made]:
    """A dataclass with slots, each of which is filled as the object is made.

    What the class itself says of comparing and showing stays as it says.
    """
    return with_shared_methods(dataclass(slots=True, init=False, eq=False, repr=False)(cls))


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def remembering(cls: type[Made]) -> type[Made]:
    """The same for a class that keeps what it works out, by `cached_property`: slots leave no room for it."""
    return with_shared_methods(dataclass(init=False, eq=False, repr=False)(cls))


def refuse(self: Any, name: str, *_: object) -> None:
    """Leave a field as it is. Raises `FrozenInstanceError`."""
    raise FrozenInstanceError(f"cannot change the field {name!r}")


def with_shared_methods(made: type[Made]) -> type[Made]:
    """Let a class of such fields be made, compared, shown and handed over as its fields say of themselves."""
    every = fields(made)  # type: ignore[arg-type]  # any class may come; a dataclass is what does
    names = tuple(each.name for each in every)
    fill = {name: filler(made, name) for name in names}
    in_turn = tuple(fill.values())
    shown = tuple(each.name for each in every if each.repr)
    compared = reader(each.name for each in every if each.compare)
    hashed = reader(each.name for each in every if (each.compare if each.hash is None else each.hash))

    def equal(self: Any, other: object) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def digest(self: Any) -> int:
        return hash(hashed(self))

    def show(self: Any) -> str:
        held = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({held})"

    def take_up(self: Any, state: list[Any]) -> None:
        for put, held in zip(in_turn, state, strict=True):
            put(self, held)

    def give_up(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    made.__init__ = beginner(made, fill)  # type: ignore[method-assign]
    made.__setattr__ = made.__delattr__ = refuse  # type: ignore[method-assign]
    made.__getstate__, made.__setstate__ = give_up, take_up  # type: ignore[attr-defined, method-assign]
    for name, method in (("__eq__", equal), ("__hash__", digest), ("__repr__", show)):
        if name not in made.__dict__:
            setattr(made, name, method)
    return made


def beginner(made: type, fill: dict[str, Callable[[Any, Any], None]]) -> Callable[..., None]:
    """The `__init__` of a class: its fields in their order or by name, the others from their defaults."""
    every = fields(made)
    in_order = tuple(each.name for each in every if not each.kw_only)
    defaults = {each.name: each.default for each in every if each.default is not MISSING}
    factories = [(each.name, each.default_factory) for each in every if each.default_factory is not MISSING]
    names = frozenset(fill)
    filled = tuple(fill.items())
    afterwards = getattr(made, "__post_init__", None)

    def begin(self: Any, *in_turn: Any, **by_name: Any) -> None:
        given = {**dict(zip(in_order, in_turn, strict=False)), **by_name} if in_turn else by_name
        if len(given) < len(in_turn) + len(by_name):
            raise TypeError(f"{made.__name__} has too many fields, or one of them twice")
        held = {**defaults, **given}
        for name, make in factories:
            if name not in held:
                held[name] = make()
        if held.keys() != names:
            if unknown := held.keys() - names:
                raise TypeError(f"{made.__name__} has no field {min(unknown)!r}")
            raise TypeError(f"{made.__name__} needs the field {min(names - held.keys())!r}")
        for name, put in filled:
            put(self, held[name])
        if afterwards is not None:
            afterwards(self)

    return begin


def filler(made: type, name: str) -> Callable[[Any, Any], None]:
    """What puts a value into a field of an object that refuses every other way."""
    slot = getattr(made, name, None)
    if isinstance(slot, MemberDescriptorType):
        put: Callable[[Any, Any], None] = slot.__set__
        return put
    return lambda self, held: object.__setattr__(self, name, held)


def reader(names: Iterable[str]) -> Callable[[Any], Any]:
    """What gives the values of these fields of an object, at once."""
    wanted = tuple(names)
    return attrgetter(*wanted) if wanted else lambda _: ()
