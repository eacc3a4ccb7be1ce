"""How long playthroughs are and how many, to the last word, with states of the same future taken together."""

from __future__ import annotations

import time
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.case.model import Case, Chapter, Choice
from game.case.pace import minutes_of, words_after, words_in, words_of_choices
from game.case.proof import Proof, prove
from game.play.machine import Machine
from game.proof.counting import Counter, TooTangled, expected_visits
from game.proof.explicit_state import Explorer, Reduction, TooMany
from game.proof.quotient import Quotient
from game.proof.successor_codegen import CLOSED
from tests.cases import case, choice, scene
from tests.invented_cases import any_case
from tests.proof.test_against_reference import SLOWLY


def minutes(count: int) -> str:
    """A text that takes so many minutes to read."""
    return " ".join(["word"] * 200 * count)


def lengths(small: Case) -> tuple[object, object]:
    proof = prove(small)
    assert proof.shortest and proof.longest
    return proof.shortest.minutes, proof.longest.minutes


def telling(name: str, count: int, to: str, **rest: object) -> Choice:
    return replace(choice(name, to, **rest), text=minutes(count))


@pytest.mark.parametrize("first", [1, 5])
def test_what_is_told_after_a_choice_is_read_and_both_ends_are_kept(first: int) -> None:
    """Both choices lead to the same state: it has been come to by a long reading and by a short one."""
    ways = [telling("a", first, "second"), telling("b", 6 - first, "second")]
    small = case(scene("first", *ways), scene("second", goto="end"), scene("end"))
    bare = case(
        scene("first", choice("a", "second"), choice("b", "second")),
        scene("second", goto="end"),
        scene("end"),
    )
    without, _ = lengths(bare)
    assert lengths(small) == (without + 1, without + 5)  # type: ignore[operator]


def test_every_word_is_read_once() -> None:
    """One word more tips the tenth of a minute, and none less."""

    def walk(count: int) -> tuple[Case, int]:
        walk = case(scene("first", choice("a", "end"), text=" ".join(["word"] * count)), scene("end"))
        read = [words_in(each.title) + words_of_choices(each) for each in walk.scenes.values()]
        read += [words_in(block.text) for each in walk.scenes.values() for block in each.text]
        return walk, sum(read) + words_after(walk.scenes["first"].choices["a"])

    count = next(each for each in range(1, 30) if minutes_of(walk(each)[1]) < minutes_of(walk(each + 1)[1]))
    for small, read in (walk(count), walk(count + 1)):
        assert lengths(small) == (minutes_of(read), minutes_of(read))


def test_only_the_paragraphs_that_show_are_read() -> None:
    hall = scene("hall", goto="end", text=["Here.", ("first is a", minutes(3)), ("first is b", minutes(7))])
    small = case(scene("first", choice("a", "hall"), choice("b", "hall")), hall, scene("end"))
    least, most = lengths(small)
    assert most - least == 4  # type: ignore[operator]


def test_a_chapter_ends_before_the_words_of_the_next_are_read() -> None:
    def part(count: int) -> object:
        scenes = [
            replace(scene("first", choice("a", "later"), text=minutes(2)), chapter="part"),
            replace(scene("later", goto="end", text=minutes(count)), title=minutes(count), chapter="rest"),
            replace(scene("end"), chapter="rest"),
        ]
        return prove(case(*scenes, chapters=(Chapter(id="part", title="Part", start="first"),))).chapters[
            "part"
        ]

    assert part(1) == part(50)


def test_a_loop_is_left_by_the_shortest_reading() -> None:
    """Round by the long way is no part of it, however often one goes round."""
    small = case(
        scene("hall", telling("long", 9, "hall"), telling("short", 1, "room")),
        scene("room", choice("back", "hall"), choice("out", "end")),
        scene("end"),
    )
    proof = prove(small)
    direct = case(
        scene("hall", telling("short", 1, "room")), scene("room", choice("out", "end")), scene("end")
    )
    least, _ = lengths(direct)
    assert proof.shortest and proof.shortest.decisions == 2
    assert abs(float(proof.shortest.minutes) - float(least)) < 0.3  # the labels of the other choices


def test_what_is_read_within_a_loop_is_read() -> None:
    def least(count: int) -> float:
        hall = scene("hall", choice("on", "room"), text=["Here.", minutes(count)])
        room = scene("room", choice("back", "hall"), choice("out", "end"), text=["There.", minutes(count)])
        return float(str(lengths(case(hall, room, scene("end")))[0]))

    assert least(3) - least(1) == pytest.approx(4)


def test_a_loop_that_is_left_at_two_places_for_the_same_end() -> None:
    hall = scene("hall", choice("on", "room"), choice("out", "end"))
    room = scene("room", choice("back", "hall"), choice("out", "end"), choice("down", "lost"))
    proof = prove(case(hall, room, scene("end"), scene("lost")))
    assert proof.odds == pytest.approx({"end": 4 / 5, "lost": 1 / 5})
    assert proof.visits and proof.visits["hall"] == pytest.approx(6 / 5)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("later", [False, True])
