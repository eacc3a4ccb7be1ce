"""The teacher's lines: she types what to do next, and reads how the lesson stands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from game.classroom import events as said
from game.classroom import holding
from game.classroom.events import Round
from game.classroom.holding import NotNow
from game.classroom.lesson import PHASES, Lesson
from game.classroom.serving import Serving, whereabouts
from game.classroom.terminal.map_lines import tell_map
from game.classroom.terminal.marking_lines import mark
from game.classroom.views import (
    TO_ALL,
    counts_view,
    courses_view,
    pairs_that_disagree,
    people_view,
    reasons_view,
)
from game.classroom.views_alone import decisions_view
from game.phrases import capitalised, counted, sentence
from game.plain.talk import EndOfInput, Talk

ROUNDS: tuple[Round, ...] = ("revote", "vote")
Doing = Callable[["Lectern", str], object]


class Wish(NamedTuple):
    """What a word does; `modes` are the lessons in which it makes sense."""

    shown: str
    help: str
    do: Doing
    modes: tuple[str, ...] = ("together", "alone")


class Lectern:
    """The teacher at her keyboard: the lesson that is served, and the conversation about it."""

    def __init__(self, serving: Serving, talk: Talk) -> None:
        self.serving, self.talk = serving, talk
        self.notices: tuple[str, ...] = ()
        self.telling = threading.Lock()

    @property
    def lesson(self) -> Lesson:
        return self.serving.lesson

    def tell_news(self) -> None:
        """What she should know beside the lesson itself is told as soon as it is so, also while she types."""
        with self.telling:
            before, self.notices = self.notices, self.serving.classroom.notices
            news = [each for each in self.notices if each not in before]
            if before and not self.notices:
                news.append("That has passed.")
            self.talk.say(*([""] if news else []), *news)

    def do(self, body: said.Body) -> None:
        """Have something done; why it was not is told."""
        why = self.serving.say(body)
        self.talk.say(why) if why else self.talk.say(*where_it_stands(self.lesson))

    def obey(self, line: str) -> None:
        """One line."""
        word, _, rest = line.strip().partition(" ")
        found = WORDS.get(word.casefold())
        if found is None:
            self.talk.say(f"There is no word {word!r} here. Type help for all of them.")
        elif self.lesson.mode not in found.modes:
            self.talk.say(f"The word {word} belongs to a lesson {found.modes[0]}; this one is another.")
        else:
            try:
                found.do(self, rest.strip())
            except NotNow as why:
                self.talk.say(str(why))


FIRST_WORDS = {
    "together": "Type next to go on, help for every word, quit to stop.",
    "alone": "Type people to hear where they stand, help for every word, quit to stop.",
}


def converse(serving: Serving, talk: Talk) -> None:
    """Take lines until the teacher leaves. Raises `EndOfInput` where they end before."""
    lectern = Lectern(serving, talk)
    talk.say(*where_it_stands(lectern.lesson), FIRST_WORDS[lectern.lesson.mode])
    serving.watch(lectern.tell_news)
    while True:
        lectern.tell_news()
        try:
            line = talk.ask("The lesson")
        except KeyboardInterrupt:
            talk.say("")
            line = "quit"
        if line.casefold() in ("quit", "q", "exit"):
            if lectern.lesson.closed or sure(talk, "Stop? Pupils see that the lesson is away", "yes"):
                return
        elif line:
            lectern.obey(line)
        else:
            talk.say(*where_it_stands(lectern.lesson))


def sure(talk: Talk, question: str, word: str) -> bool:
    """Ask whether something is meant."""
    try:
        return talk.ask(f"{question}. Type {word}, or an empty line to go on").casefold() == word
    except (EndOfInput, KeyboardInterrupt):
        return True


def where_it_stands(lesson: Lesson) -> Iterator[str]:
    """How the lesson stands, in a few sentences."""
    here = counted(len(lesson.present), "participant").capitalize()
    if lesson.closed:
        yield f"The lesson is over. {here} took part."
    elif lesson.mode == "alone":
        ended = sum(path.ended for path in lesson.paths.values())
        held = " Everybody is paused." if "" in lesson.paused else ""
        yield f"Each goes her own way. {here}, {ended} at the debrief.{held}"
    else:
        title = "" if lesson.phase in ("lobby", "debrief") else sentence(lesson.play.scene.title) + " "
        yield f"{title}Phase: {lesson.phase} ({TO_ALL[lesson.phase]}). {here}."
        if lesson.round:
            yield f"{len(lesson.answers(lesson.round))} of {len(lesson.present)} answered."
        if lesson.counts_shown:
            yield "The class sees the counts."
    if lesson.barred and not lesson.closed:
        yield "Nobody else can join."


# --- what is told -------------------------------------------------------------------------------------


def tell_counts(lectern: Lectern, _: str) -> None:
    """How many took each course, for her alone until she shows it."""
    lesson = lectern.lesson
    if lesson.mode == "alone":
        for decision in decisions_view(lesson):
            courses = (f"- {each['count']} {each['label']}" for each in decision["courses"])
            lectern.talk.say(decision["title"], *courses)
        return
    counts = counts_view(lesson)
    for row in counts["rows"]:
        second = f", {row['after']} at the second vote" if counts["both"] else ""
        lectern.talk.say(f"{row['letter']}. {row['label']}: {row['before']} at the first vote{second}.")
    if counts["answered_both"]:
        lectern.talk.say(f"{counts['moved']} of {counts['answered_both']} moved after the discussion.")


def tell_reasons(lectern: Lectern, _: str) -> None:
    """Every reason with its number, by which it is pinned."""
    if lectern.lesson.mode == "alone":
        tell_reasons_alone(lectern)
        return
    rows = [row for round_ in ROUNDS for row in reasons_view(lectern.lesson, round_)]
    lectern.talk.say(*map(reason_line, rows), *(() if rows else ("Nobody has given a reason here.",)))


def tell_reasons_alone(lectern: Lectern) -> None:
    """Every reason decision by decision, with its number, by which it is marked."""
    decisions = decisions_view(lectern.lesson)
    for decision in decisions:
        rows = [
            f"{reason['number']}. {course['letter']}: {reason['because']} ({reason['name']})"
            for course in decision["courses"]
            for reason in course["reasons"]
        ]
        lectern.talk.say(decision["title"], *(rows or ("Nobody has given a reason here.",)))
    if not decisions:
        lectern.talk.say("Nobody has given a reason here.")


def reason_line(row: dict[str, Any]) -> str:
    """A reason with its number."""
    about = [row["name"], *(["second vote"] if row["round"] == "revote" else [])]
    about += ["pinned"] if row["pinned"] else []
    return f"{row['number']}. {row['letter']}: {row['because']} ({', '.join(about)})"


def tell_people(lectern: Lectern, _: str) -> None:
    """Who takes part, and where they stand."""
    lesson = lectern.lesson
    if lesson.mode == "alone":
        lines = [standing_line(each) for each in whereabouts(lectern.serving)]
    else:
        lines = [person_line(row) for row in people_view(lesson)]
    lectern.talk.say(*lines, *(() if lines else ("Nobody has come in yet.",)))


def person_line(row: dict[str, Any]) -> str:
    """Somebody in a class that decides together."""
    seat = f", seat {row['seat']}" if row["seat"] else ""
    return f"{row['name']}{seat}: {row['state']}"


def standing_line(row: dict[str, Any]) -> str:
    """Where somebody stands on her own way."""
    held = " Held." if row["held"] else ""
    return (
        f"{row['name']}: {sentence(row['scene'])} {capitalised(counted(row['decisions'], 'decision'))}, "
        f"there for {row['minutes']} minutes, {row['state']}.{held}"
    )


def tell_questions(lectern: Lectern, _: str) -> None:
    """What to ask, and who could talk to whom."""
    record = lectern.lesson.play.scene.record
    lectern.talk.say(*(question.ask for question in record.discuss) if record else ())
    pairs = [f"- {one} and {other}" for one, other in pairs_that_disagree(lectern.lesson)]
    lectern.talk.say(*pairs, *(() if pairs else ("No pair disagrees yet.",)))


def tell_courses(lectern: Lectern, _: str) -> None:
    """The question of this decision and its courses."""
    scene = lectern.lesson.play.scene
    lectern.talk.say(*filter(None, (scene.title, scene.ask)), *map(course_line, courses_view(lectern.lesson)))


def course_line(row: dict[str, Any]) -> str:
    """A course with its letter."""
    closed = f" (closed: {row['reason']})" if row["reason"] else ""
    return f"{row['letter']}. {row['label']}{closed}"


def tell_help(lectern: Lectern, _: str) -> None:
    """Every word of this kind of lesson."""
    mode = lectern.lesson.mode
    lectern.talk.say(
        *(f"{each.shown}: {each.help}" for each in dict.fromkeys(WORDS.values()) if mode in each.modes),
        "quit: stop; the lesson can be taken up again. An empty line says how it stands.",
    )


# --- what is done -------------------------------------------------------------------------------------


def go_to_phase(lectern: Lectern, rest: str) -> None:
    phase = next((each for each in PHASES if each == rest.casefold()), None)
    if phase is None:
        raise NotNow(f"There is no phase {rest!r}. They are {', '.join(PHASES)}.")
    lectern.do(said.Turned(phase))


def pin(lectern: Lectern, rest: str) -> None:
    if not (rest.isascii() and rest.isdigit() and len(rest) < 10):
        raise NotNow("Say the number of a reason: pin 12. The word reasons lists them.")
    lectern.do(holding.pin(lectern.lesson, int(rest)))


def by_hand(lectern: Lectern, rest: str) -> None:
    letter, _, number = rest.partition(" ")
    if not (number.isascii() and number.isdigit() and len(number) < 5):
        raise NotNow("Say a course and how many hands: hands A 7.")
    lesson = lectern.lesson
    choice = holding.course(lesson, letter)
    lectern.do(said.Counted(lesson.play.depth, lesson.round or lesson.last_round, choice, int(number)))


def spoken(lectern: Lectern, rest: str) -> None:
    letter, _, words = rest.partition(" ")
    if not words:
        raise NotNow("Say a course and the reason that was given: said A Because the note says so.")
    lesson = lectern.lesson
    choice = holding.course(lesson, letter)
    lectern.do(said.Spoken(lesson.play.depth, lesson.round or lesson.last_round, choice, words))


def pause(lectern: Lectern, rest: str, paused: bool = True) -> None:
    who = holding.person(lectern.lesson, rest) if rest else ""
    lectern.do(said.Paused(who, paused))


def close(lectern: Lectern, _: str) -> None:
    if sure(lectern.talk, "End the lesson for everybody", "yes"):
        lectern.do(said.Closed())


def pause_again(lectern: Lectern, rest: str) -> None:
    pause(lectern, rest, False)


def follow(lectern: Lectern, rest: str) -> None:
    lectern.do(holding.follow(lectern.lesson, rest))


def cover(lectern: Lectern, _: str) -> None:
    lectern.do(said.Covered(not lectern.lesson.covered))


def bar(lectern: Lectern, _: str) -> None:
    lectern.do(said.Barred(not lectern.lesson.barred))


def take_out(lectern: Lectern, rest: str) -> None:
    lectern.do(said.Removed(holding.person(lectern.lesson, rest)))


def let_in(lectern: Lectern, rest: str) -> None:
    lectern.do(said.Removed(holding.person(lectern.lesson, rest), False))


def lock(lectern: Lectern, rest: str) -> None:
    lectern.do(said.Locked(holding.scene(lectern.lesson, rest)))


def unlock(lectern: Lectern, rest: str) -> None:
    lectern.do(holding.unlock(lectern.lesson, rest))


def send(lectern: Lectern, rest: str) -> None:
    lectern.do(said.Sent(holding.person(lectern.lesson, rest) if rest else ""))


TOGETHER, ALONE = ("together",), ("alone",)
ALL_WORDS = {
    "next": Wish(
        "next",
        "go on to the next phase; from the record, to the next decision.",
        lambda lectern, _: lectern.do(holding.next_of(lectern.lesson)),
        TOGETHER,
    ),
    "back": Wish(
        "back", "one phase back.", lambda lectern, _: lectern.do(holding.back_of(lectern.lesson)), TOGETHER
    ),
    "phase": Wish("phase vote", f"go to a phase: {', '.join(PHASES)}.", go_to_phase, TOGETHER),
    "courses": Wish("courses", "the question and its courses.", tell_courses, TOGETHER),
    "counts": Wish("counts", "how many took each course; told to you alone.", tell_counts),
    "show": Wish(
        "show",
        "show the counts to the class before the reveal, or hide them again.",
        lambda lectern, _: lectern.do(holding.show(lectern.lesson)),
        TOGETHER,
    ),
    "reasons": Wish("reasons", "every reason, with its number.", tell_reasons),
    "mark": Wish("mark [SKILL]", "rate reasons from 0 to 3, one after the other.", mark),
    "map": Wish("map", "the class as one map, with what nobody tried.", tell_map),
    "pin": Wish("pin 12", "show a reason to the class without a name, or take it down.", pin, TOGETHER),
    "cover": Wish("cover", "show nothing that pupils wrote, or do again.", cover, TOGETHER),
    "follow": Wish("follow A", "go on with a course to the next decision.", follow, TOGETHER),
    "hands": Wish("hands A 7", "votes raised by hand.", by_hand, TOGETHER),
    "said": Wish("said A Because …", "a reason that somebody gave aloud.", spoken, TOGETHER),
    "questions": Wish("questions", "what to ask, and pairs that disagree.", tell_questions, TOGETHER),
    "people": Wish("people", "who takes part, and where they stand.", tell_people),
    "bar": Wish("bar", "nobody else can join, or they can again.", bar),
    "out": Wish("out NAME", "take somebody out.", take_out),
    "in": Wish("in NAME", "let somebody in again.", let_in),
    "pause": Wish("pause [NAME]", "nobody goes on, or one does not.", pause, ALONE),
    "go": Wish("go [NAME]", "everybody goes on again, or one does.", pause_again, ALONE),
    "lock": Wish("lock [SCENE]", "nobody goes past a scene; without one, where most stand.", lock, ALONE),
    "unlock": Wish("unlock [SCENE]", "let everybody past it again.", unlock, ALONE),
    "send": Wish("send [NAME]", "send all, or one, to the debrief.", send, ALONE),
    "close": Wish("close", "end the lesson.", close),
    "help": Wish("help", "every word.", tell_help),
}
ALSO = {"?": "help", "n": "next", "unpin": "pin", "hide": "show", "unpause": "go"}
WORDS = {**ALL_WORDS, **{word: ALL_WORDS[meant] for word, meant in ALSO.items()}}
