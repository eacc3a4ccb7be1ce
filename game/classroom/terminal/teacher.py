"""The teacher's terminal: the board to project and a page of her own, beside the server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from game.classroom import events as said
from game.classroom.addresses import Reached
from game.classroom.serving import WRITTEN_AGAIN, Serving
from game.classroom.terminal.board import BoardScreen
from game.classroom.terminal.teacher_page import TeacherPage
from game.phrases import capitalised
from game.tui.app import HistorianApp
from game.tui.keys import guard_pastes
from game.tui.screens.ask import AskScreen

if TYPE_CHECKING:
    from game.classroom.host import Opening

PAUSE = 0.15
"""Seconds between two drawings, so that a burst of votes is drawn once."""
LOOKING = 5.0
"""Seconds after which minutes and devices are looked at again."""


class TeacherApp(HistorianApp):
    """The board and the private page of one lesson. Leaving asks; the lesson is kept and can go on."""

    KEPT = "Nothing is lost: what pupils handed in is kept, and the lesson can go on."

    def __init__(
        self,
        serving: Serving,
        link: str,
        code: str,
        picture: str,
        *,
        links: tuple[str, ...] = (),
        rehearsal: bool = False,
    ) -> None:
        super().__init__()
        self.links = links
        self.serving, self.link, self.code, self.picture = serving, link, code, picture
        self.rehearsal = rehearsal
        self.due = False
        self.not_written = ""

    def first_screen(self) -> Screen[Any] | None:
        return BoardScreen()

    def over_the_first(self) -> None:
        loop = asyncio.get_running_loop()

        def happened() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self.call_later, self.draw_soon)

        self.serving.watch(happened)
        self.set_interval(LOOKING, self.draw_soon)

    def draw_soon(self) -> None:
        """Something has happened: draw it, together with what happens right after."""
        if not self.due and self.is_running:
            self.due = True
            self.set_timer(PAUSE, self.draw)

    def draw(self) -> None:
        self.due = False
        if not self.is_running:
            return
        before, self.not_written = self.not_written, self.serving.classroom.room.trouble
        if before != self.not_written:
            self.say(capitalised(self.not_written) or WRITTEN_AGAIN)
        page = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(page, TeacherPage):
            page.show_if_it_stands()

    def ask_to_end(self) -> None:
        """End the lesson for everybody, if that is meant."""

        def end(key: str | None) -> None:
            if key == "end":
                why = self.serving.say(said.Closed())
                self.say(why) if why else self.exit()

        self.ask(
            "End the lesson?",
            ("Nobody can answer any more. What pupils wrote is kept until you delete it.",),
            (("end", "End it for everybody."), ("stay", "Not yet.")),
            end,
            careful=True,
        )

    def ask_to_leave(self) -> None:
        if isinstance(self.screen, AskScreen):
            return
        if self.serving.lesson.closed:
            self.exit()
            return
        kept = (
            "Pupils see that the lesson is away. Everything is kept, and you can go on where you were: "
            f"historian class host --again {self.code}"
        )
        self.ask(
            "Stop?",
            ("Nothing of a rehearsal is kept." if self.rehearsal else kept,),
            (("stop", "Stop serving the lesson."), ("stay", "Stay.")),
            lambda key: self.exit() if key == "stop" else None,
        )

    def show_library(self) -> None:
        self.ask_to_leave()


def hold_on_screen(serving: Serving, opening: Opening, reached: Reached, *, rehearsal: bool = False) -> None:
    """Hold a lesson on two pages until the teacher leaves."""
    from game.classroom.host import picture_in_letters

    guard_pastes()
    code = opening.row.code
    picture = picture_in_letters(f"{reached.link}/j/{code}")
    links = tuple(f"{reached.link}/enter/{key}" for key in (opening.teacher, opening.board))
    app = TeacherApp(serving, reached.link, code, picture, links=links, rehearsal=rehearsal)
    app.long_lived = True
    app.run()
