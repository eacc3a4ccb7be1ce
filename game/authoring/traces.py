"""What later depends on a choice, in words that a teacher and an author understand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from game.case.model import Case, Scene
from game.proof.echo import measured
from game.proof.result import DEFAULT_BUDGET, LaterChange, Touched

NOT_KNOWN = "What later depends on each decision is not known"
TOO_MANY = f"{NOT_KNOWN}: there are too many ways through the case."
NOTHING = "nothing: whichever is taken, the same follows"
FIRST: Mapping[Touched, str] = {
    "block": "first in a paragraph",
    "door": "first at a door",
    "goto": "first in where it goes on",
    "ending": "first in how it ends",
}


@lru_cache(maxsize=4)
def traces_of(case: Case) -> Mapping[str, LaterChange] | None:
    """What each choice of a case changes, under `SCENE/CHOICE`; None where it could not be found in time."""
    return measured(case, DEFAULT_BUDGET)


def is_hollow(scene: Scene, traces: Mapping[str, LaterChange]) -> bool:
    """Whether all choices of a decision come to the same, wherever they are open."""
    found = [traces[f"{scene.id}/{choice}"] for choice in scene.choices]
    return all(trace.first is None for trace in found)


def what_differs(trace: LaterChange) -> str:
    """Where something else follows than from all others that are open, and in what that shows first."""
    if trace.first is None:
        return "never: another choice does the same"
    if not trace.unlike:
        return f"not from each of them, from some {FIRST[trace.first]}"
    where = (
        "always"
        if trace.unlike == trace.states
        else f"in {in_per_cent(trace.unlike / trace.states)} of the situations"
    )
    return f"{where}, {FIRST[trace.first]}"


def how_much(trace: LaterChange) -> str:
    """The share of later words that are not those of the record's line: on average, and at most."""
    if not trace.most or trace.mean is None:
        return "none"
    mean, most = in_per_cent(trace.mean), in_per_cent(trace.most)
    return mean if mean == most else f"{mean}, at most {most}"


def in_per_cent(share: float) -> str:
    """A share as it is read; what is not all of it is never 100 %."""
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{100 * share:.0f} %"


def as_words(case: Case, traces: Mapping[str, LaterChange] | None, stopped: bool) -> Iterator[str]:
    """What later depends on each decision of a case, in lines; `stopped` by Ctrl+C before that is known."""
    if traces is None:
        yield f"{NOT_KNOWN}: it was stopped." if stopped else TOO_MANY
        return
    yield "What later depends on each decision: where something else follows from a choice than from others"
    yield "that are open; and how many later words are not on the line of the record, on average and at most."
    for scene in case.scenes.values():
        names = [name for name in scene.choices if traces[f"{scene.id}/{name}"].states]
        if not names:
            continue
        if is_hollow(scene, traces):
            yield f"  {scene.id}: {NOTHING}"
            continue
        yield f"  {scene.id}:"
        for name in names:
            trace = traces[f"{scene.id}/{name}"]
            yield f"    {name}: {what_differs(trace)}; words: {how_much(trace)}"
