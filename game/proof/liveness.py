"""What must be remembered where: the bits of a state that can still matter on arriving at a scene.

Two states that differ only in what nothing will ask for again have the same future, so they count as one.
Sets of variables are masks here: the bits of a state in which those variables stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from game.case.conditions import Test
from game.case.model import Choice, Effects, Route, Scene
from game.play.machine import Machine
from game.proof.guards import names_of, open_test


class Way(NamedTuple):
    """One way out of a scene, as masks: what it forgets, and for each route in turn what its guard asks,
    the scene it leads to, and what arriving there forgets."""

    forgets: int
    routes: tuple[tuple[int, str, int], ...]


class Liveness:
    """Finds what must be remembered at each scene of a machine."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.scenes = machine.case.scenes
        self.bits = {name: place.mask << place.shift for name, place in machine.fields.items()}

    def mask(self, names: Iterable[str]) -> int:
        """The bits in which these variables stand; what is not remembered at all has none."""
        together = 0
        for name in names:
            together |= self.bits.get(name, 0)
        return together

    def asked(self, test: Test | None) -> int:
        return self.mask(names_of(test)) if test is not None else 0

    def asked_at(self, scene: Scene) -> int:
        """What a scene itself looks at: for its text and for its choices."""
        machine = self.machine
        together = 0
        for block in scene.text:
            if block.when:
                together |= self.asked(machine.condition(block.when).test)
        if scene.ending is None:
            for choice in scene.choices.values():
                if not choice.shut:
                    together |= self.asked(open_test(machine, scene, choice.id))
        return together

    def ways(self, scene: Scene) -> tuple[Way, ...]:
        """Every way out of a scene: its choices, or the step through a passage."""
        if scene.ending is not None:
            return ()
        left = f"visited {scene.id}"
        if not scene.choices:
            return (Way(self.mask([left]), self.routes(scene.goto)),)
        return tuple(
            Way(self.mask([left, *self.forgotten(scene, choice)]), self.routes(choice.goto))
            for choice in scene.choices.values()
            if not choice.shut
        )

    def forgotten(self, scene: Scene, choice: Choice) -> list[str]:
        """What a choice sets anew, whatever it was."""
        papers = [f"has {document}" for document in choice.reveals]
        return [*choice.set, scene.id, f"once {scene.id} {choice.id}", *papers]

    def routes(self, goto: tuple[Route, ...]) -> tuple[tuple[int, str, int], ...]:
        found = []
        for route in goto:
            asks = self.asked(self.machine.condition(route.when).test) if route.when else 0
            found.append((asks, route.to, self.set_on_entering(self.scenes[route.to].enter)))
            if not route.when:
                break
        return tuple(found)

    def set_on_entering(self, enter: Effects | None) -> int:
        return self.mask(enter.set) if enter else 0

    def masks(self, also: Mapping[str, Iterable[str]], everywhere: Iterable[str]) -> dict[str, int]:
        """For every scene the bits that can still matter once one has arrived there.

        `also` are variables that somebody else wants to know at certain scenes, `everywhere` at all.
        """
        always = self.mask(everywhere)
        wanted = {
            scene.id: self.asked_at(scene) | always | self.mask(also.get(scene.id, ()))
            for scene in self.scenes.values()
        }
        ways = {scene.id: self.ways(scene) for scene in self.scenes.values()}
        leading: dict[str, set[str]] = {scene_id: set() for scene_id in self.scenes}
        for scene_id, out in ways.items():
            for way in out:
                for _, target, _ in way.routes:
                    leading[target].add(scene_id)
        live = dict(wanted)
        waiting = dict.fromkeys(self.scenes)
        while waiting:
            scene_id, _ = waiting.popitem()
            found = wanted[scene_id]
            for forgets, routes in ways[scene_id]:
                needed = 0
                for asks, target, set_there in routes:
                    needed |= asks | live[target] & ~set_there
                found |= needed & ~forgets
            if found != live[scene_id]:
                live[scene_id] = found
                waiting.update(dict.fromkeys(leading[scene_id]))
        return {scene_id: found | self.machine.scene_mask for scene_id, found in live.items()}
