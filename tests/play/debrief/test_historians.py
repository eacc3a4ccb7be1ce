"""The historian nearest to the player's weighing: which, and why."""

from __future__ import annotations

from dataclasses import replace

from game.play import Playthrough
from game.play.debrief.historians import NONE_LEADS, NOTHING_WEIGHED, Nearest, nearest
from game.play.report.document import all_words
from game.play.report.report import Report
from tests.cases import case, scene
from tests.play.answers import CASE, CONQUEST, KHLEVNIUK, KUROMIYA, answered


def near(play: Playthrough) -> Nearest:
    found = nearest(play)
    assert found is not None
    return found


def in_hall(*papers: str) -> Playthrough:
    play = Playthrough(CASE).choose("not_yet")
    for paper in papers:
        play = play.open(paper)
    return play


def test_a_case_without_historians_has_none() -> None:
    assert nearest(Playthrough(case(scene("a", goto="b"), scene("b")))) is None


def test_nothing_weighed_says_what_to_do() -> None:
    assert near(in_hall("telegram", "memoir")) == Nearest((NOTHING_WEIGHED,))


def test_what_she_says_that_papers_do_leads_without_a_last_word() -> None:
    play = in_hall("telegram").weigh("telegram", "rivals", "supports")
    found = near(play)
    assert found.historian is CONQUEST
    assert found.words[0] == (
        "Your papers speak most for “Old rivals”: of those that you weighed or leaned on, one supports it."
    )
    assert found.words[-1] == "Conquest (1990) puts this first."


def test_a_paper_that_she_leaned_on_counts_as_the_case_weighs_it_unless_she_did() -> None:
    play = in_hall("telegram", "memoir")
    assert near(play.choose("sit", cites=["memoir"])).historian is CONQUEST
    otherwise = play.weigh("memoir", "rivals", "undermines").weigh("memoir", "war", "supports")
    assert near(otherwise.choose("sit", cites=["memoir"])).historian in (KHLEVNIUK, KUROMIYA)


def test_papers_that_speak_against_lead_to_nobody() -> None:
    play = in_hall("telegram").weigh("telegram", "rivals", "undermines")
    assert near(play) == Nearest((NONE_LEADS,))


def test_her_last_word_comes_before_her_papers_and_the_papers_are_held_against_it() -> None:
    play = answered("of_rivals", "telegram").weigh("telegram", "war", "supports")
    found = near(play)
    assert found.historian is CONQUEST
    said = " ".join(found.words)
    assert "Your last word puts “Old rivals” first. You weighed no paper on it" in said
    assert "Your papers speak more for “Fear of war”: one supports it. What, in the papers" in said


def test_as_many_papers_for_another_explanation_are_not_told_as_more() -> None:
    play = answered("of_rivals", "telegram", "memoir").weigh("telegram", "war", "supports")
    assert "speak more" not in " ".join(near(play.weigh("memoir", "rivals", "supports")).words)
    assert "speak more" in " ".join(near(play.weigh("memoir", "war", "supports")).words)


def test_the_rest_of_her_weighing_decides_between_those_who_put_it_first() -> None:
    play = answered("of_war", "telegram", "memoir")
    level = near(play)
    assert level.historian is KHLEVNIUK and level.level == (KUROMIYA,)
    assert "As near to you: Kuromiya (2007)." in level.words
    along = near(play.weigh("memoir", "bosses", "supports"))
    assert (along.historian, along.level) == (KHLEVNIUK, ())
    assert "You also go together on “Local bosses”." in along.words
    apart = near(play.weigh("memoir", "rivals", "supports"))
    assert (apart.historian, apart.level) == (KUROMIYA, ())
    both = near(
        play.weigh("memoir", "rivals", "supports")
        .weigh("telegram", "bosses", "supports")
        .weigh("memoir", "bosses", "supports")
    )
    assert both.historian is KHLEVNIUK
    assert "You part on “Old rivals”." in both.words


def test_where_nobody_puts_it_first_those_stand_near_who_give_it_a_part() -> None:
    found = near(answered("of_bosses"))
    assert found.historian is KHLEVNIUK
    assert "Khlevniuk (2009) gives this a part." in found.words
    alone = replace(CASE, historians={"conquest": CONQUEST})
    nobody = near(Playthrough.replay(alone, ["not_yet", "sit", "of_bosses"]))
    assert nobody.historian is None and "Who would, and with what?" in nobody.words[-1]


def test_level_explanations_are_both_named() -> None:
    play = in_hall("telegram").weigh("telegram", "rivals", "supports").weigh("telegram", "war", "supports")
    found = near(play)
    assert found.words[0].startswith("Level in your papers are “Old rivals” and “Fear of war”")


def test_a_last_word_that_was_passed_over_or_names_nothing_is_none() -> None:
    assert near(answered("of_nothing")) == Nearest((NOTHING_WEIGHED,))


def test_it_never_praises() -> None:
    play = answered("of_war", "telegram")
    said = " ".join(near(play).words).casefold()
    assert not any(word in said for word in ("correct", "well done", "great", "agree with you"))
    blocks = Report(play.debrief()).library.historians()
    assert any("is not to be right" in words.in_full for words in all_words(blocks))
