"""Playthroughs on disk: each its own readable file on a shelf, kept after every change.

A `Shelf` is a folder of saves. `keep` writes a playthrough and gives back a `Kept`, which says where it
stands and what was last written there; the next `keep` takes it along, and so notices when another
window has written in between. Nothing leaves the shelf but what its player deletes: what cannot be read is
set aside under another name.

Each save may bear its player's name. A shelf shows and changes the playthroughs of one player. This keeps
people who share a computer apart; it is no lock.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from game.case.model import Case
from game.case.parts import WHOLE, CasePart
from game.immutable import immutable
from game.phrases import times
from game.play.captions import at_the_time
from game.play.output_files import free_file, safe_name
from game.play.playthrough import Playthrough
from game.play.sanitise import one_line
from game.play.saves.atomic_file import alone_in, in_words, read_file, replace_file
from game.play.saves.codec import Unreadable
from game.play.saves.file_format import (
    LARGEST,
    NO_BOOKMARK,
    Bookmark,
    FromTheFuture,
    Where,
    Written,
    content,
    read,
    written,
)
from game.play.saves.rebase import fit
from game.refusal import FALLS_SHORT, Refusal

Clock = Callable[[], datetime]
LONGEST_NAME = 60
"""Characters of a name that a player gives to herself or to a playthrough."""


class CannotSave(Refusal):
    """A playthrough could not be written; says so in sentences. Play goes on without."""

    code = FALLS_SHORT


class CannotLoad(Refusal):
    """A save could not be opened; says why in sentences."""

    code = FALLS_SHORT


@immutable
class Header:
    """What a list of playthroughs needs to know of one, without its case.

    `here` and `ended` say where play stands, after so many `taken` decisions. `decisions`, as scene and
    choice, `finished` and `ending` take in what lies ahead of a place that the player has gone back to.
    `part` is the part of the debrief that was read last; `title` is what she calls it, "" if nothing.
    """

    path: Path
    case_id: str
    case_part: CasePart
    played: datetime
    here: Where
    decisions: tuple[tuple[str, str], ...]
    opened: tuple[str, ...]
    ended: bool
    ending: Where | None
    taken: int = 0
    finished: bool = False
    part: int = 0
    title: str = ""
    player: str = ""

    @property
    def name(self) -> str:
        """What the player calls this save: its file's name without the ending."""
        return self.path.name.removesuffix(".json")

    @property
    def state(self) -> str:
        """How she left it, before the `place` at which it stands."""
        return "ended at" if self.ended else "gone back to" if self.finished else "stopped at"

    @property
    def place(self) -> str:
        """The title of the scene or the ending at which it stands."""
        return self.ending.title if self.ending and self.ended else self.here.title

    @property
    def last_played(self) -> str:
        """When that was, in words."""
        day = self.played.astimezone()
        return f"last played on {day.day} {day:%B %Y at %H:%M}"


@immutable
class Seen:
    """What all playthroughs of a case together have come to: scenes decided, papers, endings."""

    decisions: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    finished: int = 0

    def counts(self, case: Case) -> tuple[tuple[str, int, int], ...]:
        """Of the decisions, papers and endings of a case: the word, to how many she has come, of how many."""
        scenes = case.scenes.values()
        decisions = {scene.id for scene in scenes if scene.choices}
        endings = {scene.id for scene in scenes if scene.ending}
        return (
            ("decisions", len(self.decisions & decisions), len(decisions)),
            ("papers", len(self.papers & set(case.documents)), len(case.documents)),
            ("endings", len(self.endings & endings), len(endings)),
        )


@immutable
class Kept:
    """Where a playthrough stands on the shelf, when it began, and what was last written there.

    `message` is something to tell the player, once; usually empty. `path` is None as long as the
    playthrough must not be written where it came from.
    """

    path: Path | None
    begun: datetime
    content: bytes = b""
    message: str = ""
    title: str = ""


@immutable
class Loaded:
    """A playthrough taken from the shelf; `messages` say what no longer fits its case."""

    play: Playthrough
    kept: Kept
    messages: tuple[str, ...] = ()
    bookmark: Bookmark = NO_BOOKMARK


