"""The playthroughs that a case names, and the one that history took."""

from __future__ import annotations

from game.case.model import Case, NamedPath
from game.play.history import historical_line
from game.play.playthrough import NotOpen, Playthrough
from game.proof.result import PathFinding

RECORD = "record"


def replay_paths(case: Case) -> tuple[PathFinding, ...]:
    """Whether each path that the case names can be played as it is written."""
    return tuple(replay_path(case, path) for path in case.paths.values())


def replay_path(case: Case, path: NamedPath) -> PathFinding:
    try:
        play = Playthrough.replay(case, path.choices)
    except NotOpen as closed:
        return PathFinding(path.id, False, str(closed))
    where = f'"{play.scene.title}" ({play.scene.id})'
    if not play.ended:
        return PathFinding(path.id, False, f"it stops at {where}, before any ending")
    if path.ends and play.scene.id != path.ends:
        return PathFinding(path.id, False, f"it ends at {where}, not at {path.ends}")
    return PathFinding(path.id, True)


def follow_history(case: Case) -> PathFinding | None:
    """Whether the records' choices lead to an ending; None where no record names a choice."""
    if not any(scene.recorded for scene in case.scenes.values()):
        return None
    fault = historical_line(case).fault
    return PathFinding(RECORD, not fault, fault)
