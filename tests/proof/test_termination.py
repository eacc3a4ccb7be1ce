"""Loops that cannot be left, found by every state, or by the ways between scenes where there are too many."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from game.case.model import Case
from game.case.proof import INFINITE, Proof, prove
from game.play.program import Program
from game.proof import counting
from game.proof.explicit_state import Explorer, TooMany
from game.proof.loops import loops_in_doubt
from game.proof.report import as_object, as_words
from tests.cases import case, choice, scene


def trap(way_out: str | None = None) -> Case:
    """A stair and a landing that lead to each other; `way_out` is when one may leave them."""
    leave = [choice("leave", "end", when=way_out)] if way_out else []
    return case(
        scene("first", choice("in", "stair"), choice("out", "end")),
        scene("stair", choice("up", "landing"), *leave),
        scene("landing", goto="stair"),
        scene("end"),
        variables={"key": False},
    )


def without_states(small: Case) -> Proof:
    with patch.object(Explorer, "explore", side_effect=TooMany("there are too many")):
        return prove(small)


def test_a_trap_is_found_without_visiting_states() -> None:
    proof = without_states(trap())
    assert [(fault.scene, fault.witness) for fault in proof.endless] == [("stair", ("in",))]
    assert not proof.unsettled


def test_a_loop_that_only_some_can_leave_is_undecided_without_visiting_states() -> None:
    proof = without_states(trap("key"))
    assert not proof.endless and proof.unsettled == ("stair",) and proof.undecided
    assert any("go round without end: stair" in line for line in as_words(trap("key"), proof))
    assert [fault.scene for fault in prove(trap("key")).endless] == ["stair"]


def test_a_loop_with_a_way_out_that_is_always_open_is_no_fault() -> None:
    free = case(
        scene("hall", choice("ask", "hall"), choice("go", [("n == 1", "hall_two"), (None, "end")])),
        scene("hall_two", choice("back", "hall", when="n == 0"), choice("on", "end")),
        scene("end"),
        variables={"n": (0, 3, 0)},
    )
    assert [loop.scenes for loop in loops_in_doubt(Program.of(free))] == []
    assert not without_states(free).unsettled


def test_a_choice_that_may_lead_out_or_back_is_no_sure_way_out() -> None:
    door = case(
        scene("hall", choice("try", [("n == 1", "end"), (None, "hall")])),
        scene("end"),
        variables={"n": (0, 3, 0)},
    )
    assert [loop.scenes for loop in loops_in_doubt(Program.of(door))] == [("hall",)]


def test_a_way_out_that_can_be_taken_only_once_does_not_end_a_loop_that_one_comes_back_to() -> None:
    yard = case(
        scene("hall", choice("wait", "hall"), choice("out", "yard", once=True)),
        scene("yard", choice("back", "hall"), choice("leave", "end")),
        scene("end"),
    )
    assert [loop.scenes for loop in loops_in_doubt(Program.of(yard))] == [("hall",)]
    assert without_states(yard).unsettled == ("hall",)
    assert [(fault.scene, fault.witness) for fault in prove(yard).endless] == [("hall", ("out", "back"))]


def test_how_often_one_comes_through_a_loop_without_end_is_no_number() -> None:
    proof = prove(trap())
    assert proof.visits and proof.visits["stair"] == float("inf")
    assert as_object(proof)["visits"]["stair"] == "infinite"
    assert not any("less than once in four" in line for line in as_words(trap(), proof))


def test_chances_that_cannot_be_worked_out_in_time_cost_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_WAYS", 50)
    walk = case(
        scene(
            "street",
            choice("left", "street", add={"n": -1}),
            choice("right", "street", add={"n": 1}),
            choice("in", "home", when="n == 0"),
        ),
        scene("home"),
        variables={"n": (0, 60, 30)},
    )
    proof = prove(walk)
    assert proof.exact and proof.playthroughs == INFINITE and not proof.endless
    assert proof.odds is None and proof.visits is None
    assert proof.shortest and proof.shortest.decisions == 31
    assert any("chances of the endings are not known" in line for line in as_words(walk, proof))


def test_a_choice_may_lead_on_in_very_many_ways() -> None:
    ends = [scene(f"e{n}") for n in range(300)]
    ways = [*((f"n == {n}", f"e{n}") for n in range(1, 300)), (None, "e0")]
    many = case(
        scene("hall", choice("wait", "hall", add={"n": 1}), choice("go", ways)),
        *ends,
        variables={"n": (0, 300, 0)},
    )
    proof = prove(many)
    assert {key for key, found in proof.endings.items() if found.verdict == "proved"} == {
        f"e{n}" for n in range(300)
    }
    assert proof.odds and proof.odds["e1"] == pytest.approx(0.25)


def test_words_for_a_case_that_nobody_finishes() -> None:
    locked = case(scene("cell", choice("out", "end", when="key")), scene("end"), variables={"key": False})
    words = list(as_words(locked, prove(locked)))
    assert words[0].startswith("Proved by visiting the only state")
    assert "No playthrough comes to an ending." in words
    assert not any(line.startswith("Decisions that change nothing") for line in words)