def now() -> datetime:
    """The present, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Shelf:
    """A folder of saves. It is made when the first playthrough is kept.

    `player` is whose playthroughs it holds, "" for one who gave no name. As long as it is None, because
    several play here and nobody has said who is playing, the shelf shows nothing.
    """

    def __init__(self, folder: Path, clock: Clock = now, player: str | None = "") -> None:
        self.folder = folder
        self.clock = clock
        self.player = player
        self._news: list[str] = []

    @classmethod
    def at(cls, home: Path, clock: Clock = now, player: str | None = None) -> Shelf:
        """The shelf in the folder for the user's data: this player's, or of the only one who plays here."""
        shelf = cls(home / "saves", clock, None)
        if player is not None:
            shelf.player = player_name(player)
        else:
            names = shelf.players()
            shelf.player = names[0] if len(names) == 1 else None if names else ""
        return shelf

    def players(self) -> tuple[str, ...]:
        """The names of those who have a playthrough here, the one who played last first."""
        names: dict[str, str] = {}
        for each in self._headers(looking=True):
            names.setdefault(each.player.casefold(), each.player)
        return tuple(names.values())

    def all(self) -> tuple[Header, ...]:
        """Every save of this player that can be read, the one last played first.

        What cannot be read is set aside; `news` then says so.
        """
        if self.player is None:
            return ()
        mine = self.player.casefold()
        return tuple(each for each in self._headers() if each.player.casefold() == mine)

    def _headers(self, *, looking: bool = False) -> tuple[Header, ...]:
        """Every save; whoever is only `looking` leaves what cannot be read where it is, and says nothing."""
        found = []
        for path in self._paths():
            try:
                save = self._read(path, aside=not looking)[0]
            except CannotLoad as problem:
                self._news += [] if looking else [str(problem)]
                continue
            found.append((save.played, changed_at(path), path.name, header(path, save)))
        return tuple(entry[-1] for entry in sorted(found, key=lambda entry: entry[:-1], reverse=True))

    def of(self, case_id: str) -> tuple[Header, ...]:
        """The saves of one case, the one last played first."""
        return tuple(each for each in self.all() if each.case_id == case_id)

    def to_go_on(self, case_id: str, part: CasePart = WHOLE) -> Header | None:
        """The save to go on with: the one last played, of whichever part or of one chapter or route alone.

        One that has ended is gone on with in its debrief.
        """
        return next((each for each in self.of(case_id) if part in (WHOLE, each.case_part)), None)

    def named(self, name: str) -> Path | None:
        """This player's save of this name or title, or the one last played, `latest`; None for none."""
        saves = self.all()
        if name == "latest":
            return saves[0].path if saves else None
        wanted = name.removesuffix(".json")
        return next((each.path for each in saves if wanted in (each.name, each.title)), None)

    def news(self) -> tuple[str, ...]:
        """What the player should be told about files that were set aside; each is told once."""
        told, self._news = tuple(dict.fromkeys(self._news)), []
        return told

    def _paths(self) -> list[Path]:
        try:
            with os.scandir(self.folder) as entries:
                return sorted(
                    Path(entry.path)
                    for entry in entries
                    if entry.name.endswith(".json")
                    and not entry.name.startswith(".")
                    and ".before-" not in entry.name
                    and entry.is_file()
                )
        except FileNotFoundError:
            return []
        except OSError as error:
            why = in_words(error)
            self._news.append(f"The folder of saved playthroughs, {self.folder}, cannot be read: {why}.")
            return []

    def load(self, path: Path, case: Case) -> Loaded:
        """Replay a save over its case. Raises `CannotLoad`.

        If the case has changed and a decision no longer fits, the file as it was is copied beside it
        before anything can be written over it, and the messages say which decision and why.
        """
        save, data = self._read(path)
        if save.case.id != case.id:
            raise CannotLoad(f"{path.name} is a playthrough of “{save.case.title}”, not of “{case.title}”.")
        fitted = fit(save, case)
        kept = Kept(path, save.begun, data, title=save.name)
        if not fitted.messages:
            return Loaded(fitted.play, kept, (), fitted.bookmark)
        beside = self._set_by(path, data, case.version)
        if beside is None:
            kept = Kept(None, save.begun, title=save.name)
            where = f"The playthrough as it was stays in {path.name}; you go on in a new file."
        else:
            where = f"The playthrough as it was is kept in {beside.name}."
        return Loaded(fitted.play, kept, (*fitted.messages, where), fitted.bookmark)

    def written(self, path: Path, *, aside: bool = True) -> Written:
        """Everything one save says, without its case. Raises `CannotLoad`.

        What cannot be used is set aside if it lies on this shelf; without `aside` it is left alone.
        """
        return self._read(path, aside=aside)[0]

    def _read(self, path: Path, *, aside: bool = True) -> tuple[Written, bytes]:
        try:
            data = read_file(path, LARGEST)
        except FileNotFoundError:
            raise CannotLoad(f"There is no saved playthrough {path}.") from None
        except OSError as error:
            raise CannotLoad(f"{path.name} cannot be read: {in_words(error)}.") from None
        try:
            if data is None:
                raise Unreadable(f"it is larger than {LARGEST // 1024 // 1024} megabytes")
            return read(data), data
        except FromTheFuture:
            raise CannotLoad(
                f"{path.name} was written by a newer version of the game. It stays as it is; "
                "update the game to go on with it."
            ) from None
        except Unreadable as why:
            left = self._set_aside(path) if aside else "It was left as it is."
            raise CannotLoad(f"{path.name} cannot be used: {why}. {left}") from None

    def _set_aside(self, path: Path) -> str:
        """Give an unreadable file of the shelf another name; files elsewhere are left alone."""
        if path.parent.resolve() != self.folder.resolve():
            return "It was left as it is."
        aside = free_file(path.with_name(f"{path.name}.damaged"))
        try:
            path.rename(aside)
        except OSError:
            return "It was left as it is."
        return f"It was set aside as {aside.name}; nothing in it was changed."

    def _set_by(self, path: Path, data: bytes, version: str) -> Path | None:
        """Copy a save beside itself, unless the same copy is there; None if that cannot be done."""
        beside = path.with_name(f"{path.stem}.before-{safe_name(version)}.json")
        try:
            copies = path.parent.glob("*.json")
            for copy in copies:
                if copy.name.startswith(beside.stem) and read_file(copy, LARGEST) == data:
                    return copy
            beside = free_file(beside)
            replace_file(beside, data)
        except OSError:
            return None
        return beside

    def keep(self, play: Playthrough, kept: Kept | None = None, bookmark: Bookmark = NO_BOOKMARK) -> Kept:
        """Write a playthrough; the first time into a file of its own. Raises `CannotSave`.

        If another window has written the file since, this goes on in a new file, and the result's
        `message` says so.
        """
        time = self.clock()
        begun, title = (kept.begun, kept.title) if kept else (time, "")
        data = content(written(play, begun, time, bookmark, self.player or "", title))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with alone_in(self.folder):
                path, message = self._where(play, kept, time)
                replace_file(path, data)
        except OSError as error:
            raise CannotSave(
                f"This playthrough cannot be kept in {self.folder}: {in_words(error)}."
            ) from None
        return Kept(path, begun, data, message, title)

    def rename(self, header: Header, title: str) -> None:
        """Call a playthrough something else; its file keeps its name. Raises `CannotLoad` or `CannotSave`."""
        save, _ = self._read(header.path)
        try:
            with alone_in(self.folder):
                times = header.path.stat()
                replace_file(header.path, content(save._replace(name=player_name(title))))
                os.utime(header.path, ns=(times.st_atime_ns, times.st_mtime_ns))  # it was not played now
        except OSError as error:
            raise CannotSave(f"The name cannot be kept in {self.folder}: {in_words(error)}.") from None

    def delete(self, header: Header) -> None:
        """Take a playthrough off the disk, with the copies of how it was. Ask first. Raises `CannotSave`."""
        copies = [
            path for path in self.folder.glob("*.json") if path.name.startswith(f"{header.name}.before-")
        ]
        try:
            for path in (*copies, header.path):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotSave(f"{header.path.name} cannot be deleted: {in_words(error)}.") from None

    def _where(self, play: Playthrough, kept: Kept | None, time: datetime) -> tuple[Path, str]:
        if kept is None or kept.path is None:
            return self._new_path(play, time), ""
        try:
            found = read_file(kept.path, LARGEST)
        except FileNotFoundError:
            return kept.path, ""
        if found is not None and found == kept.content:
            return kept.path, ""
        path = self._new_path(play, time)
        return path, (
            f"Another window has gone on with this playthrough in {kept.path.name}. "
            f"Yours goes on in a file of its own, {path.name}; neither is lost."
        )

    def _new_path(self, play: Playthrough, time: datetime) -> Path:
        """A free name that says what is in the file: `purges-ryutin-2026-11-22.json`."""
        day = time.astimezone().strftime("%Y-%m-%d")
        return free_file(self.folder / f"{safe_name(play.case.id, play.case_part.id, day)}.json")


