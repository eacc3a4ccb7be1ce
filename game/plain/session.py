"""What the plain face holds: the room in which it speaks, and a session at its table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from game.plain.talk import Talk, number_of
from game.play.desk import Desk
from game.play.moment import Paper
from game.play.playthrough import Playthrough
from game.play.saves.file_format import NO_BOOKMARK, Bookmark
from game.play.saves.shelf import Clock, Kept, now
from game.play.session import Session
from game.play.settings import Tell

if TYPE_CHECKING:
    from game.play.debrief.debrief import Debrief
    from game.play.traces import Trace


class PlainDesk(Desk):
    """The desk in this face, with the conversation at it."""

    def __init__(
        self, talk: Talk, home: Path, player: str | None = None, clock: Clock = now, tell: Tell | None = None
    ) -> None:
        super().__init__(home, talk.say, player, clock, tell)
        self.talk = talk
        self.greeted = False
        self.session: Sitting | None = None


class Sitting(Session):
    """A session in this face.

    `points` are places in the present part of the debrief that are to come; `resuming` says that the player
    came back to a part in which she had left, `knows_signs` that she has been told what (why 1) is.
    """

    __slots__ = ("knows_signs", "points", "resuming", "room")

    LEAVING: ClassVar[tuple[str, ...]] = (
        "fresh: play again from the beginning; this playthrough stays on the shelf.",
        "library: back to the list of cases.",
        "quit: leave. Everything is kept after each step, so nothing is lost.",
    )
    """How to leave, for the help."""

    def __init__(
        self, play: Playthrough, room: PlainDesk, kept: Kept | None = None, bookmark: Bookmark = NO_BOOKMARK
    ) -> None:
        super().__init__(play, room, kept, bookmark)
        self.room = room
        self.points: tuple[range, ...] = ()
        self.resuming = False
        self.knows_signs = False
        room.session = self

    @property
    def talk(self) -> Talk:
        return self.room.talk

    @property
    def easier(self) -> bool:
        return self.room.settings.easier

    @property
    def tell(self) -> Tell:
        """When to tell what really happened."""
        return self.room.settings.tell

    def traces(self) -> tuple[Trace, ...]:
        """What at this scene goes back to an earlier choice; a number calls each by its place here."""
        return () if self.fold else self.play.moment.traces(self.easier)

    def debrief(self) -> Debrief:
        """What the whole path amounts to."""
        return self.play.debrief(self.room.exam)

    def papers(self) -> tuple[Paper, ...]:
        """The papers in reach, those on the table first; what they are called is their place here."""
        reach = {each.document.id: each for each in self.play.moment.documents}
        opened = self.play.notebook.opened
        for document in self.play.papers():
            reach.setdefault(document.id, Paper(document, document.id in opened))
        return tuple(reach.values())

    def number_of(self, document: str) -> str:
        """What to call a paper: its number among those in reach."""
        return next(
            (str(place) for place, each in enumerate(self.papers(), 1) if each.document.id == document),
            document,
        )

    def paper(self, named: str) -> Paper | None:
        """A paper by its number, its id, or words of its title, among those in reach."""
        reach, number = self.papers(), number_of(named)
        if number is not None:
            return reach[number - 1] if 0 < number <= len(reach) else None
        wanted = named.casefold()
        found = [each for each in reach if each.document.id == named]
        found = found or [each for each in reach if wanted and wanted in each.document.title.casefold()]
        return found[0] if len(found) == 1 else None
