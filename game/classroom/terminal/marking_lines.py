"""Marking line by line, for a teacher without a full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.classroom.events import Marked
from game.classroom.holding import NotNow
from game.classroom.views_alone import SKILLS, marking_view

if TYPE_CHECKING:
    from game.classroom.terminal.teacher_lines import Lectern

SCALE = "0 nothing of it, 1 a beginning, 2 sound, 3 strong; a comment may follow: 2 says who wrote it"
STOP = ("stop", "quit", "q")


def mark(lectern: Lectern, rest: str) -> None:
    """One reason without a mark after the other; or the one whose number is typed."""
    skill, number = SKILLS[0], 0
    for word in rest.casefold().split():
        if word.isascii() and word.isdigit() and len(word) < 10:
            number = int(word)
            continue
        found = next((each for each in SKILLS if each.startswith(word)), None)
        if found is None:
            raise NotNow(f"There is no skill {word!r}. They are {', '.join(SKILLS)}.")
        skill = found
    view = marking_view(lectern.lesson, number, skill)
    if view["reason"] is None or number not in (0, view["reason"]["number"]):
        raise NotNow(f"There is no reason {number}." if number else "Nobody has given a reason yet.")
    if not number and not view["left"]:
        raise NotNow(f"No reason is without a mark for {skill}. To change one, type mark and its number.")
    lectern.talk.say(f"{SCALE}. An empty line passes a reason over, stop ends.")
    for _ in range(1 if number else view["left"]):
        reason = view["reason"]
        papers = [f"It leans on {reason['papers']}."] if reason["papers"] else []
        lectern.talk.say(
            f"{view['scene']['title']}: {view['label']}",
            f"{reason['number']}. {reason['because']} ({reason['name']})",
            *papers,
        )
        line = lectern.talk.ask(f"{skill.capitalize()}, 0 to 3")
        if line.casefold() in STOP:
            return
        rate(lectern, reason["number"], skill, line)
        view = marking_view(lectern.lesson, view["next"], skill)


def rate(lectern: Lectern, number: int, skill: str, line: str) -> None:
    """A mark as it was typed, with the comment behind it; anything else marks nothing and is said."""
    given, _, comment = line.partition(" ")
    if not line:
        return
    if given not in tuple("0123"):
        lectern.talk.say(f"{given!r} is no mark, so this reason has none yet.")
        return
    known = next(each for each in SKILLS if each == skill)
    why = lectern.serving.say(Marked(number, known, int(given), comment.strip()))
    if why:
        lectern.talk.say(why)