def header(path: Path, save: Written) -> Header:
    """The short form of a save."""
    return Header(
        path=path,
        case_id=save.case.id,
        case_part=save.case_part,
        played=save.played,
        here=save.here,
        decisions=tuple((step.scene, step.choice) for step in (*save.steps, *save.ahead) if step.is_decision),
        opened=save.opened,
        ended=save.ended,
        ending=save.ending,
        taken=sum(step.is_decision for step in save.steps),
        finished=save.came_to_an_end,
        part=save.part,
        title=save.name,
        player=save.player,
    )


def seen(headers: tuple[Header, ...]) -> Seen:
    """What these playthroughs together have come to."""
    return Seen(
        decisions=frozenset(scene for each in headers for scene, _ in each.decisions),
        papers=frozenset(document for each in headers for document in each.opened),
        endings=frozenset(each.ending.scene for each in headers if each.ending),
        finished=sum(each.finished for each in headers),
    )


def in_short(saves: tuple[Header, ...]) -> str:
    """What has been played of a case, the playthroughs being those of it, as the end of a sentence."""
    if saves and not saves[0].ended:
        return f"you stopped {at_the_time(saves[0].here.title, saves[0].here.date)}"
    finished = seen(saves).finished
    return f"played to the end, {times(finished)}" if finished else "not yet opened"


def player_name(words: str) -> str:
    """A name as a player may give it: one line of words that can be shown."""
    return one_line(words)[:LONGEST_NAME].strip()


def changed_at(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime_ns
    return 0
