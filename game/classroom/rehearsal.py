"""A rehearsal: simulated pupils who join, vote, give reasons and move, so that every screen can be seen.

What they write says that it is a rehearsal. They are as different each time as the given seed is.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress

from game.classroom import events as said
from game.classroom.events import Body, Round
from game.classroom.keys import new_id, new_name
from game.classroom.lesson import Lesson, path_of
from game.classroom.presence import DOINGS
from game.classroom.room import Busy, Refused, Room
from game.classroom.serving import Serving
from game.classroom.store import CannotKeep
from game.play.playthrough import NotOpen, Playthrough
from game.play.saves.file_format import written_step

MARK = "Rehearsal"
OPENINGS = (
    "the paper on the table says so",
    "the others in the room would follow",
    "nobody can be sure what comes of it",
    "it can still be undone later",
    "to wait would cost more",
    "the rules of the office ask for it",
    "too few people know what is in the papers",
    "the source was written after the event",
)
MOVED = (
    "my neighbour read the second paper better",
    "I had not seen who wrote it",
    "two of us found the date",
)
PACE = 0.35
"""Seconds between two things that simulated pupils do; a lesson is to be watched."""


class SimulatedClass:
    """So many simulated pupils in one lesson. `pace` is how long they take, `sign` that one is there.

    `names` are those that have been given; real devices that join are given none of theirs.
    """

    def __init__(
        self,
        room: Room,
        count: int,
        seed: int = 1,
        pace: float = PACE,
        sign: Callable[[str], object] = lambda who: None,
        names: set[str] | None = None,
    ) -> None:
        self.room, self.count, self.pace, self.sign = room, count, pace, sign
        self.chance = random.Random(seed)
        self.names = set() if names is None else names
        self.pupils: list[str] = []

    @property
    def lesson(self) -> Lesson:
        return self.room.lesson

    async def run(self) -> None:
        """Come in one after the other, and take part as long as the lesson goes on."""
        for _ in range(self.count):
            await self.come_in()
        while not self.lesson.closed:
            number = self.lesson.last
            for who in self.pupils:
                self.sign(who)
            if not await self.take_part():
                await self.room.later_than(number, 5)

    async def come_in(self) -> None:
        """One more joins."""
        who, name = new_id(), new_name(self.names)
        self.names.add(name)
        await self.hand_in(who, said.Joined(name))
        self.pupils.append(who)

    async def take_part(self) -> bool:
        """Whatever is due for everybody; whether anything was."""
        lesson = self.lesson
        if lesson.mode == "alone":
            going = [
                who for who in self.pupils if not path_of(lesson, who).ended and not lesson.why_held(who)
            ]
            if lesson.phase == "lobby" and not going:
                return False
            for who in self.chance.sample(going, min(len(going), 5)):
                await self.step(who)
            return bool(going)
        if lesson.round is None:
            return False
        due = [who for who in self.pupils if who not in lesson.answers(lesson.round)]
        self.chance.shuffle(due)
        for who in due:
            if self.lesson.round != lesson.round:
                break
            await self.vote(who, lesson.round)
        return bool(due)

    async def vote(self, who: str, round_: Round) -> None:
        """One answers; the second time about a third have changed their minds."""
        lesson = self.lesson
        first = lesson.answers("vote").get(who)
        open_now = [offer.id for offer in lesson.offers if offer.open]
        if not open_now:
            return
        weights = [1 + 3 * (place == lesson.play.depth % len(open_now)) for place in range(len(open_now))]
        choice, why = self.chance.choices(open_now, weights)[0], self.chance.choice(OPENINGS)
        if round_ == "revote" and first is not None:
            stays = self.chance.random() < 0.65
            choice = first.choice if stays else choice
            why = first.because.partition(": ")[2] if stays else self.chance.choice(MOVED)
        cites = self.leans_on(lesson.play)
        because = "" if not why or self.chance.random() < 0.1 else f"{MARK}: {why}"
        await self.hand_in(who, said.Voted(lesson.play.depth, round_, choice, because, cites))

    async def step(self, who: str) -> None:
        """One goes on a step on her own way."""
        path = path_of(self.lesson, who)
        open_now = [offer.id for offer in path.moment.choices if offer.open]
        try:
            if path.moment.is_passage or path.passing or not open_now:
                after = path.go_on()
            else:
                why = f"{MARK}: {self.chance.choice(OPENINGS)}"
                after = path.choose(self.chance.choice(open_now), why, self.leans_on(path))
        except NotOpen:
            return
        for depth, step in enumerate(after.steps[path.depth :], path.depth):
            await self.hand_in(who, said.Stepped(depth, written_step(path.case, step)))

    def leans_on(self, play: Playthrough) -> tuple[str, ...]:
        """A paper on the table, or none."""
        papers = [paper.document.id for paper in play.moment.documents]
        return (self.chance.choice(papers),) if papers and self.chance.random() < 0.5 else ()

    async def hand_in(self, who: str, body: Body) -> None:
        """Hand something in, as a pupil's page would; what is refused is let be."""
        with suppress(Refused, Busy, CannotKeep):
            await self.room.submit(who, f"{who} {new_id()}", body)
        await asyncio.sleep(self.pace * self.chance.random() * 2)


def rehearse(serving: Serving, count: int) -> None:
    """Let simulated pupils take part in a lesson that is served."""
    presence, chance = serving.classroom.presence, random.Random()

    def sign(who: str) -> None:
        presence.sign(who, chance.choice(DOINGS), serving.loop.time())

    serving.aside(
        SimulatedClass(serving.classroom.room, count, sign=sign, names=serving.classroom.names).run()
    )
