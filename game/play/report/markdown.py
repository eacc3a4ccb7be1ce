"""Pages as Markdown that any reader understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from game.case.prose import Paragraph, Span
from game.play.report.document import Blanks, Contents, Entry, Heading, Piece, Words

Written = TypeVar("Written")

AT_THE_START = re.compile(r"^(\s*)([#+\-=>]|\d+[.)])")
ANYWHERE = re.compile(r"([\\`*_\[\]<>~|&])")


def as_markdown(blocks: Iterable[Piece]) -> str:
    """Pages as Markdown that any reader understands; nothing in them is taken for markup."""
    return together(blocks, markdown_lines)


def together(pieces: Iterable[Written], lines_of: Callable[[Written], Iterable[str]]) -> str:
    """A whole file, with an empty line between two pieces that are not items of one list."""
    lines: list[str] = []
    in_list = False
    for piece in pieces:
        listed = isinstance(piece, Words) and piece.tone == "item"
        if lines and not (in_list and listed):
            lines.append("")
        lines += lines_of(piece)
        in_list = listed
    return "\n".join(lines) + "\n"


def markdown_lines(block: Piece) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {escaped(block.text)}"
    elif isinstance(block, Entry):
        yield from entry_lines(block)
    elif isinstance(block, Contents):
        yield from (f"{number}. {escaped(title)}" for number, title in enumerate(block.titles, 1))
    elif isinstance(block, Blanks):
        yield " ".join(f"{escaped(label)}: {'_' * 32}" for label in block.labels)
    elif block.tone == "item":
        yield f"- {marked(block.paragraph)}"
    elif block.tone == "player":
        yield f"> {marked(block.paragraph)}"
    elif block.tone == "quiet":
        yield f"*{marked(Paragraph(tuple(Span(span.text) for span in block.paragraph.spans)))}*"
    else:
        yield marked(block.paragraph)


def entry_lines(entry: Entry) -> Iterator[str]:
    if entry.title:
        yield f"**{escaped(entry.title)}**" + (f" ({escaped(entry.note)})" if entry.note else "")
        yield ""
    for fact in entry.facts:
        first, *rest = fact.paragraphs
        if first.item:
            yield f"- {fact.label}:"
            rest = [first, *rest]
        else:
            yield f"- {fact.label}: {marked(first)}"
        for paragraph in rest:
            if paragraph.item:
                yield f"  - {marked(paragraph)}"
            else:
                yield from ("", f"  {marked(paragraph)}", "")


def marked(paragraph: Paragraph) -> str:
    """A paragraph's words with its emphasis, everything else as typed."""
    return at_the_start("".join(marked_span(span) for span in paragraph.spans))


def marked_span(span: Span) -> str:
    words = span.text.strip()
    sign = "**" if span.strong else "*" if span.emphasis else ""
    if not sign or not words:
        return inside(span.text)
    before, _, after = span.text.partition(words)
    return f"{before}{sign}{inside(words)}{sign}{after}"


def escaped(words: str) -> str:
    """Words in which nothing is taken for markup."""
    return at_the_start(inside(words))


def inside(words: str) -> str:
    return ANYWHERE.sub(r"\\\1", words)


def at_the_start(line: str) -> str:
    return AT_THE_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", line)
