"""A playthrough and its debrief as pages of blocks.

The plain face reads them out line by line, and `game.play.export` writes them as Markdown and as HTML,
so that what a student hears and what she hands in say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.case.model import Bearing, Document, Person, Record, View
from game.case.prose import plain
from game.play.blocks import (
    Block,
    Entry,
    Fact,
    Heading,
    fact,
    item,
    listed,
    plain_fact,
    prose,
    quiet,
    text,
    work,
)
from game.play.captions import place_and_date, with_commas
from game.play.debrief import (
    PARTS,
    Comparison,
    Debrief,
    Dispute,
    MarkedClaim,
    Point,
    Relation,
    Weighed,
    Weighing,
)
from game.play.numbers import counted
from game.play.playthrough import Playthrough, Step
from game.play.references import References

MOST_PAPERS = 6
"""Papers that the plan names for one paragraph; an argument can carry no more."""

BEARS = {"supports": "for", "undermines": "against", "complicates": "complicates it"}
RELATIONS: dict[Relation, str] = {
    "same": "As in the record.",
    "parted": "Here your line leaves the record.",
    "archive": "At the archive desk: a reading of the papers, with nothing to match.",
    "unrecorded": "The record names no course here.",
}


# --- the transcript ------------------------------------------------------------------------------------


def transcript(play: Playthrough, simpler: bool = False) -> Iterator[Block]:
    """The whole playthrough as it was read: every scene, what was chosen and why, and what followed."""
    steps = list(play.at_each_step())
    for number, (before, step) in enumerate(steps):
        yield from scene_page(before, simpler and not step.passed, passed=step.passed)
        after = steps[number + 1][0] if number + 1 < len(steps) else play
        if step.is_decision and not step.passed:
            yield from chosen_page(after)
    if not play.chapter_over:
        yield from scene_page(play, simpler)


def scene_page(play: Playthrough, simpler: bool = False, passed: bool = False) -> Iterator[Block]:
    """One scene as it stood."""
    scene, moment = play.scene, play.moment
    yield Heading(scene.title, 3)
    if scene.date or scene.place:
        yield quiet(place_and_date(scene))
    if passed:
        yield quiet("You passed over this scene.")
        return
    if scene.perspective:
        yield from (replace(each, tone="quiet") for each in prose(scene.perspective))
    for block in (moment.simpler if simpler else ()) or moment.paragraphs:
        yield from prose(block, moment.quote)


def chosen_page(after: Playthrough) -> Iterator[Block]:
    """What was chosen with the last step, why, and what followed."""
    aftermath = after.aftermath
    if aftermath is None:
        return
    if aftermath.scene.ask:
        yield text(plain(aftermath.scene.ask))
    facts = (
        *plain_fact("You chose", aftermath.choice.label, by_player=True),
        *plain_fact("Because", aftermath.step.because or "no reason given", bool(aftermath.step.because)),
        *plain_fact("Leaning on", titles(after, aftermath.step.cites)),
    )
    yield Entry("", facts=facts)
    yield from prose(aftermath.text, after.moment.quote)
    for change in aftermath.changes:
        yield quiet(change)


def titles(play: Playthrough, documents: Iterable[str]) -> str:
    known = play.case.documents
    return "; ".join(known[document].title for document in documents if document in known)


# --- the debrief ---------------------------------------------------------------------------------------


NOTHING_HERE = {
    2: "This case has no record of what happened.",
    3: "This case names no explanations to weigh.",
    4: "Nothing on this path is told of as disputed.",
    6: "Nobody whom the record names stood on this path.",
}
"""What is said where a part has nothing in it."""

CLAIMS = "What is said of this"
"""The heading of the claims in the fourth part."""


def debrief_pages(debrief: Debrief) -> Iterator[Block]:
    """All eight parts, and the works that they rest on."""
    references = References(source for point in debrief.happened for source in point.sources)
    for number in range(1, len(PARTS) + 1):
        yield from part_page(debrief, number, references=references)
    if references.works:
        yield Heading("Sources", 2)
        yield from references.listed()


def part_page(
    debrief: Debrief, number: int, *, marked_only: bool = False, references: References | None = None
) -> Iterator[Block]:
    """One part of the debrief, counting from 1.

    With `marked_only` our verdict on a claim is given only after the player's own mark. With `references`
    works are named shortly, as in a text that lists them at its end.
    """
    yield Heading(PARTS[number - 1], 2)
    empty = True
    for block in part_blocks(debrief, number, marked_only, references):
        empty = False
        yield block
    if empty:
        yield quiet(NOTHING_HERE[number])


def part_blocks(
    debrief: Debrief, number: int, marked_only: bool, references: References | None
) -> Iterator[Block]:
    """What stands under a part's heading; nothing where the case or the path has nothing for it."""
    match number:
        case 1:
            yield from leaving_page(debrief)
        case 2:
            for point in debrief.happened:
                yield point_entry(point, references)
        case 3:
            for weighed in debrief.why:
                yield from cause_page(weighed)
        case 4:
            for dispute in debrief.disputes:
                yield from dispute_page(dispute)
            yield from claims_page(debrief.claims, marked_only)
        case 5:
            yield from path_page(debrief)
        case 6:
            for person in debrief.people:
                yield person_entry(person)
        case 7:
            yield from (item(words) for words in debrief.simplified)
            yield from composites_page(debrief)
        case _:
            yield from plan_page(debrief)


