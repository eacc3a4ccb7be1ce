"""A real terminal for tests: a command in a pseudo-terminal, its screen kept by an emulator."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

HISTORIAN = Path(sys.executable).with_name("historian")
PATIENCE = 120.0
"""Seconds to wait for something that must come; a busy machine may need several."""


class Terminal:
    """Runs a command; `text` is what a player sees, `raw` every byte that was written."""

    def __init__(
        self,
        *arguments: str,
        command: Sequence[str] = (str(HISTORIAN),),
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str | None] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.raw = b""
        variables: dict[str, str | None] = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "NO_COLOR": None,
            "LINES": None,  # they would be believed rather than the terminal
            "COLUMNS": None,
            **(environment or {}),
        }
        self.control, terminal = pty.openpty()
        self.resize(columns, rows)
        self.process = subprocess.Popen(
            [*command, *arguments],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env={name: value for name, value in variables.items() if value is not None},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(terminal)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        os.close(self.control)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.control, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def press(self, *keys: str) -> None:
        names = {"enter": "\r", "escape": "\x1b", "space": " ", "down": "\x1b[B", "up": "\x1b[A", "tab": "\t"}
        for key in keys:
            os.write(self.control, names.get(key, key).encode())

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what has been written; False once the command has closed the terminal."""
        ready, _, _ = select.select([self.control], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.control, 65536)
        except OSError:
            return False
        self.raw += data
        self.stream.feed(self.decoder.decode(data))
        return bool(data)

    def wait_for(self, what: str | Callable[[Terminal], object], patience: float = PATIENCE) -> None:
        """Wait until the screen shows a text, or until something holds."""
        holds = (lambda terminal: what in terminal.text) if isinstance(what, str) else what
        deadline = time.monotonic() + patience
        while not holds(self):
            if not self.read() or time.monotonic() > deadline:
                if holds(self):
                    return
                raise AssertionError(f"never came: {what}\n\n{self.text}")

    def wait_until_still(self, quiet: float = 0.15) -> None:
        """Wait until nothing more is written: a page is painted in two or three strokes."""
        while self.read(quiet) and select.select([self.control], [], [], quiet)[0]:
            pass

    def wait_for_end(self, patience: float = PATIENCE) -> int:
        """Wait until the command has ended; its exit code."""
        deadline = time.monotonic() + patience
        while self.process.poll() is None:
            self.read()
            if time.monotonic() > deadline:
                raise AssertionError(f"never ended\n\n{self.text}")
        while self.read(0.2) and select.select([self.control], [], [], 0)[0]:
            pass
        return self.process.returncode

    def kill(self) -> None:
        """End the command at once, as a power cut would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
