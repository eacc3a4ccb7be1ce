"""`historian class serve` and `class open`: the lessons of a school or a district, on a server of its own."""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import signal
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from game.commands import DONE, Refusal, complain, purpose
from game.commands.lesson_store import needs_extra, store_asked
from game.commands.opening import add_lesson, lesson_opened
from game.commands.resolve import playable

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

AGAIN = 1.0
"""Seconds after which a worker that has ended is started again."""


def declare(ways: Any) -> None:
    serve = ways.add_parser("serve", **purpose("serve every lesson of a store: for a school or a district"))
    serve.set_defaults(way=served)
    serve.add_argument(
        "--listen", metavar="HOST", default="127.0.0.1", help="where the proxy finds it (127.0.0.1)"
    )
    served_at(serve)
    opened = ways.add_parser("open", **purpose("open a lesson on such a server, and print its links"))
    opened.set_defaults(way=opened_there)
    opened.add_argument("case", metavar="CASE", help="a case by its id")
    add_lesson(opened)
    served_at(opened)


def served_at(asked: argparse.ArgumentParser) -> None:
    """Where the lessons are kept and reached; the same for both commands."""
    asked.add_argument("--store", metavar="PLACE", required=True, help="postgresql://…, or a file")
    asked.add_argument("--workers", type=int, default=1, metavar="N", help="processes, one a core (1)")
    asked.add_argument("--port", type=int, default=8000, help="the first worker's port; others follow (8000)")
    asked.add_argument(
        "--address",
        metavar="LINK",
        help="what pupils' browsers reach a worker at, {} for its number: https://lesson{}.school.example",
    )


def links(asked: argparse.Namespace) -> tuple[str, ...]:
    """The link of each worker. Raises `Refusal` where they would not differ."""
    if not 1 <= asked.workers <= 64:
        raise Refusal("--workers is a number from 1 to 64: about one for each core.")
    numbers = range(asked.workers)
    if not asked.address:
        return tuple(f"http://127.0.0.1:{asked.port + number}" for number in numbers)
    link = asked.address.rstrip("/")
    if not link.startswith(("https://", "http://")):
        raise Refusal(f"{link} is no link. Write it whole: https://lesson{{}}.school.example")
    if asked.workers > 1 and "{}" not in link:
        raise Refusal(
            f"each of the {asked.workers} workers needs an address of its own, since a lesson belongs to one "
            "of them. Write {} where its number stands: --address https://lesson{}.school.example"
        )
    return tuple(link.replace("{}", str(number + 1)) for number in numbers)


def served(asked: argparse.Namespace) -> int:
    """Serve until the process is asked to end; a worker that ends by itself is started again."""
    from game.classroom.addresses import is_public, own_addresses

    there = links(asked)
    if any(map(is_public, own_addresses() if asked.listen == "0.0.0.0" else (asked.listen,))):
        raise Refusal(
            f"{asked.listen} can be reached from the whole internet, where a lesson is held with TLS only. "
            "Leave --listen out and put a proxy with a certificate before it."
        )
    with contextlib.closing(store_asked(asked)) as store:
        if asked.workers > 1 and not store.is_shared:
            raise Refusal(
                "several workers need a database server: --store postgresql://…; a file has one writer."
            )
    for number, link in enumerate(there):
        print(f"{link} is served at {asked.listen}:{asked.port + number}", flush=True)
    if asked.workers == 1:
        work(asked.store, there, 0, asked.listen, asked.port)
        return DONE
    supervise(
        [(asked.store, there, number, asked.listen, asked.port + number) for number in range(asked.workers)]
    )
    return DONE


def work(store: str, there: tuple[str, ...], here: int, listen: str, port: int) -> None:
    """One worker: the lessons whose code leads to it."""
    from game.classroom.listening import serve_until_stopped
    from game.classroom.server.district import Servers, district
    from game.classroom.store import Store

    named = lru_cache(maxsize=None)(playable)
    with contextlib.closing(Store.at(store)) as held:
        serve_until_stopped(district(held, Servers(there, here), port, named), listen, port)


def supervise(each: list[tuple[str, tuple[str, ...], int, str, int]]) -> None:
    """Keep a process running for each of these until this one is asked to end."""
    spawning = multiprocessing.get_context("spawn")
    asked_to_end: list[int] = []
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda number, _: asked_to_end.append(number))
    running: list[SpawnProcess] = []
    for what in each:
        running.append(spawning.Process(target=work, args=what, daemon=True))
        running[-1].start()
    while not asked_to_end:
        time.sleep(AGAIN)
        for place, process in enumerate(running):
            if not process.is_alive() and not asked_to_end:
                complain(f"worker {place + 1} has ended ({process.exitcode}); it is started again.")
                running[place] = spawning.Process(target=work, args=each[place], daemon=True)
                running[place].start()
    for process in running:
        process.terminate()
    for process in running:
        process.join()


def opened_there(asked: argparse.Namespace) -> int:
    """Open a lesson in a store that a server serves, and print its links."""
    try:
        from game.classroom import host
        from game.classroom.server.district import Servers
    except ModuleNotFoundError as missing:
        raise needs_extra(missing) from None

    case = playable(asked.case)
    opened = lesson_opened(case, asked)
    servers = Servers(links(asked), 0)
    with contextlib.closing(store_asked(asked)) as store:
        opening = host.open_lesson(store, asked.case, opened)
    link = servers.link_of(opening.row.code)
    print(f"Pupils open   {link}   and type   {opening.row.code}")
    print(f"Your page     {link}/enter/{opening.teacher}")
    print(f"The board     {link}/enter/{opening.board}")
    print("Keep these two links to yourself.")
    return DONE
