"""What each role may see of a lesson, as plain data that the templates draw.

A pupil's view holds no count before it may be known, no name and no reason but her own and those that are
pinned; a test looks for them on the wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from game.classroom.events import Round
from game.classroom.lesson import PHASES, Ballot, Lesson
from game.classroom.reading import given_words, scene_reading
from game.play.playthrough import Playthrough
from game.web.prose_html import blocks_html, line_html

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Data = dict[str, Any]

TO_PUPILS = {
    "lobby": "You are in. It begins when your teacher says so.",
    "brief": "Read, and open the papers. The vote comes next.",
    "vote": "First vote: decide for yourself, and say why.",
    "discuss": "Talk with somebody who decided otherwise. You can answer once more in a moment.",
    "revote": "Second vote: stay, or change. Say why.",
    "locked": "The vote is closed.",
    "reveal": "What the class decided.",
    "record": "What happened.",
    "debrief": "Leave the role.",
}
TO_ALL = {
    "lobby": "Join now",
    "brief": "Read",
    "vote": "First vote: alone",
    "discuss": "Talk with somebody who decided otherwise",
    "revote": "Second vote",
    "locked": "The vote is closed",
    "reveal": "What the class decided",
    "record": "What happened",
    "debrief": "Leave the role",
}


def shared_view(lesson: Lesson) -> Data:
    """What every pupil and the projector may see."""
    moment = lesson.play.moment
    over = lesson.phase == "debrief" or moment.ended
    return {
        "case": lesson.case,
        "phase": lesson.phase,
        "closed": lesson.closed,
        "said": "The lesson is over. Thank you." if lesson.closed else TO_PUPILS[lesson.phase],
        "to_all": "The lesson is over" if lesson.closed else TO_ALL[lesson.phase],
        "content_note": Markup(blocks_html(lesson.case.content_note)),
        "over": over,
        "depth": lesson.play.depth,
        "round": None if lesson.closed else lesson.round,
        "here": len(lesson.present),
        "answered": len(lesson.answers(lesson.round)) if lesson.round else None,
        "paused": "" in lesson.paused,
        "given": given_words(lesson.opened.minutes),
        "scene": None if over or lesson.phase == "lobby" else scene_view(lesson),
        "counts": counts_view(lesson) if lesson.counts_are_known and not over else None,
        "pinned": pinned_view(lesson),
        "record": record_view(lesson) if lesson.phase == "record" else None,
        "questions": questions(lesson) if lesson.phase == "record" else [],
    }


def pupil_view(lesson: Lesson, who: str) -> Data:
    """What one pupil sees: the shared page, without how many have answered, and her own answer."""
    return {**shared_view(lesson), "answered": None, **own_view(lesson, who)}


def own_view(lesson: Lesson, who: str) -> Data:
    """What only one pupil sees: her name and her own answer."""
    person = lesson.participants.get(who)
    mine = own_ballot(lesson, who)
    return {
        "mine": {"choice": mine.choice, "because": mine.because, "cites": mine.cites} if mine else None,
        "counted": who in lesson.answers(lesson.round or lesson.last_round),
        "name": person.name if person else "",
    }


def own_ballot(lesson: Lesson, who: str) -> Ballot | None:
    """A pupil's own answer at this decision: to the vote that is open, else the one that she gave before."""
    return lesson.answers(lesson.round or lesson.last_round).get(who) or lesson.answers("vote").get(who)


@lru_cache(maxsize=32)
def reading_at(play: Playthrough) -> Mapping[str, Any]:
    """What there is to read where a class stands, which stays the same however often a page is drawn."""
    return scene_reading(play.moment)


def scene_view(lesson: Lesson) -> Data:
    """The decision at which the class stands: to read, and to choose from."""
    return {**reading_at(lesson.play), "courses": courses_view(lesson)}


def courses_view(lesson: Lesson) -> list[Data]:
    """Every course with its letter."""
    return [
        {"letter": letter, "id": offer.id, "label": offer.label, "door": offer.door, "reason": offer.reason}
        for letter, offer in zip(LETTERS, lesson.offers, strict=False)
    ]


def letters_of(lesson: Lesson) -> Mapping[str, str]:
    """The letter of each course by its id."""
    return {course["id"]: course["letter"] for course in courses_view(lesson)}


def counts_view(lesson: Lesson) -> Data:
    """How many took each course in both votes, and who moved, in numbers."""
    before, after = lesson.counts("vote"), lesson.counts("revote")
    most = max((*before.values(), *after.values(), 1))
    letters = letters_of(lesson)
    shift = lesson.shift()
    moved = {pair: count for pair, count in shift.items() if pair[0] != pair[1]}
    return {
        "both": bool(after),
        "rows": [
            {
                **course,
                "before": before.get(course["id"], 0),
                "after": after.get(course["id"], 0),
                "tenths_before": round(10 * before.get(course["id"], 0) / most),
                "tenths_after": round(10 * after.get(course["id"], 0) / most),
            }
            for course in courses_view(lesson)
        ],
        "answered_both": sum(shift.values()),
        "moved": sum(moved.values()),
        "moves": [
            {"count": count, "from": letters.get(one, "?"), "to": letters.get(other, "?")}
            for (one, other), count in sorted(moved.items(), key=lambda each: -each[1])
        ],
    }


