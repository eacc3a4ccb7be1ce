"""Every mistake in a case that can be seen without playing it.

`check_case` runs every check: those of `references`, of `variables` and of `ways`. A check is given a
`Checking`: the case, the gathered problems, and what could not be read, so that one mistake is told once and
at its root.
"""

from __future__ import annotations

from game.case.checks import references, variables, ways
from game.case.checks.context import CHECKS, Checking

__all__ = ["CHECKS", "Checking", "check_case", "references", "variables", "ways"]


def check_case(checking: Checking) -> None:
    """Run every check; what is found is in the problems."""
    for each in CHECKS:
        each(checking)
