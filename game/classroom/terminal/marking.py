"""Marking in the terminal: one reason after the other, rated with single keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from game.classroom.events import Marked, Skill
from game.classroom.terminal.board_text import lettered
from game.classroom.terminal.teacher_page import TeacherPage
from game.classroom.views_alone import SKILLS, marking_view
from game.tui.commands import Command, Hint, Place
from game.tui.typeset import joined
from game.tui.widgets.ledger import BLANK, PageRow, told

MARKS = "0123"
SCALE = "0 nothing of it, 1 a beginning, 2 sound, 3 strong. A mark leads on to the next."
SKILL_KEYS: dict[Skill, str] = {"sourcing": "s", "context": "c", "corroboration": "o", "causation": "a"}


class MarkingScreen(TeacherPage):
    """For the teacher alone: begins with the reason of this number, or with the next without a mark."""

    ruled = False
    OWN: ClassVar[tuple[Command, ...]] = (
        Command("mark", tuple(MARKS), "mark", "Rate this reason from 0 to 3.", counted=True),
        Command("next_unmarked", ("n", "right"), "next", "The next reason without a mark in this skill."),
        Command("reason_before", ("b", "left"), "one back", "The reason before this one."),
        Command("comment", ("w",), "comment", "A comment that stands beside the mark."),
        *(Command(skill, (key,), skill, f"Mark {skill}.", "Look up") for skill, key in SKILL_KEYS.items()),
    )
    PLACES: ClassVar[tuple[Place, ...]] = (
        Place(
            "marking",
            "Marking",
            ("mark", "next_unmarked", "reason_before", "comment", "help", "back"),
            f"For you alone. {SCALE}",
            {"back": "your page"},
        ),
    )

    def __init__(self, number: int = 0) -> None:
        super().__init__()
        self.number = number
        self.skill: Skill = SKILLS[0]
        self.comments: dict[int, str] = {}

    @property
    def view(self) -> dict[str, Any]:
        """The reason before her, and the ones round it."""
        return marking_view(self.lesson, self.number, self.skill)

    def show(self) -> None:
        view = self.view
        if view["reason"] is not None:
            self.number = view["reason"]["number"]
        left = f"{view['left']} of {view['all']} without a mark"
        self.heading.show((self.lesson.case.title, "Marking"), (left,))
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        view = self.view
        reason, scene = view["reason"], view["scene"]
        if reason is None:
            yield told("Nobody has given a reason yet.")
            return
        yield told(f"Reason {view['place']} of {view['all']}. {scene['title']}, {scene['where']}")
        yield from (BLANK, told(" ".join(filter(None, (scene["ask"], view["label"]))), ""))
        yield from (BLANK, told(f"“{reason['because']}”", "$pencil italic"))
        papers = f", leaning on {reason['papers']}" if reason["papers"] else ""
        yield from (told(f"{reason['name']}{papers}"), BLANK)
        for skill, key in SKILL_KEYS.items():
            given = str(reason["marks"].get(skill, self.glyphs.dash))
            here = skill == view["skill"]
            style = "$pencil bold" if here else ""
            yield lettered(key, joined((f"{skill:<14}{given}", style), "  0 to 3" if here else ""))
        if comment := self.comment(view):
            yield from (BLANK, told(f"Your comment: {comment}", "$pencil"))
        yield from (BLANK, told(SCALE))

    def comment(self, view: dict[str, Any]) -> str:
        """What she says to the reason: just now, or when she marked it before."""
        written: str = self.comments.get(self.number, view["comment"])
        return written

    def digits(self) -> str:
        return f"0{self.glyphs.dash}3"

    def hints(self) -> Iterable[Hint]:
        return super().hints() if self.number else (each for each in super().hints() if each.action == "back")

    # --- what is done -----------------------------------------------------------------------------------

    async def action_mark(self, place: int) -> None:
        view = self.view
        if view["reason"] is None:
            return
        marked = Marked(self.number, self.skill, int(MARKS[place - 1]), self.comment(view))
        if await self.does(lambda lesson: marked):
            following = self.view["next"]
            self.go_to_reason(following or self.number)
            last = "" if following else f" No other is without a mark for {self.skill}."
            self.say(f"{self.skill.capitalize()} {marked.mark}.{last}")

    def go_to_reason(self, number: int) -> None:
        self.number = number
        self.show()
        self.body.begin_anew()

    def action_next_unmarked(self) -> None:
        following = self.view["next"]
        if following:
            self.go_to_reason(following)
        else:
            self.say(f"No other is without a mark for {self.skill}.")

    def action_reason_before(self) -> None:
        before = self.view["before"]
        if before:
            self.go_to_reason(before)
        else:
            self.say("This is the first.")

    def action_comment(self) -> None:
        view = self.view
        if view["reason"] is None:
            return
        number, given = self.number, view["reason"]["marks"].get(self.skill)

        def written(words: str | None) -> None:
            if words is None:
                return
            self.comments[number] = words.strip()
            if given is not None:
                marked = Marked(number, self.skill, given, words.strip())
                self.run_worker(self.does(lambda lesson: marked))
            self.show()
            self.say("It is kept." if given is not None else "It is kept with the mark that you give.")

        about = "It stands beside the mark, in your table and on the pupil's page that you print."
        self.desk_of.ask_for_line(written, "A comment", about, self.comment(view))

    def turn_to(self, skill: Skill) -> None:
        self.skill = skill
        self.show()

    def action_sourcing(self) -> None:
        self.turn_to("sourcing")

    def action_context(self) -> None:
        self.turn_to("context")

    def action_corroboration(self) -> None:
        self.turn_to("corroboration")

    def action_causation(self) -> None:
        self.turn_to("causation")

    def action_back(self) -> None:
        self.dismiss()
