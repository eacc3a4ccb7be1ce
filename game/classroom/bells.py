"""Who is woken by what has happened: streams wait for a bell, and only what they show rings it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from game.classroom import events as said
from game.classroom.events import Event
from game.classroom.lesson import Lesson

OWN = (said.Voted, said.Stepped, said.WentBack, said.Wrote, said.Marked, said.LookedAt)
"""What changes the page of the pupil who did it, and nobody else's."""
COUNTING = (said.Voted, said.Counted, said.Spoken)
"""What changes the counts, and every page where they are shown."""
UNSEEN = (said.Joined, said.Barred, said.Counted, said.Spoken)
"""What only the board and the teacher see."""


def is_for_all(lesson: Lesson, event: Event) -> bool:
    """Whether something that has happened may change what every pupil sees."""
    if lesson.counts_are_known and isinstance(event.body, COUNTING):
        return True
    return not isinstance(event.body, (*OWN, *UNSEEN))


@dataclass(slots=True, eq=False)
class Bell:
    """What one stream waits for: `who` is a pupil's id, or None for whoever sees everything."""

    who: str | None
    hangs: bool = True
    rung: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, patience: float) -> bool:
        """Whether it was rung within so many seconds; it is silent again then."""
        try:
            async with asyncio.timeout(patience):
                await self.rung.wait()
        except TimeoutError:
            return False
        self.rung.clear()
        return True


@dataclass(slots=True)
class Bells:
    """The bells of all who look at a lesson, the oldest first."""

    hung: dict[Bell, None] = field(default_factory=dict)

    @contextmanager
    def hang(self, who: str | None = None, most: int = 2) -> Iterator[Bell]:
        """A bell as long as somebody looks. Of a pupil's own only so many hang; the oldest gives way."""
        own = [each for each in self.hung if each.who == who] if who is not None else []
        for old in own[: max(0, len(own) + 1 - most)]:
            self.take_down(old)
        bell = Bell(who)
        self.hung[bell] = None
        try:
            yield bell
        finally:
            self.take_down(bell)

    def take_down(self, bell: Bell) -> None:
        """Whoever waits for this bell is told that it hangs no more."""
        self.hung.pop(bell, None)
        bell.hangs = False
        bell.rung.set()

    def ring(self, lesson: Lesson, events: Sequence[Event]) -> None:
        """Wake whoever may see something else after these events."""
        for_all = any(is_for_all(lesson, each) for each in events)
        some = {each.who for each in events}
        for bell in self.hung:
            if for_all or bell.who is None or bell.who in some:
                bell.rung.set()

    def ring_for(self, who: str | None) -> None:
        """Wake the streams of one pupil; with None those of the teacher and the board."""
        for bell in self.hung:
            if bell.who == who:
                bell.rung.set()
