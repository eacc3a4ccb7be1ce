"""The application: what holds for every request, and the role that each address asks for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route as Address
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.classroom.guesses import TooManyGuesses
from game.classroom.keys import typed_code
from game.classroom.roles import ROUTES, Route
from game.classroom.room import Busy, Refused
from game.classroom.server import (  # noqa: F401 (they fill HANDLERS)
    coming_in,
    handing_in,
    own_way,
    pages,
    teacher_pages,
    to_keep,
    trying,
)
from game.classroom.server.served import (
    HANDLERS,
    LONGEST_NOTEBOOK,
    Classroom,
    NotAllowed,
    joining_page,
    key_of,
    page,
    wants_data,
    words_of,
)
from game.classroom.store import CannotKeep
from game.phrases import capitalised
from game.play.sanitise import one_line

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}


def application(classroom: Classroom) -> ASGIApp:
    """The whole lesson as an ASGI application; the room's writer runs as long as it does."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        writing = asyncio.create_task(classroom.room.run())
        try:
            yield
        finally:
            writing.cancel()

    return Guard(Starlette(routes=addresses(classroom), lifespan=life), classroom.hosts)


def addresses(classroom: Classroom) -> list[Address]:
    """What is done at every address of a lesson."""
    return [Address(each.path, guarded(classroom, each), methods=[each.method]) for each in ROUTES]


class Guard:
    """What holds for every request: a known host, no foreign origin, a small body, and safe headers.

    `others` are the links of further servers that a form of ours may lead to.
    """

    def __init__(self, inner: ASGIApp, hosts: frozenset[str], others: Sequence[str] = ()) -> None:
        self.inner, self.hosts = inner, hosts
        policy = " ".join((HEADERS["Content-Security-Policy"], *others))
        self.headers = {**HEADERS, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if sum(name == b"host" for name, _ in scope["headers"]) > 1:
            headers["host"] = ""
        why = self.why_not(headers, scope["method"])
        if why:
            await PlainTextResponse(why, 403, HEADERS)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    sent.setdefault(name, value)
            await send(message)

        await self.inner(scope, receive, with_headers)

    def why_not(self, headers: Mapping[str, str], method: str) -> str:
        """Why a request is refused before anything looks at it; "" if it is not."""
        if headers.get("host", "") not in self.hosts:
            return "This address is not the lesson's."
        origin = headers.get("origin")
        foreign = origin is not None and origin.partition("://")[2] not in self.hosts
        elsewhere = headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
        if foreign or (elsewhere and method != "GET"):
            return "Another page may not do that."
        length = headers.get("content-length") or "0"
        if not (length.isascii() and length.isdigit()) or len(length) > 9 or int(length) > LONGEST_NOTEBOOK:
            return "That is too long."
        return ""


def guarded(classroom: Classroom, route: Route) -> Callable[[Request], Awaitable[Response]]:
    """The function behind one address: the role is looked at here, and nowhere else."""
    handler = HANDLERS[route.name]

    async def answer(request: Request) -> Response:
        holder = classroom.holder(key_of(request))
        if "anyone" not in route.roles and (holder is None or holder.role not in route.roles):
            return refusal(request, NotAllowed("Join the lesson first.", 401))
        try:
            return await handler(classroom, request, holder)
        except NotAllowed as why:
            return refusal(request, why)
        except TooManyGuesses as too_many:
            return refusal(request, NotAllowed(str(too_many), 429))
        except Refused as why_refused:
            return refusal(request, NotAllowed(str(why_refused), 409))
        except (Busy, CannotKeep) as why_not_now:
            return refusal(request, NotAllowed(capitalised(str(why_not_now)), 503))

    return answer


COMING_IN = ("/join", "/come-back", "/j/")
"""Addresses at which somebody comes in: she is told why not above the form to try again with."""


def refusal(request: Request, why: NotAllowed) -> Response:
    """Why something was not done: in words for a program, on a page for a person."""
    if wants_data(request):
        return JSONResponse({"why": str(why)}, why.status)
    if request.url.path.startswith(COMING_IN):
        form = getattr(request.state, "form", {})
        typed = {name: one_line(words_of(form, name)) for name in ("seat", "phrase")}
        typed["code"] = typed_code(words_of(form, "code"))
        return joining_page(why.status, typed, str(why), coming_back=request.url.path == "/come-back")
    back = "/teacher" if request.url.path.startswith("/teacher") else "/lesson"
    back = "/" if why.status == 401 else back
    return page("said.html", why.status, title="That was not done", why=str(why), back=back, role="front")
