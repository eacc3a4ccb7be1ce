"""The pages of pupils, board and teacher: whole, as data for a script, and as a stream."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from game.classroom.keys import Holder, form_token
from game.classroom.server.served import COOKIE, Classroom, NotAllowed, fragment, handles, key_of, page
from game.classroom.server.streams import stream
from game.classroom.views import own_view, pupil_view, shared_view, teacher_view

HERE = Path(__file__).parents[1]
FILES = {
    "page.css": (HERE.parent / "web" / "player" / "page.css", "text/css"),
    "class.css": (HERE / "static" / "class.css", "text/css"),
    "class.js": (HERE / "static" / "class.js", "text/javascript"),
}


@handles
async def pupil_page(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    assert holder is not None
    view = pupil_view(classroom.lesson, holder.who)
    token = form_token(request.cookies.get(COOKIE, ""))
    title = f"{classroom.lesson.case.title}: the lesson"
    return page(
        "pupil_page.html", title=title, view=view, token=token, role="pupil", number=classroom.lesson.last
    )


@handles
async def pupil_now(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """For a page whose stream does not get through, and for programs: what there is to see now."""
    assert holder is not None
    return as_data(for_pupil(classroom, holder))


def for_pupil(classroom: Classroom, holder: Holder) -> str:
    """What one pupil's page needs, as JSON: the part that all share, drawn once, and her own answer."""
    own = json.dumps(own_view(classroom.lesson, holder.who), ensure_ascii=False)
    return f'{{"html": {drawn_for_pupils(classroom)}, {own[1:]}'


def as_data(drawn: str) -> Response:
    """What has been drawn as JSON, as an answer."""
    return Response(drawn.encode(), media_type="application/json")


def drawn_for_pupils(classroom: Classroom) -> str:
    """The page that all pupils share, as JSON, drawn anew only when something on it has changed."""
    lesson, (at, before, drawn) = classroom.lesson, classroom.for_pupils
    if at is lesson:
        return drawn
    state = (
        lesson.phase,
        lesson.play.depth,
        lesson.closed,
        lesson.pinned,
        lesson.covered,
        lesson.counts_are_known
        and (tuple(lesson.counts("vote").items()), tuple(lesson.counts("revote").items())),
    )
    if state != before:
        view = {**shared_view(lesson), "answered": None, "name": "", "mine": None}
        drawn = json.dumps(fragment("pupil.html", view=view, token=""), ensure_ascii=False)
    classroom.for_pupils = (lesson, state, drawn)
    return drawn


@handles
async def pupil_events(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """A stream: the page again whenever it has changed for this pupil."""
    assert holder is not None
    return stream(classroom, request, holder, lambda: for_pupil(classroom, holder), pause=0)


@handles
async def board_page(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    lesson = classroom.lesson
    return page(
        "board_page.html", title=lesson.case.title, role="board", number=lesson.last, **on_board(classroom)
    )


def on_board(classroom: Classroom) -> dict[str, Any]:
    code = classroom.room.row.code
    picture = Markup(classroom.picture)
    return {
        "view": shared_view(classroom.lesson),
        "code": code,
        "address": classroom.address,
        "picture": picture,
    }


@handles
async def board_now(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    return as_data(drawn_board(classroom))


def drawn_board(classroom: Classroom) -> str:
    """The board as JSON, drawn once however many look at it."""
    return drawn_once(classroom, "board", lambda: fragment("board.html", **on_board(classroom)))


def drawn_once(classroom: Classroom, which: str, draw: Callable[[], str]) -> str:
    """A page as JSON, drawn anew only when something has happened since."""
    found = classroom.drawn.get(which)
    if found is None or found[0] is not classroom.lesson:
        found = classroom.drawn[which] = (
            classroom.lesson,
            json.dumps({"html": draw()}, ensure_ascii=False),
        )
    return found[1]


@handles
async def board_events(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    assert holder is not None
    return stream(classroom, request, holder, lambda: drawn_board(classroom))


@handles
async def teacher_page(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    values = for_teacher(classroom, request)
    title = f"{classroom.lesson.case.title}: your page"
    return page("teacher_page.html", title=title, role="teacher", number=classroom.lesson.last, **values)


def for_teacher(classroom: Classroom, request: Request) -> dict[str, Any]:
    return {
        "view": teacher_view(classroom.lesson),
        "code": classroom.room.row.code,
        "address": classroom.address,
        "token": form_token(request.cookies.get(COOKIE, "")),
    }


@handles
async def teacher_now(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    return as_data(drawn_for_teacher(classroom, request))


def drawn_for_teacher(classroom: Classroom, request: Request) -> str:
    """The teacher's page as JSON; one for each key, since its forms hold what belongs to the key."""
    return drawn_once(
        classroom, key_of(request), lambda: fragment("teacher.html", **for_teacher(classroom, request))
    )


@handles
async def teacher_events(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    assert holder is not None
    return stream(classroom, request, holder, lambda: drawn_for_teacher(classroom, request))


@handles
async def static(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    found = FILES.get(request.path_params["file"])
    if found is None:
        raise NotAllowed("There is no such file.", 404)
    path, kind = found
    return Response(path.read_bytes(), media_type=kind, headers={"Cache-Control": "max-age=3600"})
