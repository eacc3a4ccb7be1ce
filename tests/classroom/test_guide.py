"""The teacher's guide says what is so: its commands are run, and its keys are those of the pages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from game.classroom.holding import RETENTION
from game.classroom.lesson import MOST_PINNED
from game.classroom.readiness import FIREWALL
from game.classroom.terminal.board import BoardScreen
from game.classroom.terminal.marking import MarkingScreen
from game.classroom.terminal.private import PrivateScreen
from game.classroom.trial import LASTS
from game.cli import parser
from tests.calling import Historian

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "game" / "classroom" / "README.md").read_text(encoding="utf-8")
BLOCKS = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]
INLINE = [words for words in re.findall(r"`(historian [^`]+)`", GUIDE) if "CODE" not in words]


@pytest.mark.parametrize("command", sorted({*BLOCKS, *INLINE}))
def test_every_command_of_the_guide_can_be_asked(command: str) -> None:
    first, *words = shlex.split(command)
    assert first == "historian"
    assert parser().parse_args(words).command == words[0]


@pytest.mark.parametrize("command", BLOCKS)
def test_the_commands_of_the_guide_do_what_it_says(
    historian: Historian, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)[1:]
    if "--try" in words:
        monkeypatch.setattr("game.commands.readying.hold_trial", lambda *_: None)
    if words[1] in ("host", "check"):
        words += ["--address", "127.0.0.1", "--port", "0"]
    told = historian(*words, lines="quit\nyes\n")
    assert told.code == 0, told.out + told.err
    assert told.out


PAGES = (BoardScreen, PrivateScreen, MarkingScreen)


def test_the_keys_of_the_guide_are_those_of_the_pages() -> None:
    keys = {key for page in PAGES for place in page.PLACES for key in place.by_key()}
    named = set(re.findall(r"`([a-zA-Z]|enter)`", GUIDE))
    assert {"n", "N", "v", "f", "c", "h", "p", "l", "s", "w", "k", "m", "o", "a", "q", "enter"} <= named
    assert named <= keys


def test_the_figures_of_the_guide_are_those_of_the_lesson() -> None:
    assert f"after {RETENTION} days" in GUIDE
    assert MOST_PINNED == 3 and "pin up to three" in GUIDE
    assert LASTS == 120 and "for two minutes" in GUIDE
    assert FIREWALL.keys() == {"win32", "darwin", "linux"}
