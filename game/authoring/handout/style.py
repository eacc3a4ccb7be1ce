"""The look of a printed handout, over that of every page that is handed in.

It is made for black ink: nothing is told by colour alone, and every line and box has an edge of its own.
"""

from __future__ import annotations

from game.play.report import html as printed

SHARES = "\n".join(f"col.share-{share} {{ width: {5 * share}%; }}" for share in range(21))
"""Widths of columns, in twentieths; the page's own policy forbids styles beside this one."""

OWN = """
.page { margin: 0 0 5rem; }
.page > h2, .page > h1 { margin: 0 0 1rem; padding: 0 0 .5rem; border: 0; border-bottom: 1px solid #231f18; }
.source { margin: 1.5rem 0; }
.provenance { font-size: .95em; }
.lines { margin: .6rem 0 0; overflow-x: auto; }
.line { white-space: pre; }
.line.begins { margin-top: .5rem; }
.number { display: inline-block; width: 1.6rem; margin-right: .5rem; text-align: right; font-size: .8em;
  color: #4d4a40; user-select: none; }
.options { list-style: none; padding: 0; }
.options li { display: flex; gap: .75rem; align-items: baseline; margin: .4rem 0; }
.box { display: inline-block; flex: none; width: 1.5em; height: 1.5em; line-height: 1.4em; text-align: center;
  border: 1px solid #231f18; }
.shut .box { border-color: transparent; }
.reason { color: #4d4a40; }
.rule { height: 2.1em; border-bottom: 1px solid #4d4a40; max-width: 40rem; }
.ruled { margin: .6rem 0 1rem; }
.ruled p { margin-bottom: 0; }
.boxes { margin: .6rem 0; }
.boxes p { margin: .2rem 0; }
.tick { display: inline-block; margin-right: 1.2em; }
.tick .box { width: 1em; height: 1em; vertical-align: -.15em; margin-right: .15em; }
table { width: calc(100% - 2px); border-collapse: collapse; margin: .75rem 1px; font-size: .95em; }
th, td { padding: .3rem .5rem; border: 1px solid #8d8469; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
.names { columns: 2; column-gap: 2rem; font-size: .92em; }
.names p { margin: 0 0 .3rem; break-inside: avoid; }
.cards { display: grid; padding: 1px; }
.across-2 { grid-template-columns: 1fr 1fr; }
.card { padding: 1rem 1.2rem; border: 1px dashed #231f18; margin: -1px 0 0 -1px; }
@media (max-width: 40rem) { .across-2 { grid-template-columns: 1fr; } }
@page teacher { @bottom-center { content: "For the teacher, " counter(page); font: 9pt Georgia, serif; } }
@media print {
  .teacher { page: teacher; }
  .page { margin: 0; break-before: page; }
  .page.first { break-before: auto; }
  .page > h1, .page > h2 { margin: 0 0 .8rem; padding: 0 0 .3rem; font-size: 1.5rem; }
  .sheet-page { font-size: 1.19rem; line-height: 1.36; }
  .teacher .sheet-page { font-size: 1.08rem; }
  .sheet-page .quiet { font-style: normal; }
  .sheet-page p, .sheet-page ul, .rule { max-width: 160mm; }
  .card p, .card .rule { max-width: none; }
  .wide h3 { font-size: 1.2rem; margin: 1.1rem 0 .3rem; }
  .key-page { font-size: .97rem; line-height: 1.3; }
  .source, .names, .ballot, .ruled, .boxes, .card, tr, .line { break-inside: avoid; }
  .source { margin: .8rem 0 1rem; }
  .source h4, .source .note, .provenance { break-after: avoid; }
  .provenance { margin: .2rem 0; }
  .lines { margin-top: .3rem; overflow: visible; }
  .number { color: #000; }
  .ballot { break-after: avoid; }
  .options li { margin: .25rem 0; max-width: 160mm; }
  thead { display: table-header-group; }
  .fill td { height: 2.2em; }
  .cards { break-inside: avoid; }
  .cards + .cards { break-before: page; }
  .card { min-height: 106mm; padding: 5mm 6mm; }
  .across-1 .card { min-height: 74mm; }
}
"""

STYLE = printed.STYLE + SHARES + OWN
