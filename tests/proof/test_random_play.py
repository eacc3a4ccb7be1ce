"""Random play goes on after a fault, calls nothing a fault that is none, and shows each in few steps."""

from __future__ import annotations

from dataclasses import replace

from game.case.model import Promise
from game.proof.random_play import Mishap, play_at_random
from game.proof.report import plays_as_words
from tests.cases import case, choice, scene


def test_a_trap_is_shown_by_the_way_into_it() -> None:
    trap = case(
        scene("first", choice("in", "stair"), choice("out", "end")),
        scene("stair", goto="landing"),
        scene("landing", goto="stair"),
        scene("end"),
    )
    plays = play_at_random(trap, 20)
    assert list(plays.faults) == [Mishap("endless", "stair")]
    assert plays.faults[Mishap("endless", "stair")].shortest == ("in",)
    assert "  historian play . --fresh --choices in" in list(plays_as_words(trap, plays))


def test_a_long_way_to_an_ending_is_no_fault() -> None:
    walk = case(
        scene(
            "street",
            choice("left", "street", add={"n": -1}),
            choice("right", "street", add={"n": 1}),
            choice("in", "home", when="n == 4000"),
        ),
        scene("home"),
        variables={"n": (0, 4000, 0)},
    )
    assert not play_at_random(walk, 3).faults


def test_a_promise_broken_at_many_scenes_is_one_fault() -> None:
    loud = case(
        scene("first", choice("shout", "second", add={"n": 1}), choice("wait", "second")),
        scene("second", choice("go", "end")),
        scene("end"),
        variables={"n": (0, 3, 0)},
        promises=(Promise(always="n == 0"),),
    )
    plays = play_at_random(loud, 10)
    assert list(plays.faults) == [Mishap("promise", None, 0)]
    found = plays.faults[Mishap("promise", None, 0)]
    assert (found.shortest, found.scene) == (("shout",), "second")
    assert found.times <= 10


def test_of_many_ways_to_a_fault_the_shortest_that_was_played_is_shown() -> None:
    cellar = case(
        scene("hall", choice("pace", "hall", add={"n": 1}), choice("down", "cellar")),
        scene("cellar", choice("up", "hall", when="n > 99")),
        variables={"n": (0, 99, 0)},
    )
    promised = replace(cellar, promises=(Promise(at="cellar", holds="n == 99"),))
    for seed in range(8):
        faults = play_at_random(promised, 100, seed).faults
        found, broken = faults[Mishap("stuck", "cellar")], faults[Mishap("promise", None, 0)]
        assert (found.times, found.shortest, found.scene) == (100, ("down",), "cellar")
        assert (broken.times, broken.shortest) == (100, ("down",))


def test_every_other_playthrough_prefers_what_was_taken_least_all_the_way() -> None:
    doors = [scene(f"s{n}", choice("left", f"s{n + 1}"), choice("right", f"s{n + 1}")) for n in range(14)]
    corridor = case(*doors, scene("s14"))
    for seed in range(5):
        assert len(play_at_random(corridor, 2, seed).choices) == 28
