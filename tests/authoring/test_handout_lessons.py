"""The lesson plan: its minutes are those of what is read and written, and fill the lesson."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from game.authoring.handout import handout
from game.authoring.handout.lessons import WORDS_A_MINUTE, PaperLesson, lessons_of, named, total
from game.authoring.handout.sheets import sheets_of
from game.case.model import Case, Chapter, Document
from game.play.history import historical_line
from tests.cases import case, choice, scene
from tests.shipped import shipped_case

ROOT = Path(__file__).parents[2]
PURGES = shipped_case("purges")


@cache
def lessons(
    of: Case, chapter: str | None = None, minutes: int = 50, speed: int = WORDS_A_MINUTE
) -> tuple[PaperLesson, ...]:
    return lessons_of(sheets_of(historical_line(of, chapter).play), minutes, speed)


def minutes_for(lesson: PaperLesson, what: str) -> int:
    return total(stage for stage in lesson.stages if stage.title.endswith(what))


@pytest.mark.parametrize("minutes", [30, 45, 50, 60, 90])
@pytest.mark.parametrize("chapter", ["ryutin", "kirov", "hunger", "desk", "army", None])
def test_the_minutes_add_up_to_what_is_read_and_written(chapter: str | None, minutes: int) -> None:
    for lesson in lessons(PURGES, chapter, minutes):
        stages, rounds = lesson.stages, lesson.rounds
        assert total(stages) == minutes and all(stage.minutes > 0 for stage in stages)
        debrief = total(stage for stage in stages if stage.title.startswith(("Debrief", "Exit")))
        assert debrief >= minutes // 3
        assert any(each.in_full for each in rounds)
        read = sum(sheet.words for sheet in lesson.in_class)
        assert minutes_for(lesson, ": read") * WORDS_A_MINUTE >= read
        asked = sum(min(len(each.sheet.sources), 1 if each.at_home else 2) for each in rounds)
        assert minutes_for(lesson, ": sources") >= asked
        assert minutes_for(lesson, "vote") >= 2 * sum(1 + each.in_full for each in rounds)
        assert minutes_for(lesson, ": hand out") == minutes_for(lesson, ": count") == len(rounds)


def test_all_the_words_of_a_sheet_are_counted() -> None:
    (one,) = sheets_of(historical_line(PURGES, "ryutin").play, only=2).sheets
    names = sum(len(f"{name} {what}".split()) for name, what in one.names)
    scene_words = sum(len(text.split()) for told in one.told for text in told.paragraphs)
    assert names > 100 and one.decision
    labels = sum(len(option.choice.label.split()) for option in one.decision.options)
    assert one.words >= names + scene_words + labels + sum(one.lengths)


def test_of_sources_that_are_shared_out_each_reads_two() -> None:
    papers = [Document(id=f"d{number}", title="T", text="word " * 100 * number) for number in range(1, 5)]
    one = scene("one", choice("go", "two"), documents=tuple(paper.id for paper in papers), text="a b")
    (sheet, _) = sheets_of(historical_line(case(one, scene("two"), documents=papers)).play).sheets
    assert sheet.printed - sheet.words == 300 and sheet.words >= 702


@pytest.mark.parametrize("chapter", ["hunger", "desk", "army"])
def test_a_longer_lesson_gives_more_time_to_read_and_to_argue(chapter: str) -> None:
    (shorter, *_), (longer, *_) = lessons(PURGES, chapter, 50), lessons(PURGES, chapter, 90)
    assert len(longer.rounds) >= len(shorter.rounds)
    for what in (": read", ": argue", ": reveal", "Debrief: why"):
        assert minutes_for(longer, what) > minutes_for(shorter, what), what


def test_the_teacher_says_how_fast_her_class_reads() -> None:
    slow, fast = (lessons(PURGES, "ryutin", 50, speed) for speed in (80, 300))
    assert len(slow) > len(fast)
    plan = next(file for file in handout(PURGES, "ryutin", speed=80).files if file.name == "teacher plan")
    assert "reckoned at 80 a minute" in handout(PURGES, "ryutin", speed=80).text([plan], "md")


def test_a_decision_is_voted_on_twice_with_talk_between() -> None:
    lesson = lessons(PURGES, "ryutin")[0]
    titles = [stage.title for stage in lesson.stages]
    argued = next(title.split(":")[0] for title in titles if title.endswith("argue"))
    order = [title.split(": ")[1] for title in titles if title.startswith(argued)]
    assert order == ["hand out", "read", "sources", "first vote", "argue", "second vote", "count", "reveal"]


def plan_of(of: Case, chapter: str | None = None, decision: int | None = None) -> str:
    made = handout(of, chapter, decision)
    return made.text([file for file in made.files if file.name == "teacher plan"], "md")


def test_the_plan_shows_the_words_and_warns_of_too_many() -> None:
    plan = plan_of(PURGES, "ryutin")
    each = [sheet.words for sheet in lessons(PURGES, "ryutin")[0].in_class]
    assert f"To read in class: {sum(each)} words (sheet 1: {each[0]}, sheet 2: {each[1]})." in plan
    assert (
        "of sources a class reads about 900 words well in a lesson. To have less, take one decision" in plan
    )
    short = case(scene("one", choice("go", "two"), choice("stay", "two"), text="word " * 700), scene("two"))
    assert "900 words" not in plan_of(short)


def test_claims_discussion_and_homework_stand_in_the_plan() -> None:
    plan = plan_of(PURGES, "ryutin")
    for words in ("“What is said of this”", "“to discuss”", "Homework: “A plan of your own”"):
        assert plan.count(words) >= 1, words


def test_the_plan_asks_for_nothing_that_is_not_printed() -> None:
    bare = plan_of(case(scene("one", choice("go", "two"), choice("stay", "two")), scene("two")))
    assert "Debrief: people" in bare and "Exit ticket" in bare
    assert not re.search("Debrief: (why|claims|historians)", bare)


@pytest.mark.parametrize("decision", [1, 2, 3])
def test_one_decision_takes_ten_minutes(decision: int) -> None:
    (lesson,) = lessons_of(sheets_of(historical_line(PURGES, "ryutin").play, only=decision))
    assert total(lesson.stages) == 10
    assert not [stage for stage in lesson.stages if stage.title.startswith(("Opening", "Debrief", "Exit"))]
    read = sum(sheet.words for sheet in lesson.in_class)
    assert minutes_for(lesson, ": read") * WORDS_A_MINUTE >= read
    assert lesson.at_home and "At home before the lesson: sheet (" in plan_of(PURGES, "ryutin", decision)


def printed_when(of: Case, chapter: str | None, decision: int | None, minutes: int | None) -> dict[str, str]:
    """How many of each sheet, and when, as the plan's list of what to print says it."""
    files = handout(of, chapter, decision, minutes=minutes).files
    return {file.name: file.copies for file in files if re.fullmatch(r"sheet( \d+)?", file.name)}


