"""The line that a problem points at: its carets stand below what is meant, whatever the line holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from game.case.diagnostics.problems import Problem
from game.commands.problem_formats import Excerpts, width


def at(line: str, column: int, folder: Path) -> tuple[str, ...]:
    (folder / "a.yaml").write_text(f"first\n{line}\n", encoding="utf-8")
    return Excerpts(str(folder)).shown(Problem("tag", "error", "a.yaml", 2, column, "so", ""))


@pytest.mark.parametrize(
    ("line", "column", "meant"),
    [
        ("open: {goto: latter, label: Open it.}", 14, "latter"),
        ("open: {label: Open it., goto: latter}", 15, "Open it."),
        ("txet: Hands", 1, "txet"),
        ("text: 'It''s [Anna](persn:anna).'", 14, "[Anna](persn:anna)"),
        ("when: 'a, b' # why", 7, "'a, b'"),
        ("when: trust >= 3 # why", 7, "trust >= 3"),
        ("documents: [note, note]", 12, "[note, note]"),
        ("text: 日本 now, {a}", 10, "now"),
        ("a: &b", 4, "&"),
        ("short", 40, ""),
    ],
)
def test_the_carets_stand_below_what_is_meant(line: str, column: int, meant: str, tmp_path: Path) -> None:
    shown, carets = at(line, column, tmp_path)
    assert shown == f"  2 | {line}"
    place = carets.index("^")
    assert carets.count("^") == max(1, len(meant))
    if meant:
        assert width(shown[: shown.index(meant)]) == place


def test_a_long_line_is_cut_on_both_sides(tmp_path: Path) -> None:
    shown, carets = at(f"text: {'word ' * 400}wrong {'word ' * 400}", 6 + 5 * 400 + 1, tmp_path)
    assert len(shown) < 110 and shown.startswith("  2 | …") and shown.endswith("…")
    assert shown[carets.index("^") :].startswith("wrong")


def test_nothing_in_a_line_acts_on_a_terminal(tmp_path: Path) -> None:
    shown, _ = at("title: \x1b[2Jgone\u202e", 8, tmp_path)
    assert "\x1b" not in shown and "\u202e" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in a folder there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    problem = Problem("unreadable-file", "error", "pipe.yaml", 1, 1, "so", "")
    assert Excerpts(str(tmp_path)).shown(problem) == ()


def test_where_there_is_no_line_nothing_is_shown(tmp_path: Path) -> None:
    excerpts = Excerpts(str(tmp_path))
    for file, line in (("gone.yaml", 1), (str(tmp_path), 1)):
        problem = Problem("no-folder", "error", file, line, 1, "so", "")
        assert excerpts.shown(problem) == () and excerpts.end(problem) == 2
