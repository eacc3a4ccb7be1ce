"""A real terminal shows what the screen is meant to show: after every key, nothing of the page before."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from game.case.catalogue import shipped_folder
from tests.end_to_end.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

REASON = ("as", " ", "it", " ", "stood")
LOOKS = (
    ("d", "space", "2", "right", "G", "b", "escape"),
    ("n", "right", "right", "escape"),
    ("m", "up", "down", "escape"),
    ("space", "b", "w", "escape"),
    ("question_mark", "space", "escape"),
    ("s", "escape", "colon", "e", "escape"),
    ("o", "down", "escape"),
)
"""What else is looked at, scene by scene."""


class Mirror(Terminal):
    """A face of which each key is awaited, and the terminal then compared with its screen."""

    def __init__(self, file: Path, columns: int, rows: int) -> None:
        command = (
            sys.executable,
            "-m",
            "tests.end_to_end.mirrored",
            str(file),
            str(shipped_folder() / "testament"),
        )
        few_colours = {"COLORTERM": None}  # only words are compared
        super().__init__(command=command, columns=columns, rows=rows, environment=few_colours)
        self.file, self.pressed = file, 0

    @property
    def meant(self) -> dict[str, Any]:
        """What the face wrote down last."""
        try:
            return dict(json.loads(self.file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {"keys": -1, "place": "", "rows": []}

    def shows_what_is_meant(self) -> bool:
        meant = self.meant
        return meant["keys"] >= self.pressed and self.text.splitlines() == meant["rows"]

    def key(self, *keys: str) -> None:
        """Press keys one after the other; each time the terminal comes to show the screen."""
        for key in keys:
            names = {"question_mark": "?", "colon": ":", "right": "\x1b[C", "left": "\x1b[D"}
            self.pressed += len(key) if key in REASON else 1
            self.press(names.get(key, key))
            try:
                self.wait_for(lambda _: self.shows_what_is_meant())
            except AssertionError:
                pairs = zip(self.text.splitlines(), self.meant["rows"], strict=False)
                unlike = [f"shown: {shown}\nmeant: {meant}" for shown, meant in pairs if shown != meant]
                raise AssertionError(f"after {key} at {self.meant['place']}:\n" + "\n".join(unlike)) from None

    @property
    def place(self) -> str:
        return str(self.meant["place"])


def test_a_whole_game_leaves_nothing_of_one_page_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HISTORIAN_HOME", str(tmp_path / "historian"))
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    places = set()
    with Mirror(tmp_path / "screen.json", 100, 30) as mirror:
        mirror.wait_for(lambda _: mirror.shows_what_is_meant())
        looks, reasons = iter(LOOKS), iter((REASON, REASON))
        for _ in range(100):
            places.add(mirror.place)
            if mirror.place == "ending":
                break
            if mirror.place == "content_note":
                mirror.key("enter")
            elif mirror.place == "folded":
                mirror.key("1")
            elif mirror.place == "scene":
                mirror.key(*next(looks, ()), "space", "1")
            elif mirror.place == "why":
                mirror.key(*next(reasons, ()), "tab", "1", "tab", "enter")
            else:
                mirror.key("space")
        mirror.key("space", "1")
        for part in "12345":
            mirror.key(part, "space", "G", "g", "enter", "escape")
            if mirror.place == "ending":
                mirror.key("1")
        mirror.key("L")
        for part in "123456":
            mirror.key(part, "space", "G", "g")
    assert places >= {"scene", "why", "after", "ending"}
