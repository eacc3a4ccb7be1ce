"""A long proof in a real terminal: it says how far it has come, and Ctrl+C shows what is known."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks.planted import planted
from tests.benchmarks.story import invented, write_case
from tests.end_to_end.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_progress_and_an_interruption(tmp_path: Path) -> None:
    story, _ = planted(invented(1_000), 10)
    folder = write_case(story, tmp_path / "large")
    with Terminal("check", str(folder), "--prove", "--budget", "600") as shown:
        shown.wait_for("Ctrl+C shows what is known so far")
        assert "proving benchmark: " in shown.text
        shown.press("\x03")
        assert shown.wait_for_end() == 130
        assert "Not everything is exact" in shown.text and "it was stopped" in shown.text
        assert "Traceback" not in shown.text and "Ctrl+C shows" not in shown.text
