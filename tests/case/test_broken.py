"""Whole broken cases, as authors break them: everything that is wrong in one go, and nothing that is not.

Each folder of `broken/` has files of the small sound case that were spoilt, and `found.txt`: what checking
says of them. `HISTORIAN_UPDATE=1` writes that anew; every line of it must be a mistake that somebody made.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.case.reader import read_case
from tests.case.conftest import two_lines, write_files
from tests.case.sound import SOUND

BROKEN = Path(__file__).parent / "broken"


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_a_broken_case_is_told_whole(folder: Path, tmp_path: Path) -> None:
    spoilt = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    _, problems = read_case(write_files(tmp_path / "small", {**SOUND, **spoilt}), thorough=True)
    found = "".join(f"{two_lines(problem)}\n" for problem in problems)
    record = folder / "found.txt"
    if os.environ.get("HISTORIAN_UPDATE"):
        record.write_text(found, encoding="utf-8", newline="\n")
    assert found == record.read_text(encoding="utf-8"), "HISTORIAN_UPDATE=1 writes it anew"
