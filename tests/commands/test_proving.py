"""`historian check --prove` and `--random`: what they print, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.case import load_case
from game.commands.proving import fitted
from game.play.playthrough import Playthrough
from game.proof.random_play import Player, Standing
from tests.calling import Historian

PETITION = Path(__file__).parents[1] / "petition"

STUCK = """\
id: doors
title: Doors
question: Which?
version: 1.0.0
start: hall
scenes:
  hall:
    title: Hall
    text: A hall.
    choices:
      knock: {label: Knock., goto: hall, once: true}
      enter: {label: Enter., goto: room, once: true}
  room:
    title: Room
    text: A room.
    choices:
      sleep: {label: Sleep., goto: end}
      back: {label: Go back., goto: hall}
  end: {title: End, text: It is over., ending: {title: End}}
"""


CELL = """\
id: cell
title: A cell
question: Who has the key?
version: 1.0.0
start: cell
variables: {key: false}
scenes:
  cell: {title: A cell, text: It is dark., choices: {out: {label: Go out, when: key, goto: end}}}
  end: {title: Out, text: It is light., ending: {title: Out}}
"""


HOLLOW = """\
id: doors
title: Doors
question: Which?
version: 1.0.0
start: hall
scenes:
  hall:
    title: Hall
    text: A hall.
    choices:
      knock: {label: Knock., goto: end}
      enter: {label: Enter., goto: end}
  end: {title: End, text: It is over., ending: {title: End}}
