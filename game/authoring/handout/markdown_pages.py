"""A handout's files as Markdown: to edit, to keep in a school's own system, to read aloud."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from game.authoring.handout.pieces import CutOut, Names, Piece, Printout, Ruled, SheetTable, SourceBox
from game.play.report import document as blocks
from game.play.report.markdown import escaped, inside, markdown_lines, marked, together

RULE = "_" * 60


def as_markdown(files: Collection[Printout], labels: Collection[str]) -> str:
    """These files as one text, each under its label; nothing in it is taken for markup."""
    pieces: list[Piece] = []
    for file, label in zip(files, labels, strict=True):
        pieces += [blocks.Heading(file.title, 1), blocks.quiet(label), *file.pieces]
    return together(pieces, piece_lines)


def piece_lines(piece: Piece) -> Iterator[str]:
    match piece:
        case SourceBox():
            yield from source_lines(piece)
        case Ruled():
            rules = ["", RULE] * piece.lines
            yield from (escaped(piece.label), *rules) if piece.label else rules[1:]
        case Names():
            yield from (f"- **{inside(name)}**: {inside(what)}" for name, what in piece.entries)
        case SheetTable():
            head, *rows = (f"| {' | '.join(map(inside, row))} |" for row in (piece.head, *piece.rows))
            yield from (head, f"|{'---|' * len(piece.head)}", *rows)
        case CutOut():
            yield from ("---", "", f"## {escaped(piece.title)}", "")
            for inner in piece.pieces:
                yield from (*piece_lines(inner), "")
        case _:
            yield from markdown_lines(piece)


def source_lines(source: SourceBox) -> Iterator[str]:
    """The text stands as typed, far enough in that no line of it can end the block."""
    yield from (f"### {escaped(source.title)}", "")
    if source.note:
        yield from (f"*{inside(source.note)}*", "")
    for paragraph in source.provenance:
        yield from (f"- {marked(paragraph)}" if paragraph.item else marked(paragraph), "")
    for passage in source.passages:
        yield from (f"{escaped(passage.whose)}:", "", "```text")
        for place, lines in enumerate(passage.paragraphs):
            yield from ("",) if place else ()
            yield from (f"{line.shown:>4}  {line.text}" for line in lines)
        yield from ("```", "")
