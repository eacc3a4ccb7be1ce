"""How each class of the model is read: one plan per class, made once from its annotations.

A *reader* takes a node of the YAML tree and gives the value of a field, or `BAD` where a problem has been
told. Readers are made here as closures, so that nothing looks at types while thousands of values are read.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from yaml.events import ScalarEvent

from game.case.ids import id_fault
from game.case.model import Case, Multiline, Named, Node, Origin, Place, Refers, Scene, Value
from game.case.problems import Problems, nearest, shown
from game.case.yaml_events import MappingNode, SequenceNode, place_of

BAD: Final = object()
"""What a reader gives where it has told of a problem."""
EMPTY: Final = object()
"""What a reader gives where nothing is written: the entry counts as left out."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,8})")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?")
FLAGS = {"true": True, "false": False}

LARGEST_NUMBER = 999_999_999


@dataclass(slots=True)
class FileContext:
    """The file that is being read: where problems go, and what holds for all of it."""

    name: str
    problems: Problems
    lost: set[str]
    """Names that something was written under which could not be read."""
    chapter: str = ""
    chapter_mark: tuple[int, int] | None = None

    def tell(self, code: str, node: Any, message: str, remedy: str = "") -> None:
        line, column = place_of(node)
        self.problems.add(code, Place(self.name, line, column), message, remedy)

    def check_id(self, ident: str, kind: str, node: Any) -> None:
        fault = id_fault(ident, kind)
        if fault:
            code, message, remedy = fault
            self.tell(code, node, message, remedy)


Marks = dict[Any, tuple[int, int]]
Read = Callable[[Any, FileContext, str, Marks], Any]
"""Takes a node, its file, the key it stands under and the marks of its owner; gives the value."""


@dataclass(slots=True)
class Plan:
    """How one class is read."""

    cls: type[Node]
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


@cache
def plan_of(cls: type[Node]) -> Plan:
    """The plan for a class of the model."""
    hints = get_type_hints(cls, include_extras=True)
    readers: dict[str, tuple[str, Read]] = {}
    required = set()
    blank: dict[str, Any] = {}
    plain = ""
    plan = Plan(cls, what_of(cls), readers, frozenset(), "", blank)
    for each in fields(cls):
        listed = "says" in each.metadata
        if not listed:
            continue
        readers[each.name.removesuffix("_")] = (each.name, reader_for(hints[each.name]))
        if each.metadata.get("plain"):
            plain = each.name
        if each.default is MISSING and each.default_factory is MISSING:
            required.add(each.name)
            blank[each.name] = blank_for(hints[each.name])
    plan.required = frozenset(required)
    plan.plain = plain
    return plan


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


def markers(hint: Any) -> tuple[Any, ...]:
    """The `Annotated` markers of a type, through `| None`."""
    if get_origin(hint) is Annotated:
        return tuple(get_args(hint)[1:])
    return tuple(marker for each in get_args(hint) for marker in markers(each)) if get_origin(hint) in (
        Union,
        types.UnionType,
    ) else ()


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
        if is_dataclass(inner) and isinstance(inner, type):
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


# --- scalars --------------------------------------------------------------------------------------


def shape(node: Any) -> str:
    return "a list" if isinstance(node, SequenceNode) else "a mapping" if isinstance(node, MappingNode) else "plain text"


def wrong_shape(node: Any, file: FileContext, key: str, due: str, remedy: str = "") -> Any:
    """Tell that a value has the wrong shape; nothing where its own problem is told already."""
    if node is not None:
        file.tell("wrong-shape", node, f"`{key}` should be {due}, and this is {shape(node)}", remedy)
    return BAD


def no_text(node: Any, file: FileContext, key: str, due: str = "text") -> Any:
    remedy = "write it as text; text that begins with [ or { needs quotation marks"
    return wrong_shape(node, file, key, due, remedy if due == "text" else "")


