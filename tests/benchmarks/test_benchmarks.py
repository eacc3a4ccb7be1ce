"""The benchmarks measure what they say: the same story, played the same way, without keeping memory."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from game.case import load_case
from tests.benchmarks import browser, engine, figures, fuzz, load, one_truth, proof
from tests.benchmarks.story import bounds, invented, write_case

DRIVEN_BY = Path(__file__).parents[1] / "node_modules" / "puppeteer-core"
TESTAMENT = Path(__file__).parents[2] / "scenes" / "testament"


def test_the_invented_story_has_the_shape_it_names() -> None:
    story = invented(1_000)
    choices = [choice for scene in story["scenes"] for choice in scene["choices"]]
    words = [len(" ".join(scene["text"]).split()) for scene in story["scenes"]]
    assert len(story["scenes"]) == 1_000
    assert 100 < sum(words) / len(words) < 140
    assert 0.34 < sum("if" in choice for choice in choices) / len(choices) < 0.40
    assert story == invented(1_000)
    assert story != invented(1_000, seed=2)


def test_the_engine_visits_the_same_scenes_as_the_naive_interpreter(tmp_path: Path) -> None:
    story = invented(200, seed=7)
    case = load_case(write_case(story, tmp_path / "benchmark"))
    assert engine.check_same_scenes(story, case, 30) > 30 * 25


def tiny(*effects: dict[str, Any], back: str = "b") -> dict[str, Any]:
    choices = [{"text": "Go", "target": "b", "effects": [effect]} for effect in effects]
    return {
        "variables": [{"name": "n", "type": "int", "initial": 5}],
        "start": "a",
        "scenes": [
            {"id": "a", "text": ["A"], "choices": choices},
            {"id": "b", "text": ["B"], "choices": [{"text": "On", "target": back, "effects": [*effects]}]},
            {"id": "c", "text": ["C"], "choices": [], "ending": True},
        ],
    }


def test_bounds_hold_whatever_path_is_taken() -> None:
    story = tiny({"var": "n", "op": "add", "value": 7}, {"var": "n", "op": "set", "value": -2}, back="c")
    assert bounds(story) == {"n": (-2, 12)}


def test_a_story_that_comes_back_to_a_scene_has_no_bounds() -> None:
    with pytest.raises(ValueError, match="comes back"):
        bounds(tiny({"var": "n", "op": "add", "value": 7}, back="a"))


def test_it_runs_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert engine.main(["--scenes", "60", "--turns", "300", "--runs", "1"]) == 0
    printed = capsys.readouterr().out
    assert "visit the same" in printed
    assert all(way in printed for way in ("floor", "naive", "machine", "playthrough"))


def test_loading_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    load.main(["--scenes", "20", "--runs", "1"])
    assert "load for play" in capsys.readouterr().out


def test_proving_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert proof.main(["planted", "--scenes", "40", "--plant", "2", "--budget", "10"]) == 0
    assert "no false alarm" in capsys.readouterr().out
    assert proof.main(["exact", str(TESTAMENT), "--runs", "1"]) == 0
    assert "edges a second" in capsys.readouterr().out


def test_a_case_is_put_into_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert figures.main([str(TESTAMENT), "--plays", "1"]) == 0
    assert "single departures from the record's line" in capsys.readouterr().out


def test_the_browsers_player_is_held_against_the_engine(capsys: pytest.CaptureFixture[str]) -> None:
    assert one_truth.main(["testament", "--plays", "1", "--cases", "1", "--budget", "0.2"]) == 0
    assert "the same at every step" in capsys.readouterr().out


def test_published_pages_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    if not DRIVEN_BY.exists():
        pytest.skip("puppeteer-core is not installed; to have it: npm install --prefix tests")
    assert browser.main(["testament", "--throttle", "1", "--steps", "2", "--runs", "1"]) == 0
    assert "first scene after" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="it drives a pseudo-terminal of Linux")
def test_the_face_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    from tests.benchmarks import terminal

    terminal.main(["--runs", "1", "--turns", "2"])
    printed = capsys.readouterr().out
    assert "times the floor" in printed and "growth over 2 turns" in printed


@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_the_search_begins_with_what_can_be_borne(target: str) -> None:
    begun = list(fuzz.seeds(target))
    assert len(begun) > 8
    for seed in begun[:: max(1, len(begun) // 40)]:
        fuzz.TARGETS[target](seed)
    fuzz.TARGETS[target](b"")


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into the processes of Linux")
def test_a_lesson_is_measured_and_two_runs_are_compared(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.benchmarks import classroom, results

    monkeypatch.setattr(results, "RESULTS", tmp_path)
    classroom.main(["run", "--tiny", "--only", "votes,joins,restart", "--keep"])
    (kept,) = tmp_path.iterdir()
    assert "vote to dashboard, p95, 4 within a second" in capsys.readouterr().out
    classroom.main(["compare", str(kept), str(kept)])
    compared = capsys.readouterr().out
    assert "1.00   500 ms" in compared and "restart ready with 60 events" in compared
