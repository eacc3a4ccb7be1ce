"""What a pupil's program is told of a lesson: plain words, without markup, that any face can draw.

The named tuples are the format, written by the server and read with distrust by the program. Nothing here
needs more than the game itself, so a pupil can take part without the extra for lessons.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from game.classroom.events import Mode, Phase
from game.play.saves.codec import decoder, encoded
from game.play.settings import Tell


class CourseSeen(NamedTuple):
    """A course with its letter; `reason` says why it is closed, "" where it is open."""

    letter: str
    id: str
    label: str
    reason: str = ""


class PaperSeen(NamedTuple):
    """A paper on the table; each text as its paragraphs."""

    id: str
    title: str
    made: str = ""
    provenance: tuple[str, ...] = ()
    extract: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


class PassageSeen(NamedTuple):
    """What is told between two decisions: what followed an answer, or a scene in which nothing is decided."""

    title: str
    where: str = ""
    text: tuple[str, ...] = ()
    simpler: tuple[str, ...] = ()


class SceneSeen(NamedTuple):
    """The decision at which the class stands; `time` says how long there is to read in it."""

    title: str
    where: str = ""
    perspective: str = ""
    text: tuple[str, ...] = ()
    simpler: tuple[str, ...] = ()
    ask: str = ""
    because: str = ""
    time: str = ""
    followed: tuple[PassageSeen, ...] = ()
    papers: tuple[PaperSeen, ...] = ()
    courses: tuple[CourseSeen, ...] = ()


class CountSeen(NamedTuple):
    """How many took a course in both votes; there only once everybody may know."""

    letter: str
    label: str
    before: int
    after: int


class CountsSeen(NamedTuple):
    """All courses, and who moved."""

    rows: tuple[CountSeen, ...]
    both: bool = False
    moved: int = 0
    answered_both: int = 0


class PinSeen(NamedTuple):
    """A reason that the teacher has pinned, without a name."""

    letter: str
    because: str


class ViewSeen(NamedTuple):
    """What a historian argues, and what is said against it."""

    who: str
    argues: tuple[str, ...] = ()
    against: str = ""


class RecordSeen(NamedTuple):
    """What happened."""

    in_short: str = ""
    happened: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    certainty: str = ""
    views: tuple[ViewSeen, ...] = ()
    discuss: tuple[str, ...] = ()


class OwnAnswer(NamedTuple):
    """Her own answer at this decision."""

    choice: str
    because: str = ""
    cites: tuple[str, ...] = ()


class OwnWay(NamedTuple):
    """What of the case she plays in a lesson alone, and what holds her up or sends her on."""

    case: str
    version: str
    fingerprint: str
    chapter: str | None = None
    route: str | None = None
    held: str = ""
    sent: bool = False
    tell: Tell | None = None


class LessonSeen(NamedTuple):
    """Everything that one pupil's program is told.

    `said` tells her in a sentence where the class stands, `given` the minutes that there are for reading.
    `counted` says that the vote which is open has an answer of hers: `mine` may be the one to the first.
    """

    mode: Mode
    phase: Phase
    said: str
    title: str
    question: str = ""
    given: str = ""
    note: tuple[str, ...] = ()
    name: str = ""
    depth: int = 0
    round: Literal["", "vote", "revote"] = ""
    closed: bool = False
    over: bool = False
    here: int = 0
    answered: int = 0
    scene: SceneSeen | None = None
    counts: CountsSeen | None = None
    pinned: tuple[PinSeen, ...] = ()
    record: RecordSeen | None = None
    mine: OwnAnswer | None = None
    counted: bool = False
    way: OwnWay | None = None


def to_send(seen: LessonSeen) -> dict[str, Any]:
    """The same as plain data."""
    data: dict[str, Any] = encoded(seen)
    return data


def received(data: Any) -> LessonSeen:
    """What a server sent. Raises `Unreadable`; whatever could act on a terminal is taken out of it."""
    seen: LessonSeen = decoder(LessonSeen)(data, "lesson")
    return seen
