"""What the record says of a point, of a dispute and of a person, as blocks, and the works it rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from string import ascii_lowercase

from game.case.model import Certainty, Document, Historian, Person, Record, Source, View
from game.case.node import SourceId
from game.case.prose import Paragraph, Span
from game.play.captions import place_and_date, with_commas
from game.play.debrief.debrief import Point
from game.play.debrief.evidence import WeighedPaper, bearing_in_words
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
    prose,
    quiet,
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
