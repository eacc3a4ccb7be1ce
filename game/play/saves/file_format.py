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
list of playthroughs needs no case, and so that a decision can be named in words when its case has
dropped it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, NoReturn, TypeVar, cast, get_args

from game.case.model import Bearing, Verdict
from game.play.playthrough import Note, Playthrough
from game.play.sanitise import one_line

FORMAT = "historian playthrough"
FORMAT_VERSION = 1
T = TypeVar("T")
LARGEST = 8 * 1024 * 1024
"""Bytes; a longer file is no save of ours."""


class Unreadable(Exception):
    """A file that is no save, or no longer one; says why, as the end of a sentence."""


class FromTheFuture(Exception):
    """A save that a newer version of the game has written."""


class WrittenStep(NamedTuple):
    """One step as written down; `label` is the choice in words."""

    scene: str
    choice: str
    label: str = ""
    because: str = ""
    cites: tuple[str, ...] = ()
    passed: bool = False


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


def written(play: Playthrough, begun: datetime, played: datetime) -> Written:
    """A playthrough as a save says it."""
    case, scene, notebook = play.case, play.scene, play.notebook
    ending = scene.ending if not play.chapter_over else None
    steps = []
    for step in play.steps:
        choice = case.scenes[step.scene].choices.get(step.choice)
        steps.append(WrittenStep(step.scene, step.choice, choice.label if choice else "", *step[2:]))
    return Written(
        case=WrittenCase(case.id, case.title, case.version, case.fingerprint),
        chapter=play.chapter,
        begun=begun,
        played=played,
        here=Where(scene.id, scene.title, scene.date),
        ending=Where(scene.id, ending.title, scene.date) if ending else None,
        ended=play.ended,
        steps=tuple(steps),
        opened=notebook.opened,
        weighed=tuple((document, cause, bearing) for (document, cause), bearing in notebook.weighed.items()),
        marks=tuple(notebook.marks.items()),
        notes=notebook.notes,
    )


# --- out ------------------------------------------------------------------------------------------


def content(save: Written) -> bytes:
    """The file: one entry a line, so that a person can read it and compare two."""
    return (dumps(fields(save)) + "\n").encode("utf-8", "replace")


def fields(save: Written) -> dict[str, Any]:
    """What the file says, as plain data."""
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
        "steps": [without_empty(step._asdict(), keep=("scene", "choice")) for step in save.steps],
        "opened": list(save.opened),
        "weighed": [
            {"document": document, "cause": cause, "bearing": bearing}
            for document, cause, bearing in save.weighed
        ],
        "marks": dict(save.marks),
        "notes": [without_empty(note._asdict(), keep=("text", "scene")) for note in save.notes],
    }


def without_empty(entry: Mapping[str, Any], keep: tuple[str, ...]) -> dict[str, Any]:
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
    return from_fields(found)


def what_is_wrong(data: bytes, error: ValueError) -> str:
    if not data.strip(b"\0\t\r\n "):
        return "it is empty"
    if isinstance(error, json.JSONDecodeError):
        at_the_end = error.pos >= len(error.doc.rstrip()) - 1
        if at_the_end or error.msg.startswith("Unterminated"):
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
    )


def step(entry: Any) -> WrittenStep:
    return WrittenStep(
        words(entry, "scene"),
        words(entry, "choice"),
        words(entry, "label", ""),
        words(entry, "because", ""),
        items(entry, "cites", word) if "cites" in entry else (),
        truth(entry, "passed") if "passed" in entry else False,
    )


def weighing(entry: Any) -> tuple[str, str, Bearing]:
    bearing = cast(Bearing, one_of(words(entry, "bearing"), Bearing))
    return words(entry, "document"), words(entry, "cause"), bearing


def mark(claim: str, verdict: Any) -> tuple[str, Verdict]:
    return one_line(claim), cast(Verdict, one_of(verdict, Verdict))


def note(entry: Any) -> Note:
    return Note(words(entry, "text"), words(entry, "scene"), words(entry, "document", ""))


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
        raise wrong("bearing or verdict")
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
