"""Cases by hand and on disk for the thorough checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from game.case.diagnostics.kinds import Files
from game.case.reader import read_case
from tests.case.conftest import write_files
from tests.case.sound import SOUND

Found = Callable[[Files], list[tuple[str, str, int]]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Code, file and line of what a thorough reading finds in the sound case with some files changed."""

    def look(files: Files) -> list[tuple[str, str, int]]:
        _, problems = read_case(write_files(tmp_path / "small", {**SOUND, **files}), thorough=True)
        return [(problem.code, problem.file, problem.line) for problem in problems]

    return look


@pytest.fixture
def messages(tmp_path: Path) -> Callable[[Files], list[str]]:
    """What a thorough reading says."""

    def look(files: Files) -> list[str]:
        _, problems = read_case(write_files(tmp_path / "small", {**SOUND, **files}), thorough=True)
        return [problem.message for problem in problems]

    return look
