"""A lesson written down: for the teacher the class, for a pupil what she decided. Folds over the same log."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice, zip_longest
from typing import get_args

from game.case.model import Scene
from game.classroom.answered import Answered, answered, decided, name_of
from game.classroom.events import Round, Skill
from game.classroom.handed_in import HandedIn, Pupil
from game.classroom.lesson import Ballot, Lesson
from game.classroom.map_pages import map_pieces
from game.classroom.one_map import CLASS, OneMap, Stop, one_map, stops_of
from game.classroom.other_ways import Proved
from game.classroom.pages import class_pages, what_happened
from game.classroom.spreadsheet import cell
from game.play.captions import with_commas
from game.play.export import ExportedText
from game.play.report.document import (
    Contents,
    Entry,
    Heading,
    Piece,
    Table,
    Words,
    as_typed,
    item,
    listed,
    plain_fact,
    quiet,
    text,
)
from game.play.steps import Step

ROUNDS: tuple[tuple[Round, str], ...] = (("vote", "First vote"), ("revote", "Second vote"))
SKILLS: tuple[Skill, ...] = get_args(Skill)
COLUMNS = (
    *("who", "seat", "depth", "scene", "title", "date", "vote", "choice", "label", "because", "cites"),
    *("as it happened", *SKILLS, "comment"),
)


def pupils_of(lesson: Lesson) -> tuple[Pupil, ...]:
    """The playthroughs of a lesson, as if they had been handed in; a class that decides together has one."""
    if lesson.mode == "together":
        begun = min((each.joined for each in lesson.participants.values()), default=datetime.now(UTC))
        return (Pupil(CLASS, "", lesson.play, begun),)
    pupils = [
        Pupil(person.name, "", lesson.paths[person.id], lesson.moved.get(person.id, person.joined))
        for person in lesson.participants.values()
        if person.id in lesson.paths
    ]
    return tuple(sorted(pupils, key=lambda each: each.label))


def map_of(lesson: Lesson, proved: Proved | None = None) -> OneMap:
    """The class as one map: the ways of all, or the one way of a class with what each voted for on it.

    `proved` is what can be reached in the part that is played, where that is known.
    """
    pupils = pupils_of(lesson)
    votes = () if lesson.mode == "alone" else tuple(votes_on(lesson, pupils[0]))
    return one_map(lesson.case, pupils, votes, proved)


def votes_on(lesson: Lesson, together: Pupil) -> Iterator[Stop]:
    """What each wanted at each decision that the class has voted on, raised hands among them.

    Where nobody wanted the course with which the class went on, it stands there itself.
    """
    onward = {stop.before.depth: stop for stop in stops_of(together)}
    for before, found in zip(decided(lesson), answered(lesson), strict=True):
        gone = onward.get(before.depth)
        round_: Round = "revote" if lesson.counts("revote", before.depth) else "vote"
        hands = lesson.hands.get((before.depth, round_), {})
        wanted = [(name_of(lesson, each), each.choice, each.cites) for each in found.ballots if each.who]
        wanted += [("by hand", choice, ()) for choice, count in hands.items() for _ in range(count)]
        if gone and gone.step.choice not in {choice for _, choice, _ in wanted}:
            wanted.append((CLASS, gone.step.choice, ()))
        for name, choice, cites in wanted:
            led = gone.next if gone and gone.step.choice == choice else ""
            yield Stop(name, before, Step(before.scene.id, choice, cites=cites), led)


def lesson_pages(lesson: Lesson, proved: Proved | None) -> Iterator[Piece]:
    """The class on a page: every vote with its reasons, the shift, what happened, and the map."""
    if lesson.mode == "alone":
        yield from class_pages(HandedIn(lesson.case, pupils_of(lesson)), proved)
        return
    case = lesson.case
    yield Heading(f"{case.title}: the class", 1)
    yield text(case.question)
    yield quiet(f"{len(lesson.participants)} took part. Case {case.id}, version {case.version}.")
    for found in answered(lesson):
        yield from vote_pieces(lesson, found, named=True)
    yield from map_pieces(map_of(lesson, proved))


def one_page(lesson: Lesson) -> Iterator[Piece]:
    """The start of the next lesson: the shift, and at most six reasons, without a name.

    It has the last two decisions that most came to: where each goes her own way, a few are ahead.
    """
    yield Heading(f"{lesson.case.title}: where we stood", 1)
    everything = tuple(answered(lesson))
    most = max((sum(each.counts.values()) for each in everything), default=0)
    for found in [each for each in everything if 2 * sum(each.counts.values()) >= most][-2:]:
        few = few_of_each_side(lesson, found.reasons, most=3)
        yield from vote_pieces(lesson, found._replace(ballots=few), named=False)


def few_of_each_side(lesson: Lesson, reasons: tuple[Ballot, ...], most: int) -> tuple[Ballot, ...]:
    """Some of these reasons: of each course one before a second of any, pinned ones first."""
    sides: dict[str, list[Ballot]] = {}
    for each in sorted(reasons, key=lambda each: each.number not in lesson.pinned):
        sides.setdefault(each.choice, []).append(each)
    in_turn = (each for row in zip_longest(*sides.values()) for each in row if each is not None)
    return tuple(islice(in_turn, most))


def vote_pieces(lesson: Lesson, found: Answered, *, named: bool) -> Iterator[Piece]:
    """One decision: the votes side by side, who moved in numbers, reasons, and what happened."""
    scene, depth = found.scene, found.depth
    yield Heading(scene.title, 2, with_commas(scene.date, scene.place))
    if scene.ask:
        yield text(scene.ask)
    votes = [(words, lesson.counts(round_, depth)) for round_, words in ROUNDS] if depth is not None else []
    votes = votes or [("Pupils", found.counts)]
    rows = tuple(
        (choice.label, *(str(counts.get(choice.id, 0)) for _, counts in votes))
        for choice in scene.choices.values()
        if not choice.shut
    )
    yield Table("How many took each course", ("Course", *(words for words, _ in votes)), rows)
    if depth is not None:
        yield from shift_pieces(lesson, depth)
    for choice in scene.choices.values():
        reasons = [each for each in found.reasons if each.choice == choice.id]
        if reasons:
            yield Entry(choice.label, words=tuple(reason_words(lesson, each, named) for each in reasons))
    if scene.record:
        yield what_happened(scene.record)


def shift_pieces(lesson: Lesson, depth: int) -> Iterator[Piece]:
    """How many moved between two votes, and that hands were counted."""
    shift = lesson.shift(depth)
    moved = sum(count for (one, other), count in shift.items() if one != other)
    if shift:
        yield text(f"{moved} of {sum(shift.values())} moved after the discussion.")
    if any(lesson.hands.get((depth, round_)) for round_, _ in ROUNDS):
        yield quiet("Hands that the teacher counted are among these.")


def reason_words(lesson: Lesson, reason: Ballot, named: bool) -> Words:
    """A reason, with the name that the game gave and the papers it leans on."""
    titles = [lesson.case.documents[paper].title for paper in reason.cites]
    name = [name_of(lesson, reason)] if named else []
    return Words(as_typed(reason.because, by_player=True), "item", with_commas(*name, *titles))


def lesson_table(lesson: Lesson) -> str:
    """The class as CSV: a row for each answer, with its marks; no cell of it is a formula."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for scene, depth, words, ballot in every_answer(lesson):
        person = lesson.participants.get(ballot.who)
        recorded = scene.recorded
        marks = lesson.marks.get(ballot.number, {})
        row = (
            *(name_of(lesson, ballot), person.seat if person else "", "" if depth is None else str(depth)),
            *(scene.id, scene.title, scene.date, words, ballot.choice, scene.choices[ballot.choice].label),
            *(ballot.because, " ".join(ballot.cites)),
            ("yes" if ballot.choice in recorded else "no") if recorded else "",
            *(str(marks[skill].mark) if skill in marks else "" for skill in SKILLS),
            "; ".join(dict.fromkeys(each.comment for each in marks.values() if each.comment)),
        )
        table.writerow(map(cell, row))
    return "\ufeff" + file.getvalue()


