"""What a proof says: promises, paths, loops, chances, and what it does where it cannot settle something."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from game.case import load_case, read_case
from game.case.diagnostics.kinds import ProblemKind, kinds
from game.case.model import Case, Chapter, Echo, Effects, Ending, NamedPath, Promise, Record, Variable
from game.case.proof import INFINITE, Proof, prove
from game.play.playthrough import Playthrough
from game.proof.diagnostics import problems_found
from game.proof.explicit_state import Explorer, TooMany
from game.proof.prover import Prover
from game.proof.report import as_words
from tests.benchmarks.planted import planted
from tests.benchmarks.proof import compare
from tests.benchmarks.story import invented, write_case
from tests.case.conftest import write_files
from tests.cases import case, choice, scene


def fork(**rest: object) -> Case:
    """Two decisions; `loud` closes the quiet way out."""
    return case(
        scene("first", choice("loud", "second", add={"n": 2}), choice("quiet", "second")),
        scene(
            "second",
            choice("leave", "home", when="n == 0", closed="Too loud."),
            choice("stay", [("n >= 2", "jail"), (None, "home")]),
            echo=Echo(none="Whoever may leave may stay."),
        ),
        scene("home"),
        scene("jail"),
        variables={"n": (0, 3, 0)},
        **rest,
    )


# --- counting -------------------------------------------------------------------------------------


def test_ways_chances_and_lengths() -> None:
    proof = prove(fork())
    assert proof.exact and proof.playthroughs == 3
    assert proof.odds == {"home": 0.5, "jail": 0.5}
    assert proof.visits == {"first": 1.0, "second": 1.0, "home": 0.5, "jail": 0.5}
    assert proof.shortest and proof.longest
    assert (proof.shortest.decisions, proof.longest.decisions) == (2, 2)


def test_a_loop_makes_playthroughs_infinite_and_chances_stay_exact() -> None:
    toss = case(
        scene("toss", choice("again", "toss"), choice("heads", "won"), choice("tails", "lost")),
        scene("won"),
        scene("lost"),
    )
    proof = prove(toss)
    assert proof.playthroughs == INFINITE and proof.longest and proof.longest.decisions == INFINITE
    assert proof.odds == {"won": 0.5, "lost": 0.5}
    assert proof.visits and proof.visits["toss"] == pytest.approx(1.5)
    assert proof.loop == ("again",) and proof.returns == 1
    assert not proof.endless and proof.shortest and proof.shortest.decisions == 1


def test_a_walk_of_many_states_that_lead_back_to_one_another() -> None:
    walk = case(
        scene(
            "street",
            choice("left", [("n == 0", "home"), (None, "street")], add={"n": -1}),
            choice("right", [("n == 9", "inn"), (None, "street")], add={"n": 1}),
        ),
        scene("home"),
        scene("inn"),
        variables={"n": (0, 9, 3)},
    )
    proof = prove(walk)
    # The gambler's ruin from 3 of 9: he reaches the inn with a chance of 1 in 3.
    assert proof.odds == {"home": pytest.approx(2 / 3), "inn": pytest.approx(1 / 3)}


def test_where_nothing_is_open_play_is_stuck_though_it_may_be_left_at_other_times() -> None:
    """No door at all, none that opens, and two of which one opens for some; not where a chapter is over."""
    places = (
        scene("end", chapter="two"),
        scene("later", choice("on", "end", when="f"), chapter="two"),
        scene("first", choice("a", "room", set={"f": True}), choice("b", "room"), choice("c", "cell")),
        scene("cell", choice("wall", shut="No.")),
        scene("room", choice("out", "later", when="f"), choice("up", "hall", when="f"), choice("in", "hall")),
        scene("hall", choice("out", "later", when="f"), choice("up", "end", when="f")),
    )
    parts = [replace(each, chapter=each.chapter or "one") for each in places]
    chapter = Chapter(id="one", title="One", start="first")
    proof = prove(case(*parts, start="first", variables={"f": False}, chapters=(chapter,)))
    for found in (proof, proof.chapters["one"]):
        assert {fault.scene: fault.witness for fault in found.stuck} == {"cell": ("c",), "hall": ("b", "in")}


def test_a_loop_without_a_way_out_is_endless_and_named_once() -> None:
    lost = case(
        scene("first", choice("in", "stair"), choice("out", "end")),
        scene("stair", goto="landing"),
        scene("landing", goto="stair"),
        scene("end"),
    )
    proof = prove(lost)
    assert [fault.scene for fault in proof.endless] == ["stair"]
    assert proof.endless[0].witness == ("in",)
    assert proof.odds == {"end": 0.5}


def test_a_loop_that_a_choice_once_taken_ends_is_no_loop() -> None:
    asks = case(
        scene("hall", choice("ask", "hall", once=True), choice("go", "end")),
        scene("end"),
    )
    assert prove(asks).playthroughs == 2


def test_more_playthroughs_than_a_computer_could_play() -> None:
    steps = [scene(f"s{n}", choice("a", f"s{n + 1}"), choice("b", f"s{n + 1}")) for n in range(300)]
    assert prove(case(*steps, scene("s300"))).playthroughs == 2**300


def test_what_nothing_asks_for_any_more_does_not_multiply_the_states() -> None:
    steps = [
        scene(f"s{n}", choice("a", f"s{n + 1}", set={"f": True}, add={"n": 1}), choice("b", f"s{n + 1}"))
        for n in range(30)
    ]
    proof = prove(case(*steps, scene("s30"), variables={"n": (0, 30, 0), "f": False}))
    assert proof.states == 31 and proof.idle == tuple(f"s{n}" for n in range(30))


def test_what_is_asked_for_much_later_is_kept_in_whatever_order_the_scenes_stand() -> None:
    walk = [
        scene("first", choice("take", "hall", set={"key": True}), choice("leave", "hall")),
        scene("hall", goto="stair"),
        scene("stair", goto="door"),
        scene("door", choice("open", "end", when="key", closed="Locked."), choice("back", "end")),
        scene("end"),
    ]
    for scenes in (walk, walk[::-1]):
        proof = prove(case(*scenes, variables={"key": False}, start="first"))
        assert proof.choices["door/open"].witness == ("take", "continue", "continue", "open")
        assert proof.playthroughs == 3


@pytest.mark.parametrize("batch", [1, 4, 7, 100])
def test_how_many_states_are_followed_at_once_changes_nothing(
    batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.proof.explicit_state.BATCH", batch)
    steps = [
        scene(f"s{n}", choice("a", f"s{n + 1}", add={"n": 1}), choice("b", f"s{n + 1}")) for n in range(8)
    ]
    ends = scene("s8", choice("go", [("n > 7", "won"), (None, "lost")]))
    proof = prove(case(*steps, ends, scene("won"), scene("lost"), variables={"n": (0, 9, 0)}))
    assert (proof.states, proof.playthroughs, proof.odds) == (47, 2**8, {"won": 1 / 256, "lost": 255 / 256})


# --- promises, paths, history -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("promise", "verdict", "witness"),
    [
        (Promise(always="n != 1"), "proved", None),
        (Promise(always="n == 0"), "refuted", ("loud",)),
        (Promise(at="jail", holds="n == 2"), "proved", None),
        (Promise(at="home", holds="first is loud"), "refuted", ("quiet", "leave")),
        (Promise(every_path_through="second"), "proved", None),
        (Promise(every_path_through="jail"), "refuted", ("quiet", "leave")),
        (Promise(possible="n == 2", at="second"), "proved", ("loud",)),
        (Promise(possible="n == 3", at="second"), "refuted", None),
        (Promise(rare="jail", below=60), "proved", None),
        (Promise(rare="jail", below=50), "refuted", ("loud", "stay")),
    ],
)
def test_promises(promise: Promise, verdict: str, witness: tuple[str, ...] | None) -> None:
    proof = prove(fork(promises=(promise,)))
    (found,) = proof.promises
    assert (found.verdict, found.witness) == (verdict, witness)
    assert proof.holds == (verdict == "proved")
    told = [problem.code for problem in problems_found(fork(promises=(promise,)), proof)]
    assert told == ([] if verdict == "proved" else ["broken-promise"])


def test_the_shortest_playthrough_that_breaks_a_promise_is_shown() -> None:
    """The scene that stands first in the case is come to last; the ending that stands first lies deepest."""
    long = case(
        scene("far", choice("go", "deep", add={"n": 1})),
        scene("start", choice("near", "soon", add={"n": 1}), choice("on", "middle")),
        scene("middle", choice("on", "far", add={"n": 1})),
        scene("deep"),
        scene("soon"),
        variables={"n": (0, 3, 0)},
        start="start",
        promises=(Promise(always="n == 0"), Promise(every_path_through="nowhere")),
    )
    always, around = prove(replace(long, scenes={**long.scenes, "nowhere": scene("nowhere")})).promises
    assert always.witness == around.witness == ("near",)


@pytest.mark.parametrize(
    ("choices", "ends", "reason"),
    [
        (("loud", "stay"), "jail", ""),
        (("loud", "stay"), "home", "it ends at"),
        (("loud",), None, "before any ending"),
        (("loud", "leave"), None, "Too loud"),
    ],
)
def test_named_paths(choices: tuple[str, ...], ends: str | None, reason: str) -> None:
    (found,) = prove(fork(paths=[NamedPath(id="one", choices=choices, ends=ends)])).paths
    assert found.holds == (not reason) and reason in found.reason


def test_history_must_be_able_to_take_its_course() -> None:
    def told(first: str) -> Proof:
        return prove(
            case(
                scene("first", choice("a", "second"), choice("b", "second"), record=Record(choice=(first,))),
                scene(
                    "second",
                    choice("c", "end", when="first is a", closed="No."),
                    choice("d", "end"),
                    record=Record(choice=("c",)),
                ),
                scene("end"),
            )
        )

    good, bad = told("a").history, told("b").history
    assert good and good.holds and bad and not bad.holds
    assert "second" in bad.reason and "c" in bad.reason


# --- what is behind what ------------------------------------------------------------------------------


def test_of_what_is_never_reached_only_the_cause_is_told() -> None:
    small = case(
        scene("first", choice("go", [("n == 1", "attic"), (None, "end")]), text="A house."),
        scene("attic", choice("up", "roof", when="n == 2", closed="No.")),
        scene("roof", goto="end"),
        scene("end"),
        variables={"n": (0, 3, 0)},
    )
    proof = prove(small)
    (problem,) = problems_found(small, proof)
    assert problem.code == "never-taken" and "`n == 1`; here n is always 0" in problem.message
    assert "the scenes attic and roof" in problem.message
    assert proof.scenes["roof"].verdict == proof.choices["attic/up"].verdict == "refuted"


def test_a_shut_door_is_refuted_without_a_problem() -> None:
    small = case(scene("first", choice("go", "end"), choice("wall", shut="No.")), scene("end"))
    proof = prove(small)
    assert proof.choices["first/wall"].verdict == "refuted" and problems_found(small, proof) == ()


# --- too large, too late, stopped -----------------------------------------------------------------------


def large() -> Case:
    """More states than anyone can visit: sixty numbers that nothing ever forgets."""
    names = [f"n{each}" for each in range(60)]
    steps = [
        scene(f"s{at}", choice("a", f"s{at + 1}", add={name: 1}), choice("b", f"s{at + 1}"))
        for at, name in enumerate(names)
    ]
    last = choice("all", "end", when=" and ".join(f"{name} == 1" for name in names[:3]), closed="No.")
    odd = choice("sum", "end", when=" + ".join(names[:30]) + " == 15", closed="No.")
    never = choice("never", "end", when="n0 == 1 and n0 == 2", closed="No.")
    return case(
        *steps, scene("s60", last, odd, never, choice("go", "end")), scene("end"),
        variables=dict.fromkeys(names, (0, 3, 0)),
    )  # fmt: skip


def test_where_there_are_too_many_states_each_question_is_followed_by_itself() -> None:
    proof = prove(large(), budget=10)
    assert not proof.exact and "states were visited" in proof.reason
    assert proof.choices["s60/all"].verdict == "proved"
    assert proof.choices["s60/never"].verdict == "refuted"
    assert proof.playthroughs is None and proof.odds is None and proof.longest is None


@pytest.mark.parametrize("word", ["red", "blue"])
def test_what_goto_sees_and_arriving_changes_again(word: str) -> None:
    """The question follows two variables; one of them has a value that no scene ever stands in."""
    flow = case(
        scene(
            "first",
            choice("a", [(f"who is {word}", "second"), (None, "end")], set={"who": word}, add={"n": 1}),
        ),
        scene(
            "second", choice("b", "end", when="who is green and n == 1"), enter=Effects(set={"who": "green"})
        ),
        scene("end"),
        variables={"who": Variable(id="who", one_of=("red", "green", "blue"), start="green"), "n": (0, 3, 0)},
    )
    with (
        patch.object(Explorer, "explore", side_effect=TooMany("there are too many")),
        patch.object(Prover, "wander"),
    ):
        proof = prove(flow)
    assert proof.scenes["second"].witness == ("a",)
    assert proof.choices["second/b"].witness == ("a", "b")


def test_what_cannot_be_settled_is_called_undecided() -> None:
    hard = large()
    with (
        patch("game.proof.random_play.Noted.play"),
        patch.object(Explorer, "explore", side_effect=TooMany("too many")),
    ):
        proof = prove(hard, budget=60)
    told = problems_found(hard, proof)
    assert proof.undecided and "undecided" in [problem.code for problem in told]
    assert proof.choices["s60/sum"].verdict == "undecided"
    words = "\n".join(as_words(hard, proof))
    assert "  choices: s60/sum" in words
    assert not proof.late and "--budget" not in words, "it gave up for another reason"


def test_what_a_stop_left_open_is_not_called_broken() -> None:
    promised = fork(promises=(Promise(always="n < 3"), Promise(at="jail", holds="n == 2")))

    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    proof = prove(promised, progress=interrupt)
    words = "\n".join(as_words(promised, proof))
    assert "Promises kept: 0 of 2; not settled: 2." in words and "broken" not in words
    told = next(each for each in problems_found(promised, proof) if each.code == "undecided")
    assert "when the proof was stopped" in told.message and "promise 2" in told.message
    assert "--budget" not in words + told.remedy, "nobody lacked time: it was stopped"


def test_a_small_budget_that_was_not_spent_may_still_be_what_is_wanting() -> None:
    hard = large()
    with (
        patch("game.proof.random_play.Noted.play"),
        patch.object(Explorer, "explore", side_effect=TooMany("too many")),
    ):
        proof = prove(hard, budget=20)
    assert proof.undecided
    words = "\n".join(as_words(hard, proof))
    assert "More time (--budget) may settle more" in words and "hardly" not in words


@pytest.mark.parametrize("budget", [0.0, 1e-9])
def test_no_time_at_all(budget: float) -> None:
    proof = prove(large(), budget=budget)
    assert proof.undecided and not proof.stuck
    assert proof.late and any(
        "More time (--budget) may settle more" in line for line in as_words(large(), proof)
    )


def test_a_budget_holds_for_everything_with_the_chapters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock goes on a hundredth of a second whenever somebody looks at it."""
    ticks = itertools.count()
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks) / 100)
    monkeypatch.setattr("game.proof.explicit_state.BATCH", 50)
    monkeypatch.setattr("game.proof.settling.HOPEFUL_STATES_A_SECOND", 1_000_000)
    whole = large()
    scenes = {each.id: replace(each, chapter="all") for each in whole.scenes.values()}
    part = Chapter(id="all", title="All of it", start="s0")
    proof = prove(replace(whole, scenes=scenes, chapters=(part,)), budget=20)
    assert not proof.exact and 20 <= next(ticks) / 100 < 20.5


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_interrupted_it_gives_what_is_known(after: int) -> None:
    calls = iter(range(1_000_000))

    def interrupt(_: str) -> None:
        if next(calls) >= after:
            raise KeyboardInterrupt

    proof = prove(fork(), progress=interrupt)
    assert proof.stopped and proof.reason == "it was stopped"
    assert all(finding.verdict != "refuted" for finding in proof.scenes.values())
    for finding in proof.scenes.values():
        assert finding.witness is None or Playthrough.replay(fork(), finding.witness)


