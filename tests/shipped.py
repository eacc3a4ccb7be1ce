"""The shipped cases, each read once in a process: what is proved of one stays with it for other tests."""

from __future__ import annotations

from functools import cache

from game.case import Case, load_case
from game.case.catalogue import shipped_folder


@cache
def shipped_case(name: str) -> Case:
    """The case of this name."""
    return load_case(shipped_folder() / name)
