"""A lesson that is served, and what every answer is made with: keys, what comes in, pages of templates."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from game.classroom.guesses import OF_ONE, Guesses
from game.classroom.keys import Holder, Role, hashed
from game.classroom.lesson import Lesson
from game.classroom.presence import Presence
from game.classroom.reaching import Reaching
from game.classroom.roles import EVENTS
from game.classroom.room import Room
from game.classroom.trial import Trial
from game.phrases import capitalised
from game.play.saves.codec import Unreadable, loads
from game.refusal import FALLS_SHORT, Refusal

COOKIE = "lesson"
LONGEST_BODY = 8_192
"""Bytes of what a page hands in."""
LONGEST_NOTEBOOK = 65_536
"""Bytes of a whole notebook."""
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    auto_reload=False,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


NOT_KEPT = (
    "Nothing that was acknowledged is lost. What pupils have handed in since waits on their devices, and "
    "follows by itself as soon as there is room where lessons are kept."
)
GUESSING = (
    "Many wrong codes are being tried, so whoever joins may wait a few seconds. If everybody is in, let "
    "nobody else join."
)


class NotAllowed(Refusal):
    """A request that this holder may not make; says why, with a status."""

    def __init__(self, why: str, status: int = 403) -> None:
        super().__init__(why, FALLS_SHORT)
        self.status = status


@dataclass(slots=True)
class Classroom:
    """One lesson, served: the room, who holds which key, and what all pupils see, drawn once a change.

    `names` are those that have been given, also to somebody whose joining is only being written down.
    """

    room: Room
    address: str
    hosts: frozenset[str]
    picture: str = ""
    holders: dict[str, Holder] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    guesses: Guesses = field(default_factory=Guesses)
    for_pupils: tuple[Lesson | None, object, str] = (None, None, "")
    drawn: dict[str, tuple[Lesson, object, str]] = field(default_factory=dict)
    writes: dict[str, list[float]] = field(default_factory=dict)
    presence: Presence = field(default_factory=Presence)
    for_player: bytes = b""
    trial: Trial = field(default_factory=Trial)
    reaching: Reaching = field(default_factory=Reaching)

    @classmethod
    def of(cls, room: Room, address: str, hosts: frozenset[str], picture: str = "") -> Classroom:
        """The lesson of a room, with the keys that its store knows."""
        keys = room.store.keys(room.row.id)
        holders = {key.hash: Holder(key.lesson, role_of(key.role), key.who) for key in keys}
        names = {each.name for each in room.lesson.participants.values()}
        return cls(room, address, hosts, picture, holders=holders, names=names)

    @property
    def lesson(self) -> Lesson:
        return self.room.lesson

    @property
    def notices(self) -> tuple[str, ...]:
        """What the teacher should know beside the lesson itself.

        That nothing can be written down, that somebody guesses codes, and, as long as nobody has begun, what
        the devices that tried the network found.
        """
        told = [f"{capitalised(self.room.trouble)} {NOT_KEPT}"] if self.room.trouble else []
        if self.guesses.in_a_minute >= OF_ONE:
            told.append(GUESSING)
        if self.trial.devices and self.lesson.phase == "lobby":
            told.append(self.trial.verdict(f"{self.address}/try"))
        return tuple(told)

    def holder(self, key: str) -> Holder | None:
        """Who holds a key, None for a foreign one."""
        return self.holders.get(hashed(key)) if key else None


def role_of(word: str) -> Role:
    """A role as the store has it."""
    return next(role for role in EVENTS if role == word)


Handler = Callable[[Classroom, Request, Holder | None], Awaitable[Response]]
HANDLERS: dict[str, Handler] = {}


def handles(handler: Handler) -> Handler:
    """Marks the function that does what a route of this name says."""
    HANDLERS[handler.__name__] = handler
    return handler


def bearer(request: Request) -> str:
    """The key that a program sends with its request."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key if scheme.casefold() == "bearer" else ""


def key_of(request: Request) -> str:
    """The key of a request: a program's own, else the one in a browser's cookie."""
    return bearer(request) or request.cookies.get(COOKIE, "")


def wants_data(request: Request) -> bool:
    """Whether a script or a program asks, not a person's browser by itself."""
    kind = request.headers.get("content-type", "")
    return "application/json" in kind or "application/json" in request.headers.get("accept", "")


def page(template: str, status: int = 200, *, title: str, **values: Any) -> HTMLResponse:
    """A page of a template; every value in it is escaped unless it is safe markup already."""
    return HTMLResponse(TEMPLATES.get_template(template).render(title=title, **values), status)


def joining_page(
    status: int, typed: Mapping[str, str], why: str = "", *, coming_back: bool = False
) -> HTMLResponse:
    """The page to join on, with what she has typed already, and why that did not let her in."""
    return page(
        "front.html",
        status,
        title="Join the lesson",
        typed={"code": "", "seat": "", "phrase": "", **typed},
        why=why,
        role="front",
        coming_back=coming_back,
    )


def fragment(template: str, **values: Any) -> str:
    """What stands in the main part of a page, for a stream."""
    body: str = TEMPLATES.get_template(template).module.body(**values)  # type: ignore[attr-defined]
    return body


def words_of(form: Mapping[str, Any], name: str, otherwise: str = "") -> str:
    """What stands in a field; `otherwise` where nothing does, or what is no text."""
    found = form.get(name, otherwise)
    return found if isinstance(found, str) else otherwise


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def now() -> float:
    return asyncio.get_running_loop().time()


async def handed_in(request: Request, most: int = LONGEST_BODY) -> dict[str, Any]:
    """What a form or a program handed in; lists where a form may give several. Raises `NotAllowed`."""
    request.state.form = form = await read_form(request, most)
    return form


async def read_form(request: Request, most: int) -> dict[str, Any]:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise NotAllowed("That is too long.", 413)
    if "application/json" in request.headers.get("content-type", ""):
        try:
            found = loads(bytes(data))
        except Unreadable as why:
            raise NotAllowed(f"That could not be read: {why}.", 400) from None
        if not isinstance(found, dict):
            raise NotAllowed("That could not be read.", 400)
        return found
    try:
        pairs = parse_qs(data.decode("utf-8"), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        raise NotAllowed("That could not be read.", 400) from None
    return {name: values if name == "cites" else values[-1] for name, values in pairs.items()}
