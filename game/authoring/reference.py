"""The case format as a page to look things up in, made from the annotations of the model as the schema is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from game.authoring.schema import described, is_required
from game.case.decode.annotations import bare, listed, markers, node_class
from game.case.decode.builder import kind_of
from game.case.diagnostics.telling import thing
from game.case.model import Case, Value
from game.case.node import Expression, Linked, Multiline, Named, Node, Refers
from game.case.reader import COLLECTIONS, FILE_CHAPTER
from game.phrases import capitalised

WRITTEN: Mapping[Any, str] = {
    bool: "`true` or `false`",
    int: "a whole number",
    float: "a number",
    Value: "a whole number, a word, or `true` or `false`",
}
MARKED: Mapping[type[Any], str] = {
    Expression: "a condition",
    Multiline: "Markdown with links",
    Linked: "a line with links",
}


def reference() -> str:
    """Every entry that a case can have, in Markdown."""
    lines = [
        "# Every entry of a case",
        "",
        "`case.yaml` holds the entries of [a case](#a-case). Every other file can hold "
        f"{', '.join(f'`{key}`' for key in COLLECTIONS)}, and at its top `chapter`: "
        f"{FILE_CHAPTER[:1].lower()}{FILE_CHAPTER[1:]} **Bold** entries are required.",
        "",
        "What an entry is for, and how a case is written, is told in [the author's guide](README.md). "
        "`historian schema` gives editors the same as JSON Schema.",
    ]
    for cls in in_order(Case, {}):
        lines += ["", f"## {heading(cls)}", "", " ".join((cls.__doc__ or "").split()), ""]
        lines += table(cls)
    return "\n".join([*lines, ""])


def in_order(cls: type[Node], seen: dict[type[Node], None]) -> dict[type[Node], None]:
    """A class and those of its entries, each where it first belongs."""
    if cls not in seen:
        seen[cls] = None
        for _, _, hint in listed(cls):
            inner = node_class(hint)
            if inner is not None:
                in_order(inner, seen)
    return seen


def heading(cls: type[Node]) -> str:
    return capitalised(thing((kind_of(cls), "")).replace("`", ""))


def anchor(cls: type[Node]) -> str:
    """A link to the part about a class."""
    words = thing((kind_of(cls), ""))
    return f"[{words}](#{words.replace('`', '').lower().replace(' ', '-')})"


def table(cls: type[Node]) -> Iterator[str]:
    """The entries of a class."""
    yield "| Entry | What it is for | Written as |"
    yield "|---|---|---|"
    details = described(cls)
    for name, key, hint in listed(cls):
        entry = f"**`{key}`**" if is_required(details[name]) else f"`{key}`"
        plain = " It may stand alone, without the others." if details[name].metadata.get("plain") else ""
        yield f"| {entry} | {details[name].metadata['says']}{plain} | {written(hint)} |"


def written(hint: Any) -> str:
    """How a value of a type is written."""
    marked = markers(hint)
    inner = bare(hint)
    origin = get_origin(inner)
    if origin is tuple:
        cls = node_class(inner)
        if cls is not None:
            return f"a list; each is {anchor(cls)}{', with an `id`' if issubclass(cls, Named) else ''}"
        return f"a list of {several(get_args(inner)[0])}"
    if origin is Mapping:
        cls = node_class(inner)
        if cls is not None:
            return f"ids, each with {anchor(cls)}"
        return f"{several(get_args(inner)[0])}, each with {written(get_args(inner)[1])}"
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in get_args(inner))
    if isinstance(inner, type) and issubclass(inner, Node):
        return anchor(inner)
    for marker in marked:
        if isinstance(marker, Refers):
            return f"the id of a {marker.kind}"
        if type(marker) in MARKED:
            return MARKED[type(marker)]
    return WRITTEN.get(inner, "text")


def several(hint: Any) -> str:
    """How the items of a list are called."""
    refers = next((marker for marker in markers(hint) if isinstance(marker, Refers)), None)
    return f"ids of {refers.kind}s" if refers else "names" if bare(hint) is str else written(hint)
