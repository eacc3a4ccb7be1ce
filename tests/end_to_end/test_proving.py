"""Long commands in a real terminal: they say how far they have come, and Ctrl+C shows what is known."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ROOMS = 60


@pytest.fixture
def endless_work(tmp_path: Path) -> Path:
    """A case with more states than anyone can visit: at its end everything is asked that was done before."""
    flags = "".join(f"  f{n}: false\n" for n in range(ROOMS))
    rooms = "".join(
        f"  s{n}:\n    title: Room\n    text: A room.\n    choices:\n"
        f"      a: {{label: Take it., set: {{f{n}: true}}, goto: s{n + 1}}}\n"
        f"      b: {{label: Leave it., goto: s{n + 1}}}\n"
        for n in range(ROOMS)
    )
    asked = "".join(f"      - {{when: f{n}, text: You have it.}}\n" for n in range(ROOMS))
    end = f"  s{ROOMS}:\n    title: Out\n    text:\n      - Over.\n{asked}    ending: {{title: Out}}\n"
    head = "id: rooms\ntitle: Rooms\nquestion: Which?\nversion: 1.0.0\nstart: s0\n"
    (tmp_path / "case.yaml").write_text(f"{head}variables:\n{flags}scenes:\n{rooms}{end}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "shows"),
    [
        (
            ("check", "--prove", "--budget", "80000"),
            ("Not everything is exact", "it was stopped", "Undecided: "),
        ),
        (("check", "--random", "10000000"), ("Stopped: ", "random playthroughs came to 61 of 61 scenes")),
        (("routes", "--budget", "80000"), ("Whether fewer would do is not known.", "1. comes out at s60")),
    ],
)
def test_progress_and_an_interruption(
    endless_work: Path, command: tuple[str, ...], shows: tuple[str, ...]
) -> None:
    with Terminal(command[0], str(endless_work), *command[1:]) as shown:
        shown.wait_for("Ctrl+C shows what is known so far")
        shown.press("\x03")
        assert shown.wait_for_end() == 130
        everything = " ".join(shown.raw.decode().split())
        for words in shows:
            assert words in everything
        assert "Traceback" not in everything
