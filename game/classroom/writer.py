"""One writer for all lessons of a process: what has come to any of them meanwhile is written down at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from game.classroom.store import Batch, CannotKeep, Store

Pending = tuple[Batch, asyncio.Future[None]]


@dataclass(slots=True)
class Writer:
    """Writes batches of several lessons in one transaction; `kept` is told what is on the disk."""

    store: Store
    kept: Callable[[Batch], None] = lambda _: None
    pending: list[Pending] = field(default_factory=list)
    writing: asyncio.Task[None] | None = None

    async def append(self, batch: Batch) -> None:
        """Write a batch down: on the disk when this returns. Raises `CannotKeep`, `Overtaken`."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.pending.append((batch, done))
        if self.writing is None or self.writing.done():
            self.writing = asyncio.create_task(self.write())
        await done

    async def write(self) -> None:
        """Write until nothing more has come; where several together cannot be written, one by one."""
        while self.pending:
            together, self.pending = self.pending, []
            try:
                await asyncio.to_thread(self.store.append_all, [batch for batch, _ in together])
            except CannotKeep as why:
                if len(together) == 1:
                    self.tell(together[0], why)
                    continue
                for each in together:
                    await self.write_alone(each)
                continue
            except Exception as fault:
                for each in together:
                    self.tell(each, CannotKeep(f"the lesson could not be written down: {fault}."))
                continue
            for each in together:
                self.tell(each)

    async def write_alone(self, each: Pending) -> None:
        try:
            await asyncio.to_thread(self.store.append_all, [each[0]])
        except Exception as why:
            self.tell(each, why)
        else:
            self.tell(each)

    def tell(self, each: Pending, why: Exception | None = None) -> None:
        batch, done = each
        if why is None:
            self.kept(batch)
        if done.done():
            return
        if why is None:
            done.set_result(None)
        else:
            done.set_exception(why)
