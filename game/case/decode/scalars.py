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
from game.case.node import FilePlace
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
        self.problems.add(told, FilePlace(self.name, line, column), **given)

    def check_id(self, ident: str, kind: str, node: Any) -> None:
        """Tell of what is no id; nobody is told then that it is missing, or what was probably meant."""
        if is_reserved(ident, kind):
            self.tell("reserved-id", node, owner=(kind, ""), name=ident)
        elif not is_id(ident, kind):
            better = id_like(ident, kind)
            told = "bad-id.keyword" if is_keyword(ident, kind) else "bad-id.such-as"
            self.tell(told, node, name=ident, better=better)
            self.lost.update((ident, better))


Marks = dict[Any, tuple[int, int]]
Read = Callable[[Any, FileContext, str, Marks], Any]
"""Takes a node, its file, the key it stands under and the marks of its owner; gives the value."""


def shape(node: Any) -> str:
    return {SequenceNode: "a list", MappingNode: "a mapping"}.get(type(node), "plain text")


def is_told(node: Any) -> bool:
    """Whether a problem of this very node is told already, so that its shape is no news."""
    return node is None or getattr(node, "broken", False)


def is_empty(node: Any) -> bool:
    """Whether nothing is written."""
    return type(node) is ScalarEvent and node.value in NULLS and not node.style


def wrong_shape(
    node: Any, file: FileContext, key: str, due: str, wording: str = "", /, **given: Unpack[Parameters]
) -> Any:
    """Tell that a value has the wrong shape; nothing where its own problem is told already."""
    if not is_told(node):
        code = f"wrong-shape.{wording}" if wording else "wrong-shape"
        given.update({"key": key, "due": due, "shape": shape(node)})
        file.tell(code, node, **given)
    return BAD


def no_text(node: Any, file: FileContext, key: str) -> Any:
    if type(node) is SequenceNode and any(type(item) is MappingNode for item in node.items):
        return wrong_shape(node, file, key, "text", "variants")
    return wrong_shape(node, file, key, "text", "text")


def text_reader(tidy: Callable[[str], str]) -> Read:
    """A reader of text; what breaks its lines is tidied away."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        if type(node) is not ScalarEvent:
            return no_text(node, file, key)
        text = node.value
        if len(text) < 5 and text in NULLS and not node.style:
            return EMPTY
        return tidy(text) if "\n" in text else text

    return read


read_prose = text_reader(lambda text: text.rstrip() if text[-1] == "\n" else text)
"""Text with its line breaks, without the empty lines at its end."""
read_line = text_reader(lambda text: " ".join(text.split()))
"""Text on one line."""


def whole(text: str) -> int | None:
    return int(text) if WHOLE.fullmatch(text) else None


def decimal(text: str) -> float | None:
    return float(text) if DECIMAL.fullmatch(text) else None


def exact_reader(due: str, told: str, quoted: str, value_of: Callable[[str], object]) -> Read:
    """A reader of what is written in one way only, and without quotation marks."""

    def read(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
        if type(node) is not ScalarEvent:
            return wrong_shape(node, file, key, due)
        value = value_of(node.value)
        if value is not None and not node.style:
            return value
        if is_empty(node):
            return EMPTY
        file.tell(told if value is None else quoted, node, key=key, value=node.value)
        return BAD

    return read


read_flag = exact_reader("true or false", "bad-flag", "bad-flag.quoted", FLAGS.get)
read_whole = exact_reader("a whole number", "bad-number", "bad-number.quoted", whole)
read_decimal = exact_reader("a number", "bad-number.decimal", "bad-number.quoted", decimal)


def read_value(node: Any, file: FileContext, key: str, marks: Marks) -> Any:
    """What a variable can hold: true or false, a whole number, else a word."""
    if type(node) is not ScalarEvent:
        return wrong_shape(node, file, key, "a number, a word, or true or false")
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
            return wrong_shape(node, file, key, f"one of {', '.join(words)}")
        if node.value in known:
            return node.value
        if is_empty(node):
            return EMPTY
        near = file.problems.near(node.value, words)
        file.tell("bad-word", node, key=key, words=words, value=node.value, near=near)
        return BAD

    return read
