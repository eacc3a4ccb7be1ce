"""How each class of the model is read: one plan per class, made once from its annotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, Literal, get_args, get_origin

from game.case.decode.annotations import bare, listed, markers
from game.case.decode.builder import Plan, build, kind_of
from game.case.decode.collections import (
    list_reader,
    mapping_reader,
    named_list_reader,
    named_reader,
    scalars_reader,
)
from game.case.decode.scalars import (
    FileContext,
    Marks,
    Read,
    read_decimal,
    read_flag,
    read_line,
    read_prose,
    read_value,
    read_whole,
    words_reader,
)
from game.case.model import Multiline, Named, Node, Value

PLANS: dict[type[Node], Plan] = {}


def plan_of(cls: type[Node]) -> Plan:
    """The plan for a class of the model."""
    plan = PLANS.get(cls)
    if plan is None:
        plan = PLANS[cls] = make_plan(cls)
    return plan


def make_plan(cls: type[Node]) -> Plan:
    readers: dict[str, tuple[str, Read]] = {}
    blank: dict[str, Any] = {}
    plain = ""
    details = {each.name: each for each in fields(cls)}
    for name, key, hint in listed(cls):
        readers[key] = (name, reader_for(hint))
        detail = details[name]
        if detail.metadata.get("plain"):
            plain = name
        if detail.default is MISSING and detail.default_factory is MISSING:
            blank[name] = blank_for(hint)
    return Plan(cls, kind_of(cls), readers, frozenset(blank), plain, blank)


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
    if origin is tuple:
        inner = bare(get_args(hint)[0])
        if isinstance(inner, type) and issubclass(inner, Node):
            if issubclass(inner, Named):
                return named_list_reader(inner, plan_of)
            return list_reader(inner, plan_of)
        return scalars_reader(reader_for(get_args(hint)[0]))
    if origin in (Mapping, dict):
        inner = bare(get_args(hint)[1])
        if isinstance(inner, type) and issubclass(inner, Named):
            return named_reader(inner, plan_of)
        return mapping_reader(reader_for(get_args(hint)[1]))
    if isinstance(hint, type) and issubclass(hint, Node):
        return node_reader(hint)
    raise TypeError(f"the model has a field of a type that the reader does not know: {hint!r}")


def node_reader(cls: type[Node]) -> Read:
    """A mapping that is one value of the model."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        return build(plan_of(cls), node, file, key)

    return read
