"""The fourth part: where historians differ, and what is said of it all, to be marked in one's own pencil."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import get_args

from textual.content import Content

from game.case.model import Case, Claim, Verdict
from game.case.prose import plain
from game.play.debrief.debrief import VERDICTS, Debrief, Dispute, MarkedClaim, works
from game.play.debrief.historians import NO_PRAISE, Nearest
from game.play.report.pages import CLAIMS, NEAREST, others_in_words
from game.tui.debrief.pieces import (
    apart,
    aside,
    blank,
    by_chapter,
    certainty_mark,
    heading,
    labelled,
    row,
    scene_note,
    short_labelled,
    sources_entries,
    text,
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
OTHER_CLAIMS = "fold:claims"
"""The row under which the claims are folded away that she did not meet."""
FIRST_YOURS = "Mark it in your own pencil first; then you see ours and why."


def historians_entries(debrief: Debrief, glyphs: Glyphs) -> list[Entry]:
    """The historian nearest to her, the disputes, then the claims."""
    case = debrief.play.case
    return apart(
        nearest_entries(debrief.nearest, case),
        [
            heading("Where historians differ"),
            aside("Who argues what, on what evidence, and what speaks against it."),
        ],
        *by_chapter(
            case,
            (
                (dispute.scene, Entry(partial(dispute_lines, dispute, glyphs), f"dispute:{dispute.scene.id}"))
                for dispute in debrief.disputes
            ),
        ),
        *claims_entries(debrief),
    )


def nearest_entries(near: Nearest | None, case: Case) -> list[Entry]:
    """Who stands nearest to her weighing, why, and the strongest case against."""
    if near is None:
        return []
    said = [Entry(words(each, "$quiet" if each == NO_PRAISE else "")) for each in near.words]
    them = near.historian
    return apart(
        [heading(NEAREST)],
        said,
        [] if them is None else [labelled(them.who, text(them.argues), style="bold")],
        [] if them is None else told("Rests on", them.rests_on),
        [] if them is None else told(f"Against: {them.critic}" if them.critic else "Against", them.against),
        [] if them is None else sources_entries(works(case, them.sources)),
        [blank()],
    )


def claims_entries(debrief: Debrief) -> Iterator[list[Entry]]:
    """What textbooks and students say: what she met, then what she did not, folded away."""
    claims = debrief.claims
    if not claims:
        return
    marked = sum(each.mark is not None for each in claims)
    note = f"{FIRST_YOURS} {marked} of {len(claims)} marked so far."
    yield [blank(), heading(CLAIMS, anchor="claims"), aside(note)]
    met = ((each.met, claim_entry(each)) for each in claims if each.met)
    yield from by_chapter(debrief.play.case, met)
    others = [each for each in claims if each.met is None]
    if others:
        fold = Entry(partial(fold_lines, others_in_words(len(others))), OTHER_CLAIMS)
        yield [fold, *folded((each for one in others for each in (blank(), claim_entry(one))), OTHER_CLAIMS)]


def folded(entries: Iterable[Entry], key: str) -> Iterator[Entry]:
    """Entries that are folded away under a row."""
    return (entry._replace(under=key) for entry in entries)


def fold_lines(said: str, width: int) -> list[Content]:
    """The row that they are folded away under."""
    return [*wrapped(said, width), *styled("Enter shows or hides them.", "$quiet", width)]


def claim_entry(marked: MarkedClaim) -> Entry:
    """The row of a claim."""
    return Entry(partial(claim_lines, marked), f"claim:{marked.claim.id}")


def dispute_lines(dispute: Dispute, glyphs: Glyphs, width: int) -> list[Content]:
    """A point on which historians differ, with who they are."""
    who = "; ".join(view.who for view in dispute.views)
    mark = joined(certainty_mark(dispute.certainty, glyphs), (f"  {dispute.scene.date}", "$quiet"))
    return [
        *styled(dispute.scene.title, "bold", width),
        *styled(who, "$quiet", width),
        mark.truncate(width, ellipsis=True),
    ]


def claim_lines(marked: MarkedClaim, width: int) -> list[Content]:
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
