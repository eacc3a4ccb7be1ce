"""A check of conditions: each can hold, and each can fail to, within the domains of what it asks about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Unpack

from game.case.checks.context import Checking
from game.case.conditions.syntax import NOT_TAKEN, Condition, asked_by, evaluator
from game.case.diagnostics.problems import Parameters
from game.case.model import Case, GotoEntry, Value
from game.case.node import Origin

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


def conditions_can_change(checking: Checking) -> None:
    """No condition always holds or never does, and every entry of a `goto` can be the one that is used.

    Only what is so whatever the variables hold within their domains is told.
    """
    watch = Watch(checking)
    case = checking.case
    for scene in case.scenes.values():
        for key, blocks in (("text", scene.text), ("simpler", scene.simpler)):
            for block in blocks:
                watch.look(block.when, block.origin, "when", "text", key=key)
        for choice in scene.choices.values():
            if not choice.shut:
                watch.look(choice.when, choice.origin, "when", "choice", name=choice.id)
            watch.look_at_routes(choice.goto)
        watch.look_at_routes(scene.goto)
    for promise in case.promises:
        for key in ("always", "holds", "possible"):
            watch.look(getattr(promise, key), promise.origin, key, "promise")


class Watch:
    """Looks at the conditions of one case, at each text once."""

    def __init__(self, checking: Checking) -> None:
        self.checking = checking
        self.truth = Truth(checking.case)
        self.known: dict[str, bool | None] = {}

    def condition(self, text: str) -> Condition | None:
        """A condition, if it could be read, and so could all that it asks about."""
        condition = self.checking.conditions.get(text)
        sound = condition is not None and self.checking.lost.isdisjoint(condition.variables)
        return condition if sound else None

    def settled(self, text: str) -> bool | None:
        if text not in self.known:
            condition = self.condition(text)
            self.known[text] = None if condition is None else self.truth.settled(condition)
        return self.known[text]

    def look(
        self, text: str | None, origin: Origin, at: str, what: str, /, **given: Unpack[Parameters]
    ) -> None:
        """Tell of one condition that is always or never so; `what` is the wording for what it guards."""
        settled = None if text is None else self.settled(text)
        if text is None or settled is None:
            return
        given["condition"] = text
        if settled:
            self.checking.problems.add(f"always-true.{what}", origin.of(at), **given)
        else:
            given["reasons"] = self.reasons(text)
            self.checking.problems.add(f"never-true.{what}", origin.of(at), **given)

    def reasons(self, text: str) -> tuple[str, ...]:
        """Why a condition never holds."""
        condition = self.condition(text)
        return tuple(self.truth.reasons(condition)) if condition else ()

    def look_at_routes(self, routes: Sequence[GotoEntry]) -> None:
        """Tell of entries of a `goto` that are never used, at what stands in their way."""
        if len(routes) < 2 or routes[-1].when is not None:
            return
        guards = [self.condition(route.when) if route.when else None for route in routes[:-1]]
        if None in guards:
            return  # an entry without `when` is told already, and so is what could not be read
        for route in routes[:-1]:
            if route.when is not None and self.settled(route.when):
                at = route.origin.of("when")
                self.checking.problems.add("goto-never-used.always", at, condition=route.when)
                return
        used = self.truth.first_to_hold((*guards, None))
        if used is None:
            return
        for place, route in enumerate(routes):
            if place in used:
                continue
            if route.when is not None and self.settled(route.when) is False:
                at, why = route.origin.of("when"), self.reasons(route.when)
                self.checking.problems.add(
                    "never-true.goto", at, condition=route.when, reasons=why, scene=route.to
                )
            else:
                above = "goto-never-used.above-when" if route.when else "goto-never-used.above"
                self.checking.problems.add(above, route.origin.of("to"), scene=route.to)
