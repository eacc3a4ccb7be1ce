"""A lesson written down: for the teacher the class, for a pupil what she decided. Folds over the same log."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from game.classroom.events import Round
from game.classroom.handed_in import HandedIn, Pupil
from game.classroom.lesson import Ballot, Lesson
from game.classroom.pages import class_pages
from game.classroom.spreadsheet import cell, class_table
from game.play.captions import with_commas
from game.play.playthrough import Playthrough
from game.play.report.document import (
    Entry,
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

ROUNDS: tuple[tuple[Round, str], ...] = (("vote", "First vote"), ("revote", "Second vote"))
COLUMNS = ("who", "seat", "depth", "scene", "title", "date", "vote", "choice", "label", "because", "cites")


def alone(lesson: Lesson) -> HandedIn:
    """The playthroughs of a lesson in which each went her own way, as if they had been handed in."""
    pupils = [
        Pupil(person.name, "", lesson.paths[person.id], lesson.moved.get(person.id, person.joined))
        for person in lesson.participants.values()
        if person.id in lesson.paths
    ]
    return HandedIn(lesson.case, tuple(sorted(pupils, key=lambda each: each.label)))


def decided(lesson: Lesson) -> Iterator[Playthrough]:
    """The decisions that a class has voted on together, each as it stood before the class went on."""
    places = {depth for depth, _ in (*lesson.ballots, *lesson.hands, *lesson.spoken)}
    line = {play.depth: play for play, _ in lesson.play.at_each_step()} | {lesson.play.depth: lesson.play}
    yield from (line[depth] for depth in sorted(places & line.keys()))


def lesson_pages(lesson: Lesson) -> Iterator[Piece]:
    """The class on a page: every vote with its reasons, the shift, and what happened."""
    if lesson.mode == "alone":
        yield from class_pages(alone(lesson))
        return
    case = lesson.case
    yield Heading(f"{case.title}: the class", 1)
    yield text(case.question)
    yield quiet(f"{len(lesson.participants)} took part. Case {case.id}, version {case.version}.")
    for play in decided(lesson):
        yield from vote_pieces(lesson, play, named=True)


def one_page(lesson: Lesson) -> Iterator[Piece]:
    """The start of the next lesson: the shift, and at most six reasons, without a name."""
    yield Heading(f"{lesson.case.title}: where we stood", 1)
    for play in tuple(decided(lesson))[-2:]:
        yield from vote_pieces(lesson, play, named=False, most=3)


def vote_pieces(lesson: Lesson, play: Playthrough, *, named: bool, most: int = 1_000) -> Iterator[Piece]:
    """One decision: both votes side by side, who moved in numbers, reasons, and what happened."""
    scene, depth = play.scene, play.depth
    yield Heading(scene.title, 2, with_commas(scene.date, scene.place))
    if scene.ask:
        yield text(scene.ask)
    counts = {round_: lesson.counts(round_, depth) for round_, _ in ROUNDS}
    rows = tuple(
        (choice.label, *(str(counts[round_].get(choice.id, 0)) for round_, _ in ROUNDS))
        for choice in scene.choices.values()
        if not choice.shut
    )
    yield Table("How many took each course", ("Course", *(words for _, words in ROUNDS)), rows)
    shift = lesson.shift(depth)
    moved = sum(count for (one, other), count in shift.items() if one != other)
    if shift:
        yield text(f"{moved} of {sum(shift.values())} moved after the discussion.")
    by_hand = {round_: lesson.hands.get((depth, round_), {}) for round_, _ in ROUNDS}
    if any(by_hand.values()):
        yield quiet("Hands that the teacher counted are among these.")
    for choice in scene.choices.values():
        reasons = [each for each in reasons_at(lesson, depth) if each.choice == choice.id][:most]
        if reasons:
            yield Entry(choice.label, words=tuple(reason_words(lesson, each, named) for each in reasons))
    if scene.record:
        yield Entry("What happened", sheet=True, words=prose(scene.record.in_short or scene.record.happened))


def reasons_at(lesson: Lesson, depth: int) -> Iterator[Ballot]:
    """The last reason of everybody at one decision, and those that were said aloud."""
    last = {**lesson.answers("vote", depth), **lesson.answers("revote", depth)}
    spoken = [each for round_, _ in ROUNDS for each in lesson.spoken.get((depth, round_), ())]
    yield from (each for each in (*last.values(), *spoken) if each.because)


def reason_words(lesson: Lesson, reason: Ballot, named: bool) -> Words:
    """A reason, with the name that the game gave and the papers it leans on."""
    titles = [lesson.case.documents[paper].title for paper in reason.cites]
    name = lesson.participants[reason.who].name if reason.who else "said aloud"
    return Words(
        as_typed(reason.because, by_player=True), "item", with_commas(*([name] if named else []), *titles)
    )


def lesson_table(lesson: Lesson) -> str:
    """The class as CSV: a row for each answer; no cell of it is a formula."""
    if lesson.mode == "alone":
        return class_table(alone(lesson))
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for play in decided(lesson):
        scene = play.scene
        for round_, words in ROUNDS:
            spoken = lesson.spoken.get((play.depth, round_), ())
            for ballot in (*lesson.answers(round_, play.depth).values(), *spoken):
                person = lesson.participants.get(ballot.who)
                who, seat = (person.name, person.seat) if person else ("said aloud", "")
                row = (
                    *(who, seat, str(play.depth), scene.id, scene.title, scene.date, words, ballot.choice),
                    *(scene.choices[ballot.choice].label, ballot.because, " ".join(ballot.cites)),
                )
                table.writerow(map(cell, row))
    return "\ufeff" + file.getvalue()


def own_pages(lesson: Lesson, who: str) -> Iterator[Piece]:
    """What one pupil decided and wrote, beside what happened: hers to keep."""
    person = lesson.participants.get(who)
    yield Heading(f"{lesson.case.title}: what I decided", 1)
    if person:
        yield quiet(f"In the lesson I was {person.name}.")
    for play in decided(lesson):
        scene = play.scene
        yield Heading(scene.title, 2, with_commas(scene.date, scene.place))
        for round_, words in ROUNDS:
            ballot = lesson.answers(round_, play.depth).get(who)
            if ballot is not None:
                label = scene.choices[ballot.choice].label
                yield item(f"{words}: {label}", ballot.because)
        told = play.depth < lesson.play.depth or lesson.phase in ("record", "debrief")
        if scene.record and told:
            yield Entry(
                "What happened", sheet=True, words=prose(scene.record.in_short or scene.record.happened)
            )
