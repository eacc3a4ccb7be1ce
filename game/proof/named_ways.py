"""What a case names to be played: its paths, the line of its records, and its routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.case.conditions.syntax import Every, Not, Test
from game.case.model import Case, NamedPath
from game.case.parts import by_record, passed_over
from game.play.history import historical_line
from game.play.machine import Machine
from game.play.playthrough import NotOpen, Playthrough
from game.play.program import Program, SceneProgram, State, Way, names_of
from game.proof.explanation import now, written
from game.proof.explicit_state import Explored
from game.proof.properties import route_taken
from game.proof.result import PathFinding

RECORD = "record"


def replay_paths(case: Case) -> tuple[PathFinding, ...]:
    """Whether each path that the case names can be played as it is written."""
    return tuple(replay_path(case, path) for path in case.paths.values())


def replay_path(case: Case, path: NamedPath) -> PathFinding:
    try:
        play = Playthrough.replay(case, path.choices)
    except NotOpen as closed:
        return PathFinding(path.id, False, str(closed))
    where = f'"{play.scene.title}" ({play.scene.id})'
    if not play.ended:
        return PathFinding(path.id, False, f"it stops at {where}, before any ending")
    if path.ends and play.scene.id != path.ends:
        return PathFinding(path.id, False, f"it ends at {where}, not at {path.ends}{parting(play)}")
    return PathFinding(path.id, True)


def parting(play: Playthrough) -> str:
    """The last `goto` with several entries that a playthrough went by: what decided where it led."""
    machine = play.machine
    for before, step in reversed(list(play.at_each_step())):
        way = before.code.ways[before.code.option_of[step.choice]]
        if len(way.routes) > 1:
            taken = route_taken(machine, before.state, way)
            guards = (
                [guard for guard, _ in way.routes[:taken] if guard] if taken == len(way.routes) - 1 else []
            )
            guards += [guard for guard, _ in way.routes[taken : taken + 1] if guard]
            after = machine.layout.after(before.state, way.effects)
            names = sorted({name for guard in guards for name in names_of(guard)})
            asked = " nor ".join(f"`{written(guard)}`" for guard in guards)
            held = ", ".join(now(name, machine.value(after, name)) for name in names)
            so = "held" if taken < len(way.routes) - 1 else "did not hold"
            to = machine.scene_ids[way.routes[taken].to]
            return f": at {step.scene} {step.choice} led to {to}, since {asked} {so} ({held})"
    return ""


def follow_history(case: Case) -> PathFinding | None:
    """Whether the records' choices lead to an ending; None where no record names a choice."""
    if not any(scene.recorded for scene in case.scenes.values()):
        return None
    fault = historical_line(case).fault
    return PathFinding(RECORD, not fault, fault)


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
