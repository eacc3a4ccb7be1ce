"""A pupil's answers in a class that decides together, on her own disk: while she writes, and to take home."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from game.classroom.seen import LessonSeen, OwnAnswer
from game.play.sanitise import own_words
from game.play.saves.atomic_file import read_file, replace_file
from game.play.saves.codec import Unreadable, decoder, dumps, encoded, loads
from game.play.session import EVERY

LARGEST = 16_384
"""Bytes of an answer on the disk."""


class HalfWritten(NamedTuple):
    """What she has written at a decision, in one of its two votes, and not handed in."""

    depth: int
    round: str
    answer: OwnAnswer


class Jotter:
    """Keeps what is half written; on the disk at most once in `EVERY` seconds, and by `settle`.

    What has been handed in stands in `home`, for her to keep. Without a `folder` all of it is kept as long
    as the program runs. A disk that cannot be written to only means that it is lost with the program.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = folder / "half-written.json" if folder else None
        self.home = folder / "what-I-decided.md" if folder else None
        self.held = self._read()
        self._unsettled = False
        self._written_at = 0.0

    def begun(self, lesson: LessonSeen) -> OwnAnswer | None:
        """What she has half written at this decision and can still hand in; None for nothing.

        What she did not hand in in time at the first vote waits for the second.
        """
        held = self.held
        if held is None or not lesson.round or held.depth != lesson.depth:
            return None
        return held.answer if held.round == lesson.round or lesson.mine is None else None

    def answer(self, lesson: LessonSeen) -> OwnAnswer:
        """What to begin with: what is half written, else the answer that she gave before."""
        found = self.begun(lesson) or lesson.mine or OwnAnswer("")
        papers = [paper.id for paper in lesson.scene.papers] if lesson.scene else []
        return found._replace(cites=tuple(each for each in found.cites if each in papers))

    def write(self, lesson: LessonSeen, answer: OwnAnswer) -> None:
        """Keep what stands there now."""
        self._take(HalfWritten(lesson.depth, lesson.round, answer))
        if time.monotonic() - self._written_at >= EVERY:
            self.settle()

    def done(self, lesson: LessonSeen, answer: OwnAnswer) -> None:
        """It has been handed in: she writes no more at it, and it stands among what she keeps."""
        self._take(None)
        self.settle()
        if self.home is not None:
            with suppress(OSError):
                self.home.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with self.home.open("a", encoding="utf-8", errors="replace") as file:
                    file.write("\n".join((*to_keep(lesson, answer), "", "")))

    def settle(self) -> None:
        """Write what has been typed since the last writing."""
        if not self._unsettled or self.path is None:
            return
        self._unsettled, self._written_at = False, time.monotonic()
        try:
            if self.held is None:
                self.path.unlink(missing_ok=True)
                return
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self.path, dumps(encoded(self.held)).encode("utf-8", "replace"))
        except OSError:
            return

    def _take(self, held: HalfWritten | None) -> None:
        self._unsettled = self._unsettled or held != self.held
        self.held = held

    def _read(self) -> HalfWritten | None:
        try:
            data = read_file(self.path, LARGEST) if self.path else None
            found: HalfWritten | None = decoder(HalfWritten)(loads(data), "draft") if data else None
        except (OSError, Unreadable):
            return None
        return found


def to_keep(lesson: LessonSeen, answer: OwnAnswer) -> Iterator[str]:
    """An answer as it is told to herself, in Markdown; nothing in it was typed but her own sentence."""
    scene = lesson.scene
    if scene is None:
        return
    course = next((each.label for each in scene.courses if each.id == answer.choice), answer.choice)
    yield f"## {scene.title}{', second vote' if lesson.round == 'revote' else ''}"
    yield ""
    yield course
    if answer.because:
        yield f"Because: {own_words(answer.because)}"
    if titles := [paper.title for paper in scene.papers if paper.id in answer.cites]:
        yield f"Leaning on: {'; '.join(titles)}"
