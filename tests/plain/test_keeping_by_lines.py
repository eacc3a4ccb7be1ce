"""Line by line nothing is lost: whose game it is, playthroughs, drafts, the way back and forward."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case import Case, load_case
from game.case.model import Document
from tests.cases import case as handmade
from tests.cases import choice, scene
from tests.plain.talking import PETITION, said
from tests.road import road


def test_several_who_play_here_are_asked_whose_game_it_is(petition: Case, home: Path) -> None:
    said("\n1\nmy grandad was there\n", home, petition, player="Ada")
    alone = said("path", home, petition)
    assert "my grandad" in alone, "one player is not asked"
    assert "You go on where you stopped, in the game of Ada." in alone, "but is told whose game it is"
    text = said("saves\npath\n", home, petition, player="Ben")
    assert "my grandad" not in text and "You go on" not in text
    said("\n2\n\n", home, petition, player="Ben")
    text = said(["9", "Cleo", "", "path"], home, petition)
    assert "Whose game is this?\n1. Ben\n2. Ada\n" in text and "Type a number from 1 to 2" in text
    assert "You have taken no decision yet." in text and "my grandad" not in text
    assert "Because: my grandad was there" in said(["2", "path"], home, petition)
    assert "Nothing had to be kept" in said(["quit"], home, petition)


def test_another_name_in_the_library(home: Path) -> None:
    assert "This is the game of Ada." in said("as Ada\nquit", home)


def test_playthroughs_are_listed_renamed_and_deleted_after_asking(
    petition: Case, home: Path, shelved: Path
) -> None:
    said("\n1\n\n", home, petition)
    said("\npass\n\npass\n", home, petition, fresh=True)
    card = "1\nsaves\nrename 2 The first try\nsaves\ndelete 2\nno\nsaves\ndelete 2\nyes\nsaves\ndelete 9\n"
    text = said(card, home)
    assert "1. petition-2026-11-22-2: ended at “Stamped” (two decisions, The office)" in text
    assert "2. petition-2026-11-22: stopped at “The counter” (one decision, The office)" in text
    before, after = text.split("It is deleted.")
    assert before.count("2. The first try: stopped at") == 4 and "It stays." in before
    assert "gone for good" in before and "Type yes to delete it: no" in before
    assert "The first try" not in after and "1. petition-2026-11-22-2" in after
    assert "Type delete 1; saves reads them out." in after
    (left,) = (home / "saves").glob("*.json")
    assert left.stem == "petition-2026-11-22-2"


def test_who_leaves_in_the_debrief_comes_back_to_it(petition: Case, home: Path) -> None:
    said("\npass\n\npass\n3\nquit", home, petition)
    text = said("\nquit", home, petition)
    assert "You go on where you stopped." in text
    assert "You had come to part 3, Two lives. An empty line reads it again." in text
    assert "Part 3 of 10: Two lives" in text and "Market day" not in text.split("Part 3 of 10")[0]
    text = said(["fresh", "", "quit"], home, petition)
    assert "Decision 1: Market day" in text
    assert len(list((home / "saves").glob("*.json"))) == 1


def test_back_to_a_decision_by_its_number_and_forward_again(petition: Case, home: Path) -> None:
    text = said("\n1\nfirst\n\n\n1\nsecond\nundo 1\npath\nredo\nredo\nredo\nredo", home, petition)
    one = said("\n1\nfirst\nundo\npath", home / "one", petition)
    assert "You have gone back: one decision more lies ahead; redo goes forward." in one
    assert "Back to that decision. Nothing is lost" in text
    assert "You have gone back: two decisions more lie ahead; redo goes forward." in text
    assert text.count("This playthrough of “The petition” has ended.") == 2
    assert "Nothing lies ahead" in text
    assert "Because: second" in said("path", home, petition)


def test_a_reason_that_was_written_is_offered_again_and_papers_are_read_meanwhile(
    petition: Case, home: Path
) -> None:
    said("\n1\nthey asked\nundo\nquit", home, petition)
    text = said(["1", "read 2", "cite 2", "undo", "1", "same", "path"], home, petition)
    assert "Before, you wrote: they asked" in text and "Whoever asks together" in text
    assert "Because: they asked Leaning on: A decree." in text


def test_each_choice_is_offered_its_own_sentence(petition: Case, home: Path) -> None:
    said("\n1\nalpha\nundo\n2\nbeta\nundo\nquit", home, petition)
    text = said(["2", "undo", "1", "undo", "1", "same", "path"], home, petition)
    two, one, *_ = text.split("You choose:")[1:]
    assert "Before, you wrote: beta" in two and "alpha" not in two
    assert "Before, you wrote: alpha" in one and "beta" not in one
    assert "Because: alpha" in text


def test_what_a_choice_brought_about_can_be_heard_again(petition: Case, home: Path) -> None:
    text = said("\nagain\n1\n\n\nagain", home, petition)
    assert "You have taken no decision yet." in text
    assert text.count("She signs. The ink is thin.") == 2 and "At “Market day”: Sign it." in text


def test_a_scene_without_a_way_on_says_so_whenever_it_is_heard(home: Path) -> None:
    stuck = handmade(
        scene("a", choice("go", "b")),
        scene("b", choice("never", "a", when="flag")),
        variables={"flag": False},
    )
    text = said("1\n\nlook\n", home, stuck)
    assert text.count("The story does not go on from here: a fault in the case.") == 2
    assert "The story does not go on from here" in said("undo\n", home, stuck)


def test_an_empty_line_where_only_reading_opens_a_way_says_so(home: Path) -> None:
    letter = Document(id="letter", title="The letter", text="We ask for seed.")
    waits = handmade(
        scene("a", choice("go", "end", when="read(letter)"), documents=("letter",)),
        scene("end"),
        documents=[letter],
    )
    text = said("\nread 1\n\nquit", home, waits)
    assert "Read a paper, or help: \n\nNo way is open here yet.\nRead paper 1 first." in text
    assert (
        text.index("No way is open") < text.index("We ask for seed.") < text.index("A decision is due here.")
    )


def test_a_label_that_was_edited_is_told_and_the_path_keeps_hers(
    petition: Case, home: Path, tmp_path: Path
) -> None:
    said("\n1\nthey asked\n", home, petition)
    changed = (
        (PETITION / "case.yaml").read_text(encoding="utf-8").replace("label: Sign it.", "label: Burn it.")
    )
    (tmp_path / "changed").mkdir()
    (tmp_path / "changed" / "case.yaml").write_text(changed, encoding="utf-8")
    text = said("path\n", home, load_case(tmp_path / "changed"))
    assert "The same choice now reads “Burn it.”" in text and "You go on where you stopped" not in text
    assert "“Market day”, 3 March 1921. Sign it. Because: they asked" in text


def test_the_card_of_a_case_offers_its_routes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.case.catalogue.shipped_folder", lambda: home / "none")
    monkeypatch.setattr("game.case.catalogue.data_folder", lambda: home)
    road(home / "cases" / "road")
    text = said("1\nroute\nroute 2\nroute 1\n1\n\n\nlibrary\n1\nsaves\nquit", home)
    assert "Route 1: In short, about 2 minutes." in text
    assert text.count("Type route and a number from 1 to 1.") == 2
    assert "1. road-short-2026-11-22: In short, stopped at “At the desk” (one decision, The night)" in text
