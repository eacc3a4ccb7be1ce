"""Pages as Markdown that any reader understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from game.case.prose import Paragraph, Span
from game.play.report.document import Blanks, Contents, Drawing, Entry, Fact, Heading, Piece, Table, Words

Written = TypeVar("Written")

AT_THE_START = re.compile(r"^\s*([#+\-=>]|\d+[.)]|)")
ANYWHERE = re.compile(r"([\\`*_\[\]<>~|&])")
LINE = "_" * 32
BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


def as_markdown(blocks: Iterable[Piece]) -> str:
    """Pages as Markdown that any reader understands; nothing in them is taken for markup."""
    return together(blocks, markdown_lines)


def together(pieces: Iterable[Written], lines_of: Callable[[Written], Iterable[str]]) -> str:
    """A whole file, with an empty line between two pieces that are not items of one list."""
    lines: list[str] = []
    in_list = False
    for piece in pieces:
        listed = isinstance(piece, Fact) or (isinstance(piece, Words) and piece.paragraph.item)
        if lines and not (in_list and listed):
            lines.append("")
        lines += lines_of(piece)
        in_list = listed
    return "\n".join(lines) + "\n"


def markdown_lines(block: Piece) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {escaped(block.text)}"
        if block.note:
            yield from ("", f"*{escaped(block.note)}*")
    elif isinstance(block, Fact):
        yield from fact_lines(block)
    elif isinstance(block, Entry):
        yield from entry_lines(block)
    elif isinstance(block, Contents):
        yield from (f"{number}. {escaped(title)}" for number, title in enumerate(block.titles, 1))
    elif isinstance(block, Blanks):
        yield " ".join(f"{escaped(label)}: {LINE}" for label in block.labels)
    elif isinstance(block, Table):
        yield f"*{escaped(block.caption)}*"
        yield ""
        yield from (row_line(row) for row in (block.columns, ("---",) * len(block.columns), *block.rows))
    elif isinstance(block, Drawing):
        yield f"*{escaped(block.caption)}: the picture stands in the HTML file, its words below.*"
    elif block.paragraph.item:
        yield f"- {words_line(block)}"
    elif block.tone == "player":
        yield f"> {words_line(block)}"
    elif block.tone == "quiet":
        yield f"*{escaped(block.in_full)}*"
    else:
        yield words_line(block)


def row_line(cells: Iterable[str]) -> str:
    """A row of a table."""
    return f"| {' | '.join(each if each == '---' else inside(each) for each in cells)} |"


def entry_lines(entry: Entry) -> Iterator[str]:
    if entry.title:
        yield f"**{escaped(entry.title)}**" + (f" ({escaped(entry.note)})" if entry.note else "")
        yield ""
    yield from (f"- {words_line(words)}" for words in entry.words)
    for fact in entry.facts:
        yield from fact_lines(fact)


def fact_lines(fact: Fact) -> Iterator[str]:
    first, *rest = fact.words
    if first.paragraph.item:
        yield f"- {escaped(fact.label)}:"
        rest = [first, *rest]
    else:
        yield f"- {escaped(fact.label)}: {words_line(first)}"
    for words in rest:
        if words.paragraph.item:
            yield f"  - {words_line(words)}"
        else:
            yield from ("", f"  {words_line(words)}")


def words_line(words: Words) -> str:
    """A paragraph with what is said behind it; a line to write on behind what is asked."""
    note = f" ({inside(words.note)})" if words.note else ""
    return (
        f"{marked(words.paragraph)}{note}" if words.tone != "blank" else f"*{marked(words.paragraph)}* {LINE}"
    )


def marked(paragraph: Paragraph) -> str:
    """A paragraph's words with its emphasis, everything else as typed."""
    spans = paragraph.spans
    around = ["", *(span.text for span in spans), ""]
    return at_the_start(
        "".join(marked_span(span, around[at], around[at + 2]) for at, span in enumerate(spans))
    )


def marked_span(span: Span, before: str = "", after: str = "") -> str:
    """A span between two others; without its emphasis where a reader would take the signs for letters."""
    words = span.text.strip()
    sign = "**" if span.strong else "*" if span.emphasis else ""
    if not sign or not words:
        return inside(span.text)
    left, _, right = span.text.partition(words)
    if clings(words[0], (before + left)[-1:]) or clings(words[-1], (right + after)[:1]):
        return inside(span.text)
    return f"{left}{sign}{inside(words)}{sign}{right}"


def clings(inner: str, outer: str) -> bool:
    """Whether a sign between these two letters would neither open nor close: `a*(b)*`."""
    return not inner.isalnum() and outer.isalnum()


def escaped(words: str) -> str:
    """Words in which nothing is taken for markup."""
    return at_the_start(inside(words))


def inside(words: str) -> str:
    return ANYWHERE.sub(r"\\\1", BREAK.sub(" ", words))


def at_the_start(line: str) -> str:
    return AT_THE_START.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}" if found[1] else "", line)
