"""What is taken along: a pupil's own page, and the report of the class."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from game.classroom.keys import Holder
from game.classroom.reports import lesson_pages, lesson_table, one_page, own_pages, pupils_pages
from game.classroom.server.served import Classroom, NotAllowed, handles
from game.play.output_files import safe_name
from game.play.report.document import Piece
from game.play.report.html import as_html
from game.play.report.markdown import as_markdown


@handles
async def take_home(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """What one pupil decided and wrote, to keep; on her own way her whole playthrough, with its plan."""
    assert holder is not None
    lesson = classroom.lesson
    return in_form("html", f"{lesson.case.title}: mine", tuple(own_pages(lesson, holder.who)))


@handles
async def report(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The class as a page, as Markdown, or as a table."""
    lesson, ending = classroom.lesson, request.path_params["ending"]
    if ending == "csv":
        named = f'attachment; filename="{safe_name(lesson.case.id, classroom.room.row.code.lower())}.csv"'
        headers = {"Content-Disposition": named}
        return Response(lesson_table(lesson), media_type="text/csv; charset=utf-8", headers=headers)
    proved = await classroom.reaching.whole(lesson)
    # The map plays every path again, which must not keep votes waiting.
    pages = await asyncio.to_thread(lambda: tuple(lesson_pages(lesson, proved)))
    return in_form(ending, f"{lesson.case.title}: the class", pages)


@handles
async def pupils_report(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """Each pupil on a page of her own."""
    lesson = classroom.lesson
    pages = tuple(pupils_pages(lesson))
    return in_form(request.path_params["ending"], f"{lesson.case.title}: each pupil", pages, apart=True)


@handles
async def next_start(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """One page for the start of the next lesson, without a name."""
    lesson = classroom.lesson
    return in_form("html", f"{lesson.case.title}: where we stood", tuple(one_page(lesson)))


def in_form(ending: str, title: str, pages: tuple[Piece, ...], *, apart: bool = False) -> Response:
    """A report in the form that its address names. Raises `NotAllowed` for any other."""
    if ending == "html":
        return HTMLResponse(as_html(title, pages, apart=apart), headers=REPORT_HEADERS)
    if ending == "md":
        return PlainTextResponse(as_markdown(pages))
    raise NotAllowed("There is no such report.", 404)


REPORT_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"}
"""A report brings its own policy, which allows its own style and nothing else."""
