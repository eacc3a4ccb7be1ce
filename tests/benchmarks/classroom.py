"""How fast a lesson is, and that nothing acknowledged is lost: each figure beside its goal.

    python tests/benchmarks/classroom.py run [--only votes,joins] [--keep]
    python tests/benchmarks/classroom.py soak --minutes 30
    python tests/benchmarks/classroom.py compare A.json B.json

The server is a process of its own, pinned to one core and reached over real HTTP on the loopback; the clients
are pinned to another. What is kept lies in `results/`, with the machine and its load. Times are of the
clients' clock: they hold the clients' own share, too.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import lesson_parts
from tests.benchmarks.district_parts import district
from tests.benchmarks.lesson_parts import TINY, Size, soak
from tests.benchmarks.results import Figure, compare, keep, machine

PARTS = {**lesson_parts.PARTS, "district": district}


def measure(parts: Sequence[Callable[[], Awaitable[list[Figure]]]], command: str, kept: bool) -> int:
    """Run the parts one after another, print each figure, keep them if asked; 1 where a goal is missed."""
    before = machine()
    print(f"{before['processor']}, {before['cores']} cores, Python {before['python']}, load {before['load']}")
    figures: list[Figure] = []
    with off_the_first_core():
        for part in parts:
            for figure in asyncio.run(part()):  # type: ignore[arg-type]
                print(figure, flush=True)
                figures.append(figure)
    if kept:
        print(f"kept in {keep(figures, command, before)}")
    return int(not all(figure.holds for figure in figures))


@contextmanager
def off_the_first_core() -> Iterator[None]:
    """The clients leave the server's core alone, where the machine has another one."""
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if cores - {0}:
        os.sched_setaffinity(0, cores - {0})
    yield
    if cores - {0}:
        os.sched_setaffinity(0, cores)


def main(arguments: list[str] | None = None) -> int:
    """Measure, soak, or compare two runs; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    ways = parser.add_subparsers(dest="way", required=True)
    run = ways.add_parser("run", help="every figure, or some")
    run.add_argument("--only", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}")
    run.add_argument("--tiny", action="store_true", help="little of everything, to see that it runs")
    long = ways.add_parser("soak", help="a lesson that goes on for long")
    long.add_argument("--minutes", type=float, default=30)
    long.add_argument("--pupils", type=int, default=100)
    for each in (run, long):
        each.add_argument("--keep", action="store_true", help="write the run down in results/")
    both = ways.add_parser("compare", help="two runs side by side")
    both.add_argument("runs", type=Path, nargs=2)
    wanted = parser.parse_args(arguments)
    if wanted.way == "compare":
        compare(*wanted.runs)
        return 0
    if wanted.way == "soak":
        parts = [lambda: soak(wanted.minutes, wanted.pupils)]
        return measure(parts, f"soak --minutes {wanted.minutes:g} --pupils {wanted.pupils}", wanted.keep)
    size = TINY if wanted.tiny else Size()
    unknown = set(wanted.only.split(",")) - set(PARTS)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    parts = [lambda part=PARTS[name]: part(size) for name in wanted.only.split(",")]
    return measure(parts, f"run --only {wanted.only}", wanted.keep)


if __name__ == "__main__":
    sys.exit(main())
