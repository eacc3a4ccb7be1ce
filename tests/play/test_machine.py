"""The compiled machine: what a choice does, in which order, and that it agrees with a simple interpreter."""

from __future__ import annotations

import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.case.model import Case, Chapter, Document, Effects, Ending, Promise
from game.play.machine import EVERYTHING_READ, Machine
from game.play.program import State
from tests.cases import case, choice, scene
from tests.invented_cases import PAPERS, any_case
from tests.play.interpreter import Interpreter


def played(machine: Machine, *choices: str, chapter: str | None = None) -> State:
    """The state after these choices, each of which must be open."""
    state = machine.start(chapter)
    for choice_id in choices:
        code = machine.code(state)
        option = code.option_of[choice_id]
        assert option in machine.options(state)
        state = machine.take(state, option)
    return state


def open_ids(machine: Machine, state: State, read: int = EVERYTHING_READ) -> list[str]:
    code = machine.code(state)
    return [code.choice_ids[option] for option in machine.options(state, read)]


def at(machine: Machine, state: State) -> str:
    return machine.scene(state).id


def test_add_comes_before_set_and_both_before_goto_and_enter() -> None:
    machine = Machine(
        case(
            scene(
                "first",
                choice(
                    "go", [("n == 5 and first is go", "there"), (None, "other")], add={"n": 3}, set={"n": 5}
                ),
            ),
            scene(
                "there",
                choice("x", "end", when="n == 6"),
                enter=Effects(add={"n": 1}),
                text=["a", ("n == 6", "b")],
            ),
            scene("other"),
            scene("end"),
            variables={"n": (0, 9, 1)},
        )
    )
    state = played(machine, "go")
    assert at(machine, state) == "there"
    assert machine.value(state, "n") == 6
    assert machine.code(state).variants(state) == 0b11
    assert open_ids(machine, state) == ["x"]


def test_enter_adds_before_it_sets_and_the_start_is_an_arrival() -> None:
    machine = Machine(
        case(
            scene("first", choice("x", "end"), enter=Effects(add={"n": 4, "m": 1}, set={"n": 2})),
            scene("end"),
            variables={"n": (0, 9, 1), "m": (0, 3, 0)},
        )
    )
    assert machine.values(machine.start()) == {"n": 2, "m": 1}


@pytest.mark.parametrize("amount", [-100, -5, -4, -1, 0, 1, 3, 4, 5, 100])
@pytest.mark.parametrize(("low", "high"), [(-3, 4), (2, 7), (0, 5), (-9, -2), (5, 5), (-20, 30)])
def test_numbers_stop_at_their_bounds(low: int, high: int, amount: int) -> None:
    for start in range(low, high + 1):
        machine = Machine(
            case(
                scene("first", choice("go", "end", add={"ahead": 1, "n": amount, "beside": 1})),
                scene("end"),
                variables={
                    "before": True,
                    "n": (low, high, start),
                    "beside": (0, 1, 0),
                    "ahead": (0, 1, 0),
                },
            )
        )
        values = machine.values(played(machine, "go"))
        found = min(max(start + amount, low), high)
        assert values == {"before": True, "n": found, "beside": 1, "ahead": 1}


def test_setting_a_number_stops_at_the_bounds_too() -> None:
    machine = Machine(
        case(
            scene("first", choice("up", "end", set={"n": 99}), choice("down", "end", set={"n": -99})),
            scene("end"),
            variables={"n": (-2, 2, 0)},
        )
    )
    assert machine.value(played(machine, "up"), "n") == 2
    assert machine.value(played(machine, "down"), "n") == -2


def test_visited_counts_from_the_moment_a_scene_is_left() -> None:
    machine = Machine(
        case(
            scene(
                "hall",
                choice("again", [("visited(hall)", "room"), (None, "end")]),
                choice("second", "end", when="visited(hall)"),
                text=["a", ("visited(hall)", "been here"), ("not visited(hall)", "new here")],
                enter=Effects(add={"n": 1}),
            ),
            scene("room", goto="hall"),
            scene("end"),
            variables={"n": (0, 5, 0)},
        )
    )
    state = machine.start()
    assert open_ids(machine, state) == ["again"]
    assert machine.code(state).variants(state) == 0b101
    state = played(machine, "again")
    assert at(machine, state) == "room"
    state = machine.take(state, 0)
    assert open_ids(machine, state) == ["again", "second"]
    assert machine.code(state).variants(state) == 0b011
    assert machine.value(state, "n") == 2


