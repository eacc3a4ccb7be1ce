"""A case being checked, and the list of checks: each is a function marked `@check`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Unpack

from game.case.conditions.syntax import Condition
from game.case.diagnostics.problems import Parameters, Problems
from game.case.model import Case
from game.case.node import FilePlace
from game.case.source_files import place_within


@dataclass(slots=True)
class Checking:
    """One case being checked.

    `lost` holds names under which something was written that could not be read; nobody is told that
    such a name is unknown. `blind` says that a whole file could not be read, so that any unknown name
    may stand there; `unread`, that there is a file that looks as if it belonged to the case and does not.
    `missed` are names that may stand in such a file. `texts` are the files, for places inside prose.
    """

    case: Case
    problems: Problems
    lost: set[str] = field(default_factory=set)
    blind: bool = False
    unread: bool = False
    missed: set[str] = field(default_factory=set)
    texts: Mapping[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    kinds: Mapping[str, Collection[str]] = field(default_factory=dict)
    conditions: dict[str, Condition | None] = field(default_factory=dict)
    """Every condition of the case by its text, None where it could not be read."""

    def __post_init__(self) -> None:
        case = self.case
        self.kinds = {
            "scene": case.scenes,
            "document": case.documents,
            "person": case.people,
            "term": case.terms,
            "source": case.sources,
            "claim": case.claims,
            "cause": case.causes,
            "test": case.tests,
            "historian": case.historians,
            "variable": case.variables,
            "chapter": {chapter.id for chapter in case.chapters},
            "path": case.paths,
        }

    def within(self, place: FilePlace, value: str, offset: int) -> FilePlace:
        """The place of one character of a text that begins at `place`."""
        if place.file not in self.texts:
            return place
        if place.file not in self.lines:
            self.lines[place.file] = self.texts[place.file].split("\n")
        return place_within(self.lines[place.file], place, value, offset)

    def forgiven(self, name: str) -> bool:
        """Whether nothing should be said of this unknown name, because its own problem is told."""
        return self.blind or name in self.lost

    def missing(self, name: str, near: str | None) -> bool:
        """Whether an unknown name that resembles no other may stand in a file that is not read."""
        if self.unread and near is None:
            self.missed.add(name)
        return self.unread and near is None

    def refer(
        self, kind: str, name: str, place: FilePlace, wording: str = "", /, **given: Unpack[Parameters]
    ) -> None:
        """Tell of a name that nothing of this kind has, unless its own problem is told."""
        if self.forgiven(name):
            self.problems.stops = True
            return
        near = self.problems.near(name, self.kinds[kind])
        if self.missing(name, near) or (near and near in self.lost):
            self.problems.stops = True
            return
        other = next((each for each, names in self.kinds.items() if name in names), None)
        if other and not near:
            self.problems.add(f"unknown-{kind}.other", place, name=name, kind=other)
        else:
            code = f"unknown-{kind}.{wording}" if wording else f"unknown-{kind}"
            given.update({"name": name, "near": near})
            self.problems.add(code, place, **given)


Check = Callable[[Checking], None]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Adds a check to those that `check_case` runs, in this order."""
    CHECKS.append(function)
    return function
