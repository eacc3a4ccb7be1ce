"""Kinds of problems with variables, and with what changes them."""

from __future__ import annotations

from game.case.diagnostics.kind import CASE, ProblemKind, scenes, variable

VARIABLES = (
    ProblemKind(
        "mixed-variable",
        "error",
        "A variable is a whole number (`from` and `to`), one word out of several (`one_of`), or a flag.",
        "give it `from` and `to`, or `one_of`, or a plain true or false",
        variable("3"),
        line=10,
        instead="more: {from: 0, to: 5, start: 3}",
        stops=True,
    ),
    ProblemKind(
        "bad-bounds",
        "error",
        "A number's smallest value is larger than its largest.",
        "let `from` be the smaller one",
        variable("{from: 5, to: 1, start: 1}"),
        line=10,
        instead="more: {from: 1, to: 5, start: 1}",
        stops=True,
    ),
    ProblemKind(
        "too-many-values",
        "error",
        "A number can hold so many values that nothing could be proved about the case.",
        "let it go from 0 to 10, say, and count in larger steps",
        variable("{from: 0, to: 50000, start: 0}"),
        line=10,
        instead="more: {from: 0, to: 10, start: 0}",
        stops=True,
    ),
    ProblemKind(
        "outside-domain",
        "error",
        "A variable is given a value that it cannot hold.",
        "use one of its values",
        scenes(choice="goto: later, set: {mood: bored}"),
        line=6,
        instead="open: {label: Open it., goto: later, set: {mood: calm}}",
        stops=True,
    ),
    ProblemKind(
        "add-to-no-number",
        "error",
        "`add` changes a variable that is no number.",
        "use `set` for words and flags",
        scenes(choice="goto: later, add: {warned: 1}"),
        line=6,
        instead="open: {label: Open it., goto: later, set: {warned: true}}",
        stops=True,
    ),
    ProblemKind(
        "same-name",
        "error",
        "A variable and a scene with choices have the same name, so a condition could mean either.",
        "call the variable something else",
        {"case.yaml": f"{CASE}  door: false\n"},
        line=10,
        instead="",
        stops=True,
    ),
    ProblemKind(
        "half-a-gauge",
        "warning",
        "A gauge is a number with a word for its low end and one for its high end.",
        "give it `from` and `to`, `low` and `high`, or take the words out",
        variable("{from: 0, to: 5, start: 2, low: nobody asks}"),
        line=10,
        instead="more: {from: 0, to: 5, start: 2, low: nobody asks, high: all ask}",
    ),
    ProblemKind(
        "no-effect",
        "warning",
        "A change of a variable makes no difference. No condition asks about it, and the player does not see "
        "it; or the change adds nothing, is overwritten at once, or belongs to a door that never opens.",
        "ask about the variable in a condition, show it with `shown: true`, or take the change out",
        {
            **scenes(choice="goto: later, set: {opened: true}"),
            "case.yaml": f"{CASE}  opened: false\n",
        },
        line=6,
        instead="open: {label: Open it., goto: [{when: opened, to: night}, later], set: {opened: true}}",
    ),
)