"""


@pytest.fixture
def doors(tmp_path: Path) -> Path:
    folder = tmp_path / "doors"
    folder.mkdir()
    (folder / "case.yaml").write_text(STUCK, encoding="utf-8")
    return folder


def test_a_proof_in_words(historian: Historian) -> None:
    told = historian("check", "testament", "--prove")
    assert (told.code, told.err) == (0, "")
    for words in ("all 182 states", "12 of 12 scenes", "Promises kept: 8 of 8", "Playthroughs: 184."):
        assert words in told.out
    assert "62.1 %  out_in_the_open" in told.out


def test_a_hollow_decision_is_a_hint_unless_the_scene_says_why(historian: Historian, doors: Path) -> None:
    (doors / "case.yaml").write_text(HOLLOW, encoding="utf-8")
    told = historian("check", doors, "--prove")
    assert told.code == 0
    assert 'hint: at "hall" the choices are hollow' in told.out and "[hollow-choice]" in told.out
    assert "Decisions on which nothing later depends: hall." in told.out
    (doors / "case.yaml").write_text(
        HOLLOW.replace("text: A hall.", "text: A hall.\n    echo: It ends."), "utf-8"
    )
    assert "hollow-choice" not in historian("check", doors, "--prove").out


def test_beside_each_choice_stands_what_it_changes(historian: Historian) -> None:
    choices = json.loads(historian("check", PETITION, "--prove", "--format", "json").out)["proof"]["choices"]
    for found in choices.values():
        assert found["echo"].keys() == {"states", "unlike", "most", "mean", "first"}
        assert found["echo"]["unlike"] <= found["echo"]["states"]
        assert (found["echo"]["states"] > 0) == (found["verdict"] == "proved")


def test_a_proof_as_an_object(historian: Historian) -> None:
    told = historian("check", PETITION, "--prove", "--format", "json")
    assert told.code == 0
    found = json.loads(told.out)
    proof = found["proof"]
    assert found["ok"] is True
    assert proof["playthroughs"] == "8"
    assert proof["scenes"]["market"]["verdict"] == "proved"
    shut = {"states": 0, "unlike": 0, "most": None, "mean": None, "first": None}
    assert proof["choices"]["market/burn"] == {"verdict": "refuted", "witness": None, "echo": shut}
    assert set(proof["endings"]) == {"answered", "unanswered"}
    assert proof["odds"] == {"answered": 0.166666666667, "unanswered": 0.833333333333}
    assert set(proof["shortest"]) == set(proof["longest"]) == {"decisions", "minutes"}
    assert set(proof["chapters"]["village"]) == {"stuck", "playthroughs", "shortest", "longest"}
    assert proof["stuck"] == proof["endless"] == proof["promises"] == []
    assert {"variants", "states", "seconds"} <= set(proof)


def test_without_prove_nothing_is_proved(historian: Historian) -> None:
    assert "proof" not in json.loads(historian("check", PETITION, "--format", "json").out)


def test_where_play_gets_stuck(historian: Historian, doors: Path) -> None:
    told = historian("check", doors, "--prove")
    assert told.code == 1
    assert 'play gets stuck at "hall"' in told.out and "[stuck]" in told.out
    found = json.loads(historian("check", doors, "--prove", "--format", "json").out)
    assert found["ok"] is False
    (stuck,) = found["proof"]["stuck"]
    play = Playthrough.replay(load_case(doors), stuck["witness"])
    assert play.scene.id == "hall" and not play.open_options()
    assert found["problems"][-1]["code"] == "stuck"
    assert "::error file=" in historian("check", doors, "--prove", "--format", "github").out


def test_random_play_groups_what_breaks(historian: Historian, doors: Path) -> None:
    told = historian("check", doors, "--random", "200", "--seed", "3")
    assert told.code == 1
    assert told.out.count("Play got stuck at hall") == 1
    (command,) = (line.strip() for line in told.out.splitlines() if "historian play" in line)
    choices = command.partition("--choices ")[2]
    assert choices in ("knock,enter,back", "enter,back,knock")
    assert historian("check", doors, "--random", "200", "--seed", "3").out == told.out
    found = json.loads(historian("check", doors, "--random", "50", "--format", "json").out)["random"]
    assert found["playthroughs"] == 50 and found["faults"][0]["fault"] == "stuck"


def test_random_play_of_a_sound_case(historian: Historian) -> None:
    told = historian("check", PETITION, "--random", "100")
    assert told.code == 0 and "Nothing broke." in told.out and "5 of 5 choices" in told.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--budget", "3"], "--budget goes with --prove"),
        (["--seed", "3"], "--seed goes with --random"),
        (["--seed", "0"], "--seed goes with --random"),
        (["--prove", "--budget", "soon"], "'soon' is no time"),
        (["--prove", "--budget", "-1"], "'-1' is no time"),
        (["--prove", "--budget", "nan"], "'nan' is no time"),
        (["--random", "0"], "'0' is no number of playthroughs"),
        (["--random", "1e9"], "'1e9' is no number of playthroughs"),
    ],
)
def test_what_check_refuses(historian: Historian, arguments: list[str], says: str) -> None:
    told = historian("check", PETITION, *arguments)
    assert (told.code, told.out) == (2, "")
    assert says in told.err and len(told.err.splitlines()) == 1


ATTIC = CELL.replace("scenes:", "scenes:\n  attic: {title: An attic, text: Dust., goto: end}").replace(
    "goto: end}}}", "goto: [{when: cell is out and key, to: end}, attic]}}}"
)


def test_random_play_names_what_it_did_not_meet(historian: Historian, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(ATTIC)
    told = historian("check", tmp_path, "--random", "5")
    for words in (
        "Endings not met: end.",
        "Scenes not met: attic.",
        "Choices not met: cell/out.",
        "least taken",
    ):
        assert words in told.out
    found = json.loads(historian("check", tmp_path, "--random", "5", "--format", "json").out)["random"]
    assert found["missed"] == {"endings": ["end"], "scenes": ["attic"], "choices": ["cell/out"]}


def test_random_play_that_is_stopped_shows_what_it_found(
    historian: Historian, doors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play, begun = Player.play, iter(range(10))

    def stop_at_the_tenth(player: Player, most: int) -> Iterator[Standing]:
        if next(begun, None) is None:
            raise KeyboardInterrupt
        return play(player, most)

    monkeypatch.setattr(Player, "play", stop_at_the_tenth)
    told = historian("check", doors, "--random", "200", "--prove")
    assert told.code == 130 and "Stopped: 10 random playthroughs came to" in told.out
    assert "Proved" not in told.out


@pytest.mark.parametrize("columns", [20, 80, 200])
@pytest.mark.parametrize("words", ["1 state", "99,999 playthroughs, 12,345 choices and paragraphs to go"])
def test_the_line_of_progress_fits_and_says_how_to_stop(words: str, columns: int) -> None:
    line = fitted(
        f"routes through case_of_a_long_name: {words}", " (12 s; Ctrl+C shows what is known so far)", columns
    )
    assert len(line) < columns and (columns < 80 or line.endswith("Ctrl+C shows what is known so far)"))


def test_of_a_case_that_cannot_be_compiled_nothing_is_proved(historian: Historian, doors: Path) -> None:
    (doors / "case.yaml").write_text(STUCK.replace("goto: end", "goto: nowhere"), encoding="utf-8")
    told = historian("check", doors, "--prove")
    assert told.code == 1 and "[unknown-scene]" in told.out
    assert told.out.endswith(
        "Nothing can be played, and so nothing proved, before these errors are mended.\n"
    )
    assert "proof" not in json.loads(historian("check", doors, "--prove", "--format", "json").out)
