"""Prose: the small part of Markdown that cases are written in, as spans of text.

Paragraphs are separated by empty lines. Inside one there are `*emphasis*`, `**strong**` and links into
the case, `[words](person:ryutin)`. A paragraph that begins with `- ` is a list, with an item at each line
that does. A backslash before a sign of punctuation makes it a plain sign: `\\*`. Everything else is text.
What comes out is values without markup, so that a face can never mistake an author's or a player's bracket
for a command.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Literal, NamedTuple

from game.immutable import immutable

LinkKind = Literal["person", "term", "document", "source", "choice", "because"]
LINK_KINDS: tuple[LinkKind, ...] = ("person", "term", "document", "source", "choice", "because")
REMEMBERED: tuple[LinkKind, ...] = ("choice", "because")
"""Links to a scene, in place of which stands what the player did there, or why."""


class Link(NamedTuple):
    """A link: its words, what it points at, and where in the text it begins and ends."""

    words: str
    kind: str
    target: str
    offset: int
    end: int


@immutable
class Span:
    """A run of text in one style.

    `kind` and `target` say what it links to; without a kind, `target` is the `choice:SCENE` or
    `because:SCENE` that it stands for as long as nothing is remembered. `by_player` marks words of the
    player's own hand.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    kind: LinkKind | None = None
    target: str = ""
    by_player: bool = False


@immutable
class Paragraph:
    """One paragraph, or one item of a list, as spans."""

    spans: tuple[Span, ...]
    item: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


class Style(NamedTuple):
    """A stretch of a line in one style, from `start` up to `end`."""

    start: int
    end: int
    emphasis: bool
    strong: bool


