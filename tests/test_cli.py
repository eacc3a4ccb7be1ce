"""The `historian` command: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from game import cli
from game.case.diagnostics.kinds import kinds
from game.case.folders import data_folder
from game.commands.play import wants_plain
from game.play.settings import Settings, keep_settings
from tests.calling import Historian
from tests.case.conftest import write_files
from tests.case.sound import CASE, SCENES, SOUND
from tests.road import road

ROOT = Path(__file__).parents[1]
PETITION = ROOT / "tests" / "petition"
TESTAMENT = ROOT / "scenes" / "testament"


TORN = (PETITION / "case.yaml").read_text(encoding="utf-8").replace("goto: counter\n", "goto: countre\n")
LINE = TORN[: TORN.index("countre")].count("\n") + 1


def faulty(folder: Path) -> Path:
    """A case with one mistake, on line `LINE`: a scene that does not exist."""
    folder.mkdir()
    (folder / "case.yaml").write_text(TORN, encoding="utf-8")
    return folder


# --- asking wrongly -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["plya"], "there is no command 'plya'. To play a case, type: historian play CASE."),
        (["it's"], """there is no command "it's". To play a case, type: historian play CASE."""),
        (["export", "--format", "it's"], 'argument --format: invalid choice: "it\'s"'),
        (["check"], "PATH"),
        (["check", "--explain", "missing"], 'did you mean "missing-entry"?'),
        (["check", "--format", "xml", "x"], "invalid choice: 'xml'"),
        (["play", "nothing_like_it"], 'there is no case "nothing_like_it"'),
        (["play", "testamnt"], 'did you mean "testament"?'),
        (["play", "--chapter", "x"], "need a case"),
        (["play", "testament", "--chapter", "nowhere"], "has no chapter 'nowhere'"),
        (["play", "--route", "x"], "need a case"),
        (["play", "testament", "--route", "nowhere"], "has no route 'nowhere'. Its routes are: none."),
        (["play", "testament", "--route", "x", "--chapter", "y"], "not allowed with argument"),
        (["handout", "testament", "--route", "nowhere"], "has no route 'nowhere'"),
        (["play", "testament", "--choices", "fly"], '"fly" is not open at'),
        (["play", "testament", "--plain", "--width", "3"], "--width needs at least 20 columns"),
        (["play", "testament", "--width", "wide"], "invalid int value: 'wide'"),
        (["export", "nothing"], "there is no saved playthrough 'nothing'"),
        (["export"], "SAVE"),
        (["handout"], "PATH"),
        (["handout", "atlantis"], "there is no case"),
        (
            ["handout", "purges", "--chapter", "moon"],
            "has no chapter 'moon'. Its chapters are: desk, ",
        ),
        (["handout", "testament", "--lesson", "5"], "--lesson needs a number of minutes from 30 to 180"),
        (["handout", "testament", "--words-a-minute", "4"], "needs a number of words from 40 to 400"),
        (
            ["handout", "testament", "--decision", "9"],
            "there is no decision 9 here; there are four decisions.",
        ),
    ],
)
def test_bad_usage_is_a_sentence_and_exit_2(historian: Historian, arguments: list[str], says: str) -> None:
    told = historian(*arguments)
    assert told.code == 2
    assert told.out == ""
    assert told.err.startswith("historian: ") and says in told.err
    assert len(told.err.strip().splitlines()) == 1


LESSONS = ("collect", "host", "join", "lessons", "report", "purge", "check", "serve", "open")


@pytest.mark.parametrize(
    "arguments", [[], *([name] for name in cli.COMMANDS), *(["class", name] for name in LESSONS)]
)
def test_every_command_explains_itself(historian: Historian, arguments: list[str]) -> None:
    told = historian(*arguments, "--help")
    assert told.code == 0 and told.err == ""
    usage, purpose, _ = told.out.split("\n\n", 2)
    assert usage.startswith("usage: historian") and re.fullmatch(r"[A-Z].*[.?]", purpose, re.DOTALL)


def test_the_version(historian: Historian) -> None:
    told = historian("--version")
    assert told.code == 0 and told.out.startswith("The Historian's Choices ")


# --- cases ----------------------------------------------------------------------------------------------


def test_cases_lists_what_is_installed(historian: Historian) -> None:
    own = data_folder() / "cases"
    own.mkdir(parents=True)
    faulty(own / "torn").joinpath("case.yaml").write_text("id: torn\n", encoding="utf-8")
    told = historian("cases")
    assert told.code == 0 and told.err == ""
    assert "testament: Lenin's Testament: who may read it?, 1922–1924, about" in told.out
    assert "    Why was the warning about Stalin set aside in May 1924?" in told.out
    assert f"It cannot be played as it stands. To see why, type: historian check {own / 'torn'}" in told.out
    assert f"Cases of your own go into {own}." in told.out


# --- check ------------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A case in which there is nothing to find."""
    return write_files(tmp_path / "small", SOUND)


