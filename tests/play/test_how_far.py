"""How far a player has come: numbers that agree with what she then meets."""

from pathlib import Path

from game.case import load_case
from game.case.catalogue import find_case
from game.play import Playthrough
from game.play.how_far import how_far
from tests.cases import case, choice, scene

PETITION = Path(__file__).parents[1] / "petition"


def test_along_the_course_of_the_record_it_counts_to_the_end() -> None:
    play = Playthrough(load_case(find_case("purges")))
    first = how_far(play)
    assert first.in_words.startswith("first decision of about ") and first.chapters == 12
    minutes = first.minutes or 0
    while not play.ended:
        now = how_far(play)
        assert now.decisions == first.decisions
        assert now.minutes is not None and now.minutes <= minutes
        minutes, play = now.minutes, play.pass_over()
    assert how_far(play).decision == first.decisions


def test_a_chapter_alone_is_a_whole() -> None:
    found = how_far(Playthrough(load_case(PETITION), "office"))
    assert found.in_words == "first decision of about 1 · about a minute left"


def test_of_a_ring_it_promises_nothing() -> None:
    ring = case(scene("a", choice("x", "b")), scene("b", choice("y", "a")))
    assert how_far(Playthrough(ring)).in_words == "first decision"
