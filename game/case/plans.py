"""How each class of the model is read: one plan per class, made once from its annotations.

Readers are made as closures, so that nothing looks at types while thousands of values are read.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, Literal, get_args, get_origin

from yaml.events import ScalarEvent

from game.case.annotations import bare, listed, markers, node_class
from game.case.model import (
    Block,
    Case,
    Cause,
    Chapter,
    Claim,
    Document,
    Ending,
    Multiline,
    Named,
    NamedPath,
    Node,
    Origin,
    Person,
    Question,
    Scene,
    Source,
    Term,
    Value,
    Variable,
    View,
)
from game.case.problems import nearest, shown
from game.case.scalars import (
    ANYTHING,
    ASIDE,
    BAD,
    EMPTY,
    NULLS,
    FileContext,
    Marks,
    Read,
    read_decimal,
    read_flag,
    read_line,
    read_prose,
    read_value,
    read_whole,
    shape,
    told,
    words_reader,
    wrong_shape,
)
from game.case.yaml_events import MappingNode, SequenceNode, place_of


@dataclass(slots=True)
class Plan:
    """How one class is read."""

    cls: type[Any]
    what: str
    """What an author calls it, such as "a scene"."""
    readers: dict[str, tuple[str, Read]]
    """By key: the field's name, and how its value is read."""
    required: frozenset[str]
    plain: str
    """The field that a plain value in place of the mapping stands for, or nothing."""
    blank: dict[str, Any] = field(default_factory=dict)
    """What stands in a required field that is missing, so that reading can go on."""


WORDS = {
    "Node": "an entry",
    "NamedPath": "a path",
    "Effects": "an `enter`",
    "Block": "a paragraph",
    "Route": "a `goto` entry",
    "Ending": "an ending",
    "View": "a view",
    "Question": "a question to discuss",
    "Case": "a case",
}


PLAYABLE_WITHOUT: frozenset[type[Node]] = frozenset(
    {Block, Cause, Chapter, Claim, Document, Ending, NamedPath, Person, Question, Source, Term, View}
)
"""What a case can be played without: an entry that is missing here is worth a warning."""

ASIDE_WITHOUT: Mapping[type[Node], frozenset[str]] = {
    Claim: frozenset({"says", "verdict"}),
    Question: frozenset({"ask"}),
    View: frozenset({"argues"}),
}
"""What would say something untrue, or nothing at all, without these entries; it is left aside."""

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
    return Plan(cls, what_of(cls), readers, frozenset(blank), plain, blank)


def what_of(cls: type[Node]) -> str:
    name = cls.__name__
    return WORDS.get(name) or f"{'an' if name[0] in 'AEIO' else 'a'} {name.lower()}"


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
            return named_list_reader(inner) if issubclass(inner, Named) else list_reader(inner)
        return scalars_reader(reader_for(get_args(hint)[0]))
    if origin in (Mapping, dict):
        inner = bare(get_args(hint)[1])
        if isinstance(inner, type) and issubclass(inner, Named):
            return named_reader(inner)
        return mapping_reader(reader_for(get_args(hint)[1]))
    if isinstance(hint, type) and issubclass(hint, Node):
        return node_reader(hint)
    raise TypeError(f"the model has a field of a type that the reader does not know: {hint!r}")


# --- lists and mappings ---------------------------------------------------------------------------


