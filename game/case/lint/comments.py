"""A check of comments: none begins inside what was meant as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml
from yaml.events import ScalarEvent

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.model import Place
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


def cut_texts(file: str, text: str) -> Iterator[tuple[Place, tuple[Place, str]]]:
    """Where each plain text begins that such a comment follows, and the comment with its place."""
    lines = text.split("\n")
    try:
        for event in yaml.parse(text, Loader=PARSER):
            if type(event) is not ScalarEvent or event.style:
                continue
            end: Any = event.end_mark
            rest = lines[end.line][end.column :] if end.line < len(lines) else ""
            line, before = end.line, end.column
            if not rest.strip() and end.line + 1 < len(lines):
                line, before = end.line + 1, 0
                rest = lines[line]
                deeper = len(rest) - len(rest.lstrip()) > indentation(lines[place_of(event)[0] - 1])
                rest = rest if deeper else ""
            found = re.match(r"[ \t]+(#[^\s#!].*)", rest)
            if found:
                begins = Place(file, line + 1, before + found.start(1) + 1)
                yield Place(file, *place_of(event)), (begins, found[1])
    except yaml.YAMLError:
        return  # told already; what came before it has been looked at


def indentation(line: str) -> int:
    """Spaces before a line's first word, those of a list's dash with it."""
    return len(line) - len(line.lstrip(" -"))
