"""Numbered lines: a source broken by ourselves, so that "line 7" is the same line on every paper.

A browser would break a text anew for each size of paper. Lines of a fixed measure mean the same in
Markdown, on a screen, on A4 and on Letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, groupby
from operator import itemgetter
from typing import NamedTuple

from game.case.prose import Paragraph, Span, paragraphs

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
