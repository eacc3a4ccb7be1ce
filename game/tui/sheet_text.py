"""The turned sheet as lines: her course in pencil, what happened in ink, all of it on paper."""

from __future__ import annotations

from textual.content import Content

from game.play.report.transcript import HUNCH, OPEN_QUESTION, PASSED, STANDING, STILL
from game.play.turned_sheet import Moved, SheetRow, TurnedSheet
from game.tui.glyphs import Glyphs
from game.tui.themes import SHEET, Inks
from game.tui.typeset import beside, between, hanging, ink, joined, rule, stacked, styled, wrapped
from game.tui.widgets.gauges import DESK, detailed, gauge_lines

SIGN = 3
"""Cells of the column in which the signs stand."""
GAP = 4
"""Cells between what stands at the left and what stands at the right."""
ROOM_FOR_ASIDE, ROOMY = 84, 100
"""The widths from which what the chapter came to lies beside its decisions, and is wide there."""
NONE_YET = "You have put none first yet."


def sheet_lines(
    sheet: TurnedSheet, width: int, glyphs: Glyphs, change: str, *, close: bool = False
) -> list[Content]:
    """The whole sheet; where there is room, what the chapter came to lies beside its decisions.

    `change` says how the hunch is changed, "" where that cannot be done. Set `close`, gauges stand without an
    empty line between them.
    """
    head = [*head_lines(sheet, width, glyphs), rule(width, SHEET.hair, glyphs.horizontal)]
    aside = 42 if width >= ROOMY else width * 36 // 100
    left = width - GAP - aside if width >= ROOM_FOR_ASIDE else width
    rows = stacked(*(row_lines(row, left, glyphs) for row in sheet.rows))
    right = width if left == width else aside
    others = stacked(
        situation_lines(sheet, right, glyphs, gap=0 if close else 1),
        question_lines(sheet, right),
        hunch_lines(sheet, right, change),
    )
    if left == width:
        return stacked(head, rows, others)
    return stacked(head, beside(rows, others, left + GAP), gap=0 if close else 1)


def head_lines(sheet: TurnedSheet, width: int, glyphs: Glyphs) -> list[Content]:
    """What the chapter is called, and what the signs mean."""
    title = ink(sheet.title, f"{SHEET.ink} bold")
    signs = ((glyphs.you, "you"), (glyphs.record, "what happened"), (glyphs.same, "both"))
    legend = ink("   ".join(f"{sign} {means}" for sign, means in signs), SHEET.quiet)
    if title.cell_length + GAP + legend.cell_length <= width:
        return [between(title, legend, width)]
    return [*wrapped(title, width), *wrapped(legend, width)]


def row_lines(row: SheetRow, width: int, glyphs: Glyphs) -> list[Content]:
    """A decision: where, how sure we are, her course in pencil, and what happened."""
    title = joined((row.scene.title, f"{SHEET.ink} bold"), (f"  {row.date}".rstrip(), SHEET.quiet))
    sure = sure_line(row, glyphs, SHEET)
    fits = title.cell_length + GAP + sure.cell_length <= width
    lines = [between(title, sure, width)] if fits else wrapped(title, width)
    if row.passed:
        lines += hanging((glyphs.closed, SHEET.quiet), ink(PASSED, SHEET.quiet), width, SIGN)
    else:
        sign = glyphs.same if row.relation == "same" else glyphs.you
        course = ink("; then ".join(row.courses), SHEET.pencil)
        lines += hanging((sign, SHEET.pencil), course, width, SIGN)
    lines += happened_lines(row, width, glyphs, SHEET)
    return lines if fits else [*lines, joined(" " * SIGN, sure)]


def sure_line(row: SheetRow, glyphs: Glyphs, inks: Inks = DESK) -> Content:
    """How sure we are, drawn and in a word; empty where nothing is told."""
    if not row.certainty:
        return ink("")
    return joined((glyphs.certainty[row.certainty], inks.ink), (f" {row.certainty}", inks.quiet))


def happened_lines(row: SheetRow, width: int, glyphs: Glyphs, inks: Inks = DESK) -> list[Content]:
    """What happened, with a sign of its own where it is no course of hers; or what specialists answer."""
    told = ink(row.happened, inks.ink)
    return hanging((" " if row.met else glyphs.record, inks.ink), told, width, SIGN) if row.happened else []


def situation_lines(sheet: TurnedSheet, width: int, glyphs: Glyphs, gap: int) -> list[Content]:
    """The gauges that moved, each with what moved it."""
    if not sheet.moved and not sheet.still:
        return []
    still = [] if sheet.moved else styled(STILL, SHEET.ink, width)
    return stacked(
        [ink(STANDING, SHEET.quiet), *still],
        *(moved_lines(moved, sheet, width, glyphs) for moved in sheet.moved),
        gap=gap,
    )


def moved_lines(moved: Moved, sheet: TurnedSheet, width: int, glyphs: Glyphs) -> list[Content]:
    """A gauge with where it stood as the chapter began, and what moved it."""
    among = [each.gauge for each in sheet.moved]
    drawn = gauge_lines(moved.gauge, among, width, glyphs, detailed(among, width), SHEET)
    label = len(styled(moved.gauge.label, "", width))
    named = [line.stylize("bold") for line in drawn[:label]]
    return [*named, *drawn[label:], *styled(moved.by, SHEET.quiet, width)]


def question_lines(sheet: TurnedSheet, width: int) -> list[Content]:
    """The question that stays open."""
    if not sheet.question:
        return []
    return [ink(OPEN_QUESTION, SHEET.quiet), *styled(sheet.question, f"{SHEET.ink} bold", width)]


def hunch_lines(sheet: TurnedSheet, width: int, change: str) -> list[Content]:
    """Her hunch, and how she changes it."""
    if not sheet.asks_hunch:
        return []
    held = styled(sheet.hunch, SHEET.pencil, width) if sheet.hunch else styled(NONE_YET, SHEET.ink, width)
    return [ink(HUNCH, SHEET.quiet), *held, *(styled(change, SHEET.quiet, width) if change else [])]