def test_a_sound_case(historian: Historian, small: Path) -> None:
    told = historian("check", small)
    assert (told.code, told.err) == (0, "")
    assert told.out == f"{small}: no problems; reading grade below 1\n"


def test_a_case_with_a_mistake(historian: Historian, small: Path, tmp_path: Path) -> None:
    folder = faulty(tmp_path / "torn")
    told = historian("check", small, folder)
    assert told.code == 1 and told.err == ""
    assert f"{folder}/case.yaml:{LINE}:11: error:" in told.out
    assert 'did you mean "counter"?' in told.out
    assert f"{folder}: 1 error" in told.out and f"{small}: no problems" in told.out
    assert "^" not in told.out, "what is no terminal gets a line for each problem, to be searched"


def test_check_as_json_is_one_object_a_line(historian: Historian, small: Path, tmp_path: Path) -> None:
    told = historian("check", "--format", "json", small, faulty(tmp_path / "torn"), tmp_path / "nowhere")
    assert told.code == 1
    sound, torn, nowhere = (json.loads(line) for line in told.out.splitlines())
    assert (sound["ok"], sound["problems"]) == (True, [])
    assert list(sound["reading"]) == ["text", "simpler"]
    assert nowhere["reading"] == {"text": None, "simpler": None}
    assert torn["ok"] is False
    (problem,) = (each for each in torn["problems"] if each["severity"] == "error")
    promised = ["code", "severity", "file", "line", "column", "message", "remedy"]
    assert list(problem) == [*promised, "endLine", "endColumn"]
    assert (problem["code"], problem["severity"]) == ("unknown-scene", "error")
    assert (problem["file"], problem["line"], problem["column"]) == ("case.yaml", LINE, 11)
    assert (problem["endLine"], problem["endColumn"]) == (LINE, 11 + len("countre"))
    assert [each["case"] for each in (sound, torn, nowhere)] == ["small", None, None]
    assert sound["path"] == str(small) and nowhere["path"] == str(tmp_path / "nowhere")
    assert nowhere["ok"] is False and nowhere["problems"]