def test_what_stands_without_a_condition_shows_wherever_it_stands() -> None:
    text = ["a", ("f", "b"), "c", ("not f", "d")]
    machine = Machine(case(scene("hall", goto="end", text=text), scene("end"), variables={"f": False}))
    assert machine.code(machine.start()).variants(machine.start()) == 0b1101


def test_once_closes_a_choice_that_was_taken_and_without_it_it_can_be_taken_again() -> None:
    machine = Machine(
        case(
            scene("hall", choice("ask", "hall", once=True), choice("wait", "hall"), choice("leave", "end")),
            scene("end"),
        )
    )
    assert open_ids(machine, played(machine, "wait", "wait")) == ["ask", "wait", "leave"]
    assert open_ids(machine, played(machine, "ask")) == ["wait", "leave"]
    assert open_ids(machine, played(machine, "ask", "wait")) == ["wait", "leave"]


def test_papers_that_are_revealed_are_had_before_goto_is_decided() -> None:
    machine = Machine(
        case(
            scene("first", choice("dig", [("has(memo)", "found"), (None, "end")], reveals=("memo",))),
            scene("found", choice("show", "end", when="has(memo) and not has(note)")),
            scene("end"),
            documents=[Document(id="memo", title="Memo"), Document(id="note", title="Note")],
        )
    )
    assert open_ids(machine, played(machine, "dig")) == ["show"]


def test_a_scene_remembers_the_choice_last_taken_there() -> None:
    machine = Machine(
        case(
            scene(
                "vote",
                choice("yes", "count"),
                choice("no", "count"),
                choice("first", "count", when="vote is none"),
            ),
            scene("count", choice("back", "vote"), choice("carried", "end", when="vote is yes")),
            scene("end"),
        )
    )
    assert open_ids(machine, machine.start()) == ["yes", "no", "first"]
    assert open_ids(machine, played(machine, "yes")) == ["back", "carried"]
    assert open_ids(machine, played(machine, "yes", "back")) == ["yes", "no"]
    assert open_ids(machine, played(machine, "yes", "back", "no")) == ["back"]


def test_a_shut_door_never_opens_and_an_ending_offers_nothing() -> None:
    machine = Machine(
        case(
            scene("first", choice("wall", shut="No."), choice("go", "end")),
            scene("end", choice("more", "first"), ending=Ending(title="The end")),
        )
    )
    assert open_ids(machine, machine.start()) == ["go"]
    end = played(machine, "go")
    assert machine.options(end) == ()
    assert machine.code(end).choice_ids == ()


def test_only_what_is_read_opens_a_door_that_asks_for_it() -> None:
    machine = Machine(
        case(
            scene(
                "desk",
                choice("a", "end", when="read(two)"),
                choice("b", "end", when="read(one) and (n > 0 or read(two))"),
                documents=("one", "two"),
            ),
            scene("end"),
            documents=[Document(id="one", title="One"), Document(id="two", title="Two")],
            variables={"n": (0, 1, 0)},
        )
    )
    state = machine.start()
    assert machine.code(state).reads
    assert [open_ids(machine, state, read) for read in (0, 1, 2, 3)] == [[], [], ["a"], ["a", "b"]]
    assert open_ids(machine, state) == ["a", "b"]


def test_words_are_compared_as_words_whatever_the_order_of_their_domains() -> None:
    orders = (("x", "y", "z"), ("z", "x", "y"), ("y", "z", "x"))
    words = ("x", "y", "z")
    for left in words:
        for right in words:
            machine = Machine(
                case(
                    scene(
                        "first",
                        choice("same", "end", when="a is b"),
                        choice("other", "end", when="a is not b"),
                        choice("within", "end", when="a in (b, c)"),
                        enter=Effects(set={"a": left, "b": right}),
                    ),
                    scene("end"),
                    variables=dict(zip("abc", orders, strict=True)),
                )
            )
            expected = ["same" if left == right else "other"] + ["within"] * (left in (right, "y"))
            assert open_ids(machine, machine.start()) == expected, (left, right)