def every_answer(lesson: Lesson) -> Iterator[tuple[Scene, int | None, str, Ballot]]:
    """Each answer with its decision, and the vote that it was given in."""
    for scene, depth, ballots, _ in answered(lesson):
        if depth is None:
            yield from ((scene, None, "", ballot) for ballot in ballots)
            continue
        for round_, words in ROUNDS:
            spoken = lesson.spoken.get((depth, round_), ())
            for ballot in (*lesson.answers(round_, depth).values(), *spoken):
                yield scene, depth, words, ballot


def own_pages(lesson: Lesson, who: str, *, marked: bool = False) -> Iterator[Piece]:
    """What one pupil decided and wrote, beside what happened: hers to keep; `marked` for her teacher."""
    yield Heading(f"{lesson.case.title}: what I decided", 1)
    yield quiet(f"In the lesson I was {lesson.participants[who].name}.")
    yield from pupil_pieces(lesson, who, marked=marked)
    path = lesson.paths.get(who)
    if path is not None and path.ended:
        yield from ExportedText(path, sheets=False).body()


def pupils_pages(lesson: Lesson) -> Iterator[Piece]:
    """Every pupil, each under a heading of her own: what she decided and wrote, and how it was marked."""
    yield Heading(f"{lesson.case.title}: each pupil", 1)
    yield text(lesson.case.question)
    people = sorted(lesson.participants.values(), key=lambda each: each.name)
    yield Contents(tuple(each.name for each in people))
    for person in people:
        yield Heading(person.name, 2, f"Seat {person.seat}" if person.seat else "")
        yield from pupil_pieces(lesson, person.id, marked=True)


