"""A lesson that is going on: one writer, many who wait for what comes next.

Whatever is handed in is checked against the lesson, written down together with all else that has come
meanwhile, and only then acknowledged, shown and counted. What comes twice with the same key is the same.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from game.case.model import Case
from game.classroom import changes, rules
from game.classroom.bells import Bells
from game.classroom.events import Body, Event, Opened
from game.classroom.lesson import Lesson, opened
from game.classroom.store import Batch, CannotKeep, KeyRow, LessonRow, Overtaken, Row, Store
from game.classroom.writer import Writer
from game.refusal import Refusal

MOST_AT_ONCE = 512
"""Events that are written down together."""
MOST_WAITING = 4_096
"""Events that may wait; more are refused, so that a flood cannot fill the memory."""


TRIES = 5
"""So often a batch is written again where somebody else was quicker."""
A_SECOND, AT_ONCE = 400.0, 1_200.0
"""Events that a lesson takes a second for long, and in one instant: more is a flood, and is refused."""


class Refused(Refusal):
    """An event cannot happen now; says why, as a sentence."""


class Busy(Refusal):
    """Too much is waiting to be written down; the sender tries again."""


@dataclass(slots=True)
class Pace:
    """How many more events may come now: a store that fills by so many a second, up to a brim."""

    a_second: float = A_SECOND
    brim: float = AT_ONCE
    left: float = AT_ONCE
    at: float = 0.0

    def takes(self, now: float) -> bool:
        """Whether one more may come; if so it has been counted."""
        self.left = min(self.brim, self.left + self.a_second * (now - self.at))
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass(slots=True)
class Waiting:
    """An event that has been handed in and not yet written down."""

    who: str
    key: str
    body: Body
    keys: tuple[KeyRow, ...]
    done: asyncio.Future[Event]


@dataclass(slots=True)
class Room:
    """One lesson in hand. `Room.of` gives one that is kept; nothing happens unless `run` is running.

    `trouble` says why the last thing that was handed in could not be written down, "" if it was.
    """

    store: Store
    row: LessonRow
    lesson: Lesson
    seen: dict[str, Event]
    writer: Writer
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    waiting: asyncio.Queue[Waiting] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    bells: Bells = field(default_factory=Bells)
    pace: Pace = field(default_factory=Pace)
    trouble: str = ""
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    def of(cls, store: Store, row: LessonRow, case: Case, writer: Writer | None = None) -> Room:
        """A lesson as its log says it is; `writer` is one that other lessons share.

        Raises `CannotKeep` where the log has no beginning.
        """
        with no_garbage():
            log = store.log(row.id)
            first = log[0].event.body if log else None
            if not isinstance(first, Opened):
                raise CannotKeep(f"the log of lesson {row.code} does not begin with its opening")
            lesson = changes.fold(opened(case, first), [each.event for each in log])
            seen = {each.key: each.event for each in log}
            return cls(store, row, lesson, seen, writer or Writer(store))

    async def submit(self, who: str, key: str, body: Body, keys: tuple[KeyRow, ...] = ()) -> Event:
        """Hand an event in; gives it back once it is on the disk.

        `key` is the sender's own mark for it: handed in again, the first one is given back. `keys` are kept
        with it. Raises `Refused` with the reason, `Busy`, and `CannotKeep` where it could not be written.
        """
        if key in self.seen:
            return self.seen[key]
        loop = asyncio.get_running_loop()
        if self.waiting.full() or not self.pace.takes(loop.time()):
            raise Busy("Too much is coming in at once. Try again in a moment.")
        future: asyncio.Future[Event] = loop.create_future()
        self.waiting.put_nowait(Waiting(who, key, body, keys, future))
        return await future

    async def run(self) -> None:
        """Write down what is handed in, for ever: everything that has come meanwhile at once."""
        while True:
            batch = [await self.waiting.get()]
            while len(batch) < MOST_AT_ONCE and not self.waiting.empty():
                batch.append(self.waiting.get_nowait())
            async with self.writing:
                await self.write_or_tell(batch)

    async def write_or_tell(self, batch: Sequence[Waiting], tries: int = TRIES) -> None:
        """Write a batch down, behind what somebody else has written; where it fails its senders are told."""
        try:
            await self.write(batch)
        except Overtaken as again:
            try:
                await self.catch_up()
            except Exception as fault:
                self.not_kept(batch, str(fault))
                return
            if tries:
                await self.write_or_tell(batch, tries - 1)
            else:
                self.not_kept(batch, str(again))
        except Exception as fault:
            self.not_kept(batch, f"the lesson could not be written down: {fault}.")

    def not_kept(self, batch: Sequence[Waiting], why: str) -> None:
        """Tell all who still wait, and the teacher, that nothing of a batch was written down."""
        self.trouble = why
        self.bells.ring_for(None)
        tell(batch, CannotKeep(why))

    async def heard_of(self, number: int) -> None:
        """Somebody else may have written to the same log, up to this number. Raises `CannotKeep`."""
        if number > self.lesson.last:
            async with self.writing:
                await self.catch_up()

    async def write(self, batch: Sequence[Waiting]) -> None:
        """Write a batch down: what can happen happens in its order, the rest is refused.

        Raises `Overtaken` where somebody else has written to the same log.
        """
        lesson = self.lesson
        rows: list[Row] = []
        keys: list[KeyRow] = []
        made: dict[str, Event] = {}
        for each in batch:
            if each.key in self.seen or each.key in made:
                continue
            try:
                if why := rules.why_not(lesson, each.who, each.body):
                    raise Refused(why)
                event = Event(lesson.last + 1, self.clock(), each.who, each.body)
                lesson = changes.after(lesson, event)
            except Exception as fault:
                tell([each], fault if isinstance(fault, Refused) else CannotKeep(f"not understood: {fault}."))
                continue
            rows.append(Row(event, each.key))
            keys += each.keys
            made[each.key] = event
        if rows:
            try:
                await self.writer.append(Batch(self.row.id, rows, keys))
            except Overtaken:
                raise
            except CannotKeep as why_not_kept:
                self.not_kept(batch, str(why_not_kept))
                return
            self.trouble = ""
        self.take(lesson, made)
        for each in batch:
            if not each.done.done():
                each.done.set_result(self.seen[each.key])

    def take(self, lesson: Lesson, made: Mapping[str, Event]) -> None:
        """What is on the disk now is true now, and whoever sees it is woken."""
        self.seen |= made
        self.lesson = lesson
        self.bells.ring(lesson, tuple(made.values()))

    async def later_than(self, number: int, patience: float) -> Lesson:
        """The lesson as soon as it has an event behind this number, or as it is after so many seconds."""
        with self.bells.hang() as bell:
            if self.lesson.last <= number:
                await bell.wait(patience)
        return self.lesson

    async def catch_up(self) -> None:
        """Read what others have written to the same log."""
        rows = await asyncio.to_thread(self.store.log, self.row.id, self.lesson.last)
        if rows:
            self.take(
                changes.fold(self.lesson, [row.event for row in rows]), {row.key: row.event for row in rows}
            )


@contextmanager
def no_garbage() -> Iterator[None]:
    """A long log is read twice as fast while nobody looks for garbage; nothing in it is any."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def tell(batch: Sequence[Waiting], why: Refusal) -> None:
    """Tell all who still wait why what they handed in was not written down."""
    for each in batch:
        if not each.done.done():
            each.done.set_exception(type(why)(str(why)))
