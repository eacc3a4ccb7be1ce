"""A pupil's full screen in a lesson: the class's page, or in a lesson alone her own game."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar, cast

from textual import events
from textual.screen import Screen
from textual.widgets import Input, TextArea

from game.case.model import Case
from game.classroom.half_written import Jotter
from game.classroom.link import LessonLink
from game.classroom.presence import Doing
from game.classroom.seen import LessonSeen, OwnAnswer
from game.classroom.steps_out import StepsOut, begun
from game.classroom.terminal.answering import AnswerScreen
from game.classroom.terminal.board_text import course_rows, record_rows, shift_line
from game.classroom.terminal.pupil_lines import hand_in, paper_lines
from game.phrases import sentence
from game.tui.app import HistorianApp
from game.tui.commands import Command, Place
from game.tui.keys import guard_pastes
from game.tui.screens.ask import MessageScreen
from game.tui.screens.content_note import ContentNote
from game.tui.screens.ledger_page import LedgerPage
from game.tui.screens.scene import SceneScreen
from game.tui.widgets.ledger import BLANK, PageRow, apart, told

AWAY = "The lesson cannot be reached just now; this page goes on trying."
LOOKING = 0.4
"""Seconds between two looks at how the lesson stands, and at what she does."""
WRITES_FOR = 5.0
"""Seconds after the last key in a line that she still writes for her teacher."""
COURSES = "ABCDEFGHIJ"
"""Letters of courses that are keys, in a vote before every other meaning; as many as there are digits."""
FAR_AWAY = "The lesson cannot be reached just now. What you decide is kept here and follows."
MOVED = "You have gone on on another device. This page has ended."


class InLesson(HistorianApp):
    """What both kinds of lesson have: it hears the lesson, and leaves without a library."""

    KEPT = "Nothing that was acknowledged is lost."

    def __init__(self, link: LessonLink, home: Path) -> None:
        super().__init__(home=home)
        self.link = link

    def over_the_first(self) -> None:
        loop = asyncio.get_running_loop()

        def happened() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self.call_later, self.heed)

        self.link.told = happened
        self.link.listen()
        self.set_interval(LOOKING, self.heed)
        self.heed()

    def heed(self) -> None:
        """Something may have happened in the lesson."""

    def show_library(self) -> None:
        self.ask_to_leave()

    def ask_to_leave(self) -> None:
        words = ("You can come back on this device, or on another one with your words and number.",)
        self.ask(
            "Leave the lesson?",
            words,
            (("leave", "Leave."), ("stay", "Stay.")),
            lambda key: self.exit() if key == "leave" else None,
        )


class PupilScreen(LedgerPage[None]):
    """Where the class stands, what there is to read, and her answer when it votes."""

    ruled = False
    OWN: ClassVar[tuple[Command, ...]] = (
        Command(
            "letter",
            tuple(COURSES + COURSES.lower()),
            "choose",
            "Take the course of this letter.",
            counted=True,
        ),
        Command("read_paper", ("p", "d"), "papers", "Read a paper on the table.", "Look up"),
        Command("easier_words", ("e",), "easier reading", "Change between the text and an easier one."),
    )
    PLACES: ClassVar[tuple[Place, ...]] = (
        Place(
            "lesson",
            "The lesson",
            ("read_paper", "easier_words", "help", "leave"),
            "Read when the class reads, answer when it votes. Your teacher takes you from one to the next.",
        ),
        Place(
            "vote",
            "The vote",
            ("letter", "take", "read_paper", "help", "leave"),
            "A letter takes its course, and so does a digit: 1 is A. The next page asks why.",
            {"letter": "answer", "take": "answer"},
        ),
    )

    def __init__(self, link: LessonLink, jotter: Jotter) -> None:
        super().__init__()
        self.link, self.jotter, self.easier, self.shown = link, jotter, False, ("", 0)

    @property
    def lesson(self) -> LessonSeen:
        assert self.link.latest is not None
        return self.link.latest

    def on_mount(self) -> None:
        self.show()

    def show(self) -> None:
        """Draw the page as the lesson stands now."""
        lesson = self.lesson
        self.heading.show((lesson.title, lesson.scene.title if lesson.scene else ""), (lesson.name,))
        self.fill()
        if self.shown != (lesson.phase, lesson.depth):
            self.shown, self.said = (lesson.phase, lesson.depth), ""
            self.body.begin_anew()
        self.show_foot()

    @property
    def place(self) -> str:
        return "vote" if self.lesson.round else "lesson"

    def digits(self) -> str:
        """The letters that stand before the courses that can be taken."""
        scene = self.lesson.scene
        letters = [each.letter for each in scene.courses if not each.reason] if scene else []
        return f"{letters[0]}{self.glyphs.dash}{letters[-1]}" if len(letters) > 1 else "".join(letters)

    def action_letter(self, number: int) -> None:
        self.action_choose((number - 1) % len(COURSES) + 1)

    def action_choose(self, number: int) -> None:
        """Take a course by its place, which is that of its letter; of a closed one it is said why."""
        courses = self.lesson.scene.courses if self.lesson.scene else ()
        if self.lesson.round and number <= len(courses):
            self.stand_at_row(courses[number - 1].id)
            self.take_row(courses[number - 1].id)

    def standing(self) -> str:
        return MOVED if self.link.moved else AWAY if self.link.away else ""

    def entries(self) -> Iterable[PageRow]:
        lesson, scene = self.lesson, self.lesson.scene
        yield told("The lesson is over. Thank you." if lesson.closed else lesson.said, "$pencil")
        yield BLANK
        if scene is None or lesson.closed:
            yield from apart(told(each, "") for each in (self.link.who_she_is, lesson.question, *lesson.note))
            return
        if lesson.record is not None:
            yield from record_rows(lesson.record)
            return
        if lesson.phase == "brief":
            yield told(f"{scene.time} {lesson.given}")
            yield BLANK
            for passed in scene.followed:
                yield told(" ".join(filter(None, (sentence(passed.title), passed.where))), "bold")
                for each in passed.simpler if self.easier and passed.simpler else passed.text:
                    yield from (told(each, ""), BLANK)
            text = scene.simpler if self.easier and scene.simpler else scene.text
            yield from apart(told(each, "$quiet") for each in (scene.where, scene.perspective) if each)
            for each in text:
                yield from (BLANK, told(each, ""))
            yield BLANK
        yield told(scene.ask or scene.title, "bold")
        if lesson.counts is not None and lesson.counts.answered_both:
            yield told(shift_line(lesson.counts), "$pencil")
        yield BLANK
        mine = lesson.mine.choice if lesson.mine else ""
        yield from course_rows(lesson, lambda: self.glyphs, mine, choosing=bool(lesson.round))
        if lesson.mine and lesson.mine.because:
            yield from (BLANK, told(f"You wrote: {lesson.mine.because}", "$pencil italic"))
        cites = lesson.mine.cites if lesson.mine else ()
        if titles := [paper.title for paper in scene.papers if paper.id in cites]:
            yield told(f"leaning on: {'; '.join(titles)}", "$pencil")
        begun = self.jotter.begun(lesson)
        letter = next((each.letter for each in scene.courses if begun and each.id == begun.choice), "")
        if begun and letter:
            yield from (BLANK, told(f"You have begun an answer for {letter}: {begun.because}", "$pencil"))
        for pin in lesson.pinned:
            yield from (BLANK, told(f"“{pin.because}”", "$pencil italic"), told(f"for {pin.letter}"))

    # --- what she does ----------------------------------------------------------------------------------

    def take_row(self, key: str) -> None:
        lesson, scene = self.lesson, self.lesson.scene
        course = next((each for each in scene.courses if each.id == key), None) if scene else None
        if not lesson.round or scene is None or course is None:
            return
        if course.reason:
            self.say(course.reason)
            return

        def written(answer: OwnAnswer | None) -> None:
            self.show()
            if answer is None:
                self.say("Not handed in. What you wrote is kept.")
            else:
                self.answer(lesson, answer)

        self.app.push_screen(AnswerScreen(lesson, course, self.jotter), written)

    def take_up(self) -> None:
        """Where she was writing when the program ended she writes on."""
        begun = self.jotter.begun(self.lesson)
        if begun is not None:
            self.take_row(begun.choice)

    def answer(self, lesson: LessonSeen, answer: OwnAnswer) -> None:
        """Her answer on its way; it is told when it is kept."""

        async def send() -> None:
            loop = asyncio.get_running_loop()

            def tell(words: str) -> None:
                loop.call_soon_threadsafe(self.say, words)

            if await asyncio.to_thread(hand_in, self.link, lesson, *answer, tell):
                self.jotter.done(lesson, answer)
                self.show()

        self.run_worker(send())

    def action_read_paper(self) -> None:
        papers = self.lesson.scene.papers if self.lesson.scene else ()
        if not papers:
            self.say("No paper lies on the table now.")
            return

        def answered(key: str | None) -> None:
            paper = next((each for each in papers if each.id == key), None)
            if paper is not None:
                self.app.push_screen(MessageScreen(paper.title, paper_lines(paper)[1:]))

        rows = (*((paper.id, f"{paper.title}  {paper.made}") for paper in papers), ("none", "None of them."))
        cast(Any, self.game).ask("Which paper?", (), rows, answered)

    def action_easier_words(self) -> None:
        scene = self.lesson.scene
        if scene is None or not scene.simpler:
            self.say("There is no easier reading here.")
        else:
            self.easier = not self.easier
            self.show()

    def action_back(self) -> None:
        self.game.ask_to_leave()


class TogetherApp(InLesson):
    """A class that decides together; `folder` keeps what she has half written."""

    def __init__(self, link: LessonLink, home: Path, folder: Path) -> None:
        super().__init__(link, home)
        self.jotter = Jotter(folder)
        self.drawn: tuple[object, ...] = ()

    def first_screen(self) -> Screen[Any] | None:
        return PupilScreen(self.link, self.jotter)

    def over_the_first(self) -> None:
        super().over_the_first()
        page = self.screen_stack[0]
        if isinstance(page, PupilScreen):
            page.take_up()

    def settle(self) -> None:
        super().settle()
        self.jotter.settle()

    def heed(self) -> None:
        page = self.screen_stack[0]
        if not isinstance(page, PupilScreen) or not page.stands:
            return
        if self.screen is not page and page.shown != (page.lesson.phase, page.lesson.depth):
            self.say(page.lesson.said)
        writing = next((each for each in self.screen_stack if isinstance(each, AnswerScreen)), None)
        gone_on = writing is not None and writing.at != (page.lesson.depth, page.lesson.round)
        if gone_on:
            self.settle()
            while len(self.screen_stack) > 1:
                self.pop_screen()
        stands = (self.link.latest, self.link.away, self.link.moved)
        if stands != self.drawn:
            self.drawn = stands
            page.show()
        if gone_on:
            page.say("The class has gone on. What you wrote is kept.")


class HeldScreen(MessageScreen):
    """The class is held up: nothing can be done but to wait, or to leave."""

    def __init__(self, why: str) -> None:
        super().__init__("Your class waits.", (why, "What you have written is kept."))

    def onwards(self) -> None:
        self.say("You go on when the class goes on.")

    def action_take(self) -> None:
        self.onwards()

    def action_back(self) -> None:
        self.game.ask_to_leave()


class AloneApp(InLesson):
    """Her own way through the case; every step is handed in as soon as the lesson can be reached."""

    def __init__(self, link: LessonLink, case: Case, home: Path, folder: Path) -> None:
        super().__init__(link, home)
        self.steps, self.session = begun(link, case, folder, self.desk)
        self.told_away = self.told_sent = self.acted = False
        self.written_at = -WRITES_FOR

    def first_screen(self) -> Screen[Any] | None:
        assert self.session is not None
        return SceneScreen(self.session)

    def over_the_first(self) -> None:
        assert self.session is not None
        super().over_the_first()
        if not self.session.play.steps:
            given = self.link.latest.given if self.link.latest else ""
            words = (self.link.who_she_is, *([given] if given else []))
            self.push_screen(MessageScreen("You are in.", words), self.show_note_first)

    def show_note_first(self, _: object) -> None:
        """The content note, before a case is begun."""
        assert self.session is not None
        if self.session.case.content_note:
            note = ContentNote(self.session.case)
            self.push_screen(note, lambda yes: None if yes else self.ask_to_leave())

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste | events.MouseScrollDown | events.MouseDown):
            self.acted = True
            if isinstance(self.focused, Input | TextArea):
                self.written_at = monotonic()
        await super().on_event(event)

    @property
    def doing(self) -> Doing:
        """What she does just now."""
        if monotonic() - self.written_at < WRITES_FOR:
            return "writing"
        return "choosing" if isinstance(self.screen, SceneScreen) and self.screen.asking else "reading"

    def heed(self) -> None:
        if self.acted or self.doing != self.steps.signed[0]:
            self.acted = False
            self.steps.does(self.doing)
        latest, held = self.link.latest, isinstance(self.screen, HeldScreen)
        way = latest.way if latest else None
        if self.link.moved:
            self.say(MOVED)
        elif self.link.away != self.told_away:
            self.told_away = self.link.away
            self.say(FAR_AWAY if self.told_away else "The lesson is there again; your steps follow.")
        if way is None or latest is None or self.session is None:
            return
        sent = way.sent or latest.closed
        if self.told_sent and not sent:
            self.told_sent = False
            self.back_to_scene()
            self.say("You go on where you were.")
        over = sent and not self.told_sent
        if held and (over or not way.held):
            self.pop_screen()
        elif way.held and not held and not over and not latest.closed:
            self.push_screen(HeldScreen(way.held))
        if over:
            self.told_sent = True
            self.open_debrief(self.session)
            self.say("Your teacher sends the class to the debrief." if way.sent else "The lesson is over.")


def attend_on_screen(link: LessonLink, home: Path, folder: Path) -> None:
    """Take part in a class that decides together; what she has half written is kept in the folder."""
    guard_pastes()
    app = TogetherApp(link, home, folder)
    app.long_lived = True
    app.run()


def play_alone_on_screen(link: LessonLink, case: Case, home: Path, folder: Path) -> StepsOut:
    """Go her own way; gives what hands her steps in, so that the last ones can be waited for."""
    guard_pastes()
    app = AloneApp(link, case, home, folder)
    app.long_lived = True
    app.run()
    if app.session is not None:
        with suppress(OSError):
            app.session.settle()
    return app.steps
