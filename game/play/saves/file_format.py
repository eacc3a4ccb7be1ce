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
      {"scene": …, "choice": …, "label": …, "because": …, "cites": […], "passed": true},
      …

Only the steps and what the player added to them are ever replayed. Titles and labels are there so that a
list of playthroughs needs no case, and so that what the player did can be told in the words that she saw
when its case has been edited since.

Some keys are there only where they say something: `player` (whose it is) and `name` (what she calls it);
`ahead`, the steps that lie ahead of where she has gone back to, of which `finished` says that they come to
an end; `drafts`, sentences that belong to no choice yet; `part`, where she stands in the debrief. `ending`
is the one that the steps come to, those ahead included.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple, NoReturn, TypeVar, cast, get_args

from game.case.model import Bearing, Case, Verdict, nothing
from game.play.playthrough import Playthrough
from game.play.sanitise import one_line
from game.play.steps import About, Note, Step

FORMAT = "historian playthrough"
FORMAT_VERSION = 1
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For each earlier version that can still be read: what makes a file of the next version of it."""
T = TypeVar("T")
MOST_PARTS = 100
"""No debrief has so many."""
LARGEST = 8 * 1024 * 1024
"""Bytes; a longer file is no save of ours."""


class Unreadable(Exception):
    """A file that is no save, or no longer one; says why, as the end of a sentence."""


class FromTheFuture(Exception):
    """A save that a newer version of the game has written."""


class WrittenStep(NamedTuple):
    """One step as written down; `label` is the choice in words, `led_to` as in a `Step`."""

    scene: str
    choice: str
    label: str = ""
    because: str = ""
    cites: tuple[str, ...] = ()
    passed: bool = False
    led_to: str = ""


class Draft(NamedTuple):
    """What a player has written at a decision that she has not taken: the choice that it was for, too."""

    choice: str = ""
    because: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What is kept of a playthrough in hand beside where it stands.

    `furthest` is the playthrough with the steps that lie ahead, None where there are none; `drafts` are by
    scene; `part` is the part of the debrief that was read last, 0 for none.
    """

    furthest: Playthrough | None = None
    drafts: Mapping[str, Draft] = field(default_factory=nothing)
    part: int = 0


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


@dataclass(frozen=True, slots=True)
class Written:
    """Everything that a save file says."""

    case: WrittenCase
    chapter: str | None
    begun: datetime
    played: datetime
    here: Where
    ending: Where | None
    ended: bool
    steps: tuple[WrittenStep, ...]
    opened: tuple[str, ...]
    weighed: tuple[tuple[str, str, Bearing], ...]
    marks: tuple[tuple[str, Verdict], ...]
    notes: tuple[Note, ...]
    player: str = ""
    name: str = ""
    ahead: tuple[WrittenStep, ...] = ()
    finished: bool = False
    drafts: tuple[tuple[str, Draft], ...] = ()
    part: int = 0
    thesis: str = ""


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
        ending=Where(end.id, ended_at(furthest) or ending.title, end.date) if ending else None,
        ended=play.ended,
        steps=steps[: play.depth],
        opened=notebook.opened,
        weighed=tuple((document, cause, bearing) for (document, cause), bearing in notebook.weighed.items()),
        marks=tuple(notebook.marks.items()),
        notes=notebook.notes,
        player=player,
        name=name,
        ahead=steps[play.depth :],
        finished=furthest.ended,
        drafts=tuple(bookmark.drafts.items()),
        part=bookmark.part,
        thesis=notebook.thesis,
    )


def ended_at(play: Playthrough) -> str:
    """The title of the place to which the last step led when it was taken, if the case has changed since."""
    return play.last.led_to if play.last else ""


def written_step(case: Case, step: Step) -> WrittenStep:
    """A step with the words of its choice: those that the player saw."""
    choice = case.scenes[step.scene].choices.get(step.choice)
    label = step.said or (choice.label if choice else "")
    return WrittenStep(step.scene, step.choice, label, step.because, step.cites, step.passed, step.led_to)


# --- out ------------------------------------------------------------------------------------------


def content(save: Written) -> bytes:
    """The file: one entry a line, so that a person can read it and compare two."""
    return (dumps(fields(save)) + "\n").encode("utf-8", "replace")


def fields(save: Written) -> dict[str, Any]:
    """What the file says, as plain data."""
    beside = {
        "player": save.player,
        "name": save.name,
        "ahead": step_entries(save.ahead),
        "finished": bool(save.ahead) and save.finished,
        "drafts": [without_empty({"scene": scene, **draft._asdict()}) for scene, draft in save.drafts],
        "part": save.part,
        "thesis": save.thesis,
    }
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "case": save.case._asdict(),
        "chapter": save.chapter,
        "begun": save.begun.isoformat(),
        "played": save.played.isoformat(),
        "here": save.here._asdict(),
        "ended": save.ended,
        "ending": save.ending._asdict() if save.ending else None,
        "steps": step_entries(save.steps),
        "opened": list(save.opened),
        "weighed": [
            {"document": document, "cause": cause, "bearing": bearing}
            for document, cause, bearing in save.weighed
        ],
        "marks": dict(save.marks),
        "notes": [without_empty(note._asdict(), keep=("text", "scene")) for note in save.notes],
        **without_empty(beside),
    }


