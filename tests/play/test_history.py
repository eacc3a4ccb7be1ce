"""The line of history: the path of that name, time after time, else the record, else what is open."""

from __future__ import annotations

import pytest

from game.case.model import Case, Chapter, NamedPath, Record
from game.play.history import historical_line
from tests.cases import case, choice, scene


def hall(*path: str) -> Case:
    """A hall that one may pace, counting, before one leaves it by the door or, having paced, the window."""
    return case(
        scene(
            "hall",
            choice("pace", "hall", add={"n": 1}),
            choice("door", "end"),
            choice("window", "end", when="n > 0"),
            record=Record(choice=("window", "door")),
        ),
        scene("end"),
        variables={"n": (0, 9, 0)},
        paths=[NamedPath(id="history", choices=path)] if path else [],
    )


def test_a_path_that_comes_back_to_a_scene_takes_there_what_it_took_each_time() -> None:
    line = historical_line(hall("pace", "pace", "window"))
    assert line.play.decisions == ("pace", "pace", "window")
    assert (line.known, line.fault) == (3, "")


def test_without_a_path_the_first_choice_of_the_record_that_is_open_is_taken() -> None:
    line = historical_line(hall())
    assert line.play.decisions == ("door",)
    assert (line.known, line.fault) == (1, "")


def test_where_the_record_is_closed_the_line_goes_on_and_says_so() -> None:
    told = case(
        scene("a", choice("x", "b"), record=Record(choice=("x",))),
        scene("b", choice("u", "c"), choice("v", "c", when="n > 0"), record=Record(choice=("v",))),
        scene("c"),
        variables={"n": (0, 9, 0)},
    )
    line = historical_line(told)
    assert line.play.decisions == ("x", "u") and line.known == 1
    assert line.fault == 'at "Scene b" (b) the record\'s choice, v, is not open'


def test_a_circle_is_left_where_it_can_be() -> None:
    told = case(scene("a", choice("x", "a"), choice("y", "b"), record=Record(choice=("x",))), scene("b"))
    line = historical_line(told)
    assert line.play.decisions == ("x", "y") and line.known == 1
    assert line.fault == 'it comes back to "Scene a" (a)'


def test_a_dead_end_is_told() -> None:
    cell = case(scene("cell", choice("out", shut="It is locked."), record=Record(choice=("out",))))
    line = historical_line(cell)
    assert (line.play.decisions, line.fault) == ((), 'at "Scene cell" (cell) nothing is open')


def test_a_line_that_goes_on_and_on_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.play.history.LONGEST", 20)
    walk = case(
        scene("street", choice("on", "street", add={"n": 1}), choice("home", "end", when="n == 99")),
        scene("end"),
        variables={"n": (0, 99, 0)},
    )
    line = historical_line(walk)
    assert (line.play.depth, line.fault) == (20, "it comes to no ending in 20 steps")


def test_in_a_chapter_alone_what_the_path_took_may_be_closed() -> None:
    told = case(
        scene("first", choice("look", "second"), chapter="one"),
        scene("second", choice("speak", "end", when="visited(first)"), choice("wait", "end"), chapter="two"),
        scene("end", chapter="two"),
        chapters=(
            Chapter(id="one", title="One", start="first"),
            Chapter(id="two", title="Two", start="second"),
        ),
        paths=[NamedPath(id="history", choices=("look", "speak"))],
    )
    assert historical_line(told).play.decisions == ("look", "speak")
    assert historical_line(told, "one").play.decisions == ("look",)
    assert historical_line(told, "two").play.decisions == ("wait",)
    assert historical_line(told, "two").known == 0
