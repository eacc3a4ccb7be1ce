"""YAML text -> a tree of plain nodes that know where they stand.

Only the parser's *events* are used: composer and loaders of libyaml crash the process on deep nesting,
and constructors run code. Anything of YAML that a case does not need (tags, anchors, aliases, merge keys,
several documents) is a problem and never reaches the reader.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from game.case.diagnostics.problems import UNPRINTABLE, Tell

SYNTAX: tuple[tuple[str, str, bool], ...] = (
    ("mapping values are not allowed", "colon", False),
    ("could not find expected ':'", "no-colon", True),
    ("expected <block end>, but found '-'", "item", False),
    ("did not find expected key", "misplaced", False),
    ("did not find expected '-' indicator", "breaks-list", False),
    ("sequence entries are not allowed", "list-on-line", False),
    ("expected ',' or ']'", "open-list", True),
    ("expected ',' or '}'", "open-mapping", True),
    ("node content", "no-value", False),
    ("scanning a quoted scalar", "open-quote", True),
    ("escape character", "backslash", False),
    ("hexdecimal", "backslash", False),
    ("scanning an alias", "star", True),
    ("scanning an anchor", "ampersand", True),
    ("tag", "exclamation", True),
    ("cannot start any token", "first-character", False),
    ("scanning a block scalar", "block", False),
    ("document start", "stray", False),
    ("directive", "percent", True),
    ("expected <block end>", "misplaced", False),
)
"""Part of the parser's words, the wording of `yaml-syntax` for it, whether the cause is where it began."""


GLUED = re.compile(r" *(- )?\w+:\S")
"""An entry without a space after its colon."""
MOST_LINES_OPEN = 50
"""Lines behind a bracket that is not closed in which a comment is looked for."""


def tell_syntax(error: yaml.YAMLError, text: str, told: Collection[int], tell: Tell) -> None:
    """Put the parser's error into plain words; nothing where what led to it is told on the same line."""
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None) or ""
    said = f"{context}: {problem}"
    mark: Any = getattr(error, "problem_mark", None)
    begun: Any = getattr(error, "context_mark", None)
    _, wording, at_beginning = next((row for row in SYNTAX if row[0] in said), ("", "", False))
    if mark is None or (at_beginning and begun is not None):
        mark = begun
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if line in told:
        return
    lines = text.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    before = here[: column - 1]
    if "token" in said or "tab character" in said:
        indentation = re.match(r" *\t", here)
        if indentation and indentation.end() <= max(column, 2):
            tell("tab-indentation", line, indentation.end())
            return
    elif "expected ':'" in said and GLUED.match(here):
        wording = "no-space"
    elif re.fullmatch(r" *- \{?\w+", before) and (number := glued_dash(lines, line)):
        tell("yaml-syntax.no-list", number, len(lines[number - 1]) - len(lines[number - 1].lstrip()) + 1)
        return
    elif "mapping values" in said and re.fullmatch(r" *(- )?\w+", before):
        wording = "deeper"
        number, word = unfinished(lines, line)
        if word:
            start = len(lines[number - 1]) - len(lines[number - 1].lstrip(" -")) + 1
            if GLUED.match(lines[number - 1]):
                tell("yaml-syntax.no-space", number, start)
            else:
                tell("yaml-syntax.no-colon-after", number, start, word=word)
            return
    elif wording in ("misplaced", "breaks-list") and before.strip(" -"):
        wording = "goes-on"
    elif wording.startswith("open-") and begun is not None:
        opened = lines[begun.line : line if mark is begun else mark.line + 1]
        if any(re.search(r"\S\s+#", each) for each in opened[:MOST_LINES_OPEN]):
            wording = "comment"
    if wording:
        tell(f"yaml-syntax.{wording}", line, column)
    else:
        tell("yaml-syntax", line, column, why=problem)


def glued_dash(lines: Sequence[str], line: int) -> int:
    """The line above that was meant as an item of the same list, but begins with another dash; else 0."""
    depth = len(lines[line - 1]) - len(lines[line - 1].lstrip(" "))
    for number in range(line - 1, 0, -1):
        above = lines[number - 1]
        indentation = len(above) - len(above.lstrip(" "))
        if above.strip() and indentation < depth:
            return 0
        if indentation == depth and re.match(r" *(?:-[^\s-]|[–—])", above):
            return number
    return 0


