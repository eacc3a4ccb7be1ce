"""The debrief, the papers and what points back, heard line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.case import Case
from game.case.model import Claim
from tests.cases import case as handmade
from tests.cases import choice, scene, with_a_note_on_a_chapter, with_its_own_words
from tests.plain.talking import said
from tests.play.answers import question


def test_the_debrief_tells_tests_the_nearest_historian_and_the_two_ends(home: Path) -> None:
    text = said(
        "\n1\nThe essay says so.\n\n2\n\n\n1\nSpain.\n\n3\nall\n5\nall\n7\nall\n8\nall\nquit",
        home,
        question(),
    )
    for words in (
        "Timing: Why 1937?",
        "Scope (badly): It fits three trials.",
        "Put first by: Khlevniuk (2009); Kuromiya (2007)",
        "Your last word puts “Fear of war” first. You weighed no paper on it, and leaned on none.",
        "As near to you: Kuromiya (2007).",
        "Against: Tucker (1990): Officers were shot.",
        "They name different explanations.",
        "Your last word: of_war",
    ):
        assert words in text, words


def test_an_exam_is_chosen_by_its_name_and_taken_off_again(petition: Case, home: Path) -> None:
    lines = "\npass\n\npass\n{}\n4\nall\nquit"
    labelled = said(lines.format("exam aqa"), home, petition)
    assert "Your plan is labelled for AQA A-level History (7042), papers 1 and 2." in labelled
    assert "A claim of your own (AO1)" in labelled
    assert "(AO1)" in said("\npass\n\npass\n4\nall\nquit", home, petition, fresh=True)
    assert "(AO1)" not in said(lines.format("exam none"), home, petition, fresh=True)
    asked = said("\nexam\nexam aqaa\nquit", home, petition, fresh=True)
    assert (
        "labelled for an exam: ap, aqa, aqa-nea, edexcel, edexcel-coursework, ib-2017, ib-2028, ocr" in asked
    )
    assert "There is no exam profile “aqaa”. Did you mean aqa?" in asked


def test_claims_that_were_not_met_come_last(home: Path) -> None:
    claims = [
        Claim(id=name, says=f"It was {name}.", verdict="wrong", met=(scene_id,))
        for name, scene_id in (("two", "b"), ("one", "a"))
    ]
    small = handmade(
        scene("a", choice("on", "end"), choice("more", "b")),
        scene("b", choice("on", "end")),
        scene("end"),
        claims=claims,
    )
    text = said("1\n\n3\nclaims\nquit", home, small)
    places = [text.index(words) for words in ("It was one.", "Not met on your path", "It was two.")]
    assert places == sorted(places)
    marked = said("1\n\nclaims\nmark 2 wrong\nquit", home, small, fresh=True)
    assert "It was two." in marked and marked.count("Our verdict: wrong.") == 1


def test_a_part_is_left_out_of_an_export(
    petition: Case, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = said(
        "\npass\n\npass\nexport md with library without transcript people\nexport md without ink\nquit",
        home,
        petition,
    )
    (file,) = tmp_path.glob("*.md")
    written = file.read_text(encoding="utf-8")
    assert "## Appendix: why" in written and "Appendix: people" not in written and "transcript" not in written
    assert "add without and what: transcript, record, claims, people." in text


def test_a_papers_own_words_come_first_and_only_ours_are_made_easier(home: Path) -> None:
    text = said("read 1\neasier\nread 1\n1\n\nquit", home, with_its_own_words())
    first, second = text.split("easier\n")
    order = (
        *("Its own words, in our translation (left out: the names):\nWe ask for seed.",),
        *("What else it says, in our words:\nIt is signed.",),
        *("Its own words are printed in:\n- Village papers", "Printed or described in:\n- A history"),
    )
    assert sorted(order, key=first.index) == list(order)
    assert "We ask for seed." in second and "It has names." in second and "She signs." in second
    assert "It is signed." not in second and "The ink is thin." not in second


def test_one_weighs_what_a_paper_bears_on_and_a_command_lists_the_rest(home: Path) -> None:
    lines = "read 1\nweigh 1\nweigh 1 all\nweigh 1 2 under\nread 2\nweigh 2\nquit"
    text = said(lines, home, with_its_own_words())
    _, few, every, rest = re.split(r"(?m)^.*: weigh 1(?: all| 2 under)?$", text)
    assert "Explanation 1: Hunger." in few and "War" not in few
    assert "For another explanation: weigh 1 all." in few
    assert "Explanation 2: War." in every and "Explanation 3: Fear." in every
    assert "Noted: “The letter” undermines “War”." in rest
    assert "type weigh 2" not in rest and "Nothing is asked about this paper" in rest


def test_our_judgement_of_a_paper_waits_for_hers_or_for_compare(petition: Case, home: Path) -> None:
    text = said("\nread 1\nnote on 1 it was theirs\nread 1\nweigh 1\nquit", home, petition)
    hers, ours = text.index("note on 1 it was theirs"), text.index("It shows what was asked.")
    assert text.index("Type note on 1 and your line; then you hear ours.") < hers < ours
    assert text.count("It shows what was asked.") == 2 and text.count("then you hear ours") == 1
    assert "Explanation 1: The distance. The office was far away. Not weighed." in text
    other = said("\ncompare 1\nread 1\ncompare 1\nread 1\nquit", home, petition, fresh=True)
    assert "Read it first: read 1." in other and other.count("It does not show what was felt.") == 2


def test_a_chapter_says_what_it_touches_on_once_and_any_scene_can_be_passed_over(home: Path) -> None:
    case = with_a_note_on_a_chapter()
    text = said("1\n\n5\n\nundo\nredo\nlook\npass\nquit", home, case)
    note = "Part: The yard\nChapter 2 of 2, about 2 minutes left.\nIt touches on hunger and arrests.\n"
    assert text.count("It touches on hunger and arrests.") == 1, text
    assert note in text, text
    assert (
        text.index("touches on hunger")
        < text.index("This scene is still folded.")
        < text.index("Text of yard.")
    )
    assert "You pass over “Scene yard”." in text and "This scene is folded. It goes beyond." in text
    alone = said("pass\n\nquit", home, case, chapter="two", fresh=True)
    assert "It touches on hunger and arrests." in alone and "Text of yard." not in alone


def test_what_goes_back_to_a_choice_bears_a_sign_and_why_tells_which(petition: Case, home: Path) -> None:
    text = said("\nwhy\n1\n\nwhy 1\nwhy 2\nwhy\nread decree\nundo\nread decree\nquit", home, petition)
    assert "Nothing here goes back to a choice of yours." in text
    assert "At the market she signed the sheet, and why. (why 1)" in text
    assert text.count("1. because on 3 March 1921 you chose: signed the sheet.") == 2
    assert "There is no sign (why 2) here. There is 1." in text
    assert text.count("the word why and that number tell which choice") == 1
    assert "A way has opened" not in text
    opened = said("\nread decree\nread decree\nquit", home, petition, fresh=True)
    assert opened.count("A way has opened: 3.") == 1
