"""Prose as safe HTML: every word is escaped, and nothing stands in it but what the one Markdown reader found.

A link is `<a href="#person:ryutin">`. Words that stand for what was done at a scene, until somebody has been
there, are `<span data-memory="choice:the_vote">` (or `because:`): the player's code puts hers in their place,
in the style that all of them have, which stands behind: `choice:the_vote strong em`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from game.case.prose import Memory, Span, paragraphs, style_of
from game.play.report.html import inline_span


def blocks_html(markdown: str, memory: Memory | None = None) -> str:
    """Paragraphs and lists."""
    return "".join(block_lines(markdown, memory))


def block_lines(markdown: str, memory: Memory | None) -> Iterator[str]:
    for item, group in groupby(paragraphs(markdown, memory), key=lambda paragraph: paragraph.item):
        tag = "li" if item else "p"
        said = "".join(f"<{tag}>{spans_html(paragraph.spans)}</{tag}>" for paragraph in group)
        yield f"<ul>{said}</ul>" if item else said


def line_html(markdown: str, memory: Memory | None = None) -> str:
    """A text of one line, without a paragraph around it."""
    return " ".join(spans_html(paragraph.spans) for paragraph in paragraphs(markdown, memory))


def spans_html(spans: Iterable[Span]) -> str:
    said = []
    for (kind, target), group in groupby(spans, key=lambda span: (span.kind, span.target)):
        same = tuple(group)
        words = "".join(map(inline_span, same))
        if kind is None and target:
            emphasis, strong = style_of(same)
            style = " strong" * strong + " em" * emphasis
            words = f'<span data-memory="{escape(target)}{style}">{words}</span>'
        said.append(f'<a href="#{kind}:{escape(target)}">{words}</a>' if kind else words)
    return "".join(said)