def read_prose(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
    """Text with its line breaks, without the empty lines at its end."""
    if type(node) is not ScalarEvent:
        return no_text(node, file, key)
    text = node.value
    if len(text) < 5 and text in NULLS and not node.style:
        return EMPTY
    return text.rstrip() if text[-1:] == "\n" else text


def read_line(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
    """Text on one line."""
    if type(node) is not ScalarEvent:
        return no_text(node, file, key)
    text = node.value
    if len(text) < 5 and text in NULLS and not node.style:
        return EMPTY
    return " ".join(text.split()) if "\n" in text else text


def read_flag(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
    if type(node) is not ScalarEvent:
        return no_text(node, file, key, "true or false")
    if not node.style:
        if node.value in FLAGS:
            return FLAGS[node.value]
        if node.value in NULLS:
            return EMPTY
    remedy = "write it without quotation marks" if node.value in FLAGS else "write true or false, in small letters"
    file.tell("bad-flag", node, f"`{key}` is true or false, and this is {shown(node.value)}", remedy)
    return BAD


def read_whole(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
    if type(node) is not ScalarEvent:
        return no_text(node, file, key, "a whole number")
    if not node.style:
        if WHOLE.fullmatch(node.value):
            return int(node.value)
        if node.value in NULLS:
            return EMPTY
    remedy = "write it without quotation marks" if WHOLE.fullmatch(node.value) else ""
    file.tell("bad-number", node, f"`{key}` is a whole number, and this is {shown(node.value)}", remedy)
    return BAD


def read_decimal(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
    if type(node) is not ScalarEvent:
        return no_text(node, file, key, "a number")
    if not node.style:
        if DECIMAL.fullmatch(node.value):
            return float(node.value)
        if node.value in NULLS:
            return EMPTY
    file.tell("bad-number", node, f"`{key}` is a number, and this is {shown(node.value)}", "write it like 5 or 0.5")
    return BAD


def read_value(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
    """What a variable can hold: true or false, a whole number, else a word."""
    if type(node) is not ScalarEvent:
        return no_text(node, file, key, "a number, a word, or true or false")
    text = node.value
    if not node.style:
        if text in FLAGS:
            return FLAGS[text]
        if text in NULLS:
            return EMPTY
        if WHOLE.fullmatch(text):
            return int(text)
    return " ".join(text.split())


def words_reader(words: tuple[str, ...]) -> Read:
    known = dict.fromkeys(words)

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        if type(node) is not ScalarEvent:
            return no_text(node, file, key, f"one of {', '.join(words)}")
        if node.value in known:
            return node.value
        if node.value in NULLS and not node.style:
            return EMPTY
        message = f"`{key}` is one of {', '.join(words)}, and this is {shown(node.value)}"
        file.tell("bad-word", node, message, file.problems.suggest(node.value, words))
        return BAD

    return read


# --- lists and mappings ---------------------------------------------------------------------------


def scalars_reader(read_one: Read) -> Read:
    """A list of plain values; one value alone is a list of one."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        if type(node) is ScalarEvent:
            value = read_one(node, file, key, marks)
            return value if value is BAD or value is EMPTY else (value,)
        if type(node) is not SequenceNode:
            return wrong_shape(node, file, key, "a list", "write it like [one, two], or one below the other after dashes")
        values = []
        for item in node.items:
            value = read_one(item, file, key, marks)
            if value is BAD:
                continue
            if value is EMPTY:
                file.tell("empty-entry", item, f"an item of `{key}` is empty", "write it, or take the dash out")
                continue
            mark = item.start_mark
            marks[key, len(values)] = (mark.line + 1, mark.column + 1)
            values.append(value)
        return tuple(values)

    return read


def list_reader(cls: type[Node]) -> Read:
    """A list of mappings; a plain value stands for a mapping where the class has a plain field."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        plan = plan_of(cls)
        if type(node) is SequenceNode:
            built = [build(plan, item, file, key) for item in node.items]
            return tuple(each for each in built if each is not BAD and each is not EMPTY)
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
            return wrong_shape(node, file, key, "a list", "begin each entry with a dash, and give each an `id`")
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
                        message = f"the {kind} {shown(ident)} is there twice; the first is on line {first.line}"
                        file.tell("repeated-id", named, message)
                        continue
                elif not item.broken:
                    file.tell("missing-entry", item, f"{plan.what} in this list has no `id`", "give it one, such as `id: first`")
            value = build(plan, item, file, key, ident or f"nameless {len(found)}", own_id=True)
            if value is not BAD and value is not EMPTY:
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
            return wrong_shape(node, file, key, "a mapping", f"write the id of each {kind}, a colon, and what it is below")
        keys = node.keys
        found = {}
        for ident, inner in node.values.items():
            at = keys[ident]
            file.check_id(ident, kind, at)
            value = build(plan, inner, file, key, ident, at)
            if value is BAD or value is EMPTY:
                if value is EMPTY:
                    file.tell("empty-entry", at, f"the {kind} {shown(ident)} is empty")
                mark = at.start_mark
                file.lost.add(ident)
                origin = Origin(file.name, mark.line + 1, mark.column + 1)
                value = cls(id=ident, origin=origin, **plan.blank)
            found[ident] = value
        return types.MappingProxyType(found)

    return read


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
                file.tell("empty-entry", inner, f"{shown(name)} in `{key}` has no value", "write one, or take it out")
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
    plan: Plan, node: Any, file: FileContext, key: str, ident: str = "", at: Any = None, *, own_id: bool = False
) -> Any:
    """One value of the model out of a mapping, or out of a plain value that stands for it.

    `ident` is its id and `at` the key it stands under, where it has one; `own_id` says that the id is an
    entry of the mapping itself.
    """
    cls = plan.cls
    if type(node) is not MappingNode:
        return build_plain(plan, node, file, key, ident, at)
    readers = plan.readers
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
                    file.lost.add(ident)
                continue
            value = ident
            known = ("id", read_line)
        else:
            value = known[1](inner, file, name, marks)
        if value is EMPTY:
            if known[0] not in plan.required:
                file.tell("empty-entry", node.keys[name], f"`{name}` is empty here")
            continue
        if type(inner) is ScalarEvent:
            mark = inner.start_mark
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
    if not plan.required <= values.keys():
        missing(plan, values, marks, node, file, ident if not own_id else "", at)
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
            mark = node.start_mark
            line, column = mark.line + 1, mark.column + 1
            if at is not None:
                marks[plan.plain] = (line, column)
                line, column = place_of(at)
                values["id"] = ident
            return plan.cls(origin=Origin(file.name, line, column, marks), **values)
    due = f"{plan.what}: a mapping of {', '.join(list(plan.readers)[:3])} …"
    where = f"the entry {shown(ident)}" if ident else f"an entry of `{key}`"
    if node is not None:
        file.tell("wrong-shape", node, f"{where} should be {due}; this is {shape(node)}")
    return BAD


def missing(
    plan: Plan, values: dict[str, Any], marks: Marks, node: MappingNode, file: FileContext, ident: str, at: Any
) -> None:
    """Tell of required entries that are not there, and fill them so that reading can go on."""
    for name in plan.readers:
        if name in plan.required and name not in values:
            values[name] = plan.blank[name]
            if name not in marks and not node.broken:
                what = f"{plan.what.split(' ', 1)[1]} {shown(ident)}" if ident else plan.what
                file.tell("missing-entry", at if at is not None else node, f"{what} has no `{name}`", f"write `{name}: …` in it")


def unknown_key(plan: Plan, name: str, node: MappingNode, file: FileContext) -> str | None:
    """Tell of a key that does not exist; gives the key that was probably meant."""
    at = node.keys[name]
    message = f"{plan.what} has no entry {shown(name)}"
    if name == "id" and issubclass(plan.cls, Named):
        file.tell("unknown-key", at, message, "its id is the key that it stands under; take this line out")
        return None
    near = nearest(name, plan.readers)
    if near and near not in node.values:
        file.tell("unknown-key", at, message, f'did you mean "{near}"?')
        return near
    owners = [each.what for each in all_plans() if name in each.readers and each.cls is not plan.cls]
    if owners:
        file.tell("unknown-key", at, message, f"`{name}` belongs in {' or '.join(owners[:3])}; is the indentation right?")
    else:
        file.tell("unknown-key", at, message, f"it can have {', '.join(plan.readers)}")
    return None


@cache
def all_plans() -> tuple[Plan, ...]:
    """The plans of every class that a case is made of."""
    found: dict[type[Node], Plan] = {}

    def visit(hint: Any) -> None:
        inner = bare(hint)
        if isinstance(inner, type) and issubclass(inner, Node):
            if inner not in found:
                found[inner] = plan_of(inner)
                hints = get_type_hints(inner, include_extras=True)
                for each in fields(inner):
                    if "says" in each.metadata:
                        visit(hints[each.name])
        else:
            for each in get_args(inner):
                visit(each)

    visit(Case)
    return tuple(found.values())
