"""What each may see of a lesson, in plain words: for a pupil's program, and for the teacher's terminal.

As on the pages, there is no count in it before counts may be known, no name but her own, and no reason but
her own and those that are pinned.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from game.case.model import Document, Record
from game.case.prose import Memory, paragraphs, plain
from game.classroom import seen
from game.classroom.lesson import Lesson, offers_at
from game.classroom.reading import ToldPassage, given_words, time_to_read, what_led_here
from game.classroom.views import (
    LETTERS,
    TO_ALL,
    TO_PUPILS,
    counts_view,
    own_ballot,
    pinned_view,
)
from game.play.captions import with_commas
from game.play.playthrough import Playthrough

CLOSED = "This is closed."
LESSON_OVER = "The lesson is over. Thank you."


def for_all(lesson: Lesson) -> seen.LessonSeen:
    """What the projector shows: how many have answered, but no name."""
    return shared(lesson)._replace(
        said="The lesson is over" if lesson.closed else TO_ALL[lesson.phase],
        here=len(lesson.present),
        answered=len(lesson.answers(lesson.round)) if lesson.round else 0,
    )


def for_one(lesson: Lesson, who: str) -> seen.LessonSeen:
    """What one pupil's program is told."""
    person, mine = lesson.participants.get(who), own_ballot(lesson, who)
    return shared(lesson)._replace(
        name=person.name if person else "",
        counted=who in lesson.answers(lesson.round or lesson.last_round),
        mine=seen.OwnAnswer(mine.choice, mine.because, mine.cites) if mine else None,
        way=way(lesson, who) if lesson.mode == "alone" else None,
    )


def shared(lesson: Lesson) -> seen.LessonSeen:
    """What everybody may see."""
    moment = lesson.play.moment
    over = lesson.phase == "debrief" or moment.ended
    to_pupils = "Each goes her own way." if lesson.mode == "alone" else TO_PUPILS[lesson.phase]
    at_decision = not over and lesson.phase != "lobby" and lesson.mode == "together"
    return seen.LessonSeen(
        lesson.mode,
        lesson.phase,
        LESSON_OVER if lesson.closed else to_pupils,
        lesson.case.title,
        lesson.case.question,
        given_words(lesson.opened.minutes),
        split(lesson.case.content_note),
        depth=lesson.play.depth,
        round=lesson.round or "",
        closed=lesson.closed,
        over=over,
        scene=scene_seen(lesson.play) if at_decision else None,
        counts=counts_seen(lesson) if lesson.counts_are_known and at_decision else None,
        pinned=tuple(seen.PinSeen(each["letter"], each["because"]) for each in pinned_view(lesson)),
        record=record_seen(lesson.play.scene.record) if lesson.phase == "record" else None,
    )


def split(markdown: str, memory: Memory | None = None) -> tuple[str, ...]:
    """A text as the words of its paragraphs."""
    return tuple(
        f"– {each.text}" if each.item else each.text for each in paragraphs(markdown, memory) if each.text
    )


def several(texts: Iterable[str], memory: Memory | None) -> tuple[str, ...]:
    return tuple(each for text in texts for each in split(text, memory))


@lru_cache(maxsize=16)
def scene_seen(play: Playthrough) -> seen.SceneSeen:
    """The decision at which the class stands: to read, and to choose from. Every pupil is told the same."""
    moment = play.moment
    scene, memory = moment.scene, moment.memory
    followed = tuple(what_led_here(play))
    return seen.SceneSeen(
        scene.title,
        with_commas(scene.date, scene.place),
        plain(scene.perspective, memory),
        several(moment.paragraphs, memory),
        several(moment.simpler, memory),
        plain(scene.ask),
        scene.because,
        time_to_read(moment, followed),
        tuple(map(passage_seen, followed)),
        tuple(paper_seen(paper.document) for paper in moment.documents),
        tuple(
            seen.CourseSeen(letter, offer.id, offer.label, "" if offer.open else offer.reason or CLOSED)
            for letter, offer in zip(LETTERS, offers_at(play), strict=False)
        ),
    )


def passage_seen(told: ToldPassage) -> seen.PassageSeen:
    text, simpler = several(told.paragraphs, told.memory), several(told.simpler, told.memory)
    return seen.PassageSeen(told.title, told.where, text, simpler)


def paper_seen(document: Document) -> seen.PaperSeen:
    """A paper: where it comes from, its own words, and what it says."""
    return seen.PaperSeen(
        document.id,
        document.title,
        with_commas(document.author, document.date),
        split(document.provenance),
        split(document.extract.text) if document.extract else (),
        split(document.text),
    )


def counts_seen(lesson: Lesson) -> seen.CountsSeen:
    """How many took each course."""
    counts = counts_view(lesson)
    rows = tuple(
        seen.CountSeen(row["letter"], row["label"], row["before"], row["after"]) for row in counts["rows"]
    )
    return seen.CountsSeen(rows, counts["both"], counts["moved"], counts["answered_both"])


def record_seen(record: Record | None) -> seen.RecordSeen | None:
    """What happened at this decision."""
    if record is None:
        return None
    return seen.RecordSeen(
        plain(record.in_short),
        split(record.happened),
        split(record.why),
        str(record.certainty),
        tuple(seen.ViewSeen(view.who, split(view.argues), plain(view.against)) for view in record.views),
        tuple(plain(question.ask) for question in record.discuss),
    )


def way(lesson: Lesson, who: str) -> seen.OwnWay:
    """What she plays, and whether she may go on."""
    opened = lesson.opened
    sent = bool({"", who} & lesson.sent)
    return seen.OwnWay(
        opened.case,
        opened.version,
        opened.fingerprint,
        opened.chapter,
        opened.route,
        "" if sent else lesson.why_held(who),
        sent,
        opened.tell,
    )
