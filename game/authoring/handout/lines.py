"""Numbered lines: a source broken by ourselves, so that "line 7" is the same line on every paper.

A browser would break a text anew for each size of paper. Lines of a fixed measure mean the same in
Markdown, on a screen, on A4 and on Letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from game.case.prose import Paragraph, Span, paragraphs

MEASURE = 72
"""Letters in a line; short enough for either paper and for a margin to write in."""


class Line(NamedTuple):
    """One line of a source as it is printed; `begins` says that a paragraph begins with it."""

    number: int
    spans: tuple[Span, ...]
    begins: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def numbered(markdown: str, measure: int = MEASURE) -> tuple[Line, ...]:
    """An author's text as lines of at most `measure` letters, numbered from 1 through all paragraphs."""
    found: list[Line] = []
    for paragraph in paragraphs(markdown):
        text = f"– {paragraph.text}" if paragraph.item else paragraph.text
        spans = (Span("– "), *paragraph.spans) if paragraph.item else paragraph.spans
        for place, (start, end) in enumerate(stretches(text, measure)):
            found.append(Line(len(found) + 1, cut(Paragraph(spans), start, end), place == 0))
    return tuple(found)


def stretches(text: str, measure: int) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends. A word longer than a line is broken."""
    start = None
    end = 0
    for begin, finish in words(text, measure):
        if start is None:
            start = begin
        elif width(text[start:finish]) > measure:
            yield start, end
            start = begin
        end = finish
    if start is not None:
        yield start, end


def words(text: str, measure: int) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends, in pieces of at most one line."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        end, wide = at, 0
        while end < len(text) and not text[end].isspace():
            wide += width(text[end])
            if wide > measure and end > at:
                break
            end += 1
        yield at, end
        at = end


def width(text: str) -> int:
    """How many letters wide a text is; the signs of East Asia take two."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def cut(paragraph: Paragraph, start: int, end: int) -> tuple[Span, ...]:
    """The part of a paragraph from `start` up to `end`, each piece in its style."""
    found: list[Span] = []
    at = 0
    for span in paragraph.spans:
        first, last = max(start - at, 0), min(end - at, len(span.text))
        if first < last:
            found.append(replace(span, text=span.text[first:last]))
        at += len(span.text)
    return tuple(found)
