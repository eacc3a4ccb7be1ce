"""`historian export` and `historian handout`: what they write, where, and what they refuse."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from game.case.folders import data_folder
from game.play.settings import Settings, keep_settings
from tests.calling import Historian
from tests.road import road
from tests.torn import LINE, faulty

ROOT = Path(__file__).parents[2]
PETITION = ROOT / "tests" / "petition"


# --- export --------------------------------------------------------------------------------------------


def test_export_by_name_by_path_and_the_latest(historian: Historian, tmp_path: Path) -> None:
    historian("play", "testament", "--plain", lines="\n1\nHer reason.\n")
    (save,) = (data_folder() / "saves").glob("*.json")
    by_name = historian("export", save.stem)
    assert by_name.code == 0 and by_name.out.startswith("# Lenin's Testament: who may read it?\n")
    assert "Her reason." in by_name.out
    assert historian("export", save).out == historian("export", "latest").out == by_name.out
    page = tmp_path / "page.html"
    told = historian("export", "latest", "--format", "html", "--output", page)
    assert (told.code, told.out) == (0, "") and page.read_text(encoding="utf-8").startswith("<!doctype html>")
    data = json.loads(historian("export", "latest", "--format", "json").out)
    assert data["path"][0]["because"] == "Her reason."


def test_export_for_an_exam_and_without_a_part(historian: Historian) -> None:
    historian("play", PETITION, lines="\npass\n\npass\n")
    here = ("--case", PETITION)
    labelled = historian("export", "latest", *here, "--exam", "aqa").out
    assert "A claim of your own (AO1)" in labelled and "Appendix" not in labelled
    whole = historian("export", "latest", *here, "--library").out
    assert "## Appendix: what happened" in whole and "## Appendix: transcript" in whole and "AO1" not in whole
    left_out = ("--without", "transcript, record", "--without", "people")
    short = historian("export", "latest", *here, "--library", *left_out).out
    assert "## Appendix: why" in short
    for part in ("transcript", "what happened", "people"):
        assert f"## Appendix: {part}" not in short
    told = historian("export", "latest", *here, "--format", "json", "--library")
    assert told.code == 2 and "json holds the whole playthrough" in told.err
    told = historian("export", "latest", *here, "--exam", "aqu")
    assert told.code == 2 and "there is no exam profile “aqu”. Did you mean aqa?" in told.err
    told = historian("export", "latest", *here, "--without", "record,everything")
    assert told.code == 2 and 'there is no part "everything"; there are transcript, record' in told.err


def test_an_exam_that_is_set_counts_until_another_is_asked_for(historian: Historian) -> None:
    historian("play", PETITION, lines="\npass\n\npass\nexam ocr\n")
    assert "(AO1)" in historian("export", "latest", "--case", PETITION).out
    assert "(AO1)" not in historian("export", "latest", "--case", PETITION, "--exam", "none").out
    keep_settings(Settings(exam="gone"), data_folder())
    told = historian("export", "latest", "--case", PETITION)
    assert told.code == 0 and "(AO1)" not in told.out
    assert "the plan is not labelled: there is no exam profile “gone”" in told.err


def test_an_unknown_save_says_which_there_are(historian: Historian) -> None:
    assert "Nothing has been played yet." in historian("export", "latest").err
    historian("play", "testament", "--plain", lines="\n1\n\n")
    assert "There are: testament-" in historian("export", "mine").err


def test_a_save_of_a_case_that_is_not_installed(historian: Historian) -> None:
    historian("play", PETITION, lines="\n1\n\n")
    refused = historian("export", "latest").err
    assert 'there is no case "petition"' in refused and "add: --case PATH" in refused
    assert historian("export", "latest", "--case", PETITION).code == 0
    told = historian("export", "latest", "--case", "testament")
    assert told.code == 2 and "is a playthrough of 'petition', not of 'testament'" in told.err


def test_a_damaged_save_and_a_place_that_cannot_be_written(historian: Historian, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{")
    told = historian("export", tmp_path / "x.json")
    assert told.code == 1 and "it breaks off in the middle. It was left as it is." in told.err
    historian("play", "testament", "--plain", lines="\n1\n\n")
    told = historian("export", "latest", "--output", tmp_path / "nowhere" / "x.md")
    assert told.code == 1 and "cannot be written: its folder is not there." in told.err


# --- handout -------------------------------------------------------------------------------------------


def test_a_handout_is_a_file_for_each_sheet(historian: Historian, tmp_path: Path) -> None:
    told = historian("handout", PETITION, "--chapter", "village", "--output", tmp_path / "made" / "here/")
    files = {Path(line).name: Path(line) for line in told.out.splitlines()}
    assert told.code == 0 and all(file.parent == tmp_path / "made" / "here" for file in files.values())
    sheets, key = files["petition-village-sheet-1.html"], files["petition-village-teacher-key.html"]
    assert "Sheet 1" in sheets.read_text("utf-8") and "Key" in key.read_text("utf-8")
    for name, file in files.items():
        assert name.endswith("-teacher-key.html") == ("Each choice" in file.read_text("utf-8"))
    told = historian(
        "handout", PETITION, "--chapter", "village", "--easier", "--large", "--output", sheets.parent
    )
    assert told.code == 0 and "petition-village-sheet-1-easier-large.html" in told.out
    told = historian("handout", PETITION, "--decision", "1", "--format", "md", "--output", tmp_path / "one")
    names = ("sheet", "vote-cards", "teacher-plan", "teacher-key")
    assert [Path(line).name for line in told.out.splitlines()] == [
        f"petition-decision-1-{name}.md" for name in names
    ]


def test_a_route_is_played_kept_exported_proved_and_printed(historian: Historian, tmp_path: Path) -> None:
    case = road(tmp_path / "road").folder
    told = historian("play", case, "--route", "short", "--plain", lines="1\n\n\n")
    assert "“In short” passes over these scenes." in told.out
    (save,) = (data_folder() / "saves").glob("road-short-*.json")
    assert json.loads(save.read_bytes())["route"] == "short"
    told = historian("play", case, "--route", "short", "--plain")
    assert "You go on where you stopped." in told.out and "Decision 2: At the desk" in told.out
    told = historian("play", case, "--route", "short", "--plain", "--choices", "wait,sign")
    assert told.code == 0 and "has ended." in told.out
    data = json.loads(historian("export", save, "--case", case, "--format", "json").out)
    assert [(step["scene"], step.get("by_route", False)) for step in data["steps"]][1:3] == [
        ("lane", True),
        ("mill", True),
    ]
    told = historian("check", case, "--prove", "--format", "json")
    assert json.loads(told.out)["proof"]["routes"]["short"]["playthroughs"] == "4"
    told = historian("handout", case, "--route", "short", "--format", "md", "--output", tmp_path / "paper")
    names = [Path(line).name for line in told.out.splitlines()]
    assert "road-short-sheet-2.md" in names and "road-short-vote-cards-3.md" not in names
    sheet = (tmp_path / "paper" / "road-short-sheet-2.md").read_text("utf-8")
    assert "## In between" in sheet and "On 3 March 1931 the river froze." in sheet and "Anna" not in sheet


def test_a_handout_in_a_pipe_and_in_one_file(historian: Historian, tmp_path: Path) -> None:
    told = historian("handout", PETITION)
    assert told.code == 0 and told.err == "" and told.out.startswith("<!doctype html>")
    assert "Vote cards" in told.out and "Each choice" in told.out
    told = historian("handout", PETITION, "--format", "md", "--for", "students", "--output", "-")
    assert told.out.startswith("# The petition\n") and "Each choice" not in told.out
    file = tmp_path / "lesson.html"
    told = historian("handout", PETITION, "--output", file)
    assert told.code == 2 and "would hold the key beside the sheets" in told.err and not file.exists()
    told = historian("handout", PETITION, "--for", "students", "--output", file)
    assert told.code == 0 and "Sheet 1" in file.read_text("utf-8")


def test_a_handout_at_a_terminal_goes_into_a_folder(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda stream: True)
    told = historian("handout", PETITION)
    assert told.code == 0 and "<html" not in told.out
    assert (tmp_path / "petition-handout" / "petition-teacher-plan.html").exists()


def test_a_handout_is_never_written_over_what_a_teacher_wrote(historian: Historian, tmp_path: Path) -> None:
    asked = ("handout", PETITION, "--format", "md", "--output", tmp_path)
    written = historian(*asked).out
    again = historian(*asked)
    assert (again.code, again.out, again.err) == (0, written, "")
    mine, other = tmp_path / "petition-sheet-1.md", tmp_path / "petition-sheet-2.md"
    mine.write_text("Mine.", "utf-8")
    other.unlink()
    told = historian(*asked)
    assert told.code == 1 and "changes of yours in them: petition-sheet-1.md. Give another folder" in told.err
    assert mine.read_text("utf-8") == "Mine." and other.exists()
    assert historian(*asked, "--replace").code == 0 and "Mine." not in mine.read_text("utf-8")


def test_a_cases_id_is_no_path(historian: Historian, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(PETITION, folder)
    index = folder / "case.yaml"
    index.write_text(index.read_text("utf-8").replace("id: petition", "id: ../../petition"), "utf-8")
    place = tmp_path / "down" / "below" / "out"
    historian("handout", folder, "--output", place)
    assert not [file for file in tmp_path.rglob("*.html") if file.parent != place]


def test_a_handout_that_cannot_be_made_or_written(historian: Historian, tmp_path: Path) -> None:
    told = historian("handout", faulty(tmp_path / "torn"))
    assert told.code == 1 and f"cannot be played: case.yaml:{LINE}:11:" in told.err
    place = ("--for", "students", "--output", tmp_path / "nowhere" / "x.html")
    told = historian("handout", PETITION, *place)
    assert told.code == 1 and "cannot be written: its folder is not there." in told.err
    (tmp_path / "petition-sheet-1.html").mkdir()
    told = historian("handout", PETITION, "--output", tmp_path)
    assert told.code == 1 and "is there already" in told.err
