"""What can be proved about a case by playing every path: `prove(case)` gives a `Proof`.

The proof stands above the machine, which stands above the case: what is asked for here is fetched there.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.proof.prover import prove as prove
    from game.proof.result import *  # noqa: F403


def __getattr__(name: str) -> Any:
    return getattr(import_module("game.proof.prover" if name == "prove" else "game.proof.result"), name)
