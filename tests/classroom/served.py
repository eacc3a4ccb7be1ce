"""A lesson served over real HTTP in this process, for a browser to come to."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn

from game.case.model import Case
from game.classroom import host
from game.classroom.events import Body, Event, Mode, Opened
from game.classroom.server import application
from game.classroom.server.served import Classroom
from game.classroom.store import Row, Store


@dataclass
class Served:
    """A lesson that a browser can open."""

    classroom: Classroom
    opening: host.Opening
    base: str

    @property
    def about(self) -> dict[str, Any]:
        """What a script needs to come in."""
        teacher, board = (f"{self.base}/enter/{key}" for key in (self.opening.teacher, self.opening.board))
        return {"base": self.base, "code": self.opening.row.code, "teacher": teacher, "board": board}


@contextmanager
def served(
    folder: Path, case: Case, mode: Mode, happened: Sequence[tuple[str, Body]] = ()
) -> Iterator[Served]:
    """A lesson at a free port, until the block ends, in which some things have happened already."""
    store = Store.at(folder / "lessons.db")
    opening = host.open_lesson(store, case.id, Opened(case.id, case.version, case.fingerprint, mode))
    now = datetime.now(UTC)
    rows = [Row(Event(number, now, who, body), f"{number}") for number, (who, body) in enumerate(happened, 2)]
    store.append(opening.row.id, rows)
    config = uvicorn.Config(lambda *_: None, host="127.0.0.1", port=0, log_level="error")
    socket = config.bind_socket()
    port = socket.getsockname()[1]
    classroom = host.classroom_for(store, opening.row, case, "127.0.0.1", port)
    server = uvicorn.Server(
        uvicorn.Config(application(classroom), log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    try:
        yield Served(classroom, opening, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join()
        store.close()
