"""The playthrough that a handout is printed from: the one that keeps to history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from game.case.model import Case
from game.play import NotOpen, Playthrough
from game.play.program import CONTINUE

HISTORY = "history"
"""The name of the path that keeps to history, where the author has written one down."""
LONGEST = 1_000
"""Steps after which a line that finds no end is left."""


def along_history(case: Case, chapter: str | None = None) -> Playthrough:
    """A case, or one chapter played alone, taken along the historical line, with every paper opened.

    At each decision it takes what the path `history` takes there, else a choice that the record names,
    else the first that is open. Where play is stuck or turns in a circle it stops as far as it came.
    Raises `UnknownId` if the case has no such chapter.
    """
    taken = taken_in_history(case)
    tried: defaultdict[int, set[str]] = defaultdict(set)
    play = reading(Playthrough(case, chapter))
    while not play.ended and play.depth < LONGEST:
        here = tried[play.state]
        choice = next((choice for choice in likely(play, taken) if choice not in here), None)
        if choice is None:
            break
        here.add(choice)
        play = reading(play.choose(choice))
    return play


def taken_in_history(case: Case) -> Mapping[str, str]:
    """What the path `history` first takes at each scene; empty where there is none that can be played."""
    path = case.paths.get(HISTORY)
    if path is None:
        return {}
    try:
        play = Playthrough.replay(case, path.choices)
    except NotOpen:
        return {}
    return {step.scene: step.choice for step in reversed(play.steps)}


def likely(play: Playthrough, taken: Mapping[str, str]) -> Iterator[str]:
    """The open choices here, nearest to history first."""
    scene = play.scene
    if scene.is_passage:
        if scene.goto:
            yield CONTINUE
        return
    open_here = [offer.id for offer in play.moment.choices if offer.open]
    recorded = scene.record.choice if scene.record else ()
    yield from (choice for choice in (taken.get(scene.id), *recorded) if choice in open_here)
    yield from open_here


def reading(play: Playthrough) -> Playthrough:
    """The same place with every paper on the table opened, as when a class has had it before it."""
    if play.chapter_over:
        return play
    for document in play.scene.documents:
        play = play.open(document)
    return play
