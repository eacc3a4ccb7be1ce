"""Trying the network out before a lesson: a page that measures, what it measures with, and what it found."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from game.classroom.keys import Holder
from game.classroom.server.served import Classroom, NotAllowed, handed_in, handles, page
from game.classroom.trial import BEAT, LASTS, MOST_DEVICES, measured


@handles
async def try_out(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """A page on which a device measures whether it can take part."""
    return page("try.html", title="Can this device take part?", role="try")


@handles
async def ping(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """The smallest answer there is."""
    return PlainTextResponse("here")


@handles
async def try_events(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """A stream of signs as long as a device measures."""
    trial = classroom.trial
    if trial.streams >= MOST_DEVICES:
        raise NotAllowed("Too many devices try at once.", 429)

    async def beats() -> AsyncIterator[str]:
        trial.streams += 1
        try:
            for number in range(round(LASTS / BEAT)):
                if await request.is_disconnected():
                    return
                yield f"event: beat\ndata: {number}\n\n"
                await asyncio.sleep(BEAT)
        finally:
            trial.streams -= 1

    return StreamingResponse(beats(), media_type="text/event-stream")


@handles
async def tried(classroom: Classroom, request: Request, holder: Holder | None) -> Response:
    """What a device has measured."""
    form = await handed_in(request)
    found = measured(form)
    if found is None:
        raise NotAllowed("That could not be read.", 400)
    if not classroom.trial.hear(str(form.get("mark", ""))[:16], found):
        raise NotAllowed("Too many devices have tried already.", 429)
    return JSONResponse({"heard": True})
