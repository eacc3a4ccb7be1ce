"""A lesson served in a thread of its own, so that whoever holds it can type and look meanwhile."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import uvicorn

from game.classroom.events import Body
from game.classroom.lesson import Lesson
from game.classroom.listening import configured
from game.classroom.room import Busy, Refused
from game.classroom.server import Classroom, application
from game.classroom.store import CannotKeep
from game.classroom.views_alone import grid_view
from game.refusal import FALLS_SHORT, Refusal

PATIENCE = 10.0
"""Seconds within which something is written down, or it is said that it was not."""
WRITTEN_AGAIN = "What is handed in is written down again."
Result = TypeVar("Result")


class Announcing(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class Serving:
    """A lesson that is being served. `stop` ends that; everything acknowledged is on the disk by then.

    Raises `Refusal` where the port cannot be had.
    """

    def __init__(
        self,
        classroom: Classroom,
        port: int,
        listen: str = "0.0.0.0",
        certificate: tuple[Path, Path] | None = None,
    ) -> None:
        self.classroom = classroom
        self.socket = bound(listen, port)
        self.port: int = self.socket.getsockname()[1]
        secure: dict[str, Any] = {}
        if certificate is not None:
            secure = {"ssl_certfile": str(certificate[0]), "ssl_keyfile": str(certificate[1])}
        self.server = Announcing(configured(application(classroom), **secure))
        logging.getLogger("uvicorn.error").addFilter(self._worth_telling)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, name="lesson", daemon=True)

    def _worth_telling(self, record: logging.LogRecord) -> bool:
        """Streams that are cut off because the teacher stops are no errors."""
        return not self.server.should_exit

    def start(self) -> None:
        """Serve; comes back as soon as a device can join. Raises `Refusal`."""
        self.thread.start()
        while not self.server.ready.wait(0.2):
            if not self.thread.is_alive():
                raise Refusal("the lesson's server did not start.", FALLS_SHORT)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self.server.serve(sockets=[self.socket]))
            for each in asyncio.all_tasks(self.loop):
                each.cancel()
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        finally:
            self.loop.close()
            self.socket.close()

    def stop(self) -> None:
        """End serving and wait for that."""
        self.server.should_exit = True
        self.thread.join(PATIENCE)
        logging.getLogger("uvicorn.error").removeFilter(self._worth_telling)

    @property
    def lesson(self) -> Lesson:
        """What is true of the lesson now."""
        return self.classroom.lesson

    def within(self, what: Coroutine[Any, Any, Result]) -> Result:
        """Do something where the server runs, and wait for what it comes to."""
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(PATIENCE)

    def aside(self, what: Coroutine[Any, Any, object]) -> None:
        """Have something done where the server runs, as long as that runs."""
        asyncio.run_coroutine_threadsafe(what, self.loop).add_done_callback(told)

    def say(self, body: Body) -> str:
        """The teacher does something: "" once it is written down, or why it was not done."""
        mark = f"teacher {secrets.token_hex(8)}"
        try:
            self.within(self.classroom.room.submit("", mark, body))
        except (Refused, CannotKeep) as why:
            return str(why)
        except Busy:
            return "Too much is coming in at once. Try again in a moment."
        except TimeoutError:
            return "That was not written down in time. Look whether it was done."
        return ""

    def watch(self, told: Callable[[], object]) -> None:
        """Call a function, in the server's thread, whenever something has happened."""

        async def look() -> None:
            with self.classroom.room.bells.hang() as bell:
                while True:
                    if await bell.wait(60):
                        told()

        self.aside(look())


def told(done: Future[object]) -> None:
    """What goes wrong aside is told on standard error."""
    if not done.cancelled() and (fault := done.exception()) is not None:
        logging.getLogger("uvicorn.error").error("something went wrong in the lesson", exc_info=fault)


def bound(listen: str, port: int) -> socket.socket:
    """A socket that listens. Raises `Refusal` with what is in the way, and what to do about it."""
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would let two programs have one port
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((listen, port))
        held.listen(1_024)
    except (OSError, OverflowError) as error:
        held.close()
        raise Refusal(why_no_port(error, listen, port), FALLS_SHORT) from None
    return held


def why_no_port(error: Exception, listen: str, port: int) -> str:
    """Why a port cannot be had, and what to do."""
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE or getattr(error, "winerror", None) == 10048:
        return (
            f"port {port} is in use by another program, perhaps by a lesson that is still open. "
            f"Close that, or take another port: --port {port + 1}"
        )
    if number in (errno.EACCES, errno.EPERM):
        return f"this account may not use port {port}. Take one from 1024 on: --port 8000"
    if number == errno.EADDRNOTAVAIL:
        return f"{listen} is not an address of this machine. Leave --address out, and it finds its own."
    if not 0 <= port < 65_536:
        return "a port is a number from 1 to 65535."
    return f"port {port} cannot be used: {getattr(error, 'strerror', None) or error}."


def whereabouts(serving: Serving, by: str = "name") -> list[dict[str, Any]]:
    """Where everybody stands in a lesson alone, and what each does now, as far as it is known."""
    presence, now = serving.classroom.presence, serving.loop.time()
    view = grid_view(serving.lesson, lambda who: presence.state(who, now), datetime.now(UTC), by)
    rows: list[dict[str, Any]] = view["rows"]
    return rows
