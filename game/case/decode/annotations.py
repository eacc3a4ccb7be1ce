"""What the annotations of the model say: types without their markers, and the markers."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from game.case.node import Node

Listed = tuple[tuple[str, str, Any], ...]
LISTED: dict[type[Node], Listed] = {}


def listed(cls: type[Node]) -> Listed:
    """Name, key and type of each field of a class that an author may write, in order; `allow` comes last."""
    if cls not in LISTED:
        hints = get_type_hints(cls, include_extras=True)
        LISTED[cls] = tuple(
            (each.name, each.name.removesuffix("_"), hints[each.name])
            for each in sorted(fields(cls), key=lambda each: each.name == "allow")
            if "says" in each.metadata
        )
    return LISTED[cls]


def bare(hint: Any) -> Any:
    """A type without its markers and without `| None`."""
    while True:
        if get_origin(hint) is Annotated:
            hint = get_args(hint)[0]
        elif get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint):
            rest = [each for each in get_args(hint) if each is not type(None)]
            if len(rest) != 1:
                return hint
            hint = rest[0]
        else:
            return hint


def inside(hint: Any) -> Iterator[Any]:
    """A type and every type in it: of the items of a list, of the keys and values of a mapping."""
    yield hint
    for each in get_args(hint):
        yield from inside(each)


def markers(hint: Any) -> tuple[Any, ...]:
    """The markers of a type and of every type in it."""
    return tuple(
        marker for each in inside(hint) if get_origin(each) is Annotated for marker in get_args(each)[1:]
    )


def node_class(hint: Any) -> type[Node] | None:
    """The class of the model that a type holds, by itself or in a list or mapping."""
    for each in inside(hint):
        if isinstance(each, type) and issubclass(each, Node):
            return each
    return None
