"""A lesson that is being served to programs, for tests of every terminal face."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from game.case.model import Case
from game.classroom import host
from game.classroom.events import Joined, Mode, Opened, Stepped
from game.classroom.link import LessonLink, address_of
from game.classroom.serving import Serving, bound
from game.classroom.store import Store
from game.classroom.terminal.teacher_lines import converse
from game.plain.talk import EndOfInput, Talk
from game.play import Playthrough
from game.play.saves.file_format import written_step

HERE = "127.0.0.1"
HOSTILE = "\x1b]52;c;ZXZpbA==\x07\x1b]8;;http://evil\x07go\x1b]8;;\x07 [bold]x[/bold] \u202eback"


class Held:
    """A lesson that is being served, and people at it who type."""

    def __init__(self, folder: Path, case: Case, mode: Mode) -> None:
        self.case = case
        self.store = Store.at(folder / "lessons.db")
        opened = Opened(case.id, case.version, case.fingerprint, mode)
        self.opening = host.open_lesson(self.store, case.id, opened)
        self.serve(0)

    def serve(self, port: int) -> None:
        held = bound(HERE, port)
        port = held.getsockname()[1]
        held.close()
        classroom = host.classroom_for(self.store, self.opening.row, self.case, HERE, port)
        self.serving = Serving(classroom, port, HERE)
        self.serving.start()

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
