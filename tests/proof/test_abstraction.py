"""A slice is sound: it holds possible what play comes to, and leads from wherever play can reach a goal."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from game.case.conditions.syntax import Compared, Constant, ValueOf, asked_by
from game.case.model import Case, Effects, GotoEntry, Scene
from game.play.machine import Machine
from game.play.program import Effect, Program, State
from game.proof.abstraction import Slice, Story, TooWide
from game.proof.guided_search import Searcher
from tests.cases import case, choice, scene, variable
from tests.invented_cases import any_case
from tests.proof.reference import TooLarge, backwards, every_state, holds


def sparse(small: Case) -> Case:
    """The same case, where choices change nothing, and what led back to an earlier scene leads to its own."""

    def onward(here: str, goto: tuple[GotoEntry, ...]) -> tuple[GotoEntry, ...]:
        return tuple(replace(each, to=each.to if each.to == "end" else max(here, each.to)) for each in goto)

    def thinned(each: Scene) -> Scene:
        ways = {
            way.id: replace(way, goto=onward(each.id, way.goto), add={}, set={})
            for way in each.choices.values()
        }
        return replace(each, goto=onward(each.id, each.goto), choices=ways)

    return replace(small, scenes={key: thinned(each) for key, each in small.scenes.items()})


def check(machine: Machine, out: Mapping[State, list[State]], following: Slice) -> None:
    """Hold a slice against every state, and against every test that its case makes at any scene."""
    mask = machine.scene_mask
    for state in out:
        assert following.possible[state & mask] >> following.place(state) & 1
    for here, there in enumerate(machine.program.scenes):
        for test in {None, *there.text, *(way.guard for way in there.ways)}:
            goals = {state for state in out if state & mask == here and holds(machine, test, state)}
            leading = following.leading({here: following.may_hold(test)})
            for state in backwards(goals, dict(out)):
                assert leading.get(state & mask, 0) >> following.place(state) & 1


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(any_case(), st.data())
def test_a_slice_loses_nothing_that_play_can_come_to(small: Case, data: st.DataObject) -> None:
    machine = Machine(sparse(small) if data.draw(st.booleans()) else small)
    try:
        out = every_state(machine)
    except TooLarge:
        reject()
    searcher = Searcher(machine, time.perf_counter() + 600, {})
    for name in machine.fields:
        single = Slice(searcher.story, [name], NO_RANGES)
        assert all(single.possible[state & machine.scene_mask] >> single.place(state) & 1 for state in out)
    fields = st.sampled_from([*machine.fields])
    for _ in range(4):
        names = frozenset(data.draw(st.sets(fields, min_size=1, max_size=3)))
        following = searcher.slice_for(names, frozenset())
        assert following is not None
        check(machine, out, following)
        check(machine, out, Slice(searcher.story, names, {}))


WIDTH = case(
    scene("a", choice("x", "b", when="n < m + k"), choice("y", "b", when="n > 2"), choice("z", "b")),
    scene("b"),
    variables={"n": (-2, 3, 0), "m": (0, 4, 1), "k": (5, 7, 5), "w": ("red", "blue", "green"), "f": False},
)
NO_RANGES: Mapping[str, tuple[int, int]] = {}
RANGES: Mapping[str, tuple[int, int]] = {"n": (1, 4), "m": (2, 3)}
AMOUNTS = {"n": st.integers(-7, 7), "m": st.integers(-7, 7), "k": st.integers(-7, 7)}
PLACES = {"n": st.integers(0, 5), "m": st.integers(0, 4), "k": st.integers(0, 2), "w": st.integers(0, 2)}


def effects_on(name: str) -> st.SearchStrategy[Effect]:
    to = st.builds(Effect, st.just(name), st.just(0), PLACES.get(name, st.integers(0, 1)))
    return st.builds(Effect, st.just(name), AMOUNTS[name], st.none()) | to if name in AMOUNTS else to


@settings(max_examples=200)
@given(st.sets(st.sampled_from("nmkwf"), min_size=1, max_size=3), st.data())
def test_a_slice_knows_what_effects_do_to_what_it_follows(names: set[str], data: st.DataObject) -> None:
    """Forwards and backwards, nothing more and nothing less: numbers that stop at a bound too."""
    changing = st.sampled_from(sorted(names | {data.draw(st.sampled_from("nmkwf"))})).flatmap(effects_on)
    effects = data.draw(st.lists(changing, min_size=1, max_size=3))
    ranges = data.draw(st.sampled_from((NO_RANGES, RANGES)))
    following, every = followed(*names, ranges=ranges)
    layout = following.story.program.layout

    def within(state: State) -> bool:
        return all(
            0 <= (state >> axis.shift & axis.mask) - axis.first < axis.size
            for axis in following.axes.values()
        )

    parts = [effects[: count + 1] for count in range(len(effects))]
    states = [state for state in every if all(within(layout.after(state, part)) for part in parts)]
    after = {following.place(state): following.place(layout.after(state, effects)) for state in states}
    some = data.draw(st.integers(0, following.whole))
    given_here = [place for place in after if some >> place & 1]
    if given_here:
        values = sum(1 << place for place in given_here)
        assert following.changed(values, effects) == sum(1 << each for each in {after[p] for p in given_here})
    before = sum(1 << place for place in after if some >> after[place] & 1)
    assert following.unchanged(some, effects) & sum(1 << place for place in after) == before


@pytest.mark.parametrize("ranges", [NO_RANGES, RANGES], ids=["all", "as far as they go"])
@pytest.mark.parametrize("relation", ["==", "!=", "<", "<=", ">", ">="])
def test_a_slice_knows_when_numbers_that_it_follows_compare_so(
    relation: Any, ranges: Mapping[str, tuple[int, int]]
) -> None:
    machine = Machine.of(WIDTH)
    for left, right in itertools.product("nmk", (*"nmk", *range(-4, 10))):
        number = ValueOf(right) if isinstance(right, str) else Constant(right)
        test = Compared(ValueOf(left), relation, number)
        following, states = followed(*asked_by(test), "w", ranges=ranges)
        true = sum(1 << following.place(state) for state in states if holds(machine, test, state))
        assert (following.may_hold(test), following.may_fail(test)) == (true, following.whole ^ true)
        stranger, _ = followed("w")
        assert stranger.may_hold(test) == stranger.may_fail(test) == stranger.whole


def followed(*names: str, ranges: Mapping[str, tuple[int, int]] = NO_RANGES) -> tuple[Slice, list[State]]:
    """A slice that follows these fields, as far as they go, and a state for each of its combinations."""
    program = Machine.of(WIDTH).program
    domains = [
        values[first : last + 1]
        for name in names
        for values in [program.layout.fields[name].values]
        for first, last in [ranges.get(name, (0, len(values) - 1))]
    ]
    held = [dict(zip(names, values, strict=True)) for values in itertools.product(*domains)]
    return Slice(Story(program), names, ranges), [program.layout.standing(each, 0) for each in held]


@pytest.mark.parametrize(
    ("scenes", "possible"),
    [
        ([scene("a", goto=[("n == 2", "b"), (None, "c")]), scene("b"), scene("c")], [1 << 0, 0, 1 << 0]),
        (
            [scene("a", goto="b"), scene("b", goto="c", enter=Effects(add={"n": 2})), scene("c")],
            [1 << 0, 1 << 2, 1 << 2],
        ),
        (
            [scene("a", choice("a", "a"), choice("b", "b"), enter=Effects(add={"n": 1})), scene("b")],
            [0b1110, 0b1110],
        ),
    ],
    ids=["looked at only", "changed on arriving only", "one scene leads to itself"],
)
def test_a_slice_knows_what_may_be_where_little_happens(scenes: list[Scene], possible: list[int]) -> None:
    small = case(*scenes, variables={"n": (0, 3, 0)})
    assert Slice(Story(Program.of(small)), "n", {}).possible == possible


def test_where_play_is_taken_to_end_a_slice_leads_no_further() -> None:
    fork = case(scene("a", choice("x", "b"), choice("y", "c")), scene("b", goto="c"), scene("c"), scene("d"))
    story = Story(Program.of(replace(fork, variables={"n": variable("n", (0, 1, 0))})))
    assert Slice(story, "n", {}, frozenset({1})).leading({2: 0b11}) == {0: 1, 2: 1}
    assert Slice(story, "n", {}, frozenset({0})).possible == [1, 0, 0, 0]


def test_round_a_loop_a_slice_leads_from_every_round_that_comes_to_the_goal_and_from_no_other() -> None:
    lift = case(
        scene("a", choice("up", "b", add={"n": 1}), choice("go", "end", when="n == 3")),
        scene("b", goto="a"),
        scene("end"),
        variables={"n": (0, 3, 0)},
    )
    following = Slice(Story(Program.of(lift)), "n", {})
    assert following.leading({2: following.whole}) == {0: 0b1111, 1: 0b1110, 2: 0b1000}
    assert following.leading({1: 0b0010}) == {0: 0b0001, 1: 0b0010}


@pytest.mark.parametrize(("limit", "just"), [("MOST_COMBINATIONS", 30), ("MOST_BITS", 60)])
def test_a_slice_that_would_be_too_wide_is_not_begun(limit: str, just: int) -> None:
    with patch(f"game.proof.abstraction.{limit}", just):
        assert followed("n", "m")
    with patch(f"game.proof.abstraction.{limit}", just - 1), pytest.raises(TooWide):
        followed("n", "m")


def test_what_only_the_way_between_two_scenes_sees_counts_too() -> None:
    """A value that is set, decides where the way leads, and is gone on arriving."""
    turn = case(
        scene(
            "street",
            choice("go", [("n == 5", "left"), (None, "right")], set={"n": 5}),
            choice("stay", [("n == 5", "end"), (None, "street")]),
        ),
        scene("left", choice("on", "end", when="f"), enter=Effects(set={"n": 0})),
        scene("right", choice("on", "end"), enter=Effects(set={"n": 0})),
        scene("end"),
        variables={"n": (0, 9, 0), "f": False},
    )
    machine = Machine(turn)
    searcher = Searcher(machine, time.perf_counter() + 600, {})
    following = searcher.slice_for(frozenset({"n", "f"}), frozenset())
    assert following is not None
    possible = [bool(following.possible[machine.scene_index[each]]) for each in ("left", "right", "end")]
    assert possible == [True, False, False]
