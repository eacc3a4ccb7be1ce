"""What the plain face holds while somebody plays: the playthrough, its save, and the settings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from game.plain.talk import Talk
from game.play.export import export
from game.play.moment import Paper
from game.play.playthrough import Playthrough
from game.play.saves import CannotSave, Kept, Shelf
from game.settings import Settings, keep_settings


@dataclass(slots=True)
class Room:
    """Where everything happens: the conversation, the shelf of saves, the user's folder and settings.

    `kept` is the save that was last written, for the last word.
    """

    talk: Talk
    shelf: Shelf
    home: Path
    settings: Settings
    kept: Kept | None = None
    cannot_save: bool = False


@dataclass(slots=True)
class Session:
    """One playthrough in hand.

    `unfolded` are the scenes that were offered folded and then opened; `part` is the part of the
    debrief that was read last.
    """

    room: Room
    play: Playthrough
    kept: Kept | None = None
    unfolded: set[str] = field(default_factory=set)
    part: int = 0

    @property
    def talk(self) -> Talk:
        return self.room.talk

    @property
    def easier(self) -> bool:
        return self.room.settings.easier

    def change(self, play: Playthrough) -> None:
        """Go on with another playthrough value, and keep it."""
        if play is not self.play:
            self.play = play
            self.keep()

    def keep(self) -> None:
        """Write the playthrough to the shelf. A save that fails is said once."""
        room = self.room
        try:
            self.kept = room.kept = room.shelf.keep(self.play, self.kept)
        except CannotSave as problem:
            if not room.cannot_save:
                self.talk.say(str(problem))
            room.cannot_save = True
            return
        if room.cannot_save:
            room.cannot_save = False
            self.talk.say("Your playthrough is being kept again.")
        if self.kept.message:
            self.talk.say(self.kept.message)

    def set_easier(self, easier: bool) -> None:
        """Turn the easier reading on or off, now and for the next time."""
        room = self.room
        room.settings = replace(room.settings, easier=easier)
        try:
            keep_settings(room.settings, room.home)
        except OSError:
            self.talk.say("This holds for now; the setting could not be kept.")

    def exported(self, kind: str) -> str:
        """The playthrough as the text of a file."""
        present = self.room.shelf.clock()
        return export(self.play, kind, self.kept.begun if self.kept else present, present, self.easier)

    @property
    def folded(self) -> bool:
        """Whether the present scene is still folded."""
        return bool(self.play.scene.care) and not self.play.ended and self.play.scene.id not in self.unfolded

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
