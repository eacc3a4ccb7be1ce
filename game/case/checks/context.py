"""A case being checked, and the list of checks: each is a function marked `@check`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from game.case.conditions import Condition
from game.case.diagnostics.problems import Problems, shown
from game.case.model import Case, Place
from game.case.source_files import place_within


@dataclass(slots=True)
class Checking:
    """One case being checked.

    `lost` holds names under which something was written that could not be read; nobody is told that
    such a name is unknown. `blind` says that a whole file could not be read, so that any unknown name
    may stand there. `texts` are the files, for places inside prose.
    """

    case: Case
    problems: Problems
    lost: set[str] = field(default_factory=set)
    blind: bool = False
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

    def within(self, place: Place, value: str, offset: int) -> Place:
        """The place of one character of a text that begins at `place`."""
        if place.file not in self.texts:
            return place
        if place.file not in self.lines:
            self.lines[place.file] = self.texts[place.file].split("\n")
        return place_within(self.lines[place.file], place, value, offset)

    def forgiven(self, name: str) -> bool:
        """Whether nothing should be said of this unknown name, because its own problem is told."""
        return self.blind or name in self.lost

    def refer(self, kind: str, name: str, place: Place, message: str) -> bool:
        """Whether something of this kind and name exists; if not, it is told."""
        known = self.kinds[kind]
        if name in known:
            return True
        if self.forgiven(name):
            self.problems.stops = True
        else:
            other = next((each for each, names in self.kinds.items() if each != kind and name in names), None)
            otherwise = f"{shown(name)} is a {other}, not a {kind}" if other else ""
            self.problems.add(
                f"unknown-{kind}", place, message, self.problems.suggest(name, known, otherwise)
            )
        return False


Check = Callable[[Checking], None]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Adds a check to those that `check_case` runs, in this order."""
    CHECKS.append(function)
    return function
