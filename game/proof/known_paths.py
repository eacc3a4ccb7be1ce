"""The playthroughs that a case names, and the one that history took."""

from __future__ import annotations

from game.case.model import Case, NamedPath
from game.case.proof import PathFinding
from game.play.machine import EVERYTHING_READ
from game.play.playthrough import NotOpen, Playthrough

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
    """Whether the records' choices lead to an ending; None where no record names a choice.

    Where a record names several, the first that is open is taken, and where it names none, the first
    open choice.
    """
    if not any(scene.record and scene.record.choice for scene in case.scenes.values()):
        return None
    play = Playthrough(case)
    seen = {play.state}
    while not play.ended:
        scene, open_here = play.scene, open_ids(play)
        where = f'"{scene.title}" ({scene.id})'
        recorded = scene.record.choice if scene.record and scene.stance != "archive" else ()
        if not open_here:
            return PathFinding(RECORD, False, f"at {where} nothing is open")
        if scene.choices and recorded and not set(recorded) & set(open_here):
            return PathFinding(RECORD, False, f"at {where} the record's choice, {recorded[0]}, is not open")
        play = play.go_on() if scene.is_passage else play.pass_over()
        if play.state in seen:
            return PathFinding(RECORD, False, f'it comes back to "{play.scene.title}" ({play.scene.id})')
        seen.add(play.state)
    return PathFinding(RECORD, True)


def open_ids(play: Playthrough) -> list[str]:
    """The choices open here once every paper on the table has been read."""
    code = play.code
    return [code.choice_ids[option] for option in code.options(play.state, EVERYTHING_READ)]
