"""Who and what: cards never run ahead of play."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case import Case, load_case
from game.play import Playthrough
from game.play.lookup import cards_here, cards_met, look_up

PETITION = Path(__file__).parents[1] / "petition"


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(PETITION)


def test_the_present_scene_offers_its_links_in_order(case: Case) -> None:
    assert [card.title for card in cards_here(Playthrough(case))] == ["Anna Petrova", "Seed loan"]
    assert cards_here(Playthrough(case).choose("sign")) == ()


def test_nobody_can_be_looked_up_before_having_come_up(case: Case) -> None:
    play = Playthrough(case)
    assert look_up(play, "clerk") == ()
    play = play.choose("sign").go_on()
    (card,) = look_up(play, "CLERK")
    assert card.note == "a clerk at the counter" and "invented" in card.text
    assert [card.id for card in cards_met(play)] == ["anna", "seed", "clerk"]


def test_a_fate_is_told_only_when_play_has_ended(case: Case) -> None:
    play = Playthrough(case)
    (card,) = look_up(play, "anna")
    assert (card.note, card.fate) == ("a teacher", "")
    (card,) = look_up(Playthrough.replay(case, ["sign", "ask"]), "anna")
    assert (card.note, card.fate) == ("a teacher, 1890–1922", "She died of hunger in 1922.")


@pytest.mark.parametrize(
    ("words", "found"),
    [("seed", ["seed"]), ("Seed loan", ["seed"]), ("a", ["anna", "seed"]), ("", []), ("nobody", [])],
)
def test_words_of_a_title_suffice(case: Case, words: str, found: list[str]) -> None:
    assert [card.id for card in look_up(Playthrough(case), words)] == found
