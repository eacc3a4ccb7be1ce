"""The third part: the explanations, with a block for each paper that was gathered for or against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple, get_args

from textual.content import Content

from game.case.model import Scene, View, Weight
from game.play.debrief.debrief import Debrief
from game.play.debrief.evidence import Tested, Weighed, Weighing, bearing_in_words
from game.play.numbers import number
from game.play.report.pages import names, test_label
from game.tui.debrief.pieces import (
    LABEL,
    MEASURE,
    SHORT_LABEL,
    Opening,
    apart,
    aside,
    blank,
    heading,
    labelled,
    listed,
    papers,
    short_labelled,
    text,
    told,
    view_blocks,
    views_entries,
    words,
)
from game.tui.glyphs import Glyphs
from game.tui.typeset import ink, joined, prose, styled, wrapped
from game.tui.widgets.beside import Block
from game.tui.widgets.ledger import Entry

MOST_POINTS = 4
"""Points whose every view is told with an explanation; where there are more, their historians are named."""
IN_FULL = "What each argues, and on what evidence, stands in the next part."
ASK = (
    "One block is one paper, in pencil where you weighed it yourself. Many blocks are not proof: ask what "
    "each paper is worth."
)


STANDINGS: tuple[tuple[str, Weight], ...] = (("first", "first"), ("a part", "part"), ("doubts", "doubts"))
"""How historians stand to an explanation, in a word."""
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
WIDEST = MEASURE + LABEL
"""The longest line about the whole page."""


class Scale(NamedTuple):
    """How the blocks of every explanation are drawn: cells for each, and how many lie left of the axis.

    `unopened` says whether papers that were not opened are drawn, or only counted in words.
    """

    unit: int
    left: int
    unopened: bool = True


def causes_entries(debrief: Debrief, glyphs: Glyphs) -> list[Entry]:
    """Every explanation with its papers."""
    why = debrief.why
    count = number(len(why)).capitalize()
    title = f"{count} {'explanation' if len(why) == 1 else 'explanations'}, and what you gathered for each"
    return [
        heading(title),
        aside(ASK),
        Entry(lambda width: wrapped(legend(scale(why, width - 2), glyphs), width)),
        *[each for weighed in why for each in (blank(), cause_entry(weighed, why, glyphs))],
        *questions(debrief),
    ]


def legend(by: Scale, glyphs: Glyphs) -> Content:
    """What the blocks mean, in words."""
    return joined(
        (f"{glyphs.paper_for} ", "$quiet"),
        (f"against {glyphs.vertical} ", "$quiet"),
        (f"{glyphs.paper_for} ", "$quiet"),
        ("for  ", "$quiet"),
        (f"{glyphs.paper_complicates} ", "$quiet"),
        ("complicates  ", "$quiet"),
        *(
            ((f"{glyphs.paper_unopened} ", "$faint"), ("not opened", "$quiet"))
            if by.unopened
            else (("not opened: counted", "$quiet"),)
        ),
    )


def questions(debrief: Debrief) -> list[Entry]:
    """The tests that every explanation is put to."""
    tests = tuple(debrief.play.case.tests.values())
    asked = [labelled(test.title, text(test.ask)) for test in tests]
    return [blank(), heading("What each is asked"), *asked] if tests else []


def cause_entry(weighed: Weighed, why: Sequence[Weighed], glyphs: Glyphs) -> Entry:
    """One explanation: its title, its blocks, the counts written out, and how it fares by the tests."""

    def lay(width: int) -> list[Content]:
        hers = f"; {weighed.by_player_in_words}" if weighed.papers and weighed.by_player_in_words else ""
        return [
            *styled(weighed.cause.title, "bold", width),
            *blocks(weighed, scale(why, width), width, glyphs),
            *styled(f"{weighed.in_words}{hers}", "$quiet", width),
            *(styled(weighed.tests_in_words, "", width) if weighed.tests_in_words else []),
        ]

    return Entry(lay, f"cause:{weighed.cause.id}")


def scale(why: Sequence[Weighed], width: int) -> Scale:
    """The widest blocks with which the longest row still fits, the same for every explanation.

    Blocks that touch cannot be told apart, so papers that were not opened go before the gaps do.
    """
    left = max((weighed.count("undermines") for weighed in why), default=0)
    for unopened in (True, False):
        right = max(
            (
                len(weighed.papers) - weighed.count("undermines") + unopened * len(weighed.unopened)
                for weighed in why
            ),
            default=0,
        )
        for unit in (3, 2):
            if (left + right) * unit + 2 <= width:
                return Scale(unit, left, unopened)
    return Scale(1, left)


def blocks(weighed: Weighed, by: Scale, width: int, glyphs: Glyphs) -> list[Content]:
    """The row of blocks: against to the left of the axis, everything else to the right."""
    if not weighed.papers and not weighed.unopened:
        return []
    against = [block(paper, by.unit, glyphs) for paper in weighed.papers if paper.bearing == "undermines"]
    right = [
        block(paper, by.unit, glyphs)
        for bearing in ("supports", "complicates")
        for paper in weighed.papers
        if paper.bearing == bearing
    ]
    if by.unopened:
        right += [piece(glyphs.paper_unopened, by.unit, "$faint") for _ in weighed.unopened]
    row = joined(
        " " * by.unit * (by.left - len(against)),
        *against,
        (f"{glyphs.vertical} ", "$quiet"),
        *right,
    )
    return [row.truncate(width)]


def block(paper: Weighing, unit: int, glyphs: Glyphs) -> Content:
    """One paper, in pencil if she weighed it herself."""
    sign = glyphs.paper_complicates if paper.bearing == "complicates" else glyphs.paper_for
    return piece(sign, unit, "$pencil" if paper.by_player else "$quiet")


def piece(sign: str, unit: int, style: str) -> Content:
    gap = " " if unit > 1 else ""
    return joined((sign[: unit - len(gap)], style), gap)


# --- how historians weigh it ---------------------------------------------------------------------------


def cause_beside(debrief: Debrief, width: int, cause_id: str) -> Iterator[Block]:
    """What the explanation says, how it fares by the tests, and how historians weigh it."""
    weighed = find(debrief, cause_id)
    head = styled(weighed.cause.title, "bold", width)
    yield Block([*head, *styled("How historians weigh it", "$quiet", width)])
    if not weighed.tests:
        yield Block(prose(weighed.cause.summary, width))
    for tested in weighed.tests:
        yield Block(tested_lines(tested, width))
    named = [
        line
        for label, weight in STANDINGS
        if weighed.who(weight)
        for line in short_labelled(label, wrapped(names(weighed.who(weight)), width - SHORT_LABEL))
    ]
    yield Block(named)
    for view in () if named else weighed.views:
        yield from view_blocks(view, width)


def tested_lines(tested: Tested, width: int) -> list[Content]:
    """A test, the word for how the explanation fares, and why."""
    fares = (f"  {tested.finding.fares}", "") if tested.finding.fares else ""
    return [joined((tested.test.title, "$quiet"), fares), *prose(tested.finding.says, width)]


def find(debrief: Debrief, cause_id: str) -> Weighed:
    return next(weighed for weighed in debrief.why if weighed.cause.id == cause_id)


def cause_detail(debrief: Debrief, glyphs: Glyphs, cause_id: str) -> list[Entry]:
    """Her papers on an explanation, then every historian on it."""
    weighed = find(debrief, cause_id)
    hers = f"; {weighed.by_player_in_words}" if weighed.by_player_in_words else ""
    return [
        heading(weighed.cause.title, f"{weighed.in_words}{hers}"),
        blank(),
        *apart(
            told("What it says", weighed.cause.summary),
            by_tests(weighed),
            standings(weighed),
            opened(weighed, glyphs),
            unopened(weighed, glyphs),
            listed("It bears on", (scene.title for scene in weighed.points)),
            historians(weighed, debrief),
        ),
    ]


def by_tests(weighed: Weighed) -> list[Entry]:
    """How it fares by each test."""
    return apart(
        *[
            [labelled(test_label(tested), text(tested.finding.says), anchor="tests")]
            for tested in weighed.tests
        ]
    )


def standings(weighed: Weighed) -> list[Entry]:
    """The historians who put it first, give it a part or doubt it."""
    return [
        labelled(f"{label.capitalize()} by", words(names(weighed.who(weight))))
        for label, weight in zip(("put first", "given a part", "doubted"), WEIGHTS, strict=True)
        if weighed.who(weight)
    ]


def opened(weighed: Weighed, glyphs: Glyphs) -> list[Entry]:
    """The papers she opened, each to be opened again."""
    if not weighed.papers:
        return [labelled("Papers you opened", words("None on this."))]
    return papers(
        "Papers you opened",
        (
            Opening(
                paper.document,
                f"paper:{paper.document.id}",
                ink(glyphs.bearing[paper.bearing], "$pencil" if paper.by_player else "$quiet"),
                bearing_in_words(paper),
            )
            for paper in weighed.papers
        ),
    )


def unopened(weighed: Weighed, glyphs: Glyphs) -> list[Entry]:
    """The papers on it that she has not opened."""
    mark = ink(glyphs.bearing[None], "$quiet")
    return papers(
        "Not opened",
        (Opening(document, f"paper:{document.id}", mark, document.date) for document in weighed.unopened),
    )


def historians(weighed: Weighed, debrief: Debrief) -> list[Entry]:
    """Every historian on it, point by point."""
    points = [scene for scene in weighed.points if scene.record and scene.record.views]
    if not points:
        return []
    head = Entry(words("How historians see it", "$quiet"), anchor="views")
    if len(points) > MOST_POINTS:
        return [head, aside(IN_FULL), blank(), *[Entry(partial(named_lines, scene)) for scene in points]]
    found: list[list[Entry]] = []
    told_already: set[View] = set()
    for scene in points:
        views = tuple(view for view in scene.record.views if view not in told_already) if scene.record else ()
        told_already.update(views)
        if views:
            found.append([Entry(partial(wrapped, joined("On ", (scene.title, "bold"))))])
            found.append(views_entries(views, debrief.play.case))
    return [head, blank(), *apart(*found)]


def named_lines(scene: Scene, width: int) -> list[Content]:
    """A point and the historians who differ on it."""
    who = "; ".join(view.who for view in scene.record.views) if scene.record else ""
    return wrapped(joined("On ", (scene.title, "bold"), (f": {who}", "$quiet")), min(width, WIDEST))
