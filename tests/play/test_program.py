"""The program of a case: plain data, and all that is needed to play it."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings

from game.case.conditions.syntax import Test, asked_by, evaluator
from game.case.model import Case, Ending
from game.play.machine import Machine
from game.play.program import CONTINUE, Branch, Program, State
from tests.cases import case, choice, scene
from tests.invented_cases import any_case


def as_json(value: Any) -> Any:
    """A part of a program as JSON holds it. Raises `TypeError` for anything but plain data."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"is": type(value).__name__, **fields}
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    if isinstance(value, Mapping):
        return {key: as_json(each) for key, each in value.items()}
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(value)


class Plain:
    """Plays a program by its data alone, as whatever else plays a case will have to."""

    def __init__(self, program: Program) -> None:
        self.program, self.layout = program, program.layout

    def holds(self, test: Test | None, state: State) -> bool:
        if test is None:
            return True
        names = asked_by(test)
        held = {
            name: place.values[state >> place.shift & place.mask]
            for name, place in self.layout.fields.items()
        }
        values = [held.get(name, True) for name in names]
        return bool(evaluator(test, {name: place for place, name in enumerate(names)})(values))

    def following(self, state: State) -> dict[int, State]:
        """Where every option leads that is open, all papers read."""
        found = {}
        for way in self.program.scenes[state & self.layout.scene_mask].ways:
            if self.holds(way.guard, state):
                left = self.layout.after(state, way.effects)
                to = next(branch.to for branch in way.routes if self.holds(branch.guard, left))
                arrived = left & ~self.layout.scene_mask | to
                found[way.option] = self.layout.after(arrived, self.program.scenes[to].enter)
        return found


@settings(max_examples=12)
@given(any_case())
def test_a_program_is_plain_data_and_says_everything_that_the_machine_does(small: Case) -> None:
    machine, plain, chance = Machine(small), Plain(Program.of(small)), random.Random(3)
    json.dumps(as_json(plain.program))
    for chapter in (None, "part"):
        state = machine.start(chapter)
        assert state == plain.program.starts[chapter or ""]
        for _ in range(40):
            following = plain.following(state)
            assert {option: machine.take(state, option) for option in machine.options(state)} == following
            shown = plain.program.scenes[state & machine.scene_mask].text
            bits = sum(1 << place for place, test in enumerate(shown) if plain.holds(test, state))
            assert machine.code(state).variants(state) == bits
            if not following:
                break
            state = following[chance.choice([*following])]


def test_what_a_door_that_is_shut_an_ending_and_a_passage_become() -> None:
    program = Program.of(
        case(
            scene("hall", choice("wall", shut="No."), choice("go", "walk", when="hall is none")),
            scene("walk", goto="end"),
            scene("end", goto="hall", ending=Ending(title="The end")),
        )
    )
    hall, walk, end = program.scenes
    assert hall.options == ("wall", "go") and [way.option for way in hall.ways] == [1]
    assert walk.options == (CONTINUE,) and walk.is_passage and walk.ways[0].routes == (Branch(None, 2),)
    assert end.ends and end.options == () and end.ways == ()
    assert program.leads == {"hall": ("walk",), "walk": ("end",), "end": ()}


def test_a_goto_that_may_lead_nowhere_leads_back() -> None:
    lost = case(scene("hall", choice("go", [("hall is none", "end")])), scene("end"))
    program = Program.of(lost)
    assert [branch.to for branch in program.scenes[0].ways[0].routes] == [1, 0]
    machine = Machine(lost)
    assert machine.scene(machine.take(machine.start(), 0)).id == "hall"
