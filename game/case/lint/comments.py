"""A check of comments: none begins inside what was meant as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import yaml
from yaml.events import ScalarEvent

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.node import FilePlace
from game.case.yaml_tree import PARSER, place_of

BEGUN: Final = re.compile(r"(?:\S[ \t]+|^[ \t]+)#(?=[^\s#!])[^\n]*", re.MULTILINE)
"""A comment without a space after its sign, as nobody writes one who means it to be a comment."""


def comments_cut_no_text(checking: Checking) -> None:
    """No text without quotation marks ends at a ` #` that was meant to be part of it."""
    cut = {
        place: comment
        for file, text in checking.texts.items()
        if BEGUN.search(text)
        for place, comment in cut_texts(file, text)
    }
    if not cut:
        return
    for node, parts in every(checking.case):
        for name, key in (*parts.prose, *parts.labels):
            place = node.origin.of(key)
            if key in node.origin.marks and place in cut:
                where, comment = cut[place]
                word = getattr(node, name)[-40:].rpartition(" ")[2]
                checking.problems.add("comment-in-text", where, quote=comment, word=word)


def cut_texts(file: str, text: str) -> list[tuple[FilePlace, tuple[FilePlace, str]]]:
    """Where each plain text begins that such a comment follows, and the comment with its place.

    Nothing where the file cannot be read to its end: that is told already.
    """
    lines, found = text.split("\n"), []
    try:
        for event in yaml.parse(text, Loader=PARSER):
            if type(event) is ScalarEvent and not event.style:
                end: Any = event.end_mark
                begins = comment_behind(lines, place_of(event)[0] - 1, end.line, end.column)
                if begins:
                    line, column = begins
                    place = FilePlace(file, line + 1, column + 1)
                    found.append((FilePlace(file, *place_of(event)), (place, lines[line][column:])))
    except yaml.YAMLError:
        return []
    return found


def comment_behind(lines: Sequence[str], start: int, line: int, column: int) -> tuple[int, int] | None:
    """Where such a comment begins behind a text, or on a line of its own that is indented deeper."""
    rest = lines[line][column:] if line < len(lines) else ""
    if not rest.strip() and line + 1 < len(lines):
        line, column, rest = line + 1, 0, lines[line + 1]
        if len(rest) - len(rest.lstrip()) <= indentation(lines[start]):
            return None
    found = re.match(r"[ \t]+#(?=[^\s#!])", rest)
    return (line, column + found.end() - 1) if found else None


def indentation(line: str) -> int:
    """Spaces before a line's first word, those of a list's dash with it."""
    return len(line) - len(line.lstrip(" -"))
