"""What an author writes, as values: a `Case` and everything in it.

These classes are the case format. The reader is driven by their annotations: a field's name is the
key in the YAML file (`from` is spelled `from_`), its type says how the value is read, and `entry`
says in words what it is for. All values are frozen; nothing here knows how a case is played.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal

from game.case.node import (
    ALLOW,
    Allowed,
    CauseId,
    ConditionText,
    DocumentId,
    Line,
    Named,
    Node,
    Prose,
    SceneId,
    SourceId,
    TestId,
    VariableId,
    entry,
    node,
    nothing,
)

Value = bool | int | str
"""What a variable can hold: a flag, a whole number, or a word."""

Stance = Literal["deliberation", "witness", "archive"]
Certainty = Literal["established", "contested", "legend"]
Plausibility = Literal["taken", "open", "possible", "remote"]
Bearing = Literal["supports", "undermines", "complicates"]
Verdict = Literal["sound", "oversimplified", "contested", "wrong"]
Fares = Literal["well", "partly", "badly"]
Weight = Literal["first", "part", "doubts"]
Translation = Literal["ours", "official", "original"]

RESERVED_CHOICES = frozenset({"continue", "none"})
"""Choice ids that an author may not use: the step through a passage, and "no choice taken yet"."""


@node
class Variable(Named):
    """Something that choices change: a whole number, one word out of several, or a flag.

    A plain `true` or `false` stands for a flag that starts so.
    """

    label: str = entry("What the player is told this is.", default="")
    low: str = entry("The word at the low end; with `high` it makes the number a gauge.", default="")
    high: str = entry("The word at the high end.", default="")
    from_: int | None = entry("The smallest value of a whole number.", default=None)
    to: int | None = entry("The largest value of a whole number.", default=None)
    one_of: tuple[str, ...] = entry("The words that this variable can hold.", default=())
    start: Value = entry("The value at the start.", default=False, plain=True)
    shown: bool = entry("Whether the player sees it.", default=False)

    @property
    def is_number(self) -> bool:
        return self.from_ is not None and self.to is not None

    @property
    def is_flag(self) -> bool:
        return not self.one_of and not self.is_number

    @property
    def is_gauge(self) -> bool:
        """A number drawn as a position between two words."""
        return self.is_number and bool(self.low and self.high)

    @property
    def domain(self) -> tuple[Value, ...]:
        """Every value it can hold, in order."""
        if self.one_of:
            return self.one_of
        if self.from_ is not None and self.to is not None:
            return tuple(range(self.from_, self.to + 1))
        return (False, True)


@node
class Effects(Node):
    """What arriving at a scene does to the variables: first `add`, then `set`."""

    add: Mapping[VariableId, int] = entry(
        "Whole numbers to add; they stop at the bounds.", default_factory=nothing
    )
    set: Mapping[VariableId, Value] = entry("Values to set.", default_factory=nothing)


@node
class Chapter(Named):
    """A part of the case that can be played alone, for one lesson."""

    title: str = entry("Its title.")
    start: SceneId = entry("Its first scene.")
    minutes: int | None = entry("An honest estimate of its length.", default=None)
    set: Mapping[str, Value] = entry(
        "Values over the starting ones when it is played alone; a scene's id sets the choice taken there.",
        default_factory=nothing,
    )
    gauges: bool = entry(
        "Whether the gauges are drawn in its scenes; false where they would be out of place.", default=True
    )
    care: Prose = entry("What its scenes touch on, told once as it begins.", default="")
    question: str = entry("The question that stays open when its sheet is turned.", default="")


@node
class NamedRoute(Named):
    """A line through the whole case that plays only what it names.

    Endings are always read. Everything else is passed over by the record's course and told by its `in_short`.
    A paragraph that quotes what was done at the archive desk is left out where that was passed over.
    """

    title: str = entry("Its title.")
    minutes: int | None = entry("An honest estimate of its length.", default=None)
    scenes: tuple[SceneId, ...] = entry(
        "The decisions that are played and the passages that are read, in order."
    )


@node
class ThesisTest(Named):
    """A question that every explanation is put to. Plain text is the question."""

    ask: Line = entry("The question.", plain=True, needed=True)

    @property
    def title(self) -> str:
        """Its name: its id in words."""
        return self.id.replace("_", " ").capitalize()


@node
class Finding(Node):
    """How an explanation fares by a test. Plain text is the finding."""

    fares: Fares | None = entry("In one word: well, partly or badly.", default=None)
    says: Prose = entry("How it answers the test's question.", plain=True, needed=True)


@node
class Cause(Named):
    """An explanation that the debrief weighs; documents, records and claims point at it."""

    title: str = entry("A few words.")
    summary: Prose = entry("What this explanation says, fairly put.", default="")
    tests: Mapping[TestId, Finding] = entry(
        "How it fares by each of the case's tests.", default_factory=nothing
    )


@node
class Historian(Named):
    """A historian's whole weighing of the explanations; the debrief finds the one nearest to the player."""

    who: str = entry("The historian, with the year of the work.")
    argues: Prose = entry("The argument, in a sentence or two.", needed=True)
    rests_on: Prose = entry("The evidence it rests on.", default="")
    causes: Mapping[CauseId, Weight] = entry(
        "The explanations that this historian puts first, gives a part, or doubts.", default_factory=nothing
    )
    critic: str = entry("Who makes the strongest case against it, with the year of the work.", default="")
    against: Prose = entry("That case.", default="")
    sources: tuple[SourceId, ...] = entry("Works, the critic's among them.", default=())


