"""A pupil's steps on their way to the lesson: each is handed in and acknowledged, now or when that can be.

The playthrough is hers and goes on without the lesson. What is handed in is the difference between where she
stands and what the lesson has acknowledged, so that after a pause, a lost network or a restart nothing is
missing and nothing counts twice.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from game.case.model import Case
from game.case.parts import CasePart
from game.classroom.lesson import LONGEST_REASON
from game.classroom.link import AGAIN, Away, LessonLink, NotDone
from game.classroom.seen import OwnWay
from game.play.desk import Desk
from game.play.playthrough import NotOpen, Playthrough
from game.play.saves.codec import encoded
from game.play.saves.file_format import NO_BOOKMARK, Bookmark, WrittenStep, written_step
from game.play.saves.shelf import CannotLoad, Kept, Shelf
from game.play.session import Session
from game.play.steps import Step


def as_sent(case: Case, step: Step) -> WrittenStep:
    """A step as it is handed in."""
    return written_step(case, step)._replace(because=step.because[:LONGEST_REASON])


def same_step(one: WrittenStep, other: WrittenStep) -> bool:
    """Whether two steps are the same to the lesson."""
    return one._replace(label="", led_to="") == other._replace(label="", led_to="")


def common(one: Sequence[WrittenStep], other: Sequence[WrittenStep]) -> int:
    """How many steps two ways have in common from the start."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if not same_step(*pair)),
        min(len(one), len(other)),
    )


def way_of(case: Case, way: OwnWay) -> Playthrough:
    """The playthrough that the lesson knows, as far as it goes here."""
    play = Playthrough(case, way.chapter, way.route)
    for step in way.steps:
        cites = tuple(each for each in step.cites if each in case.documents)
        try:
            play = play.retake(
                Step(step.scene, step.choice, step.because, cites, step.passed, by_route=step.by_route)
            )
        except NotOpen:
            break
    return play


class StepsOut:
    """Hands in where she stands, in a thread of its own.

    `told` is called when something changes: whether steps are waiting, or why one was refused.
    """

    def __init__(self, link: LessonLink, way: OwnWay) -> None:
        self.link = link
        self.acknowledged: list[WrittenStep] = list(way.steps)
        self.wanted: tuple[tuple[WrittenStep, ...], tuple[str, ...]] | None = None
        self.there = threading.Condition()
        self.refused = ""
        self.told: Callable[[], object] = lambda: None

    def start(self) -> None:
        """Begin to hand in."""
        threading.Thread(target=self._run, name="steps", daemon=True).start()

    def follow(self, play: Playthrough) -> None:
        """She stands here now."""
        steps = tuple(as_sent(play.case, step) for step in play.steps)
        with self.there:
            self.wanted = (steps, play.notebook.opened)
            self.there.notify_all()

    @property
    def waiting(self) -> int:
        """How many steps are not acknowledged yet."""
        if self.wanted is None:
            return 0
        steps, shared = self.wanted[0], common(self.wanted[0], self.acknowledged)
        return len(steps) - shared + (len(self.acknowledged) > shared)

    def settled(self, patience: float) -> bool:
        """Wait until everything is acknowledged; whether it is."""
        with self.there:
            return self.there.wait_for(lambda: not self.waiting, patience)

    def _run(self) -> None:
        while not self.link.ended.is_set():
            with self.there:
                self.there.wait_for(lambda: self.waiting or self.link.ended.is_set(), 1.0)
            for kind, fields in self._next():
                if not self._hand_in(kind, fields):
                    self.link.ended.wait(AGAIN)
                    break

    def _next(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What has to be handed in next; asked anew after each."""
        while self.waiting and self.wanted is not None and not self.link.ended.is_set():
            steps, opened = self.wanted
            shared = common(steps, self.acknowledged)
            if len(self.acknowledged) > shared:
                yield "wentback", {"depth": shared}
            else:
                yield "stepped", {"depth": shared, "step": encoded(steps[shared]), "opened": list(opened)}

    def _hand_in(self, kind: str, fields: dict[str, Any]) -> bool:
        """Hand one event in, until it is acknowledged or refused; whether it was taken."""
        mark, why = secrets.token_hex(12), ""
        while not self.link.ended.is_set():
            try:
                self.link.say(kind, mark, **fields)
            except Away:
                self.told()
                self.link.ended.wait(AGAIN)
                continue
            except NotDone as refused:
                why = str(refused)
                if refused.status == 409:
                    self._look_again()
            else:
                with self.there:
                    if kind == "wentback":
                        del self.acknowledged[fields["depth"] :]
                    else:
                        assert self.wanted is not None
                        self.acknowledged.append(self._of(fields))
                    self.there.notify_all()
            break
        changed, self.refused = self.refused != why, why
        if changed or not self.waiting:
            self.told()
        return not why

    @staticmethod
    def _of(fields: dict[str, Any]) -> WrittenStep:
        step = dict(fields["step"])
        return WrittenStep(**{**step, "cites": tuple(step.get("cites", ()))})

    def _look_again(self) -> None:
        """What the lesson knows of her way is looked up, in case it is another."""
        try:
            way = self.link.look().way
        except Exception:
            return
        if way is not None:
            with self.there:
                self.acknowledged = list(way.steps)


class ShelfInClass(Shelf):
    """A shelf whose playthrough is handed in whenever it is kept."""

    follower: StepsOut | None = None

    def keep(self, play: Playthrough, kept: Kept | None = None, bookmark: Bookmark = NO_BOOKMARK) -> Kept:
        if self.follower is not None:
            self.follower.follow(play)
        return super().keep(play, kept, bookmark)


def begun(link: LessonLink, case: Case, folder: Path, desk: Desk) -> tuple[StepsOut, Session]:
    """Her playthrough of a lesson in hand at a desk: where she left it here, or as the lesson knows it.

    What she played here without the network is further than what the lesson knows, and is kept.
    """
    assert link.latest is not None and link.latest.way is not None
    way = link.latest.way
    shelf = ShelfInClass(folder, player="")
    desk.__dict__["shelf"] = shelf
    known = way_of(case, way)
    part = CasePart(way.chapter, way.route)
    header = shelf.to_go_on(case.id, part)
    session = desk.begin(known)
    if header is not None:
        try:
            session, _ = desk.take_up(case, header)
        except CannotLoad:
            session = desk.begin(known)
        mine = [as_sent(case, step) for step in session.play.steps]
        shared = common(mine, way.steps)
        if shared == len(mine) < len(way.steps):
            session.change(known.with_notebook(session.play.notebook))
    follower = StepsOut(link, way)
    shelf.follower = follower
    follower.follow(session.play)
    follower.start()
    return follower, session
