"""What no playthrough comes to: scenes that are never reached, and choices that never open."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from game.case.model import Case


@dataclass(frozen=True, slots=True)
class Reach:
    """What play from the start of the case never comes to.

    `closed` are choices, as scene and choice, that have a way on and are never open; `shut` doors are not
    among them.
    """

    unreached: frozenset[str]
    closed: frozenset[tuple[str, str]]


def reach_of(case: Case) -> Reach:
    """What cannot be reached by any way through the scenes, whatever the variables hold."""
    seen = {case.start}
    waiting = deque(seen)
    while waiting:
        scene = case.scenes[waiting.popleft()]
        if scene.ending is not None:
            continue
        ways = [scene.goto, *(choice.goto for choice in scene.choices.values() if not choice.shut)]
        for route in (route for routes in ways for route in routes):
            if route.to in case.scenes and route.to not in seen:
                seen.add(route.to)
                waiting.append(route.to)
    return Reach(frozenset(case.scenes.keys() - seen), frozenset())
