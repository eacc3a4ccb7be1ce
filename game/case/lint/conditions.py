"""A check of conditions: each can hold, and each can fail to."""

from __future__ import annotations

from collections.abc import Sequence

from game.case.checks.context import Checking
from game.case.conditions import Condition
from game.case.diagnostics.problems import shown
from game.case.lint.truth import Truth
from game.case.model import Origin, Route


def conditions_can_change(checking: Checking) -> None:
    """No condition always holds or never does, and every entry of a `goto` can be the one that is used.

    Only what is so whatever the variables hold within their domains is told.
    """
    watch = Watch(checking)
    case = checking.case
    for scene in case.scenes.values():
        for key, blocks in (("text", scene.text), ("simpler", scene.simpler)):
            for block in blocks:
                watch.look(block.when, block.origin, "when", f"this part of `{key}`", "shown")
        for choice in scene.choices.values():
            if not choice.shut:
                watch.look(choice.when, choice.origin, "when", f"the choice {shown(choice.id)}", "open")
            watch.look_at_routes(choice.goto)
        watch.look_at_routes(scene.goto)
    for promise in case.promises:
        for key in ("always", "holds", "possible"):
            watch.look(getattr(promise, key), promise.origin, key, "this promise", "kept")


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

    def look(self, text: str | None, origin: Origin, key: str, what: str, done: str) -> None:
        """Tell of one condition that is always or never so."""
        settled = None if text is None else self.settled(text)
        if text is None or settled is None:
            return
        if settled:
            message = f"{shown(text)} always holds, so {what} is always {done}"
            self.checking.problems.add("always-true", origin.of(key), message)
        else:
            self.tell_never(text, origin, key, f"{what} is never {done}")

    def tell_never(self, text: str, origin: Origin, key: str, so: str) -> None:
        condition = self.condition(text)
        reasons = self.truth.reasons(condition) if condition else ()
        why = ", since ".join(("", *dict.fromkeys(reasons)))
        message = f"{shown(text)} never holds{why}; so {so}"
        self.checking.problems.add("never-true", origin.of(key), message)

    def look_at_routes(self, routes: Sequence[Route]) -> None:
        """Tell of entries of a `goto` that are never used, at what stands in their way."""
        if len(routes) < 2 or routes[-1].when is not None:
            return
        guards = [self.condition(route.when) if route.when else None for route in routes[:-1]]
        if None in guards:
            return  # an entry without `when` is told already, and so is what could not be read
        for route in routes[:-1]:
            if route.when is not None and self.settled(route.when):
                message = f"{shown(route.when)} always holds, so the entries below it are never used"
                self.checking.problems.add("goto-never-used", route.origin.of("when"), message)
                return
        used = self.truth.first_to_hold((*guards, None))
        if used is None:
            return
        for place, route in enumerate(routes):
            if place in used:
                continue
            if route.when is not None and self.settled(route.when) is False:
                self.tell_never(
                    route.when, route.origin, "when", f"the way to {shown(route.to)} is never taken"
                )
            else:
                when = "whenever this one does" if route.when else "whatever happens"
                message = (
                    f"one of the entries above holds {when}, so the way to {shown(route.to)} is never taken"
                )
                self.checking.problems.add("goto-never-used", route.origin.of("to"), message)
