"""The years on the ruler: those of a case, and the points at which decisions were taken."""

from __future__ import annotations

from game.case.dates import TimeSpan, span, when
from game.case.model import Case
from game.play.playthrough import Playthrough


def case_span(case: Case) -> TimeSpan | None:
    """The years of a case: as its author says, else from its first dated scene to its last."""
    found = span(case.span)
    if found is not None:
        return found
    spans = [reach for scene in case.scenes.values() if (reach := span(scene.date)) is not None]
    return TimeSpan(int(min(spans).start), int(max(each.end for each in spans)) + 1) if spans else None


def decision_times(play: Playthrough) -> tuple[float, ...]:
    """The points in time at which decisions have been taken, as far as they are dated.

    What is decided at the archive desk is decided today: its date is that of the papers.
    """
    scenes = (play.case.scenes[step.scene] for step in play.steps if step.is_decision)
    dates = (scene.date for scene in scenes if scene.stance != "archive")
    return tuple(at for date in dates if (at := when(date)) is not None)
