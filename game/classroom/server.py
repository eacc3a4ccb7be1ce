"""The lesson over HTTP: one application, whose addresses and roles are the table in `roles`.

Whatever is handed in goes to the `Room`, and is answered once it is on the disk. Pages come whole from the
server and work without a script; with one, a stream of server-sent events brings each new page, and where no
stream gets through the page asks every few seconds.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route as Address
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.classroom.events import body_of
from game.classroom.keys import (
    Holder,
    Role,
    form_token,
    hashed,
    new_id,
    new_key,
    new_name,
    new_phrase,
    same,
    typed_code,
    typed_phrase,
)
from game.classroom.lesson import Lesson
from game.classroom.roles import EVENTS, ROUTES, Route
from game.classroom.room import Busy, Refused, Room
from game.classroom.store import CannotKeep, KeyRow
from game.classroom.views import pupil_view, shared_view, teacher_view
from game.play.sanitise import one_line
from game.play.saves.codec import Unreadable

HERE = Path(__file__).parent
COOKIE = "lesson"
LONGEST_BODY = 8_192
"""Bytes of what a page hands in."""
HEARTBEAT = 5.0
"""Seconds after which a quiet stream says that it is still there."""
BOARD_PAUSE = 0.1
"""Seconds between two pictures of the board and of the teacher's page, so that a burst is drawn once."""
MOST_STREAMS = 2
"""Streams that one key may hold open."""
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}
FILES = {
    "page.css": (HERE.parent / "web" / "player" / "page.css", "text/css"),
    "class.css": (HERE / "static" / "class.css", "text/css"),
    "class.js": (HERE / "static" / "class.js", "text/javascript"),
}
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class NotAllowed(Exception):
    """A request that this holder may not make; says why, with a status."""

    def __init__(self, why: str, status: int = 403) -> None:
        super().__init__(why)
        self.status = status


@dataclass(slots=True)
class Classroom:
    """One lesson, served: the room, who holds which key, and what all pupils see, drawn once a change."""

    room: Room
    address: str
    hosts: frozenset[str]
    picture: str = ""
    joining: bool = True
    holders: dict[str, Holder] = field(default_factory=dict)
    failures: Failures = field(default_factory=lambda: Failures())
    streams: dict[str, int] = field(default_factory=dict)
    for_pupils: tuple[object, str] = (None, "")
    writes: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def of(cls, room: Room, address: str, hosts: frozenset[str], picture: str = "") -> Classroom:
        """The lesson of a room, with the keys that its store knows."""
        keys = room.store.keys(room.row.id)
        holders = {key.hash: Holder(key.lesson, role_of(key.role), key.who) for key in keys}
        return cls(room, address, hosts, picture, holders=holders)

    @property
    def lesson(self) -> Lesson:
        return self.room.lesson

    def holder(self, key: str) -> Holder | None:
        """Who holds a key, None for a foreign one."""
        return self.holders.get(hashed(key)) if key else None


def role_of(word: str) -> Role:
    """A role as the store has it."""
    return next(role for role in EVENTS if role == word)


class Failures:
    """How often codes and phrases were guessed wrong from an address in a minute; kept as salted hashes."""

    MOST = 40
    MINUTE = 60.0

    def __init__(self) -> None:
        self.salt = secrets.token_hex(16)
        self.times: dict[str, list[float]] = {}

    def of(self, address: str, now: float) -> list[float]:
        who = hashed(self.salt + address)
        times = [each for each in self.times.get(who, []) if now - each < self.MINUTE]
        self.times[who] = times
        return times

    def too_many(self, address: str, now: float) -> bool:
        return len(self.of(address, now)) >= self.MOST

    def count(self, address: str, now: float) -> None:
        self.of(address, now).append(now)


Handler = Callable[[Classroom, Request, Holder | None], Awaitable[Response]]
HANDLERS: dict[str, Handler] = {}


def handles(handler: Handler) -> Handler:
    """Marks the function that does what a route of this name says."""
    HANDLERS[handler.__name__] = handler
    return handler


