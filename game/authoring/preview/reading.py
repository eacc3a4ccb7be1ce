"""The case as its author has written it so far, and how its folder looks from outside."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from game.case.diagnostics.allowing import sift
from game.case.diagnostics.problems import Problem, Problems
from game.case.model import Case
from game.case.reader import read_case
from game.case.source_files import walk
from game.immutable import immutable

Look = tuple[object, ...]
"""How a case's folder looks from outside; two looks are the same if the case is."""


@immutable
class CaseReading:
    """The case as it was read: None where it cannot be compiled. `look` is how the folder looked before."""

    look: Look
    case: Case | None
    problems: tuple[Problem, ...]
    at: datetime


def look_at(folder: Path) -> Look:
    """Name, size and times of every file of the case, and what is wrong with them as files."""
    problems = Problems()
    seen: list[object] = []
    for name, path in sorted(walk(folder, "", problems)):
        try:
            found = path.stat()
        except OSError:
            seen.append((name, None))
            continue
        seen.append((name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino))
    return (*seen, *problems.found)


def read(folder: Path) -> CaseReading:
    """Read the case as it is now."""
    look = look_at(folder)
    case, problems = read_case(folder, thorough=True)
    return CaseReading(look, case, sift(case, problems).problems, datetime.now())
