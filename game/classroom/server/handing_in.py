"""Handing in: an event from a page or a program, checked, and acknowledged once it is on the disk."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from game.classroom.events import body_of
from game.classroom.keys import Holder, form_token, same
from game.classroom.presence import DOINGS
from game.classroom.roles import EVENTS
from game.classroom.server.served import (
    LONGEST_NOTEBOOK,
    Classroom,
    NotAllowed,
    bearer,
    handed_in,
    handles,
    key_of,
    now,
    wants_data,
    words_of,
)
from game.play.sanitise import one_line
from game.play.saves.codec import Unreadable


@handles
async def say(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """An event from a page or a program, acknowledged once it is on the disk."""
    assert holder is not None
    allowed = EVENTS[holder.role] - {"wrote"}
    return await acknowledged(classroom, request, holder, await handed_in(request), allowed)


@handles
async def keep_notebook(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """A pupil's notebook, which is longer than anything else that is handed in."""
    assert holder is not None
    form = await handed_in(request, LONGEST_NOTEBOOK)
    return await acknowledged(classroom, request, holder, form, frozenset(("wrote",)))


@handles
async def here(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """A sign of life: what a pupil does just now. It is no event."""
    assert holder is not None
    said = (await handed_in(request)).get("doing")
    doing = next((each for each in DOINGS if each == said), None)
    if doing is None:
        raise NotAllowed("That could not be read.", 400)
    classroom.presence.sign(holder.who, doing, now())
    return JSONResponse({"heard": True})


async def acknowledged(
    classroom: Classroom, request: Request, holder: Holder, form: Mapping[str, Any], allowed: frozenset[str]
) -> Response:
    """The answer to an event once it is on the disk: its number, or back to the page. Raises `NotAllowed`."""
    by_form = not bearer(request) and not wants_data(request)
    if by_form and not same(words_of(form, "token"), form_token(key_of(request))):
        raise NotAllowed("This page is no longer valid. Open it again.")
    slow_enough(classroom, holder)
    kind = words_of(form, "kind")
    if kind not in allowed:
        raise NotAllowed("That is not yours to do.")
    try:
        body = body_of(kind, fields_of(kind, form))
    except Unreadable as why:
        raise NotAllowed(f"That could not be read: {why}.", 400) from None
    mark = one_line(words_of(form, "key"))[:40] or secrets.token_hex(8)
    who = holder.who if holder.role == "participant" else ""
    event = await classroom.room.submit(who, f"{who or 'teacher'} {mark}", body)
    if who:
        classroom.presence.moved(who, now())
    if wants_data(request):
        return JSONResponse({"number": event.number})
    if holder.role != "teacher":
        return RedirectResponse("/lesson", 303)
    return RedirectResponse(BACK_TO.get(words_of(form, "then"), "/teacher"), 303)


BACK_TO = {each: f"/teacher/{each}" for each in ("decisions", "marking", "map")}
"""Pages of the teacher's that a form can come back to."""
NUMBERS = ("depth", "hands", "mark", "reason")
YES_OR_NO = ("counts", "covered", "barred", "out", "paused", "locked", "sent", "over")


def fields_of(kind: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an event, of a form that only has words."""
    fields = {name: value for name, value in form.items() if name not in ("kind", "token", "key", "then")}
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
    """Raises `NotAllowed` for a pupil who hands in more than anybody could: five a second, and
    three hundred a minute."""
    if holder.role != "participant":
        return
    times = [each for each in classroom.writes.get(holder.who, []) if now() - each < 60]
    if len([each for each in times if now() - each < 1]) >= 5 or len(times) >= 300:
        raise NotAllowed("That is too fast. Wait a moment.", 429)
    classroom.writes[holder.who] = [*times, now()]
