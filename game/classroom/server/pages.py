"""The pages of pupils and of the board: whole, as data for a script, and as a stream."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from game.classroom.in_words import for_one
from game.classroom.keys import Holder, form_token
from game.classroom.seen import to_send
from game.classroom.server.served import (
    COOKIE,
    TEMPLATES,
    Classroom,
    NotAllowed,
    fragment,
    handles,
    now,
    page,
)
from game.classroom.server.streams import PageData, stream
from game.classroom.views import own_view, pupil_view, shared_view
from game.classroom.views_alone import own_way_view
from game.web.joining import joined

HERE = Path(__file__).parents[1]


@cache
def file_named(name: str) -> tuple[bytes, str] | None:
    """A file that pages ask for, and its kind; None where there is no such."""
    if name == "player.js":
        return joined("in_class.js").encode(), "text/javascript"
    kind = {".css": "text/css", ".js": "text/javascript"}.get(Path(name).suffix, "")
    if name not in ("class.css", "class.js", "try.js", "offline.js"):
        return None
    looks = (HERE.parent / "web" / "player" / "page.css").read_bytes() if name == "class.css" else b""
    return looks + (HERE / "static" / name).read_bytes(), kind


@handles
async def pupil_page(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    assert holder is not None
    lesson = classroom.lesson
    title = f"{lesson.case.title}: the lesson"
    if lesson.mode == "alone":
        own, code = own_way_view(lesson, holder.who), classroom.room.row.code
        return page("own_way.html", title=title, role="alone", code=code, view=own, case=lesson.case)
    view = pupil_view(lesson, holder.who)
    token = form_token(request.cookies.get(COOKIE, ""))
    return page("pupil_page.html", title=title, view=view, token=token, role="pupil", number=lesson.last)


@handles
async def pupil_now(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """For a page whose stream does not get through, and for programs: what there is to see now."""
    assert holder is not None
    classroom.presence.asked(holder.who, now())
    draw = for_program if "words" in request.query_params else for_pupil
    return in_full(classroom, draw(classroom, holder))


def for_program(classroom: Classroom, holder: Holder) -> PageData:
    """What one pupil's program needs: the same in plain words."""
    return PageData(members({"view": to_send(for_one(classroom.lesson, holder.who))}))


def for_pupil(classroom: Classroom, holder: Holder) -> PageData:
    """What one pupil's page needs: the part that all share, drawn once, and her own answer."""
    if classroom.lesson.mode == "alone":
        return PageData("", members(own_way_view(classroom.lesson, holder.who)))
    return PageData(drawn_for_pupils(classroom), members(own_view(classroom.lesson, holder.who)))


def members(data: Mapping[str, Any]) -> str:
    """The members of a JSON object."""
    return json.dumps(data, ensure_ascii=False)[1:-1]


def in_full(classroom: Classroom, shown: PageData) -> Response:
    """All that there is to see, as an answer, with the number of the last event that it knows of.

    It may reach a page after its stream has told of something newer; then the page leaves it.
    """
    headers = {"Lesson-Number": str(classroom.lesson.last)}
    return Response(shown.after().encode(), media_type="application/json", headers=headers)


def drawn_for_pupils(classroom: Classroom) -> str:
    """The page that all pupils share, drawn anew only when something on it has changed."""
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
        view = {**shared_view(lesson), "answered": None, "name": "", "mine": None, "counted": False}
        drawn = members({"html": fragment("pupil.html", view=view, token="")})
    classroom.for_pupils = (lesson, state, drawn)
    return drawn


@handles
async def pupil_events(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """A stream: the page again whenever it has changed for this pupil."""
    assert holder is not None
    draw = for_program if "words" in request.query_params else for_pupil
    return stream(classroom, request, holder, lambda: draw(classroom, holder), pause=0)


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
    return in_full(classroom, drawn_board(classroom))


def drawn_board(classroom: Classroom) -> PageData:
    """The board, drawn once however many look at it."""
    return drawn_once(classroom, "board", lambda: fragment("board.html", **on_board(classroom)))


def drawn_once(classroom: Classroom, which: str, draw: Callable[[], str], beside: object = None) -> PageData:
    """A page, drawn anew only when something has happened since, or `beside` is another."""
    found = classroom.drawn.get(which)
    if found is None or found[0] is not classroom.lesson or found[1] != beside:
        drawn = members({"html": draw()})
        found = classroom.drawn[which] = (classroom.lesson, beside, drawn)
    return PageData(found[2])


@handles
async def board_events(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    assert holder is not None
    return stream(classroom, request, holder, lambda: drawn_board(classroom))


@handles
async def static(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    found = file_named(request.path_params["file"])
    if found is None:
        raise NotAllowed("There is no such file.", 404)
    data, kind = found
    headers = {"Cache-Control": "max-age=3600", "Vary": "Accept-Encoding"}
    if request.path_params["file"] == "offline.js":
        headers["Service-Worker-Allowed"] = "/lesson"
    if "gzip" in request.headers.get("accept-encoding", ""):
        data, headers["Content-Encoding"] = deflated(data), "gzip"
    return Response(data, media_type=kind, headers=headers)


@cache
def address_of_file(name: str) -> str:
    """Where pages find a file; another content has another address, so that no page meets an older one."""
    found = file_named(name)
    assert found is not None
    return f"/static/{name}?{hashlib.sha256(found[0]).hexdigest()[:8]}"


TEMPLATES.globals["file"] = address_of_file


@cache
def deflated(data: bytes) -> bytes:
    """A file as it travels to a browser that can inflate it."""
    return gzip.compress(data)
