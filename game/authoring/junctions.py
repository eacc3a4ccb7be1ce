"""Ways that several doors of a scene share, drawn once: the doors lead to a junction, and it leads on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.authoring.picture import Arrow, Picture


@dataclass(frozen=True, slots=True)
class JoinedArrows:
    """The arrows of a picture with shared ways joined; `junctions` are their ids, by scene.

    A junction's id is its scene's with a number, which no scene can have.
    """

    arrows: tuple[Arrow, ...]
    junctions: Mapping[str, Sequence[str]]


def joined(picture: Picture) -> JoinedArrows:
    """Join what doors of one scene that lead to several scenes have in common."""
    of_door: dict[tuple[str, str], list[Arrow]] = defaultdict(list)
    for arrow in picture.arrows:
        of_door[arrow.start, arrow.door].append(arrow)
    sharing: dict[tuple[str, tuple[tuple[str, str], ...]], list[list[Arrow]]] = defaultdict(list)
    for (scene, _), ways in of_door.items():
        sharing[scene, tuple((way.end, way.when) for way in ways)].append(ways)
    arrows: list[Arrow] = []
    junctions: dict[str, list[str]] = defaultdict(list)
    for (scene, ends), doors in sharing.items():
        if len(ends) == 1 or len(doors) == 1:
            arrows += (way for ways in doors for way in ways)
            continue
        junction = f"{scene}.{len(junctions[scene]) + 1}"
        junctions[scene].append(junction)
        arrows += (together(ways, scene, ways[0].door, junction) for ways in doors)
        arrows += (
            together([ways[number] for ways in doors], junction, "", end, when)
            for number, (end, when) in enumerate(ends)
        )
    return JoinedArrows(tuple(arrows), junctions)


def together(ways: Sequence[Arrow], start: str, door: str, end: str, when: str = "") -> Arrow:
    """One arrow for several: taken where one of them was, and dead where all are."""
    return Arrow(
        start=start,
        door=door,
        end=end,
        when=when,
        dead=all(way.dead for way in ways),
        by_history=any(way.by_history for way in ways),
        by_player=any(way.by_player for way in ways),
    )
