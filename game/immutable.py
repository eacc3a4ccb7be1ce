"""`immutable`: how classes are made whose objects never change and are compared by what they hold.

`dataclass` by itself would compile five more functions for each of them, and take up their objects from
another process the slow way. With all the classes that stand between the command and the first scene, that
is a tenth of the whole start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(cls: type[Made]) -> type[Made]:
    """A dataclass with slots, each of which is filled once.

    What the class itself says of comparing and showing stays as it says. A class that keeps what it works
    out, by `cached_property`, needs the room that slots do not leave: it is a frozen dataclass.
    """
    made = dataclass(slots=True, eq=False, repr=False)(cls)
    made.__setattr__, made.__delattr__ = fill, refuse  # type: ignore[method-assign]
    return with_shared_methods(made)


def fill(self: Any, name: str, held: object) -> None:
    """Give a field its value, as the object is made; afterwards nothing can be given another."""
    if hasattr(self, name):
        refuse(self, name)
    object.__setattr__(self, name, held)


def refuse(self: Any, name: str, *_: object) -> None:
    """Leave a field as it is. Raises `FrozenInstanceError`."""
    raise FrozenInstanceError(f"cannot change the field {name!r}")


def with_shared_methods(made: type[Made]) -> type[Made]:
    """Let a class of such fields be compared, shown and handed over as its fields say of themselves."""
    every = fields(made)  # type: ignore[arg-type]  # any class may come; a dataclass is what does
    names = tuple(each.name for each in every)
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
        for name, held in zip(names, state, strict=True):
            object.__setattr__(self, name, held)

    def give_up(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    made.__getstate__, made.__setstate__ = give_up, take_up  # type: ignore[attr-defined, method-assign]
    for name, method in (("__eq__", equal), ("__hash__", digest), ("__repr__", show)):
        if name not in made.__dict__:
            setattr(made, name, method)
    return made


def reader(names: Iterable[str]) -> Callable[[Any], Any]:
    """What gives the values of these fields of an object, at once."""
    wanted = tuple(names)
    return attrgetter(*wanted) if wanted else lambda _: ()
