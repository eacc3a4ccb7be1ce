"""What happens in a lesson: events in one append-only list. Everything else is worked out from them.

An event says who did what. `who` is a participant's id, or "" for the teacher. Each kind of event is a named
tuple; its fields are its format, read and written as those of a save are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from game.case.model import Verdict
from game.case.node import nothing
from game.play.saves.codec import Unreadable, decoder, encoded
from game.play.saves.file_format import Weighing, WrittenStep
from game.play.settings import Tell
from game.play.steps import NewHunch, Note

Mode = Literal["together", "alone"]
"""The class decides as one, or each pupil goes her own way."""
Follow = Literal["majority", "teacher", "history"]
"""Which course a class that decides together goes on with."""
Phase = Literal["lobby", "brief", "vote", "discuss", "revote", "locked", "reveal", "record", "debrief"]
"""Where a class that decides together stands, in this order for each decision."""
Round = Literal["vote", "revote"]
Skill = Literal["sourcing", "context", "corroboration", "causation"]
Client = Literal["page", "terminal", "plain"]


class Opened(NamedTuple):
    """A lesson begins: which case, which part of it, and how the class plays.

    `rehearsal` is the number of the process that rehearses it, 0 for a real one.
    `minutes` are for reading, 0 where the teacher gives none. `tell` says when those who go their own way
    are told what really happened; None leaves it to each.
    """

    case: str
    version: str
    fingerprint: str
    mode: Mode
    follow: Follow = "majority"
    chapter: str | None = None
    route: str | None = None
    scene: str | None = None
    minutes: int = 0
    tell: Tell | None = None
    rehearsal: int = 0


class Joined(NamedTuple):
    """Somebody takes part: under a name that the game made, and a seat number if she gave one."""

    name: str
    seat: str = ""
    client: Client = "page"


class Removed(NamedTuple):
    """The teacher takes a participant out, or lets her in again."""

    participant: str
    out: bool = True


class Barred(NamedTuple):
    """Nobody new comes in, or they do again; whoever takes part comes back as before."""

    barred: bool = True


class Turned(NamedTuple):
    """The teacher goes on to a phase, or back to one."""

    phase: Phase


class Voted(NamedTuple):
    """A participant's answer at the decision that stands `depth` steps from the start."""

    depth: int
    round: Round
    choice: str
    because: str = ""
    cites: tuple[str, ...] = ()


class Counted(NamedTuple):
    """Votes on paper, typed in by the teacher: so many hands for a choice."""

    depth: int
    round: Round
    choice: str
    hands: int


class Spoken(NamedTuple):
    """A reason that somebody without a device gave, typed in by the teacher."""

    depth: int
    round: Round
    choice: str
    because: str


class Pinned(NamedTuple):
    """The reasons that the projector shows without names, by the number of the event that gave each."""

    reasons: tuple[int, ...] = ()


class Showed(NamedTuple):
    """The teacher shows how many took which course before the reveal, or hides it again."""

    counts: bool = True


class Covered(NamedTuple):
    """The projector shows nothing that a pupil has written, or does again."""

    covered: bool = True


class Followed(NamedTuple):
    """The course that the class goes on with from the decision at `depth`."""

    depth: int
    choice: str


class Stepped(NamedTuple):
    """In a lesson alone: the step that follows `depth` others, and what she had opened by then."""

    depth: int
    step: WrittenStep
    opened: tuple[str, ...] = ()


class WentBack(NamedTuple):
    """In a lesson alone: so many steps are left."""

    depth: int


class Wrote(NamedTuple):
    """In a lesson alone: her notebook as it is now."""

    opened: tuple[str, ...] = ()
    weighed: tuple[Weighing, ...] = ()
    marks: Mapping[str, Verdict] = nothing()
    notes: tuple[Note, ...] = ()
    thesis: str = ""
    hunches: tuple[NewHunch, ...] = ()


class Paused(NamedTuple):
    """Nobody goes on, or one participant does not; or they do again."""

    participant: str = ""
    paused: bool = True


class Locked(NamedTuple):
    """Nobody goes past a scene, or they do again."""

    scene: str
    locked: bool = True


class Sent(NamedTuple):
    """All, or one participant, go to the debrief; or back to where they were."""

    participant: str = ""
    sent: bool = True


class Marked(NamedTuple):
    """The teacher rates a reason from 0 to 3, by the number of the event that gave it."""

    reason: int
    skill: Skill
    mark: int
    comment: str = ""


class LookedAt(NamedTuple):
    """The teacher has read these reasons, by the numbers of the events that gave them."""

    reasons: tuple[int, ...]


class Closed(NamedTuple):
    """The lesson is over, or goes on another day."""

    over: bool = True


Body = (
    Opened
    | Joined
    | Removed
    | Barred
    | Turned
    | Voted
    | Counted
    | Spoken
    | Pinned
    | Showed
    | Covered
    | Followed
    | Stepped
    | WentBack
    | Wrote
    | Paused
    | Locked
    | Sent
    | Marked
    | LookedAt
    | Closed
)
KINDS: MappingProxyType[str, type[Any]] = MappingProxyType(
    {kind.__name__.lower(): kind for kind in Body.__args__}
)
"""Each kind by the word that stands for it in the log."""


class Event(NamedTuple):
    """One thing that happened: its number in the log, when, and who did it."""

    number: int
    at: datetime
    who: str
    body: Body

    @property
    def kind(self) -> str:
        """The word for what happened."""
        return type(self.body).__name__.lower()


def body_of(kind: str, data: Any) -> Body:
    """What happened, of data from the log or from a participant. Raises `Unreadable`."""
    made: Any = KINDS.get(kind)
    if made is None:
        raise Unreadable("there is no such event")
    body: Body = decoder(made)(data, kind)
    return body


def data_of(body: Body) -> dict[str, Any]:
    """What happened, as the log keeps it."""
    data: dict[str, Any] = encoded(body)
    return data
