"""Sentences, how long they are, and the grade of a text."""

from __future__ import annotations

import pytest

from game.case.lint.sentences import grade, sentences, syllables_in
from tests.case.sound import NOTE, scenes

LONG = "One word after the other " * 5 + "goes on, and so does this."


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One. Two! Three? Four… Five.", ["One.", "Two!", "Three?", "Four…", "Five."]),
        ("A. Bek wrote down No. 5.", ["A. Bek wrote down No. 5."]),
        ("It was Lenin's. Since then none.", ["It was Lenin's.", "Since then none."]),
        ('He said: "No." Then he left.', ['He said: "No."', "Then he left."]),
        ("It cost 3.5 roubles. 1924 began.", ["It cost 3.5 roubles.", "1924 began."]),
        ("Dr. Ivanov, e.g. in May, came.", ["Dr. Ivanov, e.g. in May, came."]),
        ("[He](person:x) went. *She* stayed.", ["[He] went.", "*She* stayed."]),
        ("No stop\n\nNew paragraph", ["No stop", "New paragraph"]),
        ("- one\n- two\n  and more", ["- one", "- two\n  and more"]),
        ("Two\nlines. Here.", ["Two\nlines.", "Here."]),
        ("", []),
        ("...", ["..."]),
    ],
)
def test_a_text_is_cut_into_sentences(text: str, pieces: list[str]) -> None:
    found = list(sentences(text))
    assert [each.text for each in found] == pieces
    assert all(text[each.offset :].startswith(each.text.split("]")[0]) for each in found)


def test_a_long_sentence_is_told_where_it_begins(found) -> None:
    text = f"|\n      It is short.\n\n      So is this. {LONG}"
    assert found(scenes(text=text)) == [("long-sentence", "scenes.yaml", 7)]
    assert found(scenes(text=f"'[Somebody](person:anna) {'knocks ' * 24}.'")) == []
    assert found(scenes(text=f"'[Somebody](person:anna) {'knocks ' * 25}.'")) != []


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("time", 1),
        ("asked", 1),
        ("wanted", 2),
        ("table", 2),
        ("committee", 3),
        ("period", 3),
        ("x", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables_in(word) == count


def test_the_grade_of_a_text() -> None:
    assert grade(["The cat sat on the mat."]) == -1.4
    hard = (
        "The determination of the authorities regarding publication was influenced by political expediency."
    )
    assert grade([hard]) > 15
    assert grade(["The cat saw Volodicheva."]) == grade(["The cat saw it."])
    assert grade([]) is None and grade(["…"]) is None


def test_a_papers_own_sentences_may_be_long(found) -> None:
    paper = NOTE.replace("    worth:", f"    extract: {{text: '{LONG}'}}\n    worth:")
    assert found({"papers.yaml": paper}) == []
    assert [code for code, _, _ in found({"papers.yaml": f"{paper}    simpler: {LONG}\n"})] == [
        "long-sentence"
    ]