def test_where_two_ways_meet_both_the_shorter_and_the_longer_are_kept(turned: bool, later: bool) -> None:
    """One way takes a decision more, of which much is told; the other leads through one passage or four."""
    decided = [scene("d1", telling("on", 3, "meet"))]
    passed = [scene(f"p{at}", goto=f"p{at + 1}", text=minutes(1)) for at in range(3)]
    passed.append(scene("p3", goto="meet", text=minutes(1)))
    there = "p0" if later else "p3"

    def found(a: str, b: str) -> Proof:
        ways = [choice("a", a), choice("b", b)][:: -1 if turned else 1]
        return prove(case(scene("first", *ways), *decided, *passed, scene("meet", goto="end"), scene("end")))

    both, by_passages, by_deciding = found("d1", there), found(there, there), found("d1", "d1")
    assert both.shortest and both.longest and by_passages.longest and by_deciding.longest
    assert (both.shortest.decisions, both.longest.decisions) == (1, 2)
    alone = sorted((by_passages.longest.minutes, by_deciding.longest.minutes), key=float)
    assert [both.shortest.minutes, both.longest.minutes] == alone and alone[0] != alone[1]


def test_of_several_endings_the_nearest_and_the_furthest_are_told() -> None:
    for first in ("near", "far"):
        choices = [choice("soon", "near"), choice("on", "middle")]
        ends = {"near": scene("near"), "far": scene("far", text=minutes(3))}
        last = [ends.pop(first), *ends.values()]
        proof = prove(case(scene("first", *choices), scene("middle", choice("on", "far")), *last))
        assert proof.shortest and proof.longest
        assert (proof.shortest.decisions, proof.longest.decisions) == (1, 2)
        assert float(proof.longest.minutes) - float(proof.shortest.minutes) > 3


def test_what_never_ends_has_no_length() -> None:
    proof = prove(case(scene("first", choice("on", "first")), scene("end")))
    assert proof.shortest is proof.longest is None


def test_a_decision_is_idle_only_where_two_choices_are_open_at_once() -> None:
    def forced(when: str | None) -> Case:
        return case(
            scene("first", choice("a", "hall", set={"f": True}), choice("b", "hall")),
            scene("hall", choice("left", "end", when="f"), choice("right", "end", when=when)),
            scene("end"),
            variables={"f": False},
        )

    assert prove(forced("not f")).idle == ()
    assert prove(forced(None)).idle == ("hall",)


@st.composite
def tangles(draw: st.DrawFn) -> list[list[int]]:
    """Where the ways out of each place of a loop lead; what is no place of it lies outside."""
    count = draw(st.integers(1, 6))
    onward = [draw(st.lists(st.integers(0, count + 1), max_size=4)) for _ in range(count)]
    return [[*ways, place + 1] for place, ways in enumerate(onward)]


@given(tangles(), st.data())
def test_one_passes_through_a_place_as_often_as_one_comes_to_it(
    ways: list[list[int]], data: st.DataObject
) -> None:
    """From outside, and from each place of the loop as often as one goes on from there by chance."""
    inside = range(len(ways))
    inflow = {place: data.draw(st.sampled_from((0.0, 0.25, 1.0))) for place in inside}
    visits = expected_visits(inflow, dict(enumerate(ways)), frozenset(inside))
    for place in inside:
        comes = sum(visits[before] * out.count(place) / len(out) for before, out in enumerate(ways))
        assert visits[place] == pytest.approx(inflow[place] + comes, rel=1e-9, abs=1e-12)


def test_what_takes_too_long_or_too_much_memory_is_given_up() -> None:
    loop, inside = {0: [0, 1]}, frozenset({0})
    with patch("game.proof.counting.MOST_WAYS", 1):
        assert expected_visits({0: 1.0}, loop, inside) == {0: 2.0}
        with pytest.raises(TooTangled):
            expected_visits({0: 1.0}, loop, inside, late=lambda: True)
    machine = Machine.of(case(scene("first", choice("a", "end")), scene("end")))
    explorer, later = Explorer(Reduction.of(machine, {})), time.perf_counter() + 60
    quotient = Quotient(explorer, explorer.explore(machine.start(), later), later)
    assert Counter(quotient, later).count().playthroughs == 1
    with pytest.raises(TooMany, match="no time left to count"):
        Counter(quotient, 0).count()
    with patch("game.proof.counting.MOST_WAYS", 0), pytest.raises(TooTangled):
        expected_visits({0: 1.0}, loop, inside)


def test_a_loop_behind_a_loop_is_followed_after_it() -> None:
    rooms = [scene("hall", choice("wait", "hall"), choice("on", "yard"))]
    rooms.append(scene("yard", choice("wait", "yard"), choice("left", "a"), choice("right", "b")))
    proof = prove(case(*rooms, scene("a"), scene("b")))
    assert proof.visits == pytest.approx({"hall": 2, "yard": 1.5, "a": 0.5, "b": 0.5})
    assert proof.odds == pytest.approx({"a": 0.5, "b": 0.5})
    assert proof.shortest and proof.shortest.decisions == 2


@SLOWLY
@given(any_case())
def test_states_of_one_node_have_the_same_future(small: Case) -> None:
    """Each shows what its node shows, and goes where its node goes."""
    machine = Machine.of(small)
    explorer = Explorer(Reduction.of(machine, {}))
    explored = explorer.explore(machine.start(), time.perf_counter() + 60)
    quotient = Quotient(explorer, explored, time.perf_counter() + 60)
    for place, states in enumerate(explored.reached):
        for state in states:
            shown, *onward = quotient.rows[quotient.nodes[place][state]]
            assert shown == machine.code(state).variants(state)
            leads = {
                option: after
                for entry, after in zip(explorer.row(place), onward, strict=True)
                for option in entry.options
                if after != CLOSED
            }
            assert set(leads) == set(machine.options(state))
            for option, node in leads.items():
                after = explorer.reduction.reduced(machine.take(state, option))
                assert quotient.nodes[after & machine.scene_mask][after] == node
    assert len(quotient.rows) <= explored.states
