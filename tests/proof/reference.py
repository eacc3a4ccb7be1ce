"""What a proof must find, worked out slowly: every state as it is, every edge, no reduction."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from game.case.conditions.syntax import Test, asked_by, evaluator
from game.case.model import Case
from game.play.machine import Machine
from game.play.program import State
from game.proof.properties import route_taken


@dataclass
class Truth:
    """What holds of a case."""

    scenes: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    variants: set[str] = field(default_factory=set)
    goto: set[str] = field(default_factory=set)
    """Entries of a `goto` with several that are taken."""
    failing: set[str] = field(default_factory=set)
    """Blocks that are not shown at times."""
    blank: set[str] = field(default_factory=set)
    stuck: set[str] = field(default_factory=set)
    depth: dict[str, int] = field(default_factory=dict)
    """The fewest steps to each scene."""
    returns: bool = False
    """Whether some state can be come back to."""
    lost: set[str] = field(default_factory=set)
    """Scenes of loops from which no ending can be reached."""
    playthroughs: int = 0
    odds: dict[str, Fraction] = field(default_factory=dict)
    visits: dict[str, Fraction] = field(default_factory=dict)
    fewest: int | None = None
    most: int | None = None


class TooLarge(Exception):
    """More states than a slow reference should look at."""


def truth_of(case: Case, chapter: str | None = None, most: int = 4_000) -> Truth:
    """Everything about a case, or about one chapter of it played alone."""
    machine = Machine(case)
    over = {
        scene.id
        for scene in case.scenes.values()
        if scene.ending or (chapter is not None and scene.chapter != chapter)
    }
    start = machine.start(chapter)
    out: dict[State, list[State]] = {}
    depth = {start: 0}
    truth = Truth()
    for state in (waiting := [start]):
        if len(waiting) > most:
            raise TooLarge
        code = machine.code(state)
        scene = code.scene
        truth.scenes.add(scene.id)
        truth.depth[scene.id] = min(depth[state], truth.depth.get(scene.id, depth[state]))
        bits = code.variants(state)
        truth.variants |= {f"{scene.id}/{place}" for place in range(len(scene.text)) if bits >> place & 1}
        truth.failing |= {f"{scene.id}/{place}" for place in range(len(scene.text)) if not bits >> place & 1}
        truth.blank |= {scene.id} if not bits else set()
        options = () if scene.id in over else machine.options(state)
        for option in options:
            way = code.ways[option]
            if len(way.routes) > 1:
                step = code.choice_ids[option]
                truth.goto.add(f"{scene.id}/{step}/{route_taken(machine, state, way)}")
        truth.choices |= {f"{scene.id}/{code.choice_ids[option]}" for option in options if scene.choices}
        if not options and scene.id not in over:
            truth.stuck.add(scene.id)
        out[state] = [machine.take(state, option) for option in options]
        for after in out[state]:
            if after not in depth:
                depth[after] = depth[state] + 1
                waiting.append(after)
    count(machine, start, out, over, truth)
    return truth


def count(
    machine: Machine, start: State, out: dict[State, list[State]], over: set[str], truth: Truth
) -> None:
    ends = {state for state in out if machine.scene(state).id in over}
    can_end = backwards(ends, out)
    on_loops = {state for state in out if state in forwards(out[state], out)}
    truth.returns = bool(on_loops)
    truth.lost = {machine.scene(state).id for state in on_loops - can_end}
    if truth.returns:
        return
    order: list[State] = []
    done: set[State] = set()
    waiting = [(start, iter(out[start]))]
    while waiting:
        state, following = waiting[-1]
        after = next((each for each in following if each not in done), None)
        if after is None:
            waiting.pop()
            if state not in done:
                done.add(state)
                order.append(state)
        else:
            waiting.append((after, iter(out[after])))
    ways = dict.fromkeys(out, 0) | {start: 1}
    chance = dict.fromkeys(out, Fraction(0)) | {start: Fraction(1)}
    spans: dict[State, tuple[int, int]] = {start: (0, 0)}
    for state in reversed(order):
        scene = machine.scene(state)
        truth.visits[scene.id] = truth.visits.get(scene.id, Fraction(0)) + chance[state]
        if state in ends:
            truth.playthroughs += ways[state]
            truth.odds[scene.id] = truth.odds.get(scene.id, Fraction(0)) + chance[state]
            low, high = spans[state]
            truth.fewest = low if truth.fewest is None else min(truth.fewest, low)
            truth.most = high if truth.most is None else max(truth.most, high)
        for after in out[state]:
            ways[after] += ways[state]
            chance[after] += chance[state] / len(out[state])
            low, high = (each + bool(scene.choices) for each in spans[state])
            before = spans.get(after, (low, high))
            spans[after] = (min(low, before[0]), max(high, before[1]))


def forwards(start: list[State], out: dict[State, list[State]]) -> set[State]:
    found, waiting = set(start), list(start)
    while waiting:
        for after in out[waiting.pop()]:
            if after not in found:
                found.add(after)
                waiting.append(after)
    return found


def backwards(goals: set[State], out: dict[State, list[State]]) -> set[State]:
    before: dict[State, list[State]] = {state: [] for state in out}
    for state, following in out.items():
        for after in following:
            before[after].append(state)
    return forwards(list(goals), before)


def every_state(machine: Machine, most: int = 1_500) -> dict[State, list[State]]:
    """Every state that play comes to, with those that follow it."""
    out: dict[State, list[State]] = {}
    for state in (waiting := [machine.start()]):
        if state not in out:
            if len(out) >= most:
                raise TooLarge
            out[state] = [machine.take(state, option) for option in machine.options(state)]
            waiting += out[state]
    return out


def holds(machine: Machine, test: Test | None, state: State) -> bool:
    """Whether a test holds in a state once every paper has been read."""
    if test is None:
        return True
    names = asked_by(test)
    values = machine.values(state)
    places = {name: place for place, name in enumerate(names)}
    return bool(evaluator(test, places)([values.get(name, True) for name in names]))