def leaving_page(debrief: Debrief) -> Iterator[Block]:
    leaving = debrief.leaving
    yield Heading(leaving.title, 3)
    yield from (text(words) for words in leaving.words)
    yield quiet(
        f"You took {counted(leaving.decisions, 'decision')} and opened {counted(leaving.papers, 'paper')}."
    )


def point_entry(point: Point, references: References | None) -> Entry:
    """What happened at one point, how sure we are, and on what it rests."""
    record, scene = point.record, point.scene
    note = place_and_date(scene)
    return Entry(
        scene.title,
        note if point.visited else f"{note}. Not on your path" if note else "Not on your path",
        (
            *fact("What happened", record.happened),
            *fact("Why", record.why),
            *plain_fact("How sure we are", record.certainty),
            *(
                plain_fact("Sources", references.cited(point.sources))
                if references
                else listed("Sources", (work(source) for source in point.sources))
            ),
            *listed("To discuss", (question.ask for question in record.discuss)),
        ),
        sheet=True,
    )


def cause_page(weighed: Weighed) -> Iterator[Block]:
    papers = (f"{paper.document.title}: {bearing_in_words(paper)}" for paper in weighed.papers)
    yield Entry(
        weighed.cause.title,
        weighed.in_words,
        (
            *fact("What it says", weighed.cause.summary),
            *listed("Papers you opened", papers),
            *listed("Not opened", (document.title for document in weighed.unopened)),
            *listed("It bears on", (scene.title for scene in weighed.points)),
        ),
    )


def bearing_in_words(paper: Weighing) -> str:
    return f"{bears(paper.bearing)}, {'as you weighed it' if paper.by_player else 'as the case weighs it'}"


def bears(bearing: Bearing) -> str:
    """What a paper does for an explanation, in words."""
    return BEARS[bearing]


def dispute_page(dispute: Dispute) -> Iterator[Block]:
    yield Heading(dispute.scene.title, 3)
    yield quiet(with_commas(dispute.scene.date, dispute.certainty))
    yield from (view_entry(view) for view in dispute.views)


def view_entry(view: View) -> Entry:
    """What one historian argues, on what it rests, and the case against it."""
    facts = (
        *fact("Argues", view.argues),
        *fact("Rests on", view.rests_on),
        *fact("The case against", view.against),
    )
    return Entry(view.who, facts=facts)


def claims_page(claims: tuple[MarkedClaim, ...], marked_only: bool) -> Iterator[Block]:
    if claims:
        yield Heading(CLAIMS, 3)
    for number, marked in enumerate(claims, 1):
        claim = marked.claim
        facts = plain_fact("Your mark", marked.mark or "", by_player=True)
        if marked.mark or not marked_only:
            facts += (*plain_fact("Our verdict", claim.verdict), *fact("Because", claim.why))
        yield Entry(f"Claim {number}", claim.from_, (*fact("It says", claim.says), *facts))


def path_page(debrief: Debrief) -> Iterator[Block]:
    yield quiet("Being close to what happened is not the same as reasoning well. Look at both.")
    for comparison in debrief.path:
        yield comparison_entry(comparison)
    yield from (text(words) for words in debrief.path_in_words)


