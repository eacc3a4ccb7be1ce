"""Numbered lines: none is longer than the measure, and together they are the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from game.authoring.handout.pieces import MEASURE, Line, numbered
from game.case.prose import paragraphs

TEXTS = some.text(some.sampled_from("ab *-中é\u0301\n "), max_size=300)


def flat(markdown: str, first: int = 1, measure: int = MEASURE) -> list[Line]:
    return [line for paragraph in numbered(markdown, first, measure) for line in paragraph]


@given(TEXTS, some.integers(1, 9), some.integers(4, 40))
def test_the_lines_are_the_text(text: str, first: int, measure: int) -> None:
    lines = flat(text, first, measure)
    assert [line.number for line in lines] == list(range(first, first + len(lines)))
    assert all(line.text.strip() and len(line.text) <= measure for line in lines)
    letters = "".join(line.text.replace("–", "") for line in lines)
    meant = "".join(paragraph.text.replace("–", "") for paragraph in paragraphs(text))
    assert "".join(letters.split()) == "".join(meant.split())


def test_a_paragraph_begins_a_line_and_keeps_its_emphasis() -> None:
    assert [span.text for span in flat("One *two* three.\n\n- An item")[0].spans if span.emphasis] == ["two"]
    (second, third) = flat("a *b c*", measure=3)
    assert (second.text, third.text) == ("a b", "c") and third.spans[0].emphasis
    assert [len(paragraph) for paragraph in numbered("a b\n\nc", measure=1)] == [2, 1]


def test_every_fifth_number_is_printed() -> None:
    assert [line.shown for line in flat("a\n\n" * 11)] == ["", "", "", "", "5", "", "", "", "", "10", ""]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert [len(line.text) for line in flat("x" * (2 * MEASURE + 1))] == [MEASURE, MEASURE, 1]
