"""What the proof says to the map of a class: whether something can be reached, and by which other answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from game.case.model import Case
from game.case.parts import CasePart
from game.play.history import with_papers_read
from game.play.playthrough import Playthrough
from game.play.steps import Step
from game.proof.result import Outcome, ProofFinding

if TYPE_CHECKING:
    from game.proof.within_reach import Findings

Proved: TypeAlias = "Mapping[CasePart, Findings]"
"""What was found out of each part that the class plays."""


def proved_of(case: Case, paths: Iterable[Playthrough]) -> Proved:
    """What can be reached in the parts that these are playthroughs of. It takes a second or two."""
    from game.proof.within_reach import within_reach

    return {part: within_reach(case, part) for part in dict.fromkeys(path.case_part for path in paths)}


def only_here(case: Case, play: Playthrough) -> Proved:
    """The same where a class plays nothing but the one decision at which this stands."""
    here = play.scene.id
    found = {scene: ProofFinding("proved" if scene == here else "refuted") for scene in case.scenes}
    for offer in with_papers_read(play).moment.choices:
        found[f"{here}/{offer.id}"] = ProofFinding("proved" if offer.open else "refuted")
    return {play.case_part: found}


def outcome_in(proved: Proved, key: str) -> Outcome:
    """Whether a scene, or a course of one, can be reached in a part that the class plays."""
    found = [of[key].verdict if key in of else "undecided" for of in proved.values()]
    if "proved" in found:
        return "proved"
    return "refuted" if found and set(found) == {"refuted"} else "undecided"


def way_to(case: Case, proved: Proved, scene: str, choice: str = "") -> Playthrough | None:
    """A playthrough that comes to a scene, and finds a course open there if one is named."""
    key = f"{scene}/{choice}" if choice else scene
    for part, of in proved.items():
        witness = of[key].witness if key in of else None
        if witness is not None:
            steps = witness[:-1] if choice else witness
            play = Playthrough.replay(case, steps, *part)
            return play if play.scene.id == scene else play.through_passages()
    return None


def behind_door(way: Playthrough, choice: str) -> tuple[Step, ...]:
    """The answers on a way that keep a door open at its end, the earliest first."""
    traces = with_papers_read(way).moment.traces()
    found = next((trace.steps for trace in traces if trace.door == choice), ())
    return tuple(step for step in way.steps if step in found)


def where_it_parts(way: Playthrough, paths: Sequence[Playthrough]) -> tuple[Step, ...]:
    """The answers of a way from where it leaves the path of the class that goes along with it longest."""
    own = answers(way)
    return own[max((alike(own, answers(path)) for path in paths), default=0) :]


def answers(path: Playthrough) -> tuple[Step, ...]:
    return tuple(step for step in path.steps if step.is_decision and not step.passed)


def alike(one: Sequence[Step], other: Sequence[Step]) -> int:
    """How many answers two have in common from the beginning."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a[:2] != b[:2]), min(len(one), len(other)))
