"""A check of what is allowed: it is a kind of problem, no error, and a reason is given."""

from __future__ import annotations

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.model import Case
from game.case.node import Named


def allowances_hold(checking: Checking) -> None:
    """Whatever is allowed can be allowed."""
    from game.case.diagnostics.kinds import kinds

    for node, _ in every(checking.case):
        allowed = node.allow if isinstance(node, Named | Case) else {}
        for code, reason in allowed.items():
            place = node.origin.of("allow", code)
            if code not in kinds():
                near = checking.problems.near(code, kinds())
                checking.problems.add("unknown-code", place, name=code, near=near)
            elif kinds()[code].severity == "error":
                checking.problems.add("not-allowed.error", place, name=code)
            elif not reason.strip():
                checking.problems.add("not-allowed", place, name=code)
