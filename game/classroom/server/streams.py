"""Streams of server-sent events: what there is to see, whenever it is another."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from game.classroom.keys import Holder
from game.classroom.server.served import Classroom, NotAllowed, key_of

HEARTBEAT = 5.0
"""Seconds after which a quiet stream says that it is still there."""
BOARD_PAUSE = 0.1
"""Seconds between two pictures of the board and of the teacher's page, so that a burst is drawn once."""
MOST_STREAMS = 2
"""Streams that one key may hold open."""


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
