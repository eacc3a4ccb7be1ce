"""Her first hunch beside her last word, and the papers between them."""

from __future__ import annotations

import pytest

from game.play import Playthrough
from game.play.debrief.hunch import first_and_last, hunch_is_open, hunch_now, turns
from game.play.playthrough import UnknownId
from game.play.report.html import as_html
from game.play.report.report import Report
from game.play.steps import NewHunch
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


def guessed() -> Playthrough:
    return Playthrough(CASE).choose("of_rivals", "The essay says so.").choose("sit")


def changes(play: Playthrough) -> list[tuple[str, str]]:
    return [(turn.scene.id, turn.cause.id) for turn in turns(play)]


def test_a_hunch_is_changed_and_of_several_changes_at_one_place_the_last_holds() -> None:
    play = guessed().change_hunch("bosses").change_hunch("war")
    assert hunch_now(guessed()) == "Old rivals"
    assert hunch_now(play) == "Fear of war"
    assert changes(play) == [("hall", "war")]
    assert len(play.notebook.hunches) == 2, "none is ever taken out"
    assert changes(play.change_hunch("rivals")) == [], "back to where she was, nothing has turned"
    with pytest.raises(UnknownId):
        play.change_hunch("weather")


def test_going_back_takes_no_change_away_and_forward_again_it_holds() -> None:
    play = guessed().change_hunch("war")
    back = play.undo()
    assert changes(back) == [] and hunch_now(back) == "Old rivals"
    assert changes(back.choose("speak")) == [("hall", "war")], "it was after the hall that she changed it"
    assert back.notebook.hunches == play.notebook.hunches


@pytest.mark.parametrize("change", [(0, "hall"), (-1, "hall"), (2, "hunch"), (10**30, "hall"), (2, "")])
def test_a_change_that_fits_no_decision_of_the_path_is_left_aside(change: tuple[int, str]) -> None:
    play = guessed().change_hunch("war")
    odd = play.notebook.hunches[0]._replace(after=change[0], scene=change[1])
    fitted = play.with_notebook(type(play.notebook)(hunches=(odd, NewHunch(2, "hall", "weather"))))
    assert changes(fitted) == [] and hunch_now(fitted) == "Old rivals"


def test_it_can_be_changed_between_the_first_guess_and_the_last_word() -> None:
    assert not hunch_is_open(Playthrough(CASE))
    assert hunch_is_open(guessed())
    assert not hunch_is_open(guessed().choose("of_war"))
    assert not hunch_is_open(Playthrough.replay(CASE, ["of_war"], "two"))


def test_passed_over_she_may_still_put_one_first() -> None:
    play = Playthrough(CASE).pass_over().choose("sit")
    assert hunch_now(play) == "" and hunch_is_open(play)
    ends = first_and_last(play.change_hunch("bosses"))
    assert ends is not None and ends.hunch is None
    assert [turn.cause.title for turn in ends.turns] == ["Local bosses"]


def test_the_debrief_draws_it_as_a_line_over_the_years() -> None:
    play = guessed().change_hunch("war").choose("of_rivals")
    part = next(part for part in Report(play.debrief()).parts if part.key == "trusted")
    (line,) = [each for each in part.read_on if getattr(each, "title", "") == "Hunch over the years"]
    words = [(words.in_full, words.sign) for words in line.words]  # type: ignore[union-attr]
    assert words == [
        ("Old rivals (first hunch)", "chosen"),
        ("Fear of war (after “Scene hall”)", "onward"),
        ("Old rivals (last word)", "onward"),
    ]
    page = as_html("The end", [line])
    assert 'class="pencil stop">Fear of war <span class="quiet">(after “Scene hall”)</span>' in page
    ends = first_and_last(play)
    assert ends is not None and "What brought you back?" in ends.words
