"""A playthrough as it is written down: the save file's format, read with distrust and written readably.

    {
    "format": "historian playthrough",
    "format_version": 1,
    "case": {"id": …, "title": …, "version": …, "fingerprint": …},
    "chapter": null,
    "begun": "2026-11-22T10:55:36+00:00", "played": …,
    "here": {"scene": …, "title": …, "date": …},
    "ending": null,
    "steps": [
      {"scene": …, "choice": …, "label": …, "asked": …, "because": …, "cites": […], "passed": true},
      …

Only the steps and what the player added to them are ever replayed. Titles and labels are there so that a
list of playthroughs needs no case, and so that what the player did can be told in the words that she saw
when its case has been edited since.

Some keys are there only where they say something: `route`, the one that is played; `by_route`, of a step
that it passed over; `player` (whose it is) and `name` (what she calls it);
`ahead`, the steps that lie ahead of where she has gone back to, of which `finished` says that they come to
an end; `drafts`, sentences that were not given, by scene and choice; `lines`, lines of her own that she has
begun; `part`, where she stands in the debrief; `hunches`, how she changed her hunch. `ending` is the one that
the steps come to, those ahead included.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, NamedTuple

from game.case.model import Bearing, Case, Verdict
from game.case.node import nothing
from game.case.parts import CasePart
from game.case.prose import plain
from game.immutable import immutable
from game.play.playthrough import Playthrough
from game.play.program import CONTINUE
from game.play.saves.codec import Unreadable, decoder, dumps, encoded, loads
from game.play.steps import NewHunch, Note, Step

FORMAT = "historian playthrough"
FORMAT_VERSION = 1
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For each earlier version that can still be read: what makes a file of the next version of it."""
LARGEST = 8 * 1024 * 1024
"""Bytes; a longer file is no save of ours."""


class FromTheFuture(Exception):
    """A save that a newer version of the game has written."""


class WrittenStep(NamedTuple):
    """A step: `label` is the choice in words, `asked` its question, `led_to` as of a `Step`."""

    scene: str
    choice: str
    label: str = ""
    asked: str = ""
    because: str = ""
    cites: tuple[str, ...] = ()
    passed: bool = False
    led_to: str = ""
    by_route: bool = False

    @property
    def is_decision(self) -> bool:
        """As of a `Step`."""
        return self.choice != CONTINUE and not self.by_route


class Draft(NamedTuple):
    """What a player has written for a choice and not given."""

    choice: str = ""
    because: str = ""
    cites: tuple[str, ...] = ()


def draft_key(scene: str, choice: str) -> str:
    """What a draft stands under; no id has a space. Earlier files have the scene alone, and one for each."""
    return f"{scene} {choice}"


@immutable
class Bookmark:
    """What is kept of a playthrough in hand beside where it stands.

    `furthest` is the playthrough with the steps that lie ahead, None where there are none; `drafts` are by
    `draft_key`; `part` is the part of the debrief that was read last, 0 for none. `lines` are lines of her
    own that were begun and not taken, by what they are about: "" the scene, or a word such as `paper` with
    an id.
    """

    furthest: Playthrough | None = None
    drafts: Mapping[str, Draft] = field(default_factory=nothing)
    part: int = 0
    lines: Mapping[str, str] = field(default_factory=nothing)


NO_BOOKMARK = Bookmark()


class WrittenCase(NamedTuple):
    """Which case a save belongs to."""

    id: str
    title: str
    version: str
    fingerprint: str


class Where(NamedTuple):
    """A scene by id, and in words. For an ending `title` is the ending's."""

    scene: str
    title: str
    date: str = ""


class Weighing(NamedTuple):
    """What the player finds that a paper does for an explanation."""

    document: str
    cause: str
    bearing: Bearing


