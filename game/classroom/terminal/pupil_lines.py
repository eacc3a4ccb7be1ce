"""A pupil takes part line by line: she hears where the class stands, and answers when it votes."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from secrets import token_hex
from typing import NoReturn

from game.classroom.half_written import Jotter
from game.classroom.link import AGAIN, Away, LessonLink, NotDone
from game.classroom.seen import CourseSeen, LessonSeen, PaperSeen, RecordSeen, SceneSeen
from game.phrases import sentence
from game.plain.talk import QUIT, EndOfInput, Left, Talk, number_of
from game.play.sanitise import own_words

PHASES = {
    "discuss": "Talk with somebody who decided otherwise.",
    "locked": "The vote is closed.",
    "debrief": "Leave the role. Take a breath.",
}

QUESTION = "Your course, a letter; read 1 reads a paper"
Say = Callable[[str], object]
Look = Callable[[], object]


class GoneOn(Exception):
    """The class has gone on while she was asked something."""


class Feed:
    """Her lines, one by one; while the next is waited for, `look` may say that something else is due."""

    def __init__(self, lines: Iterable[str], changed: threading.Condition, look: Look) -> None:
        self.typed: deque[str] = deque()
        self.changed, self.look = changed, look
        self.ended = False
        threading.Thread(target=self._read, args=(lines,), name="lines", daemon=True).start()

    def _read(self, lines: Iterable[str]) -> None:
        for line in lines:
            with self.changed:
                self.typed.append(line)
                self.changed.notify_all()
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while True:
            self.look()
            with self.changed:
                if self.typed:
                    return self.typed.popleft()
                if self.ended:
                    raise StopIteration
                self.changed.wait(0.5)


class Seat:
    """A pupil in a lesson that decides together: her connection, and the conversation with her.

    Where her lines come from a file or a pipe (`talk.echo`) they are read only when something is asked, and
    she stays to the end of the lesson when they are over.
    """

    def __init__(self, link: LessonLink, talk: Talk, jotter: Jotter | None = None) -> None:
        self.link, self.talk = link, talk
        self.jotter = jotter or Jotter()
        self.typing = not talk.echo
        self.away = False
        self.point: tuple[object, ...] | None = None
        talk.lines = self.feed = Feed(talk.lines, link.changed, self.look)

    @property
    def lesson(self) -> LessonSeen:
        assert self.link.latest is not None
        return self.link.latest

    def look(self) -> None:
        """Whether she goes on waiting for a line. Raises `GoneOn` and `Left`."""
        if self.link.moved:
            self.talk.say("", "You have gone on on another device.")
            raise Left
        if self.link.away != self.away:
            self.away = self.link.away
            self.talk.say("", "The lesson cannot be reached just now." if self.away else "It is there again.")
        if point(self.lesson) != self.point:
            raise GoneOn

    def attend(self) -> None:
        """Take part until the lesson is over or she leaves. Raises `EndOfInput`."""
        heard: LessonSeen | None = None
        while True:
            lesson = self.lesson
            self.point = point(lesson)
            if heard is None or (heard.phase, heard.depth) != (lesson.phase, lesson.depth):
                self.tell(lesson)
            self.tell_news(lesson, heard)
            heard = lesson
            if lesson.closed:
                self.talk.say("The lesson is over. Thank you.")
                return
            try:
                while True:
                    self.take_part(self.lesson)
            except GoneOn:
                self.talk.say("")
            except Left:
                return

    def take_part(self, lesson: LessonSeen) -> None:
        """What is hers to do now; where nothing is, or her lines have ended, she waits."""
        asked = lesson.phase == "brief" or lesson.round
        if not asked and not self.typing:
            self.wait()
        try:
            if lesson.phase == "brief":
                self.read_papers(lesson)
            elif lesson.round:
                self.vote(lesson)
            else:
                self.ask("quit leaves; you can come back")
        except EndOfInput:
            if self.typing:
                raise
            self.wait()

    def wait(self) -> NoReturn:
        """Until the class goes on."""
        while True:
            self.look()
            with self.link.changed:
                self.link.changed.wait(0.5)

    # --- what is told -----------------------------------------------------------------------------------

    def tell(self, lesson: LessonSeen) -> None:
        """Where the class has come to."""
        say, scene = self.talk.say, lesson.scene
        if lesson.phase == "lobby":
            say(f"{sentence(lesson.title)} {lesson.question}", *lesson.note, lesson.said)
        elif lesson.over:
            say(PHASES["debrief"], lesson.question)
        elif scene is not None and lesson.phase == "brief":
            self.tell_scene(scene)
        elif scene is not None and lesson.round:
            say(lesson.said, *([scene.ask] if scene.ask else []), *map(course_line, scene.courses))
        elif lesson.phase in PHASES:
            say(PHASES[lesson.phase])

    def tell_scene(self, scene: SceneSeen) -> None:
        """What there is to read."""
        say = self.talk.say
        say(f"{scene.time} {self.lesson.given}".strip())
        for passed in scene.followed:
            say(*filter(None, (passed.title, passed.where)), *passed.text)
        say(*filter(None, (scene.title, scene.where, scene.perspective)))
        say(*scene.text)
        if scene.simpler:
            say("To hear an easier reading, type easier.")
        say(*(f"Paper {place}: {paper.title}. {paper.made}" for place, paper in enumerate(scene.papers, 1)))

    def tell_news(self, lesson: LessonSeen, before: LessonSeen | None) -> None:
        """What the class may know: how it decided, which reasons are pinned, what happened."""
        say, counts = self.talk.say, lesson.counts
        if counts is not None and (before is None or counts != before.counts):
            say(
                "What the class decided:",
                *(
                    f"{row.letter}. {row.label}: {row.before} at first"
                    f"{f', {row.after} after talking' if counts.both else ''}."
                    for row in counts.rows
                ),
            )
            if counts.answered_both:
                say(f"{counts.moved} of {counts.answered_both} moved after the discussion.")
        if lesson.pinned and (before is None or lesson.pinned != before.pinned):
            say("Reasons from the class:", *(f"{each.letter}: {each.because}" for each in lesson.pinned))
        if lesson.record is not None and (before is None or lesson.record != before.record):
            say(*record_lines(lesson.record))

    # --- what she does ----------------------------------------------------------------------------------

    def ask(self, question: str) -> str:
        """One line. Raises `Left` where she leaves."""
        line = self.talk.ask(question)
        if line.casefold() in QUIT:
            raise Left
        return line

    def read_papers(self, lesson: LessonSeen) -> None:
        """She reads; the class goes on by itself."""
        papers = lesson.scene.papers if lesson.scene else ()
        line = self.ask("A paper’s number to read it, or easier" if papers else "easier, or quit")
        if line:
            self.look_up(lesson, line)

    def look_up(self, lesson: LessonSeen, line: str) -> None:
        """A paper, the easier reading, or what can be typed."""
        scene = lesson.scene
        if scene is None:
            return
        words = line.casefold().removeprefix("read").strip()
        number = number_of(words)
        if words == "easier":
            for passed in scene.followed:
                self.talk.say(*passed.simpler)
            self.talk.say(*(scene.simpler or ("There is no easier reading of this.",)))
        elif words in ("look", "again"):
            self.tell_scene(scene)
        elif number is None or not 0 < number <= len(scene.papers):
            self.talk.say("Type a paper’s number, easier, look to hear it all again, or quit.")
        else:
            paper = scene.papers[number - 1]
            self.talk.say(*paper_lines(paper))

    def vote(self, lesson: LessonSeen) -> None:
        """She answers, and may answer again as long as the vote is open."""
        scene, mine = lesson.scene, lesson.mine
        if scene is None:
            self.wait()
        begun = self.jotter.begun(lesson)
        if begun is not None:
            mine = begun
        held = next((each for each in scene.courses if mine and each.id == mine.choice), None)
        question = QUESTION
        if held is not None:
            question = (
                f"Your answer is {held.letter}. Another letter changes it"
                if lesson.counted
                else f"At first you answered {held.letter}. A letter answers now, that one or another"
            )
        if begun is not None and held is not None:
            question = f"You have begun an answer for {held.letter}. A letter takes it up"
        line = self.ask(question)
        course = course_called(scene, line)
        if course is None:
            self.look_up(lesson, line or "?")
        elif course.reason:
            self.talk.say(f"That course is closed. {course.reason}")
        else:
            self.answer(lesson, course)

    def answer(self, lesson: LessonSeen, course: CourseSeen) -> None:
        """Why, and the answer on its way."""
        scene = lesson.scene
        prompt = scene.because if scene and scene.because else "Why this one?"
        self.talk.say(
            course.label, f"{prompt} An empty line gives no reason; cite 1 leans on the first paper, or not."
        )
        begun = self.jotter.answer(lesson)._replace(choice=course.id)
        if begun.because:
            self.talk.say(f"Before, you wrote: {begun.because}", "Type same to give that reason.")
        papers = {paper.id: paper.title for paper in scene.papers} if scene else {}
        while True:
            self.jotter.write(lesson, begun)
            self.jotter.settle()
            if begun.cites:
                self.talk.say(f"You lean on: {'; '.join(papers[each] for each in begun.cites)}.")
            because = own_words(self.ask("Because"))
            word, _, rest = because.partition(" ")
            number = number_of(rest)
            if word.casefold() != "cite" or number is None:
                break
            if not 0 < number <= len(papers):
                self.talk.say(f"There is no paper {number} on the table.")
                continue
            paper = [*papers][number - 1]
            without = tuple(each for each in begun.cites if each != paper)
            begun = begun._replace(cites=without if paper in begun.cites else (*without, paper))
        if because.casefold() != "same":
            begun = begun._replace(because=because)
        self.jotter.write(lesson, begun)
        self.jotter.settle()
        if hand_in(self.link, lesson, *begun, self.talk.say):
            self.jotter.done(lesson, begun)
        self.link.wait(lambda now: now.counted or point(now) != point(lesson), 5.0)


def hand_in(
    link: LessonLink, lesson: LessonSeen, choice: str, because: str, cites: Iterable[str], say: Say
) -> bool:
    """Hand an answer in until it is acknowledged; it is told whether it counts."""
    mark, told = token_hex(12), False
    while not link.ended.is_set():
        try:
            link.say(
                "voted",
                mark,
                depth=lesson.depth,
                round=lesson.round,
                choice=choice,
                because=because,
                cites=list(dict.fromkeys(cites)),
            )
            link.look()
        except Away as why:
            if not told:
                say(f"{why} Your answer is kept here and follows.")
            told = True
            link.ended.wait(AGAIN)
        except NotDone as refused:
            say(f"Your answer does not count: {refused}")
            return False
        else:
            say("Your answer is kept.")
            return True
    return False


def point(lesson: LessonSeen) -> tuple[object, ...]:
    """What makes it worth while to tell her anew where the class stands."""
    return (lesson.phase, lesson.depth, lesson.closed, lesson.counts, lesson.pinned)


def course_line(course: CourseSeen) -> str:
    """A course with its letter and, where it is closed, the reason."""
    closed = f" Closed: {course.reason}" if course.reason else ""
    return f"{course.letter}. {course.label}{closed}"


def course_called(scene: SceneSeen, line: str) -> CourseSeen | None:
    """The course that a letter or a number calls."""
    number = number_of(line)
    wanted = line.strip().upper()
    return next(
        (each for place, each in enumerate(scene.courses, 1) if each.letter == wanted or place == number),
        None,
    )


def paper_lines(paper: PaperSeen) -> list[str]:
    """A paper: where it comes from before what it says."""
    words = [paper.title, paper.made, "Where it comes from:", *paper.provenance]
    if paper.extract:
        words += ["In its own words:", *paper.extract]
    return [each for each in (*words, "What it says:", *paper.text, "End of the paper.") if each]


def record_lines(record: RecordSeen) -> list[str]:
    """What happened, and who disputes it."""
    return [
        "What happened:",
        *([record.in_short] if record.in_short else []),
        *record.happened,
        *(["Why:", *record.why] if record.why else []),
        f"How sure we are: {record.certainty}.",
        *(
            line
            for view in record.views
            for line in (
                f"{view.who}:",
                *view.argues,
                *([f"Against it: {view.against}"] if view.against else []),
            )
        ),
        *record.discuss,
    ]
