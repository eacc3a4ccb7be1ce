"""Pages as one HTML file that stands alone and prints well: no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count, groupby
from pathlib import Path

from game.case.prose import Paragraph, Span
from game.play.report.document import (
    Blanks,
    Contents,
    Drawing,
    Entry,
    Fact,
    Heading,
    Piece,
    Table,
    Words,
    all_words,
)

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*(?: \d+)?")
"""An option of a command, which stays on one line."""
STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")

LONG = 500
"""Letters; an entry with more of them may be broken over two columns."""
TITLE = 100
"""Letters; a list of nothing longer, and few sentences, runs on in print, one item behind the other."""
WIDE, WIDER = 120, 4
"""Letters in a row of three cells, and columns; a table with more has the width of a sheet in print."""


def as_html(title: str, blocks: Iterable[Piece], *, apart: bool = False) -> str:
    """The whole file. Every word in it is escaped, and its own policy forbids scripts and loading.

    Where its parts are to be taken `apart`, each begins on a sheet of its own in print.
    """
    return whole(title, body_lines(blocks), STYLE, "apart" if apart else "")


def whole(title: str, lines: Iterable[str], style: str, kind: str = "") -> str:
    """A file that stands alone, of lines of HTML that are safe as they are, and one style."""
    body = "\n".join(lines)
    named = f' class="{kind}"' if kind else ""
    main = f"<main{named}>\n{body}\n</main>"
    return framed(title, f"style-src {seal(style)}; ", f"<style>{style}</style>\n", main)


def framed(title: str, allowed: str, head: str, body: str, told: str = "") -> str:
    """The frame of a file that stands alone, around HTML that is safe as it is.

    Its policy allows what is `allowed` and nothing else; `told` are attributes of its body.
    """
    policy = f"default-src 'none'; {allowed}base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
{head}</head>
<body{told}>
{body}
</body>
</html>
"""


