"""How each class of the model is read: one plan per class, made once from its annotations.

Each function here makes a reader, a closure, so that nothing looks at types while thousands of values are
read.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, Literal, get_args, get_origin

from yaml.events import ScalarEvent

from game.case.decode.annotations import bare, listed, markers
from game.case.decode.builder import ReadingPlan, build, filled, kind_of
from game.case.decode.scalars import (
    ANYTHING,
    ASIDE,
    BAD,
    EMPTY,
    FileContext,
    Marks,
    Read,
    is_empty,
    read_decimal,
    read_flag,
    read_line,
    read_prose,
    read_value,
    read_whole,
    words_reader,
    wrong_shape,
)
from game.case.model import Value
from game.case.node import Multiline, Named, Node, Origin
from game.case.yaml_tree import MappingNode, SequenceNode, place_of

PLANS: dict[type[Node], ReadingPlan] = {}


def plan_of(cls: type[Node]) -> ReadingPlan:
    """The plan for a class of the model."""
    plan = PLANS.get(cls)
    if plan is None:
        plan = PLANS[cls] = make_plan(cls)
    return plan


def make_plan(cls: type[Node]) -> ReadingPlan:
    details = {each.name: each for each in fields(cls)}
    parts = listed(cls)
    blank = {
        name: blank_for(hint)
        for name, _, hint in parts
        if details[name].default is MISSING and details[name].default_factory is MISSING
    }
    return ReadingPlan(
        cls,
        kind_of(cls),
        readers={key: (name, reader_for(hint)) for name, key, hint in parts},
        required=frozenset(blank),
        plain=next((name for name, _, _ in parts if details[name].metadata.get("plain")), ""),
        needed=frozenset(name for name, _, _ in parts if details[name].metadata.get("needed")),
        blank=blank,
    )


def blank_for(hint: Any) -> Any:
    hint = bare(hint)
    if hint is str:
        return ""
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    return () if get_origin(hint) is tuple else None


def reader_for(hint: Any) -> Read:
    """The reader for a type of the model."""
    marked = markers(hint)
    hint = bare(hint)
    if hint == Value:
        return read_value
    simple = {str: read_line, bool: read_flag, int: read_whole, float: read_decimal}.get(hint)
    if hint is str and any(isinstance(marker, Multiline) for marker in marked):
        return read_prose
    if simple is not None:
        return simple
    origin = get_origin(hint)
    if origin is Literal:
        return words_reader(get_args(hint))
    if origin in (tuple, Mapping, dict):
        held = get_args(hint)[0 if origin is tuple else 1]
        inner = bare(held)
        of_nodes = isinstance(inner, type) and issubclass(inner, Node)
        if origin is tuple:
            return list_reader(inner) if of_nodes else scalars_reader(reader_for(held))
        named = of_nodes and issubclass(inner, Named)
        return named_reader(inner) if named else mapping_reader(reader_for(held))
    if isinstance(hint, type) and issubclass(hint, Node):
        return lambda node, file, key, marks: build(plan_of(hint), node, file, key)
    raise TypeError(f"the model has a field of a type that the reader does not know: {hint!r}")


def scalars_reader(read_one: Read) -> Read:
    """A list of plain values; one value alone is a list of one."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        if type(node) is ScalarEvent:
            value = read_one(node, file, key, marks)
            return value if value is BAD or value is EMPTY else (value,)
        if type(node) is not SequenceNode:
            return wrong_shape(node, file, key, "a list", "list")
        values: list[Any] = []
        for item in node.items:
            value = read_one(item, file, key, marks)
            if value is EMPTY:
                file.tell("empty-entry.item", item, key=key)
            elif value is not BAD:
                marks[key, len(values)] = place_of(item)
                values.append(value)
        return tuple(values)

    return read


def list_reader(cls: type[Node]) -> Read:
    """A list of mappings; a plain value stands for a mapping where the class has a plain field.

    Where the class has ids, each mapping says its own.
    """
    kind, named = kind_of(cls), issubclass(cls, Named)

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        plan = plan_of(cls)
        if is_empty(node):
            return EMPTY
        if type(node) is ScalarEvent and plan.plain:
            value = build(plan, node, file, key)
            return value if value is BAD else (value,)
        if type(node) is not SequenceNode:
            if named:
                file.lost.add(ANYTHING)
            return wrong_shape(node, file, key, "a list", "entries-with-ids" if named else "entries")
        found: list[Any] = []
        lines: dict[str, int] = {}
        for item in node.items:
            ident = ""
            if named and type(item) is MappingNode:
                at = item.values.get("id")
                if type(at) is ScalarEvent and at.value:
                    ident = at.value
                    file.check_id(ident, kind, at)
                    if ident in lines:
                        file.tell("repeated-id.here", at, owner=(kind, ident), line=lines[ident])
                        continue
                    lines[ident] = place_of(at)[0]
                elif not item.broken:
                    file.tell("left-out.id", item, owner=(kind, ""))
                    continue
            value = build(plan, item, file, key, ident, own_id=named)
            if value is EMPTY:
                file.tell("empty-entry.item", item, key=key)
            elif value is not BAD and value is not ASIDE:
                found.append(value)
        return tuple(found)

    return read


def named_reader(cls: type[Named]) -> Read:
    """A mapping of ids to mappings."""
    kind = kind_of(cls)

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        plan = plan_of(cls)
        if is_empty(node):
            return EMPTY
        if type(node) is not MappingNode:
            file.lost.add(ANYTHING)
            return wrong_shape(node, file, key, "a mapping", "by-id", kind=kind)
        found: dict[str, Any] = {}
        for ident, inner in node.values.items():
            at = node.keys[ident]
            if is_entry(plan, ident, inner):
                last = next(reversed(found), "")
                if last:
                    file.tell("wrong-shape.id-below", at, name=ident, owner=(kind, ""), kind=kind)
                else:
                    file.tell("wrong-shape.id", at, name=ident, owner=(kind, ""))
                file.lost.update((last, ident))
                continue
            file.check_id(ident, kind, at)
            value = build(plan, inner, file, key, ident, at)
            if value is EMPTY:
                code = "left-out.empty" if plan.is_spare else "missing-entry.empty"
                file.tell(code, at, owner=(kind, ident))
                if plan.is_spare and plan.needed:
                    continue
            if value is BAD or value is EMPTY:
                if value is BAD or not plan.is_spare:
                    file.lost.add(ident)
                blank = {name: filled(plan, name, ident) for name in plan.required}
                value = cls(id=ident, origin=Origin(file.name, *place_of(at)), **blank)
            if value is not ASIDE:
                found[ident] = value
        return types.MappingProxyType(found)

    return read


def is_entry(plan: ReadingPlan, name: str, node: Any) -> bool:
    """Whether an entry of the kind itself stands where an id is due: indented too little."""
    if name not in plan.readers:
        return False
    return type(node) is not MappingNode or not plan.readers.keys() & node.values.keys()


def mapping_reader(read_one: Read) -> Read:
    """A mapping of names to plain values."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        if is_empty(node):
            return EMPTY
        if type(node) is not MappingNode:
            return wrong_shape(node, file, key, "a mapping", "mapping")
        values = {}
        for name, inner in node.values.items():
            value = read_one(inner, file, name, marks)
            if value is EMPTY:
                file.tell("empty-entry.value", inner, name=name, key=key)
                continue
            marks[key, name] = place_of(node.keys[name])
            if value is not BAD and value is not ASIDE:
                values[name] = value
        return types.MappingProxyType(values)

    return read
