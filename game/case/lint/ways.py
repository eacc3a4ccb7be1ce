"""A check of the ways through a case: no scene is cut off from its start."""

from __future__ import annotations

from typing import Final

from game.case.checks.context import Checking
from game.case.decode.scalars import ANYTHING
from game.case.graph import components, graph_of, reachable, starts

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
