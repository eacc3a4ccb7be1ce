"""What each role may see of a lesson in which each goes her own way, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any, get_args

from markupsafe import Markup

from game.case.model import Scene
from game.classroom import map_pages, map_words
from game.classroom.answered import Answered, answered, name_of
from game.classroom.events import Skill
from game.classroom.lesson import Ballot, Lesson, Participant, path_of
from game.classroom.map_picture import place_of, svg
from game.classroom.other_ways import Proved
from game.classroom.presence import State
from game.classroom.reading import given_words
from game.classroom.reports import map_of
from game.classroom.views import LETTERS
from game.play.captions import with_commas
from game.play.report.document import Piece
from game.play.report.html import flow
from game.web.prose_html import blocks_html

Data = dict[str, Any]
SKILLS: tuple[Skill, ...] = get_args(Skill)
ORDERS: Mapping[str, str] = {"name": "Name", "scene": "Where", "minutes": "There for", "state": "Now"}
"""By what the grid can be put in order, and the heading of each column."""


def own_way_view(lesson: Lesson, who: str) -> Data:
    """What a pupil's page has to know beside the case: whether she may go on."""
    person = lesson.participants.get(who)
    return {
        "mode": lesson.mode,
        "name": person.name if person else "",
        "held": "The lesson is over." if lesson.closed else lesson.why_held(who),
        "locked": sorted(lesson.locked),
        "sent": bool({"", who} & lesson.sent),
        "closed": lesson.closed,
        "tell": lesson.opened.tell,
        "given": given_words(lesson.opened.minutes),
        "depth": path_of(lesson, who).depth,
    }


def grid_view(lesson: Lesson, state_of: Callable[[str], State], now: datetime, by: str) -> Data:
    """Everybody in the room: where, for how long, and doing what; and how the class is held up."""
    rows = [grid_row(lesson, person, state_of, now) for person in lesson.present]
    order = by if by in ORDERS else "name"
    places = {id_: place for place, id_ in enumerate(lesson.case.scenes)}
    rows.sort(key=itemgetter("name"))
    if order == "scene":
        rows.sort(key=lambda row: places[row["scene_id"]])
    elif order != "name":
        rows.sort(key=itemgetter(order), reverse=order == "minutes")
    return {
        "case": lesson.case,
        "closed": lesson.closed,
        "barred": lesson.barred,
        "here": len(rows),
        "rows": rows,
        "orders": ORDERS,
        "by": order,
        "all_paused": "" in lesson.paused,
        "all_sent": "" in lesson.sent,
        "checkpoints": [
            {"id": scene.id, "title": scene.title, "locked": scene.id in lesson.locked}
            for scene in lesson.case.scenes.values()
            if scene.checkpoint or scene.id in lesson.locked
        ],
        "out": [person for person in lesson.participants.values() if person.out],
        "unread": sum(len(unread(lesson, each)) for each in answered(lesson)),
    }


