"""From which scenes an ending can always be reached, as far as the ways between scenes show it.

This looks at no state, so it is quick on a case of any size. It errs on the safe side: of a loop that it
does not name, an ending can be reached whatever has happened before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.case.graph import components, reachable
from game.case.model import Case, Route, Scene


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a scene: where it may lead, and whether it is always open."""

    goto: tuple[Route, ...]
    always: bool


@dataclass(frozen=True, slots=True)
class Loop:
    """Scenes that lead back to one another, and whether no way at all leads from them to an ending."""

    scenes: tuple[str, ...]
    never_ends: bool


def exits(scene: Scene) -> Iterator[Exit]:
    """Every way out of a scene."""
    if scene.ending is not None:
        return
    if not scene.choices and scene.goto:
        yield Exit(scene.goto, always=True)
    for choice in scene.choices.values():
        if not choice.shut:
            yield Exit(choice.goto, always=not choice.when and not choice.once)


def onward(scene: Scene) -> list[str]:
    """The scenes that a scene may lead to, each once."""
    return list(dict.fromkeys(route.to for way in exits(scene) for route in way.goto))


def loops_in_doubt(case: Case) -> tuple[Loop, ...]:
    """The loops in which play may go round for ever, as far as can be seen without looking at states."""
    safe = always_ending(case)
    leads = {scene.id: onward(scene) for scene in case.scenes.values()}
    before: dict[str, list[str]] = {scene_id: [] for scene_id in leads}
    for scene_id, targets in leads.items():
        for target in targets:
            before[target].append(scene_id)
    may_end = reachable((scene.id for scene in case.scenes.values() if scene.ending), before)
    order = {scene_id: place for place, scene_id in enumerate(leads)}
    doubtful = {
        scene_id: [target for target in targets if target not in safe]
        for scene_id, targets in leads.items()
        if scene_id not in safe
    }
    return tuple(
        Loop(tuple(sorted(group, key=order.__getitem__)), never_ends=may_end.isdisjoint(group))
        for group in components(doubtful)
        if len(group) > 1 or group[0] in doubtful[group[0]]
    )


def always_ending(case: Case) -> set[str]:
    """Scenes from which a way that is always open leads to an ending, whatever `goto` decides."""
    safe = {scene.id for scene in case.scenes.values() if scene.ending}
    asked: dict[str, list[tuple[str, set[str]]]] = {}
    """For each scene the ways that lead to it: where they begin, and what else of theirs is not safe yet."""
    for scene in case.scenes.values():
        for way in exits(scene):
            if way.always:
                left = {route.to for route in way.goto}
                for target in left:
                    asked.setdefault(target, []).append((scene.id, left))
    waiting = list(safe)
    while waiting:
        here = waiting.pop()
        for scene_id, left in asked.get(here, ()):
            left.discard(here)
            if not left and scene_id not in safe:
                safe.add(scene_id)
                waiting.append(scene_id)
    return safe