@node
class Promise(Node):
    """Something that must hold on every path; proved by `historian check --prove`."""

    always: ConditionText | None = entry("Holds after each arrival.", default=None)
    at: SceneId | None = entry("The scene that `holds` or `possible` speaks of.", default=None)
    holds: ConditionText | None = entry("Holds on each arrival at that scene.", default=None)
    every_path_through: SceneId | None = entry("Every playthrough visits this scene.", default=None)
    possible: ConditionText | None = entry("Holds on at least one arrival at that scene.", default=None)
    rare: SceneId | None = entry("An ending that few playthroughs reach.", default=None)
    below: float | None = entry("The most that `rare` allows, in per cent of playthroughs.", default=None)


@node
class NamedPath(Named):
    """A playthrough worth naming: replayed as a test, shown as an example."""

    choices: tuple[str, ...] = entry("Choice ids in order; passages may be left out.")
    ends: SceneId | None = entry("The ending it must reach.", default=None)


@node
class Block(Node):
    """Part of a scene's text; with `when`, only some players see it. Plain text is what everybody sees."""

    when: ConditionText | None = entry("Shown only if this holds.", default=None)
    text: Prose = entry("Markdown.", plain=True)


@node
class GotoEntry(Node):
    """Where the story goes next, if `when` holds. A plain scene id stands for one without `when`."""

    when: ConditionText | None = entry("Taken only if this holds; the last route has none.", default=None)
    to: SceneId = entry("The scene to go to.", plain=True)


@node
class Reason(Node):
    """Why a choice is closed, if `when` holds. Plain text is the reason, whatever holds."""

    when: ConditionText | None = entry("The reason only if this holds; the last has none.", default=None)
    text: str = entry("The reason, in one sentence.", plain=True)


@node
class Choice(Named):
    """One course that is open, closed or shut at a scene."""

    label: str = entry("The course in one line.")
    text: Prose = entry("What is told at once after choosing.", default="")
    simpler: Prose = entry("The same in an easier reading.", default="")
    told: str = entry(
        "The clause that later text says of it, such as *went out with the others*.", default=""
    )
    when: ConditionText | None = entry("The choice is open only if this holds.", default=None)
    closed: tuple[Reason, ...] = entry(
        "Why it is closed, in one sentence, when `when` does not hold.", default=()
    )
    hidden: bool = entry("While it is closed it is not shown at all.", default=False)
    once: bool = entry("Closed after it has been taken.", default=False)
    shut: str = entry("A door that is shown and never opens, and why.", default="")
    add: Mapping[VariableId, int] = entry(
        "Whole numbers to add; they stop at the bounds.", default_factory=nothing
    )
    set: Mapping[VariableId, Value] = entry("Values to set.", default_factory=nothing)
    reveals: tuple[DocumentId, ...] = entry("Papers that this choice puts in the notebook.", default=())
    goto: tuple[GotoEntry, ...] = entry("The next scene, or a list of `{when, to}`.", default=())
    plausibility: Plausibility | None = entry("How near this lay at the time.", default=None)
    otherwise: Prose = entry("Told in the debrief: where this would have led, and why.", default="")
    cause: CauseId | None = entry("The explanation that this choice puts first.", default=None)
    was: tuple[str, ...] = entry("Earlier ids of this choice; saves follow them.", default=())


@node
class Ending(Node):
    """Marks a scene as an end of the case."""

    title: str = entry("The name of this ending.")
    plausibility: Plausibility | None = entry("How near this lay at the time.", default=None)


@node
class View(Node):
    """What one historian argues about a contested point."""

    who: str = entry("The historian, with the year of the work.")
    argues: Prose = entry("The argument.", needed=True)
    rests_on: Prose = entry("The evidence it rests on.", default="")
    against: Prose = entry("The case against it.", default="")
    sources: tuple[SourceId, ...] = entry("Works.", default=())


