"""A lesson served by a process of its own, and pupils who talk to it over real HTTP on the loopback.

The clients are bare sockets, so that what is measured is the server. `python lesson_over_http.py FOLDER PORT`
serves the lesson of a folder, a new one if it has none; its links come as one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

CASE = ROOT / "scenes" / "testament"
HOST = "127.0.0.1"
PATIENCE = 120.0
LONGEST_LINE = 1 << 23


class Links(NamedTuple):
    """What lets somebody into a lesson."""

    code: str
    teacher: str
    board: str


def free_port() -> int:
    """A port that nobody listens on; on Linux nobody else is given it until this process ends."""
    held = socket.socket()
    if sys.platform == "linux":  # where a server may listen beside a socket that only holds the port
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind((HOST, 0))
    port: int = held.getsockname()[1]
    if sys.platform == "linux":
        held.detach()
    else:
        held.close()
    return port


@dataclass
class Server:
    """A lesson served by a process of its own, pinned to a core where the system can."""

    folder: Path
    port: int = field(default_factory=free_port)
    core: int | None = 0
    place: str = ""
    process: subprocess.Popen[bytes] | None = None

    async def start(self) -> float:
        """Serve until `kill`; gives the seconds until the first answer."""
        began = time.perf_counter()
        core = "" if self.core is None else str(self.core)
        command = [sys.executable, __file__, str(self.folder), str(self.port), core, self.place]
        self.process = subprocess.Popen(command)
        while time.perf_counter() - began < PATIENCE and self.process.poll() is None:
            try:
                async with Line(self.port) as line:
                    await line.ask("GET", "/")
                return time.perf_counter() - began
            except OSError:
                await asyncio.sleep(0.01)
        raise SystemExit("the server did not come up")

    @property
    def links(self) -> Links:
        """The links of the lesson that is served; kept in its folder."""
        return Links(*json.loads((self.folder / "links.json").read_text(encoding="utf-8")))

    def kill(self) -> None:
        """End it at once, as a loss of power would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def memory(self, what: str = "VmRSS") -> float:
        """MB of the process that are in memory; `VmHWM` for the most that ever were."""
        assert self.process is not None
        return memory_of(self.process.pid, what)

    def processor(self) -> float:
        """Seconds of a processor that it has used: what a busy machine does not change."""
        assert self.process is not None
        return processor_of(self.process.pid)


def processor_of(process: int) -> float:
    """Seconds of a processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(process: int, what: str = "VmRSS") -> float:
    """MB of a process that are in memory."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = next(line for line in status.splitlines() if line.startswith(what))
    return int(found.split()[1]) / 1024


class Line:
    """A connection that stays open from one request to the next."""

    def __init__(self, port: int, key: str = "") -> None:
        self.port, self.key = port, key
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Line:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection(HOST, self.port, limit=LONGEST_LINE)

    def close(self) -> None:
        """Hang up, without a word."""
        if self.writer is not None:
            self.writer.transport.abort()
        self.reader = self.writer = None

    def send(self, method: str, path: str, body: bytes = b"", headers: str = "") -> None:
        """Send a request. Raises `OSError`."""
        if self.writer is None:
            raise ConnectionError("hung up")
        key = f"Authorization: Bearer {self.key}\r\n" if self.key else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nAccept: application/json\r\n"
        kind = (
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if method == "POST" else ""
        )
        self.writer.write(f"{head}{key}{headers}{kind}\r\n".encode() + body)

    async def head(self) -> tuple[int, dict[str, str]]:
        """The status and the headers of an answer. Raises `OSError` where none comes."""
        assert self.reader is not None
        try:
            text = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as broken:
            raise ConnectionError("the server hung up") from broken
        first, *rest = text.split("\r\n")
        pairs = (line.partition(":") for line in rest if line)
        return int(first.split()[1]), {name.casefold(): value.strip() for name, _, value in pairs}

    async def ask(self, method: str, path: str, data: Any = None, raw: bytes | None = None) -> Answer:
        """The answer to a request. Raises `OSError` where none comes."""
        body = json.dumps(data).encode() if data is not None else b""
        self.send(method, path, body if raw is None else raw)
        status, headers = await self.head()
        assert self.reader is not None
        try:
            body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        except asyncio.IncompleteReadError as broken:
            raise ConnectionError("the server hung up") from broken
        return Answer(status, body)

    async def events(self, path: str) -> AsyncIterator[tuple[int, bytes]]:
        """What a stream brings: number and data of each event. Raises `OSError` where it is refused."""
        self.send("GET", path)
        status, _ = await self.head()
        if status != 200:
            raise ConnectionError(f"the stream was refused with {status}")
        number = 0
        assert self.reader is not None
        while line := await self.reader.readline():
            if line.startswith(b"id: "):
                number = int(line[4:])
            elif line.startswith(b"data: ") and number:
                yield number, line[6:]
                number = 0
            elif line == b"0\r\n":
                return


