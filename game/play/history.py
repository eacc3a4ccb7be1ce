"""The line that history took through a case, as far as the case says."""

from __future__ import annotations

from collections import defaultdict

from game.case.model import Case
from game.immutable import immutable
from game.play.machine import EVERYTHING_READ
from game.play.playthrough import NotOpen, Playthrough

HISTORY = "history"
"""The id of the path that keeps to history, where the author has written one down."""
LONGEST = 10_000
"""Steps after which a line that finds no end is left."""


@immutable
class HistoricalLine:
    """A playthrough that keeps to history, every paper opened, as far as it comes.

    The first `known` steps are what the case says; at the next one it names no choice that is open. `fault`
    says in words why what the case says does not lead to an ending; it is empty where it does.
    """

    play: Playthrough
    known: int
    fault: str


def historical_line(case: Case, chapter: str | None = None, route: str | None = None) -> HistoricalLine:
    """The line that history took through a case, through one chapter played alone, or along a route.

    At each decision it takes what the path `history` takes there, else the first choice of the record that
    is open, else, as at the archive desk, the first that is open; coming back to where it was, one that it
    has not taken there. Raises `UnknownId` if the case has no such chapter or route.
    """
    by_path = decisions_of_path(case)
    tried: defaultdict[int, set[str]] = defaultdict(set)
    play = with_papers_read(Playthrough(case, chapter, route))
    known: int | None = None
    faults: list[str] = []
    while not play.ended:
        scene, code, taken = play.scene, play.code, tried[play.state]
        where = f'"{scene.title}" ({scene.id})'
        open_here = [code.choice_ids[option] for option in code.options(play.state, EVERYTHING_READ)]
        recorded = [choice for choice in scene.recorded if choice in open_here]
        if not open_here:
            faults.append(f"at {where} nothing is open")
        elif scene.recorded and not recorded:
            faults.append(f"at {where} the record's choice, {scene.recorded[0]}, is not open")
        named = by_path[scene.id].pop(0) if by_path[scene.id] else ""
        if named in open_here:
            choice: str | None = named
        else:
            choice = next((each for each in (*recorded, *open_here) if each not in taken), None)
            if taken:
                faults.append(f"it comes back to {where}")
        if choice is None or play.depth >= LONGEST:
            faults.append(f"it comes to no ending in {play.depth:,} steps")
            break
        if known is None and scene.choices and scene.stance != "archive" and choice not in (named, *recorded):
            known = play.depth
        taken.add(choice)
        play = with_papers_read(play.go_on() if play.passing else play.choose(choice))
    return HistoricalLine(play, play.depth if known is None else known, faults[0] if faults else "")


def decisions_of_path(case: Case) -> defaultdict[str, list[str]]:
    """What the path `history` takes at each scene, time after time; nothing if it cannot be played."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    try:
        play = Playthrough.replay(case, case.paths[HISTORY].choices) if HISTORY in case.paths else None
    except NotOpen:
        return found
    for step in play.steps if play else ():
        if step.is_decision:
            found[step.scene].append(step.choice)
    return found


def with_papers_read(play: Playthrough) -> Playthrough:
    """The same place with every paper on the table opened, as when a class has had it before it."""
    for paper in play.moment.documents:
        play = play.open(paper.document.id)
    return play
