"""Checks of the ways through a case: no scene is cut off, routes can be played, courses are clear."""

from __future__ import annotations

from typing import Final

from game.case.checks.context import Checking
from game.case.decode.scalars import ANYTHING
from game.case.graph import Graph, components, graph_of, reachable, starts
from game.case.model import NamedRoute, Record, Scene

MOST_COUNTED: Final = 1_000_000
"""Steps worth taking to say how many scenes lie behind those that are named."""

LEADS_ASTRAY: Final = ("unknown-scene", "no-way-on", "choice-goes-nowhere", "missing-entry")
"""Kinds of problems with a way that was meant to lead somewhere."""


def scenes_can_be_reached(checking: Checking) -> None:
    """Some path leads to every scene, if not in every state.

    Of scenes that only scenes cut off lead to, nothing is said: they come back with those.
    """
    case = checking.case
    if ways_are_lost(checking):
        return
    graph = graph_of(case)
    there = reachable(starts(case), graph)
    rank = {scene: number for number, scene in enumerate(graph) if scene not in there}
    if not rank:
        return
    cut_off = {scene: tuple(target for target in graph[scene] if target in rank) for scene in rank}
    led_to: set[str] = set()
    shores: list[list[str]] = []
    for knot in reversed(components(cut_off)):
        if led_to.isdisjoint(knot):
            shores.append(knot)
        for scene in knot:
            led_to.update(cut_off[scene])
    counting = len(shores) * len(rank) <= MOST_COUNTED
    for knot in shores:
        first = min(knot, key=rank.__getitem__)
        behind = len(reachable(knot, cut_off)) - 1 if counting else 0
        place = case.scenes[first].origin.place
        if behind > 1:
            checking.problems.add("cut-off.behind", place, name=first, count=behind)
        else:
            checking.problems.add("cut-off.one-behind" if behind else "cut-off", place, name=first)


def ways_are_lost(checking: Checking) -> bool:
    """Whether something could not be read that may have led to another scene."""
    lost = checking.lost
    if checking.blind or not lost.isdisjoint(("", ANYTHING)):
        return True
    if any(checking.problems.has(code) for code in LEADS_ASTRAY):
        return True
    scenes = checking.case.scenes.values() if lost else ()
    return any(scene.id in lost or not lost.isdisjoint(scene.choices) for scene in scenes)


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


def courses_are_clear(checking: Checking) -> None:
    """No two courses of a scene read alike, every reason can be told, and history took its own."""
    for scene in checking.case.scenes.values():
        if scene.id not in checking.lost:
            check_courses(checking, scene)
            if scene.record is not None:
                check_verdicts(checking, scene, scene.record)
    case = checking.case
    for key, name in (("hunch", case.hunch), ("answer", case.answer)):
        asked = case.scenes.get(name or "")
        if asked and asked.choices and not any(choice.cause for choice in asked.choices.values()):
            checking.problems.add("no-cause", case.origin.of(key), key=key, scene=asked.id)


def check_courses(checking: Checking, scene: Scene) -> None:
    """Labels differ, and what is closed at times says when."""
    labels: dict[str, str] = {}
    for choice in scene.choices.values():
        label = " ".join(choice.label.casefold().split()).rstrip(".!")
        other = choice.id if choice.hidden else labels.setdefault(label, choice.id)
        if label and other != choice.id:
            place = choice.origin.of("label")
            checking.problems.add("same-label", place, name=choice.id, other=other, quote=choice.label)
        if choice.closed and choice.when is None and "when" not in choice.origin.marks:
            checking.problems.add("closed-never", choice.origin.of("closed"), name=choice.id)


def check_verdicts(checking: Checking, scene: Scene, record: Record) -> None:
    """What the record says was chosen can be chosen, and is what `plausibility` calls taken."""
    taken = [choice for choice in scene.choices.values() if choice.plausibility == "taken"]
    for choice in taken if record.choice else ():
        if choice.id not in record.choice and choice.id not in checking.lost:
            place = choice.origin.of("plausibility")
            checking.problems.add("taken-elsewhere.other", place, name=choice.id, names=record.choice)
    for index, name in enumerate(record.choice):
        named = scene.choices.get(name)
        if named is not None and named.shut:
            checking.problems.add("record-shut", record.origin.of("choice", index), name=name)
        elif named is not None and named.plausibility not in (None, "taken") and not taken:
            place = named.origin.of("plausibility")
            checking.problems.add("taken-elsewhere", place, name=name, word=named.plausibility)