@node
class Question(Node):
    """A question for discussion."""

    ask: str = entry("The question.", needed=True)
    skill: str = entry("What it practises: evidence, sources, causation, significance …", default="")


@node
class Record(Node):
    """What really happened at a scene, apart from the fiction."""

    choice: tuple[str, ...] = entry("The choice or choices that history took.", default=())
    in_short: str = entry("What happened, in one sentence of at most 25 words.", default="")
    certainty: Certainty = entry("How sure we are.", default="established")
    happened: Prose = entry("What happened.", default="")
    why: Prose = entry("Why, as far as it is known.", default="")
    views: tuple[View, ...] = entry("What historians dispute.", default=())
    causes: tuple[CauseId, ...] = entry("The explanations that this point bears on.", default=())
    sources: tuple[SourceId, ...] = entry("Works that this rests on.", default=())
    discuss: tuple[Question, ...] = entry("Questions for discussion.", default=())


@node
class Echo(Node):
    """That nothing later depends on a scene's choices, which is then no fault. Plain text is the reason."""

    none: str = entry("Why nothing later is meant to depend on them.", plain=True)


@node
class Scene(Named):
    """A decision point, a passage between them, or an ending."""

    title: str = entry("Its title.")
    text: tuple[Block, ...] = entry("What the player reads: a list of paragraphs, some with `when`.")
    chapter: str = entry("The chapter it belongs to.", default="")
    date: str = entry("When.", default="")
    place: str = entry("Where.", default="")
    stance: Stance | None = entry(
        "Where the player stands: in a deliberation, as a witness, at the archive desk.", default=None
    )
    perspective: Line = entry("Whom the player follows.", default="")
    documents: tuple[DocumentId, ...] = entry("Papers on the table, free to open.", default=())
    enter: Effects | None = entry("What arriving does.", default=None)
    checkpoint: bool = entry("A class may be held here.", default=False)
    simpler: tuple[Block, ...] = entry("An easier reading, in the shape of `text`.", default=())
    care: Line = entry("What this scene touches on; it is offered folded.", default="")
    ask: Line = entry("The question before the choices.", default="")
    because: str = entry("The prompt for the player's one sentence.", default="")
    echo: Echo | None = entry("Says why nothing later is meant to depend on the choices here.", default=None)
    choices: Mapping[str, Choice] = entry("The courses, in order.", default_factory=nothing)
    goto: tuple[GotoEntry, ...] = entry("Where a passage goes on to.", default=())
    ending: Ending | None = entry("Makes this scene an ending.", default=None)
    record: Record | None = entry("What really happened.", default=None)
    was: tuple[str, ...] = entry("Earlier ids of this scene; saves follow them.", default=())

    @property
    def is_passage(self) -> bool:
        """Read and left by the step `continue`, without a decision."""
        return not self.choices and self.ending is None

    @property
    def recorded(self) -> tuple[str, ...]:
        """The choices that history took here: none at the archive desk, where nobody acted."""
        return self.record.choice if self.record and self.stance != "archive" else ()


@node
class Extract(Node):
    """A paper's own words, in translation if need be, and nothing else."""

    text: Prose = entry("The words.")
    translation: Translation = entry(
        "Who translated them: we did (ours), an official edition (official), or no one, since they were "
        "written in the language of the case (original).",
        default="ours",
    )
    omissions: str = entry("What is left out, as it stands after `left out:`.", default="")
    sources: tuple[SourceId, ...] = entry("Works that print them.", default=())


