"""The blocks of a report as entries of a ledger, and as the column beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from textual.content import Content

from game.play.report.document import (
    Bar,
    Chart,
    Entry,
    Fact,
    Grid,
    GridColumn,
    GridRow,
    Heading,
    Shown,
    Sign,
    Words,
    quiet,
)
from game.tui.glyphs import Glyphs
from game.tui.typeset import EMPTY, Part, beside, hanging, ink, joined, rule, spans_of, styled, wrapped
from game.tui.widgets.ledger import PageRow
from game.tui.widgets.lines import Setting

Lay = Callable[[Sequence[Words], int], list[Content]]
"""Sets the words of a cell in so many cells of the terminal."""

MARK = 4
"""Cells of the column of signs, in a grid whose columns have names."""
SURE = 17
"""Cells of the column that says how sure we are."""
ROOM_FOR_COLUMNS = 88
"""Cells from which columns stand side by side, and labels beside their texts; below that, stacked."""
ROOM_FOR_SURE = 105
"""Cells from which how sure we are has a column; where there are fewer it stands below the one before."""
MEASURE = 70
"""The longest line of prose."""
STACKED_LABEL = 10
LABEL = 24
"""Cells of the column that labels stand in."""
SHORT_LABEL = 11
"""Cells of the column of labels within an entry; longer ones stand above their text."""
MEANINGS: dict[Sign, str] = {"same": "as in the record", "parted": "your line leaves the record"}
"""What a sign at the left of a row says."""


def mark_of(columns: Sequence[GridColumn]) -> int:
    return MARK if any(column.label for column in columns) else 0


def shares(columns: Sequence[GridColumn], width: int) -> list[int]:
    """Cells of each column with a share, gaps included; none where the columns are stacked."""
    if width < ROOM_FOR_COLUMNS or not columns:
        return []
    sure = SURE if width >= ROOM_FOR_SURE and not columns[-1].share else 0
    room = width - mark_of(columns) - sure
    found = [room * column.share // 100 for column in columns if column.share]
    return [*found[:-1], room - sum(found[:-1])]


def grid_header(columns: Sequence[GridColumn], width: int) -> list[Content]:
    """The names of the columns; nothing where they are stacked."""
    cells = shares(columns, width - 2)
    if not cells:
        return []
    line = " " * (mark_of(columns) + 2)
    line += "".join(f"{column.label:<{room}}" for column, room in zip(columns, cells, strict=False))
    sure = columns[-1].label if width - 2 >= ROOM_FOR_SURE and not columns[-1].share else ""
    return [ink(f"{line}{sure}".rstrip(), "$quiet")]


def row_lines(
    row: GridRow, columns: Sequence[GridColumn], sign: Content, lay: Lay, width: int
) -> list[Content]:
    """One row: its sign, and its cells beside one another or stacked."""
    cells = shares(columns, width)
    mark = mark_of(columns)
    lines = in_columns(row, columns, cells, lay, width) if cells else stacked(row, columns, lay, width - mark)
    return beside([sign], lines, mark) if mark else lines


def in_columns(
    row: GridRow, columns: Sequence[GridColumn], cells: list[int], lay: Lay, width: int
) -> list[Content]:
    *texts, last = (lay(cell, min(room - 2, MEASURE)) for cell, room in zip(row.cells, cells, strict=False))
    if not columns[-1].share:
        sure = lay(row.cells[-1], SURE)
        if width >= ROOM_FOR_SURE:
            last = beside(last, sure, cells[-1])
        elif sure:
            last = [*last, Content("  ").join(sure)]
    for lines, room in zip(reversed(texts), reversed(cells[:-1]), strict=True):
        last = beside(lines, last, room)
    return last


def stacked(row: GridRow, columns: Sequence[GridColumn], lay: Lay, width: int) -> list[Content]:
    """The cells one below the other, with their short names."""
    if not columns:
        return lay(row.cells[0], width)
    found: list[Content] = []
    for column, cell in zip(columns, row.cells, strict=True):
        room = min(width, MEASURE) - (STACKED_LABEL if column.short else 0)
        lines = lay(cell, room)
        if not column.share and lines:
            lines = [Content("  ").join(lines)]
        found += (
            beside([ink(column.short, "$quiet")], lines, STACKED_LABEL) if column.short and lines else lines
        )
    return found


class Scale(NamedTuple):
    """How the blocks of every explanation are drawn: cells for each, and how many lie left of the axis.

    `unopened` says whether papers that were not opened are drawn, or only counted in words.
    """

    unit: int
    left: int
    unopened: bool = True


def scale(bars: Sequence[Bar], width: int) -> Scale:
    """The widest blocks with which the longest row still fits, the same for every explanation.

    Blocks that touch cannot be told apart, so papers that were not opened go before the gaps do.
    """
    against = [sum(bearing == "undermines" for bearing, _ in bar.papers) for bar in bars]
    left = max(against, default=0)
    for unopened in (True, False):
        rows = zip(bars, against, strict=True)
        right = max((len(bar.papers) - less + unopened * bar.unopened for bar, less in rows), default=0)
        for unit in (3, 2):
            if (left + right) * unit + 2 <= width:
                return Scale(unit, left, unopened)
    return Scale(1, left)


def legend_lines(by: Scale, glyphs: Glyphs, width: int) -> list[Content]:
    """What the blocks mean, in words."""
    paper, complicates = glyphs.paper_for, glyphs.paper_complicates
    said = f"{paper} against {glyphs.vertical} {paper} for  {complicates} complicates  "
    unopened = ((f"{glyphs.paper_unopened} ", "$faint"), ("not opened", "$quiet"))
    return wrapped(
        joined((said, "$quiet"), *(unopened if by.unopened else (("not opened: counted", "$quiet"),))), width
    )


def bar_lines(bar: Bar, by: Scale, width: int, glyphs: Glyphs) -> list[Content]:
    """The row of blocks, in pencil where she weighed the paper herself."""
    if not bar.papers and not bar.unopened:
        return []
    drawn: dict[str, list[Part]] = {"undermines": [], "supports": [], "complicates": []}
    for bearing, by_player in bar.papers:
        sign = glyphs.paper_complicates if bearing == "complicates" else glyphs.paper_for
        drawn[bearing].append(paper_block(sign, by.unit, "$pencil" if by_player else "$quiet"))
    unopened = [paper_block(glyphs.paper_unopened, by.unit, "$faint")] * (bar.unopened if by.unopened else 0)
    against, axis = drawn["undermines"], (f"{glyphs.vertical} ", "$quiet")
    before = " " * by.unit * (by.left - len(against))
    return [
        joined(before, *against, axis, *drawn["supports"], *drawn["complicates"], *unopened).truncate(width)
    ]


def paper_block(sign: str, unit: int, style: str) -> Content:
    gap = " " if unit > 1 else ""
    return joined((sign[: unit - len(gap)], style), gap)


class Typesetter:
    """Draws with one set of signs. It knows what a block is, never what it says."""

    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs

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
    if width + indent >= ROOM_FOR_COLUMNS:
        return beside(wrapped(label, column - 2), lay(min(width - column, MEASURE)), column)
    return [*(wrapped(label, width) if label else []), *lay(min(width, MEASURE))]
