"""One value of the model out of one mapping of a file, by the plan of its class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from yaml.events import ScalarEvent

from game.case.decode.annotations import listed, node_class
from game.case.decode.scalars import (
    ANYTHING,
    ASIDE,
    BAD,
    EMPTY,
    FileContext,
    Marks,
    Read,
    is_empty,
    is_told,
    shape,
)
from game.case.misspelt import nearest
from game.case.model import Case, Scene, Variable
from game.case.node import Named, Node, Origin
from game.case.yaml_tree import MappingNode, SequenceNode, place_of


@dataclass(slots=True)
class ReadingPlan:
    """How one class is read."""

    cls: type[Any]
    what: str
    """What an author calls it, such as "scene"."""
    readers: dict[str, tuple[str, Read]]
    """By key: the field's name, and how its value is read."""
    required: frozenset[str] = frozenset()
    plain: str = ""
    """The field that a plain value in place of the mapping stands for, or nothing."""
    needed: frozenset[str] = frozenset()
    """Fields without one of which it is left aside."""
    blank: dict[str, Any] = field(default_factory=dict)
    """What stands in a required field that is missing, so that reading can go on."""

    @property
    def is_spare(self) -> bool:
        """Whether a case can be played without what is required here: then it is worth a warning."""
        return self.what not in PLAYED


WORDS = {
    "CaseHeader": "case",
    "Node": "entry",
    "NamedPath": "path",
    "NamedRoute": "route",
    "Echo": "`echo`",
    "Extract": "`extract`",
    "Effects": "`enter`",
    "Block": "paragraph",
    "GotoEntry": "`goto` entry",
    "Question": "question to discuss",
    "ThesisTest": "test",
}
PLAYED = ("case", "scene", "choice", "`goto` entry")
"""What nothing can be played without."""
COMMENTS = frozenset({"note", "notes", "comment", "comments", "todo", "remark"})
"""Under these an author may have meant to write to herself."""


def kind_of(cls: type[Node]) -> str:
    """What an author calls a class."""
    return WORDS.get(cls.__name__) or cls.__name__.lower()


