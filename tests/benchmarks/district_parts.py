"""What is measured of a district: many lessons on several workers, with PostgreSQL behind them."""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from game.classroom.host import Opening
from game.classroom.listening import make_room
from game.classroom.server.district import Servers
from tests.benchmarks.lesson_over_http import (
    CASE,
    HOST,
    Line,
    Links,
    Listener,
    courses,
    join,
    memory_of,
    processor_of,
)
from tests.benchmarks.lesson_parts import REASON, Size, Vote, p95, to_dashboard
from tests.benchmarks.postgres import a_postgres, programs
from tests.benchmarks.results import Figure

A_CLASS = 30
AT_ONCE = 10
PATIENCE = 120.0
SLOWLY = 10.0
"""Seconds in which a district may well decide at the same time."""


@dataclass
class Lesson:
    """A lesson of a district: where it is served, its links, its pupils, and the pages that are open."""

    port: int
    links: Links
    keys: list[str]
    pages: list[Listener]
    lines: list[Line]
    dashboard: Listener

    @classmethod
    async def of(cls, port: int, links: Links, count: int) -> Lesson:
        keys = [await join(port, links.code) for _ in range(count)]
        pages = [Listener(port, "/lesson/events", key) for key in keys]
        dashboard = Listener(port, "/teacher/events", links.teacher)
        for page in (*pages, dashboard):
            page.start()
            await page.first()
        lines = [Line(port, key) for key in keys]
        for line in lines:
            await line.open()
        return cls(port, links, keys, pages, lines, dashboard)

    async def vote(self, place: int, choice: str, round_: str, within: float) -> Vote:
        await asyncio.sleep(within * random.random())
        body = {
            "kind": "voted",
            "depth": 0,
            "round": round_,
            "choice": choice,
            "because": f"{REASON} {round_}",
        }
        began = time.perf_counter()
        answer = await self.lines[place].ask("POST", "/lesson/say", body)
        if answer.status != 200:
            raise SystemExit(f"a vote was not taken: {answer.status} {answer.body!r}")
        return Vote(began, time.perf_counter(), answer.data["number"])

    async def teach(self, kind: str, **fields: str) -> int:
        async with Line(self.port, self.links.teacher) as line:
            answer = await line.ask("POST", "/teacher/say", {"kind": kind, **fields})
        return int(answer.data["number"])

    async def close(self) -> None:
        for line in self.lines:
            line.close()
        for page in (*self.pages, self.dashboard):
            await page.stop()


@asynccontextmanager
async def workers(store: str, count: int, first: int) -> AsyncIterator[int]:
    """`historian class serve` with so many workers, until this ends."""
    command = [sys.executable, "-m", "game", "class", "serve", "--store", store]
    command += ["--workers", str(count), "--port", str(first)]
    serving = subprocess.Popen(command, cwd=CASE.parents[1], stdout=subprocess.DEVNULL)
    try:
        async with asyncio.timeout(PATIENCE):
            for number in range(count):
                while True:
                    try:
                        async with Line(first + number) as line:
                            await line.ask("GET", "/")
                        break
                    except OSError:
                        await asyncio.sleep(0.05)
        yield serving.pid
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait()


async def district(size: Size) -> list[Figure]:
    """Every pupil of a district votes within the same second."""
    if programs() is None:
        print("PostgreSQL's programs are not installed: a district is not measured")
        return []
    from game.case import load_case
    from game.classroom import host
    from game.classroom.events import Opened
    from game.classroom.store import Store

    make_room()
    case, first = load_case(CASE), random.randrange(20_000, 30_000, 64)  # no client's own port
    servers = Servers(tuple(f"http://{HOST}:{first + number}" for number in range(size.workers)), 0)
    with a_postgres() as address:
        store = Store.at(address)
        opened = Opened(case.id, case.version, case.fingerprint, "together")
        openings = [host.open_lesson(store, str(CASE), opened) for _ in range(size.lessons)]
        store.close()
        async with workers(address, size.workers, first) as serving:
            lessons: list[Lesson] = []
            count = A_CLASS if size.lessons > 2 else 3
            for start in range(0, len(openings), AT_ONCE):
                some = openings[start : start + AT_ONCE]
                lessons += await asyncio.gather(*(lesson_of(servers, each, count) for each in some))
            used = sum(map(processor_of, children_of(serving)))
            found = [
                figure
                for round_, within, goal in (("revote", SLOWLY, 1_000.0), ("vote", 1.0, 1_000.0))
                for figure in await all_vote(lessons, round_, within, goal)
            ]
            used = sum(map(processor_of, children_of(serving))) - used
            largest = max(map(memory_of, children_of(serving)))
            for lesson in lessons:
                await lesson.close()
    pupils = sum(len(lesson.keys) for lesson in lessons)
    told = Figure(f"pupils in {size.lessons} lessons, {size.workers} workers, PostgreSQL", pupils, "pupils")
    return [
        told,
        *found,
        Figure("time of the processor for a vote, all workers", 1000 * used / (2 * pupils), "ms"),
        Figure("memory of its largest worker", largest, "MB"),
    ]


async def lesson_of(servers: Servers, opening: Opening, count: int) -> Lesson:
    """A lesson with so many pupils, on the worker that it belongs to."""
    port = urlsplit(servers.link_of(opening.row.code)).port
    assert port is not None
    return await Lesson.of(port, Links(opening.row.code, opening.teacher, opening.board), count)


def children_of(process: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    return [int(each) for each in listed.split()] or [process]


async def all_vote(lessons: list[Lesson], round_: str, within: float, goal: float) -> list[Figure]:
    """Every pupil votes within so many seconds: until it is acknowledged, and until the dashboard has it."""
    for lesson in lessons:
        await lesson.teach("turned", phase=round_)
    choices = courses()
    voted = await asyncio.gather(
        *(
            asyncio.gather(
                *(
                    lesson.vote(place, random.choice(choices), round_, within)
                    for place in range(len(lesson.keys))
                )
            )
            for lesson in lessons
        )
    )
    shown, taken = [], []
    for lesson, votes in zip(lessons, voted, strict=True):
        shown += await to_dashboard(votes, lesson.dashboard)
        taken += [1000 * (vote.acknowledged - vote.sent) for vote in votes]
    return [
        Figure(f"all of them vote within {within:g} s, p95 to acknowledgement", p95(taken), "ms", goal),
        Figure(f"all of them vote within {within:g} s, p95 to the dashboard", p95(shown), "ms", goal),
    ]