@pytest.mark.parametrize("count", [7, 8, 9, 12])
def test_many_guards(count: int) -> None:
    guarded = [choice(f"c{at}", "end", when=f"n == {at} or f{at}") for at in range(count)]
    machine = Machine(
        case(
            scene("first", choice("on", "first", add={"n": 1}), *guarded, choice("leave", "end")),
            scene("end"),
            variables={"n": (0, 20, 0), **{f"f{at}": at == 3 for at in range(count)}},
        )
    )
    for steps in range(count):
        state = played(machine, *["on"] * steps)
        expected = [f"c{at}" for at in range(count) if at in (steps, 3)]
        assert open_ids(machine, state) == ["on", *expected, "leave"]


def test_a_chapter_begins_at_its_start_with_its_own_values() -> None:
    small = case(
        scene("vote", choice("yes", "later"), choice("no", "later")),
        scene("later", choice("x", "end", when="vote is no"), enter=Effects(add={"n": 1}), chapter="two"),
        scene("end"),
        variables={"n": (0, 9, 1), "flag": True},
        chapters=(Chapter(id="two", title="Two", start="later", set={"vote": "no", "n": 5}),),
    )
    machine = Machine(small)
    state = machine.start("two")
    assert at(machine, state) == "later"
    assert machine.values(state) == {"n": 6, "flag": True, "vote": "no"}
    assert open_ids(machine, state) == ["x"]
    assert machine.start("two") == state
    with pytest.raises(KeyError):
        machine.start("three")


def test_two_ways_to_the_same_situation_are_the_same_state() -> None:
    machine = Machine(
        case(
            scene("first", choice("a", "end", add={"n": 2}), choice("b", "end", set={"n": 2})),
            scene("end"),
            variables={"n": (0, 5, 0)},
        )
    )
    assert played(machine, "a") == played(machine, "b")


def test_what_only_a_promise_asks_about_is_remembered() -> None:
    scenes = (scene("first", choice("a", "end"), choice("b", "end")), scene("end"))
    without = Machine(case(*scenes))
    with_promise = Machine(case(*scenes, promises=(Promise(always="first is not a"),)))
    assert played(without, "a") == played(without, "b")
    assert with_promise.value(played(with_promise, "a"), "first") == "a"


# --- against a simple interpreter -----------------------------------------------------------------


@settings(max_examples=15)
@given(any_case(), st.sampled_from([None, "part"]), st.integers(0, 2**32))
def test_the_machine_agrees_with_a_simple_interpreter(small: Case, chapter: str | None, seed: int) -> None:
    chance = random.Random(seed)
    machine = Machine(small)
    state, slow = machine.start(chapter), Interpreter(small, chapter)
    for _ in range(25):
        code = machine.code(state)
        assert code.scene.id == slow.at
        assert {name: slow.values[name] for name in machine.fields if name in slow.values} == {
            name: value for name, value in machine.values(state).items() if name in slow.values
        }
        bits = code.variants(state)
        assert [
            block.text for place, block in enumerate(code.scene.text) if bits >> place & 1
        ] == slow.shown()
        if code.scene.ending:
            assert machine.options(state) == ()
            return
        for read in range(4):
            papers = frozenset(paper for place, paper in enumerate(PAPERS) if read >> place & 1)
            assert open_ids(machine, state, read) == slow.open_choices(papers)
        choices = open_ids(machine, state)
        if not choices:
            return
        chosen = chance.choice(choices)
        state = machine.take(state, code.option_of[chosen])
        slow.take(chosen)


def test_playing_on_and_on_keeps_no_memory() -> None:
    small = case(
        scene("first", choice("a", "first", add={"n": 1}), choice("b", "first", when="n < 50", set={"n": 0})),
        variables={"n": (0, 99, 0)},
    )
    machine = Machine(small)

    def turns(count: int) -> None:
        state, chance = machine.start(), random.Random(0)
        for _ in range(count):
            state = machine.take(state, chance.choice(machine.options(state)))

    turns(1_000)
    before = sys.getallocatedblocks()
    turns(20_000)
    assert sys.getallocatedblocks() - before < 100
