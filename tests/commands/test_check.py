"""`historian check`: how it tells what it finds, and what it does not."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from game import cli
from game.case.diagnostics.kinds import kinds
from game.case.folders import data_folder
from tests.calling import Historian
from tests.case.conftest import write_files
from tests.case.sound import CASE, SCENES, SOUND
from tests.torn import LINE, faulty

ROOT = Path(__file__).parents[2]
TESTAMENT = ROOT / "scenes" / "testament"


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
