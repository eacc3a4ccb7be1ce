"""What an author allows, with a reason: warnings and hints about a case, or one thing in it, that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, ScalarEvent

from game.case.checks.visitor import every
from game.case.diagnostics.kinds import kinds
from game.case.diagnostics.problems import Problem, Problems
from game.case.diagnostics.telling import put_into_words
from game.case.model import Case
from game.case.node import FilePlace, Named
from game.case.yaml_tree import PARSER

Spot = tuple[int, int]
"""Line and column, counting from 1."""
Ends = dict[Spot, Spot]
EVERYWHERE = ((0, 0), (1 << 30, 0))


class Allowance(NamedTuple):
    """One kind of problem that is allowed: where that is written, why, and in which part of which file.

    Without a `file` it holds in the whole case.
    """

    code: str
    reason: str
    place: FilePlace
    file: str
    begins: Spot
    ends: Spot

    def covers(self, problem: Problem) -> bool:
        """Whether it allows this problem; an error is never allowed."""
        return (
            problem.code == self.code
            and problem.severity != "error"
            and self.file in ("", problem.file)
            and self.begins <= (problem.line, problem.column) < self.ends
        )


class Sifted(NamedTuple):
    """The problems of a case without those that are allowed, and those with the reasons for them."""

    problems: tuple[Problem, ...]
    allowed: tuple[tuple[Problem, str], ...]


def sift(case: Case | None, problems: Sequence[Problem], *, proved: bool = False) -> Sifted:
    """Set aside what the author allows. An allowance that nothing needed is a hint of its own.

    Of what only a proof finds that is said only if the case was `proved`.
    """
    allowances = list(allowances_of(case)) if case is not None else []
    if not allowances:
        return Sifted(tuple(problems), ())
    used: set[Allowance] = set()
    kept, allowed = [], []
    for problem in problems:
        by = next((each for each in allowances if each.covers(problem)), None)
        if by is None:
            kept.append(problem)
        else:
            used.add(by)
            allowed.append((problem, by.reason))
    idle = Problems()
    for each in allowances:
        kind = kinds()[each.code]
        if each not in used and (proved or not kind.proved):
            idle.add("allows-nothing", each.place, name=each.code)
    return Sifted((*kept, *put_into_words(idle)), tuple(allowed))


def allowances_of(case: Case) -> Iterator[Allowance]:
    """What is allowed somewhere in a case, as far as it can be; the narrowest come first."""

    @cache
    def spots(file: str) -> tuple[Ends, Ends]:
        return ends_of(case.folder / file)

    for node, _ in every(case):
        if isinstance(node, Named):
            for code, reason in node.allow.items():
                if can_be_allowed(code) and reason:
                    begins = (node.origin.line, node.origin.column)
                    in_a_list = "id" in node.origin.marks
                    ends = spots(node.origin.file)[in_a_list].get(begins, (begins[0] + 1, 0))
                    place = node.origin.of("allow", code)
                    yield Allowance(code, reason, place, node.origin.file, begins, ends)
    for code, reason in case.allow.items():
        if can_be_allowed(code) and reason:
            yield Allowance(code, reason, case.origin.of("allow", code), "", *EVERYWHERE)


def can_be_allowed(code: str) -> bool:
    """Whether there is such a kind of problem, and it is no error."""
    return code in kinds() and kinds()[code].severity != "error"


def ends_of(path: Path) -> tuple[Ends, Ends]:
    """Where the entries of a file end, by where their keys begin; and the same of its mappings and lists.

    What cannot be read has none.
    """
    entries: Ends = {}
    collections: Ends = {}
    waiting: list[tuple[Spot, Spot | None]] = []
    key: Spot | None = None
    try:
        for event in yaml.parse(path.read_text(encoding="utf-8"), Loader=PARSER):
            start, end = spot(event.start_mark), spot(event.end_mark)
            if isinstance(event, CollectionStartEvent):
                waiting.append((start, key))
                key = None
            elif isinstance(event, CollectionEndEvent):
                begins, key = waiting.pop()
                collections[begins] = end
                if key is not None:
                    entries[key] = end
                key = None
            elif isinstance(event, ScalarEvent):
                key = start if key is None else None
    except (OSError, ValueError, yaml.YAMLError):
        pass
    return entries, collections


def spot(mark: Any) -> Spot:
    return mark.line + 1, mark.column + 1
