"""What a face holds while somebody plays: one playthrough and all that lies round it, kept at each change."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from game.case.model import Case, Chapter, Document, Scene
from game.play.output_files import free_file, is_folder, put_new
from game.play.playthrough import NotOpen, Playthrough
from game.play.saves.atomic_file import in_words
from game.play.saves.file_format import NO_BOOKMARK, Bookmark, Draft, draft_key
from game.play.saves.shelf import CannotSave, Header, Kept
from game.play.steps import Step
from game.refusal import FALLS_SHORT, Refusal

if TYPE_CHECKING:
    from game.play.desk import Desk
    from game.play.how_far import HowFar
    from game.play.report.report import Leavable


PLAY_ON = "You can play on; until that is mended, what you do is lost when you leave."


class CannotExport(Refusal):
    """A file to hand in could not be written; says so in a sentence."""

    code = FALLS_SHORT


EVERY = 1.0
"""Seconds between two writings of a sentence that is being typed."""


class Fold(NamedTuple):
    """What stands before a scene: the chapter that begins with it, if that has a note, and its own note."""

    chapter: Chapter | None
    care: str

    @property
    def notes(self) -> tuple[str, ...]:
        """What is told, as Markdown."""
        return tuple(filter(None, (self.chapter.care if self.chapter else "", self.care)))


def of_chapter(scene: Scene) -> str:
    """What a chapter's note is remembered by among the scenes that were folded; no scene's id has a space."""
    return f"chapter {scene.chapter}"


@dataclass(slots=True, eq=False, repr=False)
class Session:
    """One playthrough in hand, kept after every change.

    A face draws `play` and hands back other values of it: `session.change(session.play.choose(…))`, and so
    for every choice, undo, note and mark. The session sees what was done:

    - Going back (`play.undo()`, or `go_to` for the map) moves only the place where play stands. The steps
      from there on are `ahead`, in the session and in the save; `redo` goes forward along them, and so does
      taking the same choice again, with the same sentence or another one.
    - Where another choice is taken instead, `change` drops what lay ahead if that was one step. If it was
      more, or a whole playthrough to its end, that one stays on the shelf as a file of its own, this one
      goes on in a new file, and the player is told so by `desk.say`.

    While a reason is being typed, hand each state of it to `write_draft`, and call `settle` when the line is
    left, a second after the last key, and before leaving: `esc`, undo, another page, a kill then lose
    nothing. `draft_of` gives it back, to each choice its own. So do `write_line` and `line` with a line for
    the notebook or the plan. `read_part` keeps where she stands in the debrief.

    `unfolded` are the scenes that were offered folded and then opened, and the chapters whose note has been
    told; `compared` are the papers on which she asked for our judgement. A disk that cannot be written to is
    said once, and play goes on.
    """

    play: Playthrough
    desk: Desk
    kept: Kept | None = None
    bookmark: Bookmark = NO_BOOKMARK
    unfolded: set[str] = field(default_factory=set)
    compared: set[str] = field(default_factory=set)
    cannot_save: bool = False
    _unsettled: bool = False
    _written_at: float = 0.0

    @classmethod
    def taken_up(cls, desk: Desk, case: Case, header: Header) -> tuple[Self, tuple[str, ...]]:
        """Go on with a playthrough from the shelf, and what must be said first: what no longer fits its case.

        Where `play.ended` she left in the debrief, at part `part`; without anything to say, a face says that
        she goes on where she stopped. Raises `CannotLoad`.
        """
        loaded = desk.shelf.load(header.path, case)
        return cls(loaded.play, desk, loaded.kept, loaded.bookmark), loaded.messages

    @property
    def case(self) -> Case:
        return self.play.case

    @property
    def fold(self) -> Fold | None:
        """What is to be told before the present scene is shown, and has not been told."""
        scene, chapter = self.play.scene, self.play.moment.begins
        if self.play.ended or self.play.passing:
            return None
        begins = chapter if chapter and chapter.care and of_chapter(scene) not in self.unfolded else None
        care = "" if scene.id in self.unfolded else scene.care
        return Fold(begins, care) if begins or care else None

    def unfold(self) -> None:
        """The fold has been told: show the scene."""
        self.unfolded |= {self.play.scene.id, of_chapter(self.play.scene)}

    def pass_over(self) -> None:
        """Pass over the present scene, or go past what the route passes over. Raises `NotOpen`."""
        play = self.play.go_on() if self.play.passing else self.play.pass_over()
        self.unfolded.add(of_chapter(self.play.scene))
        self.change(play)

    def asks_first(self, document: Document) -> bool:
        """Whether a paper's worth and limits wait: until she has written a line about it or compares."""
        written = any(note.document == document.id for note in self.play.notebook.notes)
        return bool(document.worth or document.limits) and not written and document.id not in self.compared

    @property
    def how_far(self) -> HowFar:
        """How far she has come, and about how much is left; `in_words` is the line that every face shows."""
        from game.play.how_far import how_far  # it is told once the scene stands

        return how_far(self.play)

    @property
    def furthest(self) -> Playthrough:
        """The playthrough with the steps that lie ahead of where play stands, if there are any."""
        return self.bookmark.furthest or self.play

    @property
    def ahead(self) -> tuple[Step, ...]:
        """The steps that lie ahead, after going back."""
        return self.furthest.steps[self.play.depth :]

    def change(self, play: Playthrough) -> None:
        """Go on with another value of the playthrough, and keep it."""
        if play is self.play:
            return
        line, steps = self.furthest.steps, play.steps
        common = 0
        while common < min(len(line), len(steps)) and line[common][:2] == steps[common][:2]:
            common += 1
        leaves = common < len(steps) and common < len(line)
        drafts = self._drafts_beside(steps[self.play.depth :])
        if leaves:
            self._leave(line[common:])
        furthest = play if leaves else along(play, line[len(steps) :])
        self.play = play
        self._mark(furthest, drafts, 0 if leaves else self.bookmark.part)
        self.keep()

    def _drafts_beside(self, taken: tuple[Step, ...]) -> Mapping[str, Draft]:
        """The drafts after these steps: a sentence that was given is none, and one that gives way is one."""
        given, before = next(iter(taken), None), next(iter(self.ahead), None)
        if given is None or (before and given[:3] == before[:3]):
            return self.bookmark.drafts
        drafts = dict(self.bookmark.drafts)
        if before and before.because:
            drafts.setdefault(draft_key(*before[:2]), Draft(*before[1:4]))
        key = draft_key(*given[:2])
        if given.because or not drafts.get(key, Draft()).because:
            drafts.pop(key, None)
        return drafts

    def _leave(self, lost: tuple[Step, ...]) -> None:
        """Another choice is taken: what lay ahead stays in a file of its own, unless it is one step."""
        furthest = self.furthest
        if sum(not step.by_route for step in lost) < 2 and not furthest.ended:
            return
        self.play = furthest
        self._mark(furthest, self.bookmark.drafts, self.bookmark.part)
        self.keep()
        if self.kept is not None and self.kept.path is not None:
            ending = furthest.scene.ending if not furthest.chapter_over else None
            reach = f"to the ending “{ending.title}”" if ending else f"as far as “{furthest.scene.title}”"
            self.desk.say(
                f"Your path {reach} stays on the shelf as {self.kept.title or self.kept.path.stem}. "
                "From here you go on in another file."
            )
        self.kept = None

    def go_to(self, depth: int) -> None:
        """Stand after so many steps of the line, back or forward; nothing on it is lost."""
        play = along(self.play, self.ahead[: max(depth - self.play.depth, 0)])
        while play.depth > max(depth, 0) or play.under_way:
            play = play.undo()
        self.change(play)

    def redo(self) -> bool:
        """One step forward again after going back; whether there was one."""
        ahead = self.ahead
        count = 1
        while self.play.passing and count < len(ahead) and ahead[count].by_route:
            count += 1
        self.go_to(self.play.depth + min(count, len(ahead)))
        return bool(ahead)

    @property
    def after_last_decision(self) -> Playthrough | None:
        """Play as it stood after the last decision, whose `aftermath` can be told again; None without one."""
        play: Playthrough | None = self.play
        while play is not None and play.aftermath is None:
            play = play.parent
        return play

    def draft_of(self, choice_id: str) -> Draft:
        """What she has written for a choice here and not given, or had given before she went back."""
        here = (self.play.scene.id, choice_id)
        given = next((step for step in self.ahead[:1] if step[:2] == here), None)
        written = Draft(*given[1:4]) if given else Draft(choice_id)
        return self.bookmark.drafts.get(draft_key(*here), written)

    def write_draft(self, choice_id: str, because: str, cites: Iterable[str] = ()) -> None:
        """Keep what stands in the line now; on disk at most once in `EVERY` seconds, and by `settle`."""
        draft = Draft(choice_id, because, tuple(cites))
        if draft != self.draft_of(choice_id):
            key = draft_key(self.play.scene.id, choice_id)
            self._write(drafts=MappingProxyType({**self.bookmark.drafts, key: draft}))

    def line(self, about: str) -> str:
        """A line of her own that was begun and not taken; what it is about is named as in a `Bookmark`."""
        return self.bookmark.lines.get(about, "")

    def write_line(self, about: str, text: str) -> None:
        """Keep what stands in that line now, as `write_draft` does; an empty one is not kept."""
        if text != self.line(about):
            others = {key: line for key, line in self.bookmark.lines.items() if key != about}
            self._write(lines=MappingProxyType(others | ({about: text} if text else {})))

    def _write(self, **typed: Any) -> None:
        self.bookmark = replace(self.bookmark, **typed)
        self._unsettled = True
        if time.monotonic() - self._written_at >= EVERY:
            self.settle()

    def settle(self) -> None:
        """Write what has been typed since the last writing."""
        if self._unsettled:
            self.keep()

    @property
    def part(self) -> int:
        """The part of the debrief that was read last, counting from 1; 0 for none."""
        return self.bookmark.part

    def read_part(self, part: int) -> None:
        """She reads this part of the debrief; whoever takes the playthrough up again comes back to it."""
        if part != self.bookmark.part:
            self._mark(self.furthest, self.bookmark.drafts, part)
            self.keep()

    def export(
        self, kind: str, library: bool = False, without: Collection[Leavable] = (), place: str = ""
    ) -> Path:
        """Write the playthrough to a file to hand in, and give its path. Raises `CannotExport`.

        With `library` the library of the case is its appendix, except for what is left out of that.
        Without a `place` it goes into the folder that the game was started from, if that can be written to,
        under a name of its own; a folder gets it under that name too. It is never written over another file.
        """
        from game.play.export import export, file_name  # with the debrief; nobody waits for it at the start

        now, player = self.desk.shelf.clock(), self.desk.shelf.player or ""
        content = export(
            self.play,
            kind,
            self.kept.begun if self.kept else now,
            now,
            self.desk.settings.easier,
            exam=self.desk.exam,
            library=library,
            without=without,
            name=player,
            tell=self.desk.settings.tell,
        )
        here = os.access(".", os.W_OK)
        path = Path(place).expanduser() if place else Path.cwd() if here else self.desk.home / "exports"
        try:
            if is_folder(place or str(path)):
                path.mkdir(parents=True, exist_ok=True)
                path = free_file(path / file_name(self.play, kind, now, player))
            put_new(path, content)
        except FileExistsError:
            raise CannotExport(f"{path} is there already. Give another name.") from None
        except (OSError, ValueError) as error:
            why = in_words(error) if isinstance(error, OSError) else "that is no name for a file"
            raise CannotExport(f"{path} could not be written: {why}.") from None
        return path

    def _mark(self, furthest: Playthrough, drafts: Mapping[str, Draft], part: int) -> None:
        ahead = furthest if furthest.depth > self.play.depth else None
        self.bookmark = replace(
            self.bookmark, furthest=ahead, drafts=MappingProxyType(dict(drafts)), part=part
        )

    def keep(self) -> None:
        """Write the playthrough to the shelf."""
        self._unsettled, self._written_at = False, time.monotonic()
        try:
            self.kept = self.desk.shelf.keep(self.play, self.kept, self.bookmark)
        except CannotSave as problem:
            told, self.cannot_save = self.cannot_save, True
            if not told:
                self.desk.say(f"{problem} {PLAY_ON}")
            return
        if self.cannot_save:
            self.cannot_save = False
            self.desk.say("Your playthrough is being kept again.")
        if self.kept.message:
            self.desk.say(self.kept.message)


def along(play: Playthrough, steps: Iterable[Step]) -> Playthrough:
    """Forward along steps that were taken before, as far as they can be taken."""
    for step in steps:
        if step.scene != play.scene.id:
            break
        try:
            play = play.retake(step)
        except NotOpen:
            break
    return play
