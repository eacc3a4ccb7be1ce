"""What a page is made of: headings, paragraphs and entries, before any format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from game.case.model import Source
from game.case.prose import Memory, Paragraph, Span, paragraphs

Tone = Literal["text", "quiet", "player", "item"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the whole's, 2 a part's, 3 a scene's."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: the text, something said quietly beside it, or the player's own hand."""

    paragraph: Paragraph
    tone: Tone = "text"


class Fact(NamedTuple):
    """One labelled piece of an entry."""

    label: str
    paragraphs: tuple[Paragraph, ...]
    by_player: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing among several of its kind: a decision, a paper, a person, an argument.

    `sheet` marks what is evidence or record, and so lies on paper.
    """

    title: str
    note: str = ""
    facts: tuple[Fact, ...] = ()
    sheet: bool = False


Block = Heading | Words | Entry


@dataclass(frozen=True, slots=True)
class Contents:
    """What comes, by the titles of its parts in order: all the headings of level 2 that follow."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """What is filled in by hand: labels, each with a line to write on."""

    labels: tuple[str, ...]


Piece = Block | Contents | Blanks
"""What a page in a file is made of: it has contents, and room to write."""


def as_typed(text: str, by_player: bool = False) -> Paragraph:
    """A paragraph that holds no markup: what stands in it is drawn as it is."""
    return Paragraph((Span(text, by_player=by_player),))


def text(words: str) -> Words:
    return Words(as_typed(words))


def quiet(words: str) -> Words:
    return Words(as_typed(words), "quiet")


def item(words: str) -> Words:
    return Words(replace(as_typed(words), item=True), "item")


def prose(markdown: str, memory: Memory | None = None) -> tuple[Words, ...]:
    """An author's paragraphs."""
    return tuple(Words(each, "item" if each.item else "text") for each in paragraphs(markdown, memory))


def fact(label: str, markdown: str) -> tuple[Fact, ...]:
    """A fact in an author's words, unless it is empty."""
    return (Fact(label, paragraphs(markdown)),) if markdown.strip() else ()


def plain_fact(label: str, words: str, by_player: bool = False) -> tuple[Fact, ...]:
    """A fact without markup, unless it is empty."""
    return (Fact(label, (as_typed(words, by_player),), by_player),) if words else ()


def listed(label: str, words: Iterable[str]) -> tuple[Fact, ...]:
    """A fact that is a list, unless it is empty."""
    found = tuple(replace(as_typed(each), item=True) for each in words)
    return (Fact(label, found),) if found else ()


def work(source: Source) -> str:
    """A work as it is cited: author, title, publisher and year."""
    published = ", ".join(part for part in (source.publisher, source.year) if part)
    name = f"{source.author}, {source.title}" if source.author else source.title
    return f"{name} ({published})" if published else name


def sentence(words: str) -> str:
    """Words that end as a sentence does."""
    return words if words.endswith((".", "?", "!", "…", "”")) else f"{words}."
