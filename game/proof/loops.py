"""Loops: those in doubt as far as the ways between scenes show it, and those that states were found in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.case.graph import components, reachable
from game.immutable import immutable
from game.play.program import Program, State
from game.proof.quotient import Loop, Quotient
from game.proof.result import Fault


@immutable
class SceneLoop:
    """Scenes that lead back to one another, and whether no way at all leads from them to an ending."""

    scenes: tuple[str, ...]
    never_ends: bool


def loops_in_doubt(program: Program) -> tuple[SceneLoop, ...]:
    """The loops in which play may go round for ever, as far as the ways between scenes show it.

    This looks at no state, so it is quick on a case of any size. It errs on the safe side: of a loop that it
    does not name, an ending can be reached whatever has happened before.
    """
    scenes = program.scenes
    safe = always_ending(program)
    before: dict[int, list[int]] = {here: [] for here in range(len(scenes))}
    for here, scene in enumerate(scenes):
        for target in scene.leads:
            before[target].append(here)
    may_end = reachable((here for here, scene in enumerate(scenes) if scene.ends), before)
    doubtful = {
        here: [target for target in scene.leads if target not in safe]
        for here, scene in enumerate(scenes)
        if here not in safe
    }
    return tuple(
        SceneLoop(tuple(scenes[here].id for here in sorted(group)), never_ends=may_end.isdisjoint(group))
        for group in components(doubtful)
        if len(group) > 1 or group[0] in doubtful[group[0]]
    )


def always_ending(program: Program) -> set[int]:
    """Scenes from which a way that is always open leads to an ending, whatever decides between its routes."""
    safe = {here for here, scene in enumerate(program.scenes) if scene.ends}
    asked: dict[int, list[tuple[int, set[int]]]] = {}
    """For each scene the ways that lead to it: where they begin, and what else of theirs is not safe yet."""
    for here, scene in enumerate(program.scenes):
        for way in scene.ways:
            if way.guard is None:
                left = {branch.to for branch in way.routes}
                for target in left:
                    asked.setdefault(target, []).append((here, left))
    waiting = list(safe)
    while waiting:
        reached = waiting.pop()
        for here, left in asked.get(reached, ()):
            left.discard(reached)
            if not left and here not in safe:
                safe.add(here)
                waiting.append(here)
    return safe


def nearest_loop(quotient: Quotient) -> tuple[tuple[str, ...] | None, int]:
    """A shortest way to a loop and once round it, and how many of its last steps go round."""
    if not quotient.loops:
        return None, 0
    loop, state = min(entrances(quotient, quotient.loops[::-1]), key=lambda pair: quotient.depth(pair[1]))
    round_it = quotient.round_trip(loop, state)
    return (*quotient.explored.witness(state), *round_it), len(round_it)


def endless(quotient: Quotient) -> tuple[Fault, ...]:
    """Loops from which no ending can be reached, each by the scene where one comes into it first."""
    machine, found = quotient.explorer.reduction.machine, dict[str, Fault]()
    for _, state in entrances(quotient, quotient.endless()):
        scene_id = machine.scene_ids[state & machine.scene_mask]
        if scene_id not in found:
            found[scene_id] = Fault(scene_id, quotient.explored.witness(state))
    return tuple(found.values())


def entrances(quotient: Quotient, loops: Iterable[Loop]) -> Iterator[tuple[Loop, State]]:
    """Loops, each with the state of it that one comes to first."""
    return ((loop, min(loop.states, key=quotient.depth)) for loop in loops)
