"""The installed command in a real terminal, as a player meets it."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

COLOUR = re.compile(rb"\x1b\[[0-9;]*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HISTORIAN_HOME", str(tmp_path / "historian"))
    return tmp_path / "historian"


def begin(terminal: Terminal) -> None:
    """From the content note to the first scene of the Testament."""
    terminal.wait_for("Before you begin")
    terminal.press("enter")
    terminal.wait_for("A page to type")


def take_first(terminal: Terminal, because: str = "") -> None:
    """Take the first choice, with a reason or none, and stand at its aftermath."""
    terminal.press("1")
    terminal.wait_for("Why this one?")
    terminal.press(because, "enter")
    terminal.wait_for("space go on")


def go_on(terminal: Terminal) -> None:
    """Press space until something else than the present page stands there."""
    before = terminal.text
    terminal.press("space")
    terminal.wait_for(lambda each: each.text != before)


def saves(home: Path) -> list[dict[str, object]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((home / "saves").glob("*.json"))]


def test_a_case_is_played_from_the_first_page_to_the_debrief(home: Path) -> None:
    with Terminal("play", "testament") as terminal:
        begin(terminal)
        for _ in range(200):
            terminal.wait_until_still()
            if "Put the pencil down for a moment." in terminal.text:
                break
            if "Open the scene." in terminal.text:
                terminal.press("1")
                terminal.wait_for(lambda each: "Open the scene." not in each.text)
            elif re.search(r"1–\d+ choose", terminal.text):
                take_first(terminal, "The papers say so [1].")
            else:
                go_on(terminal)
        assert "Put the pencil down for a moment." in terminal.text
    (save,) = saves(home)
    assert "The papers say so [1]." in json.dumps(save)
    assert save["ended"] is True


def test_after_a_power_cut_play_goes_on_where_it_was(home: Path) -> None:
    with Terminal("play", "testament") as terminal:
        begin(terminal)
        take_first(terminal, "It was late.")
        terminal.kill()
    with Terminal("play", "testament") as terminal:
        terminal.wait_for("Five copies")
        terminal.press("m")
        terminal.wait_for("It was late.")


def test_leaving_gives_the_terminal_back(home: Path) -> None:
    with Terminal("play", "testament") as terminal:
        begin(terminal)
        terminal.press("q")
        terminal.wait_for("othing is lost")
        terminal.press("enter")
        assert terminal.wait_for_end() == 0
        assert b"\x1b[?1049l" in terminal.raw, "the alternate screen is left"
        assert b"\x1b[?1000l" in terminal.raw, "the mouse is given back"


def test_a_dumb_terminal_gets_plain_lines(home: Path) -> None:
    with Terminal("play", "testament", rows=80, environment={"TERM": "dumb"}) as terminal:
        terminal.wait_for("Before you begin")
        terminal.press("\r")
        terminal.wait_for("A page to type")
        assert b"\x1b" not in terminal.raw
        terminal.press("quit\r")
        assert terminal.wait_for_end() == 0


def test_no_color_means_no_colour_at_all(home: Path) -> None:
    with Terminal("play", "testament", environment={"NO_COLOR": "1"}) as terminal:
        begin(terminal)
        assert not COLOUR.search(terminal.raw)


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (10, 3)])
def test_a_small_window_still_says_something(home: Path, columns: int, rows: int) -> None:
    with Terminal("play", "testament", columns=columns, rows=rows) as terminal:
        terminal.wait_for(lambda each: each.text.strip())
        terminal.resize(80, 24)
        os.killpg(terminal.process.pid, signal.SIGWINCH)
        terminal.wait_for("Before you begin")


def test_a_paste_with_escape_sequences_is_words_and_no_keys(home: Path) -> None:
    with Terminal("play", "testament") as terminal:
        begin(terminal)
        terminal.press("1")
        terminal.wait_for("Why this one?")
        terminal.press("\x1b[200~before \x1b[31mred\x1b[0m after\rq a d\x1b[201~")
        terminal.wait_for("before red after q a d")
        terminal.press("!")
        terminal.wait_for("before red after q a d!")
        assert all(not save["steps"] for save in saves(home))
        terminal.press("enter")
        terminal.wait_for("because before red after q a d!")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_what_is_half_written_and_gives_the_terminal_back(
    home: Path, number: signal.Signals
) -> None:
    with Terminal("play", "testament") as terminal:
        begin(terminal)
        terminal.press("1")
        terminal.wait_for("Why this one?")
        terminal.press("half a ", "sentence")
        terminal.wait_for("half a sentence")
        os.kill(terminal.process.pid, number)
        assert terminal.wait_for_end() == 128 + number
        assert b"\x1b[?1049l" in terminal.raw, "the alternate screen is left"
        assert b"\x1b[?1000l" in terminal.raw, "the mouse is given back"
        assert b"\x1b[?2004l" in terminal.raw, "pastes are the shell's again"
        assert "Traceback" not in terminal.text
    assert "half a sentence" in json.dumps(saves(home))


def test_a_sentence_that_is_being_written_survives_a_power_cut(home: Path) -> None:
    with Terminal("play", "testament") as terminal:
        begin(terminal)
        terminal.press("1")
        terminal.wait_for("Why this one?")
        terminal.press("half a ", "sentence")
        terminal.wait_for(lambda _: "half a sentence" in json.dumps(saves(home)))
        terminal.kill()
    with Terminal("play", "testament") as terminal:
        terminal.wait_for("A page to type")
        terminal.press("1")
        terminal.wait_for("half a sentence")


def state_of(process: int) -> str:
    """How the system says a process is: T for stopped."""
    return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_ctrl_z_stops_the_game_and_it_comes_back(home: Path) -> None:
    with Terminal("play", "testament") as terminal:
        begin(terminal)
        terminal.press("\x1a")
        terminal.wait_for(lambda _: state_of(terminal.process.pid) == "T")
        terminal.wait_until_still()
        assert b"\x1b[?1049l" in terminal.raw, "the alternate screen is left"
        terminal.screen.reset()
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait_for("A page to type")
        terminal.press("n")
        terminal.wait_for("Your notebook")
