"""Deciding what a condition can be, within the domains of what it asks about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from game.case.conditions.evaluate import evaluator
from game.case.conditions.syntax import NOT_TAKEN, Condition, asked_by
from game.case.model import Case, Value

MOST_TOGETHER = 20_000
"""Combinations of values that are tried for one question; beyond, nothing is said."""
MOST_IN_ALL = 1_000_000
"""Combinations tried for one case; checking is quick, whatever the case."""

Values = tuple[Value, ...]


class Truth:
    """What the conditions of one case can be.

    Each variable may hold anything in its domain, each scene's own variable any choice that is not shut.
    Every paper may have been opened, each scene that can be left may have been visited, and each paper
    that some choice reveals may be had. What cannot be so in any play cannot be so here; what can be so
    here may still be impossible, which only `--prove` can tell.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.left = MOST_IN_ALL
        self.revealed = {
            document
            for scene in case.scenes.values()
            for choice in scene.choices.values()
            for document in choice.reveals
        }
        self.began = {item for chapter in case.chapters for item in chapter.set.items()}

    def domain(self, asked: str) -> Values:
        """Every answer that there can be to something that a test asks about."""
        match asked.split(" "):
            case [name]:
                variable = self.case.variables.get(name)
                return self.taken_at(name) if variable is None else variable.domain
            case "has", document:
                return (False, True) if document in self.revealed else (False,)
            case "visited", scene:
                return (False,) if self.case.scenes[scene].ending else (False, True)
            case _:
                return (False, True)

    def taken_at(self, scene: str) -> Values:
        """What a scene's own variable may hold: `none`, a choice that opens, or one that a chapter sets."""
        choices = self.case.scenes[scene].choices.values()
        taken = (choice.id for choice in choices if not choice.shut or (scene, choice.id) in self.began)
        return (NOT_TAKEN, *taken)

    def first_to_hold(self, conditions: Sequence[Condition | None]) -> set[int] | None:
        """Which of some conditions can be the first to hold, by place; None is one that always holds.

        Gives None where there are too many combinations to try.
        """
        at: dict[str, int] = {}
        for condition in conditions:
            if condition is not None:
                for asked in asked_by(condition.test):
                    at.setdefault(asked, len(at))
        domains = [self.domain(asked) for asked in at]
        together = prod(len(domain) for domain in domains)
        if together > MOST_TOGETHER or self.left <= 0:
            return None
        tests = [always if condition is None else evaluator(condition.test, at) for condition in conditions]
        found: set[int] = set()
        for tried, values in enumerate(product(*domains), 1):
            found.add(next((place for place, test in enumerate(tests) if test(values)), -1))
            if len(found) == len(tests):
                self.left -= tried
                break
        else:
            self.left -= together
        return found - {-1}

    def settled(self, condition: Condition) -> bool | None:
        """Whether a condition always holds (True) or never does (False); None where it is open or unknown."""
        found = self.first_to_hold((condition, None))
        return None if found is None or len(found) == 2 else found == {0}

    def reasons(self, condition: Condition) -> Iterator[str]:
        """In words, what a condition asks about that can never be so."""
        for asked in asked_by(condition.test):
            how, _, what = asked.rpartition(" ")
            if how == "has" and what not in self.revealed:
                yield f"no choice reveals {what}"
            elif how == "visited" and self.case.scenes[what].ending:
                yield f"the ending {what} is never left"


def always(values: Values) -> bool:
    return True
