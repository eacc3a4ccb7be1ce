"""Many lessons on several servers: each lesson belongs to one of them, and every server knows to which.

The code says it. Whoever comes to another server is sent to the right one: a browser by a redirection, a
program by the status 421 and the address. A lesson is taken in hand when somebody asks for it, and put down
when nobody has for a while.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route as Address
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.case.model import Case
from game.classroom.following import Follower
from game.classroom.guesses import Guesses, TooManyGuesses
from game.classroom.host import picture
from game.classroom.keys import hashed, typed_code
from game.classroom.roles import ROUTES, Route
from game.classroom.room import Room
from game.classroom.server.guard import Guard, addresses, refusal
from game.classroom.server.served import (
    HANDLERS,
    Classroom,
    NotAllowed,
    address_of,
    handed_in,
    key_of,
    now,
    wants_data,
    words_of,
)
from game.classroom.store import Batch, CannotKeep, LessonRow, Store
from game.classroom.writer import Writer
from game.refusal import Refusal

OF_NO_LESSON = ("front", "static", "no_picture")
"""What can be asked for before anybody knows which lesson is meant."""
WITH_A_CODE = ("/join", "/come-back")
IDLE = 900.0
"""Seconds without a request or a stream after which a lesson is put down; its log stays."""


class Servers(NamedTuple):
    """Every server of a district by the link that pupils reach it under, and which of them this one is."""

    links: tuple[str, ...]
    here: int

    def link_of(self, code: str) -> str:
        """The link of the server that a lesson belongs to."""
        number = int.from_bytes(hashlib.sha256(code.encode()).digest()[:8])
        return self.links[number % len(self.links)]

    @property
    def own(self) -> str:
        return self.links[self.here]

    @property
    def own_host(self) -> str:
        """The name under which a request asks for this server."""
        return urlsplit(self.own).netloc


@dataclass(slots=True)
class InHand:
    """A lesson that this server holds, and when somebody last asked for it."""

    classroom: Classroom
    served: ASGIApp
    writing: asyncio.Task[None]
    asked: float


class District:
    """One of a district's servers, as an ASGI application; `case_named` finds the case of a lesson."""

    def __init__(self, store: Store, servers: Servers, case_named: Callable[[str], Case]) -> None:
        self.store, self.servers, self.case_named = store, servers, case_named
        self.in_hand: dict[str, InHand] = {}
        self.taking = asyncio.Lock()
        self.guesses = Guesses()
        self.follower: Follower | None = None
        self.writer = Writer(store, self.tell)
        self.desk = Starlette(
            routes=[Address(each.path, without_lesson(each), methods=[each.method]) for each in ROUTES]
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await Starlette(lifespan=self.life)(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            row, receive = await self.asked_for(request, receive)
            served = await self.served_for(request, row)
        except NotAllowed as why:
            served = refusal(request, why)
        except TooManyGuesses as too_many:
            served = refusal(request, NotAllowed(str(too_many), 429))
        except Refusal as why_not:
            served = refusal(request, NotAllowed(str(why_not), 503))
        await served(scope, receive, send)

    # --- which lesson is meant -----------------------------------------------------------------------

    async def asked_for(self, request: Request, receive: Receive) -> tuple[LessonRow | None, Receive]:
        """The lesson that a request is about, and the request's body again. Raises `NotAllowed`."""
        path = request.url.path
        if path.startswith("/j/"):
            return await self.lesson_typed(request, path.removeprefix("/j/")), receive
        if request.method == "POST" and path in WITH_A_CODE:
            form, again = await read_twice(request)
            return await self.lesson_typed(request, words_of(form, "code")), again
        key = path.removeprefix("/enter/") if path.startswith("/enter/") else key_of(request)
        return await self.lesson_of_key(key), receive

    async def lesson_coded(self, words: str) -> LessonRow | None:
        code = typed_code(words)
        return await asyncio.to_thread(self.store.lesson_where, code=code) if code else None

    async def lesson_typed(self, request: Request, words: str) -> LessonRow:
        """The lesson of a code that somebody typed. Raises `NotAllowed`, `TooManyGuesses`."""
        async with self.guesses.turn(address_of(request)) as guess:
            row = await self.lesson_coded(words)
            guess.was_wrong = row is None
        if row is None:
            raise NotAllowed("No lesson has this code. Look at the wall once more.", 404)
        return row

    async def lesson_of_key(self, key: str) -> LessonRow | None:
        if not key:
            return None
        hash_ = hashed(key)
        held = next((each for each in self.in_hand.values() if hash_ in each.classroom.holders), None)
        if held is not None:
            return held.classroom.room.row
        return await asyncio.to_thread(self.store.lesson_of_key, hash_)

    # --- who answers ---------------------------------------------------------------------------------

    async def served_for(self, request: Request, row: LessonRow | None) -> ASGIApp:
        """Who answers a request: a lesson, the desk, or the way to another server. Raises `Refusal`."""
        if row is None:
            return self.desk
        link = self.servers.link_of(row.code)
        if link != self.servers.own:
            return elsewhere(request, link, row.code)
        return (await self.taken(row)).served

    async def taken(self, row: LessonRow) -> InHand:
        """A lesson in hand. Raises `Refusal` where its case or its log cannot be read."""
        found = self.in_hand.get(row.id)
        if found is None:
            async with self.taking:
                found = self.in_hand.get(row.id) or await self.take(row)
        found.asked = now()
        return found

    async def take(self, row: LessonRow) -> InHand:
        case = await asyncio.to_thread(self.case_named, row.case)
        room = await asyncio.to_thread(Room.of, self.store, row, case, self.writer)
        link = f"{self.servers.own}/j/{row.code}"
        hosts = frozenset((self.servers.own_host,))
        classroom = await asyncio.to_thread(Classroom.of, room, self.servers.own_host, hosts, picture(link))
        served = Starlette(routes=addresses(classroom))
        self.in_hand[row.id] = InHand(classroom, served, asyncio.create_task(room.run()), now())
        return self.in_hand[row.id]

    # --- what others write ---------------------------------------------------------------------------

    @asynccontextmanager
    async def life(self, _: Starlette) -> AsyncIterator[None]:
        """Follow what other servers write, as long as this one serves."""
        loop = asyncio.get_running_loop()

        def heard(numbers: Mapping[str, int]) -> None:
            with suppress(RuntimeError):  # the loop has ended meanwhile
                asyncio.run_coroutine_threadsafe(self.follow(numbers), loop)

        if self.store.is_shared:
            self.follower = Follower(self.store, lambda: frozenset(self.in_hand), heard)
            self.follower.start()
        try:
            yield
        finally:
            if self.follower is not None:
                self.follower.ended.set()
            for each in self.in_hand.values():
                each.writing.cancel()

    def tell(self, batch: Batch) -> None:
        """Other servers are to be told what has been written here."""
        if self.follower is not None and batch.rows:
            self.follower.tell(batch.lesson, batch.rows[-1].event.number)

    async def follow(self, numbers: Mapping[str, int]) -> None:
        """Read on in the lessons that have come further, and put down those that nobody asks for."""
        for lesson, number in numbers.items():
            held = self.in_hand.get(lesson)
            if held is not None and number:
                with suppress(CannotKeep):  # looked at again in a second
                    await held.classroom.room.heard_of(number)
            elif held is not None:
                self.put_down(lesson)
        for lesson, held in list(self.in_hand.items()):
            room = held.classroom.room
            if now() - held.asked > IDLE and not room.bells.hung and room.waiting.empty():
                self.put_down(lesson)

    def put_down(self, lesson: str) -> None:
        """Hold a lesson no longer: its pages end; who asks for it again finds it as the store has it."""
        held = self.in_hand.pop(lesson)
        held.writing.cancel()
        held.classroom.holders.clear()
        for bell in list(held.classroom.room.bells.hung):
            held.classroom.room.bells.take_down(bell)


def without_lesson(route: Route) -> Callable[[Request], Awaitable[Response]]:
    """What is done at an address while nobody knows which lesson is meant."""

    async def answer(request: Request) -> Response:
        nobody: Any = None
        if route.name not in OF_NO_LESSON:
            return refusal(request, NotAllowed("Join the lesson first.", 401))
        try:
            return await HANDLERS[route.name](nobody, request, None)
        except NotAllowed as why:
            return refusal(request, why)

    return answer


def elsewhere(request: Request, link: str, code: str) -> Response:
    """The way to the server that a lesson belongs to."""
    path = f"/j/{quote(code)}" if request.url.path in WITH_A_CODE else request.url.path
    if wants_data(request):
        return JSONResponse({"why": f"This lesson is held at {link}.", "at": link}, 421)
    return RedirectResponse(f"{link}{path}", 303)


async def read_twice(request: Request) -> tuple[dict[str, Any], Receive]:
    """What a request handed in, and the same for whoever reads it again. Raises `NotAllowed`."""
    data = bytearray()

    async def listening() -> Message:
        message = await request.receive()
        data.extend(message.get("body", b""))
        return message

    form = await handed_in(Request(request.scope, listening))

    first: list[Message] = [{"type": "http.request", "body": bytes(data), "more_body": False}]

    async def again() -> Message:
        return first.pop() if first else await request.receive()

    return form, again


def district(store: Store, servers: Servers, port: int, case_named: Callable[[str], Case]) -> Guard:
    """One of a district's servers, with what holds for every request."""
    hosts = frozenset((servers.own_host, f"127.0.0.1:{port}"))
    return Guard(District(store, servers, case_named), hosts, servers.links)
