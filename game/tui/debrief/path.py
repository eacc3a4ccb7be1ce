"""The fifth part: each decision beside what happened. Rows compare, and never grade."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from textual.content import Content

from game.case.model import Record
from game.play.debrief.debrief import Comparison, Debrief, works
from game.play.debrief.hunch import FirstAndLast, Said
from game.play.numbers import counted
from game.play.report.pages import ENDS, OTHERWISE, RELATIONS
from game.tui.debrief.pieces import (
    MEASURE,
    Opening,
    apart,
    aside,
    blank,
    certainty_mark,
    discussion,
    heading,
    how_sure,
    labelled,
    papers,
    scene_note,
    short_labelled,
    sources_entries,
    text,
    told,
    views_entries,
    words,
)
from game.tui.glyphs import Glyphs
from game.tui.typeset import EMPTY, beside, ink, joined, rule, stacked, styled, wrapped
from game.tui.widgets.ledger import Entry

LOOK_AT_BOTH = "Being close to what happened is not the same as reasoning well. Look at both."
NO_REASON = "No reason given."
PASSED = "Passed over."


class Columns(NamedTuple):
    """Cells of the table's columns, gaps included; `sure` is 0 where it stands below `happened`."""

    mark: int
    decision: int
    you: int
    happened: int
    sure: int


def columns(width: int) -> Columns | None:
    """The table for a width within the bar's margin; None where decisions are stacked."""
    if width < 88:
        return None
    sure = 17 if width >= 105 else 0
    mark, rest = 4, width - 4 - sure
    decision = rest * 27 // 100
    you = rest * 33 // 100
    return Columns(mark, decision, you, rest - decision - you, sure)


def path_entries(debrief: Debrief, glyphs: Glyphs) -> list[Entry]:
    """The table, and below it what it shows in sentences."""
    if not debrief.path:
        return [heading("Your path beside the record"), Entry(words("No decision was taken.", "$quiet"))]
    hairline = Entry(lambda width: [rule(width, "$hair", glyphs.horizontal)])
    rows: list[Entry] = []
    for number, comparison in enumerate(debrief.path):
        rows += [
            Entry(partial(comparison_lines, comparison, glyphs), f"step:{number}"),
            hairline,
        ]
    said = [aside(each, "$quiet" if each.endswith("?") else "$ink") for each in debrief.path_in_words]
    return [
        *ends_entries(debrief.first_and_last, glyphs),
        heading("Your path beside the record"),
        aside(LOOK_AT_BOTH),
        Entry(lambda width: legend(debrief, glyphs, width)),
        blank(),
        Entry(header),
        hairline,
        *rows,
        *said,
    ]


def ends_entries(ends: FirstAndLast | None, glyphs: Glyphs) -> list[Entry]:
    """Her first hunch beside her last word, and the papers between them."""
    if ends is None:
        return []
    said = (("First hunch", ends.hunch), ("Last word", ends.answer))
    between = (
        Opening(
            each.document,
            f"paper:{each.document.id}",
            joined(*[glyphs.bearing[bearing] for _, bearing in each.bears[:1]]),
            ends.bears_in_words(each),
        )
        for each in ends.between
    )
    return [
        *apart(
            [heading(ENDS)],
            [labelled(label, partial(said_lines, each)) for label, each in said if each],
            papers("Opened between them", between),
            [Entry(words(ends.words, "$quiet"))],
        ),
        blank(2),
    ]


def said_lines(said: Said, width: int) -> list[Content]:
    """Her choice and her sentence."""
    reason = f"“{said.step.because}”" if said.step.because else NO_REASON
    return [
        *styled(said.choice.label, "$pencil", width),
        *styled(reason, "$quiet italic", width),
    ]


def legend(debrief: Debrief, glyphs: Glyphs, width: int) -> list[Content]:
    """What the marks at the left say, as far as the path shows them."""
    relations = {comparison.relation for comparison in debrief.path}
    pieces: list[Content] = []
    if "same" in relations:
        pieces.append(joined(glyphs.same, ("  as in the record", "$quiet")))
    if "parted" in relations:
        parted = joined(glyphs.record, (glyphs.you, "$pencil"), (" your line leaves the record", "$quiet"))
        pieces.append(parted)
    if not pieces:
        return []
    return wrapped(Content("   ").join(pieces), width)


def header(width: int) -> list[Content]:
    """The names of the columns."""
    by = columns(width - 2)
    if by is None:
        return []
    line = " " * (by.mark + 2) + f"{'The decision':<{by.decision}}{'You':<{by.you}}"
    line += f"{'What happened':<{by.happened}}{'How sure we are' if by.sure else ''}"
    return [ink(line.rstrip(), "$quiet")]


def relation_mark(comparison: Comparison, glyphs: Glyphs) -> Content:
    """The same, or parted; nothing where there is nothing to match."""
    if comparison.relation == "same":
        return joined(glyphs.same)
    if comparison.relation == "parted":
        return joined(glyphs.record, (glyphs.you, "$pencil"))
    return EMPTY


