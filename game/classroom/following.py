"""What other processes write to the same lessons: a database server wakes us, and we look each second anyway.

A wake-up names a lesson and the number of its last event, no more; what happened is read from the log. So a
wake-up that gets lost costs a second, and nothing else.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from game.classroom.store import CHANNEL, CannotKeep, Store

EVERY = 1.0
"""Seconds after which the lessons in hand are looked at, whatever was heard."""
A_BATCH = 0.1
"""Seconds in which what has been written is told once: a transaction with a wake-up holds all others up."""
MOST_TOLD = 100
"""Lessons in one wake-up, which has room for 8,000 bytes."""


class Follower(threading.Thread):
    """Listens to a database server, and tells others what has been written here.

    `in_hand` gives the ids of the lessons that matter, `heard` is called in this thread with those that have
    come to a number.
    """

    def __init__(
        self,
        store: Store,
        in_hand: Callable[[], Collection[str]],
        heard: Callable[[Mapping[str, int]], None],
    ) -> None:
        super().__init__(name="following", daemon=True)
        self.store, self.in_hand, self.heard = store, in_hand, heard
        self.to_tell: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        self.ended = threading.Event()

    def tell(self, lesson: str, number: int) -> None:
        """Others are to be told that a lesson has come to a number."""
        if self.is_alive():
            self.to_tell.put((lesson, number))

    def run(self) -> None:
        """Listen until `ended` is set; a server that is away is asked again."""
        import psycopg

        address = self.store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while not self.ended.is_set():
            try:
                with psycopg.connect(address, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    while not self.ended.is_set():
                        self.hear(connection, EVERY)
                        self.look()
            except (psycopg.Error, CannotKeep):
                self.ended.wait(EVERY)

    def hear(self, connection: Any, seconds: float) -> None:
        """Hear and tell for a while."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.ended.is_set():
            for told in connection.notifies(timeout=A_BATCH):
                found = numbers_in(told.payload)
                wanted = {lesson: found[lesson] for lesson in self.in_hand() if lesson in found}
                if wanted:
                    self.heard(wanted)
            for payload in self.payloads():
                connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))

    def payloads(self) -> Iterator[str]:
        """What is to be told, each lesson once with its last number."""
        last: dict[str, int] = {}
        while not self.to_tell.empty():
            lesson, number = self.to_tell.get()
            last[lesson] = max(number, last.get(lesson, 0))
        words = [f"{lesson} {number}" for lesson, number in last.items()]
        for start in range(0, len(words), MOST_TOLD):
            yield "\n".join(words[start : start + MOST_TOLD])

    def look(self) -> None:
        """Ask the log itself; a lesson that has been deleted has come to 0. Raises `CannotKeep`."""
        lessons = tuple(self.in_hand())
        if lessons:
            self.heard(dict.fromkeys(lessons, 0) | self.store.last_numbers(lessons))


def numbers_in(payload: str) -> dict[str, int]:
    """The lessons that a wake-up names, with their last numbers."""
    pairs = (line.partition(" ") for line in payload.splitlines())
    return {lesson: int(number) for lesson, _, number in pairs if number.isascii() and number.isdigit()}
