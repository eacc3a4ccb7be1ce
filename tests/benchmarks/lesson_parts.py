"""What is measured of a lesson: votes, joins, returns, restarts, kills, and a long lesson."""

from __future__ import annotations

import asyncio
import itertools
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.lesson_over_http import (
    PATIENCE,
    Line,
    Listener,
    Server,
    courses,
    join,
    join_all,
    teach,
)
from tests.benchmarks.results import Figure

REASON = "the note on the table leaves him no other way, and he knows who will read it"
COUNT = itertools.count()
FLOOD = 100
"""Requests of each device that floods a lesson."""


@dataclass(frozen=True)
class Size:
    """How much is measured; a smoke run takes little of everything."""

    small: int = 30
    large: int = 300
    burst: int = 600
    joins: int = 500
    events: int = 50_000
    kills: int = 20
    rounds: int = 3
    lessons: int = 100
    workers: int = 4


TINY = Size(small=4, large=4, burst=5, joins=4, events=60, kills=1, rounds=1, lessons=2, workers=2)


def p95(figures: Sequence[float]) -> float:
    return sorted(figures)[max(0, round(len(figures) * 0.95) - 1)]


@asynccontextmanager
async def held(place: str = "") -> AsyncIterator[Server]:
    """A new lesson, served until this ends."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), place=place)
        await server.start()
        try:
            yield server
        finally:
            server.kill()


@dataclass
class Class:
    """So many pupils, each with her page open and a connection kept for what she hands in."""

    server: Server
    keys: list[str]
    pages: list[Listener]
    lines: list[Line]
    board: Listener
    dashboard: Listener

    @classmethod
    async def of(cls, server: Server, count: int) -> Class:
        links = server.links
        keys = await join_all(server.port, links.code, count)
        pages = [Listener(server.port, "/lesson/events", key) for key in keys]
        board = Listener(server.port, "/board/events", links.board)
        dashboard = Listener(server.port, "/teacher/events", links.teacher)
        for page in (*pages, board, dashboard):
            page.start()
        for page in (*pages, board, dashboard):
            await page.first()
        lines = [Line(server.port, key) for key in keys]
        for line in lines:
            await line.open()
        return cls(server, keys, pages, lines, board, dashboard)

    async def close(self) -> None:
        for line in self.lines:
            line.close()
        for page in (*self.pages, self.board, self.dashboard):
            await page.stop()

    async def vote(self, place: int, choice: str, wait: float = 0.0, round_: str = "vote") -> Vote:
        """One pupil's vote: when it was sent and acknowledged, and its number."""
        await asyncio.sleep(wait)
        reason = f"{REASON}, {next(COUNT)}"
        body = {"kind": "voted", "depth": 0, "round": round_, "choice": choice, "because": reason}
        began, line = time.perf_counter(), self.lines[place]
        try:
            answer = await line.ask("POST", "/lesson/say", body)
        except OSError:  # unused for long, it was closed; a browser makes a new one, too
            line.close()
            await line.open()
            answer = await line.ask("POST", "/lesson/say", body)
        if answer.status != 200:
            raise SystemExit(f"a vote was not taken: {answer.status} {answer.body!r}")
        return Vote(began, time.perf_counter(), answer.data["number"])


class Vote(NamedTuple):
    """A vote, by the clients' clock."""

    sent: float
    acknowledged: float
    number: int


@asynccontextmanager
async def a_class(count: int, place: str = "") -> AsyncIterator[Class]:
    """A lesson with so many pupils in it."""
    async with held(place) as server:
        class_ = await Class.of(server, count)
        try:
            yield class_
        finally:
            await class_.close()


async def to_dashboard(votes: Sequence[Vote], *pages: Listener) -> list[float]:
    """Milliseconds from sending each vote until all these pages showed it."""
    return [1000 * (max([await page.after(vote.number) for page in pages]) - vote.sent) for vote in votes]


# --- what is measured -------------------------------------------------------------------------------------


