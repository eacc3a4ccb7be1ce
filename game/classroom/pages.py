"""The class on a page: who played, what each decision came to, and all sentences side by side."""

from __future__ import annotations

from collections.abc import Iterator

from game.case.model import Record
from game.classroom.handed_in import HandedIn, Pupil
from game.classroom.map_pages import TITLE, map_pieces
from game.classroom.one_map import one_map
from game.classroom.other_ways import Proved
from game.classroom.together import Course, DecisionTogether, decisions_together
from game.phrases import counted
from game.play.captions import with_commas
from game.play.report.document import (
    Contents,
    Entry,
    Fact,
    Heading,
    Piece,
    Table,
    Words,
    as_typed,
    item,
    prose,
    quiet,
    text,
)

NO_REASON = "(no sentence)"


def class_pages(class_: HandedIn, proved: Proved | None, told: tuple[str, ...] = ()) -> Iterator[Piece]:
    """The whole report: `proved` is what can be reached in the parts that were played, where that is known;
    `told` are sentences on files that could not be read."""
    case, decisions = class_.case, decisions_together(class_.case, class_.pupils)
    yield Heading(f"{case.title}: the class", 1)
    yield text(case.question)
    yield quiet(f"{counted(len(class_.pupils), 'playthrough')}. Case {case.id}, version {case.version}.")
    yield Contents(("Who played", "Decision by decision", TITLE, "Beside what happened"))
    yield Heading("Who played", 2)
    yield who_played(class_.pupils)
    remarks = (*told, *class_.told)
    if remarks:
        yield Heading("What did not fit", 3)
        yield from map(item, remarks)
    yield Heading("Decision by decision", 2)
    for decision in decisions:
        yield from decision_pieces(decision, class_)
    yield from map_pieces(one_map(case, class_.pupils, proved=proved))
    yield Heading("Beside what happened", 2)
    yield quiet("To have done as they did is not a mark: the reasons are what counts.")
    yield beside_the_record(decisions)


def who_played(pupils: tuple[Pupil, ...]) -> Table:
    """Each pupil, how far she came, and where her path ended."""
    rows = []
    for pupil in pupils:
        play = pupil.play
        decided = sum(step.is_decision and not step.passed for step in play.steps)
        reasons = sum(bool(step.because) for step in play.steps)
        rows.append((pupil.label, str(decided), str(reasons), str(len(play.notebook.opened)), ended(pupil)))
    return Table(
        "Playthroughs", ("Who", "Decisions", "Sentences", "Papers read", "Where it ends"), tuple(rows)
    )


def ended(pupil: Pupil) -> str:
    """Where a playthrough ends, or stands."""
    play = pupil.play
    ending = play.scene.ending
    if ending is not None:
        return ending.title
    return "the end of the chapter" if play.chapter_over else f"not yet: {play.scene.title}"


def decision_pieces(decision: DecisionTogether, class_: HandedIn) -> Iterator[Piece]:
    """A decision: its question, how many took which course, every sentence, and what happened."""
    scene, documents = decision.scene, class_.case.documents
    yield Heading(scene.title, 3, with_commas(scene.date, scene.place))
    if scene.ask:
        yield text(scene.ask)
    rows = [
        (course.choice.label, str(len(course.answers)), "what happened" if course.recorded else "")
        for course in decision.courses
        if course.answers or not course.choice.shut
    ]
    if decision.passed:
        rows.append(("Passed over", str(len(decision.passed)), ""))
    yield Table("How many took each course", ("Course", "Pupils", "The record"), tuple(rows))
    yield from (sentences(course, class_) for course in decision.courses if course.answers)
    if decision.cited:
        cited = ", ".join(
            f"{documents[paper].title} ({times})" for paper, times in decision.cited if paper in documents
        )
        yield Fact("Papers leant on", (text(cited),))
    if scene.record:
        yield what_happened(scene.record)


def what_happened(record: Record) -> Entry:
    """What happened at a decision, on a sheet: in short, or whole where the author has put it no shorter."""
    return Entry("What happened", sheet=True, words=prose(record.in_short or record.happened))


def sentences(course: Course, class_: HandedIn) -> Entry:
    """What each pupil who took a course said for it, and which papers she named."""
    documents = class_.case.documents
    words = []
    for answer in course.answers:
        titles = [documents[paper].title for paper in answer.step.cites if paper in documents]
        paragraph = as_typed(answer.step.because or NO_REASON, by_player=bool(answer.step.because))
        words.append(Words(paragraph, "item", with_commas(answer.pupil.label, *titles)))
    return Entry(course.choice.label, counted(len(course.answers), "pupil"), (), words=tuple(words))


def beside_the_record(decisions: tuple[DecisionTogether, ...]) -> Table:
    """Who took the course that happened, and who took another; by name, never by number of matches."""
    rows = tuple(
        (
            decision.scene.title,
            ", ".join(decision.labels(recorded=True)) or "nobody",
            ", ".join(decision.labels(recorded=False)) or "nobody",
        )
        for decision in decisions
        if decision.compared
    )
    return Table("Where paths met the record", ("Decision", "As it happened", "Otherwise"), rows)
