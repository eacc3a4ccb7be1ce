"""What is wrong with a case, in the words of the preview: how much, in which order, and in which scene."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from game.authoring.preview.rehearsal import Rehearsal
from game.case.diagnostics.problems import SEVERITIES, Problem, Severity
from game.case.model import Case
from game.phrases import amount

KEY = re.compile(r"^(\s*)[\"']?([a-z][a-z0-9_]*)[\"']?\s*:")


def by_weight(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first; what weighs the same stays in the order of files and lines."""
    return sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))


def how_many(problems: Iterable[Problem], *severities: Severity) -> str:
    """How many there are of each weight: "2 errors, 1 warning"; "" for none."""
    found = [problem.severity for problem in problems]
    words = [(found.count(severity), severity) for severity in severities]
    return ", ".join(amount(number, word) for number, word in words if number)


def summary(rehearsal: Rehearsal) -> str:
    """When the case was read, and how it is, in a line: "saved 14:02:31, no problems"."""
    reading = rehearsal.reading
    verb = "saved" if rehearsal.saves else "read"
    found = how_many(reading.problems, "error", "warning") or "no problems"
    hints = how_many(reading.problems, "hint")
    return f"{verb} {reading.at:%H:%M:%S}, {found}" + (f" ({hints})" if hints else "")


def how_it_is(rehearsal: Rehearsal) -> str:
    """When the case was read, how it is, and what is played where this version cannot be."""
    return "; ".join(each for each in (summary(rehearsal), standing(rehearsal)) if each)


def standing(rehearsal: Rehearsal) -> str:
    """What is played where this version cannot be; "" where it can."""
    if rehearsal.reading.case is not None:
        return ""
    if rehearsal.case is None:
        return "it cannot be played yet"
    return "the last good version plays on"


def scene_of(problem: Problem, folder: Path, case: Case) -> str | None:
    """The scene in which a problem stands, if the case has it: the nearest key above that is its id."""
    try:
        text = (folder / problem.file).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return None
    for line in reversed(text.split("\n")[: problem.line]):
        found = KEY.match(line)
        if found and found[2] in case.scenes:
            return found[2]
        if found and not found[1]:
            return None
    return None
