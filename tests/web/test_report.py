"""What the browser tells of a whole playthrough is what Python tells: transcript, export, debrief."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from game.case.model import Case
from game.case.parts import WHOLE, CasePart, parts_of_case
from game.play import Playthrough
from game.play.exams import Exam, load_exam
from game.play.export import export
from game.play.report.report import HOW, Report
from game.play.report.transcript import transcript
from game.web.compiled import content
from tests.invented_cases import any_told_case
from tests.shipped import shipped_case
from tests.web.browser_player import IN_PYTHON, Action, Player
from tests.web.report_data import blocks_data, filled
from tests.web.test_one_truth import random_actions

SCENES = Path(__file__).parents[2] / "scenes"
MARK_FIRST = "Before you hear our verdict on a claim, give yours: mark 1 oversimplified, for example."
TIME = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def player() -> Iterator[Player]:
    with Player() as found:
        yield found


def played(case: Case, part: CasePart, actions: list[Action]) -> Playthrough:
    play = Playthrough(case, *part)
    for name, *what in actions:
        play = getattr(play, IN_PYTHON.get(name, name))(*what)
    return play


def parts_data(play: Playthrough, exam: Exam | None = None) -> list[Any]:
    found = []
    for part in Report(play.debrief(exam), "read").parts:
        blocks = blocks_data(part.read_on)
        told = {"key": part.key, "title": part.title, "blocks": blocks, "library": part.library}
        found += [filled(told)] if blocks else []
    return found


def told_alike(player: Player, case: Case, part: CasePart, actions: list[Action], turned: bool) -> None:
    """It is told in one of the two ways that there are; all go through both by turns."""
    play = played(case, part, actions)
    asked = {**part._asdict(), "actions": actions}
    simpler, sheets = turned, not turned
    theirs = player.asked({**asked, "transcript": True, "simpler": simpler, "sheets": sheets})
    for mine, other in zip(blocks_data(transcript(play, simpler, sheets)), theirs, strict=True):
        assert mine == other
    theirs = player.asked({**asked, "report": True, "how": HOW["read"], "markFirst": MARK_FIRST})
    for part_of_mine, other in zip(parts_data(play), theirs, strict=True):
        for mine, block in zip(part_of_mine.pop("blocks"), other.pop("blocks"), strict=True):
            assert mine == block
        assert part_of_mine == other
    name, library = ("Ada *7*", True) if turned else ("", False)
    wanted = {"simpler": library, "exam": None, "library": library, "name": name, "sheets": sheets}
    theirs = player.asked({**asked, "markdown": wanted, "played": TIME.isoformat()})
    tell = "chapter" if sheets else "end"
    ours = export(play, "md", TIME, TIME, library, library=library, name=name, tell=tell)
    assert theirs.split("\n") == ours.split("\n")
    theirs = player.asked({**asked, "export": "Ada 7", "sheets": sheets})
    assert theirs == export(play, "json", TIME, TIME, name="Ada 7", tell=tell)


@pytest.mark.parametrize("name", ["testament", "purges"])
def test_a_shipped_case_is_told_alike(name: str, player: Player) -> None:
    case = shipped_case(name)
    player.take_up(case)
    chance = random.Random(1937)
    turns = cycle((False, True))
    for path in case.paths.values():
        whole = Playthrough.replay(case, path.choices)
        actions: list[Action] = [["chooseReading", choice] for choice in whole.choices]
        told_alike(player, case, WHOLE, actions, next(turns))
    for part in (WHOLE, *(part for part, _ in parts_of_case(case))):
        told_alike(player, case, part, random_actions(case, chance, part), next(turns))


@pytest.mark.parametrize("name", ["ap", "ib-2028"])
def test_a_plan_is_labelled_alike(name: str, player: Player, tmp_path: Path) -> None:
    case = shipped_case("testament")
    player.take_up(case)
    choices = next(iter(case.paths.values())).choices
    exam = load_exam(name, tmp_path)
    assert exam
    actions = [["chooseReading", choice] for choice in Playthrough.replay(case, choices).choices]
    asked = {
        **WHOLE._asdict(),
        "actions": actions,
        "report": True,
        "how": HOW["read"],
        "markFirst": MARK_FIRST,
    }
    theirs = {part["key"]: part for part in player.asked({**asked, "exam": content(exam)})}
    mine = {part["key"]: part for part in parts_data(played(case, WHOLE, actions), exam)}
    assert theirs["plan"] == mine["plan"] and exam.name in str(mine["plan"])


@settings(
    max_examples=10,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(any_told_case(), st.integers(0, 2**32))
def test_invented_cases_are_told_alike(player: Player, small: Case, seed: int) -> None:
    player.take_up(small)
    for part in (WHOLE, *(part for part, _ in parts_of_case(small))):
        told_alike(player, small, part, random_actions(small, random.Random(seed), part, 20), bool(seed % 2))
