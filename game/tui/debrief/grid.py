"""Rows in columns: beside one another where there is room, else one below the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from game.play.report.document import GridColumn, GridRow, Words
from game.tui.typeset import beside, ink

Lay = Callable[[Sequence[Words], int], list[Content]]
"""Sets the words of a cell in so many cells of the terminal."""

MARK = 4
"""Cells of the column of signs, in a grid whose columns have names."""
SURE = 17
"""Cells of the column that says how sure we are."""
ROOM_FOR_COLUMNS = 88
ROOM_FOR_SURE = 105
"""Cells from which it has a column; where there are fewer it stands below the column before it."""
LONGEST = 70
SHORT_LABEL = 10


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
    *texts, last = (lay(cell, min(room - 2, LONGEST)) for cell, room in zip(row.cells, cells, strict=False))
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
        room = min(width, LONGEST) - (SHORT_LABEL if column.short else 0)
        lines = lay(cell, room)
        if not column.share and lines:
            lines = [Content("  ").join(lines)]
        found += (
            beside([ink(column.short, "$quiet")], lines, SHORT_LABEL) if column.short and lines else lines
        )
    return found
