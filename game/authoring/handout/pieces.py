"""What a handout's files are made of, beside the blocks that every page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from game.authoring.handout.lines import Line
from game.case.prose import Paragraph
from game.play.report import document as blocks


class Passage(NamedTuple):
    """Words of a source in numbered lines, and whose words they are."""

    whose: str
    paragraphs: tuple[tuple[Line, ...], ...]


class SourceBox(NamedTuple):
    """A source: what it is, who made it and when, its provenance, and what it says."""

    title: str
    note: str
    provenance: tuple[Paragraph, ...]
    passages: tuple[Passage, ...]


class Ruled(NamedTuple):
    """Lines to write on, below a few words."""

    label: str
    lines: int


class Names(NamedTuple):
    """Names and words, each with what there is to know of it in a line."""

    entries: tuple[tuple[str, str], ...]


class SheetTable(NamedTuple):
    """A table. `widths` are those of its columns in twentieths; `to_fill` leaves room to write."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    to_fill: bool = False


class CutOut(NamedTuple):
    """Something to cut out. In print the page is filled with copies of it, two in a row."""

    title: str
    pieces: tuple[blocks.Words | Ruled, ...]
    copies: int


Piece = blocks.Piece | SourceBox | Ruled | Names | SheetTable | CutOut

Reader = Literal["students", "teacher"]
"""Whom a file is for."""


class Printout(NamedTuple):
    """One file of a handout, which is printed, copied and handed out by itself.

    `name` is what it is called in a line, and `copies` says how many are needed and when.
    """

    name: str
    title: str
    copies: str
    pieces: tuple[Piece, ...]
    reader: Reader


def printout(
    name: str, title: str, copies: str, pieces: Iterable[Piece], reader: Reader = "students"
) -> Printout:
    """A file of pieces that are yet to be made."""
    return Printout(name, title[0].upper() + title[1:], copies, tuple(pieces), reader)


def table(
    head: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[int, ...], to_fill: bool = False
) -> tuple[SheetTable, ...]:
    """A table, if it has rows."""
    found = tuple(rows)
    return (SheetTable(head, found, widths, to_fill),) if found else ()


def under(title: str, level: int, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces under a heading, which falls away where there are none."""
    found = tuple(pieces)
    if found:
        yield blocks.Heading(title, level)
        yield from found
