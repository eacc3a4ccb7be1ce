"""Minutes that fit the words, and minutes that do not."""

from __future__ import annotations

import pytest

from game.case.checks.context import Checking
from game.case.diagnostics import telling
from game.case.diagnostics.problems import Problems
from game.case.lint.length import minutes_fit_the_words
from game.case.model import Case, Chapter, Document
from tests.cases import case, choice, scene

SHORT, LONG = "word " * 400, "word " * 1_600


def made(minutes: int | None, **rest: object) -> Case:
    """Two ways to the end: 400 words, or 1,600; and a paper of 800 words."""
    return case(
        scene("fork", choice("left", "short"), choice("right", "long"), text="Here.", documents=("paper",)),
        scene("short", goto="end", text=SHORT),
        scene("long", goto="end", text=["Here.", ("fork is right", LONG)]),
        scene("end", text="Over."),
        documents=[Document(id="paper", title="A paper", text="word " * 800)],
        minutes=minutes,
        **rest,
    )


def told(whole: Case) -> list[str]:
    problems = Problems()
    minutes_fit_the_words(Checking(whole, problems))
    return [problem.message for problem in telling.put_into_words(problems)]


@pytest.mark.parametrize(
    ("minutes", "fits"), [(None, True), (1, True), (2, True), (8, True), (15, True), (18, False), (60, False)]
)
def test_the_minutes_of_a_case(minutes: int | None, fits: bool) -> None:
    assert bool(told(made(minutes))) != fits


@pytest.mark.parametrize(("minutes", "fits"), [(5, False), (6, True), (10, True), (11, False)])
def test_a_quarter_and_a_minute_are_allowed_for_and_no_more(minutes: int, fits: bool) -> None:
    whole = case(scene("a", goto="b", text="word " * 1_600), scene("b", text="Over."), minutes=minutes)
    assert bool(told(whole)) != fits


def test_a_long_case_is_not_short() -> None:
    long = case(scene("a", goto="b", text="word " * 2_000), scene("b"), minutes=5)
    assert told(long) == ["the case says 5 minutes, and its words take about 10"]


def test_a_chapter_ends_where_another_begins() -> None:
    chapters = (
        Chapter(id="one", title="One", start="a", minutes=10),
        Chapter(id="two", title="Two", start="b", minutes=30),
    )
    whole = case(
        scene("a", goto="b", text="word " * 2_000, chapter="one"),
        scene("b", text="word " * 2_000, chapter="two"),
        chapters=chapters,
        minutes=20,
    )
    assert told(whole) == ['the chapter "two" says 30 minutes, and its words take about 10']


def test_a_loop_is_read_once() -> None:
    ring = case(
        scene("a", choice("again", "a"), choice("on", "b"), text="word " * 1_000),
        scene("b", goto="c", text="word " * 500),
        scene("c", choice("back", "b"), choice("end", "end"), text="word " * 500),
        scene("end"),
        minutes=11,
    )
    assert told(ring) == []


def test_a_case_without_an_end_is_measured_all_the_same() -> None:
    assert told(case(scene("a", goto="b"), scene("b", goto="a"), minutes=1)) == []
