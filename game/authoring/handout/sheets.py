"""What stands on each sheet of a handout, as values: scenes as they read, papers, names, and the decision.

A sheet leads up to one decision and never past it, so that the next one can be handed out after the
reveal. Papers are numbered through the whole handout in the order in which they come to the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from typing import NamedTuple, TypeVar

from game.case.model import Case, Choice, Document, Person, Record, Scene, Term
from game.case.pace import words_in
from game.case.prose import LinkKind, Memory, links, plain
from game.phrases import counted
from game.play import Playthrough, UnknownId
from game.play.bridge import is_played
from game.play.captions import PaperPart, said_by, with_commas
from game.play.debrief.debrief import in_scope
from game.play.debrief.evidence import within
from game.play.sanitise import one_line

Met = TypeVar("Met", Person, Term)

MANY, SHARED = 3, 2
"""Sources of one sheet beyond which they are shared out, and how many of them each pair then reads."""
BORN = re.compile(r"(1\d{3}|20\d{2})\s*[–—-]")


class Told(NamedTuple):
    """A scene as it reads on the historical line, in Markdown; `usual` is its standard reading."""

    scene: Scene
    paragraphs: tuple[str, ...]
    usual: tuple[str, ...]
    memory: Memory


class Option(NamedTuple):
    """A choice on paper: with a letter if it is open, else with the reason why it is not."""

    choice: Choice
    letter: str = ""
    reason: str = ""


class Decision(NamedTuple):
    """A decision: what can be voted for, and how the sheets go on after it."""

    number: int
    scene: Scene
    options: tuple[Option, ...]
    goes_on: Option

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters that can be voted for."""
        return tuple(option.letter for option in self.options if option.letter)


class Exhibit(NamedTuple):
    """A paper with its number in this handout, and whether our words are those of the easier reading."""

    number: int
    document: Document
    easier: bool

    @property
    def said(self) -> tuple[PaperPart, ...]:
        """What it says, its own words first."""
        return tuple(said_by(self.document, self.easier))

    @property
    def texts(self) -> tuple[str, ...]:
        """What of it is printed for the class: what it is worth is for the class to say."""
        return (self.document.provenance, *(said.text for said in self.said))

    @property
    def printed_in(self) -> tuple[str, ...]:
        """The works that print its own words."""
        return self.document.extract.sources if self.document.extract else ()


class Sheet(NamedTuple):
    """One sheet. `again` are sources from earlier sheets that lie on this one's table too.

    It has the number 0 where it is the only one.
    """

    number: int
    told: tuple[Told, ...]
    sources: tuple[Exhibit, ...]
    again: tuple[Exhibit, ...]
    people: tuple[Person, ...]
    terms: tuple[Term, ...]
    decision: Decision | None

    @property
    def name(self) -> str:
        return f"sheet {self.number}" if self.number else "sheet"

    @property
    def scene(self) -> Scene:
        """The scene that it leads to."""
        return self.told[-1].scene

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """People and words that are met here for the first time, each with what there is to know."""
        terms = ((term.title, in_one(term.text)) for term in self.terms)
        return (*map(who, self.people), *terms)

    @property
    def printed(self) -> int:
        """How many words stand on it."""
        texts = [text for told in self.told for text in (told.scene.perspective, *told.paragraphs)]
        texts += [f"{name} {what}" for name, what in self.names]
        if self.decision:
            texts += [f"{option.choice.label} {option.reason}" for option in self.decision.options]
        return sum(map(words_in, texts)) + sum(self.lengths)

    @property
    def words(self) -> int:
        """How many words each student reads: of sources that are shared out, the longest ones."""
        return self.printed - (sum(sorted(self.lengths)[:-SHARED]) if self.shared_out else 0)

    @property
    def lengths(self) -> tuple[int, ...]:
        """The words of each source."""
        return tuple(sum(map(words_in, source.texts)) for source in self.sources)

    @property
    def shared_out(self) -> bool:
        """Whether there are too many sources for everybody to read them all."""
        return len(self.sources) > MANY


class Sheets(NamedTuple):
    """All sheets of a handout in order, and the papers of its scenes that no sheet has shown.

    With `alone` only the sheet of one decision is wanted; `earlier` is what was decided before it.
    """

    sheets: tuple[Sheet, ...]
    further: tuple[Exhibit, ...] = ()
    alone: bool = False
    earlier: tuple[tuple[Scene, Record], ...] = ()
    easier: bool = False

    @property
    def sources(self) -> tuple[Exhibit, ...]:
        """Every paper, by number."""
        return (*(source for sheet in self.sheets for source in sheet.sources), *self.further)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(sheet.decision for sheet in self.sheets if sheet.decision)

    @property
    def told(self) -> tuple[Told, ...]:
        return tuple(told for sheet in self.sheets for told in sheet.told)

    @property
    def records(self) -> tuple[tuple[Scene, Record], ...]:
        """The scenes that are told and have a record, each with it."""
        return tuple((told.scene, told.scene.record) for told in self.told if told.scene.record)


