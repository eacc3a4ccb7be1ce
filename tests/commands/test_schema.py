"""`historian schema`: what it prints, and that a real editor's language server works by what it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from game.case.folders import data_folder
from tests.authoring.language_server import LanguageServer
from tests.calling import Historian

ROOT = Path(__file__).parents[2]


def test_alone_it_prints_the_schema(historian: Historian) -> None:
    told = historian("schema")
    assert (told.code, told.err) == (0, "")
    assert json.loads(told.out)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_into_a_file_it_says_how_editors_find_it(historian: Historian, tmp_path: Path) -> None:
    file = tmp_path / "a folder" / "case.schema.json"
    file.parent.mkdir()
    told = historian("schema", "--output", file)
    assert told.code == 0 and "properties" in json.loads(file.read_text(encoding="utf-8"))
    assert f"# yaml-language-server: $schema={file.as_uri()}" in told.out


@pytest.mark.parametrize(
    ("here", "claimed"),
    [
        (".", ["scenes/mine/**/*.yaml", "small/**/*.yaml"]),
        ("small", ["small/**/*.yaml"]),
        ("empty", []),
    ],
)
def test_the_setting_claims_the_folders_of_cases_alone(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str, claimed: list[str]
) -> None:
    for folder in ("scenes/mine", "small", "empty", "notes"):
        (tmp_path / folder).mkdir(parents=True)
    for folder in ("scenes/mine", "small"):
        (tmp_path / folder / "case.yaml").write_text("id: a\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / here)
    (setting,) = re.findall(
        r'^ *"yaml.schemas": (.*)$', historian("schema", "--editor", "vscode").out, re.MULTILINE
    )
    own = [f"{(data_folder() / 'cases').as_posix()}/**/*.yaml"]
    (files,) = json.loads(setting).values()
    assert files == ([f"{tmp_path.as_posix()}/{each}" for each in claimed] or own)


def test_for_an_editor_it_keeps_the_file_itself(historian: Historian) -> None:
    told = historian("schema", "--editor", "vscode")
    assert told.code == 0 and "yaml.schemas" in told.out and "yaml-language-server" not in told.out
    assert (data_folder() / "case.schema.json").exists()
    assert "yaml.schemas" not in historian("schema", "--editor", "other").out


def test_a_place_that_cannot_be_written(historian: Historian, tmp_path: Path) -> None:
    told = historian("schema", "--output", tmp_path / "nowhere" / "x.json")
    assert (told.code, told.out) == (1, "") and "cannot be written" in told.err


# --- in an editor ---------------------------------------------------------------------------------------

FAULTY = """\
{first}
scenes:
  door:
    title: 1934
    text: Somebody knocks.
    stance: bystander
    choices:
      open: {{label: Open it., goto: later, wen: warned}}
      wait:
        label: Wait.
        plausibility: {empty}
    recrod: {{}}
  night:
    title: Night
    text: It is dark.
  dawn: {{title: Dawn, text: Light., goto: later, ending: {{title: Over}}}}
"""


def works(server: LanguageServer, file: Path, first: str = "#") -> None:
    """Whether this editor finds the mistakes, completes and explains."""
    found = server.open(file, FAULTY.format(first=first, empty=""))
    said = {(each["range"]["start"]["line"], each["message"]) for each in found}
    assert any(line == 5 and "deliberation" in message for line, message in said), said
    assert any(line == 7 and "wen" in message for line, message in said), said
    assert any(line == 8 and "goto" in message for line, message in said), said
    assert any(line == 11 and "recrod" in message for line, message in said), said
    assert any(line == 12 and '"choices, goto or ending"' in message for line, message in said), said
    assert any(line == 15 and "there is `goto` already" in message for line, message in said), said
    assert {line for line, _ in said} == {5, 7, 8, 10, 11, 12, 15}
    assert server.completions(file, 10, 22) == {"taken", "open", "possible", "remote"}
    assert "care" in server.completions(file, 11, 4)
    assert "nothing" not in " ".join(server.completions(file, 14, 4))
    assert not {"true", "false"} & server.completions(file, 15, 42), "an id is due there"
    assert "Where the player stands" in server.hover(file, 5, 6)


def test_by_the_first_line_of_a_file(historian: Historian, tmp_path: Path) -> None:
    told = historian("schema", "--output", tmp_path / "my schema.json")
    (line,) = re.findall(r"^ *(# yaml-language-server: .*)$", told.out, re.MULTILINE)
    with LanguageServer({"validate": True, "completion": True, "hover": True}) as server:
        works(server, tmp_path / "scenes.yaml", line)


def test_by_the_setting_of_vs_code(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my_case").mkdir()
    (tmp_path / "my_case" / "case.yaml").write_text("id: a\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = historian("schema", "--editor", "vscode")
    (setting,) = re.findall(r'^ *"yaml.schemas": (.*)$', told.out, re.MULTILINE)
    settings = {"validate": True, "completion": True, "hover": True, "schemas": json.loads(setting)}
    with LanguageServer(settings) as server:
        works(server, tmp_path / "my_case" / "scenes.yaml")
        for file in sorted((ROOT / "scenes" / "testament").glob("*.yaml")):
            text = file.read_text(encoding="utf-8")
            assert server.open(tmp_path / "my_case" / file.name, text) == []


def test_as_a_page_to_read(historian: Historian, tmp_path: Path) -> None:
    told = historian("schema", "--format", "md")
    assert told.code == 0 and told.out.startswith("# Every entry of a case\n")
    historian("schema", "--format", "md", "--output", tmp_path / "format.md")
    assert (tmp_path / "format.md").read_text(encoding="utf-8") == told.out
    assert historian("schema", "--format", "md", "--editor", "vscode").code == 2
