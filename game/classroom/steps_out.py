"""A pupil's steps and her notebook on their way to the lesson: each is handed in and acknowledged in the end.

The playthrough is hers and goes on without the lesson. What is handed in is the difference between where she
stands and what the lesson has acknowledged, so that after a pause, a lost network or a restart nothing is
missing and nothing counts twice.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from game.case.model import Case
from game.case.parts import CasePart
from game.classroom.events import Wrote
from game.classroom.lesson import LONGEST_REASON
from game.classroom.link import AGAIN, TOO_FAST, Away, LessonLink, NotDone
from game.classroom.presence import Doing
from game.play.desk import Desk
from game.play.playthrough import Playthrough
from game.play.saves.codec import encoded
from game.play.saves.file_format import NO_BOOKMARK, Bookmark, Weighing, WrittenStep, written_step
from game.play.saves.rebase import fit
from game.play.saves.shelf import CannotLoad, Kept, Shelf
from game.play.session import Session
from game.play.steps import Notebook, Step
from game.refusal import Refusal

PATIENCE = 10.0
"""Seconds that whoever leaves waits until what she did is handed in."""
SIGN_EVERY = 30.0
"""Seconds after which it is said again what she does."""


def as_sent(case: Case, step: Step) -> WrittenStep:
    """A step as it is handed in."""
    return written_step(case, step)._replace(because=step.because[:LONGEST_REASON])


def same_step(one: WrittenStep, other: WrittenStep) -> bool:
    """Whether two steps are the same to the lesson."""
    return one._replace(label="", asked="", led_to="") == other._replace(label="", asked="", led_to="")


def common(one: Sequence[WrittenStep], other: Sequence[WrittenStep]) -> int:
    """How many steps two ways have in common from the start."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if not same_step(*pair)),
        min(len(one), len(other)),
    )


def as_written(notebook: Notebook) -> Wrote:
    """A notebook as it is handed in."""
    weighed = tuple(Weighing(*pair, bearing) for pair, bearing in notebook.weighed.items())
    return Wrote(notebook.opened, weighed, notebook.marks, notebook.notes, notebook.thesis, notebook.hunches)


def both(here: Notebook, there: Notebook) -> Notebook:
    """What was written on this machine and what the lesson has, so that nothing of either is lost."""
    if here == there:
        return here
    return Notebook(
        tuple(dict.fromkeys((*there.opened, *here.opened))),
        MappingProxyType({**there.weighed, **here.weighed}),
        MappingProxyType({**there.marks, **here.marks}),
        tuple(dict.fromkeys((*there.notes, *here.notes))),
        here.thesis or there.thesis,
        max(there.hunches, here.hunches, key=len),
    )


