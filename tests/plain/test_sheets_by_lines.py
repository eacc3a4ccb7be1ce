"""The turned sheet line by line, and when what happened is told."""

from __future__ import annotations

from pathlib import Path

from game.case import Case
from game.play.report.report import Report
from tests.plain.talking import said
from tests.play.answers import answered, question


def test_a_sheet_is_turned_where_a_chapter_ends_and_gauges_are_told_there_alone(
    petition: Case, home: Path
) -> None:
    text = said("\n1\n\n\nsheet\nquit", home, petition)
    answer, sheet = text.index("She signs."), text.index("The sheet is turned: The village")
    assert "trust" not in text[answer:sheet]
    assert text.index("The village's trust: nearer to “everybody speaks”", sheet) < text.index("The counter")
    assert "You, as in the record: signed the sheet" in text and "(contested)" in text
    assert text.count("The sheet is turned: The village") == 2, "sheet reads it again"


def test_a_chapter_played_alone_and_the_whole_turn_their_sheet_before_the_debrief(
    petition: Case, home: Path
) -> None:
    for lines, how, title in (("\n1\n\n\nquit", {"chapter": "village"}, "village"),
                              ("\n1\n\n\n\n1\n\nquit", {"fresh": True}, "office")):  # fmt: skip
        text = said(lines, home, petition, **how)
        assert text.index(f"The sheet is turned: The {title}") < text.index("The debrief has")


def test_going_back_over_a_sheet_and_forward_again(petition: Case, home: Path) -> None:
    text = said("\n1\n\n\nundo\nundo\nredo\nredo\nquit", home, petition)
    assert text.count("The sheet is turned: The village") == 2
    back = text.index("One step back.")
    assert text.index("The sheet is turned", back) > text.index("One step forward again.")
    again = said("look\nquit", home, petition)
    assert again.index("The sheet is turned: The village") < again.index("The counter"), "and on coming back"


def test_what_happened_is_told_when_she_or_the_teacher_has_set_it(petition: Case, home: Path) -> None:
    lines = "\n1\n\n\nquit"
    at_once = said(lines, home, petition, tell="decision")
    assert at_once.index("Eleven households signed.") < at_once.index("On the road")
    assert at_once.count("Eleven households signed.") == 2, "and on the sheet"
    at_the_end = said(lines, home, petition, tell="end", fresh=True)
    assert "Eleven households" not in at_the_end.replace("The sheet. Eleven households", "")
    changed = said("\ntell\ntell never\ntell end\n1\n\n\nsheet\nquit", home, petition, fresh=True)
    assert "told at the end of each chapter." in changed and "To change that, type tell decision" in changed
    assert "told at the end." in changed and "The sheet is turned" not in changed
    assert "No sheet is turned" in changed
    assert "told at the end." in said("tell\nquit", home, petition), "it is kept"


def test_a_hunch_is_kept_or_changed_and_drawn_in_the_debrief(home: Path) -> None:
    case = question()
    lines = ["hunch", "", "1", "They say so.", "2", "", "hunch", "hunch 9", "hunch 3", "sheet", "undo",
             "redo", "quit"]  # fmt: skip
    text = said(lines, home, case)
    assert "A hunch can be changed between your first guess and your last word." in text
    assert "Your hunch, in pencil: Old rivals" in text and "3. Local bosses" in text
    assert "Your hunch is now, in pencil: Local bosses" in text
    assert text.count("Your hunch, in pencil: Local bosses") == 2, "on the sheet, and after undo and redo"
    trusted = [part.key for part in Report(answered("of_war").debrief()).parts].index("trusted") + 1
    text = said(["1", "", "hunch 1", str(trusted), "all", "quit"], home, case)
    assert "Your hunch, in pencil: Local bosses" in text.split("Because")[0], "kept with the save"
    assert "A hunch can be changed between" in text
    line = text.index("Hunch over the years")
    assert "Local bosses (after “Scene hall”)" in text[line:]
