"""Whether work grows with what it is given, or faster: two measures of one run are compared."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
"""How many times larger the second piece of work is."""
ALLOWED = 9.0
"""Times as long it may take: four if it grows as it should, sixteen if it grows with the square."""


def grows_as_it_should(work: Callable[[int], object], size: int) -> bool:
    """Whether work of four times the size takes not much more than four times as long, best of three each."""

    def took(amount: int) -> float:
        began = time.process_time()
        work(amount)
        return time.process_time() - began

    small = min(took(size) for _ in range(3))
    large = min(took(TIMES * size) for _ in range(3))
    return large < ALLOWED * small + 0.01
