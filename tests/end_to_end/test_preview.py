"""`historian preview` in a real terminal, beside a real editor's saves."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.authoring.preview.draft import Draft, Saving, by_way_of_a_new_folder, renamed_over
from tests.end_to_end.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft(tmp_path / "petition")


def test_an_author_writes_plays_mends_and_leaves(draft: Draft, apart: Path) -> None:
    with Terminal("preview", str(draft.folder)) as terminal:
        terminal.wait_for("no problems")
        terminal.press("1")
        terminal.wait_for("Why this one?")
        terminal.press("enter")
        terminal.wait_for("The ink is thin.")
        draft.change("The ink is thin.", "The ink runs.")
        terminal.wait_for("The ink runs.")
        draft.change("goto: counter", "goto: countre")
        terminal.wait_for('did you mean "counter"?')
        assert "The ink runs." in terminal.text
        draft.change("goto: countre", "goto: counter")
        terminal.wait_for("no problems")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert b"\x1b[?1049l" in terminal.raw
    assert not (apart / "historian" / "saves").exists()


@pytest.mark.parametrize("way", (renamed_over, by_way_of_a_new_folder))
def test_every_way_of_saving_keeps_the_place(draft: Draft, way: Saving) -> None:
    with Terminal("preview", str(draft.folder), "--from", "counter", "--set", "trust=4") as terminal:
        terminal.wait_for("Open the scene.")
        terminal.press("1")
        terminal.wait_for("The clerk does not look up.")
        way(draft.file, draft.text.replace("does not look up", "reads it twice"))
        terminal.wait_for("reads it twice")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("end", ["\x03", signal.SIGINT], ids=["typed", "sent"])
def test_ctrl_c_leaves_quietly(draft: Draft, end: str | signal.Signals) -> None:
    with Terminal("preview", str(draft.folder)) as terminal:
        terminal.wait_for("no problems")
        if isinstance(end, str):
            terminal.press(end)
        else:
            os.kill(terminal.process.pid, end)
        assert terminal.wait_for_end() == 0
        assert "Traceback" not in terminal.text


def test_a_plain_terminal_is_told_so_and_goes_line_by_line(draft: Draft) -> None:
    with Terminal("preview", str(draft.folder), rows=60, environment={"TERM": "dumb"}) as terminal:
        terminal.wait_for("there is no full screen here, so the preview goes line by line")
        terminal.wait_for("Your choice, a number, or help:")
        draft.change("The sheet lies on the table.", "The sheet is wet.")
        terminal.press("look\r")
        terminal.wait_for("The sheet is wet.")
        assert b"\x1b" not in terminal.raw
        terminal.press("\x03")
        assert terminal.wait_for_end() == 0
        assert "Traceback" not in terminal.text
