"""Pieces of sentences agree with their counts, and end once."""

from __future__ import annotations

import pytest

from game.phrases import amount, capitalised, sentence


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (0, "view", "no views"),
        (1, "entry", "1 entry"),
        (1200, "entry", "1,200 entries"),
        (2, "day", "2 days"),
        (1, "playthrough", "1 playthrough"),
    ],
)
def test_a_count_agrees_with_its_noun(count: int, noun: str, words: str) -> None:
    assert amount(count, noun) == words


@pytest.mark.parametrize("words", ["It is so.", "Is it so?", "It is so…", "He says “so.”"])
def test_a_sentence_that_ends_gets_no_second_end(words: str) -> None:
    assert sentence(words) == words and sentence("it is so") == "it is so."


def test_only_the_first_letter_is_made_a_capital() -> None:
    assert capitalised("the Politburo") == "The Politburo" and capitalised("") == ""