def step_entries(steps: tuple[WrittenStep, ...]) -> list[dict[str, Any]]:
    return [without_empty(step._asdict(), keep=("scene", "choice")) for step in steps]


def without_empty(entry: Mapping[str, Any], keep: tuple[str, ...] = ()) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value or key in keep}


def dumps(data: Mapping[str, Any]) -> str:
    """JSON with each field, and each item of a list, on a line of its own."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in value)
            lines.append(f"{json.dumps(key)}: [\n{items}\n]")
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}"


# --- in -------------------------------------------------------------------------------------------


def read(data: bytes) -> Written:
    """What a save file says. Raises `Unreadable` or `FromTheFuture`, and nothing else."""
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=no_constant)
    except UnicodeDecodeError:
        raise Unreadable("it is not text") from None
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    except ValueError as error:
        raise Unreadable(what_is_wrong(data, error)) from None
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
    return from_fields(found)


def what_is_wrong(data: bytes, error: ValueError) -> str:
    if not data.strip(b"\0\t\r\n "):
        return "it is empty"
    if isinstance(error, json.JSONDecodeError):
        rest = error.doc[error.pos :].strip()
        begun = len(rest) < 2 or any(word.startswith(rest) for word in ("true", "false", "null"))
        if begun or error.msg.startswith("Unterminated"):
            return "it breaks off in the middle"
    return "it is not valid JSON"


def from_fields(found: Mapping[str, Any]) -> Written:
    """Check every value's type. Raises `Unreadable`."""
    case = mapping(found, "case")
    return Written(
        case=WrittenCase(*(words(case, key) for key in WrittenCase._fields)),
        chapter=None if found.get("chapter") is None else words(found, "chapter"),
        begun=moment(found, "begun"),
        played=moment(found, "played"),
        here=where(mapping(found, "here")),
        ended=truth(found, "ended"),
        ending=None if found.get("ending") is None else where(mapping(found, "ending")),
        steps=items(found, "steps", step),
        opened=items(found, "opened", word),
        weighed=items(found, "weighed", weighing),
        marks=tuple(mark(claim, verdict) for claim, verdict in mapping(found, "marks").items()),
        notes=items(found, "notes", note),
        player=words(found, "player", ""),
        name=words(found, "name", ""),
        ahead=items(found, "ahead", step) if "ahead" in found else (),
        finished=truth(found, "finished") if "finished" in found else truth(found, "ended"),
        drafts=items(found, "drafts", draft) if "drafts" in found else (),
        part=whole(found, "part") if "part" in found else 0,
        thesis=words(found, "thesis", ""),
    )


def step(entry: Any) -> WrittenStep:
    return WrittenStep(
        words(entry, "scene"),
        words(entry, "choice"),
        words(entry, "label", ""),
        words(entry, "because", ""),
        items(entry, "cites", word) if "cites" in entry else (),
        truth(entry, "passed") if "passed" in entry else False,
        words(entry, "led_to", ""),
    )


def draft(entry: Any) -> tuple[str, Draft]:
    cites = items(entry, "cites", word) if isinstance(entry, Mapping) and "cites" in entry else ()
    return words(entry, "scene"), Draft(words(entry, "choice", ""), words(entry, "because", ""), cites)


def weighing(entry: Any) -> tuple[str, str, Bearing]:
    bearing = cast(Bearing, one_of(words(entry, "bearing"), Bearing))
    return words(entry, "document"), words(entry, "cause"), bearing


def mark(claim: str, verdict: Any) -> tuple[str, Verdict]:
    return one_line(claim), cast(Verdict, one_of(verdict, Verdict))


def note(entry: Any) -> Note:
    about = cast(About, one_of(words(entry, "about", ""), About))
    return Note(words(entry, "text"), words(entry, "scene"), words(entry, "document", ""), about)


def where(entry: Any) -> Where:
    return Where(words(entry, "scene"), words(entry, "title"), words(entry, "date", ""))


def no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def wrong(key: str) -> Unreadable:
    return Unreadable(f'its "{key}" is not what it should be')


def word(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong("list")
    return one_line(value)


def words(entry: Any, key: str, otherwise: str | None = None) -> str:
    value = entry.get(key, otherwise) if isinstance(entry, Mapping) else None
    if not isinstance(value, str):
        raise wrong(key)
    return one_line(value)


def truth(entry: Any, key: str) -> bool:
    value = entry.get(key)
    if not isinstance(value, bool):
        raise wrong(key)
    return value


def whole(entry: Any, key: str) -> int:
    value = entry.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MOST_PARTS:
        raise wrong(key)
    return value


def mapping(entry: Any, key: str) -> dict[str, Any]:
    value = entry.get(key)
    if not isinstance(value, dict):
        raise wrong(key)
    return value


def items(entry: Any, key: str, each: Callable[[Any], T]) -> tuple[T, ...]:
    value = entry.get(key)
    if not isinstance(value, list):
        raise wrong(key)
    return tuple(each(item) for item in value)


def one_of(value: Any, words: Any) -> str:
    if value not in get_args(words):
        raise wrong("bearing, verdict or note")
    return str(value)


def moment(entry: Any, key: str) -> datetime:
    """A point in time; without a zone it is taken as universal time."""
    try:
        found = datetime.fromisoformat(words(entry, key))
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise wrong(key) from None
    if not 1970 <= found.year < 9000:
        raise wrong(key)
    return found
