"""What can be proved about a case by playing every path: `prove(case)` gives a `Proof`.

The proof stands above the machine, which stands above the case: what is asked for here is fetched there.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.proof.prover import prove
    from game.proof.result import (
        DEFAULT_BUDGET,
        INFINITE,
        ChapterProof,
        Fault,
        Finding,
        Infinite,
        Length,
        Outcome,
        PathFinding,
        Progress,
        PromiseFinding,
        Proof,
        Reach,
    )

__all__ = [
    "DEFAULT_BUDGET",
    "INFINITE",
    "ChapterProof",
    "Fault",
    "Finding",
    "Infinite",
    "Length",
    "Outcome",
    "PathFinding",
    "Progress",
    "PromiseFinding",
    "Proof",
    "Reach",
    "prove",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("game.proof.prover" if name == "prove" else "game.proof.result"), name)