class Answer(NamedTuple):
    """A status and what came with it."""

    status: int
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass
class Listener:
    """Somebody with a page open: when each event came, by the clock of the test."""

    port: int
    path: str
    key: str
    heard: list[tuple[float, int]] = field(default_factory=list)
    last: bytes = b""
    task: asyncio.Task[None] | None = None
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def start(self) -> None:
        """Open the page; `heard` fills from now on."""
        self.task = asyncio.create_task(self.listen())

    async def listen(self) -> None:
        line = Line(self.port, self.key)
        try:
            await line.open()
            async for number, data in line.events(self.path):
                self.heard.append((time.perf_counter(), number))
                self.last = data
                self.came.set()
        except OSError:
            pass
        finally:
            line.close()

    async def until(self, holds: Callable[[Listener], bool], patience: float = PATIENCE) -> None:
        """Wait until something holds of what was heard. Raises `TimeoutError`."""
        async with asyncio.timeout(patience):
            while not holds(self):
                self.came.clear()
                await self.came.wait()

    async def first(self) -> float:
        """When the page was there."""
        await self.until(lambda each: bool(each.heard))
        return self.heard[0][0]

    async def after(self, number: int) -> float:
        """When it showed what an event of this number had changed."""
        await self.until(lambda each: bool(each.heard) and each.heard[-1][1] >= number)
        return next(at for at, last in self.heard if last >= number)

    async def stop(self) -> None:
        """Close the page."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)


async def join(port: int, code: str) -> str:
    """The key of a new pupil."""
    async with Line(port) as line:
        answer = await line.ask("POST", "/join", {"code": code})
    if answer.status != 200:
        raise SystemExit(f"nobody can join: {answer.body!r}")
    return str(answer.data["key"])


async def join_all(port: int, code: str, count: int, at_once: int = 20) -> list[str]:
    """The keys of so many pupils, who come in a few at a time."""
    keys: list[str] = []
    while len(keys) < count:
        some = min(at_once, count - len(keys))
        keys += await asyncio.gather(*(join(port, code) for _ in range(some)))
    return keys


async def teach(server: Server, kind: str, **fields: Any) -> int:
    """Do something as the teacher; gives the number of the event."""
    async with Line(server.port, server.links.teacher) as line:
        answer = await line.ask("POST", "/teacher/say", {"kind": kind, **fields})
    if answer.status != 200:
        raise SystemExit(f"the teacher cannot do that: {answer.body!r}")
    return int(answer.data["number"])


def courses() -> tuple[str, ...]:
    """The courses that are open at the first decision of the case."""
    from game.case import load_case

    case = load_case(CASE)
    return tuple(choice.id for choice in case.scenes[case.start].choices.values() if not choice.shut)


def serve(folder: Path, port: int, core: str, place: str) -> None:
    """Serve the lesson of a folder until this process is ended."""
    if core and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(core)})
    from game.case import load_case
    from game.classroom import host
    from game.classroom.events import Opened
    from game.classroom.listening import serve_until_stopped
    from game.classroom.server import application
    from game.classroom.store import Store

    case = load_case(CASE)
    store = Store.at(place or folder / "lessons.db")
    if (folder / "links.json").exists():
        code = json.loads((folder / "links.json").read_text(encoding="utf-8"))[0]
        row = next(each for each in store.lessons() if each.code == code)
    else:
        opening = host.open_lesson(
            store, str(CASE), Opened(case.id, case.version, case.fingerprint, "together")
        )
        row = opening.row
        links = json.dumps([row.code, opening.teacher, opening.board])
        (folder / "links.json").write_text(links, encoding="utf-8")
    # As on a laptop, where the extra `class` brings no reader of requests in C.
    served = application(host.classroom_for(store, row, case, HOST, port))
    serve_until_stopped(served, HOST, port, http="h11")


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5])
