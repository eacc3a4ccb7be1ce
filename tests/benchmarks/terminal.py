"""How quick the terminal face is, each figure beside its floor in the same run.

Run by name, on Linux, with nothing else running:

    python tests/benchmarks/terminal.py [--runs 15] [--turns 1000]

Every figure comes from a real pseudo-terminal of 100x30. `first text` is the first visible character;
`settled` is the last byte before 60 ms of silence. The floor is a Textual application that shows one line.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from game.case import load_case
from game.case.prose import plain
from game.play import Playthrough

HISTORIAN = str(Path(sys.executable).with_name("historian"))
MINIMAL = """
from textual.app import App, ComposeResult
from textual.widgets import Static
class Minimal(App):
    def compose(self) -> ComposeResult:
        yield Static("Ready")
Minimal().run()
"""
ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^].*?(?:\x07|\x1b\\)|[()].|.)", re.DOTALL)
CASE = load_case(Path(__file__).resolve().parents[2] / "scenes" / "purges")
FEWEST_DECISIONS = 2
"""At least so many decisions of the line of history lie behind the kept playthrough."""
QUIET = 0.06
PATIENCE = 120.0


class Probe:
    """A command in a pseudo-terminal, with the time of every byte."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        control, terminal = pty.openpty()
        fcntl.ioctl(control, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        variables = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        variables |= {"HISTORIAN_HOME": str(home), "TEXTUAL_ANIMATIONS": "none"}
        variables.pop("NO_COLOR", None)
        # An installed program has its bytecode; without it every start would compile our own modules.
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env=variables,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(terminal)
        self.control = control
        self.written = b""

    def __enter__(self) -> Probe:
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.control)

    def read(self, patience: float) -> bool:
        ready, _, _ = select.select([self.control], [], [], patience)
        if not ready:
            return False
        try:
            self.written += os.read(self.control, 1 << 16)
        except OSError:
            return False
        return True

    def until(self, holds: Callable[[bytes], object], *, raw: bool = False) -> float:
        """Milliseconds from the start of the command until the visible text is so.

        With `raw` the text is looked at as it was written: that keeps the command from waiting for us.
        """
        while True:
            got = self.read(PATIENCE)
            now = time.perf_counter()
            if holds(self.written if raw else ESCAPES.sub(b"", self.written)):
                return (now - self.began) * 1000
            if not got:
                raise SystemExit(f"this never came: {ESCAPES.sub(b'', self.written)[-400:]!r}")

    def settle(self) -> None:
        while self.read(0.3):
            pass
        self.written = b""

    def key(self, key: bytes) -> tuple[float, float]:
        """Milliseconds from a key to the first byte, and to the last one before silence."""
        pressed = time.perf_counter()
        os.write(self.control, key)
        if not self.read(PATIENCE):
            raise SystemExit(f"nothing came of the key {key!r}")
        first = last = time.perf_counter()
        while self.read(QUIET):
            last = time.perf_counter()
        self.written = b""
        return (first - pressed) * 1000, (last - pressed) * 1000

    @property
    def memory(self) -> float:
        """MiB of the process that are in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found
        return int(found[1]) / 1024


def visible(text: bytes) -> bool:
    return bool(text.strip())


def kept_playthrough(home: Path) -> bytes:
    """A playthrough to go on with, a few decisions into the main case; gives the first words of its scene."""
    shutil.rmtree(home, ignore_errors=True)
    line = CASE.paths["history"].choices
    lines = (line[:count] for count in range(FEWEST_DECISIONS, len(line)))
    taken, play = next(
        (taken, play)
        for taken in lines
        if (play := Playthrough.replay(CASE, taken)).moment.choices
        and not play.scene.care
        and play.scene.id not in {chapter.start for chapter in CASE.chapters}
    )
    subprocess.run(
        [HISTORIAN, "play", CASE.id, "--plain", "--choices", ",".join(taken)],
        env={**os.environ, "HISTORIAN_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return " ".join(plain(play.moment.text).split()[:3]).encode()


def endless_case(folder: Path) -> None:
    """Two long scenes that lead to one another for ever, with a way out."""
    paragraphs = "\n".join(
        f"      - |\n        {'The sheet goes from desk to desk, and nobody says a word about it. ' * 5}\n"
        for _ in range(3)
    )
    scenes = "".join(
        f"  {here}:\n    title: The {here} desk\n    text:\n{paragraphs}"
        f"    ask: What now?\n    choices:\n"
        f"      on: {{label: Pass it on., text: It goes on., goto: {there}}}\n"
        f"      keep: {{label: Keep it for a day., text: It stays., goto: {there}}}\n"
        f"      out: {{label: Leave the room., text: The door closes., goto: gone}}\n"
        for here, there in (("first", "second"), ("second", "first"))
    )
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text(
        "id: endless\ntitle: Endless\nquestion: How long?\nversion: 1.0.0\nstart: first\nscenes:\n"
        f"{scenes}  gone:\n    title: Gone\n    text: [The end.]\n    ending: {{title: Gone}}\n",
        encoding="utf-8",
    )


def p95(figures: Sequence[float]) -> float:
    return sorted(figures)[max(0, round(len(figures) * 0.95) - 1)]


def row(name: str, figures: Sequence[float], unit: str = "ms") -> None:
    print(
        f"{name:<44} median {statistics.median(figures):8.1f} {unit}   p95 {p95(figures):8.1f}"
        f"   min {min(figures):8.1f}   max {max(figures):8.1f}"
    )


def starts(runs: int, scratch: Path) -> None:
    home = scratch / "starts"
    scene = kept_playthrough(home)
    figures: dict[str, list[float]] = {"floor": [], "library": [], "go on": [], "plain": [], "cases": []}
    for _ in range(runs):
        with Probe([sys.executable, "-c", MINIMAL], home) as probe:
            figures["floor"].append(probe.until(visible))
        with Probe([HISTORIAN], home) as probe:
            figures["library"].append(probe.until(visible))
        with Probe([HISTORIAN, "play", CASE.id], home) as probe:
            figures["go on"].append(probe.until(lambda text: scene in text and b"choose" in text, raw=True))
        with Probe([HISTORIAN, "play", CASE.id, "--plain"], home) as probe:
            figures["plain"].append(probe.until(lambda text: text.rstrip().endswith(b"help:")))
        with Probe([HISTORIAN, "cases"], home) as probe:
            figures["cases"].append(probe.until(lambda text: b"Testament" in text))
    floor = statistics.median(figures["floor"])
    row("floor: a minimal Textual app, first text", figures["floor"])
    for name, label in (
        ("library", "library, first text (at most 1.3)"),
        ("go on", "go on to a readable scene (at most 1.6)"),
        ("plain", "--plain to its first prompt"),
        ("cases", "historian cases"),
    ):
        row(label, figures[name])
        print(f"{'':<44} {statistics.median(figures[name]) / floor:.2f} times the floor")


def turns(count: int, scratch: Path) -> None:
    case = scratch / "endless"
    endless_case(case)
    with Probe([HISTORIAN, "play", str(case)], scratch / "turns") as probe:
        probe.until(lambda text: b"choose" in text)
        probe.settle()
        probe.key(b"\x1b[B")
        highlights = [probe.key(key)[0] for key in [b"\x1b[B", b"\x1b[A"] * min(50, count)]
        turned: list[float] = []
        memory: list[float] = []
        for turn in range(count):
            probe.key(b"1")
            probe.key(b"\r")
            turned.append(probe.key(b" ")[1])
            if turn in (min(20, count // 2), count - 1):
                memory.append(probe.memory)
    row("a highlighted choice, key to paint (p95 16)", highlights)
    row("a turned scene, settled (p95 60)", turned)
    print(f"{'memory in a scene (at most 50)':<44} {memory[0]:.1f} MiB")
    print(f"{f'growth over {count:,} turns (at most 3)':<44} {memory[-1] - memory[0]:.1f} MiB")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="launches of each command")
    parser.add_argument("--turns", type=int, default=1000, help="scenes turned in one process")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        starts(wanted.runs, Path(scratch))
        turns(wanted.turns, Path(scratch))


if __name__ == "__main__":
    main()
