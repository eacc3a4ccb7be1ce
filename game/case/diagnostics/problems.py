"""Problems as data: what is wrong in an author's files, where, and how to mend it.

While a case is read and checked, `Problems` gathers mistakes: each names its kind, its place, and what it is
about, so that an author gets every one of them at once. `game.case.diagnostics.telling` makes a `Problem` of
each, with the words that the catalogue has for its kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Literal, Protocol, TypedDict, Unpack

from game.case.misspelt import nearest
from game.case.node import FilePlace
from game.immutable import immutable
from game.phrases import sentence
from game.refusal import FALLS_SHORT, Refusal

Severity = Literal["error", "warning", "hint"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""From the gravest down."""

MOST_PROBLEMS = 1_000
"""Problems of one severity told of one case, and mistakes of one kind kept; more help nobody."""

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Characters that may not stand in any text: they can rewrite a terminal or reverse a line.

C0 except tab and newline, C1, line and paragraph separators, bidirectional embeddings, overrides and
isolates, half characters and non-characters.
"""


UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]")
"""Characters that have no width; in some writings they belong into a text, and into a name never."""


def printable(text: str) -> str:
    """The text as one line, with every character that could act on a terminal spelled out."""
    line = text.replace("\n", " ").replace("\t", " ")
    return UNPRINTABLE.sub(spelled, line)


def spelled(found: re.Match[str]) -> str:
    """A character by its number."""
    return f"\\u{ord(found[0]):04x}"


def shown(text: str) -> str:
    """An author's words in quotation marks for a message, shortened to fit a line."""
    line = UNSEEN.sub(spelled, printable(text[:200])).strip()
    return f'"{line}"' if len(line) <= 60 and len(text) <= 200 else f'"{line[:57]}…"'


@immutable
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

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class CaseError(Refusal):
    """A case that cannot be played as it stands; `problems` holds everything that is wrong with it."""

    code = FALLS_SHORT

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [problem for problem in self.problems if problem.severity == "error"]
        first = (errors or list(self.problems))[:1]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(sentence(f"{first[0].one_line()}{more}" if first else "the case cannot be played"))


Names = tuple[str, ...]


class Parameters(TypedDict, total=False):
    """What the words of a kind of problem can speak of, each parameter of one type everywhere.

    `owner` is what kind of thing is meant and its name, or "". `near` is what was probably meant by a
    misspelt name: any kind takes it, and then the remedy names it.
    """

    about: int
    better: str
    byte: int
    call: str
    character: str
    condition: str
    count: int
    due: str
    encoding: str
    file: str
    folder: str
    folders: Names
    high: int
    kept: int
    key: str
    keys: Names
    kind: str
    line: int
    link: str
    low: int
    minutes: int
    missing: str
    most: int
    name: str
    names: Names
    near: str | None
    odds: float
    other: str
    owner: tuple[str, str]
    owners: Names
    path: str
    promise: str
    quote: str
    reasons: Names
    rest: Names
    scene: str
    shape: str
    sign: str
    value: str
    variable: str
    verb: str
    what: str
    why: str
    witness: Names
    word: str
    words: Names


@immutable
class Mistake:
    """Something wrong at a place: its kind, and what fills the words of that.

    `told` is the code of the kind; where it has several wordings, with a dot and the name of one.
    """

    told: str
    place: FilePlace
    given: tuple[tuple[str, object], ...]

    @property
    def code(self) -> str:
        """The code of its kind."""
        return self.told.partition(".")[0]


class Tell(Protocol):
    """Takes a mistake in the file at hand: its kind, line and column, and what it is about."""

    def __call__(self, told: str, line: int, column: int, /, **given: Unpack[Parameters]) -> None: ...


class Problems:
    """Gathers mistakes while a case is read and checked; of each kind it keeps the first thousand."""

    def __init__(self) -> None:
        self.found: dict[Mistake, None] = {}
        self.left_out: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self.stops = False
        """Whether something told elsewhere keeps the case from being compiled."""
        self._budget = 400_000

    def full_of(self, code: str) -> bool:
        """Whether further mistakes of this kind are only counted, so that no work need go into them."""
        return self._kept[code] >= MOST_PROBLEMS

    def has(self, code: str) -> bool:
        """Whether a problem of this kind has been found."""
        return self._kept[code] > 0

    def add(self, told: str, place: FilePlace, /, **given: Unpack[Parameters]) -> None:
        """Note a mistake of a kind in the catalogue: by its code, or by its code, a dot and a wording."""
        mistake = Mistake(told, place, tuple(given.items()))
        if mistake in self.found:
            return
        code = mistake.code
        if self.full_of(code):
            self.left_out[code] += 1
            return
        self._kept[code] += 1
        self.found[mistake] = None

    def withdraw(self, told: str, file: str | None = None) -> tuple[FilePlace, ...]:
        """Take back every mistake of a kind and wording, in one file or in all; gives their places."""
        found = [each for each in self.found if each.told == told and file in (None, each.place.file)]
        for mistake in found:
            del self.found[mistake]
            self._kept[mistake.code] -= 1
        return tuple(mistake.place for mistake in found)

    def of_file(self, name: str) -> Tell:
        """Notes mistakes in one file."""

        def tell(told: str, line: int, column: int, /, **given: Unpack[Parameters]) -> None:
            self.add(told, FilePlace(name, line, column), **given)

        return tell

    def near(self, word: str, known: Collection[str]) -> str | None:
        """The known word that was probably meant.

        The work for one case is bounded: with thousands of mistakes in a case of thousands of scenes,
        the later ones go without a suggestion.
        """
        self._budget -= len(known)
        return nearest(word, known) if self._budget > 0 else None
