"""What a picture of a case shows, before anybody draws it: boxes, the doors in them, and arrows.

`picture_of` makes a `Picture` out of a case; `game.authoring.mermaid` and `game.authoring.dot` write it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import wrap
from typing import Literal, NamedTuple

from game.case.model import Case, Choice, GotoEntry, Scene
from game.immutable import immutable
from game.phrases import capitalised
from game.play import Playthrough
from game.play.history import historical_line
from game.play.program import CONTINUE
from game.proof.result import DEFAULT_BUDGET, UNDECIDED, Progress
from game.proof.settling import Settler

KINDS = ("scene", "choice", "goto")


@immutable
class Unreached:
    """What play from the start of the case never comes to.

    `closed` are choices, as scene and choice, that have a way on and are never open; `shut` doors are not
    among them. `untaken` are entries of a `goto`, as scene, step and number. `undecided` is the number of all
    these of which that could not be settled, and `stopped` says that somebody pressed Ctrl+C.
    """

    unreached: frozenset[str] = frozenset()
    closed: frozenset[tuple[str, str]] = frozenset()
    untaken: frozenset[tuple[str, str, int]] = frozenset()
    undecided: int = 0
    stopped: bool = False


def reach_of(case: Case, budget: float = DEFAULT_BUDGET, progress: Progress | None = None) -> Unreached:
    """What can be proved never to be reached, in so many seconds."""
    settler = Settler(case, budget, progress, KINDS)
    settler.settle()
    found = {key: settler.found.get(key, UNDECIDED).verdict for key in settler.questions}
    never = [key for key, verdict in found.items() if verdict == "refuted"]
    return Unreached(
        unreached=frozenset(key[1] for key in never if key[0] == "scene"),
        closed=frozenset((key[1], key[2]) for key in never if key[0] == "choice"),
        untaken=frozenset((key[1], key[2], int(key[3])) for key in never if key[0] == "goto"),
        undecided=list(found.values()).count("undecided"),
        stopped=settler.stopped,
    )


class TrailStep(NamedTuple):
    """One step of a way: from a scene, by a choice or by going on (an empty string), to a scene."""

    scene: str
    choice: str
    to: str


Trail = frozenset[TrailStep]


def trail_of(play: Playthrough, count: int | None = None) -> Trail:
    """The way that a playthrough has taken so far, or in its first steps."""
    steps = play.steps
    scenes = [*(step.scene for step in steps), play.scene.id]
    return frozenset(
        TrailStep(step.scene, "" if step.choice == CONTINUE else step.choice, scenes[number])
        for number, step in enumerate(steps[:count], 1)
    )


def history_of(case: Case) -> Trail:
    """The way that history took, as far as the path called `history` or the record says."""
    line = historical_line(case)
    return trail_of(line.play, line.known)


Shape = Literal["decision", "passage", "crossroads", "ending"]
"""A crossroads is a passage that goes on to one of several scenes."""

SHUT = "a shut door"
"""What is said of a choice that is shown and never opens."""

NEVER_OPEN = "never open"
"""What is said of a choice that is no shut door, and that no playthrough finds open."""

ELSEWHERE = "goes on elsewhere too"
"""What is said of a scene when a part of the case is drawn, and one of its ways leads out of that part."""


@immutable
class Door:
    """A choice as it is drawn.

    `when` is the condition under which it is open. `fate` says in words why it does not open at all, and
    is empty where it can. `by_history` and `by_player` say who took it.
    """

    id: str
    label: str
    when: str = ""
    fate: str = ""
    by_history: bool = False
    by_player: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What is to be said about it beside its label."""
        said = (
            f"if {self.when}" if self.when else "",
            self.fate,
            "taken by history" if self.by_history else "",
            "taken by the player" if self.by_player else "",
        )
        return tuple(word for word in said if word)


@immutable
class Box:
    """A scene as it is drawn. `notes` are what is to be said about it beside its title and id."""

    id: str
    title: str
    shape: Shape
    chapter: str = ""
    doors: tuple[Door, ...] = ()
    notes: tuple[str, ...] = ()
    unreached: bool = False
    by_history: bool = False
    by_player: bool = False


@immutable
class Arrow:
    """A way from one scene to another: by a door, or (`door` empty) by going on.

    `when` is what decides between several ways. `dead` says that nobody can take it.
    """

    start: str
    door: str
    end: str
    when: str = ""
    dead: bool = False
    by_history: bool = False
    by_player: bool = False


