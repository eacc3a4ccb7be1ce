"""How lists and mappings are read: of plain values, and of values of the model.

Each function makes a reader, a closure, so that nothing looks at types while thousands of values are read.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

from yaml.events import ScalarEvent

from game.case.decode.builder import ASIDE_WITHOUT, PLAYABLE_WITHOUT, Plan, build, filled, kind_of
from game.case.decode.scalars import ANYTHING, ASIDE, BAD, EMPTY, NULLS, FileContext, Marks, Read, wrong_shape
from game.case.model import Named, Node, Origin
from game.case.yaml_tree import MappingNode, SequenceNode

PlanOf = Callable[[type[Node]], Plan]
"""Gives the plan of a class; asked while reading, since classes hold one another."""


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
            if value is BAD:
                continue
            if value is EMPTY:
                tell_empty_item(item, file, key)
                continue
            mark = item.start_mark
            marks[key, len(values)] = (mark.line + 1, mark.column + 1)
            values.append(value)
        return tuple(values)

    return read


def tell_empty_item(item: Any, file: FileContext, key: str) -> None:
    file.tell("empty-entry.item", item, key=key)


def list_reader(cls: type[Node], plan_of: PlanOf) -> Read:
    """A list of mappings; a plain value stands for a mapping where the class has a plain field."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        plan = plan_of(cls)
        if type(node) is SequenceNode:
            built = []
            for item in node.items:
                value = build(plan, item, file, key)
                if value is EMPTY:
                    tell_empty_item(item, file, key)
                elif value is not BAD and value is not ASIDE:
                    built.append(value)
            return tuple(built)
        if type(node) is ScalarEvent and (plan.plain or node.value in NULLS):
            value = build(plan, node, file, key)
            return value if value is BAD or value is EMPTY else (value,)
        return wrong_shape(node, file, key, "a list", "entries")

    return read


def named_list_reader(cls: type[Named], plan_of: PlanOf) -> Read:
    """A list of mappings that say their own `id`."""
    kind = kind_of(cls)

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        plan = plan_of(cls)
        if type(node) is ScalarEvent and node.value in NULLS and not node.style:
            return EMPTY
        if type(node) is not SequenceNode:
            file.lost.add(ANYTHING)
            return wrong_shape(node, file, key, "a list", "entries-with-ids")
        found: dict[str, Any] = {}
        for item in node.items:
            ident = ""
            if type(item) is MappingNode:
                named = item.values.get("id")
                if type(named) is ScalarEvent and named.value:
                    ident = named.value
                    file.check_id(ident, kind, named)
                    if ident in found:
                        line = found[ident].origin.of("id").line
                        file.tell("repeated-id.here", named, owner=(kind, ident), line=line)
                        continue
                elif not item.broken:
                    file.tell("left-out.id", item, owner=(kind, ""))
                    continue
            value = build(plan, item, file, key, ident, own_id=True)
            if value is not BAD and value is not EMPTY and value is not ASIDE:
                found[value.id] = value
        return tuple(found.values())

    return read


def named_reader(cls: type[Named], plan_of: PlanOf) -> Read:
    """A mapping of ids to mappings."""
    kind = kind_of(cls)

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        plan = plan_of(cls)
        if type(node) is not MappingNode:
            if type(node) is ScalarEvent and node.value in NULLS and not node.style:
                return EMPTY
            file.lost.add(ANYTHING)
            return wrong_shape(node, file, key, "a mapping", "by-id", kind=kind)
        keys = node.keys
        found: dict[str, Any] = {}
        for ident, inner in node.values.items():
            at = keys[ident]
            if misplaced(plan, ident, inner):
                last = next(reversed(found), "")
                if last:
                    file.tell("wrong-shape.id-below", at, name=ident, owner=(kind, ""), kind=kind)
                else:
                    file.tell("wrong-shape.id", at, name=ident, owner=(kind, ""))
                file.lost.update((last, ident))
                continue
            file.check_id(ident, kind, at)
            value = build(plan, inner, file, key, ident, at)
            left_out = value is EMPTY and cls in PLAYABLE_WITHOUT
            if value is EMPTY:
                code = "left-out.empty" if left_out else "missing-entry.empty"
                file.tell(code, at, owner=(kind, ident))
            if left_out and cls in ASIDE_WITHOUT:
                continue
            if value is BAD or value is EMPTY:
                mark = at.start_mark
                if not left_out:
                    file.lost.add(ident)
                origin = Origin(file.name, mark.line + 1, mark.column + 1)
                blank = {name: filled(plan, name, ident) for name in plan.required}
                value = cls(id=ident, origin=origin, **blank)
            if value is not ASIDE:
                found[ident] = value
        return types.MappingProxyType(found)

    return read


def misplaced(plan: Plan, ident: str, node: Any) -> bool:
    """Whether an entry of the kind itself stands where an id is due: indented too little."""
    if ident not in plan.readers:
        return False
    return type(node) is not MappingNode or not plan.readers.keys() & node.values.keys()


def mapping_reader(read_one: Read) -> Read:
    """A mapping of names to plain values."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        if type(node) is not MappingNode:
            if type(node) is ScalarEvent and node.value in NULLS and not node.style:
                return EMPTY
            return wrong_shape(node, file, key, "a mapping", "mapping")
        values = {}
        for name, inner in node.values.items():
            value = read_one(inner, file, name, marks)
            if value is EMPTY:
                file.tell("empty-entry.value", inner, name=name, key=key)
                continue
            at = node.keys[name].start_mark
            marks[key, name] = (at.line + 1, at.column + 1)
            if value is not BAD:
                values[name] = value
        return types.MappingProxyType(values)

    return read