def comparison_lines(comparison: Comparison, glyphs: Glyphs, width: int) -> list[Content]:
    """One decision as a row of the table, or stacked."""
    by = columns(width)
    mark, where = relation_mark(comparison, glyphs), when(comparison)
    sure = sure_lines(comparison, glyphs)
    if by is None:
        return stacked_lines(comparison, mark, where, sure, width)
    decision = [
        *styled(comparison.scene.title, "bold", by.decision - 2),
        *(styled(where, "$quiet", by.decision - 2) if where else []),
    ]
    happened = wrapped(comparison.happened_briefly, by.happened - (2 if by.sure else 0))
    if not by.sure:
        happened += [joined(Content("  ").join(sure))] if sure else []
    right = beside(happened, sure, by.happened) if by.sure else happened
    cells = beside(hers(comparison, by.you - 2), right, by.you)
    return beside([mark], beside(decision, cells, by.decision), by.mark)


def stacked_lines(
    comparison: Comparison, mark: Content, where: str, sure: list[Content], width: int
) -> list[Content]:
    """One decision with its columns one below the other."""
    inner = min(width, MEASURE + 4) - 4
    room = inner - 10
    lines = [
        *styled(comparison.scene.title, "bold", inner),
        *(styled(where, "$quiet", inner) if where else []),
        *short_labelled("you", hers(comparison, room)),
        *short_labelled("record", wrapped(comparison.happened_briefly, room)),
        *short_labelled("how sure", [Content("  ").join(sure)] if sure else []),
    ]
    return beside([mark], lines, 4)


def when(comparison: Comparison) -> str:
    """The date, or the archive desk."""
    return "at the archive desk" if comparison.relation == "archive" else comparison.scene.date


def hers(comparison: Comparison, width: int) -> list[Content]:
    """What she chose, her sentence, and what it rests on."""
    step = comparison.step
    if step.passed:
        went = f"The line went on by “{comparison.choice.label}”"
        return [*styled(PASSED, "$quiet italic", width), *styled(went, "$quiet", width)]
    lines = styled(comparison.choice.label, "$pencil", width)
    if step.because:
        lines += styled(f"“{step.because}”", "$quiet italic", width)
    else:
        lines += styled(NO_REASON, "$quiet italic", width)
    if comparison.cites:
        lines += styled(f"Cites {counted(len(comparison.cites), 'paper')}.", "$quiet italic", width)
    return lines


def sure_lines(comparison: Comparison, glyphs: Glyphs) -> list[Content]:
    """How sure we are, and on what it rests."""
    if comparison.record is None:
        return []
    lines = [certainty_mark(comparison.record.certainty, glyphs)]
    return [*lines, ink(comparison.basis, "$quiet")] if comparison.basis else lines


# --- one decision in full --------------------------------------------------------------------------------


def comparison_detail(debrief: Debrief, glyphs: Glyphs, place: str) -> list[Entry]:
    """The comparison in full, with what hers would plausibly have led to."""
    comparison = debrief.path[int(place)]
    record, scene = comparison.record, comparison.scene
    mark = relation_mark(comparison, glyphs)
    beside_it = (
        joined(mark, "  ", RELATIONS[comparison.relation])
        if mark
        else Content(RELATIONS[comparison.relation])
    )
    taken = [choice.label for choice in comparison.taken] if comparison.relation == "parted" else []
    return [
        heading(scene.title, scene_note(scene)),
        blank(),
        *apart(
            [labelled("The question", words(scene.ask))] if scene.ask else [],
            [labelled("You", lambda width: hers_in_full(comparison, width))],
            [labelled("Beside the record", lambda width: wrapped(beside_it, width))],
            [
                labelled(
                    "The course taken",
                    lambda width: stacked(*[wrapped(each, width) for each in taken], gap=0),
                )
            ]
            if taken
            else [],
            otherwise(comparison),
            recorded(debrief, record, glyphs) if record else [],
        ),
    ]


def otherwise(comparison: Comparison) -> list[Entry]:
    """What hers would have led to, or why it was taken; at the archive desk, what a specialist would say."""
    markdown = comparison.choice.otherwise
    if not markdown.strip():
        return []
    return [labelled(OTHERWISE[comparison.relation], text(markdown))]


def recorded(debrief: Debrief, record: Record, glyphs: Glyphs) -> list[Entry]:
    """The record that it is compared with."""
    case = debrief.play.case
    views = views_entries(record.views, case)
    return apart(
        told("What happened", record.happened),
        [how_sure(record, glyphs)],
        told("Why", record.why),
        [heading("How historians see it", anchor="views"), blank(), *views] if views else [],
        sources_entries(works(case, record.sources)),
        discussion(record.discuss),
    )


def hers_in_full(comparison: Comparison, width: int) -> list[Content]:
    """Her choice and sentence, with the papers by name."""
    step = comparison.step
    lines = hers(comparison, width)
    if comparison.cites and not step.passed:
        lines = [
            *lines[: -len(styled(f"Cites {counted(len(comparison.cites), 'paper')}.", "", width))],
            *[
                line
                for each in comparison.cites
                for line in styled(f"Leaning on: {each.title}", "$pencil", width)
            ],
        ]
    return lines
