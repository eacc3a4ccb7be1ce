"""Cases on disk for the tests of the case format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from game.case.diagnostics.problems import Problem
from game.case.model import Case
from game.case.reader import read_case
from tests.case.small import SMALL

Files = Mapping[str, str | bytes]
Write = Callable[[Files], Path]
Read = Callable[[Files], tuple[Case | None, tuple[Problem, ...]]]


def write_files(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def two_lines(problem: Problem) -> str:
    """Place, severity, message and code; then the remedy."""
    return f"{problem.place}: {problem.severity}: {problem.message} [{problem.code}]\n    {problem.remedy}"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files beside those of the small sound case, and give the folder."""
    return lambda files: write_files(tmp_path / "small", {**SMALL, **files})


@pytest.fixture
def read(write: Write) -> Read:
    """Read the small sound case with some files instead or besides."""
    return lambda files: read_case(write(files))
