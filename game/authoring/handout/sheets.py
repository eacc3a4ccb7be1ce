"""What stands on each sheet of a handout, as values: scenes as they read, papers, names, and the decision.

A sheet leads up to one decision and never past it, so that the next one can be handed out after the
reveal. Papers are numbered through the whole handout in the order in which they come to the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase

from game.case.model import Case, Choice, Document, Person, Scene, Term
from game.case.prose import links
from game.play import Playthrough
from game.play.debrief.debrief import in_scope
from game.play.debrief.evidence import within


@dataclass(frozen=True, slots=True)
class Told:
    """A scene as it reads on the historical line, in blocks of Markdown."""

    scene: Scene
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice on paper: with a letter if it is open, else with the reason why it is not."""

    choice: Choice
    letter: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: what can be voted for, and how the sheets go on after it."""

    number: int
    scene: Scene
    options: tuple[Option, ...]
    goes_on: Option

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters that can be voted for."""
        return tuple(option.letter for option in self.options if option.letter)


@dataclass(frozen=True, slots=True)
class Source:
    """A paper with its number in this handout."""

    number: int
    document: Document


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `again` are sources from earlier sheets that lie on this one's table too."""

    number: int
    told: tuple[Told, ...]
    sources: tuple[Source, ...]
    again: tuple[Source, ...]
    people: tuple[Person, ...]
    terms: tuple[Term, ...]
    decision: Decision | None

    @property
    def title(self) -> str:
        """The title of the scene that it leads to."""
        return self.told[-1].scene.title

    @property
    def chapter(self) -> str:
        return self.told[-1].scene.chapter

    @property
    def words(self) -> int:
        """How many words there are to read."""
        texts = [paragraph for told in self.told for paragraph in told.paragraphs]
        texts += [text for source in self.sources for text in read_of(source.document)]
        texts += [option.choice.label for option in self.decision.options] if self.decision else []
        return sum(len(text.split()) for text in texts)


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets of a handout in order, and the papers of its scenes that no sheet has shown."""

    sheets: tuple[Sheet, ...]
    further: tuple[Source, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every paper, by number."""
        return (*(source for sheet in self.sheets for source in sheet.sources), *self.further)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(sheet.decision for sheet in self.sheets if sheet.decision)


def sheets_of(play: Playthrough, easier: bool = False) -> Sheets:
    """The sheets for a playthrough, with the easier reading where it is asked for and there is one."""
    writing = Writing(play.case)
    for before, after in stops(play):
        writing.tell(before, easier)
        if after is not None and after.last is not None and after.last.is_decision:
            writing.decide(before, after.last.choice)
    writing.finish()
    scope = (scene for scene in play.case.scenes.values() if in_scope(play, scene))
    further = writing.number(document.id for document in within(play.case, scope))
    return Sheets(tuple(writing.sheets), further)


def stops(play: Playthrough) -> Iterator[tuple[Playthrough, Playthrough | None]]:
    """Every point of a playthrough that has something to read, each with the point after it."""
    points = [before for before, _ in play.at_each_step()]
    yield from pairwise((*points, play))
    if not play.chapter_over:
        yield play, None


class Writing:
    """Sheets while they are written: what has been numbered and explained is not given twice."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.sheets: list[Sheet] = []
        self.told: list[Told] = []
        self.revealed: tuple[str, ...] = ()
        self.sources: dict[str, Source] = {}
        self.explained: set[tuple[str, str]] = set()
        self.decisions = 0

    def tell(self, point: Playthrough, easier: bool) -> None:
        """Put a scene on the present sheet; a chapter begins a new one."""
        if self.told and self.told[-1].scene.chapter != point.scene.chapter:
            self.finish()
        moment = point.moment
        self.told.append(Told(point.scene, (moment.simpler if easier else ()) or moment.paragraphs))

    def decide(self, point: Playthrough, taken: str) -> None:
        """End the present sheet with its decision."""
        self.decisions += 1
        letters = iter(ascii_uppercase)
        options = tuple(
            Option(offer.choice, next(letters, "?")) if offer.open else Option(offer.choice, "", offer.reason)
            for offer in point.moment.choices
        )
        goes_on = next(option for option in options if option.choice.id == taken)
        self.finish(Decision(self.decisions, point.scene, options, goes_on))
        self.revealed = goes_on.choice.reveals

    def finish(self, decision: Decision | None = None) -> None:
        """Close the present sheet, if anything stands on it."""
        if not self.told:
            return
        shown = [text for told in self.told for text in (told.scene.perspective, *told.paragraphs)]
        table = [document for told in self.told for document in told.scene.documents]
        linked = [link.target for text in shown for link in links(text) if link.kind == "document"]
        again = tuple(self.sources[document] for document in dict.fromkeys(table) if document in self.sources)
        sources = self.number((*self.revealed, *table, *linked))
        shown += [text for source in sources for text in read_of(source.document)]
        people, terms = self.explain(shown)
        number = len(self.sheets) + 1
        self.sheets.append(Sheet(number, tuple(self.told), sources, again, people, terms, decision))
        self.told, self.revealed = [], ()

    def number(self, documents: Iterable[str]) -> tuple[Source, ...]:
        """Number the papers that have none yet."""
        found = []
        for document in documents:
            if document not in self.sources and document in self.case.documents:
                source = Source(len(self.sources) + 1, self.case.documents[document])
                self.sources[document] = source
                found.append(source)
        return tuple(found)

    def explain(self, texts: Iterable[str]) -> tuple[tuple[Person, ...], tuple[Term, ...]]:
        """The people and the words that these texts link to for the first time."""
        people: list[Person] = []
        terms: list[Term] = []
        for text in texts:
            for link in links(text):
                key = (link.kind, link.target)
                if key in self.explained:
                    continue
                self.explained.add(key)
                if link.kind == "person" and link.target in self.case.people:
                    people.append(self.case.people[link.target])
                elif link.kind == "term" and link.target in self.case.terms:
                    terms.append(self.case.terms[link.target])
        return tuple(people), tuple(terms)


def read_of(document: Document) -> tuple[str, str]:
    """What of a paper is printed for the class: what it is worth is for the class to say."""
    return document.provenance, document.text