def seal(text: str) -> str:
    """The hash by which a policy allows an inline piece."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def body_lines(blocks: Iterable[Piece]) -> Iterator[str]:
    """Every heading of level 2 begins a section, whose number the contents lead to."""
    in_section = False
    numbers = count(1)
    for begins, group in groupby(blocks, key=begins_part):
        if not begins:
            yield from flow(group, 2)
            continue
        for heading in group:
            assert isinstance(heading, Heading)
            if in_section:
                yield "</div>\n</section>"
            in_section = True
            yield f'<section id="part-{next(numbers)}">\n<h2>{escape(heading.text)}</h2>'
            yield '<div class="columns">'
    if in_section:
        yield "</div>\n</section>"


def begins_part(block: Piece) -> bool:
    return isinstance(block, Heading) and block.level == 2


def flow(blocks: Iterable[Piece], level: int = 3) -> Iterator[str]:
    """Pieces one after the other, below a heading of this level; items side by side are one list."""
    for kind, group in groupby(blocks, key=list_of):
        if kind:
            yield f"<{kind}>"
        for block in group:
            level = block.level if isinstance(block, Heading) else level
            yield from piece_lines(block, level)
        if kind:
            yield f"</{kind}>"


def list_of(block: Piece) -> str:
    """The list that a piece belongs to; "" if it stands by itself."""
    if isinstance(block, Fact):
        return "dl"
    return "ul" if isinstance(block, Words) and block.paragraph.item else ""


def piece_lines(block: Piece, level: int) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        if block.note:
            yield f'<p class="quiet">{escape(block.note)}</p>'
    elif isinstance(block, Entry):
        yield from entry_lines(block, level + 1)
    elif isinstance(block, Fact):
        yield fact_line(block)
    elif isinstance(block, Contents):
        lines = (
            f'<li><a href="#part-{number}">{escape(title)}</a></li>'
            for number, title in enumerate(block.titles, 1)
        )
        yield f'<nav aria-label="Contents"><ol>{"".join(lines)}</ol></nav>'
    elif isinstance(block, Blanks):
        yield f'<p class="blanks">{"".join(f"<span>{escape(label)}</span>" for label in block.labels)}</p>'
    elif isinstance(block, Table):
        yield from table_lines(block)
    elif isinstance(block, Drawing):
        about = f'tabindex="0" role="region" aria-label="{escape(block.caption)}"'
        yield f'<div class="table wide" {about}>{block.svg}</div>'
    else:
        yield words_line(block)


def table_lines(table: Table) -> Iterator[str]:
    """A table that scrolls by itself where the page is narrower."""
    kind = "table wide" if is_wide(table) else "table"
    yield f'<div class="{kind}" tabindex="0" role="region" aria-label="{escape(table.caption)}"><table>'
    yield f"<caption>{escape(table.caption)}</caption>"
    yield "<tr>" + "".join(f'<th scope="col">{escape(each)}</th>' for each in table.columns) + "</tr>"
    for first, *rest in table.rows:
        cells = "".join(f"<td>{escape(each)}</td>" for each in rest)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</table></div>"


def is_wide(table: Table) -> bool:
    """Whether half a sheet would squeeze it."""
    longest = max((sum(map(len, row)) for row in table.rows), default=0)
    return len(table.columns) >= WIDER or (len(table.columns) > 2 and longest > WIDE)


def entry_lines(entry: Entry, level: int) -> Iterator[str]:
    length = sum(len(words.in_full) for words in all_words((entry,)))
    kind = " sheet" if entry.sheet else "" if entry.title else " own"
    yield f'<section class="entry{kind}{" short" if length < LONG else ""}">'
    if entry.title:
        yield f'<h{level} class="title">{escape(entry.title)}</h{level}>'
    if entry.note:
        yield f'<p class="note">{escape(entry.note)}</p>'
    yield from flow(entry.words)
    yield from flow(entry.facts)
    yield "</section>"


def fact_line(fact: Fact) -> str:
    first, *rest = fact.words
    if rest or first.paragraph.item:
        start = '<ul class="titles">' if runs_on(fact.words) else "<ul>"
        said = "".join(start if line == "<ul>" else line for line in flow(fact.words))
    else:
        tone = tone_of(first)
        said = f"<span{tone}>{in_full(first)}</span>" if tone else in_full(first)
    sign = f' class="{fact.sign}"' if fact.sign else ""
    return f"<div><dt{sign}>{escape(fact.label)}</dt>\n<dd>{said}</dd></div>"


def words_line(words: Words) -> str:
    if words.paragraph.item:
        return f"<li>{in_full(words)}</li>"
    if words.sign in ("chosen", "onward") and words.note:
        return f'<p class="pencil stop">{inline(words.paragraph)} {noted(words, "quiet")}</p>'
    return f"<p{tone_of(words)}>{in_full(words)}</p>"


def tone_of(words: Words) -> str:
    """The class of a paragraph, as an attribute; "" for the text itself."""
    found = {"quiet": "quiet", "player": "" if words.note else "pencil", "blank": "blank"}.get(words.tone, "")
    return f' class="{found}"' if found else ""


def in_full(words: Words) -> str:
    """A paragraph with what is said behind it, which is the player's where the tone is hers."""
    note = noted(words, "pencil" if words.tone == "player" else "quiet")
    return inline(words.paragraph) + (f" {note}" if words.note else "")


def noted(words: Words, tone: str) -> str:
    return f'<span class="{tone}">({escape(words.note)})</span>'


def runs_on(items: tuple[Words, ...]) -> bool:
    """Whether these are titles, not questions or sentences that each want a line of their own."""
    texts = [words.in_full for words in items]
    sentences = sum(text.endswith((".", "?")) for text in texts)
    return 2 * sentences < len(texts) and all(len(text) <= TITLE for text in texts)


def inline(paragraph: Paragraph) -> str:
    return "".join(inline_span(span) for span in paragraph.spans)


def inline_span(span: Span) -> str:
    return styled(OPTION.sub(r'<span class="option">\g<0></span>', escape(span.text)), span)


def styled(words: str, span: Span) -> str:
    """HTML in the style of a span."""
    if span.strong:
        words = f"<strong>{words}</strong>"
    if span.emphasis and not span.by_player:
        words = f"<em>{words}</em>"
    return f'<span class="pencil">{words}</span>' if span.by_player and span.emphasis else words
