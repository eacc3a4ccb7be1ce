"""The fourth part: where historians differ, and what is said of it all, to be marked in one's own pencil."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import get_args

from textual.content import Content

from game.case.model import Claim, Verdict
from game.case.prose import plain
from game.play.debrief import VERDICTS, Debrief, Dispute, MarkedClaim, works
from game.tui.debrief.pieces import (
    apart,
    aside,
    blank,
    certainty_mark,
    heading,
    labelled,
    row,
    scene_note,
    short_labelled,
    sources_entries,
    told,
    view_blocks,
    views_entries,
    words,
)
from game.tui.glyphs import Glyphs
from game.tui.typeset import hanging, ink, joined, prose, styled, wrapped
from game.tui.widgets.beside import Block
from game.tui.widgets.ledger import Entry

MARKS: tuple[Verdict, ...] = get_args(Verdict)
"""The marks in the order of their digits."""
FIRST_YOURS = "Mark it in your own pencil first; then you see ours and why."


def historians_entries(debrief: Debrief, glyphs: Glyphs) -> list[Entry]:
    """The disputes, then the claims."""
    return apart(
        [
            heading("Where historians differ"),
            aside("Who argues what, on what evidence, and what speaks against it."),
        ],
        *[
            [
                Entry(
                    partial(dispute_lines, each, glyphs),
                    f"dispute:{each.scene.id}",
                )
            ]
            for each in debrief.disputes
        ],
        claims_heading(debrief),
        *[[Entry(partial(claim_lines, each, glyphs), f"claim:{each.claim.id}")] for each in debrief.claims],
    )


def claims_heading(debrief: Debrief) -> list[Entry]:
    """What textbooks and students say."""
    if not debrief.claims:
        return []
    marked = sum(each.mark is not None for each in debrief.claims)
    note = f"{FIRST_YOURS} {marked} of {len(debrief.claims)} marked so far."
    return [blank(), heading("What is said of this", anchor="claims"), aside(note)]


def dispute_lines(dispute: Dispute, glyphs: Glyphs, width: int) -> list[Content]:
    """A point on which historians differ, with who they are."""
    who = "; ".join(view.who for view in dispute.views)
    mark = joined(certainty_mark(dispute.certainty, glyphs), (f"  {dispute.scene.date}", "$quiet"))
    return [
        *styled(dispute.scene.title, "bold", width),
        *styled(who, "$quiet", width),
        mark.truncate(width, ellipsis=True),
    ]


def claim_lines(marked: MarkedClaim, glyphs: Glyphs, width: int) -> list[Content]:
    """A claim, who says it, and the marks on it."""
    lines = wrapped(f"“{plain(marked.claim.says)}”", width)
    return [*lines, *wrapped(standing(marked), width)]


def standing(marked: MarkedClaim) -> Content:
    """The marks on a claim: hers, and ours once hers is there."""
    source = (f"{marked.claim.from_}  ", "$quiet") if marked.claim.from_ else ""
    if marked.mark is None:
        return joined(source, ("not marked yet", "$quiet"))
    return joined(source, (f"you: {marked.mark}", "$pencil"), (f"  ours: {marked.claim.verdict}", "$quiet"))


def dispute_of(debrief: Debrief, scene_id: str) -> Dispute:
    return next(dispute for dispute in debrief.disputes if dispute.scene.id == scene_id)


def claim_of(debrief: Debrief, claim_id: str) -> MarkedClaim:
    return next(marked for marked in debrief.claims if marked.claim.id == claim_id)


def dispute_beside(debrief: Debrief, width: int, scene_id: str) -> Iterator[Block]:
    """The views on the dispute at the bar."""
    dispute = dispute_of(debrief, scene_id)
    note = scene_note(dispute.scene)
    yield Block([*styled(dispute.scene.title, "bold", width), *styled(note, "$quiet", width)])
    for view in dispute.views:
        yield from view_blocks(view, width)


def claim_beside(debrief: Debrief, width: int, claim_id: str) -> Iterator[Block]:
    """Our verdict on the claim at the bar, once it is marked."""
    marked = claim_of(debrief, claim_id)
    if marked.mark is None:
        yield Block(styled("Is it so?", "bold", width))
        yield Block(styled(FIRST_YOURS, "$quiet", width), attached=True)
        return
    yield Block(short_labelled("you", [ink(marked.mark, "$pencil bold")]))
    yield Block(short_labelled("ours", [ink(marked.claim.verdict, "bold")]), attached=True)
    yield Block(prose(marked.claim.why, width))


def dispute_detail(debrief: Debrief, glyphs: Glyphs, scene_id: str) -> list[Entry]:
    """A dispute with all that its sides rest on."""
    dispute, case = dispute_of(debrief, scene_id), debrief.play.case
    mark = certainty_mark(dispute.certainty, glyphs)
    return [
        heading(dispute.scene.title, scene_note(dispute.scene)),
        blank(),
        *apart(
            views_entries(dispute.views, case),
            [labelled("How sure we are", lambda width: wrapped(mark, width))],
            told("Why it happened", dispute.why),
        ),
    ]


def claim_detail(debrief: Debrief, glyphs: Glyphs, claim_id: str) -> list[Entry]:
    """A claim to be marked; our verdict and its reasons stand below her mark."""
    marked = claim_of(debrief, claim_id)
    claim = marked.claim
    return [
        heading(f"“{plain(claim.says)}”", f"Said by: {claim.from_}" if claim.from_ else ""),
        blank(),
        labelled("Your mark", words(FIRST_YOURS if marked.mark is None else "You can change it.", "$quiet")),
        *[mark_entry(number, verdict, marked, glyphs) for number, verdict in enumerate(MARKS, 1)],
        *verdict_entries(debrief, claim, marked),
    ]


def mark_entry(number: int, verdict: Verdict, marked: MarkedClaim, glyphs: Glyphs) -> Entry:
    """One mark that she can set."""
    hers = marked.mark == verdict

    def lay(width: int) -> list[Content]:
        sign = joined(
            (glyphs.you if hers else " ", "$pencil"), " ", (str(number), "$pencil bold" if hers else "bold")
        )
        style = "$pencil bold" if hers else ""
        meaning = joined((f"{verdict}", style), "  ", (VERDICTS[verdict], "$quiet"))
        return hanging(sign, meaning, width, 5)

    return row(lay, f"mark:{verdict}")


def verdict_entries(debrief: Debrief, claim: Claim, marked: MarkedClaim) -> list[Entry]:
    """Our verdict and why; only once she has marked the claim."""
    if marked.mark is None:
        return []
    return [
        blank(),
        *apart(
            [labelled("Our verdict", lambda width: [ink(claim.verdict, "bold")])],
            told("Why", claim.why),
            sources_entries(works(debrief.play.case, claim.sources)),
        ),
    ]
