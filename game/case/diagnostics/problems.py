"""Problems as data: what is wrong in an author's files, where, and how to mend it.

A `Problem` is one mistake at one place. `Problems` gathers them while a case is read and checked, so
that an author gets every one of them at once. What each kind of problem means stands in
`game.case.diagnostics.kinds`.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.case.model import Place

if TYPE_CHECKING:
    from game.case.diagnostics.kinds import ProblemKind, Severity

MOST_PROBLEMS = 1_000
"""Problems of one severity kept for one case; more than this help nobody."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""From the gravest down."""

MOST_COMPARED = 60
"""Words that a misspelt one is compared with."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that may not stand in any text: they can rewrite a terminal or reverse a line.

C0 except tab and newline, C1, line and paragraph separators, bidirectional embeddings, overrides and
isolates, half characters and non-characters.
"""


def printable(text: str) -> str:
    """The text as one line, with every character that could act on a terminal spelled out."""
    line = text.replace("\n", " ").replace("\t", " ")
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def shown(text: str) -> str:
    """An author's words in quotation marks for a message, shortened to fit a line."""
    line = printable(text[:200]).strip()
    return f'"{line}"' if len(line) <= 60 and len(text) <= 200 else f'"{line[:57]}…"'


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: what is wrong (`message`), where, and how to mend it (`remedy`).

    `file` is relative to the case's folder; line and column count from 1. No field holds a character
    that could act on a terminal, whatever the author's file contains.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    remedy: str

    def __post_init__(self) -> None:
        for name in ("file", "message", "remedy"):
            text = getattr(self, name)
            if "\n" in text or UNPRINTABLE.search(text):
                object.__setattr__(self, name, printable(text))

    @property
    def place(self) -> str:
        """Where it is, as editors and compilers write it."""
        return f"{self.file}:{self.line}:{self.column}"

    def one_line(self) -> str:
        """Place, message and remedy in one line."""
        return (
            f"{self.place}: {self.message}; {self.remedy}" if self.remedy else f"{self.place}: {self.message}"
        )

    def two_lines(self) -> str:
        """Place, severity and message; then the remedy, indented."""
        first = f"{self.place}: {self.severity}: {self.message} [{self.code}]"
        return f"{first}\n    {self.remedy}" if self.remedy else first

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def kind_of(code: str) -> ProblemKind:
    """The kind with this code. A sound case has no problem, so that play never loads the table."""
    from game.case.diagnostics.kinds import KINDS

    return KINDS[code]


class CaseError(Exception):
    """A case that cannot be played as it stands; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [problem for problem in self.problems if problem.severity == "error"]
        first = (errors or list(self.problems))[:1]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{first[0].one_line()}{more}" if first else "the case cannot be played")


class Problems:
    """Gathers problems while a case is read and checked.

    It keeps the first thousand of each severity, so that hints never crowd out a warning, nor warnings an
    error.
    """

    def __init__(self) -> None:
        self.found: dict[Problem, None] = {}
        self.left_out: Counter[Severity] = Counter()
        self._kept: Counter[Severity] = Counter()
        self.stops = False
        self._budget = 400_000

    @property
    def full(self) -> bool:
        """Whether further errors are only counted, so that no work need go into them."""
        return self.full_of("error")

    def full_of(self, severity: Severity) -> bool:
        """Whether further problems of this severity are only counted."""
        return self._kept[severity] >= MOST_PROBLEMS

    def has(self, code: str) -> bool:
        """Whether a problem of this kind has been found."""
        return any(problem.code == code for problem in self.found)

    def add(self, code: str, place: Place, message: str, remedy: str = "") -> None:
        """Note a problem of a kind in `KINDS`; without a remedy, it gets the one of its kind."""
        kind = kind_of(code)
        self.stops = self.stops or kind.stops
        problem = Problem(code, kind.severity, *place, message, remedy or kind.mend)
        if problem in self.found:
            return
        if self.full_of(kind.severity):
            self.left_out[kind.severity] += 1
            return
        self._kept[kind.severity] += 1
        self.found[problem] = None

    def suggest(self, word: str, known: Collection[str], otherwise: str = "") -> str:
        """A remedy that names the nearest known word, or says something else.

        The work for one case is bounded: with thousands of mistakes in a case of thousands of scenes,
        the later ones go without a suggestion.
        """
        self._budget -= len(known)
        near = nearest(word, known) if self._budget > 0 and not self.full else None
        return f'did you mean "{near}"?' if near else otherwise

    def all(self, files: Iterable[str] = ()) -> tuple[Problem, ...]:
        """Everything found, in the order of `files` and then of lines; last, what was left out."""
        rank = {file: number for number, file in enumerate(files)}
        found = sorted(
            self.found, key=lambda each: (rank.get(each.file, -1), each.file, each.line, each.column)
        )
        if self.left_out:
            kind = kind_of("too-many-problems")
            number = self.left_out.total()
            message = f"there are {number:,} more problems than the {len(found):,} shown"
            last = found[-1]
            severity = next(each for each in SEVERITIES if self.left_out[each])
            found.append(
                Problem("too-many-problems", severity, last.file, last.line, last.column, message, kind.mend)
            )
        return tuple(found)


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that was most likely meant, or None.

    Where there are many, only those that begin or end alike, or contain one another, are compared.
    """
    if not word or len(word) > 80:
        return None
    low = word.lower()
    if len(known) > MOST_COMPARED:
        head, tail, size = low[:2], low[-2:], len(low)
        known = [
            each
            for each in known
            if (abs(len(each) - size) <= 2 and (each[:2] == head or each[-2:] == tail))
            or (each[:2] == head and (each.startswith(low) or low.startswith(each)))
        ][:MOST_COMPARED]
    by_lower = {each.lower(): each for each in known if len(each) <= 80}
    if low in by_lower:
        return by_lower[low]
    found = difflib.get_close_matches(low, by_lower, n=1, cutoff=0.65)
    return by_lower[found[0]] if found else None