def pupil_pieces(lesson: Lesson, who: str, *, marked: bool) -> Iterator[Piece]:
    """What one pupil decided and wrote, and how it was `marked`, beside what happened where that is told."""
    for scene, depth, ballots, _ in answered(lesson):
        if depth is None:
            given = [("", each) for each in ballots if each.who == who]
        else:
            votes = [(words, lesson.answers(round_, depth).get(who)) for round_, words in ROUNDS]
            given = [(words, each) for words, each in votes if each is not None]
        if not given and depth is None:
            continue
        yield Heading(scene.title, 3, with_commas(scene.date, scene.place))
        for words, ballot in given:
            label = scene.choices[ballot.choice].label
            yield item(f"{words}: {label}" if words else label, ballot.because)
            if marked:
                yield from marks_of(lesson, ballot)
        if scene.record and (marked or may_know(lesson, who, depth)):
            yield what_happened(scene.record)
    path = lesson.paths.get(who)
    if path is not None:
        yield from listed("Notes", (note.text for note in path.notebook.notes))
        yield from plain_fact("Thesis", path.notebook.thesis, by_player=True)


def may_know(lesson: Lesson, who: str, depth: int | None) -> bool:
    """Whether a pupil may read what happened at a decision: the one at this depth, or one of her own way."""
    if depth is not None:
        return depth < lesson.play.depth or lesson.phase in ("record", "debrief")
    path = lesson.paths.get(who)
    at_the_end = lesson.closed or bool({"", who} & lesson.sent) or (path is not None and path.ended)
    return lesson.opened.tell != "end" or at_the_end


def marks_of(lesson: Lesson, ballot: Ballot) -> Iterator[Piece]:
    """How a reason was marked, and what the teacher says to it."""
    marks = lesson.marks.get(ballot.number, {})
    if marks:
        yield quiet(
            ", ".join(f"{skill} {marks[skill].mark} of 3" for skill in SKILLS if skill in marks) + "."
        )
    yield from map(quiet, dict.fromkeys(each.comment for each in marks.values() if each.comment))
