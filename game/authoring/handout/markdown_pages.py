"""A handout as Markdown: to edit in a word processor, to keep in a school's own system, to read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.authoring.handout.pieces import (
    Ballot,
    Boxes,
    Card,
    Cards,
    Names,
    NumberedText,
    Part,
    Piece,
    Ruled,
    Table,
)
from game.play.report import document as blocks
from game.play.report.markdown import escaped, inside, markdown_lines, marked, together

RULE = "_" * 60
BOX = "☐"


def as_markdown(parts: Iterable[Part]) -> str:
    """The whole file. Every page begins under a heading of its own; nothing in it is taken for markup."""
    return together(everything(parts), piece_lines)


def everything(parts: Iterable[Part]) -> Iterator[Piece]:
    for part in parts:
        for page in part.pages:
            yield blocks.Heading(page.title, 1 if page is part.pages[0] else 2)
            yield from page.pieces


def piece_lines(piece: Piece) -> Iterator[str]:
    match piece:
        case NumberedText():
            yield from numbered_lines(piece)
        case Ballot():
            yield from ballot_lines(piece)
        case Ruled():
            yield from ruled_lines(piece)
        case Boxes():
            yield boxes_line(piece)
        case Names():
            yield from (f"- **{inside(name)}**: {inside(what)}" for name, what in piece.entries)
        case Table():
            yield from table_lines(piece)
        case Cards():
            for card in piece.cards:
                yield from card_lines(card)
        case _:
            yield from markdown_lines(piece)


def numbered_lines(source: NumberedText) -> Iterator[str]:
    """The text stands as typed: each line begins with its number, so none can end the block."""
    yield from (f"#### {escaped(source.title)}", "")
    if source.note:
        yield from (f"*{inside(source.note)}*", "")
    for paragraph in source.provenance:
        yield from (f"- {marked(paragraph)}" if paragraph.item else marked(paragraph), "")
    yield "```text"
    for line in source.lines:
        if line.begins and line.number > 1:
            yield ""
        yield f"{line.number:>3}  {line.text}"
    yield "```"


def ballot_lines(ballot: Ballot) -> Iterator[str]:
    yield from (f"### {escaped(ballot.ask)}", "")
    for letter, label, reason in ballot.options:
        if letter:
            yield f"- {BOX} **{letter}** {inside(label)}"
        else:
            yield f"- {inside(label)} *Not open: {inside(reason)}*"


def ruled_lines(ruled: Ruled) -> Iterator[str]:
    if ruled.label:
        yield from (escaped(ruled.label), "")
    for number in range(ruled.lines):
        if number:
            yield ""
        yield RULE


def boxes_line(boxes: Boxes) -> str:
    return f"{escaped(boxes.label)}: " + " ".join(f"{BOX} {inside(word)}" for word in boxes.words)


def table_lines(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(inside(cell) for cell in table.head)} |"
    yield f"|{'---|' * len(table.head)}"
    for row in table.rows:
        yield f"| {' | '.join(inside(cell) for cell in row)} |"


def card_lines(card: Card) -> Iterator[str]:
    yield from ("---", "", f"#### {escaped(card.title)}", "")
    for piece in card.pieces:
        yield from piece_lines(piece)
        yield ""
