"""Numbered lines: none is longer than the measure, and together they are the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from game.authoring.handout.lines import MEASURE, numbered, width
from game.case.prose import paragraphs

TEXTS = some.text(some.sampled_from("ab *-中é\u0301\n "), max_size=300)


@given(TEXTS, some.integers(4, 40))
def test_the_lines_are_the_text(text: str, measure: int) -> None:
    lines = numbered(text, measure)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(line.text.strip() and width(line.text) <= measure for line in lines)
    letters = "".join(line.text.replace("–", "") for line in lines)
    meant = "".join(paragraph.text.replace("–", "") for paragraph in paragraphs(text))
    assert "".join(letters.split()) == "".join(meant.split())


def test_a_paragraph_begins_a_line_and_keeps_its_emphasis() -> None:
    first, second, third = numbered("One *two* three.\n\n- An item")[:1] + numbered("a *b c*", 3)
    assert [span.text for span in first.spans if span.emphasis] == ["two"]
    assert (second.text, third.text) == ("a b", "c")
    assert third.spans[0].emphasis
    assert [line.begins for line in numbered("a b\n\nc", 1)] == [True, False, True]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert [len(line.text) for line in numbered("x" * (2 * MEASURE + 1))] == [MEASURE, MEASURE, 1]
