"""One question followed by itself is answered rightly, or not at all, however little may be looked at."""

from __future__ import annotations

import time
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from game.case.conditions.parser import Vocabulary, parse
from game.case.conditions.syntax import papers_in
from game.case.model import Case, Document
from game.play.machine import Machine
from game.play.playthrough import Playthrough
from game.proof.guided_search import Searcher
from game.proof.properties import Query
from tests.cases import case, choice, scene
from tests.invented_cases import any_case
from tests.proof.reference import TooLarge, every_state, holds


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(any_case(), st.integers(0, 12), st.integers(0, 3), st.data())
def test_no_answer_is_wrong_however_little_is_looked_at(
    small: Case, followed: int, walks: int, data: st.DataObject
) -> None:
    machine = Machine(small)
    try:
        states = every_state(machine, 600)
    except TooLarge:
        reject()
    program = machine.program
    every = [test for scene in program.scenes for test in (*scene.text, *(way.guard for way in scene.ways))]
    tests = [test for test in every if test is None or not papers_in(test)]
    scenes = st.lists(st.sampled_from(program.layout.scenes), min_size=1, max_size=4, unique=True)
    searcher = Searcher(machine, time.perf_counter() + 600, {})
    limits = {
        "MOST_FOLLOWED": followed,
        "WALKS": walks,
        "LONGEST_WALK": 50,
        "WIDENINGS": data.draw(st.integers(1, 3)),
    }
    with patch.multiple("game.proof.guided_search", **limits):
        for number in range(4):
            test = data.draw(st.sampled_from(tests))
            question = Query(("promise", str(number)), tuple(data.draw(scenes)), test)
            places = {machine.scene_index[scene_id] for scene_id in question.scenes}
            so = any(state & machine.scene_mask in places and holds(machine, test, state) for state in states)
            finding = searcher.answer(question)
            assert finding.verdict in ("undecided", "proved" if so else "refuted")
            if finding.witness is not None:
                play = Playthrough(small)
                for step in finding.witness:
                    play = play.choose_reading(step)
                assert play.scene.id in question.scenes and holds(machine, test, play.state)


def test_where_guesses_and_walks_fail_every_branch_is_followed() -> None:
    """A lock that opens to one of many numbers, and another that never opens, behind what a slice sees."""
    turns = [choice(f"by{amount}", "dial", add={"n": amount, "m": 1}) for amount in (1, 2, 5)]
    dial = case(
        scene(
            "dial",
            *turns,
            choice("open", [("n == 97 and m == 25", "end"), (None, "dial")]),
            choice("force", [("n == 98 and m == 19", "loot"), (None, "dial")]),
        ),
        scene("end"),
        scene("loot", goto="end"),
        variables={"n": (0, 97, 0), "m": (0, 40, 0)},
    )
    machine = Machine(dial)
    with patch("game.proof.guided_search.WALKS", 0):
        searcher = Searcher(machine, time.perf_counter() + 600, {})
        found = searcher.answer(Query(("scene", "end"), ("end",)))
        assert found.verdict == "proved" and found.witness is not None
        assert Playthrough.replay(dial, found.witness).scene.id == "end"
        assert searcher.answer(Query(("scene", "loot"), ("loot",))).verdict == "refuted"


def vault() -> Case:
    """A door asks for a paper, which play has always read, and for a number that never comes. A gate is
    the only way past it."""
    walk = [
        scene(f"s{at}", choice("both", f"s{at + 1}", add={"n": 2}), choice("none", f"s{at + 1}"))
        for at in range(5)
    ]
    opens = choice("open", "vault", when="read(memo) and n == 3", closed="No.")
    return case(
        scene("first", choice("in", "s0"), choice("past", "gate")), *walk,
        scene("s5", opens, choice("leave", "end"), documents=("memo",)),
        scene("gate", goto="vault"), scene("vault", goto="end"), scene("end"),
        documents=[Document(id="memo", title="Memo")], variables={"n": (0, 20, 0)},
    )  # fmt: skip


VAULT = Query(("scene", "vault"), ("vault",))


@pytest.mark.parametrize(
    "limits", [{"MOST_FOLLOWED": 2}, {"WIDENINGS": 1}], ids=["by slices", "by following"]
)
def test_what_only_a_closed_gate_leads_to_cannot_be(limits: dict[str, int]) -> None:
    """Not even where play has been before the gate was taken to be an end."""
    small = vault()
    machine = Machine(small)
    index, state = machine.scene_index, machine.start()
    past: list[tuple[int, tuple[str, ...]]] = [(state, ())]
    for option, step in ((1, "past"), (0, "continue")):
        state = machine.take(state, option)
        past.append((state, (*past[-1][1], step)))
    been = {place & machine.scene_mask: [(place, steps)] for place, steps in past}
    with patch.multiple("game.proof.guided_search", **limits):
        searcher = Searcher(machine, time.perf_counter() + 600, been)
        assert searcher.answer(VAULT).witness == ("past", "continue")
        assert searcher.answer(VAULT, frozenset({index["gate"]})).verdict == "refuted"


def test_what_lies_far_from_where_play_begins_is_found_too() -> None:
    with patch("game.proof.guided_search.NEAR", 1):
        searcher = Searcher(Machine(vault()), time.perf_counter() + 600, {})
        found = searcher.answer(Query(("scene", "s5"), ("s5",)))
    assert found.verdict == "proved" and found.witness is not None and len(found.witness) == 6


def test_once_it_is_late_nothing_is_answered() -> None:
    assert Searcher(Machine(vault()), time.perf_counter() - 1, {}).answer(VAULT).verdict == "undecided"


def test_of_what_is_too_wide_to_follow_nothing_is_denied() -> None:
    small = vault()
    even = parse("n == 4", Vocabulary.of(small)).test
    with patch("game.proof.abstraction.MOST_BITS", 1):
        searcher = Searcher(Machine(small), time.perf_counter() + 600, {})
        assert searcher.answer(Query(("promise", "0"), ("s5",), even)).verdict == "undecided"
