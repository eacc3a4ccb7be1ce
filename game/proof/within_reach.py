"""What can be reached in one part of a case: its scenes, and the courses that ever stand open there."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from game.case.model import Case
from game.case.parts import CasePart
from game.play.machine import Machine
from game.proof.explicit_state import HOPEFUL_STATES_A_SECOND, Explorer, Reduction, TooMany
from game.proof.named_ways import RouteMachine
from game.proof.properties import Answers, questions_of
from game.proof.result import DEFAULT_BUDGET, ProofFinding
from game.proof.settling import Settler

ASKED = ("scene", "choice")
Findings = Mapping[str, ProofFinding]
"""What was found out, by `SCENE` and `SCENE/CHOICE`; what could not be settled in time is left out."""


def within_reach(case: Case, part: CasePart, budget: float = DEFAULT_BUDGET) -> Findings:
    """What can be reached in a part in `budget` seconds, each with a shortest way there.

    A way is the steps that are played in the part. A course is reached where it stands open with every paper
    on the table read; the last step of its way takes it. Raises `KeyError` where the case has no such part.
    """
    if part.id:
        return dict(in_part(case, part, budget))
    settler = Settler(case, budget, None, ASKED)
    settler.settle()
    return {"/".join(key[1:]): found for key, found in settler.found.items() if found.verdict != "undecided"}


def in_part(case: Case, part: CasePart, budget: float) -> Iterator[tuple[str, ProofFinding]]:
    """The answers for a chapter played alone, or a route; none where there are too many states."""
    on_route = RouteMachine(case, part.route) if part.route is not None else None
    machine = on_route or Machine.of(case)
    outside = (each.id for each in case.scenes.values() if part.chapter not in (None, each.chapter))
    explorer = Explorer(Reduction.of(machine, {}), frozenset(outside))
    late = time.perf_counter() + budget
    try:
        explored = explorer.explore(machine.start(part.chapter), late, budget * HOPEFUL_STATES_A_SECOND)
    except TooMany:
        return
    asked = [each for each in questions_of(machine) if each.key[0] in ASKED]
    way = on_route.told if on_route else None
    reached = {question.key: state for question, state in Answers(explorer, explored, asked).first()}
    for question in asked:
        key, state = "/".join(question.key[1:]), reached.get(question.key)
        if state is None:
            yield key, ProofFinding("refuted")
        else:
            steps = way(explored, state) if way else explored.witness(state)
            yield key, ProofFinding("proved", question.told(steps))