def build(
    plan: ReadingPlan,
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
            if own_id and name == "id":
                marks[name] = place_of(inner)
            elif near := unknown_key(plan, name, node, file):
                # What was meant counts as written, so that nobody is told that it is missing.
                marks[near] = place_of(inner)
                file.lost.add(ANYTHING if cls is Case else ident)
            continue
        value = known[1](inner, file, name, marks)
        if value is EMPTY or (not value and known[0] in required):
            if known[0] not in required:
                file.tell("empty-entry", node.keys[name], key=name)
            continue
        marks[name] = place_of(node.keys[name] if inner is None else inner)
        if value is BAD:
            file.lost.add(ident)
        else:
            values[known[0]] = value
    if node.broken:
        file.lost.add(ident)
    if "id" in readers and "id" in values:
        file.check_id(values["id"], plan.what, node.values["id"])
    if not required <= values.keys():
        left_out = missing(plan, values, marks, node, file, ident, at)
        if not plan.needed.isdisjoint(left_out):
            return ASIDE
    if cls is Variable and "start" not in values:
        first = values.get("one_of") or (values.get("from_", False),)
        values["start"] = first[0]
    if cls is Scene and file.chapter and "chapter" not in marks and file.chapter_mark:
        values["chapter"] = file.chapter
        marks["chapter"] = file.chapter_mark
    if at is not None or own_id:
        values["id"] = ident
    line, column = place_of(node if at is None else at)
    return cls(origin=Origin(file.name, line, column, marks), **values)


def build_plain(plan: ReadingPlan, node: Any, file: FileContext, key: str, ident: str, at: Any) -> Any:
    """A value of the model out of a plain value that stands for it."""
    if is_empty(node):
        return EMPTY
    if plan.plain and type(node) is ScalarEvent:
        marks: Marks = {plan.plain: place_of(node)}
        value = plan.readers[plan.plain][1](node, file, plan.plain, marks)
        if value is BAD:
            return value
        values = {plan.plain: value} if at is None else {plan.plain: value, "id": ident}
        return plan.cls(origin=Origin(file.name, *place_of(node if at is None else at), marks), **values)
    if not is_told(node):
        owner, keys, this = (plan.what, ""), tuple(plan.readers)[:3], shape(node)
        if ident:
            file.tell("wrong-shape.entry", node, name=ident, owner=owner, keys=keys, shape=this)
        else:
            file.tell("wrong-shape.item", node, key=key, owner=owner, keys=keys, shape=this)
    return BAD


def missing(
    plan: ReadingPlan,
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
    for name in plan.readers:
        if name in plan.required and name not in values:
            values[name] = filled(plan, name, ident)
            if name not in marks and not node.broken:
                left_out.add(name)
                key = name.removesuffix("_")
                place = node.keys.get(key) or (at if at is not None else node)
                spare = "left-out.aside" if name in plan.needed else "left-out.entry"
                code = spare if plan.is_spare else "missing-entry.entry"
                file.tell(code, place, owner=(plan.what, ident), key=key)
    return left_out


def filled(plan: ReadingPlan, name: str, ident: str) -> Any:
    """What stands for a required entry that is not there; names are made from the id."""
    if not plan.is_spare or name not in ("title", "name", "who"):
        return plan.blank[name]
    words = ident.replace("_", " ")
    return words[:1].upper() + words[1:] if words else "The end" if name == "title" else "Not named"


def unknown_key(plan: ReadingPlan, name: str, node: MappingNode, file: FileContext) -> str | None:
    """Tell of a key that does not exist; gives the key that was probably meant.

    What stands under it is not read, so the names in it count as lost.
    """
    at, value = node.keys[name], node.values[name]
    if names := set(names_in(value)):
        file.lost.update(names, (name,))
    owner = (plan.what, "")
    if name == "id" and issubclass(plan.cls, Named):
        file.tell("unknown-key.id", at, owner=owner, name=name)
        return None
    if file.problems.full_of("unknown-key"):
        file.tell("unknown-key", at, owner=owner, name=name)
        return None
    if type(value) is ScalarEvent and not value.value and (" " in name or name[-1:] in ")]"):
        file.tell("unknown-key.comma", at, owner=owner, name=name)
        return None
    if plan.plain and " " in name:
        file.tell("unknown-key.colon", at, owner=owner, name=name)
        return plan.plain
    if name in COMMENTS:
        file.tell("unknown-key.comment", at, owner=owner, name=name)
        return None
    near = nearest(name, plan.readers)
    if near and near not in node.values:
        file.tell("unknown-key", at, owner=owner, name=name, near=near)
        return near
    owners = [kind_of(cls) for cls, keys in keys_of_all().items() if name in keys and cls is not plan.cls]
    if owners:
        file.tell("unknown-key.elsewhere", at, owner=owner, name=name, owners=tuple(owners[:3]))
    else:
        file.tell("unknown-key.none-such", at, owner=owner, name=name, keys=tuple(plan.readers))
    return None


def names_in(node: Any) -> Iterator[str]:
    """Every key in what could not be read, at any depth."""
    if type(node) is MappingNode:
        yield from node.values
        for inner in node.values.values():
            yield from names_in(inner)
    elif type(node) is SequenceNode:
        for inner in node.items:
            yield from names_in(inner)


@cache
def keys_of_all() -> Mapping[type[Node], frozenset[str]]:
    """Every class that a case is made of, with the keys that it can have."""
    found: dict[type[Node], frozenset[str]] = {}
    waiting: list[type[Node]] = [Case]
    while waiting:
        cls = waiting.pop()
        if cls not in found:
            parts = listed(cls)
            found[cls] = frozenset(key for _, key, _ in parts)
            waiting.extend(inner for _, _, hint in parts if (inner := node_class(hint)) is not None)
    return found
