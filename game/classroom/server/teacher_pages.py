"""The teacher's pages: the lesson, its decisions, marking and the map; whole, as data, and as a stream."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from game.classroom.keys import Holder, form_token
from game.classroom.presence import State
from game.classroom.server.pages import drawn_once, in_full
from game.classroom.server.served import COOKIE, Classroom, fragment, handles, key_of, now, page
from game.classroom.server.streams import HEARTBEAT, PageData, stream
from game.classroom.views import teacher_view
from game.classroom.views_alone import decisions_view, grid_view, map_view, marking_view

LOOKING = 0.3
"""Seconds between two looks at what each pupil does just now."""
TITLES = {
    "": "your page",
    "decisions": "decisions and reasons",
    "marking": "marking",
    "map": "the class as one map",
}


@handles
async def teacher_page(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    asked = page_asked(request)
    lesson = classroom.lesson
    # The map plays every path again, which must not keep votes waiting.
    draw = partial(drawing, classroom, request, asked, now())
    template, values = await asyncio.to_thread(draw) if asked == "map" else draw()
    title = f"{lesson.case.title}: {TITLES[asked]}"
    body = Markup(fragment(template, **values))
    return page("teacher_page.html", title=title, role="teacher", number=lesson.last, body=body, page=asked)


@handles
async def teacher_now(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    return in_full(classroom, drawn_for_teacher(classroom, request, page_asked(request)))


@handles
async def teacher_events(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    assert holder is not None
    asked = page_asked(request)
    patience = LOOKING if asked == "" and classroom.lesson.mode == "alone" else HEARTBEAT
    return stream(
        classroom, request, holder, lambda: drawn_for_teacher(classroom, request, asked), patience=patience
    )


def drawn_for_teacher(classroom: Classroom, request: Request, asked: str) -> PageData:
    """One of the teacher's pages; one for each key, since its forms hold what belongs to the key."""

    def draw() -> str:
        template, values = drawing(classroom, request, asked, now())
        return fragment(template, **values)

    which = f"{asked}?{request.url.query} {key_of(request)}"
    grid = asked == "" and classroom.lesson.mode == "alone"
    beside = classroom.notices, classroom.reaching.found is None
    return drawn_once(classroom, which, draw, signs(classroom) if grid else beside)


def page_asked(request: Request) -> str:
    """Which of the teacher's pages is meant: by its address, or as a script asks for it."""
    asked = request.query_params.get("page", request.url.path.rpartition("/")[2])
    return asked if asked in TITLES else ""


def drawing(classroom: Classroom, request: Request, asked: str, at: float) -> tuple[str, dict[str, Any]]:
    """The template of a page, and what it is drawn from."""
    lesson = classroom.lesson
    values: dict[str, Any] = {
        "code": classroom.room.row.code,
        "address": classroom.address,
        "token": form_token(request.cookies.get(COOKIE, "")),
        "notices": classroom.notices,
    }
    given = request.query_params
    if asked == "decisions":
        return "decisions.html", {
            **values,
            "view": {"case": lesson.case, "decisions": decisions_view(lesson)},
        }
    if asked == "marking":
        number = given.get("reason", "")
        reason = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
        return "marking.html", {**values, "view": marking_view(lesson, reason, given.get("skill", ""))}
    if asked == "map":
        return "map.html", {**values, "view": map_view(lesson, classroom.reaching.so_far(lesson))}
    if lesson.mode == "alone":
        view = grid_view(lesson, state_in(classroom, at), datetime.now(UTC), given.get("by", ""))
        return "grid.html", {**values, "view": view}
    return "teacher.html", {**values, "view": teacher_view(lesson)}


def state_in(classroom: Classroom, at: float) -> Callable[[str], State]:
    """What somebody does at this time of the server's clock, by her id."""

    def state_of(who: str) -> State:
        return classroom.presence.state(who, at)

    return state_of


def signs(classroom: Classroom) -> object:
    """What changes the grid beside events: what each does, and the minutes."""
    state_of, minute = state_in(classroom, now()), int(now() // 20)
    return minute, classroom.notices, tuple(state_of(person.id) for person in classroom.lesson.present)
