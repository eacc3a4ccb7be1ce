"""What no playthrough comes to: scenes never reached, choices never open, entries of a `goto` never taken."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.model import Case
from game.proof.result import DEFAULT_BUDGET, UNDECIDED, Progress
from game.proof.settling import Settler

KINDS = ("scene", "choice", "goto")


@dataclass(frozen=True, slots=True)
class Unreached:
    """What play from the start of the case never comes to.

    `closed` are choices, as scene and choice, that have a way on and are never open; `shut` doors are not
    among them. `untaken` are entries of a `goto`, as scene, step and number. `undecided` is the number of all
    these of which that could not be settled, and `stopped` says that somebody pressed Ctrl+C.
    """

    unreached: frozenset[str] = frozenset()
    closed: frozenset[tuple[str, str]] = frozenset()
    untaken: frozenset[tuple[str, str, int]] = frozenset()
    undecided: int = 0
    stopped: bool = False


def reach_of(case: Case, budget: float = DEFAULT_BUDGET, progress: Progress | None = None) -> Unreached:
    """What can be proved never to be reached, in so many seconds."""
    settler = Settler(case, budget, progress, KINDS)
    settler.settle()
    found = {key: settler.found.get(key, UNDECIDED).verdict for key in settler.questions}
    never = [key for key, verdict in found.items() if verdict == "refuted"]
    return Unreached(
        unreached=frozenset(key[1] for key in never if key[0] == "scene"),
        closed=frozenset((key[1], key[2]) for key in never if key[0] == "choice"),
        untaken=frozenset((key[1], key[2], int(key[3])) for key in never if key[0] == "goto"),
        undecided=list(found.values()).count("undecided"),
        stopped=settler.stopped,
    )