def comparison_entry(comparison: Comparison) -> Entry:
    """One decision: hers, beside what happened."""
    step, scene, record = comparison.step, comparison.scene, comparison.record
    if step.passed:
        hers = plain_fact("You", f"passed over; the line went by “{comparison.choice.label}”")
    else:
        hers = (
            *plain_fact("You", comparison.choice.label, by_player=True),
            *plain_fact("Because", step.because or "no reason given", bool(step.because)),
            *plain_fact("Leaning on", "; ".join(document.title for document in comparison.cites)),
        )
    taken = " Or: ".join(choice.label for choice in comparison.taken)
    otherwise = comparison.choice.otherwise
    facts = (
        *hers,
        *plain_fact("Beside the record", RELATIONS[comparison.relation]),
        *(plain_fact("The course that was taken", taken) if comparison.relation == "parted" else ()),
        *plain_fact("What happened", comparison.happened_briefly),
        *plain_fact("How sure we are", sureness(record, comparison.basis)),
        *fact(
            "What a specialist would say"
            if comparison.relation == "archive"
            else "Where yours might have led",
            otherwise,
        ),
    )
    return Entry(scene.title, place_and_date(scene), facts)


def sureness(record: Record | None, basis: str) -> str:
    return with_commas(record.certainty, basis) if record else ""


def person_entry(person: Person) -> Entry:
    return Entry(person.name, with_commas(person.post, person.life), fact("Fate", person.fate))


def composites_page(debrief: Debrief) -> Iterator[Block]:
    if debrief.composites:
        yield text("These people are invented, to stand for others so placed.")
    for person in debrief.composites:
        yield person_entry(person)


def plan_page(debrief: Debrief) -> Iterator[Block]:
    """What the player could write, made of what she gathered."""
    plan = debrief.plan
    yield Entry("The question", facts=plain_fact("Asks", plan.question))
    yield Entry(
        "A claim of your own",
        facts=plain_fact("Write", "one sentence that answers the question and can be argued with."),
    )
    for number, material in enumerate(plan.materials, 1):
        papers = (
            f"{paper.document.title}: {bearing_in_words(paper)}" for paper in material.papers[:MOST_PAPERS]
        )
        yield Entry(f"Paragraph {number}: {material.cause.title}", facts=listed("Your papers", papers))
    if not plan.materials:
        yield Entry(
            "Three paragraphs",
            facts=plain_fact("Still to do", "open papers and say what each does for a cause."),
        )
    if plan.source:
        yield Entry("One source judged", plan.source.title, worth_and_limits(plan.source), sheet=True)
    if plan.view:
        facts = (*fact("Argues", plan.view.argues), *fact("Rests on", plan.view.rests_on))
        yield Entry("One historian’s view tested", plan.view.who, facts)
    if plan.objection:
        yield Entry("The best objection", facts=fact("To that view", plan.objection))
    yield from own_words_page(debrief.play, plan.sentences)
    yield Entry(
        "What you have not seen",
        facts=(
            *listed("Papers", (document.title for document in plan.unopened)),
            *listed("Decisions", (scene.title for scene in plan.unseen)),
            *listed("Endings", (scene.ending.title for scene in plan.endings_unseen if scene.ending)),
        ),
    )


def worth_and_limits(document: Document) -> tuple[Fact, ...]:
    """What a paper is worth as evidence, and what it cannot show."""
    return (*fact("Worth", document.worth), *fact("Limits", document.limits))


def own_words_page(play: Playthrough, sentences: tuple[Step, ...]) -> Iterator[Block]:
    """Everything in the player's own hand: her reasons and her notes."""
    scenes = play.case.scenes
    if sentences:
        yield Heading("Your reasons", 3)
    for step in sentences:
        yield Entry(scenes[step.scene].title, facts=plain_fact("You wrote", step.because, by_player=True))
    if play.notebook.notes:
        yield Heading("Your notes", 3)
    for note in play.notebook.notes:
        about = play.case.documents[note.document].title if note.document else ""
        title = about or (scenes[note.scene].title if note.scene in scenes else "")
        yield Entry(title, facts=plain_fact("You wrote", note.text, by_player=True))
