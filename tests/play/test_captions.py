"""The clause that a player finishes, made from a choice's label; and a scene's date in a sentence."""

import pytest

from game.play.captions import at_the_time, reason_stem


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


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("September 1932", "in September 1932"),
        ("Late October 1932", "in late October 1932"),
        ("Mid-December 1934", "in mid-December 1934"),
        ("Early summer 1935", "in early summer 1935"),
        ("1934–35", "in 1934–35"),
        ("10 October 1932", "on 10 October 1932"),
        ("23 December 1922, at night", "on 23 December 1922, at night"),
        ("7–12 January 1933", "during 7–12 January 1933"),
        ("Autumn 1933 – January 1934", "during autumn 1933 – January 1934"),
        ("Papers of 1934", "at “A vote”"),
        ("Marching orders", "at “A vote”"),
        ("Today", "at “A vote”"),
        ("", "at “A vote”"),
    ],
)
def test_a_date_stands_in_a_sentence_as_one_would_say_it(date: str, told: str) -> None:
    assert at_the_time("A vote", date) == told