async def votes(size: Size) -> list[Figure]:
    """A class votes within one second, at two sizes; phases change; and the memory of the server."""
    found = []
    for count, goal in {size.small: 250, size.large: 500}.items():
        async with a_class(count) as class_:
            taken: list[float] = []
            for round_ in ("vote", "revote"):
                await teach(class_.server, "turned", phase=round_)
                choices = courses()
                waits = [random.random() for _ in range(count)]
                voted = await asyncio.gather(
                    *(
                        class_.vote(place, random.choice(choices), waits[place], round_)
                        for place in range(count)
                    )
                )
                taken += await to_dashboard(voted, class_.board, class_.dashboard)
            found.append(Figure(f"vote to dashboard, p95, {count} within a second", p95(taken), "ms", goal))
            if count == size.large:
                changes = await phase_changes(class_, size.rounds)
                found.append(Figure(f"phase change at {count}, p95", p95(changes), "ms", 300))
                found.append(Figure(f"memory of the server with {count}", class_.server.memory(), "MB", 150))
    return found


async def phase_changes(class_: Class, rounds: int) -> list[float]:
    """Milliseconds from the teacher's key until each page shows the new phase."""
    taken = []
    for phase in ("discuss", "revote", "locked", "reveal", "record")[: 2 * rounds]:
        began = time.perf_counter()
        number = await teach(class_.server, "turned", phase=phase)
        taken += [1000 * (await page.after(number) - began) for page in class_.pages]
    return taken


async def burst(size: Size) -> list[Figure]:
    """All vote in the same instant."""
    async with a_class(size.burst) as class_:
        await teach(class_.server, "turned", phase="vote")
        choices = courses()
        voted = await asyncio.gather(
            *(class_.vote(place, random.choice(choices)) for place in range(size.burst))
        )
        shown = await to_dashboard(voted, class_.board, class_.dashboard)
        taken = [1000 * (vote.acknowledged - vote.sent) for vote in voted]
        return [
            Figure(f"{size.burst} votes at once, p95 to the acknowledgement", p95(taken), "ms", 400),
            Figure(f"{size.burst} votes at once, p95 to the dashboard", p95(shown), "ms"),
            Figure(f"most memory of the server with {size.burst}", class_.server.memory("VmHWM"), "MB"),
        ]


async def flood(size: Size) -> list[Figure]:
    """A class votes while some devices send as fast as they can, much of it too long."""
    async with a_class(2 * size.small) as class_:
        await teach(class_.server, "turned", phase="vote")
        pupils, flooding = class_.keys[: size.small], class_.keys[size.small :]
        answers: Counter[int] = Counter()

        async def send_without_end(key: str) -> None:
            line = Line(class_.server.port, key)
            for number in range(FLOOD):
                try:
                    if line.writer is None:
                        await line.open()
                    raw = b"x" * 100_000 if number % 10 == 0 else b'{"kind": "voted"}'
                    answers[(await line.ask("POST", "/lesson/say", raw=raw)).status] += 1
                except OSError:
                    line.close()
            line.close()

        floods = [asyncio.create_task(send_without_end(key)) for key in flooding]
        choices = courses()
        voted = await asyncio.gather(
            *(class_.vote(place, random.choice(choices), random.random()) for place in range(len(pupils)))
        )
        shown = await to_dashboard(voted, class_.board, class_.dashboard)
        await asyncio.gather(*floods)
        refused = sum(count for status, count in answers.items() if status >= 400)
        return [
            Figure(f"{len(flooding)} devices flood: what they sent, refused", refused, "requests"),
            Figure("of it taken", sum(answers.values()) - refused, "requests", 0),
            Figure(f"vote to dashboard, p95, {size.small} during the flood", p95(shown), "ms", 1_000),
        ]


async def joins(size: Size) -> list[Figure]:
    """All join in the same instant."""
    async with held() as server:
        code = server.links.code

        async def one() -> float:
            began = time.perf_counter()
            await join(server.port, code)
            return 1000 * (time.perf_counter() - began)

        began = time.perf_counter()
        taken = await asyncio.gather(*(one() for _ in range(size.joins)))
        whole = time.perf_counter() - began
        return [
            Figure(f"{size.joins} joins at once, p95", p95(taken), "ms", 1_000),
            Figure(f"{size.joins} joins at once, all of them", whole, "s"),
        ]


