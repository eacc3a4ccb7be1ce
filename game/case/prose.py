"""Prose: the small part of Markdown that cases are written in, as spans of text.

Paragraphs are separated by empty lines. Inside one there are `*emphasis*`, `**strong**` and links into
the case, `[words](person:ryutin)`. A paragraph whose lines all begin with `- ` is a list. Everything
else is text. What comes out is values without markup, so that a face can never mistake an author's or
a player's bracket for a command.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

LinkKind = Literal["person", "term", "document", "source", "choice"]
LINK_KINDS: tuple[LinkKind, ...] = ("person", "term", "document", "source", "choice")


class Link(NamedTuple):
    """A link as written: its words, what it points at, and where it stands in the text."""

    words: str
    kind: str
    target: str
    offset: int


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style.

    `kind` and `target` say what it links to. `by_player` marks words of the player's own hand.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    kind: LinkKind | None = None
    target: str = ""
    by_player: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one item of a list, as spans."""

    spans: tuple[Span, ...]
    item: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


LINK = re.compile(r"\[([^\[\]]+)\]\(([a-z_]*):([^\s()]*)\)")
EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=\S)(.+?)(?<=\S)\*")
BREAK = re.compile(r"\n[ \t]*\n\s*")


def links(markdown: str) -> Iterator[Link]:
    """Every link of a text, in order."""
    if "](" not in markdown:
        return
    for found in LINK.finditer(markdown):
        yield Link(found[1], found[2], found[3], found.start())


def paragraphs(markdown: str, quote: Callable[[str], str | None] | None = None) -> tuple[Paragraph, ...]:
    """Read a text.

    `quote` gives what the player did at a scene, in words, or None; a `choice:` link is followed by
    it. Without `quote` such links are plain words.
    """
    found: list[Paragraph] = []
    for piece in BREAK.split(markdown.strip()):
        lines = [line.strip() for line in piece.split("\n")]
        if lines and all(line.startswith("- ") for line in lines):
            found.extend(Paragraph(spans(line[2:], quote), item=True) for line in lines)
        elif piece.strip():
            found.append(Paragraph(spans(" ".join(lines), quote)))
    return tuple(found)


def spans(line: str, quote: Callable[[str], str | None] | None = None) -> tuple[Span, ...]:
    """The spans of one paragraph without line breaks."""
    found: list[Span] = []
    for span in emphasised(line):
        end = 0
        for link in LINK.finditer(span.text):
            words, kind, target = link[1], link[2], link[3]
            if kind not in LINK_KINDS:
                continue
            if link.start() > end:
                found.append(replace(span, text=span.text[end : link.start()]))
            if kind == "choice":
                said = quote(target) if quote else None
                found.append(replace(span, text=words))
                if said:
                    found.append(Span(f" ({said})", by_player=True, emphasis=True))
            else:
                found.append(replace(span, text=words, kind=kind, target=target))
            end = link.end()
        if end < len(span.text):
            found.append(replace(span, text=span.text[end:]) if end else span)
    return tuple(found)


def emphasised(line: str) -> Iterator[Span]:
    """The line cut where emphasis begins and ends; links are still in the text."""
    end = 0
    for found in EMPHASIS.finditer(line):
        if found.start() > end:
            yield Span(line[end : found.start()])
        yield Span(found[1], strong=True) if found[1] is not None else Span(found[2], emphasis=True)
        end = found.end()
    if end < len(line):
        yield Span(line[end:])


def plain(markdown: str, quote: Callable[[str], str | None] | None = None) -> str:
    """The words alone, paragraphs separated by an empty line."""
    return "\n\n".join(
        f"- {paragraph.text}" if paragraph.item else paragraph.text for paragraph in paragraphs(markdown, quote)
    )