def test_check_for_github_is_beside_the_line(historian: Historian, tmp_path: Path) -> None:
    folder = faulty(tmp_path / "a,b:c")
    told = historian("check", "--format", "github", folder)
    place = str(folder / "case.yaml").replace(":", "%3A").replace(",", "%2C")
    error = next(line for line in told.out.splitlines() if line.startswith("::error"))
    assert error.startswith(
        f"::error file={place},line={LINE},endLine={LINE},col=11,endColumn=18,title=unknown-scene::"
    )


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_line_is_shown(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", screen := Terminal())
    assert cli.main(["check", str(faulty(tmp_path / "torn"))]) == 1
    said = screen.getvalue()
    assert (
        f"  {LINE} |     goto: countre\n  {' ' * len(str(LINE))} |           ^^^^^^^\n    did you mean"
        in said
    )


def test_an_installed_case_is_called_by_its_id(historian: Historian) -> None:
    told = historian("check", "testament")
    assert told.out.startswith("testament: no problems") or "\ntestament: " in told.out
    assert f"testament is in {TESTAMENT}." in told.out
    assert str(TESTAMENT / "case.yaml") not in told.out


def test_two_cases_with_one_id_are_told(historian: Historian, small: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "copy", SOUND)
    told = historian("check", small, tmp_path / "copy")
    assert f'the case in {small} has the id "small" too [same-case-id]' in told.out
    write_files(data_folder() / "cases" / "mine", {**SOUND, "case.yaml": CASE.replace("small", "testament")})
    said = "nother case, in "
    assert said in historian("cases").out and said in historian("check", data_folder() / "cases" / "mine").out
    assert said in historian(lines="quit\n").out


def test_what_is_allowed_is_shown_with_its_reason(historian: Historian, tmp_path: Path) -> None:
    meant = SCENES.replace("    documents: [note]", "    allow: {no-paper: The letter comes later.}")
    folder = write_files(tmp_path / "small", {**SOUND, "scenes.yaml": meant})
    told = historian("check", folder, "--strict")
    unread = 'papers.yaml:2:3: hint: the document "note" lies on no table'
    assert told.code == 0 and f"{folder}: 1 hint, 1 allowed;" in told.out and unread in told.out
    assert "    The letter comes later.\n" in historian("check", "--all", folder).out
    (line,) = historian("check", "--format", "json", folder).out.splitlines()
    (allowed,) = json.loads(line)["allowed"]
    assert (allowed["code"], allowed["line"], allowed["reason"]) == ("no-paper", 2, "The letter comes later.")


def test_strictly_a_warning_fails(historian: Historian, tmp_path: Path) -> None:
    folder = write_files(
        tmp_path / "small", {**SOUND, "scenes.yaml": SCENES.replace("    documents: [note]\n", "")}
    )
    assert historian("check", folder).code == 0
    assert historian("check", folder, "--strict").code == 1


def test_for_github_an_installed_case_is_named_by_its_files(historian: Historian) -> None:
    write_files(data_folder() / "cases" / "mine", {**SOUND, "case.yaml": CASE.replace("door", "dor")})
    told = historian("check", "--format", "github", "small")
    assert f"file={data_folder() / 'cases' / 'mine' / 'case.yaml'}," in told.out
    assert json.loads(historian("check", "--format", "json", "small").out)["path"].endswith("mine")


def test_where_random_play_finds_a_fault_there_are_problems(historian: Historian, tmp_path: Path) -> None:
    stuck = write_files(tmp_path / "stuck", kinds()["stuck"].files())
    told = historian("check", "--random", "50", stuck)
    assert told.code == 1 and "no problems" not in told.out and f"{stuck}: 1 fault" in told.out


def wordy(folder: Path) -> Path:
    """A case with six warnings, seven hints of each of two kinds, and no error."""
    terms = "".join(
        f"  term_{number}: {{title: T, text: '{number} {'long ' * 30}.'}}\n" for number in range(7)
    )
    papers = "".join(f"  paper_{number}: {{title: A, text: B}}\n" for number in range(6))
    linked = " ".join(f"[t](term:term_{number})" for number in range(6))
    claim = f"{{says: '{linked}', verdict: wrong, why: A, sources: [book]}}"
    more = f"terms:\n{terms}documents:\n{papers}claims:\n  c: {claim}\n"
    return write_files(folder, {**SOUND, "more.yaml": more})


def test_of_many_hints_a_few_are_shown(historian: Historian, tmp_path: Path) -> None:
    folder = wordy(tmp_path / "wordy")
    told = historian("check", folder)
    assert told.code == 0
    assert (told.out.count("[long-sentence]"), told.out.count("[never-used]")) == (3, 3)
    assert told.out.count("[paper-unjudged]") == 6
    assert told.out.rindex("[paper-unjudged]") < told.out.index("[long-sentence]")
    more = f"And 4 more long-sentence, 4 more never-used. To see them: historian check --all {folder}"
    assert more in told.out
    assert f"{folder}: 6 warnings, 14 hints; reading grade" in told.out
    told = historian("check", "--all", folder)
    assert (told.out.count("[long-sentence]"), told.out.count("[never-used]")) == (7, 7)
    assert "To see them" not in told.out
    told = historian("check", "--format", "json", folder)
    assert len(json.loads(told.out)["problems"]) == 20
    told = historian("check", "--format", "github", folder)
    assert (told.out.count("::notice "), told.out.count("::warning ")) == (6, 6)


def test_one_mistake_in_several_places_is_told_once_with_all_of_them(
    historian: Historian, tmp_path: Path
) -> None:
    labels = "".join(f"      c{number}: {{lable: Go., goto: later}}\n" for number in range(3))
    text = SOUND["scenes.yaml"]
    assert isinstance(text, str)
    files = {**SOUND, "scenes.yaml": text.replace("    choices:\n", f"    choices:\n{labels}")}
    told = historian("check", write_files(tmp_path / "lable", files))
    assert told.out.count("[unknown-key]") == 1
    assert "    2 more places: scenes.yaml:7, scenes.yaml:8\n" in told.out
    told = historian("check", "--format", "json", tmp_path / "lable")
    assert len(json.loads(told.out)["problems"]) == 3


def test_a_kind_of_problem_is_explained(historian: Historian) -> None:
    told = historian("check", "--explain", "unknown-scene")
    assert (told.code, told.err) == (0, "") and told.out.startswith("# unknown-scene\n")
    assert historian("check", "--explain").out == historian("check", "--explain", "all").out
    assert "### unknown-scene\n" in historian("check", "--explain").out


def test_check_takes_ids_too(historian: Historian) -> None:
    assert historian("check", "testament").code == 0


# --- play -------------------------------------------------------------------------------------------------


def test_without_a_terminal_it_plays_line_by_line(historian: Historian) -> None:
    told = historian("play", PETITION, lines="\n1\nA reason.\nquit\n")
    assert told.code == 0 and told.err == ""
    assert "Decision 1: Market day" in told.out and "\x1b" not in told.out
    assert len(list((data_folder() / "saves").glob("*.json"))) == 1


def test_no_command_is_the_library(historian: Historian) -> None:
    told = historian(lines="quit\n")
    assert told.code == 0 and told.out.startswith("The Historian’s Choices\n")
    assert historian("--plain", lines="quit\n").out == historian("play", "--plain", lines="quit\n").out


def test_a_case_with_mistakes_is_not_played(historian: Historian, tmp_path: Path) -> None:
    folder = faulty(tmp_path / "torn")
    told = historian("play", folder)
    assert told.code == 1
    assert f"cannot be played: case.yaml:{LINE}:11:" in told.err
    assert f"historian check {folder}" in told.err


def test_no_lines_at_all_is_no_error(historian: Historian) -> None:
    assert historian("play", "testament", "--plain").code == 0


@pytest.mark.parametrize(
    ("environment", "terminal", "said", "plain"),
    [
        ({"TERM": "xterm-256color"}, True, False, False),
        ({"TERM": "xterm-256color"}, True, True, True),
        ({"TERM": "xterm-256color"}, False, False, True),
        ({"TERM": "dumb"}, True, False, True),
        ({}, True, False, sys.platform != "win32"),
        ({"TERM": "dumb", "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, False, False, False),
        ({"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, False, True, True),
    ],
)
def test_when_plain_is_chosen(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], terminal: bool, said: bool, plain: bool
) -> None:
    for name in ("TERM", "TEXTUAL_DRIVER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stdin", stream)
    monkeypatch.setattr(sys, "stdout", stream)
    assert wants_plain(said) is plain


def test_check_names_a_folder_that_is_not_there_once(historian: Historian) -> None:
    told = historian("check", "nowhere")
    assert told.code == 1 and told.out.startswith("nowhere:1:1: error: there is no such folder")
    told = historian("check", "nowhere", "--format", "github")
    assert "file=nowhere,line=1" in told.out
    assert historian("check", "").code == 2


WITHOUT_TEXTUAL = """
import sys
sys.modules["textual"] = None
from game.cli import main
sys.exit(main([sys.argv[1], "testament"]))
"""


@pytest.mark.parametrize(
    ("command", "says"), [("play", "type: historian --plain"), ("preview", "add: --plain")]
)
def test_without_textual_it_names_the_other_face(command: str, says: str) -> None:
    screen = {**os.environ, "TEXTUAL_DRIVER": "any"}  # as under a terminal that can draw
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT_TEXTUAL, command],
        cwd=ROOT,
        env=screen,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1 and f"which is not installed. Without it, {says}" in told.stderr


# --- export -----------------------------------------------------------------------------------------------


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


# --- handout ----------------------------------------------------------------------------------------------


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


# --- the last resort ------------------------------------------------------------------------------------


def test_a_fault_of_our_own_is_told_in_words(historian: Historian, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr("game.commands.cases.installed_cases", broken)
    told = historian("cases")
    assert told.code == 1 and len(told.err.splitlines()) == 1
    assert "something went wrong that should not have (KeyError)" in told.err
    report = data_folder() / "last-fault.txt"
    assert "oops" in report.read_text()
    assert os.name == "nt" or stat.S_IMODE(report.stat().st_mode) == 0o600


def test_the_folder_for_data_may_be_named_from_home(
    historian: Historian, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HISTORIAN_HOME", "~/my history")
    historian("play", PETITION, lines="\n1\n\n")
    assert list((apart / "my history" / "saves").glob("petition-*.json"))


def test_ctrl_c_is_quiet(historian: Historian, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("game.commands.cases.installed_cases", interrupted)
    told = historian("cases")
    assert (told.code, told.err) == (130, "")


def real(*arguments: str, **how: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "game", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **how,  # type: ignore[call-overload]
    )


@pytest.mark.skipif(os.name != "posix", reason="broken pipes are a matter of POSIX")
def test_a_reader_who_goes_away_is_no_error() -> None:
    with real("play", "purges", "--plain", env={**os.environ, "PYTHONUNBUFFERED": "1"}) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(120) == 0


def test_bytes_that_are_no_text_are_forgiven() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "game", "play", str(PETITION), "--plain"],
        cwd=ROOT,
        input=b"\n1\n\xff\xfe\x00reason\xc3\n\x80\nquit\n",
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 0 and done.stderr == b""
    (save,) = (data_folder() / "saves").glob("*.json")
    assert "reason" in save.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="closing streams is a matter of the shell")
def test_closed_streams_are_no_error() -> None:
    command = f"exec {sys.executable} -m game play testament --plain <&- >&-"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
