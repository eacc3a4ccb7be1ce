"""The case format as JSON Schema, so that editors complete, explain and check while an author types.

It is made from the annotations of `game.case.model`, as the reader is. One schema serves every file of a
case: `case.yaml` is known by the entries that only it has. It is draft 7, which is what the YAML language
server knows best.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any, Literal, get_args, get_origin

from game.case.conditions.parser import LONGEST as LONGEST_CONDITION
from game.case.decode.annotations import bare, listed, markers, node_class
from game.case.decode.builder import keys_of_all, kind_of
from game.case.diagnostics.kinds import kinds
from game.case.diagnostics.telling import thing
from game.case.ids import HOLDS, ID, LONGEST, NAMED_IN_CONDITIONS, RESERVED_NAMES
from game.case.model import RESERVED_CHOICES, Case, Choice, Promise, Scene, Value, Variable
from game.case.node import Code, Expression, Linked, Multiline, Named, Node, Refers
from game.case.reader import COLLECTIONS, FILE_CHAPTER

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""Text: YAML calls an unquoted 1934 a number, and the reader takes it as it is written."""

SIMPLE: Mapping[Any, Schema] = {
    str: TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Value: {"type": ["boolean", "integer", "string", "number"]},
}

ID_ALONE: Schema = {"type": "string", "pattern": f"^{ID.pattern}$"}

MEANT: Mapping[type[Any], str] = {
    Expression: "A condition, such as: trust >= 3 and not warned",
    Multiline: "Markdown. Links point into the case: [words](person:some_id); also term:, document:, source: "
    "and choice:.",
    Linked: "One line of Markdown, which may have links into the case: [words](person:some_id).",
}
"""What is said of a value besides what it is for, by its marker in the model."""


def schema() -> Schema:
    """The schema of any file of a case."""
    found: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a case for The Historian's Choices",
        "description": (Case.__doc__ or "").strip(),
        **mapping_of(Case),
        "type": ["object", "null"],  # a file may be empty
    }
    found["properties"]["chapter"] = {**TEXT, "description": FILE_CHAPTER}
    required = found.pop("required")
    own = [key for key in found["properties"] if key not in (*COLLECTIONS, "chapter")]
    found["if"] = {"anyOf": [{"required": [key]} for key in own]}
    found["then"] = {"required": required}
    found["definitions"] = {
        cls.__name__: definition(cls)
        for cls in sorted(keys_of_all(), key=lambda cls: cls.__name__)
        if cls is not Case
    }
    found["definitions"]["Allow"] = allow()
    return found


def allow() -> Schema:
    """What can be allowed: each kind of warning or hint by its code, with a reason."""
    reason = {**TEXT, "minLength": 1}
    return {
        "type": "object",
        "properties": {
            code: {**reason, "description": f"{kind.means}\n\nWrite why it is to stay as it is."}
            for code, kind in kinds().items()
            if kind.severity != "error"
        },
        "additionalProperties": False,
    }


def definition(cls: type[Node]) -> Schema:
    """A class of the model, as a mapping or as the plain value that stands for one."""
    says = " ".join((cls.__doc__ or "").split())
    mapping = {"description": says, **mapping_of(cls), **rules(cls)}
    plain = next((name for name, each in described(cls).items() if each.metadata.get("plain")), None)
    if plain is None:
        return mapping
    hint = next(hint for name, _, hint in listed(cls) if name == plain)
    alone = SIMPLE[bool] if cls is Variable else value_of(hint)
    return {"description": says, "anyOf": [{**alone, "description": says}, mapping]}


def rules(cls: type[Node]) -> Schema:
    return {"allOf": list(RULES[cls])} if cls in RULES else {}


def mapping_of(cls: type[Node]) -> Schema:
    """The entries that a mapping of this class can have."""
    details = described(cls)
    properties = {}
    required = []
    for name, key, hint in listed(cls):
        detail = details[name]
        properties[key] = {**value_of(hint), "description": description(detail.metadata["says"], hint)}
        if any(isinstance(marker, Expression) for marker in markers(hint)):
            properties[key] |= {"pattern": r"\S", "maxLength": LONGEST_CONDITION}
        if is_required(detail):
            required.append(key)
            if get_origin(bare(hint)) is tuple:
                properties[key] = never_empty(properties[key])
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": required} if required else found


def never_empty(several: Schema) -> Schema:
    """A list with something in it."""
    if "anyOf" in several:
        return {**several, "anyOf": [never_empty(each) for each in several["anyOf"]]}
    return {**several, "minItems": 1} if several.get("type") == "array" else several


def described(cls: type[Node]) -> dict[str, Field[Any]]:
    """The fields of a class that an author may write, by name."""
    return {each.name: each for each in fields(cls) if "says" in each.metadata}


def is_required(detail: Field[Any]) -> bool:
    """Whether a field has to be written."""
    return detail.default is MISSING and detail.default_factory is MISSING


