"""What is told later in few words: of a choice, of the record, of what depends on neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case import load_case
from tests.case.sound import scenes

CASES = Path(__file__).parents[3] / "scenes"

LINK = "'You [did something](choice:door).'"
WORDS = "word " * 25


def record(in_short: str) -> str:
    return f"    record: {{in_short: {in_short}, happened: It was opened., sources: [book]}}\n"


def test_a_linked_scene_needs_a_clause_for_whatever_can_be_chosen(messages) -> None:
    told = ['the choice "wait" has no `told`, and a text tells what was chosen at "door"']
    assert messages(scenes(text=LINK, choice="goto: later, told: opened it")) == told
    assert messages(scenes(text=LINK, choice="shut: It is locked.")) == told
    assert messages(scenes(text=LINK.replace("choice:", "because:"))) == []
    assert messages(scenes(text="'You [opened it](choice:nowhere).'")) != told


@pytest.mark.parametrize(
    ("in_short", "found_there"),
    [
        (f"{WORDS}.", []),
        (f"{WORDS} more.", ["26 words"]),
        ("It was opened. Nobody stood there.", ["2 sentences"]),
        ("Mr. A. Bek opened No. 5.", []),
    ],
)
def test_a_record_in_short_is_one_short_sentence(messages, in_short: str, found_there: list[str]) -> None:
    told = [message.rpartition(" has ")[2] for message in messages(scenes(door=record(in_short)))]
    assert told == found_there


@pytest.mark.parametrize(
    ("echo", "codes"),
    [
        ("none", ["echo-without-reason"]),
        ("{none: None.}", ["echo-without-reason"]),
        ("{none: He has gone.}", []),
        ("He has gone.", []),
    ],
)
def test_no_echo_has_its_reason(found, echo: str, codes: list[str]) -> None:
    assert [code for code, _, _ in found(scenes(door=f"    echo: {echo}\n"))] == codes


@pytest.mark.parametrize("case_id", ["purges", "testament"])
def test_a_case_that_comes_with_the_game_tells_every_record_in_short_and_a_parts_note_once(
    case_id: str,
) -> None:
    case = load_case(CASES / case_id)
    assert [scene.id for scene in case.scenes.values() if scene.record and not scene.record.in_short] == []
    begins = {chapter.start for chapter in case.chapters if chapter.care}
    assert [scene.id for scene in case.scenes.values() if scene.care and scene.id in begins] == []
