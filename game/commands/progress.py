"""A line on standard error that says how far a long command has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from game.case.proof import Progress

FIRST_AFTER = 1.0
"""Seconds before the first word: what is done sooner needs none."""
EVERY = 0.2


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Gives a function that is told what is being done; it shows it, where there is a terminal to show it on.

    The line is gone when the work is done.
    """
    stream = sys.stderr
    shows = bool(stream and stream.isatty())
    began = last = time.monotonic()
    width = 0

    def tell(words: str) -> None:
        nonlocal last, width
        now = time.monotonic()
        if not shows or now - began < FIRST_AFTER or now - last < EVERY:
            return
        last = now
        line = f"{what}: {words} ({now - began:.0f} s; Ctrl+C shows what is known so far)"[:79]
        stream.write(f"\r{line.ljust(width)}")
        stream.flush()
        width = len(line)

    try:
        yield tell
    finally:
        if width:
            stream.write(f"\r{' ' * width}\r")
            stream.flush()
