"""What can be measured where every state was visited: gauges, loops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.play.program import State
from game.proof.explicit_state import Explored, Explorer
from game.proof.quotient import Loop, Quotient
from game.proof.result import Fault, Reach


def gauges(explorer: Explorer, explored: Explored) -> dict[str, Reach]:
    """How far each gauge goes where something still asks for it."""
    machine = explorer.reduction.machine
    found = [
        machine.fields[each.id]
        for each in machine.case.variables.values()
        if each.is_gauge and each.id in machine.fields
    ]
    together = sum(gauge.whole for gauge in found)
    held: dict[str, set[int]] = {gauge.name: set() for gauge in found}
    for alive, states in zip(explorer.reduction.alive, explored.reached, strict=True):
        unlike = {state & together for state in states} if alive & together else ()
        for gauge in found:
            if alive & gauge.whole:
                held[gauge.name] |= {state >> gauge.shift & gauge.mask for state in unlike}
    return {
        gauge.name: Reach(int(gauge.values[min(held[gauge.name])]), int(gauge.values[max(held[gauge.name])]))
        for gauge in found
        if held[gauge.name]
    }


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
