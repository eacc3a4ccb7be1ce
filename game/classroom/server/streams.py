"""Streams of server-sent events: what there is to see, whenever it is another."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Send

from game.classroom.keys import Holder
from game.classroom.server.served import Classroom, key_of, now

HEARTBEAT = 5.0
"""Seconds after which a quiet stream says that it is still there."""
BOARD_PAUSE = 0.1
"""Seconds between two pictures of the board and of the teacher's page, so that a burst is drawn once."""
DRAWING = 4
"""So many times as long as a picture took nothing more is drawn, so that votes come first."""
MOST_STREAMS = 2
"""Streams that one key may hold open; the oldest ends for one more, since it may be of a lost connection."""
STUCK = 30.0
"""Seconds after which a stream ends that its reader takes nothing from."""
BEAT = "event: beat\ndata: 1\n\n"
"""What a quiet stream says; a comment would not be seen by a page's script."""
AGAIN = (500, 1_500)
"""Milliseconds after which a page comes back that has lost its stream: soon, and not all at once."""
MOVED = "event: moved\ndata: {}\n\n"
"""The key of this stream no longer holds."""
CROWDED = "event: crowded\ndata: {}\n\n"
"""Another window has taken the place of this stream; its page asks from time to time instead."""


class PageData(NamedTuple):
    """What a page shows, as members of a JSON object: `page` is long and shared, `own` is short."""

    page: str
    own: str = ""

    def after(self, before: PageData | None = None) -> str:
        """The object for a page that shows `before`: it need not be sent again what it has."""
        same = before is not None and before.page == self.page
        return f"{{{', '.join(filter(None, ('' if same else self.page, self.own)))}}}"


def stream(
    classroom: Classroom,
    request: Request,
    holder: Holder,
    draw: Callable[[], PageData],
    pause: float = BOARD_PAUSE,
    patience: float = HEARTBEAT,
) -> Response:
    """Server-sent events: what is drawn whenever it is another, and a sign of life in between.

    `draw` gives what there is to see; it is asked whenever the lesson's bell rings, and after
    `patience` seconds at the latest.
    """
    pupil = holder.who if holder.role == "participant" else None

    async def events() -> AsyncIterator[str]:
        last: PageData | None = None
        said = now()
        yield f"retry: {random.randint(*AGAIN)}\n\n"
        with (
            classroom.room.bells.hang(pupil, MOST_STREAMS) as bell,
            classroom.presence.listening_to(holder.who, now),
        ):
            while classroom.holder(key_of(request)) is not None:
                if not bell.hangs:
                    yield CROWDED
                    return
                number, began = classroom.lesson.last, now()
                drawn = draw()
                took = now() - began
                if drawn != last:
                    yield f"id: {number}\ndata: {drawn.after(last)}\n\n"
                    last, said = drawn, now()
                elif now() - said >= HEARTBEAT - 0.01:
                    said = now()
                    yield BEAT
                if pause:
                    await asyncio.sleep(max(pause, DRAWING * took))
                await bell.wait(patience)
        yield MOVED

    return Stream(events(), media_type="text/event-stream")


class Stream(StreamingResponse):
    """An answer without an end: until its reader goes, or takes nothing from it any more."""

    async def stream_response(self, send: Send) -> None:
        async def in_time(message: Message) -> None:
            async with asyncio.timeout(STUCK):
                await send(message)

        with suppress(TimeoutError):
            await super().stream_response(in_time)
