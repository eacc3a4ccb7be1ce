"""What only an author wants to know: checks that `historian check` runs and play does not.

A case that fails them can be played. Each check is given a `Checking` as `game.case.checks.ways` leaves it.
"""

from __future__ import annotations

from collections.abc import Callable

from game.case.checks.context import Checking
from game.case.checks.visitor import every
from game.case.lint.conditions import conditions_can_change
from game.case.lint.guide import nobody_carries_out_violence, statements_rest_on_something
from game.case.lint.length import minutes_fit_the_words
from game.case.lint.markup import markup_is_ours
from game.case.lint.names import names_are_linked_first
from game.case.lint.sentences import sentences_are_short
from game.case.lint.texts import comments_cut_no_text, later_texts_have_their_words, quotations_have_a_source
from game.case.lint.unused import effects_matter, everything_is_used
from game.case.lint.ways import courses_are_clear, routes_can_be_played, scenes_can_be_reached
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


THOROUGH: tuple[Callable[[Checking], None], ...] = (
    scenes_can_be_reached,
    routes_can_be_played,
    allowances_hold,
    conditions_can_change,
    effects_matter,
    everything_is_used,
    minutes_fit_the_words,
    nobody_carries_out_violence,
    statements_rest_on_something,
    courses_are_clear,
    later_texts_have_their_words,
    quotations_have_a_source,
    names_are_linked_first,
    markup_is_ours,
    comments_cut_no_text,
    sentences_are_short,
)
"""Every thorough check. Each leaves alone what hangs on something that could not be read."""


def check_thoroughly(checking: Checking) -> None:
    """Run every thorough check; what is found is in the problems."""
    for check in THOROUGH:
        check(checking)
