"""Checks of routes: each plays something, and names its scenes as play comes to them."""

from __future__ import annotations

from game.case.checks.context import Checking
from game.case.graph import Graph, graph_of, reachable
from game.case.lint.ways import ways_are_lost
from game.case.model import NamedRoute


def routes_can_be_played(checking: Checking) -> None:
    """A route names at least one decision, its scenes each once and in their order, and no ending."""
    case = checking.case
    if not case.routes or ways_are_lost(checking):
        return
    graph = graph_of(case)
    for route in case.routes.values():
        named = [case.scenes.get(scene) for scene in route.scenes]
        if named and not any(scene is None or scene.choices or scene.ending for scene in named):
            checking.problems.add("empty-route", route.origin.place, name=route.id)
        for place, scene in enumerate(named):
            if scene is not None and scene.ending is not None:
                at = route.origin.of("scenes", place)
                checking.problems.add("ending-on-route", at, name=route.id, scene=scene.id)
        check_order(checking, route, graph)


def check_order(checking: Checking, route: NamedRoute, graph: Graph) -> None:
    """Tell of scenes that are named twice, or after one that play only comes to later."""
    before: dict[str, set[str]] = {}
    for place, scene in enumerate(route.scenes):
        at = route.origin.of("scenes", place)
        after = reachable(graph.get(scene, ()), graph)
        if scene in before:
            checking.problems.add("out-of-order.twice", at, name=route.id, scene=scene)
        else:
            later = next((each for each, led in before.items() if each in after and scene not in led), None)
            if later is not None:
                checking.problems.add("out-of-order", at, name=route.id, scene=scene, other=later)
        before[scene] = after