Memory = Callable[[LinkKind, str], str | None]
"""Gives what was done at a scene, in the clause for later text (`choice`), or why, in her words."""

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A sign that stands for itself."""
LINK = re.compile(
    rf"{ESCAPED.pattern}|\[((?:[^\[\]\\]++|{ESCAPED.pattern}|\\)++)\]\(([A-Za-z_]*):([^\s()]*)\)"
)
"""An escaped sign, which begins no link, or a link: its words, kind and target are the groups 2, 4 and 5."""
MARKUP = re.compile(r"[*\[\]\\]")
"""A sign that may be markup."""
STARS = re.compile(r"\*+")
BREAK = re.compile(r"\n[ \t]*\n\s*")
STAND_INS = {ord(sign): 0xFDD0 + number for number, sign in enumerate("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")}
"""For each sign of punctuation a character that no text can hold, while the text around it is read."""
SIGNS = {stand_in: sign for sign, stand_in in STAND_INS.items()}


def links(markdown: str) -> Iterator[Link]:
    """Every link of a text, in order."""
    if "](" not in markdown:
        return
    for found in LINK.finditer(markdown):
        if found[2]:
            yield Link(unescaped(found[2]), found[4], found[5], found.start(), found.end())


def unescaped(text: str) -> str:
    """The text without the backslashes that make a sign plain."""
    return ESCAPED.sub(r"\1", text) if "\\" in text else text


def as_plain_signs(text: str) -> str:
    """Words that are no markup, as Markdown that shows every sign of them."""
    return MARKUP.sub(r"\\\g<0>", text)


def paragraphs(markdown: str, memory: Memory | None = None) -> tuple[Paragraph, ...]:
    """Read a text.

    In place of the words of a `choice:` or `because:` link stands what `memory` gives for its scene, if
    anything.
    """
    return tuple(Paragraph(spans(line, memory), item=item) for line, item in lines_of(markdown))


def lines_of(markdown: str) -> Iterator[tuple[str, bool]]:
    """Every paragraph as it is written, on one line, and whether it is an item of a list."""
    for piece in BREAK.split(markdown.strip()):
        lines = [line.strip() for line in piece.split("\n")]
        if lines[0].startswith("- "):
            yield from ((item, True) for item in items(lines))
        elif lines[0]:
            yield " ".join(lines), False


def items(lines: list[str]) -> Iterator[str]:
    """The items of a list, each on one line."""
    item: list[str] = []
    for line in lines:
        if line.startswith("- ") and item:
            yield " ".join(item)
            item = []
        item.append(line[2:].strip() if line.startswith("- ") else line)
    yield " ".join(item)


def spans(line: str, memory: Memory | None = None) -> tuple[Span, ...]:
    """The spans of one paragraph without line breaks."""
    if "\\" not in line and not (memory and "](" in line):
        return tuple(marked_spans(line))
    line = ESCAPED.sub(lambda found: found[1].translate(STAND_INS), line)
    found = (replace(span, text=span.text.translate(SIGNS)) for span in marked_spans(line))
    return tuple(recalled(found, memory) if memory else found)


def marked_spans(line: str) -> Iterator[Span]:
    """The spans of a line in which every sign is markup that can be."""
    words, waiting = without_links(line)
    for start, end, emphasis, strong in styles(words):
        at = start
        while waiting and waiting[0].offset < end:
            link = waiting[0]
            link_end = link.offset + len(link.words)
            if link.offset > at:
                yield Span(words[at : link.offset], emphasis, strong)
            at = max(at, link.offset)
            upto = min(link_end, end)
            if at < upto:
                yield linked(Span(words[at:upto], emphasis, strong), link)
                at = upto
            if link_end > end:
                break
            waiting.popleft()
        if at < end:
            yield Span(words[at:end], emphasis, strong)


def without_links(line: str) -> tuple[str, deque[Link]]:
    """A line with only the words of its links, and the links with their places in it."""
    pieces: list[str] = []
    found: deque[Link] = deque()
    end = length = 0
    for link in links(line):
        if link.kind in LINK_KINDS:
            before = line[end : link.offset]
            found.append(link._replace(offset=length + len(before)))
            pieces += (before, link.words)
            length += len(before) + len(link.words)
            end = link.end
    return "".join((*pieces, line[end:])), found


def linked(span: Span, link: Link) -> Span:
    """A span as part of a link."""
    kind = next(kind for kind in LINK_KINDS if kind == link.kind)
    if kind in REMEMBERED:
        return replace(span, target=f"{kind}:{link.target}")
    return replace(span, kind=kind, target=link.target)


def recalled(spans: Iterable[Span], memory: Memory) -> Iterator[Span]:
    """Spans with what was done in place of the words that stand for it, in the style they all have."""
    for place, group in groupby(spans, key=stands_for):
        same = tuple(group)
        said = memory(*place) if place else None
        if said is None:
            yield from same
        elif said and place:
            by_player = place[0] == "because"
            emphasis, strong = style_of(same)
            yield Span(said, emphasis or by_player, strong, by_player=by_player)


def stands_for(span: Span) -> tuple[LinkKind, str] | None:
    """The kind and the scene of what a span stands for."""
    if span.kind or not span.target:
        return None
    written, _, scene = span.target.partition(":")
    return next((kind, scene) for kind in REMEMBERED if kind == written)


def style_of(spans: Iterable[Span]) -> tuple[bool, bool]:
    """Whether all of these are emphasised, and whether all are strong."""
    some = tuple(spans)
    return all(span.emphasis for span in some), all(span.strong for span in some)


def styles(line: str) -> Iterator[Style]:
    """The line cut where emphasis begins and ends, without the stars that say so."""
    yield from styles_within(line, Style(0, len(line), False, False))


def styles_within(line: str, whole: Style) -> Iterator[Style]:
    """Cut a stretch further. Each star is looked at a bounded number of times, whatever the text."""
    runs = (found.span() for found in STARS.finditer(line, whole.start, whole.end))
    stars = [run for run in runs if not between_digits(line, *run)]
    hopeless = {1: whole.emphasis, 2: whole.strong}
    end, at = whole.start, 0
    while at < len(stars):
        start, after = stars[at]
        at += 1
        width = min(after - start, 2)
        if hopeless[width] or after == whole.end or line[after].isspace():
            continue
        close = next((place for place in range(at, len(stars)) if closes(line, stars[place], width)), None)
        if close is None:
            hopeless[width] = True
            continue
        if start > end:
            yield whole._replace(start=end, end=start)
        end = stars[close][1]
        inside = Style(start + width, end - width, whole.emphasis or width == 1, whole.strong or width == 2)
        yield from styles_within(line, inside)
        at = close + 1
    if end < whole.end:
        yield whole._replace(start=end)


def between_digits(line: str, start: int, end: int) -> bool:
    """Whether a run of stars is a sign of multiplication."""
    return line[start - 1 : start].isdigit() and line[end : end + 1].isdigit()


def closes(line: str, stars: tuple[int, int], width: int) -> bool:
    """Whether a run of stars can end emphasis (`width` 1) or strong emphasis (2)."""
    start, end = stars
    return not line[start - 1].isspace() and (end - start >= 2 if width == 2 else end - start != 2)


def plain(markdown: str, memory: Memory | None = None) -> str:
    """The words alone, paragraphs separated by an empty line."""
    return "\n\n".join(
        f"- {paragraph.text}" if paragraph.item else paragraph.text
        for paragraph in paragraphs(markdown, memory)
    )
