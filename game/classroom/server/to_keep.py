"""What is taken along: a pupil's own page, and the report of the class."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from game.classroom.keys import Holder
from game.classroom.server.served import Classroom, NotAllowed, handles


@handles
async def take_home(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """What one pupil decided and wrote, to keep."""
    from game.classroom.reports import own_pages
    from game.play.report.html import as_html

    assert holder is not None
    pages = tuple(own_pages(classroom.lesson, holder.who))
    return HTMLResponse(as_html(f"{classroom.lesson.case.title}: mine", pages), headers=REPORT_HEADERS)


@handles
async def report(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The class as a page, as Markdown, or as a table."""
    from game.classroom.reports import lesson_pages, lesson_table
    from game.play.report.html import as_html
    from game.play.report.markdown import as_markdown

    lesson, ending = classroom.lesson, request.path_params["ending"]
    if ending == "html":
        return HTMLResponse(
            as_html(f"{lesson.case.title}: the class", lesson_pages(lesson)), headers=REPORT_HEADERS
        )
    if ending == "md":
        return PlainTextResponse(as_markdown(lesson_pages(lesson)))
    if ending == "csv":
        return Response(lesson_table(lesson), media_type="text/csv; charset=utf-8")
    raise NotAllowed("There is no such report.", 404)


# A report brings its own policy, which allows its own style and nothing else.
REPORT_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"}
