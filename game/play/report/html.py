"""Pages as one HTML file that stands alone and prints well: no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count, groupby

from game.case.prose import Paragraph, Span
from game.play.report.document import Blanks, Contents, Entry, Fact, Heading, Piece, Words, all_words

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { background: #e9e0cc; color: #231f18; }
body { margin: 0 auto; max-width: 46rem; padding: 3rem 1.5rem 5rem;
  font: 1.0625rem/1.55 Charter, "Bitstream Charter", "Iowan Old Style", Georgia,
  "Noto Serif", "DejaVu Serif Condensed", serif; }
h1, h2, h3, h4 { font-weight: 600; line-height: 1.25; margin: 0; }
h1 { font-size: 1.75rem; }
h2 { font-size: 1.3rem; margin: 4rem 0 1.25rem; padding-top: .75rem; border-top: 1px solid #b9ac8e; }
h3 { font-size: 1.1rem; margin: 2.25rem 0 .25rem; }
h4, .title { font-size: 1rem; margin: 0; }
.blank { display: block; min-height: 2.6em; border-bottom: 1px solid #4d4a40; color: #4d4a40;
  font-style: italic; }
nav { margin: 2rem 0 0; }
nav li { margin: 0 0 .25rem; }
nav ol { margin: .4rem 0; padding-left: 1.6rem; columns: 2; max-width: 40rem; }
a { color: inherit; text-decoration-color: #b9ac8e; text-underline-offset: .2em; }
.blanks { display: flex; gap: 2rem; margin: 2rem 0; max-width: 40rem; }
.blanks span { flex: 1 1 8rem; border-bottom: 1px solid #4d4a40; }
.blanks span:first-child { flex-grow: 2; }
p { margin: .6rem 0; max-width: 40rem; }
ul { margin: .6rem 0; padding-left: 1.2rem; max-width: 40rem; }
li { margin: .25rem 0; }
.quiet, .note, dt { color: #4d4a40; }
.quiet { font-style: italic; }
.pencil { color: #3d2f9c; font-style: italic; }
p.pencil { border-left: 2px solid #3d2f9c; padding-left: .75rem; }
.entry { margin: 1.25rem 0; padding: 0 0 0 1.1rem; border-left: 1px solid #b9ac8e; }
.entry.sheet { padding: .9rem 1.1rem 1rem; border-left: 0; background: #fdf9ef; }
.entry.own { border-left: 2px solid #3d2f9c; }
.note { margin: .1rem 0 0; font-size: .95em; }
dl { margin: .5rem 0 0; }
dl > div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0 1rem; margin: 0 0 .35rem; }
dt { font-size: .95em; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
dd p:first-child, dd ul:first-child { margin-top: 0; }
dd p:last-child, dd ul:last-child { margin-bottom: 0; }
@media (max-width: 34rem) { dl > div { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@page { margin: 16mm 16mm 18mm; @bottom-center { content: counter(page); font: 9pt Georgia, serif; } }
@media print {
  html { background: none; font-size: 9.25pt; }
  body { padding: 0; max-width: none; font-size: 1rem; line-height: 1.36; }
  p, ul, nav ol, .blanks { max-width: none; }
  p, li, dd { orphans: 3; widows: 3; }
  p { margin: .35rem 0; }
  ul { margin: .35rem 0; padding-left: 1rem; }
  li { margin: 0; }
  nav { margin-top: 1.2rem; }
  nav a { text-decoration: none; }
  .blanks { font-size: 1.15rem; margin: 2.2rem 0 1.6rem; }
  .columns { columns: 2; column-gap: 8mm; hyphens: auto; }
  .columns > :first-child { margin-top: 0; }
  h2 { margin: 1.6rem 0 .8rem; padding-top: .5rem; }
  h3:not(.title) { margin-top: 1.2rem; }
  h1, h2, h3, h4, h5, .note, h3 + .quiet, h3 + .quiet + .quiet { break-after: avoid; }
  .entry, .entry.sheet { margin: 0 0 .9rem; padding: 0 0 0 .7rem; background: none;
    border-left: 1px solid #b9ac8e; }
  .entry.own { border-left: 2px solid #3d2f9c; }
  .short { break-inside: avoid; }
  dl { margin-top: .15rem; }
  dl > div { display: block; margin: 0 0 .2rem; }
  dt, dd, dd p:first-child { display: inline; }
  dt { font-style: italic; }
  dt::after { content: ": "; }
  dd ul { margin: 0; }
  .titles, .titles li { display: inline; padding: 0; }
  .titles li:not(:last-child)::after { content: "; "; }
}
"""

LONG = 500
"""Letters; an entry with more of them may be broken over two columns."""
TITLE = 100
"""Letters; a list of nothing longer, and few sentences, runs on in print, one item behind the other."""


def as_html(title: str, blocks: Iterable[Piece]) -> str:
    """The whole file. Every word in it is escaped, and its own policy forbids scripts and loading."""
    return whole(title, body_lines(blocks), STYLE)


def whole(title: str, lines: Iterable[str], style: str) -> str:
    """A file that stands alone, of lines of HTML that are safe as they are, and one style."""
    body = "\n".join(lines)
    seal = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


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
    else:
        yield words_line(block)


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
    return f"<div><dt>{escape(fact.label)}</dt>\n<dd>{said}</dd></div>"


def words_line(words: Words) -> str:
    if words.paragraph.item:
        return f"<li>{in_full(words)}</li>"
    return f"<p{tone_of(words)}>{in_full(words)}</p>"


def tone_of(words: Words) -> str:
    """The class of a paragraph, as an attribute; "" for the text itself."""
    found = {"quiet": "quiet", "player": "" if words.note else "pencil", "blank": "blank"}.get(words.tone, "")
    return f' class="{found}"' if found else ""


def in_full(words: Words) -> str:
    """A paragraph with what is said behind it, which is the player's where the tone is hers."""
    note = f' <span class="{"pencil" if words.tone == "player" else "quiet"}">({escape(words.note)})</span>'
    return inline(words.paragraph) + (note if words.note else "")


def runs_on(items: tuple[Words, ...]) -> bool:
    """Whether these are titles, not questions or sentences that each want a line of their own."""
    texts = [words.in_full for words in items]
    sentences = sum(text.endswith((".", "?")) for text in texts)
    return 2 * sentences < len(texts) and all(len(text) <= TITLE for text in texts)


def inline(paragraph: Paragraph) -> str:
    return "".join(inline_span(span) for span in paragraph.spans)


def inline_span(span: Span) -> str:
    words = escape(span.text)
    if span.strong:
        words = f"<strong>{words}</strong>"
    if span.emphasis and not span.by_player:
        words = f"<em>{words}</em>"
    return f'<span class="pencil">{words}</span>' if span.by_player and span.emphasis else words
