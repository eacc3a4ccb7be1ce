"""A case as it is played on a route: where the route passes over a scene, only one way leads out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.case.conditions.syntax import Every, Not, Test
from game.case.model import Case
from game.case.parts import by_record, passed_over
from game.play.machine import Machine
from game.play.program import Program, SceneProgram, State, Way
from game.proof.explicit_state import Explored


class RouteMachine(Machine):
    """The machine of a case on a route: where that passes over a scene, the record's course is taken."""

    def __init__(self, case: Case, route: str) -> None:
        program = Program.of(case)
        passed = passed_over(case, route)
        self.passed = frozenset(place for place, scene in enumerate(program.scenes) if scene.id in passed)
        scenes = tuple(
            replace(scene, ways=tuple(first_open(case, scene))) if place in self.passed else scene
            for place, scene in enumerate(program.scenes)
        )
        super().__init__(case, replace(program, scenes=scenes))

    def told(self, explored: Explored, state: State) -> tuple[str, ...]:
        """A shortest playthrough to a state, as the choices that are played on the route."""
        at, steps = self.start(), []
        for step in explored.witness(state):
            if at & self.scene_mask not in self.passed:
                steps.append(step)
            at = self.take(at, self.code(at).option_of[step])
        return tuple(steps)


def first_open(case: Case, scene: SceneProgram) -> Iterator[Way]:
    """The ways out of a scene, each open only where no other is that is taken before it."""
    ways = {scene.options[way.option]: way for way in scene.ways}
    closed: list[Test] = []
    for step in by_record(case.scenes[scene.id]) or scene.options:
        way = ways.get(step)
        if way is None:
            continue
        guards = [*closed, *([way.guard] if way.guard else [])]
        yield way._replace(
            guard=(guards[0] if len(guards) == 1 else Every(tuple(guards))) if guards else None
        )
        if way.guard is None:
            return
        closed.append(Not(way.guard))
