"""Errors of the YAML parser in plain words: what is wrong with a line, and where that began."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

import yaml

from game.case.diagnostics.problems import Tell

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
