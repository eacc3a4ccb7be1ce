"""What a player may type, and what is made of whatever else is typed."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from game.case import Case, load_case
from game.case.catalogue import find_case
from game.plain.commands import ON_SCREEN
from game.play import Playthrough
from game.play.captions import dated
from game.play.report.report import Report
from game.play.saves.shelf import Shelf
from tests.plain.talking import PETITION, said


def test_at_the_end_of_its_lines_it_keeps_the_playthrough(petition: Case, home: Path) -> None:
    text = said("\n1\nHer reason.", home, petition)
    assert text.endswith("Your playthrough is kept as petition-2026-11-22. Nothing is lost.\n\n")
    again = said("", home, petition)
    assert again.startswith("You go on where you stopped.\n\n\nOn the road\n")
    (save,) = Shelf(home / "saves").all()
    play = Shelf(home / "saves").load(save.path, petition).play
    assert play.decisions == ("sign",) and play.steps[0].because == "Her reason."


def test_a_choice_counts_even_if_the_lines_end_before_the_reason(petition: Case, home: Path) -> None:
    said("\n1", home, petition)
    (save,) = Shelf(home / "saves").all()
    assert save.decisions == (("market", "sign"),)


def test_fresh_begins_anew_and_leaves_the_old_one(petition: Case, home: Path) -> None:
    said("\n1\n", home, petition)
    text = said("\n2\n\nquit", home, petition, fresh=True)
    assert text.startswith("Before you begin")
    assert len(Shelf(home / "saves").all()) == 2


def test_a_chapter_alone_ends_with_its_debrief(petition: Case, home: Path) -> None:
    text = said("\n1\n\n\n\nquit", home, petition, chapter="village")
    assert "Part: The village" in text
    assert "This playthrough of “The petition” has ended." in text
    assert "The counter" not in text


def test_choices_may_be_given(petition: Case, home: Path) -> None:
    text = said("quit", home, petition, choices=["wait", "sign"])
    assert text.lstrip().startswith("On the road\n5 March 1921")
    assert len(Shelf(home / "saves").all()) == 1


def test_a_closed_course_says_why_and_which_paper_would_open_it(petition: Case, home: Path) -> None:
    text = said("\n3\nread 2\n3\n\nquit", home, petition)
    assert "That course is closed. She does not know yet why that would matter.\nRead paper 2 first." in text
    listed, *_ = text.split("Your choice", 1)
    assert "3. Closed: Seal it first. " in listed and "Perhaps after reading: A decree." in listed
    assert "4. Shut: Burn it. Why: Nobody is known to have burned one." in listed
    assert "The wax is red." in text


def test_a_long_part_is_read_point_by_point(home: Path) -> None:
    """An empty line goes on, `all` reads the rest, a number jumps, and nothing is heard twice or lost."""
    case = load_case(find_case("testament"))
    play = Playthrough(case)
    while not play.ended:
        offer = next((offer for offer in play.moment.choices if offer.open), None)
        play = play.choose(offer.id) if offer else play.go_on()

    def heard(*lines: str) -> list[str]:
        text = said([*lines, ""], home, case, choices=play.choices)
        return [line for line in text.split("\n") if line and not re.match(r"(Empty line|Debrief).*: ", line)]

    keys = [part.key for part in Report(play.debrief()).parts]
    points, people = (str(keys.index(key) + 1) for key in ("points", "people"))
    whole = heard(points, "all", *["all"] * 5)
    assert heard(points, *[""] * 200)[: len(whole) - 2] == whole[:-2]
    first, *_, last = (scene.title for scene in case.scenes.values() if scene.record)
    begun = "\n".join(heard(points, "quit"))
    assert f"\n{first}" in begun and f"\n{last}" not in begun
    jumped = "\n".join(heard(points, "", people, "quit"))
    assert f"Part {people} of {len(keys)}" in jumped and f"\n{last}" not in jumped
    assert f"\n{last}" in "\n".join(heard(points)), "where the lines end, the part is read to its end"
    assert re.search(
        rf"Empty line for more, \w+ points to come, or help: {people}",
        said(f"{points}\n{people}", home, case, choices=play.choices),
    )


def test_an_empty_line_ends_with_the_core_and_a_number_or_a_word_leads_on(petition: Case, home: Path) -> None:
    """The library of the case has numbers of its own behind those of the core, and is looked through."""
    played = ["", "2", "late", "1", "", "", "", "1", ""]
    text = said([*played, "", *["all"] * 5, "6", "find hoped", "find qqq", "quit"], home, petition)
    assert "The debrief has five parts: 1, leave the role; 2, where you parted; 3, what you trusted;" in text
    begun, rest = text.split("That was the last part of the debrief.")
    assert "Part 5 of 11: Your plan" in begun and "They hoped." not in begun.split("Your plan")[0]
    assert "The library of the case has the rest: 6, what happened;" in rest
    assert "Part 6 of 11: What happened" in rest
    found = rest.split("find hoped")[1]
    assert "How historians see it" in found, "the one place that is found is told whole"
    assert "has “qqq” in it" in found


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("Today", "A desk, today"),
        ("Papers of 1934, and memories of it", "A desk, papers of 1934, and memories of it"),
        ("Mid-December 1934", "A desk, mid-December 1934"),
        ("A night in May 1924", "A desk, a night in May 1924"),
        ("May 1924", "A desk, May 1924"),
        ("Monday 10 October 1932", "A desk, Monday 10 October 1932"),
        ("1–3 December 1934", "A desk, 1–3 December 1934"),
        ("", "A desk"),
    ],
)
def test_a_date_behind_a_place_begins_as_it_would_in_a_sentence(date: str, line: str) -> None:
    assert dated("A desk", date) == line
    assert dated("", date) == date


def test_control_characters_in_lines_are_dropped(petition: Case, home: Path) -> None:
    said(["", "1", "\x1b[31mred\x1b[0m \x07bell\x00\u202e [b]x[/b]", "quit"], home, petition)
    (save,) = Shelf(home / "saves").all()
    play = Shelf(home / "saves").load(save.path, petition).play
    assert play.steps[0].because == "red bell [b]x[/b]"


def test_an_endless_line_is_cut_and_that_is_said(petition: Case, home: Path) -> None:
    text = said(["", "1", "x" * 100_000, "quit"], home, petition)
    assert "That line was longer than 4000 characters; the rest of it was left out." in text
    (save,) = Shelf(home / "saves").all()
    play = Shelf(home / "saves").load(save.path, petition).play
    assert play.steps[0].because == "x" * 4000


STRANGE = ["0", "-1", "99999999999", "٣", "1.5", "read", "read 99", "read -1", "weigh", "weigh 1 9 supports",
           "weigh 9 1 supports", "weigh 1 1 proves", "note", "note on", "note on 1", "strike", "strike 9",
           "strike x", "who nobody", "mark 1 wrong", "claims", "export", "export pdf", "undo", "cite 1",
           "%s{}", "\\", "'", '"', "read ../../etc/passwd", "part 9", "help me", "?", "PASS ME"]  # fmt: skip


def test_nothing_that_is_typed_breaks_it(
    petition: Case, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said(["", *STRANGE, "quit"], home, petition)
    ended = ["", "1", "", "", "", "1", "", *STRANGE, "quit"]
    said(ended, home, petition, fresh=True)
    said([*STRANGE, "quit"], home)


def test_a_wrong_word_is_answered_with_the_right_one(petition: Case, home: Path) -> None:
    assert "I do not know “notebok”. Did you mean notebook? Type help" in said("\nnotebok", home, petition)


def test_what_the_full_screen_calls_a_thing_is_understood(petition: Case, home: Path) -> None:
    assert "I do not know" not in said("".join(f"\n{called}" for called in ON_SCREEN), home, petition)
    assert "You have taken no decision yet." in said("\nmap", home, petition)


def test_a_full_disk_is_said_once_and_play_goes_on(
    petition: Case, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    text = said("\nread 1\nnote a line\n1\n\n\n\n1\n\nquit", home, petition)
    assert text.count("there is no room left on the disk") == 1
    assert "This playthrough of “The petition” has ended." in text
    assert text.endswith("The last of what you did could not be kept.\n\n")


def test_a_changed_case_is_told_in_words(petition: Case, home: Path, tmp_path: Path) -> None:
    said("\n1\n\nquit", home, petition)
    changed = (PETITION / "case.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("      sign:\n        label: Sign it.", "      agree:\n        label: Agree."),
        ("choice: sign", "choice: agree"),
        ("{market: sign}", "{}"),
    ):
        changed = changed.replace(old, new)
    (tmp_path / "changed").mkdir()
    (tmp_path / "changed" / "case.yaml").write_text(changed, encoding="utf-8")
    text = said("quit", home, load_case(tmp_path / "changed"))
    assert "Your decision at “Market day”, “Sign it.”, no longer fits." in text
    assert "Decision 1: Market day" in text


def test_one_can_leave_at_every_question(petition: Case, home: Path) -> None:
    begun = Path(PETITION / "case.yaml").read_text(encoding="utf-8")
    assert "content_note" in begun
    text = said(["quit"], home, petition)
    assert "Nothing had to be kept. Goodbye." in text and "1. The Road to Terror" not in text
    text = said(["", "note A line.", "1", "quit", "1"], home, petition)
    assert "Taken back." in text and text.endswith("Nothing is lost.\n\n")
    (save,) = Shelf(home / "saves").all()
    assert save.decisions == () and not save.ended


def test_help_is_no_reason(petition: Case, home: Path) -> None:
    text = said(["", "1", "help", "They asked."], home, petition)
    assert "an empty line gives none" in text
    (save,) = Shelf(home / "saves").all()
    assert Shelf(home / "saves").load(save.path, petition).play.steps[0].because == "They asked."


def test_width_wraps_and_nothing_else_does(petition: Case, home: Path) -> None:
    narrow = said("\nread 1\nquit", home, petition, width=40)
    assert max(len(line) for line in narrow.splitlines()) <= 41
    wide = said("\nhelp\nquit", home, petition, fresh=True)
    assert max(len(line) for line in wide.splitlines()) > 100


def test_easier_reading_is_remembered(petition: Case, home: Path) -> None:
    said("\neasier\nquit", home, petition)
    assert "There is a sheet of paper. It asks for seed." in said("\nquit", home, petition)


def test_an_export_does_not_write_over_anything(
    petition: Case, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.md").write_text("mine")
    lines = "\n1\n\nexport md mine.md\nexport md\nexport md\nexport html nowhere/x.html\nexport md new/\nquit"
    text = said(lines, home, petition)
    assert (tmp_path / "new" / "petition-2026-11-22.md").exists()
    assert "mine.md is there already." in text
    assert (tmp_path / "mine.md").read_text() == "mine"
    assert (tmp_path / "petition-2026-11-22.md").exists() and (tmp_path / "petition-2026-11-22-2.md").exists()
    assert "could not be written: its folder is not there." in text
