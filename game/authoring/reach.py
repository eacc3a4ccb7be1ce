"""What no playthrough comes to: scenes that are never reached, and choices that never open."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.model import Case
from game.proof.prover import prove
from game.proof.result import DEFAULT_BUDGET, Progress


@dataclass(frozen=True, slots=True)
class Reach:
    """What play from the start of the case never comes to.

    `closed` are choices, as scene and choice, that have a way on and are never open; `shut` doors are not
    among them. `undecided` is the number of scenes and choices of which that could not be settled, and
    `stopped` says that somebody pressed Ctrl+C.
    """

    unreached: frozenset[str] = frozenset()
    closed: frozenset[tuple[str, str]] = frozenset()
    undecided: int = 0
    stopped: bool = False


def reach_of(case: Case, budget: float = DEFAULT_BUDGET, progress: Progress | None = None) -> Reach:
    """What can be proved never to be reached, in so many seconds."""
    proof = prove(case, budget, progress)
    doors = {
        (scene.id, choice.id): proof.choices[f"{scene.id}/{choice.id}"].verdict
        for scene in case.scenes.values()
        for choice in scene.choices.values()
        if not choice.shut
    }
    scenes = {scene: found.verdict for scene, found in proof.scenes.items()}
    return Reach(
        unreached=frozenset(scene for scene, verdict in scenes.items() if verdict == "refuted"),
        closed=frozenset(door for door, verdict in doors.items() if verdict == "refuted"),
        undecided=[*scenes.values(), *doors.values()].count("undecided"),
        stopped=proof.stopped,
    )
