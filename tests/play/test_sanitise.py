"""The player's own words stay as they were typed, without what acts on a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play.sanitise import BRIEF, LONGEST, in_brief, one_line, own_words, reason


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Because it was so.  ", "Because it was so."),
        ("[brackets] <b> $HOME {x} %s \\", "[brackets] <b> $HOME {x} %s \\"),
        ("Привет, «мир» – naïve 日本", "Привет, «мир» – naïve 日本"),
        ("one\ttwo\r\nthree", "one two three"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[A\x1b[Bup and down", "up and down"),
        ("\x1b]0;a title\x07seen", "seen"),
        ("a\x00b\x7fc\x9bd", "abcd"),
        ("\u202eevil\u2066", "evil"),
        ("half \ud800 sign", "half  sign"),
        ("\ufeffmark", "mark"),
    ],
)
def test_what_is_kept(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_long_words_are_cut() -> None:
    assert own_words("x" * 1_000_000) == "x" * LONGEST


@given(st.text())
def test_nothing_that_acts_is_left_and_nothing_readable_goes(text: str) -> None:
    kept = one_line(text)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in kept)
    assert one_line(kept) == kept
    if text.isprintable():
        assert kept == text.strip()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("because they asked", "they asked"),
        ("  … Because, well", "well"),
        ("becauseways", "becauseways"),
        ("it was so because it was", "it was so because it was"),
        ("because", ""),
    ],
)
def test_a_reason_does_not_begin_with_the_word_before_it(typed: str, kept: str) -> None:
    assert reason(typed) == kept


@given(st.text(max_size=200))
def test_in_brief_is_a_beginning_of_whole_words(text: str) -> None:
    short = in_brief(text)
    assert len(short) <= BRIEF
    assert short == text or (short.endswith("…") and text.startswith(short.removesuffix("…").rstrip()))
