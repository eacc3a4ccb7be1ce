"""Reading a case again each time its author has saved.

Editors save in many ways: in place, by renaming a finished file over the old one, by deleting it and
writing it anew, several files at once, with files of their own beside it. So nothing is concluded from what
happened to a file. A change only means that the folder is looked at; when it looks otherwise than before,
and has come to rest, the case is read.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from game.authoring.preview.reading import CaseReading, Look, look_at, read

TOLD_PAUSE, PAUSE = 1.0, 0.25
"""Seconds between two looks: where the system tells of changes, and where it does not."""
REST = 0.05
"""Seconds for which a folder must look the same before it is read: a save may be several steps."""
MOST_RESTLESS = 1.0
"""Seconds after which it is read even so: somebody may write without end."""


async def readings(folder: Path, last: Look) -> AsyncIterator[CaseReading]:
    """The case anew each time that its folder looks otherwise than it did last, without end."""
    word = asyncio.Event()
    listening = asyncio.create_task(listen(folder, word))
    try:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(word.wait(), PAUSE if listening.done() else TOLD_PAUSE)
            word.clear()
            if await asyncio.to_thread(look_at, folder) != last:
                await rest(folder)
                reading = await asyncio.to_thread(read, folder)
                last = reading.look
                yield reading
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening


async def rest(folder: Path) -> None:
    """Until the folder has looked the same for a moment."""
    before = await asyncio.to_thread(look_at, folder)
    for _ in range(round(MOST_RESTLESS / REST)):
        await asyncio.sleep(REST)
        now = await asyncio.to_thread(look_at, folder)
        if now == before:
            return
        before = now


async def listen(folder: Path, word: asyncio.Event) -> None:
    """Set `word` at each change of which the system tells.

    Ends where it cannot tell: without the package that asks it, or once it allows no more to be watched.
    """
    if find_spec("watchfiles") is None:
        return
    watchfiles = await asyncio.to_thread(import_module, "watchfiles")
    while True:
        try:
            async for _ in watchfiles.awatch(folder, step=20, debounce=200, watch_filter=None):
                word.set()
                if not folder.is_dir():
                    break
        except FileNotFoundError:
            pass
        except Exception:  # whatever the system answers, looking from time to time is enough
            return
        await asyncio.sleep(TOLD_PAUSE)
