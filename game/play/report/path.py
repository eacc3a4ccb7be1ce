"""Her decisions beside the record, as rows and entries; and her first hunch beside her last word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.case.prose import Paragraph, Span
from game.phrases import counted
from game.play.captions import dated, place_and_date
from game.play.debrief.debrief import Comparison, Relation, briefly
from game.play.debrief.hunch import FirstAndLast, Said
from game.play.report.document import (
    Block,
    Entry,
    Fact,
    GridColumn,
    GridRow,
    Heading,
    Sign,
    Words,
    by_hand,
    fact,
    labelled,
    plain_fact,
    quiet,
    strong,
    text,
)
from game.play.report.plan import some
from game.play.report.record import how_sure, paper_item, quietly, sureness

RELATIONS: dict[Relation, str] = {
    "same": "As in the record.",
    "parted": "Here your line leaves the record.",
    "archive": "At the archive desk: a reading of the papers, with nothing to match.",
    "unrecorded": "The record names no course here.",
}
SIGNS: dict[Relation, Sign] = {"same": "same", "parted": "parted", "archive": "", "unrecorded": ""}
OTHERWISE: dict[Relation, str] = {
    "same": "About this course",
    "parted": "Where yours might have led",
    "archive": "What a specialist would say",
    "unrecorded": "Where yours might have led",
}
"""What stands above a choice's `otherwise`."""
PATH = (
    GridColumn("The decision", share=27),
    GridColumn("You", "you", 33),
    GridColumn("What happened", "record", 40),
    GridColumn("How sure we are", "how sure"),
)
NO_REASON = "No reason given."


def step_row(place: int, each: Comparison) -> GridRow:
    """One decision: hers, beside what happened."""
    where = "at the archive desk" if each.relation == "archive" else each.scene.date
    hers = [by_hand(each.choice.label), reason(each.step.because)]
    if each.step.passed:
        hers = [
            quiet("Passed over by the route." if each.step.by_route else "Passed over."),
            quiet(f"The line went on by “{each.choice.label}”"),
        ]
    elif each.cites:
        hers.append(quiet(f"Cites {counted(len(each.cites), 'paper')}."))
    sure = (sureness(each.record.certainty), *quietly(each.basis)) if each.record else ()
    cells = (
        (strong(each.scene.title), *quietly(where)),
        tuple(hers),
        (text(briefly(each.record) if each.record else ""),),
        sure,
    )
    return GridRow(cells, f"step:{place}", SIGNS[each.relation])


def comparison_entry(each: Comparison) -> Entry:
    """One decision, to be read on, with the record in short."""
    record = each.record
    happened = plain_fact("What happened", briefly(record)) if record else ()
    sure = (how_sure(record, each.basis),) if record else ()
    facts = (*her_facts(each), *beside_record(each), *happened, *sure)
    return Entry(each.scene.title, place_and_date(each.scene), facts)


def place_entry(each: Comparison, more: tuple[Words, ...], sources: tuple[Fact, ...]) -> Entry:
    """A place where her line left the record, in short, and what it would have taken."""
    record = each.record
    told = (
        *plain_fact("Record", briefly(record) if record else ""),
        *labelled("How sure", [sureness(record.certainty, each.basis)] if record else ()),
    )
    facts = (*her_facts(each), *told, *fact("Otherwise", each.choice.otherwise), *sources)
    return Entry(each.scene.title, place_and_date(each.scene), facts, words=more)


def her_facts(each: Comparison) -> Iterator[Fact]:
    """What she chose, why, and on what it rests."""
    step = each.step
    if step.passed:
        who = "The route" if step.by_route else "You"
        yield from plain_fact(who, f"passed over; the line went by “{each.choice.label}”")
        return
    yield from plain_fact("You", each.choice.label, by_player=True)
    yield from plain_fact("Because", step.because or "no reason given", bool(step.because))
    yield from plain_fact("Leaning on", "; ".join(document.title for document in each.cites))


def beside_record(each: Comparison) -> Iterator[Fact]:
    """How a decision lies beside the record, the course taken where hers is another, and where hers led."""
    yield from plain_fact("Beside the record", RELATIONS[each.relation], sign=SIGNS[each.relation])
    if each.relation == "parted":
        yield from plain_fact("The course taken", " Or: ".join(choice.label for choice in each.taken))
    yield from fact(OTHERWISE[each.relation], each.choice.otherwise)


def reason(because: str) -> Words:
    """Her sentence, or that she gave none."""
    return Words(Paragraph((Span(f"“{because}”" if because else NO_REASON, emphasis=True),)), "quiet")


def hunch_line(ends: FirstAndLast) -> Iterator[Entry]:
    """Her hunch as a line over the years: the first one, each that took its place, and her last word."""
    stops = [(held(said), "first hunch") for said in [ends.hunch] if said]
    stops += [
        (turn.cause.title, dated(f"after “{turn.scene.title}”", turn.scene.date)) for turn in ends.turns
    ]
    stops += [(held(said), "last word") for said in [ends.answer] if said]
    if len(stops) > 1:
        first, *others = [replace(by_hand(name), note=note, sign="chosen") for name, note in stops]
        onward = (replace(each, sign="onward") for each in others)
        yield Entry("Hunch over the years", words=(first, *onward))


def held(said: Said) -> str:
    """The explanation that she put first, or her own choice of words where it names none."""
    return said.cause.title if said.cause else said.choice.label


def first_and_last(ends: FirstAndLast) -> Iterator[Block]:
    """Her first hunch beside her last word, and the papers between them."""
    yield Heading("Your first hunch and your last word", 3)
    for label, said in (("First hunch", ends.hunch), ("Last word", ends.answer)):
        if said:
            words = (by_hand(said.choice.label), reason(said.step.because))
            yield Entry(label, place_and_date(said.scene), words=words)
    yield from hunch_line(ends)
    between = (
        paper_item(each.document, ends.bears_in_words(each), each.bears[0][1]) for each in ends.between
    )
    yield from labelled("Opened between them", some(between))
    yield quiet(ends.words)
