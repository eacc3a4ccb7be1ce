"""What an author writes: the case format, and how it is read and checked.

What stands here is imported when it is first asked for, so that a face can draw before cases are read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.case.diagnostics.problems import CaseError, Problem
    from game.case.model import Case
    from game.case.reader import load_case, read_case

__all__ = ["Case", "CaseError", "Problem", "load_case", "read_case"]

HOMES = {
    "Case": "game.case.model",
    "CaseError": "game.case.diagnostics.problems",
    "Problem": "game.case.diagnostics.problems",
    "load_case": "game.case.reader",
    "read_case": "game.case.reader",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
