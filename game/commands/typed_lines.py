"""Lines that are typed or piped, one after the other, and Ctrl+C at any instant between them."""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import TextIO

LONGEST_LINE = 65_536


def lines(stream: TextIO | None) -> Iterator[str]:
    """The lines of a stream; of one without end only the beginning is kept."""
    wait = until_typed(stream)
    while stream is not None:
        wait()
        line = rest = stream.readline(LONGEST_LINE)
        if not line:
            return
        while rest and not rest.endswith("\n"):
            rest = stream.readline(LONGEST_LINE)
        yield line.rstrip("\r\n")


def until_typed(stream: TextIO | None) -> Callable[[], object]:
    """What waits until a line has been typed in a terminal, or Ctrl+C pressed; elsewhere it does not wait.

    Python tells of Ctrl+C between two of its own steps. Pressed after the last of them and before the
    terminal is read, it would be heard with the next line only; the system is told to wake this instead.
    """
    if stream is None or os.name != "posix" or threading.current_thread() is not threading.main_thread():
        return bool
    if not stream.isatty() or not by_lines(stream.fileno()):
        return bool
    woken, wake = os.pipe()
    for end in (woken, wake):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    return partial(select.select, [stream.fileno(), woken], [], [])


def by_lines(terminal: int) -> bool:
    """Whether a terminal hands over whole lines, none of which is then held back by a reader."""
    import termios

    return bool(termios.tcgetattr(terminal)[3] & termios.ICANON)