def description(says: str, hint: Any) -> str:
    """What an entry is for, and how its value is written."""
    more = [
        f"The id of a {marker.kind}." if isinstance(marker, Refers) else MEANT.get(type(marker), "")
        for marker in markers(hint)
    ]
    return "\n\n".join(dict.fromkeys(each for each in (says, *more) if each))


def value_of(hint: Any) -> Schema:
    """The values that a type of the model takes."""
    marked = markers(hint)
    hint = bare(hint)
    if hint is str and any(isinstance(marker, Refers) for marker in marked):
        return ID_ALONE
    if hint in SIMPLE:
        return SIMPLE[hint]
    origin = get_origin(hint)
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        return list_of(get_args(hint)[0])
    if origin is Mapping and any(isinstance(marker, Code) for marker in marked):
        return {"allOf": [{"$ref": "#/definitions/Allow"}]}
    if origin is Mapping:
        inner = get_args(hint)[1]
        cls = node_class(inner)
        return {
            "type": "object",
            "additionalProperties": {"$ref": reference(cls)} if cls else value_of(inner),
            **({"propertyNames": id_of(cls)} if cls else {}),
        }
    # What stands beside a reference does not count, so the reference stands in a part of its own.
    return {"allOf": [{"$ref": reference(hint)}]}


def list_of(item: Any) -> Schema:
    """A list; one plain value alone is a list of one."""
    cls = node_class(item)
    if cls is None:
        return {"anyOf": [value_of(item), {"type": "array", "items": value_of(item)}]}
    if issubclass(cls, Named):
        entry = definition(cls)
        entry["properties"] = {
            "id": {**id_of(cls), "type": "string", "description": ID_SAYS},
            **entry["properties"],
        }
        entry["required"] = ["id", *entry["required"]]
        return {"type": "array", "items": entry}
    items: Schema = {"type": "array", "items": {"$ref": reference(cls)}}
    plain = next((name for name, each in described(cls).items() if each.metadata.get("plain")), None)
    if plain is None:
        return items
    alone = next(value_of(hint) for name, _, hint in listed(cls) if name == plain)
    return {"anyOf": [alone, items]}


def reference(cls: type[Node]) -> str:
    return f"#/definitions/{cls.__name__}"


ID_SAYS = "Its id: small letters, digits and underscores. Saved playthroughs and other entries name it."


def id_of(cls: type[Node]) -> Schema:
    """The ids that a thing of this class can have."""
    kind = kind_of(cls)
    reserved = RESERVED_CHOICES if cls is Choice else RESERVED_NAMES if kind in HOLDS else ()
    barred = sorted({*(keyword.kwlist if kind in NAMED_IN_CONDITIONS else ()), *reserved})
    return {
        "pattern": f"^{ID.pattern}$",
        "maxLength": LONGEST,
        **({"not": {"enum": barred}} if barred else {}),
        "description": f"The id of {thing((kind, ''))}: small letters, digits and underscores.",
    }


# An editor shows what a rule asks for, never why. So where one of several entries is due, the name that is
# missing lists them all, and where one is too much, the only value that it may have says so.


def where(*there: str, but: Iterable[str] = (), then: Schema) -> Schema:
    """A rule for mappings that have all of these keys, and none of others."""
    without = [{"not": {"required": [key]}} for key in but]
    return {
        "if": {"required": list(there), "allOf": without} if without else {"required": list(there)},
        "then": then,
    }


def due(*keys: str) -> Schema:
    """One of these keys is there."""
    *some, last = keys
    name = f"{', '.join(some)} or {last}" if some else last
    return where(but=keys, then={"required": [name]})


def too_much(*both: str) -> Schema:
    """Of these keys only one is there."""
    first, second = both
    return where(*both, then={"properties": {second: {"const": f"nothing: there is `{first}` already"}}})


def alone(key: str, *beside: str) -> Schema:
    """This key stands beside these others and nothing else."""
    return where(key, then={"required": list(beside), "maxProperties": len(beside) + 1})


AT_THE_DESK: Schema = {
    "if": {"properties": {"stance": {"const": "archive"}}, "required": ["stance"]},
    "then": {
        "properties": {
            "record": {"not": {"required": ["choice"]}},
            "choices": {"additionalProperties": {"not": {"required": ["plausibility"]}}},
        }
    },
}
"""In archive scenes no choice is history's."""

RULES: Mapping[type[Node], Sequence[Schema]] = {
    Scene: (
        due("choices", "goto", "ending"),
        too_much("choices", "goto"),
        too_much("choices", "ending"),
        too_much("goto", "ending"),
        AT_THE_DESK,
    ),
    Choice: (due("goto", "shut"), too_much("goto", "shut")),
    Promise: (
        due("always", "holds", "every_path_through", "possible", "rare"),
        alone("always"),
        alone("every_path_through"),
        alone("holds", "at"),
        alone("possible", "at"),
        alone("rare", "below"),
    ),
    Variable: (
        where("from", then={"required": ["to"]}),
        where("to", then={"required": ["from"]}),
        too_much("from", "one_of"),
    ),
}