def grid_row(lesson: Lesson, person: Participant, state_of: Callable[[str], State], now: datetime) -> Data:
    path = path_of(lesson, person.id)
    chapter = lesson.case.chapter(path.scene.chapter)
    since = lesson.moved.get(person.id, person.joined)
    state: str = state_of(person.id)
    return {
        "id": person.id,
        "name": person.name,
        "seat": person.seat,
        "scene_id": path.scene.id,
        "scene": path.scene.title,
        "chapter": chapter.title if chapter else "",
        "minutes": max(int((now - since).total_seconds() // 60), 0),
        "state": "finished" if path.ended and state != "offline" else state,
        "decisions": sum(step.is_decision and not step.passed for step in path.steps),
        "paused": person.id in lesson.paused,
        "sent": person.id in lesson.sent,
        "held": bool(lesson.why_held(person.id)),
    }


# --- decisions, and the reasons behind them ----------------------------------------------------------


def decisions_view(lesson: Lesson) -> list[Data]:
    """Every decision that was answered: how many took which course, and every reason."""
    return [decision_view(lesson, each) for each in answered(lesson)]


def decision_view(lesson: Lesson, found: Answered) -> Data:
    scene = found.scene
    most = max((*found.counts.values(), 1))
    fresh = unread(lesson, found)
    return {
        **heading(scene),
        "courses": [
            {
                "letter": letter,
                "label": choice.label,
                "count": found.counts.get(choice.id, 0),
                "tenths": round(10 * found.counts.get(choice.id, 0) / most),
                "recorded": choice.id in scene.recorded,
                "reasons": [reason_view(lesson, each) for each in found.reasons if each.choice == choice.id],
            }
            for letter, choice in zip(LETTERS, scene.choices.values(), strict=False)
            if not choice.shut
        ],
        "unread": fresh,
        "questions": [question.ask for question in scene.record.discuss] if scene.record else [],
    }


def heading(scene: Scene) -> Data:
    return {
        "id": scene.id,
        "title": scene.title,
        "where": with_commas(scene.date, scene.place),
        "ask": scene.ask,
    }


def unread(lesson: Lesson, found: Answered) -> list[int]:
    """The reasons that the teacher has not read yet, by number."""
    return [each.number for each in found.reasons if each.number not in lesson.looked_at]


def reason_view(lesson: Lesson, ballot: Ballot) -> Data:
    documents = lesson.case.documents
    return {
        "number": ballot.number,
        "name": name_of(lesson, ballot),
        "because": ballot.because,
        "papers": ", ".join(documents[paper].title for paper in ballot.cites if paper in documents),
        "new": ballot.number not in lesson.looked_at,
        "marks": {skill: given.mark for skill, given in lesson.marks.get(ballot.number, {}).items()},
    }


# --- marking -----------------------------------------------------------------------------------------


def marking_view(lesson: Lesson, number: int, skill: str) -> Data:
    """One reason to mark: the one with this number, else the next that has no mark in this skill."""
    chosen = next((each for each in SKILLS if each == skill), SKILLS[0])
    everything = [(found.scene, each) for found in answered(lesson) for each in found.reasons]
    unmarked = [each.number for _, each in everything if chosen not in lesson.marks.get(each.number, {})]
    numbers = [each.number for _, each in everything]
    here = number if number in numbers else next(iter(unmarked), next(iter(numbers), 0))
    current = next(((scene, each) for scene, each in everything if each.number == here), None)
    behind = numbers.index(here) + 1 if here in numbers else 0
    following = [each for each in (*numbers[behind:], *numbers[:behind]) if each in unmarked and each != here]
    marks = lesson.marks.get(here, {})
    return {
        "case": lesson.case,
        "skills": SKILLS,
        "skill": chosen,
        "left": len(unmarked),
        "all": len(numbers),
        "place": behind,
        "before": numbers[behind - 2] if behind > 1 else 0,
        "next": following[0] if following else 0,
        "scene": heading(current[0]) if current else None,
        "reason": reason_view(lesson, current[1]) if current else None,
        "label": current[0].choices[current[1].choice].label if current else "",
        "comment": next((each.comment for each in marks.values() if each.comment), ""),
    }


# --- the map -----------------------------------------------------------------------------------------


def map_view(lesson: Lesson, proved: Proved | None) -> Data:
    """The class as one map: the picture, and the same in words."""
    drawn = map_of(lesson, proved)
    return {
        "picture": Markup(svg(drawn, linked=True)),
        "key": map_pages.KEY,
        "parted": in_html(map_pages.where_it_parted(drawn)),
        "untried": [
            {
                "id": place_of(fork, branch),
                "label": branch.choice.label,
                "where": map_words.title_and_date(fork.scene),
                "fate": branch.fate,
                "words": map_words.FATES[branch.fate],
                "told": list(map_words.closed_words(drawn, fork, branch)),
                "recorded": branch.recorded,
                "otherwise": Markup(blocks_html(branch.choice.otherwise)),
            }
            for fork, branch in drawn.untried
        ],
        "unseen": in_html(map_pages.where_nobody_came(drawn)),
        "doors": in_html(map_pages.doors_behind(drawn.doors)),
    }


def in_html(pieces: Iterable[Piece]) -> Markup:
    """Pieces of a report on a page of the lesson; every word in them is escaped."""
    return Markup("\n".join(flow(pieces)))
