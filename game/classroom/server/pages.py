"""The pages of pupils, board and teacher: whole, as data for a script, and as a stream."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from game.classroom.keys import Holder, form_token
from game.classroom.server.served import COOKIE, Classroom, NotAllowed, fragment, handles, page
from game.classroom.server.streams import stream
from game.classroom.views import pupil_view, shared_view, teacher_view

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
    return JSONResponse(for_pupil(classroom, holder))


def for_pupil(classroom: Classroom, holder: Holder) -> dict[str, Any]:
    """What one pupil's page needs: the part that all share, drawn once, and her own answer."""
    view = pupil_view(classroom.lesson, holder.who)
    return {"html": drawn_for_pupils(classroom), "mine": view["mine"], "name": view["name"]}


def drawn_for_pupils(classroom: Classroom) -> str:
    """The page that all pupils share, drawn anew only when something on it has changed."""
    lesson = classroom.lesson
    state = (
        lesson.phase,
        lesson.play.depth,
        lesson.closed,
        lesson.pinned,
        lesson.covered,
        lesson.counts_are_known
        and (tuple(lesson.counts("vote").items()), tuple(lesson.counts("revote").items())),
    )
    if classroom.for_pupils[0] != state:
        view = {**shared_view(lesson), "answered": None, "name": "", "mine": None}
        classroom.for_pupils = (state, fragment("pupil.html", view=view, token=""))
    return classroom.for_pupils[1]


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
    return JSONResponse({"html": fragment("board.html", **on_board(classroom))})


@handles
async def board_events(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    assert holder is not None
    return stream(classroom, request, holder, lambda: {"html": fragment("board.html", **on_board(classroom))})


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
    return JSONResponse({"html": fragment("teacher.html", **for_teacher(classroom, request))})


@handles
async def teacher_events(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    assert holder is not None
    return stream(
        classroom,
        request,
        holder,
        lambda: {"html": fragment("teacher.html", **for_teacher(classroom, request))},
    )


@handles
async def static(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    found = FILES.get(request.path_params["file"])
    if found is None:
        raise NotAllowed("There is no such file.", 404)
    path, kind = found
    return Response(path.read_bytes(), media_type=kind, headers={"Cache-Control": "max-age=3600"})
