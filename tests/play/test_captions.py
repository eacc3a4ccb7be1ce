"""The clause that a player finishes, made from a choice's label."""

import pytest

from game.play.captions import reason_stem


@pytest.mark.parametrize(
    ("label", "stem"),
    [
        ("Sign it.", "Sign it, because"),
        (
            "Take it straight to Stalin. The Committee has made him answerable.",
            "Take it straight to Stalin, because",
        ),
        ("Ask J. Stalin for St. Petersburg. He knows.", "Ask J. Stalin for St. Petersburg, because"),
        ("Wait", "Wait, because"),
        ("Who told this first, and how could he know?", "I choose this because"),
        ("Write “agree”. It is settled.", "I choose this because"),
        ("Sign, because all do.", "I choose this because"),
        ("x" * 200, "I choose this because"),
        ("", "I choose this because"),
    ],
)
def test_the_stem_is_a_clause_that_can_be_finished(label: str, stem: str) -> None:
    assert reason_stem(label) == stem
