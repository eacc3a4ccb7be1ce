"""How long a case takes a student: one estimate, for the checks, the proof and the handouts alike."""

from __future__ import annotations

from game.case.model import Choice, Scene
from game.phrases import amount

WORDS_A_MINUTE = 200
"""Silent reading of plain text at fifteen; measured school averages lie between 180 and 220."""
SECONDS_A_DECISION = 45
"""Looking at a paper on the table, choosing, and finishing one sentence."""
WORDS_A_DECISION = WORDS_A_MINUTE * SECONDS_A_DECISION // 60
"""The same in words that could have been read."""


def words_in(text: str) -> int:
    """Words of a text, as they are read."""
    return len(text.split())


def minutes_of(words: float) -> float:
    """Minutes that it takes to read so many words, to a tenth."""
    return round(words / WORDS_A_MINUTE, 1)


def lasting(minutes: int | None) -> str:
    """How long a case or chapter takes, in words; empty where its author does not say."""
    if not minutes:
        return ""
    return f"about {amount(minutes, 'minute')}"


def words_of_choices(scene: Scene) -> int:
    """What a decision takes before it is made, in words: question, labels, and the time to decide."""
    if not scene.choices:
        return 0
    labels = sum(words_in(f"{choice.label} {choice.shut or ''}") for choice in scene.choices.values())
    return words_in(scene.ask) + labels + WORDS_A_DECISION


def words_when_passed(scene: Scene) -> int:
    """What is told of a scene that a route passes over, in words."""
    return words_in(f"{scene.date} {(scene.record and scene.record.in_short) or scene.title}")


def words_after(choice: Choice) -> int:
    """What is told at once after a choice, in words."""
    return words_in(choice.text)
