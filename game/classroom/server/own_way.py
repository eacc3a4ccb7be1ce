"""What the player of one pupil asks for in a lesson alone: the case, her path, and whether she may go on."""

from __future__ import annotations

import gzip

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from game.classroom.keys import Holder
from game.classroom.lesson import path_of
from game.classroom.server.served import Classroom, handles
from game.classroom.views_alone import own_way_view
from game.play.saves.file_format import fields, written
from game.web.compiled import compiled
from game.web.page import compact


@handles
async def compiled_case(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The case as the browser's player plays it, made once."""
    if not classroom.for_player:
        lesson = classroom.lesson
        plays = {"chapter": lesson.opened.chapter, "route": lesson.opened.route}
        value = compact({**compiled(lesson.case), "plays": plays})
        classroom.for_player = gzip.compress(value.encode("utf-8", "replace"), 6)
    headers = {"Content-Encoding": "gzip", "Cache-Control": "private, max-age=3600"}
    return Response(classroom.for_player, media_type="application/json", headers=headers)


@handles
async def own_path(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """How far a pupil has come, as a save, and whether she may go on."""
    assert holder is not None
    lesson, person = classroom.lesson, classroom.lesson.participants[holder.who]
    played = lesson.moved.get(holder.who, person.joined)
    save = written(path_of(lesson, holder.who), person.joined, played)
    return JSONResponse({"save": fields(save), **own_way_view(lesson, holder.who)})
