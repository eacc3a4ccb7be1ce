"""What a handout's pages are made of, beside the blocks that every page is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.authoring.handout.lines import Line
from game.case.prose import Paragraph
from game.play.report import document as blocks


@dataclass(frozen=True, slots=True)
class NumberedText:
    """A source: what it is, who made it and when, its provenance, and its text in numbered lines."""

    title: str
    note: str
    provenance: tuple[Paragraph, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """What can be voted for, by letter; what cannot has the reason instead of a letter."""

    ask: str
    options: tuple[tuple[str, str, str], ...]
    """Letter, label and reason of each."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines to write on, below a few words."""

    label: str
    lines: int


@dataclass(frozen=True, slots=True)
class Boxes:
    """Words to tick one of."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Names and words, each with what there is to know of it in a line."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are those of its columns in twentieths; `to_fill` leaves room to write."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    to_fill: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """Something to cut out."""

    title: str
    pieces: tuple[blocks.Words | Boxes | Ruled, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards to cut out: vote cards two in a row, tickets one below the other."""

    cards: tuple[Card, ...]
    across: Literal[1, 2]

    @property
    def pages(self) -> tuple[tuple[Card, ...], ...]:
        """The cards of each page: four small ones, or three as wide as the paper."""
        most = 4 if self.across == 2 else 3
        return tuple(self.cards[at : at + most] for at in range(0, len(self.cards), most))


Piece = blocks.Piece | NumberedText | Ballot | Ruled | Boxes | Names | Table | Cards

Look = Literal["sheet", "key"]
"""How a page is set: a sheet in one column with room to write, a key in two narrow ones."""


Reader = Literal["students", "teacher"]
"""Whom a part is for."""


@dataclass(frozen=True, slots=True)
class Page:
    """What begins on a new sheet of paper."""

    title: str
    look: Look
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a handout: the students', or the teacher's."""

    title: str
    reader: Reader
    pages: tuple[Page, ...]
