"""A playthrough and its debrief as pages of blocks.

The plain face reads them out line by line, and `game.play.export` writes them as Markdown and as HTML,
so that what a student hears and what she hands in say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Literal, get_args

from game.case.model import Historian, Person, Record, View
from game.case.prose import Paragraph, Span, paragraphs, plain
from game.play.captions import place_and_date, with_commas
from game.play.debrief.debrief import (
    PARTS,
    Comparison,
    Debrief,
    Dispute,
    MarkedClaim,
    Point,
    Relation,
)
from game.play.debrief.evidence import Tested, Weighed
from game.play.debrief.historians import Nearest
from game.play.debrief.hunch import FirstAndLast, Said
from game.play.numbers import counted
from game.play.playthrough import Playthrough
from game.play.report.citations import References
from game.play.report.document import (
    Block,
    Entry,
    Fact,
    Heading,
    Words,
    fact,
    item,
    listed,
    plain_fact,
    prose,
    quiet,
    text,
    work,
)
from game.play.report.plan import plan_page, some

Leavable = Literal["transcript", "record", "claims", "people"]
"""What a text to hand in can be left without."""
LEAVABLE: tuple[Leavable, ...] = get_args(Leavable)
RELATIONS: dict[Relation, str] = {
    "same": "As in the record.",
    "parted": "Here your line leaves the record.",
    "archive": "At the archive desk: a reading of the papers, with nothing to match.",
    "unrecorded": "The record names no course here.",
}
OTHERWISE: dict[Relation, str] = {
    "same": "About this course",
    "parted": "Where yours might have led",
    "archive": "What a specialist would say",
    "unrecorded": "Where yours might have led",
}
"""What stands above a choice's `otherwise`."""


# --- the transcript ------------------------------------------------------------------------------------


def transcript(play: Playthrough, simpler: bool = False) -> Iterator[Block]:
    """The whole playthrough as it was read: every scene, what was chosen and why, and what followed."""
    steps = list(play.at_each_step())
    for number, (before, step) in enumerate(steps):
        yield from scene_page(before, simpler and not step.passed, passed=step.passed)
        after = steps[number + 1][0] if number + 1 < len(steps) else play
        if step.is_decision and not step.passed:
            yield from chosen_page(after)
        if step.led_to:
            yield Heading(step.led_to, 3)
            yield quiet("That is where it led when you chose. The case has been changed since.")
    led_elsewhere = play.ended and play.last and play.last.led_to
    if not play.chapter_over and not led_elsewhere:
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
        yield from prose(block, moment.memory)


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
    yield from prose(aftermath.text, after.moment.memory)
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

NEAREST = "Nearest to your weighing"
"""The heading of the historian nearest to the player's weighing."""
ENDS = "Your first hunch and your last word"
"""The heading of the two in the fifth part."""
CLAIMS = "What you may have read"
"""The heading of the claims in the fourth part."""


def debrief_pages(debrief: Debrief, without: Collection[Leavable] = ()) -> Iterator[Block]:
    """All eight parts, and the works that they rest on; what is to be left out leaves its heading too."""
    references = References(source for point in debrief.happened for source in point.sources)
    if "claims" in without:
        debrief = replace(debrief, claims=())
    left_out = {2: "record" in without, 6: "people" in without}
    for number in range(1, len(PARTS) + 1):
        if not left_out.get(number):
            yield from part_page(debrief, number, references=references)
    if references.works and "record" not in without:
        yield Heading("Sources", 2)
        yield from references.listed()