def sheets_of(play: Playthrough, easier: bool = False, only: int | None = None) -> Sheets:
    """The sheets for a playthrough, with the easier reading where it is asked for and there is one.

    With `only`, the one sheet of that decision, which needs no other. Raises `UnknownId` if there is none.
    """
    writing = Writing(play.case, easier, only)
    for point, step in play.at_each_step():
        writing.tell(point)
        if step.is_decision:
            writing.decide(point, step.choice)
    if not play.chapter_over:
        writing.tell(play)
    if only is None:
        writing.finish()
        scope = (
            scene for scene in play.case.scenes.values() if in_scope(play, scene) and is_played(play, scene)
        )
        further = writing.number(document.id for document in within(play.case, scope))
        return Sheets(tuple(writing.sheets), further, easier=easier)
    if not writing.sheets:
        there_are = counted(writing.decisions, "decision")
        raise UnknownId(f"there is no decision {only} here; there are {there_are}")
    return Sheets(tuple(writing.sheets), alone=True, earlier=tuple(writing.earlier), easier=easier)


class Writing:
    """Sheets while they are written: what has been numbered and explained is not given twice."""

    def __init__(self, case: Case, easier: bool, only: int | None) -> None:
        self.case, self.easier, self.only = case, easier, only
        self.sheets: list[Sheet] = []
        self.told: list[Told] = []
        self.revealed: tuple[str, ...] = ()
        self.sources: dict[str, Exhibit] = {}
        self.explained: set[tuple[LinkKind, str]] = set()
        self.earlier: list[tuple[Scene, Record]] = []
        self.decisions = 0

    def tell(self, point: Playthrough) -> None:
        """Put a scene, or all that is passed over here, on the present sheet; a chapter begins a new one."""
        if point.under_way:
            return
        moment = point.moment
        scene = in_between(point) if point.passing else point.scene
        if self.told and self.told[-1].scene.chapter != scene.chapter:
            self.finish()
        paragraphs = (moment.simpler if self.easier else ()) or moment.paragraphs
        self.told.append(Told(scene, paragraphs, moment.paragraphs, moment.memory))

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
        """Close the present sheet, if anything stands on it and it is wanted."""
        if self.told and (self.only is None or (decision and decision.number == self.only)):
            self.sheets.append(self.sheet(decision))
        elif decision and decision.scene.record and not self.sheets:
            self.earlier.append((decision.scene, decision.scene.record))
        self.told, self.revealed = [], ()

    def sheet(self, decision: Decision | None) -> Sheet:
        shown = [text for told in self.told for text in (told.scene.perspective, *told.paragraphs)]
        table = [document for told in self.told for document in told.scene.documents]
        linked = [link.target for text in shown for link in links(text) if link.kind == "document"]
        again = tuple(self.sources[document] for document in dict.fromkeys(table) if document in self.sources)
        sources = self.number((*self.revealed, *table, *linked))
        shown += [text for source in sources for text in source.texts]
        people = self.met("person", shown, self.case.people)
        terms = self.met("term", shown, self.case.terms)
        number = len(self.sheets) + 1 if self.only is None else 0
        return Sheet(number, tuple(self.told), sources, again, people, terms, decision)

    def number(self, documents: Iterable[str]) -> tuple[Exhibit, ...]:
        """Number the papers that have none yet."""
        found = []
        for ident in documents:
            if ident not in self.sources and ident in self.case.documents:
                document = self.case.documents[ident]
                self.sources[ident] = Exhibit(len(self.sources) + 1, document, self.easier)
                found.append(self.sources[ident])
        return tuple(found)

    def met(self, kind: LinkKind, texts: Iterable[str], known: Mapping[str, Met]) -> tuple[Met, ...]:
        """What of this kind the texts link to for the first time."""
        targets = [(kind, link.target) for text in texts for link in links(text) if link.kind == kind]
        new = [each for each in dict.fromkeys(targets) if each[1] in known and each not in self.explained]
        self.explained.update(new)
        return tuple(known[target] for _, target in new)


def in_between(point: Playthrough) -> Scene:
    """What a route passes over, as a passage of the chapter to which that leads."""
    moment, after = point.moment, point.go_on().scene
    return Scene(
        id=after.id, title=moment.title, chapter=after.chapter, perspective=moment.perspective, text=()
    )


def who(person: Person) -> tuple[str, str]:
    """Who somebody was at the time. A year of death would run ahead of the story."""
    invented = "invented, to stand for others so placed" if person.composite else ""
    born = BORN.match(person.life.strip())
    return person.name, with_commas(person.post, f"born {born[1]}" if born else "", invented)


def in_one(markdown: str) -> str:
    """An author's words without markup, as one paragraph."""
    return one_line(plain(markdown))
