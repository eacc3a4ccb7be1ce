"""What a handout's files are made of, beside the blocks that every page is made of.

A source is broken into numbered lines by ourselves, so that "line 7" is the same line in Markdown, on a
screen, on A4 and on Letter; a browser would break it anew for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from game.case.prose import Paragraph, Span, paragraphs
from game.play.report import document as blocks

MEASURE = 72
"""Letters in a line; short enough for either paper and for a margin to write in."""
EVERY = 5
"""Lines from one printed number to the next."""


class Line(NamedTuple):
    """One line of a source as it is printed."""

    number: int
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)

    @property
    def shown(self) -> str:
        """Its number, if it is one that is printed."""
        return "" if self.number % EVERY else str(self.number)


def numbered(markdown: str, first: int = 1, measure: int = MEASURE) -> tuple[tuple[Line, ...], ...]:
    """An author's paragraphs, each as lines of at most `measure` letters, numbered through all of them."""
    numbers = count(first)
    found = []
    for paragraph in paragraphs(markdown):
        whole = Paragraph((Span("– "), *paragraph.spans)) if paragraph.item else paragraph
        found.append(tuple(Line(next(numbers), cut(whole, *each)) for each in stretches(whole.text, measure)))
    return tuple(found)


def stretches(text: str, measure: int) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends. A word longer than a line is broken."""
    start, end = None, 0
    for word in re.finditer(rf"\S{{1,{measure}}}", text):
        if start is None:
            start = word.start()
        elif word.end() - start > measure:
            yield start, end
            start = word.start()
        end = word.end()
    if start is not None:
        yield start, end


def cut(paragraph: Paragraph, start: int, end: int) -> tuple[Span, ...]:
    """The part of a paragraph from `start` up to `end`, each piece in its style."""
    signs = [(span, sign) for span in paragraph.spans for sign in span.text][start:end]
    pieces = groupby(signs, key=itemgetter(0))
    return tuple(replace(span, text="".join(sign for _, sign in piece)) for span, piece in pieces)


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