class Written(NamedTuple):
    """Everything that a save file says, in its order. `finished`: an end lies ahead of where play stands."""

    case: WrittenCase
    chapter: str | None
    begun: datetime
    played: datetime
    here: Where
    ended: bool
    ending: Where | None
    steps: tuple[WrittenStep, ...]
    opened: tuple[str, ...]
    weighed: tuple[Weighing, ...]
    marks: Mapping[str, Verdict]
    notes: tuple[Note, ...]
    player: str = ""
    name: str = ""
    ahead: tuple[WrittenStep, ...] = ()
    finished: bool = False
    drafts: Mapping[str, Draft] = nothing()
    part: int = 0
    thesis: str = ""
    lines: Mapping[str, str] = nothing()
    hunches: tuple[NewHunch, ...] = ()
    route: str | None = None

    @property
    def case_part(self) -> CasePart:
        """What of the case was played."""
        return CasePart(self.chapter) if self.chapter is not None else CasePart(route=self.route)

    @property
    def came_to_an_end(self) -> bool:
        """Whether its steps come to an end, those ahead included."""
        return self.ended or self.finished


def written(
    play: Playthrough,
    begun: datetime,
    played: datetime,
    bookmark: Bookmark = NO_BOOKMARK,
    player: str = "",
    name: str = "",
) -> Written:
    """A playthrough as a save says it."""
    case, scene, notebook = play.case, play.scene, play.notebook
    furthest = bookmark.furthest or play
    end = furthest.scene
    ending = end.ending if not furthest.chapter_over else None
    steps = tuple(written_step(case, step) for step in furthest.steps)
    return Written(
        case=WrittenCase(case.id, case.title, case.version, case.fingerprint),
        chapter=play.chapter,
        begun=begun,
        played=played,
        here=Where(scene.id, scene.title, scene.date),
        ended=play.ended,
        ending=Where(end.id, ended_at(furthest) or ending.title, end.date) if ending else None,
        steps=steps[: play.depth],
        opened=notebook.opened,
        weighed=tuple(Weighing(*pair, bearing) for pair, bearing in notebook.weighed.items()),
        marks=notebook.marks,
        notes=notebook.notes,
        player=player,
        name=name,
        ahead=steps[play.depth :],
        finished=furthest.ended and not play.ended,
        drafts=bookmark.drafts,
        part=bookmark.part,
        thesis=notebook.thesis,
        lines=bookmark.lines,
        hunches=notebook.hunches,
        route=play.route,
    )


def ended_at(play: Playthrough) -> str:
    """The title of the place to which the last step led when it was taken, if the case has changed since."""
    return play.last.led_to if play.last else ""


def written_step(case: Case, step: Step) -> WrittenStep:
    """A step with the words of its choice and of the question before her: those that the player saw."""
    scene = case.scenes[step.scene]
    choice = scene.choices.get(step.choice)
    label = step.said or (choice.label if choice else "")
    asked = "" if step.passed else step.asked or plain(scene.ask)
    return WrittenStep(
        step.scene,
        step.choice,
        label,
        asked,
        step.because,
        step.cites,
        step.passed,
        step.led_to,
        step.by_route,
    )


def content(save: Written) -> bytes:
    """The file: one entry a line, so that a person can read it and compare two."""
    return (dumps(fields(save)) + "\n").encode("utf-8", "replace")


def fields(save: Written) -> dict[str, Any]:
    """What the file says, as plain data."""
    return {"format": FORMAT, "format_version": FORMAT_VERSION, **encoded(save)}


def read(data: bytes) -> Written:
    """What a save file says. Raises `Unreadable` or `FromTheFuture`, and nothing else."""
    found = loads(data)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Unreadable("it is no playthrough of this game")
    version = found.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Unreadable("it does not say which version of the format it has")
    if version > FORMAT_VERSION:
        raise FromTheFuture
    while version < FORMAT_VERSION:
        if version not in UPGRADES:
            raise Unreadable("it was written by a version of the game that is too old")
        found, version = UPGRADES[version](found), version + 1
    save: Written = decoder(Written)(found, "playthrough")
    return save
