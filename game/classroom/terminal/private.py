"""The teacher's own page in the terminal: who has answered, how many took what, every reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar

from textual.content import Content

from game.classroom import events as said
from game.classroom import holding
from game.classroom.serving import whereabouts
from game.classroom.terminal.board_text import lettered
from game.classroom.terminal.map_screen import MapScreen
from game.classroom.terminal.marking import MarkingScreen
from game.classroom.terminal.teacher_page import TeacherPage
from game.classroom.views import teacher_view
from game.classroom.views_alone import decisions_view
from game.tui.commands import Command, Place
from game.tui.typeset import joined
from game.tui.widgets.ledger import BLANK, PageRow, told

REASON, PERSON = "reason ", "person "


class PrivateScreen(TeacherPage):
    """Nobody else should see this page. Enter at a reason pins it; at a name it takes somebody out."""

    narrow = False
    OWN: ClassVar[tuple[Command, ...]] = (
        Command("next_phase", ("n",), "next", "On to the next phase, or the next decision."),
        *(each for each in TeacherPage.OWN if each.id != "next_phase"),
        Command("go_on_with", ("f",), "follow", "Say with which course the class goes on.", "Go"),
        Command("show_counts", ("c",), "counts", "Show the counts to the class, or hide them.", "Go"),
        Command("by_hand", ("w",), "by hand", "Votes raised by hand, and reasons said aloud.", "Go"),
        Command("marking", ("k",), "marking", "Mark reasons with single keys.", "Go"),
        Command("map", ("m",), "the map", "The class as one map, with what nobody tried.", "Go", "map"),
    )
    PLACES: ClassVar[tuple[Place, ...]] = (
        Place(
            "private",
            "Your page",
            ("next_phase", "take", "go_on_with", "show_counts", "private_page", "pause", "help", "leave"),
            "For you alone: who has answered, how many took which course, every reason with its name.",
            {"take": "pin|pin", "private_page": "the board|board"},
        ),
        Place(
            "grid",
            "Your page",
            (
                "pause",
                "lock",
                "send",
                "take",
                "marking",
                "map",
                "help",
                "leave",
            ),
            "For you alone: where everybody stands, and what they chose and why, decision by decision. Enter "
            "at a name is for one pupil, at a reason to mark it.",
            {"take": "one", "private_page": "the board|board"},
        ),
    )

    @property
    def place(self) -> str:
        return "grid" if self.lesson.mode == "alone" else "private"

    def show(self) -> None:
        lesson = self.lesson
        right = f"{len(lesson.present)} in the room"
        if lesson.round:
            right = f"{len(lesson.answers(lesson.round))} of {len(lesson.present)} answered"
        self.show_places(right)
        self.fill()

    # --- what stands here -------------------------------------------------------------------------------

    def entries(self) -> Iterable[PageRow]:
        if self.lesson.mode == "alone":
            yield from self.alone_entries()
            yield from self.links()
            return
        view = teacher_view(self.lesson)
        yield told(f"{self.desk_of.link}   code {self.desk_of.code}")
        yield phases(view["phases"])
        yield from map(told, self.desk_of.serving.classroom.notices)
        yield BLANK
        if view["scene"] is not None:
            yield from self.counts_entries(view)
        yield from self.people_entries(view["people"])
        for question in view["questions"]:
            yield told(f"Ask: {question}", "$quiet")
        for one, other in view["pairs"]:
            yield told(f"They disagree: {one} and {other}")
        yield from self.links()

    def links(self) -> Iterator[PageRow]:
        """The secret links for a browser."""
        for about, link in zip(("Your page in a browser", "The board"), self.desk_of.links, strict=False):
            yield from (BLANK, told(f"{about}, a link to keep to yourself:"), told(link, ""))

    def counts_entries(self, view: dict[str, Any]) -> Iterator[PageRow]:
        """Courses with both votes, and every reason in a row."""
        counts = view["counts"]
        for row in counts["rows"]:
            after = f" {self.glyphs.sides[-1]} {row['after']}" if counts["both"] else ""
            line = joined((f"{row['before']}{after}  ", "bold"), row["label"])
            yield lettered(row["letter"], line)
        if counts["answered_both"]:
            yield told(f"{counts['moved']} of {counts['answered_both']} moved after the discussion.")
        if view["tie"]:
            yield told("The votes tie: f says with which course the class goes on.", "$pencil")
        yield BLANK
        for row in view["reasons"]:
            about = f"{row['name']}{', second vote' if row['round'] == 'revote' else ''}"
            yield reason_entry(
                f"{REASON}{row['number']}", row["letter"], row["because"], about, row["pinned"]
            )
        if view["reasons"]:
            yield BLANK

    def people_entries(self, people: Sequence[dict[str, Any]]) -> Iterator[PageRow]:
        for row in people:
            seat = f", seat {row['seat']}" if row["seat"] else ""
            line = joined(f"{row['name']}{seat}  ", (row["state"], "$quiet"))
            yield person_row(row["id"], line)
        if people:
            yield BLANK

    def alone_entries(self) -> Iterator[PageRow]:
        """The live grid, then each decision with its counts and reasons."""
        lesson = self.lesson
        yield told(f"{self.desk_of.link}   code {self.desk_of.code}")
        yield from map(told, self.desk_of.serving.classroom.notices)
        if "" in lesson.paused:
            yield told("Everybody is paused.", "$pencil")
        for locked in sorted(lesson.locked):
            yield told(f"Nobody goes past “{lesson.case.scenes[locked].title}”.", "$pencil")
        yield BLANK
        for row in whereabouts(self.desk_of.serving, "scene"):
            held = ", held" if row["held"] else ""
            line = joined(
                f"{row['name']:<16} ",
                (f"{row['scene']}  ", ""),
                (f"{row['minutes']} min, {row['state']}{held}", "$quiet"),
            )
            yield person_row(row["id"], line)
        for decision in decisions_view(lesson):
            yield BLANK
            yield told(decision["title"], "bold")
            for course in decision["courses"]:
                line = joined((f"{course['count']}  ", "bold"), course["label"])
                yield lettered(course["letter"], line)
                for reason in course["reasons"]:
                    marks = ", ".join(f"{skill} {mark}" for skill, mark in reason["marks"].items())
                    about = ", ".join(filter(None, (reason["name"], marks)))
                    key = f"{REASON}{reason['number']}"
                    yield reason_entry(key, course["letter"], reason["because"], about, False)

    # --- what is done -----------------------------------------------------------------------------------

    def take_row(self, key: str) -> None:
        if key.startswith(REASON):
            number = int(key.removeprefix(REASON))
            if self.lesson.mode == "alone":
                self.app.push_screen(MarkingScreen(number))
                return
            self.run_worker(self.does(lambda lesson: holding.pin(lesson, number)))
        elif key.startswith(PERSON):
            self.ask_about(key.removeprefix(PERSON))

    def ask_about(self, who: str) -> None:
        """Take somebody out, let her in again, or in a lesson alone hold her up."""
        person = self.lesson.participants[who]
        answers = [("in", "Let her in again.")] if person.out else [("out", "Take her out of the lesson.")]
        if self.lesson.mode == "alone" and not person.out:
            paused = who in self.lesson.paused
            answers += [
                ("pause", "Let her go on." if paused else "Pause her."),
                ("send", "Send her to the debrief."),
            ]

        def answered(key: str | None) -> None:
            made: dict[str, said.Body] = {
                "in": said.Removed(who, False),
                "out": said.Removed(who),
                "pause": said.Paused(who, who not in self.lesson.paused),
                "send": said.Sent(who),
            }
            if key in made:
                self.run_worker(self.does(lambda lesson: made[key]))

        self.desk_of.ask(person.name, (), (*answers, ("stay", "Leave it.")), answered)

    def ask_for_course(self, question: str, then: Callable[[str], object]) -> None:
        """Let the teacher pick an open course; its letter is handed on."""
        rows = [each for each in teacher_view(self.lesson)["courses"] if each["door"] == "open"]
        due = self.lesson.to_follow
        rows.sort(key=lambda each: each["id"] != due)
        answers = [(each["letter"], f"{each['letter']}  {each['label']}") for each in rows]

        def answered(key: str | None) -> None:
            if key and key != "none":
                then(key)

        self.desk_of.ask(question, (), (*answers, ("none", "Not now.")), answered)

    def action_go_on_with(self) -> None:
        def follow(letter: str) -> None:
            self.run_worker(self.does(lambda lesson: holding.follow(lesson, letter)))

        if self.lesson.phase in ("lobby", "debrief"):
            self.say("There is no decision here to follow.")
        else:
            self.ask_for_course("With which course does the class go on?", follow)

    async def action_show_counts(self) -> None:
        if await self.does(holding.show):
            self.say("The class sees the counts." if self.lesson.counts_shown else "The counts are hidden.")

    def action_by_hand(self) -> None:
        def with_course(letter: str) -> None:
            def written(words: str | None) -> None:
                if words and words.strip():
                    self.run_worker(self.does(lambda lesson: by_hand(lesson, letter, words.strip())))

            self.desk_of.ask_for_line(
                written,
                "Hands, or a reason",
                "A number is so many hands; anything else is a reason that was said.",
            )

        if not teacher_view(self.lesson)["can_count"]:
            self.say("Hands count from the first vote to the reveal.")
        else:
            self.ask_for_course("For which course?", with_course)

    def action_private_page(self) -> None:
        self.dismiss()

    def action_marking(self) -> None:
        self.app.push_screen(MarkingScreen())

    def action_map(self) -> None:
        self.app.push_screen(MapScreen())


def by_hand(lesson: Any, letter: str, words: str) -> said.Body:
    """Hands for a course, or a reason for it."""
    round_ = lesson.round or lesson.last_round
    choice = holding.course(lesson, letter)
    if words.isascii() and words.isdigit() and len(words) < 5:
        return said.Counted(lesson.play.depth, round_, choice, int(words))
    return said.Spoken(lesson.play.depth, round_, choice, words)


def phases(rows: Sequence[dict[str, Any]]) -> PageRow:
    """Where the class stands among all phases."""
    parts = [(each["id"], "$pencil bold underline" if each["now"] else "$quiet") for each in rows]
    line = joined(*(piece for part in parts for piece in (part, "  ")))
    return PageRow(lambda width: line.wrap(width))


def person_row(who: str, line: Content) -> PageRow:
    """Somebody in one line."""
    return PageRow(lambda width: [line.truncate(width)], f"{PERSON}{who}")


def reason_entry(key: str, letter: str, because: str, about: str, pinned: bool) -> PageRow:
    """A reason with its name; a pinned one says so."""
    line = joined((because, "$pencil italic"), (f"  {about}{', pinned' if pinned else ''}", "$quiet"))
    return lettered(letter, line, key)
