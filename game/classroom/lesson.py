"""What a lesson amounts to: a fold over its events, one value that every screen and report is drawn from.

`Lesson` is what is true after some events; `changes.after` gives the next one, and `rules.why_not` says in a
sentence what keeps an event from happening now. Nothing in these three knows a clock, a disk or a network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_args

from game.case.model import Case
from game.classroom import events as said
from game.classroom.events import Mode, Phase, Round
from game.immutable import immutable
from game.play.history import historical_line, with_papers_read
from game.play.moment import Offer
from game.play.playthrough import NotOpen, Playthrough, UnknownId
from game.play.steps import Step

PHASES: tuple[Phase, ...] = get_args(Phase)
VOTING: Mapping[Phase, Round] = MappingProxyType({"vote": "vote", "revote": "revote"})
TOLD: tuple[Phase, ...] = ("reveal", "record", "debrief")
"""Phases in which everybody may know how many took which course."""
MOST_PINNED = 3
LONGEST_REASON = 600
"""Characters of a reason in a lesson."""
MOST_PEOPLE = 3_000


def empty() -> Mapping[Any, Any]:
    """An empty mapping that cannot be changed."""
    return MappingProxyType({})


@immutable
class Participant:
    """Somebody who takes part: an id, the name that the game gave her, and how she joined."""

    id: str
    name: str
    seat: str
    client: said.Client
    joined: datetime
    out: bool = False


@immutable
class Ballot:
    """An answer: which course, why, and what the reason leans on. `number` is that of its event."""

    number: int
    who: str
    choice: str
    because: str
    cites: tuple[str, ...] = ()


Place = tuple[int, Round]
"""A decision, by how many steps lie before it, and which of its two votes."""


@immutable
class Lesson:
    """What is true after some events.

    `play` is the line that a class that decides together follows. `ballots` are the last answers of each,
    by place and participant; `hands` are votes on paper; `spoken` are reasons that the teacher typed in.
    `paths` are the playthroughs where each goes her own way, and `numbers` those of the events that
    gave their steps; `paused`, `locked` and `sent` hold it up or send it on, "" standing for everybody.
    `looked_at` are reasons that the teacher has read, by number.
    """

    case: Case
    opened: said.Opened
    play: Playthrough
    last: int = 0
    phase: Phase = "lobby"
    closed: bool = False
    participants: Mapping[str, Participant] = field(default_factory=empty)
    ballots: Mapping[Place, Mapping[str, Ballot]] = field(default_factory=empty)
    hands: Mapping[Place, Mapping[str, int]] = field(default_factory=empty)
    spoken: Mapping[Place, tuple[Ballot, ...]] = field(default_factory=empty)
    pinned: tuple[int, ...] = ()
    counts_shown: bool = False
    covered: bool = False
    barred: bool = False
    paths: Mapping[str, Playthrough] = field(default_factory=empty)
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=empty)
    moved: Mapping[str, datetime] = field(default_factory=empty)
    paused: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    sent: frozenset[str] = frozenset()
    marks: Mapping[int, Mapping[str, said.Marked]] = field(default_factory=empty)
    looked_at: frozenset[int] = frozenset()

    @property
    def mode(self) -> Mode:
        return self.opened.mode

    @property
    def present(self) -> tuple[Participant, ...]:
        """Who takes part now, in the order in which they came."""
        return tuple(each for each in self.participants.values() if not each.out)

    @property
    def round(self) -> Round | None:
        """The vote that is open, or None."""
        return VOTING.get(self.phase)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The choices of the decision at which the class stands; every paper on its table counts as read."""
        return offers_at(self.play)

    def answers(self, round_: Round, depth: int | None = None) -> Mapping[str, Ballot]:
        """The answers of one vote by participant; `depth` names a decision left behind."""
        return self.ballots.get((self.play.depth if depth is None else depth, round_), empty())

    def counts(self, round_: Round, depth: int | None = None) -> Mapping[str, int]:
        """How many took each course in one vote, votes on paper among them."""
        place = (self.play.depth if depth is None else depth, round_)
        taken = Counter(ballot.choice for ballot in self.answers(round_, depth).values())
        return taken + Counter(self.hands.get(place, {}))

    def shift(self, depth: int | None = None) -> Mapping[tuple[str, str], int]:
        """How many went from which course to which between the two votes; those who answered both."""
        before, after_ = self.answers("vote", depth), self.answers("revote", depth)
        return Counter((before[who].choice, after_[who].choice) for who in before if who in after_)

    @property
    def last_round(self) -> Round:
        """The vote that counts at the decision at which the class stands."""
        place: Place = (self.play.depth, "revote")
        return "revote" if self.ballots.get(place) or self.hands.get(place) else "vote"

    @property
    def leading(self) -> tuple[str, ...]:
        """The course with the most votes that is open; several where they tie, none where nobody voted."""
        open_now = open_at(self.play)
        counts = {
            choice: count for choice, count in self.counts(self.last_round).items() if choice in open_now
        }
        most = max(counts.values(), default=0)
        return tuple(choice for choice, count in counts.items() if count == most and most)

    @property
    def to_follow(self) -> str:
        """The course that the class goes on with unless the teacher picks one; "" where she has to."""
        if self.opened.follow == "majority" and len(self.leading) == 1:
            return self.leading[0]
        if self.opened.follow == "history":
            return next((each for each in self.play.scene.recorded if self.is_open(each)), "")
        return ""

    def is_open(self, choice: str) -> bool:
        """Whether a choice can be taken at the decision at which the class stands."""
        return choice in open_at(self.play)

    @property
    def counts_are_known(self) -> bool:
        """Whether participants and the projector may see how many took which course."""
        return self.phase in TOLD or self.counts_shown

    def why_held(self, who: str) -> str:
        """Why a participant cannot go on now in a lesson alone, as a sentence; "" if she can."""
        if {"", who} & self.sent:
            return "Your teacher has sent you to the debrief."
        if {"", who} & self.paused:
            return "The teacher has paused the class. What you have written is kept."
        if path_of(self, who).scene.id in self.locked:
            return "The class stops here until your teacher lets it go on."
        return ""

    def reason(self, number: int) -> Ballot | None:
        """The reason that an event gave, by the event's number."""
        everything: Iterable[Ballot] = (
            *(ballot for votes in self.ballots.values() for ballot in votes.values()),
            *(ballot for row in self.spoken.values() for ballot in row),
            *(ballot for _, ballot in self.on_paths()),
        )
        return next((each for each in everything if each.number == number), None)

    def on_paths(self) -> Iterator[tuple[Step, Ballot]]:
        """Every decision on the ways that each goes alone, with the answer that it was."""
        for who, path in self.paths.items():
            for number, step in zip(self.numbers.get(who, ()), path.steps, strict=False):
                if step.is_decision and not step.passed:
                    yield step, Ballot(number, who, step.choice, step.because, step.cites)