async def reconnects(size: Size) -> list[Figure]:
    """Every page loses its connection in the same instant; and the server is killed under them."""
    async with a_class(size.joins) as class_:
        server = class_.server

        async def back(key: str, began: float) -> float:
            while True:
                page = Listener(server.port, "/lesson/events", key)
                page.start()
                assert page.task is not None
                first = asyncio.create_task(page.first())
                await asyncio.wait({page.task, first}, return_when=asyncio.FIRST_COMPLETED)
                if page.heard:
                    fresh.append(page)
                    return time.perf_counter() - began
                first.cancel()
                # As a browser does that was told to try again after about a second.
                await asyncio.sleep(random.uniform(0.5, 1.5))

        async def all_back(began: float) -> list[float]:
            async with asyncio.timeout(PATIENCE):
                return list(await asyncio.gather(*(back(key, began) for key in class_.keys)))

        fresh: list[Listener] = []
        for page in class_.pages:
            await page.stop()
        together = await all_back(time.perf_counter())
        for page in fresh:
            await page.stop()
        fresh = []
        server.kill()
        began = time.perf_counter()
        killed, _ = await asyncio.gather(all_back(began), server.start())
        for page in fresh:
            await page.stop()
        return [
            Figure(
                f"{len(together)} of {size.joins} pages back after the network was gone",
                max(together),
                "s",
                3,
            ),
            Figure(
                f"{len(killed)} of {size.joins} pages back after the server was killed", max(killed), "s", 5
            ),
        ]


