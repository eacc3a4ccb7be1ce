"""The scenes of a case as a graph: which lead to which, whatever the state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from game.case.model import Case, Scene

Graph = Mapping[str, tuple[str, ...]]
"""Each scene's id with those of the scenes that it leads to, each once."""


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


def reached(graph: Graph, begins: Iterable[str]) -> set[str]:
    """Every scene that can be come to from some of them, those included."""
    found = set(begins)
    waiting = list(found)
    while waiting:
        for target in graph[waiting.pop()]:
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def knots(graph: Graph, among: Collection[str]) -> list[tuple[str, ...]]:
    """Some scenes cut into knots: those that lead to one another are one, and most are alone.

    Each knot comes before every other that it leads to. This is Kosaraju's algorithm.
    """
    back: dict[str, list[str]] = {scene: [] for scene in among}
    for scene in among:
        for target in graph[scene]:
            if target in back:
                back[target].append(scene)
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for scene in reversed(finished(graph, back)):
        if scene not in seen:
            knot = [scene]
            seen.add(scene)
            for member in knot:  # grows while it is walked over
                fresh = [each for each in back[member] if each not in seen]
                seen.update(fresh)
                knot.extend(fresh)
            found.append(tuple(knot))
    return found


def finished(graph: Graph, among: Collection[str]) -> list[str]:
    """Some scenes in the order in which a walk into the depth leaves them for good."""
    order: list[str] = []
    seen: set[str] = set()
    for root in among:
        if root in seen:
            continue
        seen.add(root)
        path = [(root, iter(graph[root]))]
        while path:
            scene, ways = path[-1]
            deeper = next((way for way in ways if way in among and way not in seen), None)
            if deeper is None:
                order.append(scene)
                path.pop()
            else:
                seen.add(deeper)
                path.append((deeper, iter(graph[deeper])))
    return order