@immutable
class Picture:
    """A case as it is drawn. `chapters` are the titles of those that have boxes, by id, in order."""

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    chapters: Mapping[str, str]

    def in_chapter(self, chapter: str) -> Iterator[Box]:
        """The boxes of one chapter; with an empty string, those of none."""
        return (box for box in self.boxes if (box.chapter if box.chapter in self.chapters else "") == chapter)

    def key(self, line_of_player: str) -> tuple[str, ...]:
        """What the lines and shapes mean, a sentence each; only those that are there."""
        shapes = {box.shape for box in self.boxes}
        said = {
            "Rounded: a passage, which goes on by itself.": "passage" in shapes,
            "Six sides: a passage whose way on depends on what came before.": "crossroads" in shapes,
            "Small diamond: where the choice leads depends on what came before.": any(
                arrow.door and arrow.when for arrow in self.arrows
            ),
            "Double frame: an ending.": "ending" in shapes,
            "Thick: the way through that follows history.": any(arrow.by_history for arrow in self.arrows),
            f"{capitalised(line_of_player)}: the player’s way.": any(
                arrow.by_player for arrow in self.arrows
            ),
            "Dashed and grey: nobody can go there.": any(box.unreached for box in self.boxes)
            or any(door.fate for box in self.boxes for door in box.doors)
            or any(arrow.dead for arrow in self.arrows),
        }
        return tuple(words for words, there in said.items() if there)

    def around(self, scene: str, steps: int) -> Picture:
        """The part of the picture that lies at most so many steps before or after a scene."""
        kept = {scene}
        for forwards in (True, False):
            beyond = defaultdict(set)
            for arrow in self.arrows:
                start, end = (arrow.start, arrow.end) if forwards else (arrow.end, arrow.start)
                beyond[start].add(end)
            edge = {scene}
            for _ in range(steps):
                edge = set().union(*(beyond[each] for each in edge)) - kept
                kept |= edge
        ways = [arrow for arrow in self.arrows if arrow.start in kept and arrow.end in kept]
        drawn = {(arrow.start, arrow.door) for arrow in ways}
        whole = self.only(kept)
        boxes = (
            replace(box, doors=tuple(door for door in box.doors if (box.id, door.id) in drawn))
            if ELSEWHERE in box.notes
            else box
            for box in whole.boxes
        )
        return replace(whole, boxes=tuple(boxes))

    def only(self, kept: Collection[str]) -> Picture:
        """The part of the picture with these scenes, and the ways between them.

        A scene from which some way is no longer drawn says so.
        """
        arrows = tuple(arrow for arrow in self.arrows if arrow.start in kept and arrow.end in kept)
        leaving = {arrow.start for arrow in self.arrows if arrow.end not in kept}
        boxes = tuple(
            replace(box, notes=(*box.notes, ELSEWHERE)) if box.id in leaving else box
            for box in self.boxes
            if box.id in kept
        )
        present = {box.chapter for box in boxes}
        chapters = {ident: title for ident, title in self.chapters.items() if ident in present}
        return Picture(self.title, boxes, arrows, chapters)


def picture_of(case: Case, reach: Unreached, history: Trail, played: Trail = frozenset()) -> Picture:
    """The whole case, with what nobody comes to and the ways that history and a player took."""
    boxes = []
    arrows: list[Arrow] = []
    for scene in case.scenes.values():
        boxes.append(box_of(scene, case, reach, history, played))
        arrows += arrows_of(scene, reach, history, played)
    known = {box.id for box in boxes}
    present = {box.chapter for box in boxes}
    return Picture(
        case.title,
        tuple(boxes),
        tuple(arrow for arrow in arrows if arrow.end in known),
        {chapter.id: chapter.title for chapter in case.chapters if chapter.id in present},
    )


def box_of(scene: Scene, case: Case, reach: Unreached, history: Trail, played: Trail) -> Box:
    starts = {chapter.start for chapter in case.chapters}
    notes = []
    if scene.id == case.start:
        notes.append("the case starts here")
    elif scene.id in starts:
        notes.append("a chapter starts here")
    if scene.ending is not None:
        title = "" if scene.ending.title == scene.title else f": {scene.ending.title}"
        how = f" ({scene.ending.plausibility})" if scene.ending.plausibility else ""
        notes.append(f"ending{title}{how}")
    if scene.id in reach.unreached:
        notes.append("no path leads here")
    return Box(
        id=scene.id,
        title=scene.title,
        shape=shape_of(scene),
        chapter=scene.chapter,
        doors=tuple(door_of(scene, choice, reach, played) for choice in scene.choices.values()),
        notes=tuple(notes),
        unreached=scene.id in reach.unreached,
        by_history=any(scene.id in (leg.scene, leg.to) for leg in history),
        by_player=any(scene.id in (leg.scene, leg.to) for leg in played),
    )


def shape_of(scene: Scene) -> Shape:
    if scene.ending is not None:
        return "ending"
    if scene.choices:
        return "decision"
    return "crossroads" if len(scene.goto) > 1 else "passage"


def door_of(scene: Scene, choice: Choice, reach: Unreached, played: Trail) -> Door:
    if choice.shut:
        fate = SHUT
    elif (scene.id, choice.id) in reach.closed and scene.id not in reach.unreached:
        fate = NEVER_OPEN
    else:
        fate = ""
    return Door(
        id=choice.id,
        label=choice.label,
        when=choice.when or "",
        fate=fate,
        by_history=choice.id in scene.recorded,
        by_player=any((leg.scene, leg.choice) == (scene.id, choice.id) for leg in played),
    )


def arrows_of(scene: Scene, reach: Unreached, history: Trail, played: Trail) -> Iterator[Arrow]:
    """Every way out of a scene."""
    if scene.ending is not None:
        return
    doors: Iterable[tuple[str, tuple[GotoEntry, ...]]] = (("", scene.goto),)
    if scene.choices:
        doors = ((choice.id, choice.goto) for choice in scene.choices.values() if not choice.shut)
    for door, routes in doors:
        closed = scene.id in reach.unreached or (scene.id, door) in reach.closed
        for number, route in enumerate(routes):
            dead = closed or (scene.id, door or CONTINUE, number) in reach.untaken
            leg = TrailStep(scene.id, door, route.to)
            when = route.when and f"if {route.when}"
            yield Arrow(
                start=scene.id,
                door=door,
                end=route.to,
                when=when or ("otherwise" if len(routes) > 1 else ""),
                dead=dead,
                by_history=leg in history and not dead,
                by_player=leg in played,
            )
            if when is None:
                break


def wrapped(text: str, width: int) -> list[str]:
    """Words in lines of about this many characters; a longer word, such as an id, stays in one piece."""
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


@immutable
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