def unfinished(lines: Sequence[str], line: int) -> tuple[int, str]:
    """The line above that was meant to begin an entry, if it is the first below its key, and its first word.

    The parser takes such a line for text, which runs on until the next entry.
    """
    depth = len(lines[line - 1]) - len(lines[line - 1].lstrip(" "))
    first = 0
    for number in range(line - 1, 0, -1):
        above = lines[number - 1]
        indentation = len(above) - len(above.lstrip(" "))
        if not above.strip() or above.lstrip().startswith("#"):
            continue
        if indentation < depth:
            item = re.match(r" *- +", above)
            if item and item.end() == depth:
                first = number
            elif not above.rstrip().endswith(":"):
                return 0, ""
            break
        first = number
    begun = re.match(r"[ -]*([a-z_]+)(?:[ :]|$)", lines[first - 1]) if first else None
    return (first, begun[1]) if begun else (0, "")


DEEPEST = 64
"""Levels of lists and mappings in a file."""

MOST_REPEATED_TOLD = 100
"""Repeated keys told of in one mapping."""

UNUSUAL = re.compile("^[ \xa0\u2000-\u200a\u202f\u3000]*[\xa0\u2000-\u200a\u202f\u3000]", re.MULTILINE)
"""Indentation with a space in it that is none to YAML."""

PARSER: Any = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(slots=True, eq=False)
class MappingNode:
    """Keys with their values, in order. `broken` says that part of it could not be read."""

    keys: dict[str, Any]
    values: dict[str, Any]
    line: int
    column: int
    broken: bool


@dataclass(slots=True, eq=False)
class SequenceNode:
    """A list of nodes."""

    items: list[Any]
    line: int
    column: int
    broken: bool


Node = ScalarEvent | MappingNode | SequenceNode | None
"""None stands where a problem has been told already."""


def place_of(node: Any) -> tuple[int, int]:
    """Line and column of a node or an event, counting from 1."""
    if isinstance(node, Event):
        mark: Any = node.start_mark
        return mark.line + 1, mark.column + 1
    return (node.line, node.column) if node is not None else (1, 1)


def read_tree(text: str, tell: Tell) -> Node:
    """Read one file's text; None where it is empty.

    After a syntax error the tree holds what came before it, and the collections that were open are
    marked as broken.
    """
    text = with_usual_indentation(text, tell)
    items: list[Any] = []
    stack: list[tuple[list[Any], Any]] = []
    documents = 0
    finished = True
    told: set[int] = set()
    """Lines on which something was told that makes the parser stumble later on."""
    try:
        event: Any
        for event in yaml.parse(text, Loader=PARSER):
            kind = type(event)
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None or event.style == '"':
                    unwanted(event, told, tell)
                items.append(event if event.tag is None else None)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    unwanted(event, told, tell)
                stack.append((items, event))
                items = []
                if len(stack) > DEEPEST:
                    tell("too-deep", *place_of(event), most=DEEPEST)
                    finished = False
                    break
            elif kind is MappingEndEvent:
                outer, start = stack.pop()
                outer.append(mapping(items, start, tell, False))
                items = outer
            elif kind is SequenceEndEvent:
                outer, start = stack.pop()
                outer.append(SequenceNode(items, *place_of(start), broken=False))
                items = outer
            elif kind is AliasEvent:
                line, column = place_of(event)
                told.add(line)
                tell("alias", line, column, name=f"*{event.anchor}")
                items.append(None)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    tell("several-documents", *place_of(event))
                    if isinstance(items[0], MappingNode):
                        items[0].broken = True
                    break
    except yaml.YAMLError as error:
        tell_syntax(error, text, told, tell)
        finished = False
        mark_broken(items)
        if items and type(items[-1]) is ScalarEvent and runs_on(items[-1]):
            items[-1] = None  # it ran on into the line that is wrong
    while stack and not finished:
        outer, start = stack.pop()
        if type(start) is MappingStartEvent:
            outer.append(mapping(items if len(items) % 2 == 0 else items[:-1], start, tell, True))
        else:
            outer.append(SequenceNode(items, *place_of(start), broken=True))
        items = outer
    return items[0] if items else None


