"""What a handout's files are made of, beside the blocks that every page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from game.authoring.handout.lines import Line
from game.case.prose import Paragraph
from game.play.report import document as blocks


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source in numbered lines, and whose words they are."""

    whose: str
    paragraphs: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class SourceBox:
    """A source: what it is, who made it and when, its provenance, and what it says."""

    title: str
    note: str
    provenance: tuple[Paragraph, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines to write on, below a few words."""

    label: str
    lines: int


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
class CutOut:
    """Something to cut out. In print the page is filled with copies of it, two in a row."""

    title: str
    pieces: tuple[blocks.Words | Ruled, ...]
    copies: int


Piece = blocks.Piece | SourceBox | Ruled | Names | Table | CutOut

Reader = Literal["students", "teacher"]
"""Whom a file is for."""


@dataclass(frozen=True, slots=True)
class Printout:
    """One file of a handout, which is printed, copied and handed out by itself.

    `name` is what it is called in a line, `copies` says how many are needed and when; `dense` sets it small
    and in two columns, to be looked things up in.
    """

    name: str
    title: str
    copies: str
    pieces: tuple[Piece, ...]
    reader: Reader = "students"
    dense: bool = False


def under(title: str, level: int, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces under a heading, which falls away where there are none."""
    found = tuple(pieces)
    if found:
        yield blocks.Heading(title, level)
        yield from found
