"""Settings are one small file, and damage to it costs nothing but the settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.play.desk import Desk
from game.play.settings import FILE, Settings, keep_settings, load_settings

CHOSEN = Settings(theme="paper", glyphs="ascii", easier=True, tell="decision")


def test_settings_come_back(tmp_path: Path) -> None:
    keep_settings(CHOSEN, tmp_path / "home")
    assert load_settings(tmp_path / "home") == CHOSEN


def test_without_a_file_everything_is_as_usual(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"theme": "solarized"}', b'{"easier": "no"}',
     b'{"easier": 1}', b'{"theme": ["paper"]}', b'{"tell": "never"}', b" " * 100_000],
)  # fmt: skip
def test_damage_leaves_the_usual_values(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert load_settings(tmp_path) == Settings()


def test_what_is_sound_beside_damage_is_kept(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"theme": "paper", "glyphs": 3, "new": {"in": "a later version"}}')
    assert load_settings(tmp_path) == Settings(theme="paper")


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(OSError):
        keep_settings(CHOSEN, tmp_path / "home")


def test_when_to_tell_holds_as_asked_for_and_is_kept_only_where_she_sets_it(tmp_path: Path) -> None:
    keep_settings(CHOSEN, tmp_path)
    desk = Desk(tmp_path, print, tell="end")
    assert desk.settings.tell == "end"
    desk.set(replace(desk.settings, theme="high-contrast"))
    assert (desk.settings.tell, load_settings(tmp_path).tell) == ("end", "decision")
    desk.set(replace(desk.settings, tell="chapter"))
    assert load_settings(tmp_path) == replace(CHOSEN, theme="high-contrast", tell="chapter")
