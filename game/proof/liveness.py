"""What must be remembered where: the variables whose value can still matter on arriving at a scene.

Two states that differ only in what nothing will ask for again have the same future, so they count as one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from game.case.conditions import Condition, Has, Visited
from game.case.model import Effects, Route, Scene
from game.play.machine import Machine

NOTHING: frozenset[str] = frozenset()


def names_in(condition: Condition) -> frozenset[str]:
    """The fields of the machine that a condition looks at."""
    asked = [f"has {part.document}" for part in condition.parts() if isinstance(part, Has)]
    asked += [f"visited {part.scene}" for part in condition.parts() if isinstance(part, Visited)]
    return condition.variables.union(asked)


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a scene: what it forgets (`killed`), then where it may lead."""

    killed: frozenset[str]
    routes: tuple[Route, ...]


def exits_of(scene: Scene) -> tuple[Exit, ...]:
    """Every way out of a scene: its choices, or the step through a passage."""
    if scene.ending is not None:
        return ()
    left = f"visited {scene.id}"
    if not scene.choices:
        return (Exit(frozenset({left}), scene.goto),)
    return tuple(
        Exit(
            frozenset(
                {
                    *choice.set,
                    scene.id,
                    left,
                    f"once {scene.id} {choice.id}",
                    *(f"has {document}" for document in choice.reveals),
                }
            ),
            choice.goto,
        )
        for choice in scene.choices.values()
        if not choice.shut
    )


def asked_at(machine: Machine, scene: Scene) -> frozenset[str]:
    """The fields that a scene itself looks at: its text, its choices."""
    asked: set[str] = set()
    for block in scene.text:
        if block.when:
            asked |= names_in(machine.condition(block.when))
    if scene.ending is None:
        for choice in scene.choices.values():
            if choice.when and not choice.shut:
                asked |= names_in(machine.condition(choice.when, scene.documents))
            if choice.once:
                asked.add(f"once {scene.id} {choice.id}")
    return frozenset(asked)


def live_fields(
    machine: Machine, also: Mapping[str, Iterable[str]], everywhere: Collection[str]
) -> dict[str, frozenset[str]]:
    """For every scene the fields that can still matter once one has arrived there.

    `also` are fields that somebody else wants to know at certain scenes, and `everywhere` at all of them.
    """
    scenes = machine.case.scenes
    wanted = {
        scene.id: asked_at(machine, scene).union(everywhere, also.get(scene.id, ()))
        for scene in scenes.values()
    }
    exits = {scene.id: exits_of(scene) for scene in scenes.values()}
    leading: dict[str, set[str]] = {scene_id: set() for scene_id in scenes}
    for scene_id, ways in exits.items():
        for way in ways:
            for route in way.routes:
                leading[route.to].add(scene_id)
    live = dict(wanted)
    waiting = dict.fromkeys(reversed(list(scenes)))
    while waiting:
        scene_id = next(iter(waiting))
        del waiting[scene_id]
        found = wanted[scene_id].union(*(before(machine, way, live) for way in exits[scene_id]))
        if found != live[scene_id]:
            live[scene_id] = found
            waiting.update(dict.fromkeys(leading[scene_id]))
    return live


def before(machine: Machine, way: Exit, live: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What must be known before a way out is taken."""
    needed = NOTHING
    for route in way.routes:
        if route.when:
            needed |= names_in(machine.condition(route.when))
        needed |= before_entering(machine.case.scenes[route.to].enter, live[route.to])
        if not route.when:
            break
    return needed - way.killed


def before_entering(enter: Effects | None, live: frozenset[str]) -> frozenset[str]:
    """What must be known before arriving, of what must be known afterwards."""
    return live.difference(enter.set) if enter else live
