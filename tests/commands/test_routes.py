"""`historian routes`: what it prints, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from game.case import load_case
from game.play.playthrough import Playthrough
from game.proof.explicit_state import Explored, Explorer, TooMany
from game.proof.result import Progress
from tests.calling import Historian
from tests.commands.test_proving import CELL, HOLLOW, STUCK

PETITION = Path(__file__).parents[1] / "petition"


@pytest.fixture
def doors(tmp_path: Path) -> Path:
    folder = tmp_path / "doors"
    folder.mkdir()
    (folder / "case.yaml").write_text(STUCK, encoding="utf-8")
    return folder


def test_routes_show_everything(historian: Historian) -> None:
    found = json.loads(historian("routes", "testament", "--format", "json").out)
    case = load_case(Path(__file__).parents[2] / "scenes" / "testament")
    taken, shown = set(), set()
    for route in found["routes"]:
        play = Playthrough(case)
        for step in route["choices"]:
            bits = play.code.variants(play.state)
            shown |= {(play.scene.id, place) for place in range(len(play.scene.text)) if bits >> place & 1}
            taken.add((play.scene.id, step))
            play = play.choose_reading(step)
        bits = play.code.variants(play.state)
        shown |= {(play.scene.id, place) for place in range(len(play.scene.text)) if bits >> place & 1}
        assert play.ended and play.scene.id == route["ends"]
    choices = {
        (scene.id, choice.id)
        for scene in case.scenes.values()
        for choice in scene.choices.values()
        if not choice.shut
    }
    assert choices <= taken
    assert shown == {(scene.id, place) for scene in case.scenes.values() for place in range(len(scene.text))}
    assert len(found["routes"]) == found["least"] == 6
    shown_first = {"block", "door", "goto", "ending", None}
    assert found["echo"].keys() == {
        f"{scene.id}/{choice}" for scene in case.scenes.values() for choice in scene.choices
    }
    assert {trace["first"] for trace in found["echo"].values()} <= shown_first


def test_routes_visit_every_state_once_and_find_what_a_proof_finds_of_each_choice(
    historian: Historian, monkeypatch: pytest.MonkeyPatch
) -> None:
    explore, visited = Explorer.explore, []

    def counted(self: Explorer, *how: Any) -> Explored:
        visited.append(self)
        return explore(self, *how)

    monkeypatch.setattr(Explorer, "explore", counted)
    found = json.loads(historian("routes", PETITION, "--format", "json").out)["echo"]
    assert len(visited) == 1
    checked = json.loads(historian("check", PETITION, "--prove", "--format", "json").out.splitlines()[-1])
    assert found == {choice: each["echo"] for choice, each in checked["proof"]["choices"].items()}


def test_routes_in_words_and_as_saves(historian: Historian, tmp_path: Path) -> None:
    told = historian("routes", PETITION, "--saves", tmp_path / "saves")
    assert told.code == 0
    all_of_it = "all 5 choices, show all 5 paragraphs and go by all 2 `goto` entries"
    assert told.out.startswith(f"3 playthroughs take {all_of_it}. Fewer cannot.")
    assert f"historian play {PETITION} --fresh --choices " in told.out
    saves = sorted((tmp_path / "saves").glob("*.json"))
    assert len(saves) == 3 and "3 playthroughs are written" in told.err
    exported = historian("export", saves[0], "--case", PETITION)
    assert exported.code == 0 and exported.out


def test_below_the_routes_stands_what_later_depends_on_each_choice(historian: Historian) -> None:
    told = historian("routes", PETITION).out
    _, _, depends = told.partition("What later depends on each decision")
    assert "  market:" in depends and "always, first in" in depends and "; words: " in depends
    assert "burn" not in depends, "a door that never opens changes nothing"


def test_of_a_decision_on_which_nothing_depends_routes_say_so(historian: Historian, doors: Path) -> None:
    (doors / "case.yaml").write_text(HOLLOW, encoding="utf-8")
    told = historian("routes", doors).out
    assert "  hall: nothing: whichever is taken, the same follows" in told


def test_routes_through_loops(historian: Historian, doors: Path) -> None:
    found = json.loads(historian("routes", doors, "--format", "json").out)
    taken = {choice for route in found["routes"] for choice in route["choices"]}
    assert taken == {"knock", "enter", "sleep", "back"}


def test_one_playthrough_may_take_every_choice_of_a_scene_that_it_comes_to_again(
    historian: Historian, doors: Path
) -> None:
    (doors / "case.yaml").write_text(STUCK.replace(", once: true", ""), encoding="utf-8")
    found = json.loads(historian("routes", doors, "--format", "json").out)
    assert len(found["routes"]) == found["least"] == 1


def test_routes_say_which_of_them_come_to_no_ending(historian: Historian, tmp_path: Path) -> None:
    folder = tmp_path / "a cell"
    folder.mkdir()
    (folder / "case.yaml").write_text(CELL, encoding="utf-8")
    told = historian("routes", folder)
    assert told.code == 0
    assert "takes no choice and shows the only paragraph" in told.out
    assert "Nobody can take or see 2 more" in told.out
    assert "comes to no ending, and breaks off at cell" in told.out
    assert f"historian play '{folder}' --fresh\n" in told.out


def test_routes_of_nothing(historian: Historian) -> None:
    told = historian("routes", "nowhere")
    assert (told.code, told.out) == (2, "") and "there is no case" in told.err


WORRIED = """\
id: worried
title: Worried
question: Why?
version: 1.0.0
start: hall
variables: {worry: {from: 0, to: 3, start: 0}}
scenes:
  hall:
    title: Hall
    text: A hall.
    choices:
      shout: {label: Shout., add: {worry: 2}, goto: gate}
      linger: {label: Linger., goto: gate}
  gate:
    title: Gate
    text: A gate.
    choices: {push: {label: Push., goto: [{when: worry >= 1, to: home}, {when: worry >= 3, to: home}, home]}}
  home: {title: Home, text: It is over., ending: {title: Home}}
