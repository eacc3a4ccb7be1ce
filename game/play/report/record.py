"""What the record says of a point, of a dispute and of a person, as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.case.model import Certainty, Document, Historian, Person, Record, Source, View
from game.case.prose import Paragraph, Span, paragraphs
from game.play.captions import place_and_date, with_commas
from game.play.debrief.debrief import Point
from game.play.debrief.evidence import Weighing, bearing_in_words
from game.play.report.citations import References
from game.play.report.document import (
    Block,
    Entry,
    Fact,
    Heading,
    Sign,
    Words,
    fact,
    item,
    labelled,
    listed,
    plain_fact,
    prose,
    text,
    work,
)

NOT_ON_PATH = "Not on your path"


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


def point_entry(point: Point, references: References | None) -> Entry:
    """What happened at one point, how sure we are, on what it rests, and what to discuss."""
    cited = plain_fact("Sources", references.cited(point.sources)) if references else works_of(point.sources)
    return recorded(point, (*cited, *to_discuss(point.record)))


def point_in_short(point: Point, references: References) -> Entry:
    """A point as in a text to hand in: with what historians dispute, without what is for discussion."""
    sources = plain_fact("Sources", references.cited(point.sources))
    return recorded(point, (*views_in_short(point.record.views), *sources))


def recorded(point: Point, more: Iterable[Fact]) -> Entry:
    """What happened at one point and how sure we are, and more."""
    return Entry(point.scene.title, where_and_when(point), (*told(point.record), *more), sheet=True)


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


def views_in_short(views: Iterable[View]) -> Iterator[Fact]:
    """What each historian argues, and the case against it, in a paragraph."""
    for view in views:
        against = f" *Against:* {view.against.strip()}" if view.against.strip() else ""
        yield from fact(view.who, f"{view.argues.strip()}{against}")


def view_entry(view: View, sources: Iterable[Source] = ()) -> Entry:
    """What one historian argues, on what it rests, and the case against it."""
    facts = (*fact("Rests on", view.rests_on), *fact("Against", view.against), *works_of(sources))
    return Entry(view.who, facts=facts, words=prose(view.argues), anchor="views")


def historian_entry(historian: Historian, sources: Iterable[Source] = ()) -> Entry:
    """A historian's argument, and the best critic's case against it."""
    against = said_by(historian.critic, historian.against)
    facts = (*fact("Rests on", historian.rests_on), *labelled("Against", against), *works_of(sources))
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


def opened_paper(paper: Weighing, date: str = "") -> Words:
    """A paper that was opened, with what it does; in the player's hand where she weighed it."""
    found = paper_item(paper.document, with_commas(date, bearing_in_words(paper)), paper.bearing)
    return replace(found, tone="player") if paper.by_player else found


def unopened_paper(document: Document) -> Words:
    return paper_item(document, document.date, "unopened")


def person_entry(person: Person) -> Entry:
    return Entry(person.name, with_commas(person.post, person.life), words=prose(person.fate))


def person_item(person: Person) -> Words:
    """A person in one paragraph, as in a text to hand in."""
    note = with_commas(person.post, person.life)
    fate = [span for paragraph in paragraphs(person.fate) for span in paragraph.spans]
    head = (Span(person.name, strong=True), Span(f"{f', {note}' if note else ''}{'. ' if fate else ''}"))
    return Words(Paragraph((*head, *fate), item=True), "item")