class StepsOut:
    """Hands in where she stands and what she has written, in a thread of its own.

    `known` is what the lesson has of her. `told` is called when something changes: whether steps are
    waiting, or why one was `refused`.
    """

    def __init__(self, link: LessonLink, known: Playthrough) -> None:
        self.link = link
        self.acknowledged = [as_sent(known.case, step) for step in known.steps]
        self.steps: tuple[WrittenStep, ...] = tuple(self.acknowledged)
        self.notebook = self.written = as_written(known.notebook)
        self.there = threading.Condition()
        self.refused = ""
        self.doing: Doing | None = None
        self.signed: tuple[Doing | None, float] = (None, 0.0)
        self.told: Callable[[], object] = lambda: None

    def start(self) -> None:
        """Begin to hand in."""
        threading.Thread(target=self._run, name="steps", daemon=True).start()

    def follow(self, play: Playthrough) -> None:
        """She stands here now, and this is in her notebook."""
        with self.there:
            self.steps = tuple(as_sent(play.case, step) for step in play.steps)
            self.notebook = as_written(play.notebook)
            self.there.notify_all()

    def does(self, doing: Doing) -> None:
        """She does this now; the lesson is told when it is something else, and every so often."""
        said, at = self.signed
        if doing != said or time.monotonic() - at >= SIGN_EVERY:
            with self.there:
                self.doing, self.signed = doing, (doing, time.monotonic())
                self.there.notify_all()

    @property
    def waiting(self) -> int:
        """How many steps are not acknowledged yet, and her notebook among them."""
        shared = common(self.steps, self.acknowledged)
        return len(self.steps) - shared + (len(self.acknowledged) > shared) + (self.notebook != self.written)

    def settled(self) -> bool:
        """Wait until everything is acknowledged, not too long; whether it is."""
        with self.there:
            return self.there.wait_for(lambda: not self.waiting, PATIENCE)

    @property
    def over(self) -> bool:
        """Whether nothing can be handed in from here any more."""
        return self.link.ended.is_set() or self.link.moved

    def _run(self) -> None:
        while not self.over:
            with self.there:
                self.there.wait_for(lambda: self.waiting or self.doing or self.over, 1.0)
                doing, self.doing = self.doing, None
            if doing:
                with suppress(Refusal):
                    self.link.ask("POST", "/lesson/here", {"doing": doing})
            steps = all(self._hand_in(kind, fields) for kind, fields in self._next())
            if not (self._hand_in_notebook() and steps):
                self.link.ended.wait(AGAIN)

    def _next(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What step has to be handed in next; asked anew after each."""
        while not self.over:
            steps = self.steps
            shared = common(steps, self.acknowledged)
            if len(self.acknowledged) > shared:
                yield "wentback", {"depth": shared}
            elif len(steps) > shared:
                opened = list(self.notebook.opened)
                yield "stepped", {"depth": shared, "step": encoded(steps[shared]), "opened": opened}
            else:
                return

    def _hand_in_notebook(self) -> bool:
        """Hand her notebook in, if the lesson has another one; whether it has this one now."""
        wanted = self.notebook
        return wanted == self.written or self._hand_in("wrote", encoded(wanted), wanted)

    def _hand_in(self, kind: str, fields: dict[str, Any], wrote: Wrote | None = None) -> bool:
        """Hand one event in, until it is acknowledged or refused; whether it was taken."""
        mark, why = secrets.token_hex(12), ""
        while not self.over:
            try:
                self.link.say(kind, mark, **fields)
            except Away:
                self.told()
                self.link.ended.wait(AGAIN)
                continue
            except NotDone as refused:
                if refused.status == TOO_FAST:
                    self.link.ended.wait(AGAIN)
                    continue
                why = str(refused)
                if refused.status == 409:
                    self._look_again()
            else:
                with self.there:
                    if wrote is not None:
                        self.written = wrote
                    elif kind == "wentback":
                        del self.acknowledged[fields["depth"] :]
                    else:
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
        with suppress(Refusal):
            steps = self.link.path().steps
            with self.there:
                self.acknowledged = list(steps)


class ShelfInClass(Shelf):
    """A shelf whose playthrough is handed in whenever it is kept."""

    follower: StepsOut | None = None

    def keep(self, play: Playthrough, kept: Kept | None = None, bookmark: Bookmark = NO_BOOKMARK) -> Kept:
        if self.follower is not None:
            self.follower.follow(play)
        return super().keep(play, kept, bookmark)


def begun(
    link: LessonLink, case: Case, folder: Path, desk: Desk, kind: type[Session] = Session
) -> tuple[StepsOut, Session]:
    """Her playthrough of a lesson in hand at a desk: where she left it here, or as the lesson knows it.

    What she played here without the network is further than what the lesson knows, and is kept; what was
    written here and elsewhere stands in one notebook. Raises `Away` and `NotDone`.
    """
    assert link.latest is not None and link.latest.way is not None
    way = link.latest.way
    shelf = ShelfInClass(folder, player="")
    desk.__dict__["shelf"] = shelf
    if way.tell is not None:
        desk.tell_when(way.tell)
    known = fit(link.path(), case).play
    header = shelf.to_go_on(case.id, CasePart(way.chapter, way.route))
    session = kind(known, desk)
    follower = StepsOut(link, known)
    if header is not None:
        with suppress(CannotLoad):
            session, _ = kind.taken_up(desk, case, header)
        mine = [as_sent(case, step) for step in session.play.steps]
        behind = common(mine, follower.acknowledged) == len(mine) < known.depth
        stands = known if behind else session.play
        session.change(stands.with_notebook(both(session.play.notebook, known.notebook)))
    shelf.follower = follower
    follower.follow(session.play)
    follower.start()
    return follower, session
