"""A pupil goes her own way line by line, as in any other playthrough; her steps are handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from game.case.model import Case
from game.classroom.link import LessonLink
from game.classroom.presence import Doing
from game.classroom.seen import OwnWay
from game.classroom.steps_out import StepsOut, begun
from game.classroom.terminal.pupil_lines import Feed
from game.plain.debriefing import at_debrief, begin_debrief, debrief_prompt
from game.plain.library import greet
from game.plain.playing import playing
from game.plain.session import PlainDesk, Sitting
from game.plain.talk import QUIT, EndOfInput, Left, Talk

NOT_YET = "Some of what you did is not handed in yet. It is kept here and follows when you come back."
HELD_BACK = "You read on alone until the lesson can be reached; what you decide is kept and follows."


class SentToDebrief(Exception):
    """The teacher sends her to the debrief."""


class LessonTalk(Talk):
    """A conversation that waits while the teacher holds the class up, and tells what happens to her steps."""

    link: LessonLink
    follower: StepsOut | None = None
    session: Sitting | None = None
    at_debrief = False

    def __init__(
        self, lines: Iterable[str], write: Callable[[str], None], link: LessonLink, like: Talk
    ) -> None:
        super().__init__(lines, write, like.width, like.echo)
        self.link = link
        self.lines = Feed(lines, link.changed, self.look)
        self.away = False
        self.refused = ""
        self.prompt = ""
        self.writing = False

    def ask(self, prompt: str, *, reason_for: str = "") -> str:
        self.news()
        self.heed()
        if self.follower is not None:
            self.follower.does("writing" if reason_for else self.doing)
        self.prompt, self.writing = prompt, bool(reason_for)
        line = super().ask(prompt)
        try:
            self.heed()
        except (SentToDebrief, Left):
            if reason_for and line and self.session is not None:
                self.session.write_draft(reason_for, line)
                self.session.settle()
            raise
        return line

    @property
    def doing(self) -> Doing:
        """What she does while something is asked: at a decision she chooses, elsewhere she reads."""
        session = self.session
        decides = session is not None and not session.fold and bool(session.play.moment.choices)
        return "choosing" if decides else "reading"

    def news(self) -> None:
        """What is told of her steps, once."""
        if self.link.away != self.away:
            self.away = self.link.away
            self.say(HELD_BACK if self.away else "The lesson is there again; your steps follow.")
        refused = self.follower.refused if self.follower else ""
        if refused != self.refused:
            self.refused = refused
            if refused:
                self.say(f"What you did last waits: {refused}")

    def look(self) -> None:
        """What has happened while her line is waited for is told at once, and the question asked again.

        Nothing takes her away from a sentence before she has ended it. Raises `SentToDebrief` and `Left`.
        """
        going = self.due and not self.writing
        if self.held or going or self.link.away != self.away:
            self.say("")
            self.news()
            self.wait_while_held()
            if going:
                self.heed()
            self.write(f"{self._fitted(self.prompt)}: ")

    @property
    def way(self) -> OwnWay | None:
        return self.link.latest.way if self.link.latest else None

    @property
    def held(self) -> str:
        """Why she cannot go on just now, "" if she can."""
        if self.at_debrief or self.over or self.way is None:
            return ""
        return self.way.held

    @property
    def over(self) -> bool:
        """Whether the teacher has ended the lesson."""
        return self.link.latest is not None and self.link.latest.closed

    @property
    def due(self) -> bool:
        """Whether she is to leave, or to come to the debrief."""
        sent = self.way is not None and self.way.sent
        return self.link.moved or (not self.at_debrief and (self.over or sent))

    def wait_while_held(self) -> None:
        """Wait while the class is held up."""
        if held := self.held:
            self.say(f"{held} You go on when the class goes on.")
            self.link.wait(lambda now: now.closed or now.way is None or not now.way.held or now.way.sent)
            self.say("The class goes on.")

    def heed(self) -> None:
        """Wait while the class is held up. Raises `SentToDebrief` and `Left`."""
        self.wait_while_held()
        if not self.due:
            return
        if self.link.moved:
            self.say("You have gone on on another device.")
            raise Left
        self.say(
            "The lesson is over. What you played stays with you."
            if self.over
            else "Your teacher sends the class to the debrief."
        )
        raise SentToDebrief


def play_alone(link: LessonLink, case: Case, home: Path, folder: Path, talk: Talk) -> int:
    """Play until she leaves; everything is kept here, and handed in as far as the lesson can be reached."""
    lesson_talk = LessonTalk(talk.lines, talk.write, link, talk)
    room = PlainDesk(lesson_talk, home)
    room.greeted = True
    greet(room)
    follower, session = begun(link, case, folder, room, Sitting)
    assert isinstance(session, Sitting)
    if link.latest is not None and link.latest.given:
        lesson_talk.say(link.latest.given)
    lesson_talk.follower, lesson_talk.session = follower, session
    link.listen()
    try:
        playing(session)
    except SentToDebrief:
        lesson_talk.at_debrief = True
        read_debrief(session)
    except (EndOfInput, Left):
        pass
    if follower.settled():
        lesson_talk.say("All that you did is handed in.")
    else:
        lesson_talk.say(NOT_YET)
    return 0


def read_debrief(session: Sitting) -> None:
    """The debrief of her path as far as it goes, until she leaves."""
    begin_debrief(session)
    try:
        while (line := session.talk.ask(debrief_prompt(session))).casefold() not in QUIT:
            at_debrief(session, line)
    except (EndOfInput, Left):
        pass
