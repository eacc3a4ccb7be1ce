"""The record as blocks: a point, a dispute, a person, the works; and her decisions beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from string import ascii_lowercase

from game.case.model import Certainty, Document, Historian, Person, Record, Source, View
from game.case.node import SourceId
from game.case.prose import Paragraph, Span
from game.phrases import counted
from game.play.captions import dated, place_and_date, with_commas
from game.play.debrief.debrief import Comparison, Point, Relation, briefly
from game.play.debrief.evidence import WeighedPaper, bearing_in_words
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
    item,
    labelled,
    listed,
    plain_fact,
    prose,
    quiet,
    some,
    strong,
    text,
    work,
)

FIRST_NAMES = re.compile(r"\b[^\W\d_]\.[ -]*")
EDITORS = re.compile(r"\s*\(eds?\.?\)|, ed\. .*$")


class References:
    """The works that some pages rest on, in the order of their list; `short` has their references by id."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.works = sorted({source.id: source for source in sources}.values(), key=order)
        self.short: dict[str, str] = {}
        same = Counter(author_and_year(source) for source in self.works)
        letters = {words: iter(ascii_lowercase) for words, count in same.items() if count > 1}
        for source in self.works:
            words = author_and_year(source)
            letter = next(letters[words], "") if words in letters else ""
            self.short[source.id] = words + (letter if source.year else f" {letter}".rstrip())

    def cited(self, sources: Iterable[Source]) -> str:
        """Some of the works in one line."""
        return "; ".join(self.short[source.id] for source in sources)

    def listed(self) -> Iterator[Words]:
        """Every work with its reference before it."""
        for source in self.works:
            short = Span(self.short[source.id], strong=True)
            yield Words(Paragraph((short, Span(f": {work(source)}")), item=True), "item")


def author_and_year(source: Source) -> str:
    """`Getty and Naumov 1999`; a work without an author goes by its title."""
    names = FIRST_NAMES.sub("", EDITORS.sub("", source.author)).strip()
    return " ".join(part for part in (names or source.title, source.year) if part)


def order(source: Source) -> tuple[str, str]:
    return author_and_year(source).casefold(), source.title.casefold()


Citing = Callable[[Iterable[SourceId]], tuple[Fact, ...]]
"""Names the works that something rests on, as a face does."""
NOT_ON_PATH = "Not on your path"


def quietly(words: str) -> tuple[Words, ...]:
    return (quiet(words),) if words else ()


def where_and_when(point: Point) -> str:
    """Where and when a point is, and whether the path came there."""
    missed = "" if point.visited else NOT_ON_PATH
    return ". ".join(part for part in (place_and_date(point.scene), missed) if part)


def sureness(certainty: Certainty, basis: str = "") -> Words:
    """How sure we are, and on what that rests."""
    return replace(text(with_commas(certainty, basis)), sign=certainty)


def how_sure(record: Record, basis: str = "") -> Fact:
    return Fact("How sure we are", (sureness(record.certainty, basis),))


def works_of(sources: Iterable[Source]) -> tuple[Fact, ...]:
    """The works that something rests on."""
    return listed("Sources", map(work, sources), "sources")


def point_entry(point: Point, cite: Citing) -> Entry:
    """What happened at one point, how sure we are, who disputes it, on what it rests, and what to discuss."""
    record = point.record
    facts = (*told(record), *map(view_fact, record.views), *cite(record.sources), *to_discuss(record))
    return Entry(point.scene.title, where_and_when(point), facts, sheet=True)


def told(record: Record) -> tuple[Fact, ...]:
    return (*fact("What happened", record.happened), *fact("Why", record.why), how_sure(record))


def to_discuss(record: Record) -> tuple[Fact, ...]:
    return labelled("To discuss", (item(question.ask, question.skill) for question in record.discuss))


def record_page(point: Point, views: Iterable[Entry], views_first: bool = False) -> Iterator[Block]:
    """The whole record of a point, as a page of its own."""
    found = tuple(views)
    if views_first:
        yield from found
    yield from told(point.record)
    if found and not views_first:
        yield Heading("How historians see it", 3, anchor="views")
        yield from found
    yield from works_of(point.sources)
    yield from to_discuss(point.record)


def view_fact(view: View) -> Fact:
    """What a historian argues, on what it rests, and the case against it, in a paragraph."""
    more = ((" *Rests on:* ", view.rests_on), (" *Against:* ", view.against))
    said = "".join(f"{label}{words.strip()}" for label, words in (("", view.argues), *more) if words.strip())
    return Fact(view.who, prose(said))


def view_entry(view: View, sources: Iterable[Source] = ()) -> Entry:
    """What one historian argues, on what it rests, and the case against it."""
    facts = (*fact("Rests on", view.rests_on), *fact("Against", view.against), *works_of(sources))
    return Entry(view.who, facts=facts, words=prose(view.argues), anchor="views")


def historian_entry(historian: Historian, sources: tuple[Fact, ...]) -> Entry:
    """A historian's argument, the best critic's case against it, and the `sources` as they are named here."""
    against = said_by(historian.critic, historian.against)
    facts = (*fact("Rests on", historian.rests_on), *labelled("Against", against), *sources)
    return Entry(historian.who, facts=facts, words=prose(historian.argues))


def said_by(who: str, markdown: str) -> tuple[Words, ...]:
    """An author's paragraphs, the first after the name of whoever says it."""
    found = prose(markdown)
    if not who or not found:
        return found
    first = found[0].paragraph
    return (replace(found[0], paragraph=replace(first, spans=(Span(f"{who}: "), *first.spans))), *found[1:])


def paper_item(document: Document, note: str, sign: Sign) -> Words:
    """A paper among others, that can be opened."""
    return replace(item(document.title, note), sign=sign, key=f"paper:{document.id}")


def opened_paper(paper: WeighedPaper, date: str = "") -> Words:
    """A paper that was opened, with what it does; in the player's hand where she weighed it."""
    found = paper_item(paper.document, with_commas(date, bearing_in_words(paper)), paper.bearing)
    return replace(found, tone="player") if paper.by_player else found


def unopened_paper(document: Document) -> Words:
    return paper_item(document, document.date, "unopened")


def person_entry(person: Person) -> Entry:
    return Entry(person.name, with_commas(person.post, person.life), words=prose(person.fate))


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
