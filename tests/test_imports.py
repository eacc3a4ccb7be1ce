"""What a part of the game may load. Each is asked in a fresh interpreter."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PETITION = ROOT / "tests" / "petition"

NEVER = ("textual", "rich", "http", "socketserver", "urllib.request", "asyncio", "ssl", "pydantic")

PROBE = """
import io, sys
sys.stdin, told, sys.stdout = io.StringIO("quit\\n"), sys.stdout, io.StringIO()
try:
    {code}
except SystemExit:
    pass
told.write(" ".join(sys.modules))
"""

HEADLESS = {
    "game.case": "import game.case",
    "game.case.catalogue": "import game.case.catalogue",
    "game.play": "import game.play, game.play.debrief.debrief, game.play.saves.shelf, game.play.export",
    "game.plain": "import game.plain",
    "--help": "from game.cli import main; main(['--help'])",
    "--version": "from game.cli import main; main(['--version'])",
    "cases": "from game.cli import main; main(['cases'])",
    "check": f"from game.cli import main; main(['check', {str(PETITION)!r}])",
    "preview --plain": f"from game.cli import main; main(['preview', {str(PETITION)!r}, '--plain'])",
    "handout": f"from game.cli import main; main(['handout', {str(PETITION)!r}])",
    "play --plain": f"from game.cli import main; main(['play', {str(PETITION)!r}, '--plain'])",
}


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(code=code)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("what", HEADLESS)
def test_nothing_of_the_screen_or_the_network_is_loaded(what: str) -> None:
    loaded = modules_after(HEADLESS[what])
    assert not {
        name for name in loaded if name.startswith(tuple(f"{each}." for each in NEVER)) or name in NEVER
    }


def test_the_help_page_loads_no_case() -> None:
    loaded = modules_after(HEADLESS["--help"])
    assert not {name for name in loaded if name.startswith(("game.case", "game.play", "yaml", "json"))}


def test_a_command_loads_no_other() -> None:
    loaded = modules_after(HEADLESS["cases"])
    assert {name for name in loaded if name.startswith("game.commands.")} == {
        "game.commands.cases",
        "game.commands.display_options",
    }


LAYERS = {
    "case": 0,
    "play": 1,
    "proof": 2,
    "plain": 4,
    "tui": 4,
    "classroom": 4,
    "authoring": 5,
    "commands": 6,
    "cli": 7,
}

ASKED_FOR_LATE = {("case", "proof")}
"""`game.case.proof.prove` fetches what proves a case when it is called: the one step upward."""


def imported(file: Path) -> set[str]:
    """The modules of the game that a file names anywhere, also late and for types."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{file} imports relatively"
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "game")
    return {name for name in found if name.startswith("game.")}


def test_imports_run_downward_only() -> None:
    wrong = []
    for file in sorted((ROOT / "game").rglob("*.py")):
        part = file.relative_to(ROOT / "game").with_suffix("").parts[0]
        layer = LAYERS.get(part)
        if layer is None:
            continue
        for name in imported(file):
            other = name.split(".")[1]
            upward = other != part and LAYERS.get(other, 9) >= layer
            if upward and (part, other) not in ASKED_FOR_LATE:
                wrong.append(f"{file.relative_to(ROOT)} imports {name}")
    assert not wrong
