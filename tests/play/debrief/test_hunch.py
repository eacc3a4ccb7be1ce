"""Her first hunch beside her last word, and the papers between them."""

from __future__ import annotations

from game.play import Playthrough
from game.play.debrief.hunch import first_and_last
from tests.cases import case, scene
from tests.play.answers import CASE, answered


def test_both_with_her_sentences_and_what_she_opened_between_them() -> None:
    ends = first_and_last(answered("of_war", "telegram", "file", "law"))
    assert ends is not None and ends.hunch and ends.answer
    assert (ends.hunch.choice.id, ends.hunch.step.because) == ("of_rivals", "The essay says so.")
    assert (ends.answer.choice.id, ends.answer.step.because) == ("of_war", "Spain came first.")
    assert [(each.document.id, ends.bears_in_words(each)) for each in ends.between] == [
        ("telegram", "for “Fear of war”"),
        ("file", "against “Old rivals”; complicates “Fear of war”"),
    ]
    assert (
        ends.words
        == "They name different explanations. Which of these papers moved you, and what is its weakness?"
    )


def test_her_own_weighing_stands_before_the_cases() -> None:
    ends = first_and_last(answered("of_rivals", "memoir").weigh("memoir", "rivals", "undermines"))
    assert ends is not None
    assert [ends.bears_in_words(each) for each in ends.between] == ["against"]
    assert ends.words.startswith("Both name the same explanation.")


def test_without_a_paper_between_them_it_asks_what_moved_her() -> None:
    ends = first_and_last(answered("of_war"))
    assert ends is not None and ends.between == ()
    assert ends.words.endswith("none bears on either. What moved you?")


def test_one_alone_and_neither() -> None:
    early = first_and_last(Playthrough(CASE).choose("of_rivals"))
    assert early is not None and early.hunch and early.answer is None
    assert early.words.startswith("You have given no last word yet.")
    late = first_and_last(Playthrough.replay(CASE, ["of_war"], "two"))
    assert late is not None and late.hunch is None
    assert late.words.startswith("You wrote down no hunch")
    assert first_and_last(Playthrough(CASE)) is None
    assert first_and_last(Playthrough(case(scene("a", goto="b"), scene("b"))).go_on()) is None


def test_a_hunch_that_was_passed_over_is_not_hers() -> None:
    ends = first_and_last(Playthrough(CASE).pass_over().choose("sit").choose("of_war"))
    assert ends is not None and ends.hunch is None


def test_a_hunch_that_names_nothing_is_still_quoted() -> None:
    ends = first_and_last(answered("of_war", "telegram", hunch="not_yet"))
    assert ends is not None and ends.hunch and ends.hunch.cause is None
    assert ends.words == "Which paper did most between them?"
