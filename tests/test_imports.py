"""What a part of the game may load. It is asked in an interpreter of its own."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from game.case.graph import components

ROOT = Path(__file__).parents[1]
PETITION = ROOT / "tests" / "petition"

NEVER = ("textual", "rich", "http", "socketserver", "urllib.request", "asyncio", "ssl", "pydantic")

PROBE = """
import io, sys
told = sys.stdout
for code in sys.argv[1:]:
    sys.stdin, sys.stdout = io.StringIO("quit\\n"), io.StringIO()
    try:
        exec(code)
    except SystemExit:
        pass
    print(*sys.modules, file=told)
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


def modules_after(*codes: str) -> list[set[str]]:
    """What is loaded after each of these, which are done one after the other in one interpreter."""
    command = [sys.executable, "-c", PROBE, *codes]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [set(line.split()) for line in done.stdout.splitlines()]


def test_nothing_of_the_screen_or_the_network_is_loaded() -> None:
    for what, loaded in zip(HEADLESS, modules_after(*HEADLESS.values()), strict=True):
        unwanted = {
            name for name in loaded if name.startswith(tuple(f"{each}." for each in NEVER)) or name in NEVER
        }
        assert not unwanted, f"after {what}"


def test_the_help_page_loads_no_case() -> None:
    (loaded,) = modules_after(HEADLESS["--help"])
    assert not {name for name in loaded if name.startswith(("game.case", "game.play", "yaml", "json"))}


def test_a_command_loads_no_other() -> None:
    (loaded,) = modules_after(HEADLESS["cases"])
    assert {name for name in loaded if name.startswith("game.commands.")} == {
        "game.commands.cases",
        "game.commands.display_options",
    }


def test_the_import_contracts_hold() -> None:
    """They stand in pyproject.toml, and count what is imported late or for types alone too."""
    pytest.importorskip("importlinter", reason="it comes with the extra `test`")
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_modules_import_one_another_in_a_circle() -> None:
    grimp = pytest.importorskip("grimp", reason="it comes with the extra `test`")
    graph = grimp.build_graph("game", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: sorted(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    assert len(imports) > 200
    assert [circle for circle in components(imports) if len(circle) > 1] == []


def test_a_class_name_means_one_thing() -> None:
    """No two modules have a class of the same name; a widget's message bears the widget's before its own."""
    named: dict[str, list[str]] = {}
    for module in sorted((ROOT / "game").rglob("*.py")):
        for each in ast.parse(module.read_text(encoding="utf-8")).body:
            if isinstance(each, ast.ClassDef):
                named.setdefault(each.name, []).append(module.relative_to(ROOT).as_posix())
    assert {name: places for name, places in named.items() if len(places) > 1} == {}
