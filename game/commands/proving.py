"""What `historian check` finds out by playing, and the line that says how far a long command has come."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from game.commands import Refusal, complain
from game.proof.result import Progress

if TYPE_CHECKING:
    from game.case.model import Case
    from game.proof.random_play import RandomPlays
    from game.proof.result import Proof

FIRST_AFTER = 1.0
"""Seconds before the first word: what is done sooner needs none."""
EVERY = 0.2
USUAL_COLUMNS = 80


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Gives a function that is told what is being done; it shows it, where there is a terminal to show it on.

    The line is gone when the work is done. Ctrl+C that the work itself does not meet leaves nothing to show.
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

    def clear() -> None:
        nonlocal width
        if width:
            stream.write(f"\r{' ' * width}\r")
            stream.flush()
            width = 0

    try:
        yield tell
    except KeyboardInterrupt:
        clear()
        complain(f"{what}: it was stopped, and nothing is known yet.")
        raise
    finally:
        clear()


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


MOST_PLAYS = 10_000_000


def declare_proof(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("--prove", action="store_true", help="prove what every path does, and count them")
    asked.add_argument(
        "--budget", type=seconds, metavar="SECONDS", help="with --prove: the time it may take (30)"
    )
    asked.add_argument(
        "--random", type=plays, metavar="N", help="play N times at random and tell what breaks"
    )
    asked.add_argument(
        "--seed", type=int, metavar="S", help="with --random: the same number plays the same again (0)"
    )


def seconds(given: str) -> float:
    """A time that a proof may take. Raises what argparse turns into a sentence."""
    value = seconds_or_none(given)
    if not value:
        raise argparse.ArgumentTypeError(f"{given!r} is no time; write seconds, such as 30")
    return value


def seconds_or_none(given: str) -> float:
    """A time that a proof may take, 0 for no proof. Raises what argparse turns into a sentence."""
    try:
        value = float(given)
    except ValueError:
        value = -1
    if not 0 <= value <= 86_400:
        raise argparse.ArgumentTypeError(f"{given!r} is no time; write seconds, such as 30")
    return value


def plays(given: str) -> int:
    """A number of playthroughs. Raises what argparse turns into a sentence."""
    if not given.isascii() or not given.isdigit() or not 0 < int(given) <= MOST_PLAYS:
        raise argparse.ArgumentTypeError(f"{given!r} is no number of playthroughs; write a whole number")
    return int(given)


def check_options(asked: argparse.Namespace) -> None:
    """Refuse what means nothing without something else."""
    if asked.budget is not None and not asked.prove:
        raise Refusal("--budget goes with --prove.")
    if asked.seed is not None and asked.random is None:
        raise Refusal("--seed goes with --random.")


def proved(case: Case | None, asked: argparse.Namespace) -> Proof | None:
    """The proof that was asked for; None if none was, or the case cannot be compiled."""
    if case is None or not asked.prove:
        return None
    from game.proof.prover import prove
    from game.proof.result import DEFAULT_BUDGET

    with progress(f"proving {case.id}") as tell:
        return prove(case, asked.budget or DEFAULT_BUDGET, tell, echo=asked.format == "json")


def played(case: Case | None, asked: argparse.Namespace) -> RandomPlays | None:
    """The random playthroughs that were asked for; None if none were, or the case cannot be compiled."""
    if case is None or asked.random is None:
        return None
    from game.proof.random_play import play_at_random

    with progress(f"playing {case.id}") as tell:
        return play_at_random(case, asked.random, asked.seed or 0, tell)


def plays_as_object(case: Case, found: RandomPlays) -> dict[str, object]:
    """Random playthroughs as JSON holds them."""
    from game.proof.report import missed

    return {
        "playthroughs": found.playthroughs,
        "faults": [
            {
                "fault": cause.kind,
                "scene": fault.scene,
                "promise": cause.promise,
                "times": fault.times,
                "witness": list(fault.shortest),
            }
            for cause, fault in found.faults.items()
        ],
        "endings": dict(found.endings),
        "scenes": len(found.scenes),
        "choices": len(found.choices),
        "missed": missed(case, found),
        "stopped": found.stopped,
    }
