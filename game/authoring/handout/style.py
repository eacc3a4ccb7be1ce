"""The look of a printed handout, over that of every page that is handed in.

It is made for black ink: nothing is told by colour alone, and every line and box has an edge of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from game.play.report import html as printed

SHARES = "\n".join(f"col.share-{share} {{ width: {5 * share}%; }}" for share in range(21))
"""Widths of columns, in twentieths; the page's own policy forbids styles beside this one."""

NARROW = """
  .line { display: inline; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody, tr, td { display: block; }
  tr { border: 1px solid var(--edge); margin: 0 0 .75rem; }
  td { border: 0; min-height: 2rem; }
  td::before { content: attr(data-head) ": "; font-weight: 600; }
"""
"""For a narrow page: lines run on, and the cells of a table stand one below the other."""

OWN = """
:root { color-scheme: light dark; --ink: #231f18; --soft: #4d4a40; --edge: #8d8469; --desk: #e9e0cc; }
html { background: var(--desk); color: var(--ink); }
.quiet, .note, dt, .label, .whose, .number { color: var(--soft); }
article { margin: 0 0 5rem; }
.entry.sheet { background: none; }
article > h1 { padding: 0 0 .5rem; margin: 0 0 1rem; border-bottom: 1px solid var(--ink); }
.label { margin: 0; font-size: .9em; }
article > h2 { margin: 2rem 0 .5rem; padding: 0; border: 0; }
.source { margin: 1.5rem 0; }
.source h3 { margin: 0; font-size: 1rem; }
.provenance { font-size: .95em; }
.whose { margin-bottom: 0; font-style: italic; }
.lines { position: relative; margin: .3rem 0 0; padding-left: 2.2rem; max-width: none; }
.line { display: block; }
.number { position: absolute; left: 0; width: 1.6rem; text-align: right; font-size: .8em; user-select: none; }
.rule { height: 2.1em; border-bottom: 1px solid var(--soft); max-width: 40rem; }
.ruled { margin: .6rem 0 1rem; }
.ruled p { margin-bottom: 0; }
table { width: calc(100% - 2px); border-collapse: collapse; margin: .75rem 1px; font-size: .95em; }
th, td { padding: .3rem .5rem; border: 1px solid var(--edge); text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
.names { columns: 16rem 2; column-gap: 2rem; font-size: .92em; }
.names p { margin: 0 0 .3rem; break-inside: avoid; }
.cut-outs { display: grid; padding: 1px; }
.cut-out { padding: 1rem 1.2rem; border: 1px dashed var(--ink); margin: -1px 0 0 -1px; }
.cut-out h2 { margin: 0; padding: 0; border: 0; font-size: 1rem; }
@media screen { .copy { display: none; } }
@media screen and (max-width: 46rem) {
  body { padding: 1.5rem 1rem 3rem; }
  NARROW
}
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e9e2d2; --soft: #bdb5a3; --edge: #8d8469; --desk: #1d1a15; }
}
@media print {
  :root { --soft: #333; --desk: none; }
  article { margin: 0; font-size: 10.5pt; line-height: 1.32; }
  article + article { break-before: page; }
  article.teacher { font-size: 10pt; }
  .label { display: none; }
  article > h1 { margin: 0 0 .6rem; padding: 0 0 .3rem; font-size: 1.45em; }
  article > h2 { font-size: 1.1em; margin: 1rem 0 .3rem; }
  article .quiet { font-style: normal; }
  .students p, .students ul, .rule { max-width: 160mm; }
  .cut-out p, .cut-out .rule { max-width: none; }
  .dense { font-size: 9.5pt; line-height: 1.3; columns: 2; column-gap: 8mm; hyphens: auto; }
  .dense > h1 { column-span: all; }
  h2, h3, h4 { break-after: avoid; }
  .source, .names p, .ruled, .cut-out, tr, .line { break-inside: avoid; }
  .source { margin: .5rem 0 .8rem; }
  .names { font-size: .88em; }
  .source h3, .source .note, .provenance, .whose { break-after: avoid; }
  .provenance { margin: .2rem 0; }
  .students > ul { break-inside: avoid; break-before: avoid; }
  thead { display: table-header-group; }
  .fill td { height: 2.2em; }
  .cut-outs { grid-template-columns: 1fr 1fr; }
  .cut-out { padding: 5mm 6mm; }
}
"""

LARGE = """
body { font-family: Arial, "Liberation Sans", Helvetica, sans-serif; }
em, .quiet, .whose, dt, article .quiet { font-style: normal; }
p, ul, li, dl, h1, h2, h3, h4, td, .lines, .rule { max-width: 32ch; }
h3, h4, .source h3, .cut-out h2, .note, .provenance, .names, table, .number { font-size: 1em; }
.names, .dense { columns: 1; }
.copy { display: none; }
@media screen { article { font-size: 1.5rem; } }
@media print {
  article, article.teacher, .dense { font-size: 18pt; line-height: 1.4; columns: 1; }
  .students p, .students ul, .rule { max-width: 32ch; }
  .source, .cut-out { break-inside: auto; }
  .cut-outs { grid-template-columns: 1fr; }
}
"""
"""Large print as readers with low vision ask for it: 18 points without serifs, no line above 45 letters."""


def style(labels: Iterable[str], large: bool) -> str:
    """The whole style of a page; under every sheet of paper stands whose it is."""
    font = "14pt Arial, sans-serif" if large else "9pt Georgia, serif"
    feet = (
        f"@page file-{number} {{ margin: 13mm 16mm 16mm; @bottom-center {{ "
        f'content: "{quoted(label)} · page " counter(page); font: {font}; }} }}\n'
        f"@media print {{ .file-{number} {{ page: file-{number}; }} }}"
        for number, label in enumerate(labels, 1)
    )
    own = OWN.replace("NARROW", NARROW.strip())
    return "\n".join((printed.STYLE, SHARES, own, LARGE + NARROW if large else "", *feet))


def quoted(words: str) -> str:
    """Words as a string of a style may hold them: what is no letter, digit or space by its number."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in words)
