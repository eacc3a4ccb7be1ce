"""The `historian` command: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from game import cli
from game.case.folders import data_folder
from game.commands.play import wants_plain
from tests.calling import Historian
from tests.torn import LINE, faulty

ROOT = Path(__file__).parents[1]
PETITION = ROOT / "tests" / "petition"


# --- asking wrongly ------------------------------------------------------------------------------------


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


# --- cases ---------------------------------------------------------------------------------------------


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


# --- play ----------------------------------------------------------------------------------------------


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


# --- the last resort -----------------------------------------------------------------------------------


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
