"""The player's own tests, and its types."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.web.browser_player import HERE, node

ROOT = Path(__file__).parents[2]
COMPILER = ROOT / "tests" / "node_modules" / "typescript" / "bin" / "tsc"


def run(*command: object) -> None:
    done = subprocess.run([node(), *map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_own_tests_hold() -> None:
    run("--test", *sorted(HERE.glob("*.test.mjs")))


def test_its_types_hold() -> None:
    if not COMPILER.exists():
        pytest.skip("TypeScript is not installed; to have it: npm install --prefix tests")
    run("--no-opt", COMPILER, "--project", HERE / "tsconfig.json")
