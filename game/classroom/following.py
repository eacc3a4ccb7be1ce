"""What other processes write to the same lessons: a database server wakes us, and we look each second anyway.

A wake-up names a lesson and the number of its last event, no more; what happened is read from the log. So a
wake-up that gets lost costs a second, and nothing else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping

from game.classroom.store import CHANNEL, CannotKeep, Store

EVERY = 1.0
"""Seconds after which the lessons in hand are looked at, whatever was heard."""


class Follower(threading.Thread):
    """Listens to a database server, and tells which lessons have come to which number.

    `in_hand` gives the ids of the lessons that matter, `heard` is called in this thread.
    """

    def __init__(
        self,
        store: Store,
        in_hand: Callable[[], Collection[str]],
        heard: Callable[[Mapping[str, int]], None],
    ) -> None:
        super().__init__(name="following", daemon=True)
        self.store, self.in_hand, self.heard = store, in_hand, heard
        self.ended = threading.Event()

    def run(self) -> None:
        """Listen until `ended` is set; a server that is away is asked again."""
        import psycopg

        address = self.store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while not self.ended.is_set():
            try:
                with psycopg.connect(address, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    while not self.ended.is_set():
                        for told in connection.notifies(timeout=EVERY):
                            lesson, _, number = told.payload.partition(" ")
                            if lesson in self.in_hand() and number.isdigit():
                                self.heard({lesson: int(number)})
                        self.look()
            except (psycopg.Error, CannotKeep):
                self.ended.wait(EVERY)

    def look(self) -> None:
        """Ask the log itself. Raises `CannotKeep`."""
        lessons = tuple(self.in_hand())
        if lessons:
            self.heard(self.store.last_numbers(lessons))
