"""`historian graph`: what it prints, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game.authoring.picture import Unreached, reach_of
from game.case.model import Case
from tests.calling import Historian

PETITION = Path(__file__).parents[1] / "petition"


def test_it_is_mermaid_unless_asked_otherwise(historian: Historian) -> None:
    told = historian("graph", PETITION)
    assert (told.code, told.err) == (0, "") and told.out.startswith("flowchart TB\n")
    assert historian("graph", "testament", "--format", "dot").out.startswith("digraph case {\n")


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_svg_goes_into_a_file(historian: Historian, tmp_path: Path) -> None:
    told = historian("graph", PETITION, "--format", "svg", "--output", tmp_path / "case.svg")
    assert (told.code, told.out, told.err) == (0, "", "")
    assert "<svg" in (tmp_path / "case.svg").read_text(encoding="utf-8")


def test_without_graphviz_svg_is_refused(historian: Historian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    told = historian("graph", PETITION, "--format", "svg")
    assert (told.code, told.out) == (1, "")
    assert len(told.err.splitlines()) == 1 and "sudo apt install graphviz" in told.err


def test_a_part_of_it(historian: Historian) -> None:
    near = historian("graph", "testament", "--around", "widows_note")
    assert "scene_five_copies" in near.out and "scene_trotsky_that_week" not in near.out
    wider = historian("graph", "testament", "--around", "widows_note", "--steps", "2")
    assert "scene_trotsky_that_week" in wider.out


def test_the_way_of_a_save_is_marked(historian: Historian) -> None:
    historian("play", "testament", "--plain", lines="\n1\n\n")
    historian("play", PETITION, lines="\n1\n\n")
    told = historian("graph", "testament", "--play", "latest")
    assert told.code == 0 and "(taken by the player)" in told.out and "linkStyle 0 " in told.out
    assert "is a playthrough of" in historian("graph", "testament", "--play", save_of("petition")).err


def save_of(case: str) -> str:
    from game.case.folders import data_folder

    (save,) = (data_folder() / "saves").glob(f"{case}-*.json")
    return save.stem


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["graph"], 2, "PATH"),
        (["graph", "nowhere"], 2, 'there is no case "nowhere"'),
        (["graph", "testament", "--around", "widows_not"], 2, 'Did you mean "widows_note"?'),
        (["graph", "testament", "--around", "zzz"], 2, "There are: typed_page, five_copies"),
        (["graph", "testament", "--around", "six_men", "--steps", "-1"], 2, "--steps is a whole number"),
        (["graph", "purges", "--chapter", "ryutin", "--around", "smolny"], 2, "has no scene 'smolny'"),
        (["graph", "testament", "--chapter", "zzz"], 2, "It has none."),
        (["graph", "testament", "--play", "zzz"], 2, "Nothing has been played yet."),
        (["graph", "testament", "--output", "/nowhere/at/all"], 1, "cannot be written"),
    ],
)
def test_what_it_refuses(historian: Historian, arguments: list[str], code: int, says: str) -> None:
    told = historian(*arguments)
    assert (told.code, told.out) == (code, "")
    assert says in told.err and len(told.err.splitlines()) == 1


def test_a_case_with_mistakes_is_drawn_as_far_as_it_can_be(historian: Historian, tmp_path: Path) -> None:
    text = (PETITION / "case.yaml").read_text(encoding="utf-8")
    (tmp_path / "case.yaml").write_text(text.replace("span:", "spam:"), encoding="utf-8")
    assert historian("check", tmp_path).code == 1
    assert historian("graph", tmp_path).out.startswith("flowchart TB\n")
    (tmp_path / "case.yaml").write_text(text.replace("goto: counter\n", "goto: countre\n"), encoding="utf-8")
    told = historian("graph", tmp_path)
    assert told.code == 1 and "leave nothing to work with" in told.err and "historian check" in told.err


def test_a_large_picture_says_that_it_is(historian: Historian, tmp_path: Path) -> None:
    scenes = "".join(f"  s{n}: {{title: S, text: T, goto: s{n + 1}}}\n" for n in range(501))
    (tmp_path / "case.yaml").write_text(
        "id: long\ntitle: Long\nquestion: Why?\nversion: 1.0.0\nstart: s0\nscenes:\n"
        f"{scenes}  s501: {{title: S, text: T, ending: {{title: E}}}}\n"
    )
    told = historian("graph", tmp_path)
    assert told.code == 0 and "this picture is large" in told.err
    assert historian("graph", tmp_path, "--format", "dot").err == ""


TWO_CHAPTERS = """\
id: two
title: Two chapters
question: Why?
version: 1.0.0
start: door
chapters: [{id: first, title: First, start: door}, {id: second, title: Second, start: later}]
scenes:
  door:
    title: At the door
    text: Somebody knocks.
    chapter: first
    choices:
      open: {label: Open it., goto: later}
      again: {label: Wait again., when: door is again, closed: Not yet., goto: later}
  later: {title: Later, text: It is over., chapter: second, ending: {title: Over}}
"""


def test_a_chapter_alone_and_what_is_proved(historian: Historian, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(TWO_CHAPTERS, encoding="utf-8")
    told = historian("graph", tmp_path, "--chapter", "first")
    assert "scene_door" in told.out and "scene_later" not in told.out
    assert "(never open)" in historian("graph", tmp_path).out
    refused = historian("graph", tmp_path, "--chapter", "zzz")
    assert refused.code == 2 and "There are: first, second." in refused.err


def test_what_is_not_settled_is_said(historian: Historian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.commands.graph.reach_of", lambda *_: Unreached(undecided=3))
    told = historian("graph", PETITION)
    assert told.code == 0 and told.out.startswith("flowchart TB\n")
    assert "as if they could be reached, though that is not settled: 3." in told.err


def test_a_part_is_drawn_before_anything_is_proved(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "case.yaml").write_text(TWO_CHAPTERS, encoding="utf-8")
    drawn_before: list[str] = []

    def proved(case: Case, *_: object) -> Unreached:
        drawn_before.append(capsys.readouterr().out)
        return reach_of(case)

    monkeypatch.setattr("game.commands.graph.reach_of", proved)
    told = historian("graph", tmp_path, "--around", "door")
    assert drawn_before[0].startswith("flowchart TB\n") and told.out == ""
    assert "nobody can go to door/again" in told.err and "--budget" in told.err
    dashed = historian("graph", tmp_path, "--around", "door", "--budget", "5")
    assert "(never open)" in dashed.out and dashed.err == ""
    into = tmp_path / "drawn.mmd"
    historian("graph", tmp_path, "--around", "door", "--output", into)
    assert "(never open)" in into.read_text(encoding="utf-8")


def test_without_a_budget_nothing_is_proved(historian: Historian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.commands.graph.reach_of", None)
    assert historian("graph", PETITION, "--budget", "0").out.startswith("flowchart TB\n")


def test_a_stopped_proof_is_drawn_as_far_as_it_went(
    historian: Historian, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.commands.graph.reach_of", lambda *_: Unreached(undecided=3, stopped=True))
    told = historian("graph", PETITION)
    assert told.code == 130 and told.out.startswith("flowchart TB\n") and "not settled" in told.err
