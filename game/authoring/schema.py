"""The case format as JSON Schema, so that editors complete, explain and check while an author types.

It is made from the annotations of `game.case.model`, as the reader is. One schema serves every file of a
case: `case.yaml` is known by the entries that only it has. It is draft 7, which is what the YAML language
server knows best.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, Literal, get_args, get_origin

from game.case.checks.ways import PROMISES
from game.case.conditions import LONGEST as LONGEST_CONDITION
from game.case.decode.annotations import bare, listed, markers, node_class
from game.case.decode.builder import keys_of_all, kind_of
from game.case.diagnostics.telling import thing
from game.case.ids import ID, LONGEST, NAMED_IN_CONDITIONS, RESERVED_NAMES
from game.case.model import (
    RESERVED_CHOICES,
    Case,
    Choice,
    Expression,
    Linked,
    Multiline,
    Named,
    Node,
    Promise,
    Refers,
    Scene,
    Value,
    Variable,
)
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
    return found


def definition(cls: type[Node]) -> Schema:
    """A class of the model, as a mapping or as the plain value that stands for one."""
    says = " ".join((cls.__doc__ or "").split())
    mapping = {"description": says, **mapping_of(cls), **RULES.get(cls, {})}
    plain = next((name for name, each in described(cls).items() if each.metadata.get("plain")), None)
    if plain is None:
        return mapping
    hint = next(hint for name, _, hint in listed(cls) if name == plain)
    alone = SIMPLE[bool] if cls is Variable else value_of(hint)
    return {"description": says, "anyOf": [{**alone, "description": says}, mapping]}


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
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": required} if required else found


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
    hint = bare(hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    origin = get_origin(hint)
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        return list_of(get_args(hint)[0])
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
    if any(each.metadata.get("plain") for each in described(cls).values()):
        return {"anyOf": [TEXT, items]}
    return items


def reference(cls: type[Node]) -> str:
    return f"#/definitions/{cls.__name__}"


ID_SAYS = "Its id: small letters, digits and underscores. Saved playthroughs and other entries name it."


def id_of(cls: type[Node]) -> Schema:
    """The ids that a thing of this class can have."""
    reserved: Iterable[str] = ()
    if cls is Choice:
        reserved = RESERVED_CHOICES
    elif cls.__name__.lower() in NAMED_IN_CONDITIONS:
        reserved = RESERVED_NAMES
    return {
        "pattern": f"^{ID.pattern}$",
        "maxLength": LONGEST,
        "not": {"enum": sorted({*keyword.kwlist, *reserved})},
        "description": f"The id of {thing((kind_of(cls), ''))}: small letters, digits and underscores.",
    }


# --- what the checker asks of some mappings beyond their entries ----------------------------------------


def one_of(*groups: Iterable[str]) -> Schema:
    """Exactly one of these groups of keys is there."""
    keys = {key for group in groups for key in group}
    return {
        "oneOf": [
            {
                "required": sorted(group),
                "not": {"anyOf": [{"required": [key]} for key in sorted(keys - set(group))]},
            }
            for group in groups
        ]
    }


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

RULES: Mapping[type[Node], Schema] = {
    Scene: {**one_of(["choices"], ["goto"], ["ending"]), **AT_THE_DESK},
    Choice: one_of(["goto"], ["shut"]),
    Promise: one_of(*PROMISES),
    Variable: {"dependencies": {"from": ["to"], "to": ["from"]}, "not": {"required": ["from", "one_of"]}},
}
