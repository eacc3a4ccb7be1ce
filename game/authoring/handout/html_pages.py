"""A handout's files as HTML that stands alone, made to be printed on A4 or Letter."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import escape
from itertools import chain, count, groupby
from pathlib import Path

from game.authoring.handout.pieces import (
    CutOut,
    Names,
    Passage,
    Piece,
    Printout,
    Ruled,
    SheetTable,
    SourceBox,
)
from game.play.report import document as blocks
from game.play.report.html import STYLE, flow, inline, inline_span, whole


def as_html(files: Collection[Printout], labels: Collection[str], large: bool = False) -> str:
    """These files as one page, each on a new sheet of paper. Every word is escaped; no script can run."""
    lines = chain.from_iterable(map(file_lines, files, labels, count(1)))
    return whole(next(iter(labels), ""), lines, style(labels, large))


def style(labels: Collection[str], large: bool) -> str:
    """The style of a page; under every sheet of paper stands whose it is."""
    font = "14pt Arial, sans-serif" if large else "9pt Georgia, serif"
    feet = (
        f"@page file-{number} {{ margin: 12mm 16mm 15mm; @bottom-center {{ "
        f'content: "{quoted(label)} · page " counter(page); font: {font}; }} }}\n'
        f"@media print {{ .file-{number} {{ page: file-{number}; }} }}"
        for number, label in enumerate(labels, 1)
    )
    names = ("sheet.css", "large.css") if large else ("sheet.css",)
    own = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)
    return "\n".join((STYLE, *own, *feet))


def quoted(words: str) -> str:
    """Words as a string of a style may hold them: what is no letter, digit or space by its number."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in words)


def file_lines(file: Printout, label: str, number: int) -> Iterator[str]:
    kind = file.name.replace(" ", "-")
    yield f'<article class="file-{number} {file.reader} {kind}" aria-label="{escape(label)}">'
    yield f'<p class="label">{escape(label)}</p>\n<h1>{escape(file.title)}</h1>'
    for cut_out, group in groupby(file.pieces, key=lambda piece: isinstance(piece, CutOut)):
        lines = pieces_lines(tuple(group))
        yield from ('<div class="cut-outs">', *lines, "</div>") if cut_out else lines
    yield "</article>"


def pieces_lines(pieces: Collection[Piece]) -> Iterator[str]:
    """Pieces one after the other; blocks of every page flow together, so that items make a list."""
    for common, group in groupby(pieces, key=lambda piece: isinstance(piece, blocks.Piece)):
        if common:
            yield from flow(piece for piece in group if isinstance(piece, blocks.Piece))
        else:
            for piece in group:
                yield from piece_lines(piece)


def piece_lines(piece: Piece) -> Iterator[str]:
    match piece:
        case SourceBox():
            yield f'<section class="source">\n<h3>{escape(piece.title)}</h3>'
            if piece.note:
                yield f'<p class="note">{escape(piece.note)}</p>'
            yield from (f'<p class="provenance">{inline(each)}</p>' for each in piece.provenance)
            for passage in piece.passages:
                yield from passage_lines(passage)
            yield "</section>"
        case Ruled():
            label = f"<p>{escape(piece.label)}</p>" if piece.label else ""
            rules = '<div class="rule"></div>' * piece.lines
            yield f'<div class="ruled">{label}{rules}</div>'
        case Names():
            entries = (f"<p><b>{escape(name)}:</b> {escape(what)}</p>" for name, what in piece.entries)
            yield f'<div class="names">{"".join(entries)}</div>'
        case SheetTable():
            yield from table_lines(piece)
        case CutOut():
            for copy in range(piece.copies):
                yield f'<section class="cut-out{" copy" if copy else ""}">\n<h2>{escape(piece.title)}</h2>'
                yield from pieces_lines(piece.pieces)
                yield "</section>"


def passage_lines(passage: Passage) -> Iterator[str]:
    """Lines that a wide page breaks as we do, and a narrow one where it must; their numbers are not read."""
    yield f'<p class="whose">{escape(passage.whose)}:</p>'
    for paragraph in passage.paragraphs:
        yield '<p class="lines">'
        for line in paragraph:
            number = f'<span class="number" aria-hidden="true">{line.shown}</span>' if line.shown else ""
            yield f'<span class="line">{number}{"".join(inline_span(span) for span in line.spans)} </span>'
        yield "</p>"


def table_lines(table: SheetTable) -> Iterator[str]:
    """A table; on a narrow screen each cell stands below the other, after the head of its column."""
    yield '<table class="fill">' if table.to_fill else "<table>"
    yield "".join(f'<col class="share-{share}">' for share in table.widths)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    yield f"<thead><tr>{head}</tr></thead>\n<tbody>"
    for row in table.rows:
        cells = zip(table.head, row, strict=True)
        yield "<tr>"
        yield "".join(f'<td data-head="{escape(head)}">{escape(cell)}</td>' for head, cell in cells)
        yield "</tr>"
    yield "</tbody>\n</table>"
