"""A line on standard error that says how far a long command has come."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from game.proof.result import Progress

FIRST_AFTER = 1.0
"""Seconds before the first word: what is done sooner needs none."""
EVERY = 0.2
USUAL_COLUMNS = 80


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
        line = fitted(
            f"{what}: {words}", f" ({now - began:.0f} s; Ctrl+C shows what is known so far)", columns()
        )
        stream.write(f"\r{line.ljust(width)}")
        stream.flush()
        width = len(line)

    try:
        yield tell
    finally:
        if width:
            stream.write(f"\r{' ' * width}\r")
            stream.flush()


def columns() -> int:
    """The columns of the terminal that the line is shown on."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL_COLUMNS
    except (OSError, ValueError):
        return USUAL_COLUMNS


def fitted(words: str, end: str, width: int) -> str:
    """A line that leaves the last column free; where it would be longer, its words are cut, not its end."""
    room = max(0, width - 1 - len(end))
    return f"{words if len(words) <= room else f'{words[: room - 1]}…'}{end}"[: width - 1]
