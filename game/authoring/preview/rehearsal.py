"""`Rehearsal`: the case being written, and what its author has played of it so far; `Rehearsing` plays it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from game.authoring.preview.reading import CaseReading
from game.authoring.preview.start import Start, WrongStart, start_at
from game.case.diagnostics.problems import SEVERITIES, Problem, Severity
from game.case.model import Case, Value
from game.phrases import amount
from game.play.playthrough import Playthrough
from game.play.saves.file_format import Written, written
from game.play.saves.rebase import fit
from game.play.saves.shelf import now
from game.play.session import Session

OTHER_ID = "The case has the id “{}” now. Saved playthroughs of “{}” do not belong to it any more."


class Rehearsal:
    """What was read last, the last version that can be played, and the author's way through it.

    The way is where she began and what she did from there. When a version no longer holds all of it, as a
    file that was half written when it was read, play is cut back, but the way is remembered until she takes
    another step: the next version gives it back.
    """

    def __init__(
        self, folder: Path, reading: CaseReading, scene: str = "", settings: tuple[str, ...] = ()
    ) -> None:
        """Begin at a scene, with values as `start_at` reads them. Raises `WrongStart`."""
        self.folder = folder
        self.reading = reading
        self.case: Case | None = reading.case
        self.asked = scene, settings
        self.saves = 0
        self.first_start = start_at(reading.case, scene, settings) if reading.case else Start()
        self.start = self.first_start
        self.said: tuple[str, ...] = ()
        self.cut_back: Written | None = None
        self.earlier: list[tuple[Start, Written]] = []

    def take_up(self, reading: CaseReading, play: Playthrough | None) -> Playthrough | None:
        """Go on with what was read. Gives play as it stands now; None as long as nothing can be played."""
        self.reading = reading
        self.saves += 1
        self.said = ()
        case, before = reading.case, self.case
        if case is None:
            return play
        self.case = case
        if play is None or before is None:
            return self.first_begin(case)
        found = self.fitted(self.start, self.cut_back or written(play, now(), now()))
        if case.id != before.id:
            self.said = (OTHER_ID.format(case.id, before.id), *self.said)
        return found

    def first_begin(self, case: Case) -> Playthrough:
        """Begin once there is something to play; what was asked for and is not there is said."""
        try:
            self.first_start = self.start = start_at(case, *self.asked)
        except WrongStart as wrong:
            found = self.begin()
            self.said = (f"You asked for a start that is not there: {wrong} This is the start of the case.",)
            return found
        return self.begin()

    def begin(self) -> Playthrough:
        """Stand where the way begins."""
        assert self.case is not None
        play, self.said = self.start.begin(self.case)
        self.cut_back = None
        return play

    def fitted(self, start: Start, way: Written) -> Playthrough:
        """A way over the present version, as far as it goes; what it does not hold is said."""
        assert self.case is not None
        begun, said = start.begin(self.case)
        fitted = fit(way, self.case, begun, as_recorded=False)
        self.said = (*said, *fitted.messages)
        self.cut_back = way if self.said else None
        return fitted.play

    def stepped(self) -> None:
        """The author has gone on: what was said is read, and the way is the one she is on."""
        self.said = ()
        self.cut_back = None

    def start_at(self, start: Start, play: Playthrough) -> Playthrough:
        """Begin elsewhere; the way so far can be gone back to."""
        self.earlier.append((self.start, written(play, now(), now())))
        self.start = start
        return self.begin()

    def start_again(self, play: Playthrough) -> Playthrough:
        """Back to where the preview began."""
        return self.start_at(self.first_start, play)

    def go_back(self) -> Playthrough | None:
        """Back to the way before this one; None if there is none."""
        if not self.earlier:
            return None
        self.start, way = self.earlier.pop()
        return self.fitted(self.start, way)

    def set_value(self, name: str, value: Value, play: Playthrough) -> Playthrough:
        """Stand at the same scene with another value. Several changes in a row are gone back on at once."""
        values = {**play.machine.values(play.state), name: value}
        changed = Start(play.scene.id, values, arrives=False)
        if play.parent is None and not self.start.arrives and self.earlier:
            self.start = changed
            found = self.begin()
        else:
            found = self.start_at(changed, play)
        return found.with_notebook(play.notebook)


class Rehearsing(Session):
    """A session of which nothing is kept, over a case that changes."""

    __slots__ = ()

    rehearsal: Rehearsal

    def change(self, play: Playthrough) -> None:
        if play is not self.play:
            self.play = play
            self.rehearsal.stepped()

    def keep(self) -> None:
        """Playing a draft is no playthrough."""


KEY = re.compile(r"^(\s*)[\"']?([a-z][a-z0-9_]*)[\"']?\s*:")


def by_weight(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first; what weighs the same stays in the order of files and lines."""
    return sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))


def how_many(problems: Iterable[Problem], *severities: Severity) -> str:
    """How many there are of each weight: "2 errors, 1 warning"; "" for none."""
    found = [problem.severity for problem in problems]
    words = [(found.count(severity), severity) for severity in severities]
    return ", ".join(amount(number, word) for number, word in words if number)


def summary(rehearsal: Rehearsal) -> str:
    """When the case was read, and how it is, in a line: "saved 14:02:31, no problems"."""
    reading = rehearsal.reading
    verb = "saved" if rehearsal.saves else "read"
    found = how_many(reading.problems, "error", "warning") or "no problems"
    hints = how_many(reading.problems, "hint")
    return f"{verb} {reading.at:%H:%M:%S}, {found}" + (f" ({hints})" if hints else "")


def how_it_is(rehearsal: Rehearsal) -> str:
    """When the case was read, how it is, and what is played where this version cannot be."""
    return "; ".join(each for each in (summary(rehearsal), standing(rehearsal)) if each)


def standing(rehearsal: Rehearsal) -> str:
    """What is played where this version cannot be; "" where it can."""
    if rehearsal.reading.case is not None:
        return ""
    if rehearsal.case is None:
        return "it cannot be played yet"
    return "the last good version plays on"


def scene_of(problem: Problem, folder: Path, case: Case) -> str | None:
    """The scene in which a problem stands, if the case has it: the nearest key above that is its id."""
    try:
        text = (folder / problem.file).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return None
    for line in reversed(text.split("\n")[: problem.line]):
        found = KEY.match(line)
        if found and found[2] in case.scenes:
            return found[2]
        if found and not found[1]:
            return None
    return None
