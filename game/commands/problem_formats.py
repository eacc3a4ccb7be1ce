"""How `historian check` shows what it found: in words with the line, as JSON, and as GitHub's commands."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from game.case.diagnostics.problems import SEVERITIES, Problem, Problems, printable
from game.case.source_files import read_text
from game.commands.proving import plays_as_object
from game.immutable import immutable
from game.phrases import amount, sentence

if TYPE_CHECKING:
    from game.case.model import Case
    from game.proof.random_play import RandomPlays
    from game.proof.result import Proof

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


HINTS_SHOWN = 3
"""Hints of one kind that are shown unless all are asked for; every error and warning is."""
MOST_PLACES = 10
"""Places of one mistake that are named beside the first."""

READINGS = ("reading grade", "simpler")


@immutable
class Checked:
    """What was found in one case. `name` is what it is called in messages, an id or a path."""

    name: str
    folder: str
    case: Case | None
    problems: tuple[Problem, ...]
    allowed: tuple[tuple[Problem, str], ...]
    plays: RandomPlays | None
    proof: Proof | None

    @property
    def ok(self) -> bool:
        """Whether it has no error."""
        return not any(problem.severity == "error" for problem in self.problems)

    def holds(self, *, strict: bool) -> bool:
        """Whether the command may end with 0: where it is `strict`, no warning is left either."""
        worst = ("error", "warning") if strict else ("error",)
        faults = self.plays.faults if self.plays else ()
        return not faults and not any(problem.severity in worst for problem in self.problems)

    def place(self, problem: Problem, home: str) -> str:
        """The file of a problem below `home`, or that itself where the folder is what is wrong."""
        return home if problem.file == self.folder else os.path.join(home, problem.file)  # noqa: PTH118 - may not exist


def as_json(found: Checked) -> str:
    """One case as an object on one line: its problems, how its texts read, what was proved and played."""
    from game.proof.report import as_object

    excerpts = Excerpts(found.folder)
    keys = ("code", "severity", "file", "line", "column", "message", "remedy")
    told: dict[str, object] = {
        "case": found.case.id if found.case else None,
        "path": found.folder,
        "ok": found.ok,
        "problems": [
            {
                **{key: getattr(problem, key) for key in keys},
                "endLine": problem.line,
                "endColumn": excerpts.end(problem),
            }
            for problem in found.problems
        ],
        "allowed": [
            {**{key: getattr(problem, key) for key in keys[:-1]}, "reason": reason}
            for problem, reason in found.allowed
        ],
        "reading": reading_grades(found.case),
    }
    if found.proof is not None:
        told["proof"] = as_object(found.proof)
    if found.plays is not None and found.case is not None:
        told["random"] = plays_as_object(found.case, found.plays)
    return json.dumps(told, ensure_ascii=False)


def selected(problems: Sequence[Problem], *, every: bool) -> tuple[list[Problem], list[str]]:
    """Errors and warnings in their order, then hints by their kind; and of which kinds there are more."""
    hints = sorted((each for each in problems if each.severity == "hint"), key=lambda hint: hint.code)
    seen: Counter[str] = Counter()
    some = [each for each in problems if each.severity != "hint"]
    for hint in hints:
        seen[hint.code] += 1
        if every or seen[hint.code] <= HINTS_SHOWN:
            some.append(hint)
    more = [f"{number - HINTS_SHOWN} more {code}" for code, number in seen.items() if number > HINTS_SHOWN]
    return some, [] if every else more


def as_words(found: Checked, *, every: bool, excerpts: bool) -> Iterator[str]:
    """Each problem with its place and its remedy, with the line it points at if there are `excerpts`.

    What is told in the same words of several places is told at the first of them, with the others.
    """
    problems, more = selected(found.problems, every=every)
    sources = Excerpts(found.folder)
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.code, problem.message, problem.remedy), []).append(problem)
    for problem, *others in alike.values():
        where = f"{found.place(problem, found.name)}:{problem.line}:{problem.column}"
        yield f"{where}: {problem.severity}: {problem.message} [{problem.code}]"
        if excerpts:
            yield from sources.shown(problem)
        if problem.remedy:
            yield f"    {problem.remedy}"
        if others:
            places = [f"{each.file}:{each.line}" for each in others[:MOST_PLACES]]
            and_so_on = " …" if len(others) > MOST_PLACES else ""
            yield f"    {amount(len(others), 'more place')}: {', '.join(places)}{and_so_on}"
    for problem, reason in found.allowed if every else ():
        where = f"{found.place(problem, found.name)}:{problem.line}:{problem.column}"
        yield f"{where}: allowed: {problem.message} [{problem.code}]"
        yield f"    {reason}"
    if more:
        yield f"And {', '.join(more)}. To see them: historian check --all {found.name}"
    yield f"{found.name}: {in_short(found)}"


def in_short(found: Checked) -> str:
    """How many problems a case has, and how its texts read."""
    counts: Counter[str] = Counter(problem.severity for problem in found.problems)
    if found.plays and found.plays.faults:
        counts["fault"] = len(found.plays.faults)
    said = ", ".join(amount(counts[word], word) for word in (*SEVERITIES, "fault") if counts[word])
    if found.allowed:
        said = f"{said or 'no problems'}, {len(found.allowed):,} allowed"
    grades = [
        f"{words} {grade:.1f}" if grade >= 1 else f"{words} below 1"
        for words, grade in zip(READINGS, reading_grades(found.case).values(), strict=True)
        if grade is not None
    ]
    return "; ".join(part for part in (said or "no problems", ", ".join(grades)) if part)


def reading_grades(case: Case | None) -> dict[str, float | None]:
    """The Flesch-Kincaid grade of a case's `text` and of its `simpler`, for information only."""
    from game.case.lint.sentences import grades

    return grades(case) if case else {"text": None, "simpler": None}


def for_github(found: Checked, *, every: bool) -> Iterator[str]:
    """Each problem as GitHub's workflow command, which puts it beside the line in a review."""

    def escaped(text: str, more: str = "") -> str:
        for sign in "%\r\n" + more:
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    sources = Excerpts(found.folder)
    for problem in selected(found.problems, every=every)[0]:
        kind = problem.severity if problem.severity in ("error", "warning") else "notice"
        path = found.place(problem, found.folder)
        file, line, end = escaped(path, ":,"), problem.line, sources.end(problem)
        place = f"file={file},line={line},endLine={line},col={problem.column},endColumn={end}"
        words = f"{sentence(problem.message)} {problem.remedy}".strip()
        yield f"::{kind} {place},title={escaped(problem.code, ':,')}::{escaped(words)}"