def application(classroom: Classroom) -> ASGIApp:
    """The whole lesson as an ASGI application; the room's writer runs as long as it does."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        writing = asyncio.create_task(classroom.room.run())
        try:
            yield
        finally:
            writing.cancel()

    routes = [Address(each.path, guarded(classroom, each), methods=[each.method]) for each in ROUTES]
    inner = Starlette(routes=routes, lifespan=life)
    return Guard(inner, classroom.hosts)


class Guard:
    """What holds for every request: a known host, no foreign origin, a small body, and safe headers."""

    def __init__(self, inner: ASGIApp, hosts: frozenset[str]) -> None:
        self.inner, self.hosts = inner, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        why = self.why_not(headers, scope["method"])
        if why:
            await PlainTextResponse(why, 403, HEADERS)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
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
        if int(headers.get("content-length") or 0) > LONGEST_BODY:
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
        except Refused as why_refused:
            return refusal(request, NotAllowed(str(why_refused), 409))
        except Busy:
            return refusal(request, NotAllowed("Too much is coming in at once. Try again in a moment.", 503))
        except CannotKeep as why_not_kept:
            return refusal(request, NotAllowed(str(why_not_kept), 503))

    return answer


def bearer(request: Request) -> str:
    """The key that a program sends with its request."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key if scheme.casefold() == "bearer" else ""


def key_of(request: Request) -> str:
    """The key of a request: a program's own, else the one in a browser's cookie."""
    return bearer(request) or request.cookies.get(COOKIE, "")


def refusal(request: Request, why: NotAllowed) -> Response:
    """Why something was not done: in words for a program, on a page for a person."""
    if wants_data(request):
        return JSONResponse({"why": str(why)}, why.status)
    back = "/" if why.status == 401 else request.headers.get("referer-path", "/lesson")
    return page("said.html", why.status, title="That was not done", why=str(why), back=back, role="front")


def wants_data(request: Request) -> bool:
    """Whether a script or a program asks, not a person's browser by itself."""
    kind = request.headers.get("content-type", "")
    return "application/json" in kind or "application/json" in request.headers.get("accept", "")


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of a template; every value in it is escaped unless it is safe markup already."""
    return HTMLResponse(
        TEMPLATES.get_template(template).render(title="A lesson", **values)
        if "title" not in values
        else TEMPLATES.get_template(template).render(**values),
        status,
    )


def fragment(template: str, **values: Any) -> str:
    """What stands in the main part of a page, for a stream."""
    body: str = TEMPLATES.get_template(template).module.body(**values)  # type: ignore[attr-defined]
    return body


# --- coming in --------------------------------------------------------------------------------------------


@handles
async def front(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The page to join on; who takes part already goes straight in."""
    if holder is not None:
        home = {"participant": "/lesson", "board": "/board", "teacher": "/teacher"}[holder.role]
        return RedirectResponse(home, 303)
    code = typed_code(request.path_params.get("code", ""))
    return page("front.html", title="Join the lesson", code=code, why="", role="front")


