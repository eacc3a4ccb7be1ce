"""A lesson that is being served to programs, for tests of every terminal face."""

from __future__ import annotations

import io
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from game.case import load_case
from game.case.catalogue import shipped_folder
from game.case.model import Case
from game.classroom import host
from game.classroom.events import Joined, Mode, Opened, Stepped
from game.classroom.half_written import Jotter
from game.classroom.link import LessonLink, address_of
from game.classroom.serving import Serving
from game.classroom.store import Store
from game.classroom.terminal.alone_lines import play_alone
from game.classroom.terminal.pupil_lines import Seat
from game.classroom.terminal.teacher_lines import converse
from game.plain.talk import EndOfInput, Talk
from game.play import Playthrough
from game.play.saves.file_format import written_step
from game.play.session import Session
from tests.benchmarks.lesson_over_http import free_port

HERE = "127.0.0.1"
PATIENCE = 120.0
"""Seconds to wait for what must come; only where it never does is all of it waited."""
HOSTILE = "\x1b]52;c;ZXZpbA==\x07\x1b]8;;http://evil\x07go\x1b]8;;\x07 [bold]x[/bold] \u202eback"


def names(name: str, text: str) -> bool:
    """Whether a text names a pupil: Fir does not stand in *First vote*."""
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


class Held:
    """A lesson that is being served, and people at it who type."""

    def __init__(self, folder: Path, case: Case, mode: Mode, **how: Any) -> None:
        self.case = case
        self.store = Store.at(folder / "lessons.db")
        opened = Opened(case.id, case.version, case.fingerprint, mode, **how)
        self.opening = host.open_lesson(self.store, case.id, opened)
        self.serve(free_port())

    def serve(self, port: int) -> None:
        classroom = host.classroom_for(self.store, self.opening.row, self.case, HERE, port)
        self.serving = Serving(classroom, port, HERE)
        self.serving.server.config.timeout_graceful_shutdown = 0  # no test is about a pupil who lingers
        self.serving.start()

    @property
    def about(self) -> dict[str, Any]:
        """What a script needs to come in."""
        base = f"http://{HERE}:{self.serving.port}"
        teacher, board = (f"{base}/enter/{key}" for key in (self.opening.teacher, self.opening.board))
        return {"base": base, "code": self.opening.row.code, "teacher": teacher, "board": board}

    def teacher(self, *lines: str) -> str:
        out = io.StringIO()
        with pytest.raises(EndOfInput):
            converse(self.serving, Talk(lines, out.write))
        return out.getvalue()

    def joined(self) -> LessonLink:
        link = LessonLink(address_of(f"{HERE}:{self.serving.port}"))
        link.come_in("/join", {"code": self.opening.row.code, "client": "plain"})
        link.look()
        link.listen()
        return link

    def connected(self) -> LessonLink:
        """A pupil's program that has joined and does not listen yet."""
        link = LessonLink(address_of(f"{HERE}:{self.serving.port}"))
        link.mine = link.come_in("/join", {"code": self.opening.row.code, "client": "terminal"})
        link.mine = link.mine._replace(name=link.look().name)
        return link

    def again(self, link: LessonLink) -> LessonLink:
        """Her program once more, begun anew; the first one may be gone."""
        again = LessonLink(link.address)
        again.key, again.mine = link.key, link.mine
        again.look()
        return again

    def walks(self, name: str, play: Playthrough) -> None:
        """Somebody of this name joins and goes this way."""
        room, opened = self.serving.classroom.room, play.notebook.opened
        steps = [
            Stepped(depth, written_step(play.case, step), opened) for depth, step in enumerate(play.steps)
        ]
        for number, body in enumerate((Joined(name), *steps)):
            self.serving.within(room.submit(name, f"{name} {number}", body))

    def __enter__(self) -> Held:
        return self

    def __exit__(self, *_: object) -> None:
        self.serving.stop()
        self.store.close()


class Sitting:
    """A pupil who types her lines as far as they are asked for; the next ones come from the test."""

    def __init__(self, link: LessonLink, home: Path | None = None, jotter: Jotter | None = None) -> None:
        self.link, self.home, self.jotter = link, home, jotter
        self.out, self.typed = io.StringIO(), threading.Condition()
        self.lines: list[str] = []
        self.over = False
        self.thread = threading.Thread(target=self.attend, daemon=True)
        self.thread.start()

    def attend(self) -> None:
        talk = Talk(self, self.out.write)
        with suppress(EndOfInput):
            if self.home is None:
                Seat(self.link, talk, self.jotter).attend()
            else:
                play_alone(
                    self.link, load_case(shipped_folder() / "testament"), self.home, self.home / "mine", talk
                )

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        with self.typed:
            self.typed.wait_for(lambda: self.lines or self.over)
            if not self.lines:
                raise StopIteration
            return self.lines.pop(0)

    def types(self, *lines: str) -> None:
        with self.typed:
            self.lines += lines
            self.typed.notify_all()

    def hears(self, words: str) -> None:
        until(
            lambda: words in self.out.getvalue(), lambda: f"{words!r} was never heard:\n{self.out.getvalue()}"
        )


def until(holds: Callable[[], object], what: Callable[[], str] = lambda: "it never came to that") -> None:
    """Until something holds; what never came is told."""
    waiting, end = threading.Event(), time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what()
        waiting.wait(0.02)


def decide(session: Session, because: str) -> None:
    """Take the first open choice of the next decision."""
    while session.play.moment.is_passage:
        session.change(session.play.go_on())
    first = next(offer.id for offer in session.play.moment.choices if offer.open)
    session.change(session.play.choose(first, because))
