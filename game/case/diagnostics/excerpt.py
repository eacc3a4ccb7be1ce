"""The line of a file that a problem points at, and how far what it points at goes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from game.case.diagnostics.problems import Problem, Problems, printable
from game.case.source_files import read_text

WIDEST = 96
"""Columns of a line that are shown."""
BEFORE = 40
"""Columns in front of the place, where a line is longer."""
POINTED = re.compile(
    r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\''  # a quoted text
    r"|\[[^\[\]]*\](?:\([^()\s]*\))?|\{[^{}]*\}"  # a list, a link, a mapping
    r"|\w[\w.-]*(?=\s*:(?:\s|$))"  # a key
    r"|\w[^,\]}]*?(?=\s*(?:[,\]}]|\s#|$))"  # a plain text
    r"|\S"
)
"""What can begin at the place of a problem."""


class Excerpts:
    """The lines of a case's files, each file read when it is first asked for."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.lines = cache(self._lines)

    def _lines(self, file: str) -> tuple[str, ...]:
        return tuple((read_text(self.folder / file, file, Problems()).text or "").split("\n"))

    def line(self, problem: Problem) -> str:
        """The line that a problem points at; "" where there is none."""
        lines = self.lines(problem.file)
        return lines[problem.line - 1] if problem.line <= len(lines) else ""

    def end(self, problem: Problem) -> int:
        """The column behind what it points at, counting from 1."""
        found = POINTED.match(self.line(problem), problem.column - 1)
        return found.end() + 1 if found else problem.column + 1

    def shown(self, problem: Problem) -> tuple[str, ...]:
        """The line, and below it carets at the place; nothing where there is no line."""
        line = self.line(problem)
        if not line.strip():
            return ()
        start, end = problem.column - 1, self.end(problem) - 1
        cut = max(0, start - BEFORE) if len(line) > WIDEST else 0
        head = "…" if cut else ""
        tail = "…" if len(line) > cut + WIDEST else ""
        before = head + printable(line[cut:start])
        pointed = printable(line[start : min(end, cut + WIDEST)])
        after = printable(line[min(end, cut + WIDEST) : cut + WIDEST]) + tail
        number = str(problem.line)
        margin = " " * len(number)
        carets = "^" * max(1, width(pointed))
        return (f"  {number} | {before}{pointed}{after}", f"  {margin} | {' ' * width(before)}{carets}")


def width(text: str) -> int:
    """The columns of a text on a terminal."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
