"""The player's own tests, its types, and that its modules can be joined into one script."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.web.browser_player import HERE, node

ROOT = Path(__file__).parents[2]
PLAYER = ROOT / "game" / "web" / "player"
COMPILER = ROOT / "tests" / "node_modules" / "typescript" / "bin" / "tsc"
TOP = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const|let) +(\w+)", re.MULTILINE)


def run(*command: object) -> None:
    done = subprocess.run([node(), *map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_own_tests_hold() -> None:
    run("--test", *sorted(HERE.glob("*.test.mjs")))


def test_its_types_hold() -> None:
    if not COMPILER.exists():
        pytest.skip("TypeScript is not installed; to have it: npm install --prefix tests")
    run(COMPILER, "--project", HERE / "tsconfig.json")


def test_no_two_modules_call_something_by_the_same_name() -> None:
    """They are joined into one script."""
    names = Counter(name for path in PLAYER.glob("*.js") for name in TOP.findall(path.read_text("utf-8")))
    assert len(names) > 30
    assert [name for name, times in names.items() if times > 1] == []