"""


def test_routes_go_by_every_entry_of_goto(historian: Historian, tmp_path: Path) -> None:
    """Every text is shown in one playthrough, and yet two are needed: they go different ways."""
    (tmp_path / "case.yaml").write_text(WORRIED, encoding="utf-8")
    found = json.loads(historian("routes", tmp_path, "--format", "json").out)
    assert {entry for route in found["routes"] for entry in route["new_goto"]} == {
        "gate/push/0",
        "gate/push/2",
    }
    assert (len(found["routes"]), found["goto"], found["closed"]) == (2, 2, 1)
    assert "entry 1 of push" in historian("routes", tmp_path).out


def test_routes_of_a_case_that_is_too_large_go_as_far_as_they_can(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_many(*_: object, **__: object) -> None:
        raise TooMany("there are too many")

    monkeypatch.setattr(Explorer, "explore", too_many)
    whole = historian("routes", PETITION)
    assert whole.code == 0 and "all 5 choices, show all 5 paragraphs" in whole.out
    monkeypatch.setattr("game.proof.settling.Settler.search", lambda _: None)
    (tmp_path / "case.yaml").write_text(CELL, encoding="utf-8")
    told = historian("routes", tmp_path)
    assert told.code == 1 and "takes 0 of 1 choice and shows 1 of 2 paragraphs" in told.out
    assert "That is not everything: there are too many." in told.out
    assert "Not shown, choice: cell/out." in told.out and "Not shown, paragraph: end/1." in told.out


@pytest.mark.parametrize("after", range(5))
def test_routes_that_are_stopped_show_what_is_known(
    historian: Historian, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    calls = iter(range(1_000))

    @contextmanager
    def impatient(_: str) -> Iterator[Progress]:
        def tell(_: str) -> None:
            if next(calls) == after:
                raise KeyboardInterrupt

        yield tell

    monkeypatch.setattr("game.commands.routes.progress", impatient)
    monkeypatch.setattr("game.authoring.routes.SAMPLED", 1)
    told = historian("routes", "testament")
    assert told.code == 130 and "1. comes out at" in told.out
    assert "That is not everything: it was stopped." in told.out and "Not shown, " in told.out
    assert told.out.endswith("\nWhat later depends on each decision is not known: it was stopped.\n")


def test_routes_that_are_stopped_at_once_say_that_nothing_is_known(
    historian: Historian, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as soon:
        soon.setattr("game.proof.settling.Settler.visit_all", stopped)
        soon.setattr("game.authoring.routes.played", stopped)
        told = historian("routes", PETITION)
    assert (
        told.code == 130
        and told.out.startswith("Nothing is known yet: it was stopped")
        and "0 of" not in told.out
    )
    monkeypatch.setattr("game.authoring.routes.Settler", stopped)
    told = historian("routes", PETITION)
    assert (
        told.code == 130
        and told.err == "historian: routes through petition: it was stopped, and nothing is known yet.\n"
    )