# --- planted faults -------------------------------------------------------------------------------------


def test_every_planted_fault_is_found_and_nothing_else(tmp_path: Path) -> None:
    story, truth = planted(invented(150, seed=3), 6, seed=3)
    small = load_case(write_case(story, tmp_path / "planted"))
    proof = prove(small, budget=10)
    assert not proof.exact
    with patch("tests.benchmarks.proof.RANDOM_PLAYS", 500):
        assert compare(small, proof, truth) == []
    assert not proof.undecided


def test_an_ending_with_choices_behind_it_ends() -> None:
    odd = case(
        scene("first", choice("go", "end")),
        scene("end", choice("more", "first"), ending=Ending(title="The end")),
    )
    proof = prove(odd)
    assert proof.playthroughs == 1 and "end/more" not in proof.choices


@pytest.mark.parametrize(
    "kind", [kind for kind in kinds().values() if kind.example], ids=lambda kind: kind.code
)
def test_a_case_with_mistakes_that_compiles_can_be_proved(kind: ProblemKind, tmp_path: Path) -> None:
    broken, _ = read_case(write_files(tmp_path / "small", kind.files()))
    assert (broken is None) == kind.stops
    if broken is not None:
        proof = prove(broken, budget=5)
        assert proof.scenes.keys() == broken.scenes.keys()
        assert problems_found(broken, proof) is not None and list(as_words(broken, proof))