@handles
async def join(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """A new participant: a name, a key in a cookie, and words to come back with."""
    form = await handed_in(request)
    code_is_right(classroom, request, form)
    if not classroom.joining:
        raise NotAllowed("Joining is closed. Ask your teacher.")
    who, key, phrase = new_id(), new_key(), new_phrase()
    name = new_name([each.name for each in classroom.lesson.participants.values()])
    seat = one_line(form.get("seat", ""))[:8]
    client = form.get("client", "page")
    body = body_of("joined", {"name": name, "seat": seat, "client": client})
    row = classroom.room.row
    keys = (
        KeyRow(hashed(key), row.id, "participant", who),
        KeyRow(phrase_hash(row.code, phrase), row.id, "phrase", who),
    )
    await classroom.room.submit(who, f"joined {who}", body, keys)
    classroom.holders[hashed(key)] = Holder(row.id, "participant", who)
    classroom.holders[keys[1].hash] = Holder(row.id, "phrase", who)
    if wants_data(request):
        return JSONResponse({"name": name, "key": key, "phrase": phrase})
    response = page("joined.html", title=f"You are {name}", name=name, phrase=phrase, role="front")
    return with_key(response, key)


@handles
async def come_back(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The same participant on another device: her phrase gives her a new key, and the old one ends."""
    form = await handed_in(request)
    code_is_right(classroom, request, form)
    wanted = phrase_hash(classroom.room.row.code, typed_phrase(form.get("phrase", "")))
    found = classroom.holders.get(wanted)
    if found is None or found.role != "phrase":
        classroom.failures.count(address_of(request), now())
        raise NotAllowed("Nobody here has these two words and number. Look at how they are spelt.")
    key = new_key()
    row = KeyRow(hashed(key), classroom.room.row.id, "participant", found.who)
    phrase_row = KeyRow(wanted, classroom.room.row.id, "phrase", found.who)
    await asyncio.to_thread(classroom.room.store.replace_keys, row.lesson, found.who, (row, phrase_row))
    for each in [hash_ for hash_, held in classroom.holders.items() if held.who == found.who]:
        if each != wanted:
            del classroom.holders[each]
    classroom.holders[row.hash] = Holder(row.lesson, "participant", found.who)
    if wants_data(request):
        return JSONResponse({"key": key})
    return with_key(RedirectResponse("/lesson", 303), key)


@handles
async def enter(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The teacher's link, and the board's: the key in it becomes a cookie and leaves the address."""
    key = request.path_params["key"]
    found = classroom.holder(key)
    if found is None or found.role not in ("teacher", "board"):
        classroom.failures.count(address_of(request), now())
        raise NotAllowed("This link is not one of this lesson.", 404)
    return with_key(RedirectResponse("/teacher" if found.role == "teacher" else "/board", 303), key)


def with_key(response: Response, key: str) -> Response:
    """The key goes into a cookie that no script reads and no other page sends."""
    response.set_cookie(COOKIE, key, max_age=14 * 86_400, httponly=True, samesite="strict", path="/")
    return response


def code_is_right(classroom: Classroom, request: Request, form: Mapping[str, str]) -> None:
    """Raises `NotAllowed` for a wrong code, and for anybody who has typed too many of them."""
    address = address_of(request)
    if classroom.failures.too_many(address, now()):
        raise NotAllowed("Too many wrong codes came from here. Wait a minute.", 429)
    if not same(typed_code(form.get("code", "")), classroom.room.row.code):
        classroom.failures.count(address, now())
        raise NotAllowed("No lesson has this code. Look at the wall once more.", 404)


def phrase_hash(code: str, phrase: str) -> str:
    """What is kept of a phrase, which belongs to one lesson."""
    return hashed(f"{code} {typed_phrase(phrase)}")


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def now() -> float:
    return asyncio.get_running_loop().time()


async def handed_in(request: Request) -> dict[str, Any]:
    """What a form or a program handed in; lists where a form may give several. Raises `NotAllowed`."""
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > LONGEST_BODY:
            raise NotAllowed("That is too long.", 413)
    if "application/json" in request.headers.get("content-type", ""):
        try:
            found = json.loads(data)
        except ValueError:
            raise NotAllowed("That could not be read.", 400) from None
        if not isinstance(found, dict):
            raise NotAllowed("That could not be read.", 400)
        return found
    from urllib.parse import parse_qs

    try:
        pairs = parse_qs(data.decode("utf-8"), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        raise NotAllowed("That could not be read.", 400) from None
    return {name: values if name == "cites" else values[-1] for name, values in pairs.items()}


# --- handing in -------------------------------------------------------------------------------------------


@handles
async def say(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """An event from a page or a program, acknowledged once it is on the disk."""
    assert holder is not None
    form = await handed_in(request)
    by_form = not bearer(request) and not wants_data(request)
    if by_form and not same(str(form.get("token", "")), form_token(key_of(request))):
        raise NotAllowed("This page is no longer valid. Open it again.")
    slow_enough(classroom, holder)
    kind = str(form.get("kind", ""))
    if kind not in EVENTS[holder.role]:
        raise NotAllowed("That is not yours to do.")
    try:
        body = body_of(kind, fields_of(kind, form))
    except Unreadable as why:
        raise NotAllowed(f"That could not be read: {why}.", 400) from None
    mark = str(form.get("key") or secrets.token_hex(8))[:40]
    who = holder.who if holder.role == "participant" else ""
    event = await classroom.room.submit(who, f"{who or 'teacher'} {mark}", body)
    if wants_data(request):
        return JSONResponse({"number": event.number})
    return RedirectResponse("/teacher" if holder.role == "teacher" else "/lesson", 303)


NUMBERS = ("depth", "hands", "mark", "reason")
YES_OR_NO = ("counts", "covered", "out", "paused", "locked")


def fields_of(kind: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an event, of a form that only has words."""
    fields = {name: value for name, value in form.items() if name not in ("kind", "token", "key")}
    for name in NUMBERS:
        if isinstance(fields.get(name), str):
            digits = fields[name]
            if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
                raise Unreadable(f'its "{name}" is not a number')
            fields[name] = int(digits)
    for name in YES_OR_NO:
        if isinstance(fields.get(name), str):
            fields[name] = fields[name] == "yes"
    if isinstance(fields.get("reasons"), str):
        fields["reasons"] = [
            int(each) for each in fields["reasons"].split() if each.isascii() and each.isdigit()
        ]
    return fields


def slow_enough(classroom: Classroom, holder: Holder) -> None:
    """Raises `NotAllowed` for a pupil who hands in more than anybody could: five a second, sixty a minute."""
    if holder.role != "participant":
        return
    times = [each for each in classroom.writes.get(holder.who, []) if now() - each < 60]
    if len([each for each in times if now() - each < 1]) >= 5 or len(times) >= 60:
        raise NotAllowed("That is too fast. Wait a moment.", 429)
    classroom.writes[holder.who] = [*times, now()]


# --- pages and streams ------------------------------------------------------------------------------------


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


def stream(
    classroom: Classroom,
    request: Request,
    holder: Holder,
    draw: Callable[[], dict[str, Any]],
    pause: float = BOARD_PAUSE,
) -> Response:
    """Server-sent events: what is drawn whenever it is another, and a sign of life in between.

    Raises `NotAllowed` for more streams than a page needs.
    """
    who = f"{holder.role} {holder.who}"
    if holder.role == "participant" and classroom.streams.get(who, 0) >= MOST_STREAMS:
        raise NotAllowed("This lesson is open in too many windows.", 429)

    async def events() -> AsyncIterator[str]:
        classroom.streams[who] = classroom.streams.get(who, 0) + 1
        number, last = -1, ""
        try:
            while not await request.is_disconnected():
                if classroom.holder(key_of(request)) is None:
                    yield "event: moved\ndata: {}\n\n"
                    return
                lesson = await classroom.room.later_than(number, HEARTBEAT)
                if lesson.last == number:
                    yield ": still here\n\n"
                    continue
                number = lesson.last
                drawn = json.dumps(draw(), ensure_ascii=False)
                if drawn != last:
                    last = drawn
                    yield f"id: {number}\ndata: {drawn}\n\n"
                if pause:
                    await asyncio.sleep(pause)
        finally:
            classroom.streams[who] -= 1

    return StreamingResponse(events(), media_type="text/event-stream")


@handles
async def static(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    found = FILES.get(request.path_params["file"])
    if found is None:
        raise NotAllowed("There is no such file.", 404)
    path, kind = found
    return Response(path.read_bytes(), media_type=kind, headers={"Cache-Control": "max-age=3600"})


# --- to keep ----------------------------------------------------------------------------------------------


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


@handles
async def try_out(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """A page on which a device measures whether it can take part."""
    return page("try.html", title="Can this device take part?", role="try")


@handles
async def tried(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """What a device has measured; only its answer matters here."""
    await handed_in(request)
    return JSONResponse({"heard": True})
