"""A check of conditions: each can hold, and each can fail to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from game.case.checks.context import Checking
from game.case.conditions.syntax import Condition
from game.case.diagnostics.problems import Parameters
from game.case.lint.truth import Truth
from game.case.model import Route
from game.case.node import Origin


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

    def look_at_routes(self, routes: Sequence[Route]) -> None:
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