async def restart(size: Size) -> list[Figure]:
    """A lesson with a long log is ready again."""
    async with held() as server:
        keys = await join_all(server.port, server.links.code, min(300, size.events // 4))
        server.kill()
        prolong(server.folder, size.events)
        taken, used = [], []
        for _ in range(size.rounds):
            server.kill()
            taken.append(await server.start())
            used.append(server.processor())
        async with Line(server.port, keys[0]) as line:
            page = (await line.ask("GET", "/lesson/now")).data
        assert page["mine"]["because"].startswith(REASON)
        return [
            Figure(f"restart ready with {size.events:,} events", max(taken), "s", 3),
            Figure("the same, in time of the processor", max(used), "s", 3),
            Figure(f"memory after it, {size.events:,} events", server.memory(), "MB"),
        ]


def prolong(folder: Path, most: int) -> None:
    """Write votes to the log of a lesson until it has so many events."""
    from game.classroom.events import Event, Turned, Voted
    from game.classroom.store import Row, Store

    store = Store.at(folder / "lessons.db")
    (lesson,) = store.lessons()
    log = store.log(lesson.id)
    pupils = [row.event.who for row in log if row.event.kind == "joined"]
    now, choices = datetime.now(UTC), courses()
    rows = [Row(Event(len(log) + 1, now, "", Turned("vote")), "turned by hand")]
    for number in range(len(log) + 2, most + 1):
        body = Voted(0, "vote", random.choice(choices), f"{REASON}, {number}")
        rows.append(Row(Event(number, now, pupils[number % len(pupils)], body), f"by hand {number}"))
    store.append(lesson.id, rows)
    store.close()


async def kills(size: Size) -> list[Figure]:
    """The server is killed at random with votes in flight; all is sent again and counted."""
    acknowledged: dict[str, str] = {}
    slowest, before = 0.0, 0
    async with held() as server:
        pupils = await join_all(server.port, server.links.code, size.large)
        await teach(server, "turned", phase="vote")
        for round_ in range(size.kills):
            lines = [Line(server.port, key) for key in pupils]
            for line in lines:
                await line.open()
            sent = [
                asyncio.create_task(vote_marked(line, f"{round_} {place}"))
                for place, line in enumerate(lines)
            ]
            await asyncio.sleep(random.uniform(0.005, 0.2))
            server.kill()
            heard = await asyncio.gather(*sent)
            acknowledged |= {f"{round_} {place}": words for place, words in enumerate(heard) if words}
            before += sum(map(bool, heard))
            for line in lines:
                line.close()
            slowest = max(slowest, await server.start())
            missing, _ = look(server.folder, acknowledged)
            if missing:
                break
            # Every pupil's page sends again what it has no answer to, some of it twice.
            for _ in range(2):
                lines = [Line(server.port, key) for key in pupils]
                for line in lines:
                    await line.open()
                heard = await asyncio.gather(
                    *(vote_marked(line, f"{round_} {place}") for place, line in enumerate(lines))
                )
                acknowledged |= {f"{round_} {place}": words for place, words in enumerate(heard) if words}
                for line in lines:
                    line.close()
        missing, doubled = look(server.folder, acknowledged)
        return [
            Figure(f"{size.kills} kills, {size.large} in flight: acknowledged before", before, "votes"),
            Figure("acknowledged in all, once sent again", len(acknowledged), "votes"),
            Figure("of them missing", missing, "votes", 0),
            Figure("of them doubled", doubled, "votes", 0),
            Figure("ready again after a kill, the slowest", slowest, "s", 3),
        ]


async def vote_marked(line: Line, mark: str) -> str:
    """A vote with a mark of its own; gives its number once it is acknowledged, "" where it never was."""
    body = {
        "kind": "voted",
        "depth": 0,
        "round": "vote",
        "choice": courses_known()[0],
        "because": mark,
        "key": mark,
    }
    try:
        answer = await line.ask("POST", "/lesson/say", body)
    except OSError:
        return ""
    return str(answer.data["number"]) if answer.status == 200 else ""


def courses_known(found: list[tuple[str, ...]] = []) -> tuple[str, ...]:  # noqa: B006
    """The courses, looked up once."""
    if not found:
        found.append(courses())
    return found[0]


def look(folder: Path, acknowledged: dict[str, str]) -> tuple[int, int]:
    """How many acknowledged votes the log does not have under their number, and how many it has twice."""
    from game.classroom.events import Voted
    from game.classroom.store import Store

    store = Store.at(folder / "lessons.db")
    (lesson,) = store.lessons()
    bodies = [(row.event.number, row.event.body) for row in store.log(lesson.id)]
    store.close()
    kept = [(str(number), body.because) for number, body in bodies if isinstance(body, Voted)]
    there = set(kept)
    missing = sum((number, mark) not in there for mark, number in acknowledged.items())
    return missing, len(kept) - len({mark for _, mark in kept})


async def soak(minutes: float, pupils: int) -> list[Figure]:
    """A lesson that goes on: votes all the time, phases, reloads; memory and times stay as they are."""
    async with a_class(pupils) as class_:
        await teach(class_.server, "turned", phase="vote")
        began, memory, windows = time.perf_counter(), [class_.server.memory()], []
        used, cost = class_.server.processor(), []
        while (gone := time.perf_counter() - began) < 60 * minutes:
            window: list[float] = []
            until = min(gone + 60, 60 * minutes)
            while time.perf_counter() - began < until:
                voted = await asyncio.gather(
                    *(
                        class_.vote(place, random.choice(courses_known()), 5 * random.random())
                        for place in random.sample(range(pupils), max(1, pupils // 5))
                    )
                )
                window += await to_dashboard(voted, class_.dashboard)
                for page in random.sample(class_.pages, max(1, pupils // 50)):
                    await page.stop()
                    page.heard.clear()
                    page.start()
                    await page.first()
                for phase in ("discuss", "vote"):
                    await teach(class_.server, "turned", phase=phase)
            memory.append(class_.server.memory())
            windows.append(p95(window))
            cost.append(1000 * (class_.server.processor() - used) / len(window))
            used = class_.server.processor()
            for page in (*class_.pages, class_.board, class_.dashboard):
                del page.heard[:-1]
            told = f"p95 {windows[-1]:.0f} ms, {memory[-1]:.1f} MB, {cost[-1]:.1f} ms of the processor a vote"
            print(f"  minute {len(windows)}: {told}", flush=True)
        third = max(1, len(windows) // 3)
        settled = memory[min(1, len(memory) - 1)]
        first, last = statistics.median(windows[:third]), statistics.median(windows[-third:])
        return [
            Figure(
                f"soak of {minutes:g} minutes with {pupils}: memory gained", memory[-1] - settled, "MB", 20
            ),
            Figure("vote to dashboard, p95, its first third", first, "ms"),
            Figure("vote to dashboard, p95, its last third", last, "ms", max(1.5 * first, first + 50)),
            Figure(
                "time of the processor for a vote, its first third", statistics.median(cost[:third]), "ms"
            ),
            Figure(
                "time of the processor for a vote, its last third",
                statistics.median(cost[-third:]),
                "ms",
                1.5 * statistics.median(cost[:third]),
            ),
        ]


PARTS: dict[str, Callable[[Size], Awaitable[list[Figure]]]] = {
    "votes": votes,
    "burst": burst,
    "joins": joins,
    "flood": flood,
    "reconnects": reconnects,
    "restart": restart,
    "kills": kills,
}