@lru_cache(maxsize=32)
def offers_at(play: Playthrough) -> tuple[Offer, ...]:
    """The choices at a place where every paper on the table has been read; asked for with every vote."""
    return with_papers_read(play).moment.choices


@lru_cache(maxsize=32)
def open_at(play: Playthrough) -> frozenset[str]:
    """The ids of those choices that can be taken."""
    return frozenset(offer.id for offer in offers_at(play) if offer.open)


def opened(case: Case, how: said.Opened) -> Lesson:
    """A lesson that has just been opened, before anybody has joined."""
    return Lesson(case, how, begin(case, how))


def begin(case: Case, how: said.Opened) -> Playthrough:
    """Where the class begins: at the first decision. Raises `UnknownId` where there is no such part."""
    if how.scene is not None:
        return to_scene(case, how.scene)
    return Playthrough(case, how.chapter, how.route).through_passages()


def to_scene(case: Case, scene: str) -> Playthrough:
    """The line of history up to one scene, which stands alone in a lesson. Raises `UnknownId`."""
    line = historical_line(case).play
    there = next((play for play, _ in line.at_each_step() if play.scene.id == scene), None)
    if there is None or not there.scene.choices:
        raise UnknownId(f'the line of history comes to no decision "{scene}"')
    return there


def path_of(lesson: Lesson, who: str) -> Playthrough:
    """How far a participant has come on her own."""
    return lesson.paths.get(who) or begin_alone(lesson)


def begin_alone(lesson: Lesson) -> Playthrough:
    """Where each begins on her own: at the very beginning, passages too."""
    return Playthrough(lesson.case, lesson.opened.chapter, lesson.opened.route)


@lru_cache(maxsize=16)
def taken(path: Playthrough, body: said.Stepped) -> Playthrough:
    """A playthrough with one more step. Raises `NotOpen`: nothing is believed that does not replay."""
    step = body.step
    if step.scene != path.scene.id:
        raise NotOpen(path.scene, step.choice, "you stand at another scene")
    if step.passed or path.passing:
        after_ = path.pass_over(by_route=path.passing)
        if after_.last is None or after_.last.choice != step.choice:
            raise NotOpen(path.scene, step.choice, "whoever passes over a scene follows the record")
        return after_
    for document in body.opened:
        if document in path.case.documents:
            path = path.open(document)
    cites = tuple(each for each in step.cites if each in path.case.documents)
    return path.retake(Step(step.scene, step.choice, step.because[:LONGEST_REASON], cites))
