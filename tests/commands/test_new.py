"""`historian new`: a first case, and what to do next."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from game.case.folders import data_folder
from tests.calling import Historian


def test_what_it_says_to_do_next_works(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = historian("new", "wheat_prices")
    assert (told.code, told.err) == (0, "")
    assert "case.yaml, 01-scenes.yaml, 02-evidence.yaml" in told.out
    commands = [shlex.split(line) for line in told.out.splitlines() if line.startswith("  historian ")]
    assert len(commands) == 3
    for _, *command in commands:
        assert historian(*command).code == 0


def test_it_is_proved_without_a_problem(historian: Historian, tmp_path: Path) -> None:
    historian("new", "wheat_prices", "--folder", tmp_path)
    told = historian("check", tmp_path / "wheat_prices", "--prove")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"{tmp_path / 'wheat_prices'}: no problems")
    assert "Promises kept: 4 of 4." in told.out


def test_it_is_played_line_by_line(historian: Historian, tmp_path: Path) -> None:
    historian("new", "wheat_prices", "--folder", tmp_path / "deep" / "down")
    library = "".join(f"{part}\n" for part in range(1, 11))
    told = historian(
        "play", tmp_path / "deep" / "down" / "wheat_prices", "--plain", lines="\n" + "1\n\n" * 4 + library
    )
    assert "The well at Exampleton (an invented example)" in told.out
    assert "A lid and a sign" in told.out and "A. Placeholder (1990)" in told.out


def test_a_new_case_in_the_library(historian: Historian) -> None:
    assert historian("new", "wheat_prices", "--folder", data_folder() / "cases").code == 0
    assert "wheat_prices: The well at Exampleton" in historian("cases").out
    assert historian("check", "wheat_prices").code == 0
    told = historian("new", "wheat_prices")
    assert told.code == 2 and "there is a case 'wheat_prices' already" in told.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["new"], 2, "NAME"),
        (["new", "Wheat Prices"], 2, 'such as "wheat_prices"'),
        (["new", "testament"], 2, "there is a case 'testament' already"),
        (["new", "mine", "--folder", ""], 2, "--folder is empty"),
        (["new", "mine", "--folder", "/dev/null"], 1, "is a file"),
        (["new", "mine", "--folder", "/proc/nowhere"], 1, "cannot be made"),
    ],
)
def test_what_it_refuses(historian: Historian, arguments: list[str], code: int, says: str) -> None:
    told = historian(*arguments)
    assert (told.code, told.out) == (code, "")
    assert says in told.err and len(told.err.splitlines()) == 1


def test_a_folder_that_is_there_is_left_alone(historian: Historian, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    told = historian("new", "mine", "--folder", tmp_path)
    assert told.code == 1 and "is there already, and nothing is ever written over" in told.err
    assert list((tmp_path / "mine").iterdir()) == []
