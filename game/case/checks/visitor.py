"""Walking over a case: every value of the model in it, and what each refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args, get_origin

from game.case.decode.annotations import bare, listed, markers, node_class
from game.case.node import Linked, Multiline, Node, Refers
from game.immutable import immutable

References = tuple[tuple[str, str, str], ...]
"""Field, key and kind of each field that holds ids of something else."""


@immutable
class Parts:
    """What there is in one class of the model; made once from its annotations."""

    ids: References
    """Fields that hold one id."""
    lists: References
    mappings: References
    """Fields whose keys are ids of something else."""
    prose: tuple[tuple[str, str], ...]
    """Field and key of each text that may hold links."""
    labels: tuple[tuple[str, str], ...]
    """Field and key of each text that is shown as typed."""
    children: tuple[tuple[str, bool], ...]
    """Field, and whether it is a mapping, of each that holds further values of the model."""


PARTS: dict[type[Node], Parts] = {}


def parts_of(cls: type[Node]) -> Parts:
    """The parts of a class of the model."""
    found = PARTS.get(cls)
    if found is None:
        found = PARTS[cls] = find_parts(cls)
    return found


def find_parts(cls: type[Node]) -> Parts:
    ids: list[tuple[str, str, str]] = []
    lists: list[tuple[str, str, str]] = []
    mappings: list[tuple[str, str, str]] = []
    prose: list[tuple[str, str]] = []
    labels: list[tuple[str, str]] = []
    children: list[tuple[str, bool]] = []
    for name, key, hint in listed(cls):
        origin = get_origin(bare(hint))
        if node_class(hint) is not None:
            children.append((name, origin is Mapping))
            if origin is Mapping:
                named = markers(get_args(bare(hint))[0])
                mappings += [(name, key, marker.kind) for marker in named if isinstance(marker, Refers)]
            continue
        if bare(hint) is str and not markers(hint):
            labels.append((name, key))
        for marker in markers(hint):
            if isinstance(marker, Refers):
                place = lists if origin is tuple else mappings if origin is Mapping else ids
                place.append((name, key, marker.kind))
            elif isinstance(marker, Multiline | Linked):
                prose.append((name, key))
    return Parts(tuple(ids), tuple(lists), tuple(mappings), tuple(prose), tuple(labels), tuple(children))


def every(node: Node) -> Iterator[tuple[Node, Parts]]:
    """A value of the model and every one inside it, each with its parts."""
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        cls = type(here)
        parts = PARTS.get(cls) or parts_of(cls)
        yield here, parts
        for name, mapping in parts.children:
            inner = getattr(here, name)
            if inner:
                if mapping:
                    waiting.extend(inner.values())
                elif type(inner) is tuple:
                    waiting.extend(inner)
                else:
                    waiting.append(inner)
