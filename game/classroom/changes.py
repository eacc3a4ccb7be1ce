"""What an event changes: the lesson before it, and the lesson after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from game.case.model import Case
from game.classroom import events as said
from game.classroom.events import Event, Phase
from game.classroom.lesson import Ballot, Lesson, Participant, path_of, taken
from game.classroom.rules import why_not
from game.play.history import with_papers_read
from game.play.playthrough import Playthrough
from game.play.steps import Notebook

Key = TypeVar("Key")
Value = TypeVar("Value")


def fold(lesson: Lesson, log: Sequence[Event]) -> Lesson:
    """What is true after these events, too."""
    for event in log:
        lesson = after(lesson, event)
    return lesson


def after(lesson: Lesson, event: Event) -> Lesson:
    """What is true after one more event. An event that does not fit changes nothing but the count."""
    lesson = replace(lesson, last=event.number)
    if why_not(lesson, event.who, event.body):
        return lesson
    who, body = event.who, event.body
    match body:
        case said.Joined():
            joined = Participant(who, body.name, body.seat, body.client, event.at)
            return replace(lesson, participants=plus(lesson.participants, who, joined))
        case said.Removed():
            changed = replace(lesson.participants[body.participant], out=body.out)
            return replace(lesson, participants=plus(lesson.participants, body.participant, changed))
        case said.Turned():
            return turned(lesson, body.phase)
        case said.Voted():
            ballot = Ballot(event.number, who, body.choice, body.because, body.cites)
            place = (body.depth, body.round)
            votes = plus(lesson.ballots.get(place, {}), who, ballot)
            return replace(
                lesson, ballots=plus(lesson.ballots, place, votes), moved=plus(lesson.moved, who, event.at)
            )
        case said.Counted():
            place = (body.depth, body.round)
            hands = plus(lesson.hands.get(place, {}), body.choice, body.hands)
            return replace(lesson, hands=plus(lesson.hands, place, hands))
        case said.Spoken():
            place = (body.depth, body.round)
            ballot = Ballot(event.number, "", body.choice, body.because)
            return replace(lesson, spoken=plus(lesson.spoken, place, (*lesson.spoken.get(place, ()), ballot)))
        case said.Pinned():
            return replace(lesson, pinned=body.reasons)
        case said.Showed():
            return replace(lesson, counts_shown=body.counts)
        case said.Covered():
            return replace(lesson, covered=body.covered)
        case said.Barred():
            return replace(lesson, barred=body.barred)
        case said.Followed():
            return followed(lesson, body.choice)
        case said.Closed():
            return replace(lesson, closed=body.over)
        case _:
            return after_alone(lesson, event)


def after_alone(lesson: Lesson, event: Event) -> Lesson:
    """What is true after an event of a lesson in which each goes her own way, or of marking."""
    who, body = event.who, event.body
    match body:
        case said.Stepped():
            return walked(lesson, event, taken(path_of(lesson, who), body))
        case said.WentBack():
            path = path_of(lesson, who)
            while path.depth > body.depth:
                path = path.undo()
            return walked(lesson, event, path)
        case said.Wrote():
            path = path_of(lesson, who).with_notebook(notebook_of(lesson.case, body))
            return replace(lesson, paths=plus(lesson.paths, who, path))
        case said.Paused():
            return replace(lesson, paused=with_or_without(lesson.paused, body.participant, body.paused))
        case said.Locked():
            return replace(lesson, locked=with_or_without(lesson.locked, body.scene, body.locked))
        case said.Sent():
            return replace(lesson, sent=with_or_without(lesson.sent, body.participant, body.sent))
        case said.Marked():
            marks = plus(lesson.marks.get(body.reason, {}), body.skill, body)
            return replace(lesson, marks=plus(lesson.marks, body.reason, marks))
        case said.LookedAt():
            return replace(lesson, looked_at=lesson.looked_at | set(body.reasons))
    return lesson


def walked(lesson: Lesson, event: Event, path: Playthrough) -> Lesson:
    """A participant stands somewhere else on her own way."""
    who, numbers = event.who, lesson.numbers.get(event.who, ())[: path.depth]
    numbers += (event.number,) * (path.depth - len(numbers))
    return replace(
        lesson,
        paths=plus(lesson.paths, who, path),
        numbers=plus(lesson.numbers, who, numbers),
        moved=plus(lesson.moved, who, event.at),
    )


def turned(lesson: Lesson, phase: Phase) -> Lesson:
    """Another phase; a new decision begins with nothing pinned and nothing shown."""
    fresh = phase in ("lobby", "brief", "vote")
    return replace(
        lesson,
        phase=phase,
        pinned=() if fresh else lesson.pinned,
        counts_shown=lesson.counts_shown and not fresh,
    )


def followed(lesson: Lesson, choice: str) -> Lesson:
    """The class goes on: to the brief of the next decision, or to the debrief."""
    play = with_papers_read(lesson.play).choose(choice).through_passages()
    over = play.ended or lesson.opened.scene is not None
    return turned(replace(lesson, play=play), "debrief" if over else "brief")


def notebook_of(case: Case, body: said.Wrote) -> Notebook:
    """What somebody has written, as far as her case has what it is about."""
    documents, causes, claims = case.documents, case.causes, case.claims
    weighed = {
        (each.document, each.cause): each.bearing
        for each in body.weighed
        if each.document in documents and each.cause in causes
    }
    return Notebook(
        tuple(dict.fromkeys(each for each in body.opened if each in documents)),
        MappingProxyType(weighed),
        MappingProxyType({claim: verdict for claim, verdict in body.marks.items() if claim in claims}),
        tuple(each for each in body.notes if not each.document or each.document in documents),
        body.thesis,
        tuple(each for each in body.hunches if each.cause in causes),
    )


def plus(old: Mapping[Key, Value], key: Key, value: Value) -> Mapping[Key, Value]:
    """A mapping with one entry more, or another."""
    # A proxy is united with a dict as fast as two dicts are; unpacking it goes entry by entry.
    return MappingProxyType(old | {key: value} if isinstance(old, MappingProxyType) else {**old, key: value})


def with_or_without(old: frozenset[str], each: str, there: bool) -> frozenset[str]:
    return old | {each} if there else old - {each}
