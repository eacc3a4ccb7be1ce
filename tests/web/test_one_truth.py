"""The player in the browser and the engine in Python are one: the same at every step of every playthrough."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from game.authoring.routes import routes_of
from game.case.model import Bearing, Case, Verdict
from game.case.parts import WHOLE, CasePart, parts_of_case
from game.play import Playthrough
from game.play.steps import About
from tests.cases import moved_twice, that_remembers_in_style
from tests.invented_cases import any_told_case
from tests.shipped import shipped_case
from tests.web.browser_player import Action, Player, same_in_both

SCENES = Path(__file__).parents[2] / "scenes"
SHIPPED = ("testament", "purges")
BUDGET = 4.0
"""Seconds in which routes are looked for."""
REASONS = ("", "Because a <b>paper</b> & “a word” said so.", "It *must*; 12 voted. " * 6)


@pytest.fixture(scope="module")
def player() -> Iterator[Player]:
    with Player() as found:
        yield found


def random_actions(case: Case, chance: random.Random, part: CasePart = WHOLE, most: int = 60) -> list[Action]:
    """A playthrough at random, to an end or for so many steps; with papers opened, sentences, scenes that are
    passed over, and steps taken back."""
    actions: list[Action] = []
    play = Playthrough(case, *part)
    for _ in range(most):
        if play.ended or play.moment.stuck:
            break
        if play.passing:
            actions.append(["goOn"])
            play = play.go_on()
            continue
        for document in play.scene.documents:
            if chance.random() < 0.4:
                about = [["open", document], *written(case, chance, document)]
                actions += about
                play = play.open(document)
        open_here = [play.code.choice_ids[option] for option in play.open_options()]
        if chance.random() < 0.1 or not open_here:
            actions.append(["passOver"])
            play = play.pass_over()
        else:
            choice = chance.choice(open_here)
            because = chance.choice(REASONS)
            opened = play.notebook.opened
            cites = chance.sample(opened, min(len(opened), chance.choice((0, 0, 1, 2))))
            actions.append(["choose", choice, because, cites])
            play = play.choose(choice, because, cites)
        if case.causes and chance.random() < 0.1:
            actions.append(["changeHunch", cause := chance.choice([*case.causes])])
            play = play.change_hunch(cause)
        if chance.random() < 0.05:
            actions.append(["undo"])
            play = play.undo()
    return actions


def written(case: Case, chance: random.Random, document: str) -> Iterator[Action]:
    """What may be written down once a paper has been opened."""
    if case.causes and case.is_evidence(case.documents[document]) and chance.random() < 0.6:
        yield ["weigh", document, chance.choice([*case.causes]), chance.choice(get_args(Bearing))]
    if case.claims and chance.random() < 0.3:
        yield ["mark", chance.choice([*case.claims]), chance.choice(get_args(Verdict))]
    if chance.random() < 0.3:
        yield ["note", chance.choice(REASONS), document, chance.choice(get_args(About))]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_named_path_and_every_route_is_the_same(name: str, player: Player) -> None:
    case = shipped_case(name)
    player.take_up(case)
    ways = [path.choices for path in case.paths.values()]
    ways += [reading.steps for reading in routes_of(case, BUDGET).readings]
    for choices in ways:
        whole = Playthrough.replay(case, choices)
        end = same_in_both(player, case, [["chooseReading", choice] for choice in whole.choices])
        assert end.ended and end == whole


@pytest.mark.parametrize("name", SHIPPED)
def test_random_playthroughs_are_the_same(name: str, player: Player) -> None:
    case = shipped_case(name)
    player.take_up(case)
    chance = random.Random(1932)
    parts = [WHOLE, *(part for part, _ in parts_of_case(case))]
    for part in islice(cycle(parts), 16):
        same_in_both(player, case, random_actions(case, chance, part), part)


@settings(
    max_examples=12,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(any_told_case(), st.integers(0, 2**32))
def test_invented_cases_are_the_same(player: Player, small: Case, seed: int) -> None:
    player.take_up(small)
    chance = random.Random(seed)
    for part in (WHOLE, *(part for part, _ in parts_of_case(small))):
        same_in_both(player, small, random_actions(small, chance, part, 30), part)


@pytest.mark.parametrize(
    ("small", "choices"),
    [(that_remembers_in_style(), ("sign", "in")), (moved_twice(), ("much", "more", "on"))],
    ids=["styles", "traces"],
)
def test_what_is_remembered_is_the_same(small: Case, choices: tuple[str, ...], player: Player) -> None:
    """In every style of the words that stand for it, and with the decision that made a text show."""
    player.take_up(small)
    same_in_both(player, small, [["choose", each, "It *must*."] for each in choices])


def test_what_is_refused_is_refused_in_the_same_words(player: Player) -> None:
    case = shipped_case("testament")
    player.take_up(case)
    end = Playthrough.replay(case, next(iter(case.paths.values())).choices)
    for play in (step for step, _ in end.at_each_step()):
        tried = [*play.scene.choices, "continue", "no_such_choice"]
        actions = [["chooseReading", choice] for choice in play.choices]
        for choice in tried:
            same_in_both(player, case, [*actions, ["choose", choice]])
    all_taken = [["chooseReading", choice] for choice in end.choices]
    same_in_both(player, case, [*all_taken, ["choose", "x"], ["goOn"], ["passOver"]])


def test_the_notebook_is_the_same(player: Player) -> None:
    case = shipped_case("testament")
    player.take_up(case)
    paper = next(iter(case.documents))
    actions: list[Action] = [
        ["goOn"],
        ["open", paper],
        ["note", "  A\tnote\nof two lines\x1b[A ", paper],
        ["note", "What it is worth", paper, "worth"],
        ["note", "What it is worth, again", paper, "worth"],
        ["weigh", paper, next(iter(case.causes)), "supports"],
        ["mark", next(iter(case.claims)), "wrong"],
        ["putForward", "It was   all of it."],
        ["strike", 0],
        ["undo"],
    ]
    end = same_in_both(player, case, actions)
    assert [note.text for note in end.notebook.notes] == ["What it is worth, again"]
