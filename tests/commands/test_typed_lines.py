"""What is typed in a terminal comes line by line, and Ctrl+C is heard at whatever instant it is pressed."""

from __future__ import annotations

import _thread
import os
import signal
import sys
from collections.abc import Iterator
from operator import call
from threading import Timer

import pytest

from game.commands.typed_lines import lines, until_typed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
PATIENCE = 60.0


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: the hand's, and the one that is read."""
    import pty

    ends = pty.openpty()
    yield ends
    before = signal.set_wakeup_fd(-1)
    for end in {*ends, before} - {-1}:
        os.close(end)


def test_an_interruption_just_before_the_terminal_is_read_is_heard(terminal: tuple[int, int]) -> None:
    hand, read = terminal
    with open(read, closefd=False) as stream:
        wait = until_typed(stream)
        too_late = Timer(PATIENCE, os.write, (hand, b"a line\n"))
        too_late.start()
        try:
            with pytest.raises(KeyboardInterrupt):
                # Nothing of Python's own comes between the two, so nothing else can tell of the interruption.
                list(map(call, (_thread.interrupt_main, wait)))
            assert too_late.is_alive(), "it was heard with the next line only"
        finally:
            too_late.cancel()


def test_lines_come_one_by_one_whatever_came_at_once(terminal: tuple[int, int]) -> None:
    hand, read = terminal
    os.write(hand, b"one\ntwo\n\nfour\n\x04")
    with open(read, closefd=False) as stream:
        assert list(lines(stream)) == ["one", "two", "", "four"]
