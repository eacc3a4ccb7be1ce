"""The lesson plan: it fills the lesson, ends with a debrief of a third, and splits what does not fit."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from game.authoring.handout import handout
from game.authoring.handout.lessons import Lesson, lessons_of
from game.authoring.handout.sheets import sheets_of
from game.case import load_case
from game.case.model import Case, Chapter
from game.play.history import historical_line
from tests.cases import case, choice, scene

ROOT = Path(__file__).parents[2]
PURGES = load_case(ROOT / "scenes" / "purges")


def lessons(of: Case, chapter: str | None = None, minutes: int = 50) -> tuple[Lesson, ...]:
    given = {each.id: each.minutes or 0 for each in of.chapters} or {"": of.minutes or 0}
    return lessons_of(sheets_of(historical_line(of, chapter).play).sheets, given, minutes)


@pytest.mark.parametrize("minutes", [40, 50, 60, 90])
@pytest.mark.parametrize("chapter", ["ryutin", "kirov", None])
def test_each_lesson_is_whole(chapter: str | None, minutes: int) -> None:
    for lesson in lessons(PURGES, chapter, minutes):
        slots = lesson.slots
        assert slots[0].start == 0 and slots[-1].end == minutes + lesson.too_long
        assert all(before.end == after.start for before, after in pairwise(slots))
        assert all(slot.end > slot.start for slot in slots)
        debrief = sum(slot.end - slot.start for slot in slots if slot.title.startswith(("Debrief", "Exit")))
        assert debrief >= minutes // 3
        assert sum(each.in_full for each in lesson.rounds) >= 1


def test_a_decision_is_voted_on_twice_with_talk_between() -> None:
    (lesson,) = lessons(PURGES, "ryutin")
    titles = [slot.title for slot in lesson.slots]
    argued = next(title.split(":")[0] for title in titles if title.endswith("argue"))
    order = [title.split(": ")[1] for title in titles if title.startswith(argued)]
    assert order == ["read", "first vote", "argue", "second vote", "reveal"]


def chapters(*lengths: tuple[str, int, int]) -> Case:
    """A case of chapters, each with its id, its number of decisions and its minutes."""
    scenes = []
    names = [(name, number) for name, count, _ in lengths for number in range(max(count, 1))]
    following = [f"{name}_{number}" for name, number in names[1:]] + ["end"]
    deciding = {name: count > 0 for name, count, _ in lengths}
    for (name, number), to in zip(names, following, strict=True):
        doors = [choice("go", to), choice("stay", to)] if deciding[name] else []
        goto = None if doors else to
        scenes.append(scene(f"{name}_{number}", *doors, goto=goto, chapter=name))
    parts = tuple(
        Chapter(id=name, title=name.title(), start=f"{name}_0", minutes=minutes)
        for name, _, minutes in lengths
    )
    return case(*scenes, scene("end", chapter=lengths[-1][0]), chapters=parts)


def test_a_whole_case_is_several_lessons_of_whole_chapters() -> None:
    whole = chapters(("desk", 0, 3), ("war", 3, 12), ("peace", 2, 10), ("after", 1, 5))
    first, second = lessons(whole)
    assert (first.chapters, second.chapters) == (("war",), ("peace", "after"))
    assert [each.sheet.number for each in (*first.rounds, *second.rounds)] == [2, 3, 4, 5, 6, 7]
    assert [sheet.number for sheet in first.at_home] == [1] and [sheet.number for sheet in second.last] == [8]
    text = handout(whole, ("teacher",), None, "md")
    assert "Lesson 1 | War | Sheet 1, at home before it; Sheets 2, 3 and 4" in text
    assert "Lesson 2 | Peace; After | Sheets 5, 6, 7 and 8" in text


def test_a_chapter_that_does_not_fit_is_two_lessons() -> None:
    first, second = lessons(chapters(("war", 4, 40)), "war")
    assert [len(each.rounds) for each in (first, second)] == [2, 2]
    assert all(each.in_full for lesson in (first, second) for each in lesson.rounds[:1])


def test_a_decision_too_long_for_a_lesson_is_told_honestly() -> None:
    long = case(scene("one", choice("go", "two"), text="word " * 9_000), scene("two"))
    (lesson,) = lessons(long)
    assert lesson.too_long > 0
    assert f"This takes {lesson.slots[-1].end} minutes. For 50, let the sheet be read" in handout(
        long, ("teacher",), None, "md"
    )


def test_a_case_without_a_decision_does_not_pretend_to_fill_a_lesson() -> None:
    passages = case(scene("one", goto="two"), scene("two"))
    (lesson,) = lessons(passages)
    assert lesson.slots[-1].end < 50 and not lesson.rounds
    assert "it does not fill a lesson" in handout(passages, ("teacher",), None, "md")
