"""Scenes that no path leads to: the roots are named, once, and nothing where something could not be read."""

from __future__ import annotations

import random

from game.case.checks.context import Checking
from game.case.diagnostics.problems import Problems
from game.case.diagnostics.telling import put_into_words
from game.case.graph import components, graph_of, reachable, starts
from game.case.lint.ways import scenes_can_be_reached
from tests.case.sound import case, scenes
from tests.cases import case as made
from tests.cases import choice, scene

ISLAND = """\
  shore: {title: The shore, text: Sand., goto: cave}
  cave: {title: The cave, text: Dark., goto: lake}
  lake: {title: The lake, text: Still., goto: cave}
"""


def test_of_an_island_the_shore_is_named(found, messages) -> None:
    assert found(scenes(more=ISLAND)) == [("cut-off", "scenes.yaml", 13)]
    assert messages(scenes(more=ISLAND)) == ['no path leads to the scene "shore", nor to the 2 behind it']


def test_a_ring_without_a_shore_is_named_once(found) -> None:
    ring = "\n".join(ISLAND.splitlines()[1:]) + "\n"
    assert found(scenes(more=ring)) == [("cut-off", "scenes.yaml", 13)]


def test_two_shores_of_one_island_are_both_named(found) -> None:
    more = ISLAND + "  pier: {title: The pier, text: Wood., goto: cave}\n"
    assert found(scenes(more=more)) == [("cut-off", "scenes.yaml", 13), ("cut-off", "scenes.yaml", 16)]


def test_a_chapter_may_begin_on_the_island(found) -> None:
    chapters = "chapters:\n  - {id: isle, title: Isle, start: shore}\n"
    more = ISLAND.replace("{title", "{chapter: isle, title")
    assert found({**scenes(more=more), **case(chapters)}) == []


def test_where_a_way_could_not_be_read_no_scene_is_called_cut_off(found) -> None:
    more = ISLAND.replace("cave}", "[cave, {too: far}]}", 1).replace(
        "text: Dark.,", "text: Dark., goto: [shore],", 1
    )
    assert "cut-off" not in {code for code, _, _ in found(scenes(more=more))}
    assert {code for code, _, _ in found(scenes(choice="goto: shroe", more=ISLAND))} == {"unknown-scene"}


def test_a_way_that_is_never_taken_is_its_own_mistake(found) -> None:
    files = scenes(
        choice="goto: [{when: trust > 9, to: attic}, later]",
        more="  attic: {title: A, text: B, goto: later}\n",
    )
    assert found(files) == [("never-true", "scenes.yaml", 6)]


def test_knots_are_those_that_lead_to_one_another() -> None:
    rng = random.Random(7)
    for _ in range(60):
        names = [f"s{number}" for number in range(rng.randrange(1, 12))]
        graph = {name: tuple(rng.sample(names, rng.randrange(min(3, len(names)) + 1))) for name in names}
        behind = {name: reachable([name], graph) for name in names}
        found = components(graph)
        assert sorted(each for knot in found for each in knot) == sorted(names)
        place = {each: number for number, knot in enumerate(found) for each in knot}
        for one in names:
            for other in names:
                together = other in behind[one] and one in behind[other]
                assert (place[one] == place[other]) == together
                assert other not in behind[one] or place[one] >= place[other]


def test_a_long_way_is_no_deeper_than_a_short_one() -> None:
    line = [scene(f"s{number}", goto=f"s{number + 1}") for number in range(5_000)]
    cut = [scene(f"t{number}", choice("on", f"t{number + 1}")) for number in range(5_000)]
    whole = made(*line, scene("s5000"), *cut, scene("t5000"))
    problems = Problems()
    scenes_can_be_reached(Checking(whole, problems))
    assert [problem.message for problem in put_into_words(problems)] == [
        'no path leads to the scene "t0", nor to the 5,000 behind it'
    ]
    assert len(reachable(starts(whole), graph_of(whole))) == 5_001