@pytest.mark.parametrize(
    ("name", "chapter", "decision", "minutes"),
    [
        ("purges", "ryutin", None, 30),
        ("purges", None, None, 30),
        ("purges", None, None, None),
        ("purges", "ryutin", 2, None),
        ("testament", None, 2, None),
        ("testament", None, None, 45),
    ],
)
def test_a_sheet_is_in_one_place(
    name: str, chapter: str | None, decision: int | None, minutes: int | None
) -> None:
    of = shipped_case(name)
    sheets = sheets_of(historical_line(of, chapter).play, only=decision)
    made = lessons_of(sheets, minutes)
    printed = printed_when(of, chapter, decision, minutes)
    before: tuple[PaperLesson, ...] = ()
    for lesson in made:
        handed_out = [stage.what for stage in lesson.stages if stage.title.endswith(": hand out")]
        for each, what in zip(lesson.rounds, handed_out, strict=True):
            assert bool(re.search(r"read at home", what)) == each.at_home, what
            assert what.startswith("The vote cards." if each.at_home else named((*each.before, each.sheet)))
        for sheet in lesson.at_home:
            assert printed[sheet.name].startswith("one each, to be read at home before"), printed
        for sheet in lesson.in_class:
            assert printed[sheet.name].startswith("one for two"), printed
        for earlier in before:
            given = f"takes {named(lesson.at_home).lower()} home" in earlier.stages[-1].what
            assert given == bool(lesson.at_home)
        before = (lesson,)


def test_what_is_read_at_home_is_warned_of_too() -> None:
    made = handout(PURGES, "ryutin", minutes=30)
    plan = made.text([file for file in made.files if file.name == "teacher plan"], "md")
    parts = plan.split("minute by minute")[1:]
    lengths = [sum(sheet.words for sheet in each.at_home) for each in lessons(PURGES, "ryutin", 30)]
    assert max(lengths) > 900 > min(lengths)
    for part, words in zip(parts, lengths, strict=True):
        assert f"({words} words, about " in part
        assert ("That is much" in part) == (words > 900)


