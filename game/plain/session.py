"""What the plain face holds: the room in which it speaks, and a session at its table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from game.plain.talk import Talk
from game.play.moment import Paper
from game.play.playthrough import Playthrough
from game.play.saves.shelf import Kept, Shelf
from game.play.session import Session
from game.settings import Settings, keep_settings

if TYPE_CHECKING:
    from game.play.debrief.debrief import Debrief
    from game.play.exams import Exam
    from game.play.report.pages import Leavable


@dataclass(slots=True)
class Room:
    """Where everything happens: the conversation, the shelf of saves, the user's folder and settings.

    `session` is the playthrough that was last in hand.
    """

    talk: Talk
    shelf: Shelf
    home: Path
    settings: Settings
    session: Session | None = None


class Sitting(Session):
    """A session in this face.

    `part` is the part of the debrief that was read last; `points` are places in it that are to come.
    """

    __slots__ = ("part", "points", "room")

    LEAVING: ClassVar[tuple[str, ...]] = (
        "library: back to the list of cases.",
        "quit: leave. Everything is kept after each step, so nothing is lost.",
    )
    """How to leave, for the help."""

    def __init__(self, room: Room, play: Playthrough, kept: Kept | None = None) -> None:
        super().__init__(play, room.shelf, room.talk.say, kept)
        self.room = room
        self.part = 0
        self.points: tuple[range, ...] = ()
        room.session = self

    @property
    def talk(self) -> Talk:
        return self.room.talk

    @property
    def easier(self) -> bool:
        return self.room.settings.easier

    def set_easier(self, easier: bool) -> None:
        """Turn the easier reading on or off, now and for the next time."""
        self.set(replace(self.room.settings, easier=easier))

    def set(self, settings: Settings) -> None:
        """Take up other settings and keep them; where that cannot be done they hold for now."""
        room = self.room
        room.settings = settings
        try:
            keep_settings(room.settings, room.home)
        except OSError:
            self.talk.say("This holds for now; the setting could not be kept.")

    @property
    def exam(self) -> Exam | None:
        """The exam profile that is set; None where none is, or where it cannot be read."""
        from game.play.exams import NoExam, load_exam  # with the debrief; nobody waits for it at the start

        try:
            return load_exam(self.room.settings.exam, self.room.home)
        except NoExam as problem:
            self.talk.say(f"The plan is not labelled: {problem}")
            return None

    def debrief(self) -> Debrief:
        """What the whole path amounts to."""
        return self.play.debrief(self.exam)

    def exported(self, kind: str, without: Collection[Leavable] = ()) -> str:
        """The playthrough as the text of a file."""
        from game.play.export import export

        now = self.shelf.clock()
        begun = self.kept.begun if self.kept else now
        return export(self.play, kind, begun, now, self.easier, exam=self.exam, without=without)

    def paper(self, named: str) -> Paper | None:
        """A paper by its number on the table, its id, or words of its title, among those in reach."""
        table = self.play.moment.documents
        if named.isdecimal() and table:
            return table[int(named) - 1] if 0 < int(named) <= len(table) else None
        opened = self.play.notebook.opened
        reach = {each.document.id: each for each in table}
        for document in self.play.papers():
            reach.setdefault(document.id, Paper(document, document.id in opened))
        if named in reach:
            return reach[named]
        if named.isdecimal():
            return list(reach.values())[int(named) - 1] if 0 < int(named) <= len(reach) else None
        wanted = named.casefold()
        found = [each for each in reach.values() if wanted and wanted in each.document.title.casefold()]
        return found[0] if len(found) == 1 else None
