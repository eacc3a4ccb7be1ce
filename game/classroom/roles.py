"""Who may do what: one table of every address, and every event that a role may hand in."""

from __future__ import annotations

from typing import Literal, NamedTuple

from game.classroom.keys import Role

Method = Literal["GET", "POST"]
Who = Literal["anyone"] | Role


class Route(NamedTuple):
    """One address: what is done there is the function of this name in `server`."""

    method: Method
    path: str
    name: str
    roles: tuple[Who, ...]


ROUTES: tuple[Route, ...] = (
    Route("GET", "/", "front", ("anyone",)),
    Route("GET", "/j/{code}", "front", ("anyone",)),
    Route("POST", "/join", "join", ("anyone",)),
    Route("POST", "/come-back", "come_back", ("anyone",)),
    Route("GET", "/enter/{key}", "enter", ("anyone",)),
    Route("GET", "/static/{file}", "static", ("anyone",)),
    Route("GET", "/favicon.ico", "no_picture", ("anyone",)),
    Route("GET", "/try", "try_out", ("anyone",)),
    Route("POST", "/try", "tried", ("anyone",)),
    Route("GET", "/try/ping", "ping", ("anyone",)),
    Route("GET", "/try/stream", "try_events", ("anyone",)),
    Route("GET", "/lesson", "pupil_page", ("participant",)),
    Route("GET", "/lesson/events", "pupil_events", ("participant",)),
    Route("GET", "/lesson/now", "pupil_now", ("participant",)),
    Route("POST", "/lesson/say", "say", ("participant",)),
    Route("POST", "/lesson/notebook", "keep_notebook", ("participant",)),
    Route("POST", "/lesson/here", "here", ("participant",)),
    Route("GET", "/lesson/case", "compiled_case", ("participant",)),
    Route("GET", "/lesson/path", "own_path", ("participant",)),
    Route("GET", "/lesson/mine", "take_home", ("participant",)),
    Route("GET", "/board", "board_page", ("board", "teacher")),
    Route("GET", "/board/events", "board_events", ("board", "teacher")),
    Route("GET", "/board/now", "board_now", ("board", "teacher")),
    Route("GET", "/teacher", "teacher_page", ("teacher",)),
    Route("GET", "/teacher/events", "teacher_events", ("teacher",)),
    Route("GET", "/teacher/now", "teacher_now", ("teacher",)),
    Route("GET", "/teacher/decisions", "teacher_page", ("teacher",)),
    Route("GET", "/teacher/marking", "teacher_page", ("teacher",)),
    Route("GET", "/teacher/map", "teacher_page", ("teacher",)),
    Route("POST", "/teacher/say", "say", ("teacher",)),
    Route("GET", "/teacher/report.{ending}", "report", ("teacher",)),
    Route("GET", "/teacher/pupils.{ending}", "pupils_report", ("teacher",)),
    Route("GET", "/teacher/start.html", "next_start", ("teacher",)),
)

EVENTS: dict[Role, frozenset[str]] = {
    "participant": frozenset(("voted", "stepped", "wentback", "wrote")),
    "board": frozenset(),
    "phrase": frozenset(),
    "teacher": frozenset(
        (
            *("removed", "barred", "turned", "counted", "spoken", "pinned", "showed", "covered", "followed"),
            *("paused", "locked", "sent", "marked", "lookedat", "closed"),
        )
    ),
}
"""Which events each role may hand in; `joined` and `opened` are the server's own."""
