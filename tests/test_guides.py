"""The guides say what is so: their examples are read, and their figures are those of the cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.case import load_case, read_case
from game.play import Playthrough

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "scenes" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n# (\S+)\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The case that the author's guide writes, block by block."""
    for name, text in EXAMPLES:
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_guides_example_is_a_case_without_a_fault(example: Path) -> None:
    _, problems = read_case(example)
    assert [problem.two_lines() for problem in problems] == []


def test_the_guides_example_can_be_played(example: Path) -> None:
    case = load_case(example)
    play = Playthrough.replay(case, ["the_truth"])
    assert play.ended and "decree" in play.notebook.opened
    assert Playthrough(case, "autumn").choose("as_told").ended
    assert play.debrief().claims


def test_every_kind_of_thing_stands_in_the_guide() -> None:
    keys = {"scenes", "documents", "people", "terms", "sources", "claims", "variables", "causes", "chapters"}
    assert keys <= set(re.findall(r"^([a-z_]+):", "".join(text for _, text in EXAMPLES), re.MULTILINE))


@pytest.mark.parametrize("name", ["purges", "testament"])
def test_the_readme_says_of_a_case_what_the_case_says(name: str) -> None:
    case = load_case(ROOT / "scenes" / name)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (row,) = (line for line in readme.split("\n") if line.startswith(f"| *{case.title}*"))
    _, _, question, years, minutes, _ = (cell.strip() for cell in row.split("|"))
    assert question == case.question
    assert years.startswith(case.span)
    assert int(minutes) == case.minutes


def test_nothing_that_the_guides_point_at_is_missing() -> None:
    for guide in ("README.md", "scenes/README.md", "game/README.md"):
        text = (ROOT / guide).read_text(encoding="utf-8")
        targets = re.findall(r"\]\(([^():]+?)(?:#[^)]*)?\)", re.sub(r"`[^`]*`", "", text))
        for target in targets:
            assert (ROOT / guide).parent.joinpath(target).exists(), f"{guide} points at {target}"
