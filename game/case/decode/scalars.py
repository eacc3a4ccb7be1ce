"""How single values are read: text, numbers, flags and words, by the type of their field.

A *reader* takes a node of the YAML tree and gives the value of a field, `EMPTY` where nothing is written,
or `BAD` where a problem has been told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Unpack

from yaml.events import ScalarEvent

from game.case.diagnostics.problems import Parameters, Problems
from game.case.ids import id_like, is_id, is_keyword, is_reserved
from game.case.model import Place
from game.case.yaml_tree import MappingNode, SequenceNode, place_of

BAD: Final = object()
"""What a reader gives where it has told of a problem."""
EMPTY: Final = object()
"""What a reader gives where nothing is written: the entry counts as left out."""
ASIDE: Final = object()
"""What a reader gives where something is left aside, and that has been told."""

ANYTHING: Final = "*"
"""Among the lost names: nobody can say which."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,8})")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?")
FLAGS = {"true": True, "false": False}


@dataclass(slots=True)
class FileContext:
    """The file that is being read: where problems go, and what holds for all of it."""

    name: str
    problems: Problems
    lost: set[str]
    """Names that something was written under which could not be read."""
    chapter: str = ""
    chapter_mark: tuple[int, int] | None = None

    def tell(self, told: str, node: Any, /, **given: Unpack[Parameters]) -> None:
        line, column = place_of(node)
        self.problems.add(told, Place(self.name, line, column), **given)

    def check_id(self, ident: str, kind: str, node: Any) -> None:
        if is_reserved(ident, kind):
            self.tell("reserved-id", node, owner=(kind, ""), name=ident)
        elif not is_id(ident, kind):
            wording = "keyword" if is_keyword(ident, kind) else "such-as"
            better = id_like(ident, kind)
            self.tell(f"bad-id.{wording}", node, name=ident, better=better)
            self.lost.update((ident, better))


Marks = dict[Any, tuple[int, int]]
Read = Callable[[Any, FileContext, str, Marks], Any]
"""Takes a node, its file, the key it stands under and the marks of its owner; gives the value."""


def shape(node: Any) -> str:
    return (
        "a list"
        if isinstance(node, SequenceNode)
        else "a mapping"
        if isinstance(node, MappingNode)
        else "plain text"
    )


def told(node: Any) -> bool:
    """Whether a problem of this very node is told already, so that its shape is no news."""
    return node is None or getattr(node, "broken", False)


def wrong_shape(
    node: Any, file: FileContext, key: str, due: str, wording: str = "", /, **given: Unpack[Parameters]
) -> Any:
    """Tell that a value has the wrong shape; nothing where its own problem is told already."""
    if not told(node):
        code = f"wrong-shape.{wording}" if wording else "wrong-shape"
        given.update({"key": key, "due": due, "shape": shape(node)})
        file.tell(code, node, **given)
    return BAD


def no_text(node: Any, file: FileContext, key: str, due: str = "text") -> Any:
    if due != "text":
        return wrong_shape(node, file, key, due)
    several = isinstance(node, SequenceNode) and any(isinstance(each, MappingNode) for each in node.items)
    return wrong_shape(node, file, key, due, "variants" if several else "text")


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
    file.tell("bad-flag.quoted" if node.value in FLAGS else "bad-flag", node, key=key, value=node.value)
    return BAD


def read_whole(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
    if type(node) is not ScalarEvent:
        return no_text(node, file, key, "a whole number")
    if not node.style:
        if WHOLE.fullmatch(node.value):
            return int(node.value)
        if node.value in NULLS:
            return EMPTY
    code = "bad-number.quoted" if WHOLE.fullmatch(node.value) else "bad-number"
    file.tell(code, node, key=key, value=node.value)
    return BAD


def read_decimal(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
    if type(node) is not ScalarEvent:
        return no_text(node, file, key, "a number")
    if not node.style:
        if DECIMAL.fullmatch(node.value):
            return float(node.value)
        if node.value in NULLS:
            return EMPTY
    file.tell("bad-number.decimal", node, key=key, value=node.value)
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
        near = file.problems.near(node.value, words)
        file.tell("bad-word", node, key=key, words=words, value=node.value, near=near)
        return BAD

    return read
