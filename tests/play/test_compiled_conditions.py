"""Conditions as the machine runs them mean what Python itself makes of them, in any state."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from game.case.model import Value
from game.play.machine import Machine
from tests.case.wording import CONDITIONS, PAPERS, READING, STATES, holds, worded


@settings(max_examples=80)
@given(CONDITIONS, READING, st.lists(STATES, min_size=3, max_size=3))
def test_a_compiled_condition_means_what_it_says(
    condition: str, reading: str, states: list[Mapping[str, Value]]
) -> None:
    machine = Machine(worded(condition, reading))
    for values in states:
        state = machine.scene_index["vote"]
        for name, place in machine.fields.items():
            state |= place.bits(values[name]) << place.shift
        code = machine.code(state)
        assert bool(code.variants(state) & 2) == holds(condition, values)
        opened = sum(1 << place for place, paper in enumerate(PAPERS) if values[f"read {paper}"])
        assert (0 in machine.options(state, opened)) == holds(reading, values)