def with_usual_indentation(text: str, tell: Tell) -> str:
    """The text with spaces where it is indented with others that look like them; the first line is told.

    To YAML they are letters, so that it would see other keys, or none, and complain of something else.
    """
    first = UNUSUAL.search(text)
    if first is None:
        return text
    line = text.count("\n", 0, first.start()) + 1
    others = sum(1 for _ in UNUSUAL.finditer(text, first.end()))
    space = first[0][-1]
    what = "no-break spaces" if space in "\xa0\u202f" else "spaces of an unusual width"
    column = len(first[0])
    if others:
        tell("unusual-indentation.more", line, column, what=what, character=space, count=others)
    else:
        tell("unusual-indentation", line, column, what=what, character=space)
    return UNUSUAL.sub(lambda found: " " * len(found[0]), text)


def mark_broken(items: list[Any]) -> None:
    """Mark what ended just before a syntax error: the bad line may have been meant to be part of it."""
    while items:
        last = items[-1]
        if not isinstance(last, MappingNode | SequenceNode):
            return
        last.broken = True
        items = last.items if isinstance(last, SequenceNode) else list(last.values.values())


def runs_on(event: Any) -> bool:
    """Whether a text has more than one line."""
    return bool(event.start_mark.line < event.end_mark.line)


def mapping(items: list[Any], start: Any, tell: Tell, broken: bool) -> MappingNode:
    """Pair keys with values; the first of a repeated key counts."""
    keys = items[::2]
    line, column = place_of(start)
    try:
        names = [key.value for key in keys]
    except AttributeError:
        names = []
    if names or not keys:
        values = dict(zip(names, items[1::2], strict=True))
        if len(values) == len(names) and "<<" not in values:
            return MappingNode(dict(zip(names, keys, strict=True)), values, line, column, broken)
    found: dict[str, Any] = {}
    values = {}
    repeated = 0
    for key, value in zip(keys, items[1::2], strict=True):
        if not isinstance(key, ScalarEvent):
            broken = True
            if key is not None:
                tell("wrong-shape.key", key.line, key.column)
            continue
        if key.value == "<<" and not key.style:
            tell("merge-key", *place_of(key))
            continue
        if key.value in found:
            repeated += 1
            if repeated > MOST_REPEATED_TOLD:
                continue
            first = place_of(found[key.value])[0]
            tell("repeated-key", *place_of(key), name=key.value, line=first)
            broken = True
            continue
        found[key.value] = key
        values[key.value] = value
    return MappingNode(found, values, line, column, broken)


def unwanted(event: Any, told: set[int], tell: Tell) -> None:
    """Tell of an anchor, a tag, or an escaped character that may not stand in a text."""
    line, column = place_of(event)
    if event.anchor is not None or event.tag is not None:
        told.add(line)
    if event.anchor is not None:
        tell("anchor", line, column, name=f"&{event.anchor}")
    if event.tag is not None:
        tell("tag", line, column, name=event.tag)
    if isinstance(event, ScalarEvent):
        bad = UNPRINTABLE.search(event.value)
        if bad:
            tell_character(bad[0], line, column, tell)
            event.value = UNPRINTABLE.sub("\ufffd", event.value)


def tell_character(character: str, line: int, column: int, tell: Tell) -> None:
    """Tell of one character that may not stand in a case."""
    number = ord(character)
    names = {0x0D: "a carriage return", 0x1B: "an escape character", 0x7F: "a delete character"}
    what = names.get(number) or (
        "a line or paragraph separator"
        if number in (0x2028, 0x2029)
        else "a character that reverses the direction of writing"
        if 0x202A <= number <= 0x202E or 0x2066 <= number <= 0x2069
        else "a control character"
    )
    tell("control-character", line, column, what=what, character=character)
