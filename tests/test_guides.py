"""The guides say what is so: their examples are read, and their figures are those of the cases."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from game import cli
from game.case import load_case, read_case
from game.case.proof import prove
from game.play import Playthrough
from game.proof.diagnostics import problems_found
from tests import tutorial
from tests.calling import Historian

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
    case, problems = read_case(example, thorough=True)
    assert case is not None
    found = (*problems, *problems_found(case, prove(case)))
    assert [problem.one_line() for problem in found] == []


def test_the_guides_example_can_be_played(example: Path) -> None:
    case = load_case(example)
    play = Playthrough.replay(case, ["the_truth"])
    assert play.ended and "decree" in play.notebook.opened
    assert Playthrough(case, "autumn").choose("as_told").ended
    assert play.debrief().claims


def test_the_tutorial_goes_as_it_says(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    carried_out = []
    for piece in tutorial.pieces(GUIDE):
        if piece.kind == "diff":
            tutorial.edit(piece, tmp_path)
            continue
        for command in tutorial.commands(piece):
            assert command.words[0] == "historian"
            told = historian(*command.words[1:])
            assert tutorial.printed(
                command.prints, told.out + (told.err if piece.kind == "console" else "")
            ), f"line {piece.line} of the guide, {shlex.join(command.words)}:\n{told.out}{told.err}"
            faulty = any(": error:" in line for line in command.prints)
            assert told.code == (1 if faulty else 0)
            carried_out.append(command.words[1])
    assert {"new", "play", "check", "graph", "preview", "routes", "handout"} <= set(carried_out)
    assert carried_out.count("check") >= 5


def test_every_example_in_yaml_is_one_that_is_read() -> None:
    assert GUIDE.count("```yaml") == len(EXAMPLES)


def test_every_command_is_in_the_guide() -> None:
    bench = GUIDE[GUIDE.index("## The author's bench") : GUIDE.index("## Evidence and people")]
    for name in cli.COMMANDS.keys() - {"cases", "export", "class"}:
        assert f"| `historian {name} " in bench, name


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


def parts_of(guide: Path) -> set[str]:
    """The names by which a page's headings are pointed at."""
    headings = re.findall(r"^#+ (.+)$", guide.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "guide",
    ["README.md", "scenes/README.md", "scenes/format.md", "game/README.md", "game/classroom/README.md"],
)
def test_nothing_that_the_guides_point_at_is_missing(guide: str) -> None:
    page = ROOT / guide
    text = re.sub(r"`[^`]*`", "", page.read_text(encoding="utf-8"))
    for target, part in re.findall(r"\]\(([^():#]*)(?:#([^)]*))?\)", text):
        other = page.parent.joinpath(target) if target else page
        assert other.exists(), f"{guide} points at {target}"
        assert not part or part in parts_of(other), f"{guide} points at {target}#{part}"


def test_the_journeys_through_the_code_name_what_is_there() -> None:
    guide = (ROOT / "game" / "README.md").read_text(encoding="utf-8")
    journeys = re.findall(r"## How a (choice|condition) travels.*?\n(.*?)(?=\n## )", guide, re.DOTALL)
    assert len(journeys) == 2
    files = [f"/{each.relative_to(ROOT).as_posix()}" for each in (ROOT / "game").rglob("*.py")]
    code = "\n".join((ROOT / each[1:]).read_text("utf-8") for each in files)
    for _, journey in journeys:
        assert len(re.findall(r"^\d+\. ", journey, re.MULTILINE)) == 10
        for name in re.findall(r"`([\w/.]+)(?:\([^`]*\))?`", journey):
            if "/" in name or name.endswith(".py"):
                assert any(f"/{name}" in each for each in files), name
            elif "_" in name or name[0].isupper():
                assert all(re.search(rf"\b(def|class) {part}\b", code) for part in name.split(".")), name
