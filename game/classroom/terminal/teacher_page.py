"""`TeacherPage`: what both of the teacher's pages can do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from game.case.dates import when
from game.classroom import events as said
from game.classroom import holding
from game.classroom.events import Body as Happening
from game.classroom.lesson import Lesson
from game.play.years import case_span, decision_times
from game.refusal import Refusal
from game.tui.commands import Command
from game.tui.screens.ledger_page import LedgerPage
from game.tui.widgets.ruler import Mark

if TYPE_CHECKING:
    from game.classroom.terminal.teacher import TeacherApp

TOGETHER = ("next_phase", "phase_back", "cover", "show_counts", "go_on_with", "by_hand")
ALONE = ("pause", "lock", "send")


class TeacherPage(LedgerPage[None]):
    """A page of the lesson, drawn anew whenever something has happened."""

    OWN: ClassVar[tuple[Command, ...]] = (
        Command("next_phase", ("n", "enter"), "next", "On to the next phase, or the next decision."),
        Command("phase_back", ("N",), "one back", "One phase back.", "Go"),
        Command("cover", ("h",), "hide", "Show nothing that pupils wrote, or do again.", "Go"),
        Command("bar", ("J",), "no more", "Nobody else can join, or they can again.", "Go"),
        Command("private_page", ("v",), "your page", "Your own page, or the board.", "Go"),
        Command("pause", ("p",), "pause", "Nobody goes on, or everybody does again.", "Go"),
        Command("lock", ("l",), "lock", "Nobody goes past the scene where most stand, or do again.", "Go"),
        Command("send", ("s",), "to debrief", "Send everybody to the debrief.", "Go"),
        Command("end_lesson", ("E",), "end", "End the lesson.", "Go"),
    )

    @property
    def desk_of(self) -> TeacherApp:
        """The application, which holds the lesson."""
        return cast("TeacherApp", self.app)

    @property
    def lesson(self) -> Lesson:
        return self.desk_of.serving.lesson

    def on_mount(self) -> None:
        self.show()

    def on_screen_resume(self) -> None:
        self.show_if_it_stands()

    def show_if_it_stands(self) -> None:
        """She may have left the page since it was to be drawn."""
        if self.stands:
            self.show()

    def show(self) -> None:
        """Draw the page as the lesson stands now."""

    def show_places(self, right: str) -> None:
        """Case and scene, the phase, and the years."""
        lesson = self.lesson
        shows = lesson.mode == "together" and lesson.phase not in ("lobby", "debrief")
        title = lesson.play.scene.title if shows else ""
        marked = "rehearsal" if self.desk_of.rehearsal else ""
        self.heading.show(
            (lesson.case.title, title), (right, *([marked] if marked else []), self.desk_of.code)
        )
        now = when(lesson.play.scene.date) if shows else None
        marks = [Mark(at, "taken", "$quiet") for at in decision_times(lesson.play)] if shows else []
        self.ruler.show(case_span(lesson.case), [*marks, *([Mark(now, "you", "$pencil")] if now else [])])
        self.show_keys()

    def can(self, command: str) -> bool:
        if command in TOGETHER and (self.lesson.mode != "together" or self.lesson.closed):
            return False
        if command in ALONE and (self.lesson.mode != "alone" or self.lesson.closed):
            return False
        return super().can(command)

    async def does(self, make: Callable[[Lesson], Happening]) -> bool:
        """Have something done; why it was not is said. Whether it was."""
        try:
            why = await asyncio.to_thread(self.desk_of.serving.say, make(self.lesson))
        except Refusal as not_now:
            why = str(not_now)
        if why:
            self.desk_of.say(why)
        return not why

    async def action_next_phase(self) -> None:
        await self.does(holding.next_of)

    async def action_phase_back(self) -> None:
        await self.does(holding.back_of)

    async def action_cover(self) -> None:
        if await self.does(lambda lesson: said.Covered(not lesson.covered)):
            hidden = self.lesson.covered
            self.say("Nothing that pupils wrote is shown." if hidden else "Pinned reasons are shown again.")

    async def action_bar(self) -> None:
        if await self.does(lambda lesson: said.Barred(not lesson.barred)):
            self.say("Nobody else can join." if self.lesson.barred else "Others can join again.")

    async def action_pause(self) -> None:
        if await self.does(lambda lesson: said.Paused(paused="" not in lesson.paused)):
            self.say("Everybody is paused." if "" in self.lesson.paused else "Everybody goes on.")

    async def action_lock(self) -> None:
        if self.lesson.locked:
            await self.does(lambda lesson: holding.unlock(lesson, ""))
        elif await self.does(lambda lesson: said.Locked(holding.scene(lesson, ""))):
            titles = (self.lesson.case.scenes[each].title for each in self.lesson.locked)
            self.say(f"Nobody goes past “{'”, “'.join(titles)}”. l lets them go on.")

    def action_send(self) -> None:
        def answered(key: str | None) -> None:
            if key == "yes":
                self.run_worker(self.does(lambda lesson: said.Sent()))

        self.desk_of.ask(
            "Send everybody to the debrief?",
            ("Each reads the debrief of the path as far as it goes.",),
            (("yes", "Send everybody."), ("no", "Not yet.")),
            answered,
            careful=True,
        )

    def action_end_lesson(self) -> None:
        self.desk_of.ask_to_end()

    def action_back(self) -> None:
        self.desk_of.ask_to_leave()

    def take_row(self, key: str) -> None:
        pass