@node
class Document(Named):
    """A paper: who made it and why, what it says in our words, what it is worth as evidence."""

    title: str = entry("Its title.")
    author: str = entry("Who made it.", default="")
    date: str = entry("When.", default="")
    kind: str = entry("Letter, minute, diary, law …", default="")
    provenance: Prose = entry("Who made it, when and why, and how it reached us.", default="")
    extract: Extract | None = entry("Its own words.", default=None)
    text: Prose = entry("What it says, in our own words.", default="")
    simpler: Prose = entry("The same in an easier reading.", default="")
    worth: Prose = entry("What it is good evidence for.", default="")
    limits: Prose = entry("What it cannot show.", default="")
    causes: Mapping[CauseId, Bearing] = entry("How it bears on each explanation.", default_factory=nothing)
    sources: tuple[SourceId, ...] = entry("Works that describe or print it.", default=())

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is read of it, in its order, in the full reading."""
        own = self.extract.text if self.extract else ""
        return (self.provenance, own, self.text, self.worth, self.limits)


@node
class Person(Named):
    """Somebody named in the case."""

    name: str = entry("Full name.")
    post: str = entry("What he or she was.", default="")
    life: str = entry("Years of birth and death.", default="")
    fate: Prose = entry("What became of him or her.", default="")
    composite: bool = entry("Invented, to stand for people so placed.", default=False)
    sources: tuple[SourceId, ...] = entry("Works.", default=())


@node
class Term(Named):
    """A word to look up."""

    title: str = entry("The word.")
    text: Prose = entry("What it means.")
    sources: tuple[SourceId, ...] = entry("Works.", default=())


@node
class Source(Named):
    """A work that statements rest on."""

    title: str = entry("Its title.")
    author: str = entry("Its author or editor.", default="")
    year: str = entry("Year of publication.", default="")
    publisher: str = entry("Its publisher.", default="")
    kind: str = entry("Scholarship, primary, memoir, press …", default="")


@node
class Claim(Named):
    """Something that textbooks and students say, and how far it is so."""

    says: Prose = entry("The claim, in our words.", needed=True)
    from_: str = entry("Who says it.", default="")
    verdict: Verdict = entry("How far it is so.", needed=True)
    why: Prose = entry("Why that is the verdict.", default="")
    sources: tuple[SourceId, ...] = entry("Works.", default=())
    causes: tuple[CauseId, ...] = entry("The explanations it bears on.", default=())
    met: tuple[SceneId, ...] = entry("The scenes where it is met.", default=())


@node
class Case(Node):
    """A question that historians argue about, told as decision points."""

    id: str = entry("Its id; the folder usually has the same name.")
    title: str = entry("Its title.")
    question: str = entry("The question it asks.")
    version: str = entry("Its version, such as 1.0.0.")
    start: SceneId = entry("The first scene.")
    span: str = entry("The years it covers, such as 1932–1938.", default="")
    authors: tuple[str, ...] = entry("Who wrote it.", default=())
    minutes: int | None = entry("An honest estimate of its length.", default=None)
    content_note: Prose = entry("What the player should know before beginning.", default="")
    chapters: tuple[Chapter, ...] = entry("Parts that can be played alone.", default=())
    routes: Mapping[str, NamedRoute] = entry(
        "Lines through the case on which only some decisions are played.", default_factory=nothing
    )
    variables: Mapping[str, Variable] = entry("What choices change.", default_factory=nothing)
    causes: Mapping[str, Cause] = entry("Explanations that the debrief weighs.", default_factory=nothing)
    tests: Mapping[str, ThesisTest] = entry(
        "Questions that every explanation is put to, such as scope or timing.", default_factory=nothing
    )
    hunch: SceneId | None = entry("The scene where the player names a first explanation.", default=None)
    answer: SceneId | None = entry("The scene where she gives her last word.", default=None)
    promises: tuple[Promise, ...] = entry("What must hold on every path.", default=())
    paths: Mapping[str, NamedPath] = entry("Playthroughs worth naming.", default_factory=nothing)
    scenes: Mapping[str, Scene] = entry("Decision points and passages.", default_factory=nothing)
    documents: Mapping[str, Document] = entry("Papers.", default_factory=nothing)
    people: Mapping[str, Person] = entry("People.", default_factory=nothing)
    terms: Mapping[str, Term] = entry("Words to look up.", default_factory=nothing)
    sources: Mapping[str, Source] = entry("Works.", default_factory=nothing)
    claims: Mapping[str, Claim] = entry("What textbooks and students say.", default_factory=nothing)
    historians: Mapping[str, Historian] = entry(
        "How historians weigh the explanations.", default_factory=nothing
    )
    allow: Allowed = entry(ALLOW, default_factory=nothing)
    folder: Path = field(default=Path(), metadata={"derived": True})
    fingerprint: str = field(default="", metadata={"derived": True})

    # Two readings of one folder are two cases: what is compiled for one must not serve the other.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def chapter(self, chapter_id: str) -> Chapter | None:
        """The chapter with this id, or None."""
        return next((chapter for chapter in self.chapters if chapter.id == chapter_id), None)

    def is_evidence(self, document: Document) -> bool:
        """Whether a paper can be a source. One that bears on no explanation is a text to be tested."""
        return bool(document.causes or not self.causes)

    def explanations(self, document: Document) -> tuple[tuple[Cause, ...], tuple[Cause, ...]]:
        """The explanations that a paper bears on, which its reader is asked about, and all others.

        Of a text to be tested nothing is asked, and both are empty.
        """
        if not document.causes:
            return (), ()
        asked = tuple(cause for cause in self.causes.values() if cause.id in document.causes)
        return asked, tuple(cause for cause in self.causes.values() if cause.id not in document.causes)
