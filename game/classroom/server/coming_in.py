"""Coming in: with the code, with the phrase on another device, or with a link."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from game.classroom.events import body_of
from game.classroom.guesses import Guess
from game.classroom.keys import (
    Holder,
    hashed,
    new_id,
    new_key,
    new_name,
    new_phrase,
    same,
    typed_code,
    typed_phrase,
)
from game.classroom.server.served import (
    COOKIE,
    Classroom,
    NotAllowed,
    address_of,
    handed_in,
    handles,
    joining_page,
    page,
    wants_data,
    words_of,
)
from game.classroom.store import KeyRow
from game.play.sanitise import one_line
from game.play.saves.codec import Unreadable
from game.refusal import Refusal


@handles
async def front(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The page to join on; who takes part already goes straight in, unless another sits at her device now."""
    if holder is not None and not (holder.role == "participant" and "other" in request.query_params):
        home = {"participant": "/lesson", "board": "/board", "teacher": "/teacher"}[holder.role]
        return RedirectResponse(home, 303)
    code = typed_code(request.path_params.get("code", ""))
    return joining_page(200, {"code": code})


@handles
async def join(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """A new participant: a name, a key in a cookie, and words to come back with."""
    form = await handed_in(request)
    async with classroom.guesses.turn(address_of(request)) as guess:
        code_is_right(classroom, form, guess)
    who, key, phrase = new_id(), new_key(), new_phrase()
    name = new_name(classroom.names)
    seat = one_line(words_of(form, "seat"))[:8]
    client = words_of(form, "client", "page")
    try:
        body = body_of("joined", {"name": name, "seat": seat, "client": client})
    except Unreadable as why:
        raise NotAllowed(f"That could not be read: {why}.", 400) from None
    row = classroom.room.row
    keys = (
        KeyRow(hashed(key), row.id, "participant", who),
        KeyRow(phrase_hash(row.code, phrase), row.id, "phrase", who),
    )
    classroom.names.add(name)
    try:
        await classroom.room.submit(who, f"joined {who}", body, keys)
    except Refusal:
        classroom.names.discard(name)
        raise
    classroom.holders[hashed(key)] = Holder(row.id, "participant", who)
    classroom.holders[keys[1].hash] = Holder(row.id, "phrase", who)
    if wants_data(request):
        return JSONResponse({"name": name, "key": key, "phrase": phrase})
    response = page("joined.html", title=f"You are {name}", name=name, phrase=phrase, role="front")
    return with_key(request, response, key)


@handles
async def come_back(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The same participant on another device: her phrase gives her a new key, and the old one ends."""
    form = await handed_in(request)
    wanted = phrase_hash(classroom.room.row.code, typed_phrase(words_of(form, "phrase")))
    async with classroom.guesses.turn(address_of(request)) as guess:
        code_is_right(classroom, form, guess)
        found = classroom.holders.get(wanted)
        if found is None or found.role != "phrase":
            guess.was_wrong = True
            raise NotAllowed("Nobody here has these two words and number. Look at how they are spelt.")
    key = new_key()
    row = KeyRow(hashed(key), classroom.room.row.id, "participant", found.who)
    phrase_row = KeyRow(wanted, classroom.room.row.id, "phrase", found.who)
    await asyncio.to_thread(classroom.room.store.replace_keys, row.lesson, found.who, (row, phrase_row))
    for each in [hash_ for hash_, held in classroom.holders.items() if held.who == found.who]:
        if each != wanted:
            del classroom.holders[each]
    classroom.holders[row.hash] = Holder(row.lesson, "participant", found.who)
    classroom.room.bells.ring_for(found.who)
    if wants_data(request):
        return JSONResponse({"key": key})
    return with_key(request, RedirectResponse("/lesson", 303), key)


@handles
async def enter(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The teacher's link, and the board's: the key in it becomes a cookie and leaves the address."""
    key = request.path_params["key"]
    found = classroom.holder(key)
    if found is None or found.role not in ("teacher", "board"):
        raise NotAllowed("This link is not one of this lesson.", 404)
    return with_key(request, RedirectResponse("/teacher" if found.role == "teacher" else "/board", 303), key)


def with_key(request: Request, response: Response, key: str) -> Response:
    """The key goes into a cookie that no script reads and no other page sends."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        COOKIE, key, max_age=14 * 86_400, path="/", secure=secure, httponly=True, samesite="strict"
    )
    return response


def code_is_right(classroom: Classroom, form: Mapping[str, Any], guess: Guess) -> None:
    """Raises `NotAllowed` for a wrong code."""
    if not same(typed_code(words_of(form, "code")), classroom.room.row.code):
        guess.was_wrong = True
        raise NotAllowed("No lesson has this code. Look at the wall once more.", 404)


def phrase_hash(code: str, phrase: str) -> str:
    """What is kept of a phrase, which belongs to one lesson."""
    return hashed(f"{code} {typed_phrase(phrase)}")


@handles
async def no_picture(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """Browsers ask every site for a small picture; there is none."""
    return Response(status_code=204)