def test_what_may_be_read_at_home_afterwards_is_counted() -> None:
    end = case(scene("one", choice("go", "two"), choice("stay", "two")), scene("two", text="word " * 1_000))
    plan = plan_of(end)
    assert "At home after the lesson, for those who wish: sheet 2 (100" in plan and "That is much" in plan


def test_one_decision_is_not_told_to_take_one_decision() -> None:
    made = handout(shipped_case("testament"), decision=2, minutes=30)
    plan = made.text([file for file in made.files if file.name == "teacher plan"], "md")
    assert "That is much" in plan and "--decision" not in plan


@pytest.mark.parametrize("minutes", [30, 35, 45])
def test_minutes_add_up_where_nothing_is_said_of_it(minutes: int) -> None:
    for lesson in lessons_of(sheets_of(historical_line(PURGES).play), minutes, without=("claims",)):
        assert total(lesson.stages) == minutes


def test_a_short_decision_is_read_within_its_ten_minutes() -> None:
    short = case(scene("one", choice("go", "two"), choice("stay", "two"), text="word " * 300), scene("two"))
    (lesson,) = lessons_of(sheets_of(historical_line(short).play, only=1))
    assert not lesson.at_home and total(lesson.stages) == 10 and minutes_for(lesson, ": read") >= 3


def chapters(*lengths: tuple[str, int, int]) -> Case:
    """A case of chapters, each with its id, its number of decisions and the words of each of its scenes."""
    scenes = []
    names = [(name, number) for name, count, _ in lengths for number in range(max(count, 1))]
    following = [f"{name}_{number}" for name, number in names[1:]] + ["end"]
    deciding = {name: count > 0 for name, count, _ in lengths}
    words = {name: "word " * count for name, _, count in lengths}
    for (name, number), to in zip(names, following, strict=True):
        doors = [choice("go", to), choice("stay", to)] if deciding[name] else []
        goto = None if doors else to
        scenes.append(scene(f"{name}_{number}", *doors, goto=goto, chapter=name, text=words[name]))
    parts = tuple(Chapter(id=name, title=name.title(), start=f"{name}_0") for name, _, _ in lengths)
    return case(*scenes, scene("end", chapter=lengths[-1][0]), chapters=parts)


def test_a_whole_case_is_several_lessons_of_whole_chapters() -> None:
    whole = chapters(("desk", 0, 100), ("war", 3, 100), ("peace", 2, 100), ("after", 1, 100))
    first, second = lessons(whole)
    assert [each.sheet.number for each in (*first.rounds, *second.rounds)] == [2, 3, 4, 5, 6, 7]
    assert [sheet.number for sheet in first.at_home] == [1] and [sheet.number for sheet in second.last] == [8]
    text = plan_of(whole)
    assert "Lesson 1 | War | Sheet 1, at home before it; Sheet 2, sheet 3 and sheet 4" in text
    assert "Lesson 2 | Peace; After | Sheet 5, sheet 6, sheet 7 and sheet 8" in text
    assert "Tell it. Sheet 8 can be read at home." in text


def test_a_chapter_that_does_not_fit_is_cut_into_even_lessons() -> None:
    first, second = lessons(chapters(("war", 4, 600)), "war")
    assert [len(each.rounds) for each in (first, second)] == [2, 2]
    assert all(any(each.in_full for each in lesson.rounds) for lesson in (first, second))


def test_a_decision_too_long_for_a_lesson_is_read_at_home() -> None:
    long = case(scene("one", choice("go", "two"), text="word " * 9_000), scene("two"))
    (lesson,) = lessons(long)
    assert total(lesson.stages) == 50 and not lesson.in_class
    words = lesson.at_home[0].words
    assert f"At home before the lesson: sheet 1 ({words} words, about 61 minutes)." in plan_of(long)


def test_a_case_without_a_decision_does_not_pretend_to_fill_a_lesson() -> None:
    passages = case(scene("one", goto="two"), scene("two"))
    (lesson,) = lessons(passages)
    assert total(lesson.stages) < 50 and not lesson.rounds
    assert "it does not fill a lesson" in plan_of(passages)


def test_the_votes_are_counted_by_letter() -> None:
    rows = re.findall(r"^\| (?:Votes|Decision).*$", plan_of(chapters(("war", 1, 9)), "war"), re.MULTILINE)
    assert rows[-3:] == [
        "| Votes | A | B | Changed |",
        "| Decision 1, first vote |  |  | – |",
        "| Decision 1, second vote |  |  |  |",
    ]
