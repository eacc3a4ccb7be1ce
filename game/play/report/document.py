"""What a page is made of, before any face: headings, paragraphs, labelled facts, entries, rows and a chart.

A block says what it is, never how it looks. `key` says what can be opened, marked or written where a block
stands (`point:market`, `paper:decree`), `anchor` is a place to jump to. A face on which nothing can be opened
reads the same blocks one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from game.case.model import Bearing, Certainty, Source
from game.case.prose import Memory, Paragraph, Span, paragraphs
from game.immutable import immutable
from game.phrases import number

Tone = Literal["text", "quiet", "player", "item", "blank"]
"""What a paragraph is: text, something said beside it, the player's own hand, an item, a line to fill in."""
Sign = (
    Certainty
    | Bearing
    | Literal["", "unopened", "same", "parted", "you", "record", "chosen", "unchosen", "onward"]
)
"""What is drawn before words: how sure we are, what a paper does, how a decision lies beside the record, her
course or the record's; what she chose, and what she went on to from what stands above it."""


@immutable
class Heading:
    """A heading: 1 of the whole, 2 of a part, 3 of a section, 4 of a chapter in a list; `note` is below."""

    text: str
    level: int
    note: str = ""
    anchor: str = ""


@immutable
class Words:
    """A paragraph. `note` is said quietly behind it; where the tone is the player's, the note is hers."""

    paragraph: Paragraph
    tone: Tone = "text"
    note: str = ""
    sign: Sign = ""
    key: str = ""

    @property
    def in_full(self) -> str:
        """The words alone, with the note."""
        return f"{self.paragraph.text} ({self.note})" if self.note else self.paragraph.text


class Fact(NamedTuple):
    """One labelled piece of an entry, or of a page about one thing."""

    label: str
    words: tuple[Words, ...]
    anchor: str = ""
    sign: Sign = ""


@immutable
class Entry:
    """One thing among several of its kind: a decision, a paper, a person, an argument.

    `words` are told of it without a label. `sheet` marks what is evidence or record, and so lies on paper.
    """

    title: str
    note: str = ""
    facts: tuple[Fact, ...] = ()
    sheet: bool = False
    words: tuple[Words, ...] = ()
    anchor: str = ""


Block = Heading | Words | Fact | Entry


class GridColumn(NamedTuple):
    """A column: its label, the shorter one for where columns are stacked, and its share of the width.

    A column without a share says how sure we are, in a few cells.
    """

    label: str = ""
    short: str = ""
    share: int = 0


class GridRow(NamedTuple):
    """One row of a list. With a `key` it opens."""

    cells: tuple[tuple[Words, ...], ...]
    key: str = ""
    sign: Sign = ""


@immutable
class Grid:
    """Rows in columns, with headings between them; without columns each row is one cell."""

    rows: tuple[GridRow | Heading, ...]
    columns: tuple[GridColumn, ...] = ()


class Bar(NamedTuple):
    """An explanation in a chart: a block for each paper and whether the player weighed it, and words."""

    key: str
    title: str
    papers: tuple[tuple[Bearing, bool], ...]
    unopened: int
    words: tuple[Words, ...]


@immutable
class Chart:
    """What speaks for and against each explanation, paper by paper."""

    bars: tuple[Bar, ...]


MOST_TITLES = 5
"""Titles that are named of a list before the rest is counted."""
Shown = Block | Grid | Chart
"""What a page is made of in a face where rows open."""


@immutable
class Contents:
    """What comes, by the titles of its parts in order: all the headings of level 2 that follow."""

    titles: tuple[str, ...]


@immutable
class Blanks:
    """What is filled in by hand: labels, each with a line to write on."""

    labels: tuple[str, ...]


@immutable
class Table:
    """Short texts in rows and columns; the first cell of a row is its heading. `caption` says what of."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@immutable
class Drawing:
    """A picture as SVG that is safe as it is; what it shows is said in words beside it, too."""

    svg: str
    caption: str


Piece = Block | Contents | Blanks | Table | Drawing
"""What a page in a file is made of: it has contents, and room to write."""


def as_typed(text: str, by_player: bool = False, strong: bool = False) -> Paragraph:
    """A paragraph that holds no markup: what stands in it is drawn as it is."""
    return Paragraph((Span(text, by_player=by_player, strong=strong),))


def text(words: str) -> Words:
    return Words(as_typed(words))


def strong(words: str) -> Words:
    return Words(as_typed(words, strong=True))


def quiet(words: str) -> Words:
    return Words(as_typed(words), "quiet")


def by_hand(words: str) -> Words:
    """The player's own words."""
    return Words(as_typed(words, by_player=True), "player")


def item(words: str, note: str = "") -> Words:
    return Words(replace(as_typed(words), item=True), "item", note)


def prose(markdown: str, memory: Memory | None = None) -> tuple[Words, ...]:
    """An author's paragraphs."""
    return tuple(Words(each, "item" if each.item else "text") for each in paragraphs(markdown, memory))


def labelled(label: str, words: Iterable[Words], anchor: str = "") -> tuple[Fact, ...]:
    """A fact, unless it is empty."""
    found = tuple(words)
    return (Fact(label, found, anchor),) if found else ()


def fact(label: str, markdown: str) -> tuple[Fact, ...]:
    """A fact in an author's words, unless it is empty."""
    return labelled(label, prose(markdown))


def plain_fact(label: str, words: str, by_player: bool = False, sign: Sign = "") -> tuple[Fact, ...]:
    """A fact without markup, unless it is empty."""
    found = by_hand(words) if by_player else text(words)
    return labelled(label, (replace(found, sign=sign),) if words else ())


def listed(label: str, words: Iterable[str], anchor: str = "") -> tuple[Fact, ...]:
    """A fact that is a list, unless it is empty."""
    return labelled(label, map(item, words), anchor)


def some(titles: Iterable[Words]) -> Iterator[Words]:
    """A list of titles; of a long one the first, below how many there are."""
    found = tuple(titles)
    if len(found) > MOST_TITLES:
        yield quiet(f"{number(len(found))}, among them")
    yield from found[:MOST_TITLES]


def all_words(blocks: Iterable[Shown]) -> Iterator[Words]:
    """Every paragraph that these blocks hold, in order."""
    for block in blocks:
        if isinstance(block, Words):
            yield block
        elif isinstance(block, Fact):
            yield from block.words
        elif isinstance(block, Entry):
            yield from block.words
            yield from all_words(block.facts)
        elif isinstance(block, Chart):
            yield from (words for bar in block.bars for words in bar.words)
        elif isinstance(block, Grid):
            rows = (row for row in block.rows if isinstance(row, GridRow))
            yield from (words for row in rows for cell in row.cells for words in cell)


def work(source: Source) -> str:
    """A work as it is cited: author, title, publisher and year."""
    published = ", ".join(part for part in (source.publisher, source.year) if part)
    name = f"{source.author}, {source.title}" if source.author else source.title
    return f"{name} ({published})" if published else name