def pinned_view(lesson: Lesson) -> list[Data]:
    """The reasons that the teacher has pinned, without names."""
    letters = letters_of(lesson)
    found = [] if lesson.covered else [lesson.reason(number) for number in lesson.pinned]
    return [
        {"letter": letters.get(each.choice, ""), "because": each.because}
        for each in found
        if each is not None and each.because
    ]


def record_view(lesson: Lesson) -> Data | None:
    """What happened at this decision: in short, then all, how sure we are, and who disputes it."""
    record = lesson.play.scene.record
    if record is None:
        return None
    return {
        "in_short": record.in_short,
        "happened": Markup(blocks_html(record.happened)),
        "why": Markup(blocks_html(record.why)),
        "certainty": record.certainty,
        "views": [
            {
                "who": view.who,
                "argues": Markup(blocks_html(view.argues)),
                "against": Markup(line_html(view.against)),
            }
            for view in record.views
        ],
    }


def questions(lesson: Lesson) -> list[str]:
    """What to talk about at the decision at which the class stands."""
    record = lesson.play.scene.record
    return [question.ask for question in record.discuss] if record else []


def teacher_view(lesson: Lesson) -> Data:
    """All of it: who has answered, how many took what, every reason, and what can be done next."""
    place = PHASES.index(lesson.phase)
    reasons = [row for round_ in ("revote", "vote") for row in reasons_view(lesson, round_)]
    return {
        **shared_view(lesson),
        "counts": counts_view(lesson),
        "voted": bool(lesson.answers("vote") or lesson.hands or lesson.spoken),
        "counts_shown": lesson.counts_shown,
        "counts_are_known": lesson.counts_are_known,
        "covered": lesson.covered,
        "barred": lesson.barred,
        "phases": [
            {"id": phase, "words": TO_ALL[phase], "now": phase == lesson.phase, "next": number == place + 1}
            for number, phase in enumerate(PHASES)
            if phase != "debrief" or lesson.play.ended
        ],
        "courses": courses_view(lesson),
        "to_follow": lesson.to_follow,
        "tie": len(lesson.leading) > 1 and not lesson.to_follow,
        "hand_round": lesson.round or lesson.last_round,
        "can_count": lesson.phase in ("vote", "discuss", "revote", "locked"),
        "reasons": reasons,
        "unread": [row["number"] for row in reasons if row["new"]],
        "pinned_numbers": lesson.pinned,
        "people": people_view(lesson),
        "pairs": pairs_that_disagree(lesson),
        "questions": questions(lesson),
    }


def reasons_view(lesson: Lesson, round_: Round) -> list[Data]:
    """Every reason of one vote, what is new first and then by course, with the name that the game gave."""
    letters = letters_of(lesson)
    spoken = lesson.spoken.get((lesson.play.depth, round_), ())
    found = [each for each in (*lesson.answers(round_).values(), *spoken) if each.because]
    return [
        {
            "number": each.number,
            "letter": letters.get(each.choice, ""),
            "because": each.because,
            "name": lesson.participants[each.who].name if each.who else "said aloud",
            "round": round_,
            "new": each.number not in lesson.looked_at,
            "pinned": each.number in lesson.pinned,
            "others": [number for number in lesson.pinned if number != each.number],
        }
        for each in sorted(
            found,
            key=lambda each: (each.number in lesson.looked_at, letters.get(each.choice, "")),
        )
    ]


def people_view(lesson: Lesson) -> list[Data]:
    """Who takes part and whether she has answered, in the order in which they came."""
    answered = lesson.answers(lesson.round) if lesson.round else {}
    waiting = "not yet" if lesson.round else "here"
    return [
        {
            "id": person.id,
            "name": person.name,
            "seat": person.seat,
            "out": person.out,
            "state": "out" if person.out else "answered" if person.id in answered else waiting,
        }
        for person in lesson.participants.values()
    ]


def pairs_that_disagree(lesson: Lesson) -> list[tuple[str, str]]:
    """Names in pairs whose first answers differ, as many as there can be."""
    by_course: dict[str, list[str]] = {}
    for who, ballot in lesson.answers("vote").items():
        person = lesson.participants.get(who)
        if person is not None and not person.out:
            by_course.setdefault(ballot.choice, []).append(person.name)
    pairs: list[tuple[str, str]] = []
    while True:
        fullest = sorted((names for names in by_course.values() if names), key=len, reverse=True)[:2]
        if len(fullest) < 2:
            return pairs
        pairs.append((fullest[0].pop(), fullest[1].pop()))