def scalars_reader(read_one: Read) -> Read:
    """A list of plain values; one value alone is a list of one."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        if type(node) is ScalarEvent:
            value = read_one(node, file, key, marks)
            return value if value is BAD or value is EMPTY else (value,)
        if type(node) is not SequenceNode:
            return wrong_shape(
                node, file, key, "a list", "write it like [one, two], or one below the other after dashes"
            )
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
    file.tell("empty-entry", item, f"an item of `{key}` is empty", "write it, or take the dash out")


def list_reader(cls: type[Node]) -> Read:
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
        return wrong_shape(node, file, key, "a list", "begin each entry with a dash")

    return read


def named_list_reader(cls: type[Named]) -> Read:
    """A list of mappings that say their own `id`."""
    kind = cls.__name__.lower()

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        plan = plan_of(cls)
        if type(node) is ScalarEvent and node.value in NULLS and not node.style:
            return EMPTY
        if type(node) is not SequenceNode:
            file.lost.add(ANYTHING)
            return wrong_shape(
                node, file, key, "a list", "begin each entry with a dash, and give each an `id`"
            )
        found: dict[str, Any] = {}
        for item in node.items:
            ident = ""
            if type(item) is MappingNode:
                named = item.values.get("id")
                if type(named) is ScalarEvent and named.value:
                    ident = named.value
                    file.check_id(ident, kind, named)
                    if ident in found:
                        first = found[ident].origin.of("id")
                        message = (
                            f"the {kind} {shown(ident)} is there twice; the first is on line {first.line}"
                        )
                        file.tell("repeated-id", named, message)
                        continue
                elif not item.broken:
                    message = f"{plan.what} in this list has no `id`, so it is left aside"
                    file.tell("left-out", item, message, "give it one, such as `id: first`")
                    continue
            value = build(plan, item, file, key, ident, own_id=True)
            if value is not BAD and value is not EMPTY and value is not ASIDE:
                found[value.id] = value
        return tuple(found.values())

    return read


def named_reader(cls: type[Named]) -> Read:
    """A mapping of ids to mappings."""
    kind = "path" if cls.__name__ == "NamedPath" else cls.__name__.lower()

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        plan = plan_of(cls)
        if type(node) is not MappingNode:
            if type(node) is ScalarEvent and node.value in NULLS and not node.style:
                return EMPTY
            file.lost.add(ANYTHING)
            return wrong_shape(
                node, file, key, "a mapping", f"write the id of each {kind}, a colon, and what it is below"
            )
        keys = node.keys
        found: dict[str, Any] = {}
        for ident, inner in node.values.items():
            at = keys[ident]
            if misplaced(plan, ident, inner):
                last = next(reversed(found), "")
                message = f"`{ident}` stands here as if it were the id of a {kind}"
                remedy = f"indent it deeper, so that it belongs to the {kind} above" if last else ""
                file.tell("wrong-shape", at, message, remedy)
                file.lost.update((last, ident))
                continue
            file.check_id(ident, kind, at)
            value = build(plan, inner, file, key, ident, at)
            left_out = value is EMPTY and cls in PLAYABLE_WITHOUT
            if value is EMPTY:
                code = "left-out" if left_out else "missing-entry"
                file.tell(code, at, f"the {kind} {shown(ident)} is empty", "write what it is")
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
            return wrong_shape(node, file, key, "a mapping", "write it like {name: value}")
        values = {}
        for name, inner in node.values.items():
            value = read_one(inner, file, name, marks)
            if value is EMPTY:
                file.tell(
                    "empty-entry",
                    inner,
                    f"{shown(name)} in `{key}` has no value",
                    "write one, or take it out",
                )
                continue
            at = node.keys[name].start_mark
            marks[key, name] = (at.line + 1, at.column + 1)
            if value is not BAD:
                values[name] = value
        return types.MappingProxyType(values)

    return read


def node_reader(cls: type[Node]) -> Read:
    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        return build(plan_of(cls), node, file, key)

    return read


# --- mappings that are values ---------------------------------------------------------------------


def build(
    plan: Plan,
    node: Any,
    file: FileContext,
    key: str,
    ident: str = "",
    at: Any = None,
    *,
    own_id: bool = False,
) -> Any:
    """One value of the model out of a mapping, or out of a plain value that stands for it.

    `ident` is its id and `at` the key it stands under, where it has one; `own_id` says that the id is an
    entry of the mapping itself.
    """
    cls = plan.cls
    if type(node) is not MappingNode:
        return build_plain(plan, node, file, key, ident, at)
    readers, required = plan.readers, plan.required
    values: dict[str, Any] = {}
    marks: Marks = {}
    for name, inner in node.values.items():
        known = readers.get(name)
        if known is None:
            if not (own_id and name == "id"):
                near = unknown_key(plan, name, node, file)
                if near:
                    # What was meant counts as written, so that nobody is told that it is missing.
                    marks[near] = place_of(inner)
                    file.lost.add(ANYTHING if cls is Case else ident)
                continue
            value = ident
            known = ("id", read_line)
        else:
            value = known[1](inner, file, name, marks)
        if value is EMPTY or (not value and known[0] in required):
            if known[0] not in required:
                file.tell("empty-entry", node.keys[name], f"`{name}` is empty here")
            continue
        if type(inner) is ScalarEvent:
            mark: Any = inner.start_mark
            marks[name] = (mark.line + 1, mark.column + 1)
        elif inner is None:
            marks[name] = place_of(node.keys[name])
        else:
            marks[name] = (inner.line, inner.column)
        if value is BAD:
            file.lost.add(ident)
        else:
            values[known[0]] = value
    if node.broken:
        file.lost.add(ident)
    if not required <= values.keys():
        left_out = missing(plan, values, marks, node, file, ident, at)
        if left_out & ASIDE_WITHOUT.get(cls, frozenset()):
            return ASIDE
    if cls is Variable and "start" not in values:
        first = values.get("one_of") or (values.get("from_", False),)
        values["start"] = first[0]
    if cls is Scene and file.chapter and "chapter" not in marks and file.chapter_mark:
        values["chapter"] = file.chapter
        marks["chapter"] = file.chapter_mark
    if at is not None:
        mark = at.start_mark
        return cls(id=ident, origin=Origin(file.name, mark.line + 1, mark.column + 1, marks), **values)
    if own_id:
        values["id"] = ident
    return cls(origin=Origin(file.name, node.line, node.column, marks), **values)


def build_plain(plan: Plan, node: Any, file: FileContext, key: str, ident: str, at: Any) -> Any:
    """A value of the model out of a plain value that stands for it."""
    if type(node) is ScalarEvent:
        if node.value in NULLS and not node.style:
            return EMPTY
        if plan.plain:
            marks: Marks = {}
            value = plan.readers[plan.plain][1](node, file, plan.plain, marks)
            if value is BAD or value is EMPTY:
                return value
            values = {plan.plain: value}
            line, column = place_of(node)
            marks[plan.plain] = (line, column)
            if at is not None:
                line, column = place_of(at)
                values["id"] = ident
            return plan.cls(origin=Origin(file.name, line, column, marks), **values)
    due = f"{plan.what}: a mapping of {', '.join(list(plan.readers)[:3])} …"
    where = f"the entry {shown(ident)}" if ident else f"an entry of `{key}`"
    if not told(node):
        file.tell("wrong-shape", node, f"{where} should be {due}; this is {shape(node)}")
    return BAD


def missing(
    plan: Plan,
    values: dict[str, Any],
    marks: Marks,
    node: MappingNode,
    file: FileContext,
    ident: str,
    at: Any,
) -> set[str]:
    """Tell of required entries that are not there, and fill them so that reading can go on.

    Gives those that were left out by the author, not those that could not be read.
    """
    left_out = set()
    aside = ASIDE_WITHOUT.get(plan.cls, frozenset())
    for name in plan.readers:
        if name in plan.required and name not in values:
            values[name] = filled(plan, name, ident)
            if name not in marks and not node.broken:
                left_out.add(name)
                what = f"{plan.what.split(' ', 1)[1]} {shown(ident)}" if ident else plan.what
                key = name.removesuffix("_")
                place = node.keys.get(key) or (at if at is not None else node)
                message = f"{what} has no `{key}`{', so it is left aside' if name in aside else ''}"
                code = "left-out" if plan.cls in PLAYABLE_WITHOUT else "missing-entry"
                file.tell(code, place, message, f"write `{key}: …` in it")
    return left_out


def filled(plan: Plan, name: str, ident: str) -> Any:
    """What stands for a required entry that is not there; names are made from the id."""
    if plan.cls not in PLAYABLE_WITHOUT or name not in ("title", "name", "who"):
        return plan.blank[name]
    words = ident.replace("_", " ")
    return words[:1].upper() + words[1:] if words else "The end" if name == "title" else "Not named"


def unknown_key(plan: Plan, name: str, node: MappingNode, file: FileContext) -> str | None:
    """Tell of a key that does not exist; gives the key that was probably meant."""
    at = node.keys[name]
    message = f"{plan.what} has no entry {shown(name)}"
    if name == "id" and issubclass(plan.cls, Named):
        file.tell("unknown-key", at, message, "its id is the key that it stands under; take this line out")
        return None
    if file.problems.full:
        file.tell("unknown-key", at, message)
        return None
    value = node.values[name]
    if type(value) is ScalarEvent and not value.value and (" " in name or name[-1:] in ")]"):
        remedy = "a comma inside { } begins a new entry: put text that has a comma in quotation marks"
        file.tell("unknown-key", at, message, remedy)
        return None
    near = nearest(name, plan.readers)
    if near and near not in node.values:
        file.tell("unknown-key", at, message, f'did you mean "{near}"?')
        return near
    owners = [each.what for each in all_plans() if name in each.readers and each.cls is not plan.cls]
    if owners:
        file.tell(
            "unknown-key",
            at,
            message,
            f"`{name}` belongs in {' or '.join(owners[:3])}; is the indentation right?",
        )
    else:
        file.tell("unknown-key", at, message, f"it can have {', '.join(plan.readers)}")
    return None


@cache
def all_plans() -> tuple[Plan, ...]:
    """The plans of every class that a case is made of."""
    found: dict[type[Node], Plan] = {}
    waiting: list[type[Node]] = [Case]
    while waiting:
        cls = waiting.pop()
        if cls not in found:
            found[cls] = plan_of(cls)
            waiting.extend(inner for _, _, hint in listed(cls) if (inner := node_class(hint)) is not None)
    return tuple(found.values())
