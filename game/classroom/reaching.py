"""What can be reached in the part that a class plays: worked out once for a lesson, and kept.

A process of its own does that, which gives way to whatever else there is to do: votes do not wait for it, and
what it needed is given back at its end. It ends with the process that asked it, too.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from game.case.model import Case
from game.case.parts import CasePart
from game.classroom.lesson import Lesson, begin
from game.classroom.other_ways import Proved, only_here, proved_of
from game.proof.result import DEFAULT_BUDGET, ProofFinding

STARTING = 30.0
"""Seconds that a slow machine may take to start a process and to read the case, beside the proof."""
LOOKING = 0.2
"""Seconds between two looks at whether it is there."""
ONE_AT_A_TIME = threading.Lock()


class Reaching:
    """What can be reached in one lesson. Nothing is begun before somebody asks."""

    def __init__(self) -> None:
        self.found: Proved | None = None
        self.there = threading.Event()
        self.begun = threading.Lock()

    def so_far(self, lesson: Lesson) -> Proved | None:
        """What is known by now; None while it is being worked out, which begins when this is first asked."""
        if self.begun.acquire(blocking=False):
            if lesson.opened.scene is not None:
                self.keep(only_here(lesson.case, begin(lesson.case, lesson.opened)))
            else:
                threading.Thread(target=self.ask, args=(lesson,), name="proof", daemon=True).start()
        return self.found

    def within(self, lesson: Lesson, patience: float) -> Proved | None:
        """What is known once it has been worked out, or after so many seconds; its thread waits."""
        self.so_far(lesson)
        self.there.wait(patience)
        return self.found

    async def whole(self, lesson: Lesson) -> Proved:
        """What is known once it has been worked out. No thread waits for that, a lesson may end first."""
        while (found := self.so_far(lesson)) is None:
            await asyncio.sleep(LOOKING)
        return found

    def ask(self, lesson: Lesson) -> None:
        """Have another process find out; where it cannot, nothing is known."""
        part, found = CasePart(lesson.opened.chapter, lesson.opened.route), {}
        try:
            found = asked_apart(lesson.case, part)
        finally:
            self.keep({part: found})

    def keep(self, found: Proved) -> None:
        self.found = found
        self.there.set()


def here_and_now(lesson: Lesson) -> Proved:
    """The same in this process, where nothing else is waiting."""
    start = begin(lesson.case, lesson.opened)
    return (
        only_here(lesson.case, start) if lesson.opened.scene is not None else proved_of(lesson.case, [start])
    )


def asked_apart(case: Case, part: CasePart) -> dict[str, ProofFinding]:
    """What a process of its own finds out about a part of a case; nothing if the case is another by now.

    Of many lessons one asks at a time, and what one has been told holds for all about the same case.
    """
    with suppress(OSError, subprocess.SubprocessError, ValueError), ONE_AT_A_TIME:
        return told_by_another(case, part)
    return {}


@lru_cache(maxsize=16)
def told_by_another(case: Case, part: CasePart) -> dict[str, ProofFinding]:
    """What such a process says. Raises `OSError`, `SubprocessError` or `ValueError` where it does not."""
    asked = [str(case.folder.absolute()), case.fingerprint, part.chapter or "", part.route or ""]
    command, patience = [sys.executable or "", "-P", "-m", __name__, *asked], DEFAULT_BUDGET + STARTING
    theirs, held = os.pipe()
    try:
        done = subprocess.run(command, stdin=theirs, capture_output=True, timeout=patience, check=True)
    finally:
        os.close(theirs)
        os.close(held)
    return {
        key: ProofFinding(verdict, None if way is None else tuple(way))
        for key, (verdict, way) in json.loads(done.stdout).items()
    }


def answer(folder: str, fingerprint: str, chapter: str, route: str) -> None:
    """In that process: say what can be reached, as JSON."""
    threading.Thread(target=end_with_who_asked, daemon=True).start()
    from game.case import load_case
    from game.proof.within_reach import within_reach

    if hasattr(os, "nice"):
        os.nice(10)
    case = load_case(Path(folder))
    found = (
        within_reach(case, CasePart(chapter or None, route or None))
        if case.fingerprint == fingerprint
        else {}
    )
    json.dump({key: each[:2] for key, each in found.items()}, sys.stdout)


def end_with_who_asked() -> None:
    """End at once when nobody holds the other end of standard input any more, however that came to be."""
    # `sys.stdin` would be locked while this waits, and so stop an ordinary end.
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    answer(*sys.argv[1:])
