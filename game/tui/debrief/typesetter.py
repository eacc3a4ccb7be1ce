"""The blocks of a report as entries of a ledger, and as the column beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from textual.content import Content

from game.play.report.document import (
    Bar,
    Chart,
    Entry,
    Fact,
    Grid,
    GridRow,
    Heading,
    Shown,
    Sign,
    Words,
    quiet,
)
from game.tui.debrief.chart import bar_lines, legend_lines, scale
from game.tui.debrief.grid import grid_header, row_lines
from game.tui.glyphs import Glyphs
from game.tui.typeset import EMPTY, beside, hanging, ink, joined, rule, spans_of, styled, wrapped
from game.tui.widgets.ledger import PageRow
from game.tui.widgets.lines import Setting

MEASURE = 70
"""The longest line of prose."""
LABEL = 24
"""Cells of the column that labels stand in."""
ROOM_FOR_LABELS = 88
"""Cells from which labels stand beside their text; where there are fewer they stand above it."""
SHORT_LABEL = 11
"""Cells of the column of labels within an entry; longer ones stand above their text."""


MEANINGS: dict[Sign, str] = {"same": "as in the record", "parted": "your line leaves the record"}
"""What a sign at the left of a row says."""


class Typesetter:
    """Draws with one set of signs. It knows what a block is, never what it says."""

    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs

    # --- a page -----------------------------------------------------------------------------------------

    def page(self, blocks: Iterable[Shown]) -> list[PageRow]:
        """A page of blocks with an empty line between two, and two before a new section."""
        found: list[PageRow] = []
        before: Shown | None = None
        for block in blocks:
            # What begins with what its signs mean belongs to the heading above.
            if before and not (isinstance(block, Chart) or is_ruled(block) or is_ruled(before)):
                section = isinstance(block, Heading) and block.level == 3
                found.append(blank(2 if section else 1))
            found += self.entries(block)
            before = block
        return list(told_apart(found))

    def entries(self, block: Shown) -> Iterator[PageRow]:
        if isinstance(block, Heading):
            yield PageRow(partial(heading_lines, block), anchor=block.anchor)
        elif isinstance(block, Words):
            yield PageRow(partial(self.paragraph, block), block.key)
        elif isinstance(block, Fact):
            yield from self.labelled(ink(block.label, "$quiet"), block.words, (), block.anchor)
        elif isinstance(block, Entry):
            words = (*((quiet(block.note),) if block.note else ()), *block.words)
            yield from self.labelled(ink(block.title, "bold"), words, block.facts, block.anchor)
        elif isinstance(block, Grid):
            yield from self.grid(block)
        else:
            yield from self.chart(block)

    def column(self, blocks: Iterable[Shown], width: int) -> list[list[Content]]:
        """Blocks for the column beside a list."""
        return [[line for entry in self.entries(block) for line in entry.lay(width)] for block in blocks]

    def paragraph(self, words: Words, width: int) -> list[Content]:
        """A paragraph; what is said beside the text may run wider than prose."""
        return self.words(words, min(width, MEASURE + LABEL if words.tone == "quiet" else MEASURE))

    def labelled(
        self, label: Content, words: Sequence[Words], facts: Sequence[Fact], anchor: str
    ) -> Iterator[PageRow]:
        """A label, and beside it words and facts; words that open something are rows of their own below."""
        rows, rest = [each for each in words if each.key], [each for each in words if not each.key]
        beside = PageRow(partial(beside_label, EMPTY, partial(self.told, rest, facts)), anchor=anchor)
        leads = bool(rows) and words[0] is rows[0] and not rows[0].paragraph.item
        if not leads:
            yield beside._replace(lay=partial(beside_label, label, partial(self.told, rest, facts)))
            label = EMPTY
        for each in rows:
            yield PageRow(partial(beside_label, label, partial(self.words, each), indent=2), each.key)
            label = EMPTY
        if leads and (rest or facts):
            yield beside

    def told(self, words: Iterable[Words], facts: Iterable[Fact], width: int) -> list[Content]:
        """Words, then facts with their short labels: beside their text, or above it where they are long."""
        found = self.lines(words, width)
        for fact in facts:
            if len(fact.label) < SHORT_LABEL:
                name = [ink(in_line(fact.label), "$quiet")]
                found += beside(name, self.lines(fact.words, width - SHORT_LABEL), SHORT_LABEL)
            else:
                found += [*styled(fact.label, "$quiet", width), *self.lines(fact.words, width)]
        return found

    # --- rows -------------------------------------------------------------------------------------------

    def grid(self, grid: Grid) -> Iterator[PageRow]:
        """Rows: under a header between hairlines where the columns have names, else apart."""
        ruled = is_ruled(grid)
        hairline = PageRow(lambda width: [rule(width, "$hair", self.glyphs.horizontal)])
        if ruled:
            signs = {row.sign for row in grid.rows if isinstance(row, GridRow)}
            yield PageRow(partial(self.signs_in_words, signs))
            yield blank()
            yield PageRow(partial(grid_header, grid.columns))
            yield hairline
        for place, row in enumerate(grid.rows):
            if place and not ruled:
                yield blank()
            if isinstance(row, Heading):
                yield PageRow(partial(heading_lines, row))
                continue
            yield PageRow(partial(row_lines, row, grid.columns, self.sign(row.sign), self.lines), row.key)
            if ruled:
                yield hairline

    def signs_in_words(self, signs: Collection[Sign], width: int) -> list[Content]:
        """What the signs of the rows say."""
        drawn = ((self.sign(sign), means) for sign, means in MEANINGS.items() if sign in signs)
        said = [joined(sign, " " * (3 - sign.cell_length), (means, "$quiet")) for sign, means in drawn]
        return wrapped(Content("   ").join(said), width) if said else []

    def chart(self, chart: Chart) -> Iterator[PageRow]:
        """A legend, then every explanation as a row."""
        bars = chart.bars
        yield PageRow(lambda width: legend_lines(scale(bars, width - 2), self.glyphs, width))
        for bar in bars:
            yield blank()
            yield PageRow(partial(self.bar, bar, bars), bar.key)

    def bar(self, bar: Bar, bars: tuple[Bar, ...], width: int) -> list[Content]:
        """An explanation with its blocks, and the counts written out."""
        drawn = bar_lines(bar, scale(bars, width), width, self.glyphs)
        return [*styled(bar.title, "bold", width), *drawn, *self.lines(bar.words, width)]

    # --- words ------------------------------------------------------------------------------------------

    def lines(self, words: Iterable[Words], width: int) -> list[Content]:
        """Paragraphs, with an empty line between two of prose."""
        found: list[Content] = []
        before = False
        for each in words:
            prose = each.tone == "text" and not each.sign and not each.paragraph.item
            if prose and before:
                found.append(EMPTY)
            found += self.words(each, width)
            before = prose
        return found

    def words(self, words: Words, width: int) -> list[Content]:
        """A paragraph with its sign and what is said behind it."""
        content = spans_of(words.paragraph, "$pencil")
        if words.tone in ("quiet", "blank"):
            content = content.stylize_before("$quiet")
        if words.note:
            content = joined(content, (f"  {words.note}", "$pencil" if words.tone == "player" else "$quiet"))
        if words.sign:
            sign = self.sign(words.sign, by_player=words.tone == "player")
            gap = 1 if sign.cell_length > 2 else 2
            lines = hanging(sign, content, width, sign.cell_length + gap)
            return [ink(self.glyphs.vertical, "$pencil"), *lines] if words.sign == "onward" else lines
        dash = f"{self.glyphs.dash} "
        return hanging(dash, content, width, 2) if words.paragraph.item else wrapped(content, width)

    def sign(self, sign: Sign, by_player: bool = False) -> Content:
        """A sign as it is drawn."""
        glyphs = self.glyphs
        match sign:
            case "established" | "contested" | "legend":
                return ink(glyphs.certainty[sign], "$ink")
            case "supports" | "undermines" | "complicates":
                return ink(glyphs.bearing[sign], "$pencil" if by_player else "$quiet")
            case "unopened":
                return ink(glyphs.bearing[None], "$quiet")
            case "same":
                return ink(glyphs.same)
            case "parted":
                return joined(glyphs.record, (glyphs.you, "$pencil"))
            case "chosen" | "onward":
                return ink(glyphs.you, "$pencil")
            case _:
                return ink(" ")


# --- lines ----------------------------------------------------------------------------------------------


def blank(lines: int = 1) -> PageRow:
    """Empty lines."""
    return PageRow(lambda _: [EMPTY] * lines)


def told_apart(entries: Iterable[PageRow]) -> Iterator[PageRow]:
    """Entries of which no two have one key: what stands there twice is `paper:memo`, then `paper:memo#2`."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.key] += 1
        again = entry.key and seen[entry.key] > 1
        yield entry._replace(key=f"{entry.key}#{seen[entry.key]}") if again else entry


def is_ruled(block: Shown) -> bool:
    """Whether a block is a table with hairlines: its columns have names."""
    return isinstance(block, Grid) and any(column.label for column in block.columns)


def heading_lines(heading: Heading, width: int) -> list[Content]:
    """A title, and a quiet line below it."""
    room = min(width, MEASURE + LABEL)
    lines = styled(heading.text, "$quiet italic" if heading.level == 4 else "bold", room)
    return [*lines, *styled(heading.note, "$quiet", room)] if heading.note else lines


def in_line(label: str) -> str:
    """A label as it stands beside its text: "rests on"; one in capitals stays as it is."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def beside_label(label: Content, lay: Setting, width: int, indent: int = 0) -> list[Content]:
    """A label and its text: side by side where there is room, else one above the other.

    `indent` is what the text is moved in already, so that texts with and without a bar stand in line.
    """
    column = LABEL - indent
    if width + indent >= ROOM_FOR_LABELS:
        return beside(wrapped(label, column - 2), lay(min(width - column, MEASURE)), column)
    return [*(wrapped(label, width) if label else []), *lay(min(width, MEASURE))]
