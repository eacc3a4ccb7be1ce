"""Setting text by hand: prose, hanging lines and columns as `Content`, never as markup.

A style is a string such as "$quiet italic", read with the theme's names at the time of drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from game.case.prose import REMEMBERED, Memory, Paragraph, Span, paragraphs

EMPTY = Content("")


class MarginSign(NamedTuple):
    """A sign in pencil in the margin, and what it says, where that is told."""

    sign: str
    says: str = ""


NOTHING_BESIDE: Mapping[int | str | None, MarginSign] = {}
TOLD = Style.from_meta({"told": True})
"""Marks the lines that say what a sign in the margin says."""


def is_told(line: Content) -> bool:
    """Whether a line says what a sign in the margin says."""
    return any(span.style == TOLD for span in line.spans)


CARD = "card"
"""The key under which a linked word carries what it points at, such as `person:ryutin`."""

Part = str | Content | tuple[str, str]

LOOK_UP = Style(underline=True)


def ink(text: str, style: str = "") -> Content:
    """A piece of text in one style. Brackets stay brackets."""
    return Content.styled(text, style) if style and text else Content(text)


def joined(*parts: Part) -> Content:
    """Pieces one after the other."""
    return Content.assemble(*parts)


def wrapped(text: Content | str, width: int) -> list[Content]:
    """Lines of at most `width` cells; an empty text is one empty line."""
    content = Content(text) if isinstance(text, str) else text
    return content.wrap(max(width, 1))


def styled(text: str, style: str, width: int) -> list[Content]:
    """One style, wrapped."""
    return wrapped(ink(text, style), width)


def hanging(first: Part, text: Content | str, width: int, indent: int) -> list[Content]:
    """A mark or number, and beside it the text, whose further lines stand under its first."""
    lines = wrapped(text, width - indent)
    mark = joined(first)
    return [
        joined(mark, " " * max(indent - mark.cell_length, 0) if place == 0 else " " * indent, line)
        if place == 0
        else joined(" " * indent, line)
        for place, line in enumerate(lines)
    ]


def between(left: Content, right: Content, width: int) -> Content:
    """One line with a piece at each end. The left one gives way where there is no room."""
    room = width - right.cell_length
    if room < 1:
        return left.truncate(max(width, 1), ellipsis=True)
    if left.cell_length >= room:
        left = left.truncate(max(room - 1, 1), ellipsis=True)
    return joined(left, " " * max(width - left.cell_length - right.cell_length, 0), right)


def beside(left: list[Content], right: list[Content], width: int) -> list[Content]:
    """Two columns; the left one is `width` cells wide."""
    rows = max(len(left), len(right))
    found = []
    for row in range(rows):
        first = left[row] if row < len(left) else EMPTY
        second = right[row] if row < len(right) else EMPTY
        found.append(joined(first, " " * max(width - first.cell_length, 0), second) if second else first)
    return found


def rule(width: int, style: str, glyph: str) -> Content:
    """A line across."""
    return ink(glyph * max(width, 0), style)


def spans_of(paragraph: Paragraph, pencil: str) -> Content:
    """A paragraph of prose with its emphasis, its words to look up, and the player's own hand."""
    return joined(*[piece(span, pencil) for span in paragraph.spans])


def piece(span: Span, pencil: str) -> Content:
    """One run of text in its style."""
    if span.kind is not None and span.kind not in REMEMBERED:
        style = LOOK_UP + Style.from_meta({CARD: f"{span.kind}:{span.target}"})
        if span.emphasis or span.strong:
            style += Style(italic=span.emphasis or None, bold=span.strong or None)
        return Content.styled(span.text, style)
    names = [pencil] if span.by_player else []
    if span.emphasis:
        names.append("italic")
    if span.strong:
        names.append("bold")
    return ink(span.text, " ".join(names))


def prose(
    markdown: str,
    width: int,
    *,
    pencil: str = "$pencil",
    memory: Memory | None = None,
    close: bool = False,
    marked: Mapping[int | str | None, MarginSign] = NOTHING_BESIDE,
) -> list[Content]:
    """A text as lines, with an empty one between paragraphs; the items of a list stand close.

    Set `close`, paragraphs are told apart by two cells before each further one instead. Those that are
    `marked`, by their places, have a line in pencil beside them.
    """
    found: list[Content] = []
    before: Paragraph | None = None
    for place, paragraph in enumerate(paragraphs(markdown, memory)):
        if before is not None and not close and not (before.item and paragraph.item):
            found.append(EMPTY)
        content, beside = spans_of(paragraph, pencil), marked.get(place)
        room = width - 2 if beside else width
        if paragraph.item:
            lines = hanging("– ", content, room, 2)
        else:
            indented = close and before is not None and not beside
            lines = wrapped(joined("  ", content) if indented else content, room)
        found += beside_line(lines, beside, room) if beside else lines
        before = paragraph
    return found


def beside_line(lines: list[Content], beside: MarginSign, width: int) -> list[Content]:
    """Lines with a pencil line in the margin, and below them what it says, if that is told."""
    below = (
        [line.stylize(TOLD) for line in styled(beside.says, "$pencil italic", width)] if beside.says else []
    )
    return [joined((beside.sign, "$pencil"), " ", line) for line in (*lines, *below)]


def prose_line(markdown: str, style: str, width: int) -> list[Content]:
    """A short text with links, all of it in one style."""
    content = joined(*[spans_of(paragraph, "$pencil") for paragraph in paragraphs(markdown)])
    return wrapped(content.stylize_before(style), width)


def stacked(*groups: Iterable[Content], gap: int = 1) -> list[Content]:
    """Groups of lines with empty lines between them; empty groups leave no gap."""
    found: list[Content] = []
    for group in groups:
        lines = list(group)
        if lines and found:
            found += [EMPTY] * gap
        found += lines
    return found
