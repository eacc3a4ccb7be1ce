"""A handout as one HTML file that stands alone, made to be printed on A4 or Letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from game.authoring.handout.lines import Line
from game.authoring.handout.pieces import (
    Ballot,
    Boxes,
    Card,
    Cards,
    Names,
    NumberedText,
    Page,
    Part,
    Piece,
    Ruled,
    Table,
)
from game.authoring.handout.style import STYLE
from game.play.report import document as blocks
from game.play.report.html import flow, inline, inline_span, whole


def as_html(title: str, parts: Iterable[Part]) -> str:
    """The whole file. Every word in it is escaped, and its own policy forbids scripts and loading."""
    lines = (line for number, part in enumerate(parts) for line in part_lines(part, first=number == 0))
    return whole(title, lines, STYLE)


def part_lines(part: Part, first: bool) -> Iterator[str]:
    yield f'<article class="{part.reader}" aria-label="{escape(part.title)}">'
    for number, page in enumerate(part.pages):
        yield from page_lines(page, level=1 if number == 0 else 2, first=first and number == 0)
    yield "</article>"


def page_lines(page: Page, level: int, first: bool) -> Iterator[str]:
    yield f'<section class="page {page.look}-page{" first" if first else ""}">'
    yield f"<h{level}>{escape(page.title)}</h{level}>"
    yield f'<div class="{"columns" if page.look == "key" else "wide"}">'
    for common, group in groupby(page.pieces, key=lambda piece: isinstance(piece, blocks.Piece)):
        if common:
            yield from flow(piece for piece in group if isinstance(piece, blocks.Piece))
        else:
            for piece in group:
                yield from piece_lines(piece)
    yield "</div>\n</section>"


def piece_lines(piece: Piece) -> Iterator[str]:
    match piece:
        case NumberedText():
            yield from numbered_lines(piece)
        case Ballot():
            yield from ballot_lines(piece)
        case Ruled():
            yield from ruled_lines(piece)
        case Boxes():
            yield from boxes_lines(piece)
        case Names():
            entries = (f"<p><b>{escape(name)}:</b> {escape(what)}</p>" for name, what in piece.entries)
            yield f'<div class="names">{"".join(entries)}</div>'
        case Table():
            yield from table_lines(piece)
        case Cards():
            for cards in piece.pages:
                yield f'<div class="cards across-{piece.across}">'
                for card in cards:
                    yield from card_lines(card)
                yield "</div>"
        case _:
            yield from flow((piece,))


def numbered_lines(source: NumberedText) -> Iterator[str]:
    yield f'<section class="source">\n<h4>{escape(source.title)}</h4>'
    if source.note:
        yield f'<p class="note">{escape(source.note)}</p>'
    for paragraph in source.provenance:
        yield f'<p class="provenance">{inline(paragraph)}</p>'
    yield '<div class="lines">'
    yield from (line_of(line) for line in source.lines)
    yield "</div>\n</section>"


def line_of(line: Line) -> str:
    begins = " begins" if line.begins and line.number > 1 else ""
    words = "".join(inline_span(span) for span in line.spans)
    return f'<div class="line{begins}"><span class="number">{line.number}</span> {words}</div>'


def ballot_lines(ballot: Ballot) -> Iterator[str]:
    yield f'<section class="ballot">\n<h3>{escape(ballot.ask)}</h3>\n<ul class="options">'
    for letter, label, reason in ballot.options:
        if letter:
            yield f'<li><b class="box">{escape(letter)}</b> <span>{escape(label)}</span></li>'
        else:
            why = f'<em class="reason">Not open: {escape(reason)}</em>'
            yield f'<li class="shut"><b class="box">–</b> <span>{escape(label)} {why}</span></li>'
    yield "</ul>\n</section>"


def ruled_lines(ruled: Ruled) -> Iterator[str]:
    yield '<div class="ruled">'
    if ruled.label:
        yield f"<p>{escape(ruled.label)}</p>"
    yield '<div class="rule"></div>' * ruled.lines
    yield "</div>"


def boxes_lines(boxes: Boxes) -> Iterator[str]:
    words = "".join(f'<span class="tick"><b class="box"></b> {escape(word)}</span> ' for word in boxes.words)
    yield f'<div class="boxes"><p>{escape(boxes.label)}</p><p>{words}</p></div>'


def table_lines(table: Table) -> Iterator[str]:
    yield '<table class="fill">' if table.to_fill else "<table>"
    yield "".join(f'<col class="share-{share}">' for share in table.widths)
    yield f"<thead><tr>{''.join(f'<th>{escape(cell)}</th>' for cell in table.head)}</tr></thead>"
    yield "<tbody>"
    yield from (f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    yield "</tbody>\n</table>"


def card_lines(card: Card) -> Iterator[str]:
    yield f'<section class="card">\n<h4>{escape(card.title)}</h4>'
    for piece in card.pieces:
        yield from piece_lines(piece)
    yield "</section>"
