"""The playthroughs that a case names, and the one that history took."""

from __future__ import annotations

from game.case.model import Case, NamedPath
from game.play.history import historical_line
from game.play.playthrough import NotOpen, Playthrough
from game.play.program import names_of
from game.proof.explanation import now, written
from game.proof.properties import route_taken
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
        return PathFinding(path.id, False, f"it ends at {where}, not at {path.ends}{parting(play)}")
    return PathFinding(path.id, True)


def parting(play: Playthrough) -> str:
    """The last `goto` with several entries that a playthrough went by: what decided where it led."""
    machine = play.machine
    for before, step in reversed(list(play.at_each_step())):
        way = before.code.ways[before.code.option_of[step.choice]]
        if len(way.routes) > 1:
            taken = route_taken(machine, before.state, way)
            guards = (
                [guard for guard, _ in way.routes[:taken] if guard] if taken == len(way.routes) - 1 else []
            )
            guards += [guard for guard, _ in way.routes[taken : taken + 1] if guard]
            after = machine.layout.after(before.state, way.effects)
            names = sorted({name for guard in guards for name in names_of(guard)})
            asked = " nor ".join(f"`{written(guard)}`" for guard in guards)
            held = ", ".join(now(name, machine.value(after, name)) for name in names)
            so = "held" if taken < len(way.routes) - 1 else "did not hold"
            to = machine.scene_ids[way.routes[taken].to]
            return f": at {step.scene} {step.choice} led to {to}, since {asked} {so} ({held})"
    return ""


def follow_history(case: Case) -> PathFinding | None:
    """Whether the records' choices lead to an ending; None where no record names a choice."""
    if not any(scene.recorded for scene in case.scenes.values()):
        return None
    fault = historical_line(case).fault
    return PathFinding(RECORD, not fault, fault)