def part_page(
    debrief: Debrief, number: int, *, marked_only: bool = False, references: References | None = None
) -> Iterator[Block]:
    """One part of the debrief, counting from 1.

    With `marked_only` our verdict on a claim is given only after the player's own mark. With `references`
    it is told as in a text to hand in: works are named shortly, since they are listed at its end, and what
    historians dispute stands at its point of the record, without what is for discussion in class.
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
                yield point_in_short(point, references) if references else point_entry(point, None)
        case 3:
            yield from tests_page(debrief)
            for weighed in debrief.why:
                yield cause_entry(weighed, in_full=references is None)
        case 4:
            yield from nearest_page(debrief.nearest)
            for dispute in debrief.disputes if references is None else ():
                yield from dispute_page(dispute)
            yield from claims_page(debrief.claims, marked_only)
        case 5:
            yield from path_page(debrief)
        case 6:
            for person in debrief.people:
                yield person_entry(person) if references is None else person_item(person)
        case 7:
            yield from (item(words) for words in debrief.simplified)
            yield from composites_page(debrief)
        case _:
            yield from plan_page(debrief.plan, debrief.play)


def leaving_page(debrief: Debrief) -> Iterator[Block]:
    leaving = debrief.leaving
    yield Heading(leaving.title, 3)
    yield from (text(words) for words in leaving.words)
    yield quiet(
        f"You took {counted(leaving.decisions, 'decision')} and opened {counted(leaving.papers, 'paper')}."
    )


def point_entry(point: Point, references: References | None) -> Entry:
    """What happened at one point, how sure we are, on what it rests, and what to discuss."""
    sources = (
        plain_fact("Sources", references.cited(point.sources))
        if references
        else listed("Sources", (work(source) for source in point.sources))
    )
    discuss = listed("To discuss", (question.ask for question in point.record.discuss))
    return recorded(point, (*sources, *discuss))


def point_in_short(point: Point, references: References) -> Entry:
    """A point as in a text to hand in: with what historians dispute, without what is for discussion."""
    sources = plain_fact("Sources", references.cited(point.sources))
    return recorded(point, (*views_in_short(point.record.views), *sources))


def recorded(point: Point, more: Iterable[Fact]) -> Entry:
    """What happened at one point and how sure we are, and more."""
    record, note = point.record, place_and_date(point.scene)
    return Entry(
        point.scene.title,
        note if point.visited else f"{note}. Not on your path" if note else "Not on your path",
        (
            *fact("What happened", record.happened),
            *fact("Why", record.why),
            *plain_fact("How sure we are", record.certainty),
            *more,
        ),
        sheet=True,
    )


def views_in_short(views: Iterable[View]) -> Iterator[Fact]:
    """What each historian argues, and the case against it, in a paragraph."""
    for view in views:
        against = f" *Against:* {view.against.strip()}" if view.against.strip() else ""
        yield from fact(view.who, f"{view.argues.strip()}{against}")


def cause_entry(weighed: Weighed, *, in_full: bool = True) -> Entry:
    """One explanation: her papers, how it fares by the tests, and who argues for it.

    Only `in_full` what she has not opened is named, and where it comes up.
    """
    unopened = (document.title for document in weighed.unopened)
    points = (scene.title for scene in weighed.points)
    return Entry(
        weighed.cause.title,
        weighed.in_words,
        (
            *fact("What it says", weighed.cause.summary),
            *papers_by_bearing(weighed),
            *(listed("Not opened", some(unopened)) if in_full else ()),
            *(listed("It bears on", some(points)) if in_full else ()),
            *(each for tested in weighed.tests for each in fact(test_label(tested), tested.finding.says)),
            *plain_fact("Put first by", names(weighed.who("first"))),
            *plain_fact("Given a part by", names(weighed.who("part"))),
            *plain_fact("Doubted by", names(weighed.who("doubts"))),
        ),
    )


def papers_by_bearing(weighed: Weighed) -> Iterator[Fact]:
    """The papers that she opened: those for it, those against, those that complicate it."""
    for label, bearing in (("For", "supports"), ("Against", "undermines"), ("Complicating", "complicates")):
        titles = (
            f"{paper.document.title} (weighed by you)" if paper.by_player else paper.document.title
            for paper in weighed.papers
            if paper.bearing == bearing
        )
        yield from plain_fact(label, "; ".join(titles))


def tests_page(debrief: Debrief) -> Iterator[Block]:
    """The questions that every explanation is put to."""
    tests = debrief.play.case.tests.values()
    if tests and debrief.why:
        asked = tuple(each for test in tests for each in fact(test.title, test.ask))
        yield Entry("The tests", "each explanation is put to them", asked)


def test_label(tested: Tested) -> str:
    """A test with the word for how the explanation fares: `Scope (partly)`."""
    fares = tested.finding.fares
    return f"{tested.test.title} ({fares})" if fares else tested.test.title


def names(historians: Iterable[Historian]) -> str:
    return "; ".join(historian.who for historian in historians)


def nearest_page(near: Nearest | None) -> Iterator[Block]:
    """The historian nearest to her weighing, why that one, and the strongest case against."""
    if near is None:
        return
    yield Heading(NEAREST, 3)
    yield from (text(words) for words in near.words)
    if near.historian:
        yield historian_entry(near.historian)


def historian_entry(historian: Historian) -> Entry:
    """A historian's argument, and the best critic's case against it."""
    return Entry(
        historian.who,
        facts=(
            *fact("Argues", historian.argues),
            *fact("Rests on", historian.rests_on),
            *fact(
                f"Against: {historian.critic}" if historian.critic else "The case against", historian.against
            ),
        ),
    )


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
    """The claims met on the path, then the others; with `marked_only` the others are only counted."""
    others = sum(marked.met is None for marked in claims)
    for number, marked in enumerate(claims, 1):
        if number == 1:
            yield Heading(CLAIMS, 3)
        if marked.met is None and number == len(claims) - others + 1:
            if marked_only and number > 1:
                yield quiet(f"{others_in_words(others)} Type claims all to hear {THEM[others == 1]}.")
                return
            yield quiet(others_in_words(others))
        yield claim_entry(number, marked, marked_only)


THEM = ("them", "it")


def others_in_words(others: int) -> str:
    """How many claims of the case the path did not meet."""
    return f"{counted(others, 'claim').capitalize()} {'was' if others == 1 else 'were'} not met on your path."


def claim_entry(number: int, marked: MarkedClaim, marked_only: bool) -> Entry:
    """One claim with her mark; our verdict too, unless that waits for hers."""
    claim = marked.claim
    facts = plain_fact("Your mark", marked.mark or "", by_player=True)
    if marked.mark or not marked_only:
        facts += (*plain_fact("Our verdict", claim.verdict), *fact("Because", claim.why))
    met = f"met at “{marked.met.title}”" if marked.met else ""
    return Entry(f"Claim {number}", with_commas(claim.from_, met), (*fact("It says", claim.says), *facts))


def path_page(debrief: Debrief) -> Iterator[Block]:
    if debrief.first_and_last:
        yield from ends_page(debrief.first_and_last)
    yield quiet("Being close to what happened is not the same as reasoning well. Look at both.")
    for comparison in debrief.path:
        yield comparison_entry(comparison)
    yield from (text(words) for words in debrief.path_in_words)


def ends_page(ends: FirstAndLast) -> Iterator[Block]:
    """Her first hunch beside her last word, and the papers between them."""
    yield Heading(ENDS, 3)
    for label, said in (("First hunch", ends.hunch), ("Last word", ends.answer)):
        if said:
            yield said_entry(label, said)
    papers = (f"{between.document.title}: {ends.bears_in_words(between)}" for between in ends.between)
    if ends.between:
        yield Entry("Opened between them", facts=listed("What bears on either", papers))
    yield text(ends.words)


def said_entry(label: str, said: Said) -> Entry:
    facts = (
        *plain_fact("You", said.choice.label, by_player=True),
        *plain_fact("Because", said.step.because or "no reason given", bool(said.step.because)),
    )
    return Entry(label, place_and_date(said.scene), facts)


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
        *fact(OTHERWISE[comparison.relation], otherwise),
    )
    return Entry(scene.title, place_and_date(scene), facts)


def sureness(record: Record | None, basis: str) -> str:
    return with_commas(record.certainty, basis) if record else ""


def person_entry(person: Person) -> Entry:
    return Entry(person.name, with_commas(person.post, person.life), fact("Fate", person.fate))


def person_item(person: Person) -> Words:
    """A person in one paragraph, as in a text to hand in."""
    note = with_commas(person.post, person.life)
    head = (Span(person.name, strong=True), *([Span(f", {note}")] if note else []), Span(". "))
    told = [span for paragraph in paragraphs(person.fate) for span in paragraph.spans]
    return Words(Paragraph((*head, *told), item=True), "item")


def composites_page(debrief: Debrief) -> Iterator[Block]:
    if debrief.composites:
        yield text("These people are invented, to stand for others so placed.")
    for person in debrief.composites:
        yield person_entry(person)
