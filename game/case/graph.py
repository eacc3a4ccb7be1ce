"""Graphs: what can be reached, what leads back to itself, and the scenes of a case as a graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from game.case.model import Case, Scene

Vertex = TypeVar("Vertex", bound=Hashable)
Graph = Mapping[str, tuple[str, ...]]
"""Each scene's id with those of the scenes that it leads to, each once."""


def reachable(start: Iterable[Vertex], edges: Mapping[Vertex, Iterable[Vertex]]) -> set[Vertex]:
    """Every place that can be reached."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for after in edges.get(waiting.pop(), ()):
            if after not in found:
                found.add(after)
                waiting.append(after)
    return found


def components(edges: Mapping[Vertex, Iterable[Vertex]]) -> list[list[Vertex]]:
    """The groups of places from which one can come back, each after all that it leads to (Tarjan 1972)."""
    numbers: dict[Vertex, int] = {}
    lowest: dict[Vertex, int] = {}
    standing: dict[Vertex, None] = {}
    found: list[list[Vertex]] = []
    for root in edges:
        if root in numbers:
            continue
        numbers[root] = lowest[root] = len(numbers)
        standing[root] = None
        walk = [(root, iter(edges[root]))]
        while walk:
            place, following = walk[-1]
            for after in following:
                if after not in numbers:
                    numbers[after] = lowest[after] = len(numbers)
                    standing[after] = None
                    walk.append((after, iter(edges[after])))
                    break
                if after in standing:
                    lowest[place] = min(lowest[place], numbers[after])
            else:
                walk.pop()
                if walk:
                    before = walk[-1][0]
                    lowest[before] = min(lowest[before], lowest[place])
                if lowest[place] == numbers[place]:
                    group = []
                    while True:
                        last, _ = standing.popitem()
                        group.append(last)
                        if last == place:
                            break
                    found.append(group[::-1])
    return found


def targets(scene: Scene) -> Iterator[str]:
    """The scenes that one can lead to, by any choice and under any condition."""
    for route in scene.goto:
        yield route.to
    for choice in scene.choices.values():
        for route in choice.goto:
            yield route.to


def graph_of(case: Case) -> Graph:
    """Which scenes lead to which; ids of scenes that do not exist are left out."""
    scenes = case.scenes
    return {
        scene.id: tuple(dict.fromkeys(target for target in targets(scene) if target in scenes))
        for scene in scenes.values()
    }


def starts(case: Case) -> tuple[str, ...]:
    """Where play can begin: at the start of the case, and of each chapter."""
    begins = (case.start, *(chapter.start for chapter in case.chapters))
    return tuple(dict.fromkeys(start for start in begins if start in case.scenes))
