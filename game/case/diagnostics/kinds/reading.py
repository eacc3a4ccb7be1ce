"""Kinds of problems with how a case reads: its length, its sentences, its names."""

from __future__ import annotations

from game.case.diagnostics.kind import ProblemKind, case, scenes

READING = (
    ProblemKind(
        "minutes-off",
        "warning",
        "The minutes are fewer than the shortest way through takes, or more than the longest with every "
        "paper read. At fifteen one reads about 200 words a minute, and takes three quarters of a minute to "
        "decide; a quarter more or less is allowed, since the readers of one class differ by that.",
        "write what the words take",
        case("minutes: 45\n"),
        line=10,
        instead="minutes: 1",
    ),
    ProblemKind(
        "long-sentence",
        "hint",
        "A sentence has more than 25 words, and many readers of fifteen lose it on the way.",
        "cut it in two, one idea each",
        scenes(
            text="At nine in the evening somebody whom nobody in the house has ever seen before knocks three "
            "times at the door, waits a little, and knocks again, more softly than the first time."
        ),
        line=4,
        instead="text: At nine somebody knocks three times. Nobody in the house has ever seen him.",
    ),
    ProblemKind(
        "name-not-linked",
        "hint",
        "A scene names a person or a term before it links it, so the name cannot be looked up there.",
        "put the link where the name comes first",
        {
            **scenes(text="Anna Orlova knocks."),
            "people.yaml": "people:\n  anna: {name: Anna Orlova}\n",
        },
        line=4,
        instead="text: '[Anna Orlova](person:anna) knocks.'",
    ),
)
