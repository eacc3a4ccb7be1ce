"""The preview line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from game.authoring.preview.lines import run
from tests.authoring.preview.draft import Draft

Line = str | Callable[[], None]


def said(draft: Draft, *lines: Line, scene: str = "") -> str:
    """What is said to these lines; what stands between them is done before the next is read."""
    written: list[str] = []

    def typed() -> Iterator[str]:
        for line in lines:
            if isinstance(line, str):
                yield line
            else:
                line()

    assert run(draft.rehearsal(scene), typed(), written.append, echo=True) == 0
    return "".join(written)


def test_what_was_saved_is_taken_up_before_the_next_question(draft: Draft) -> None:
    text = said(
        draft,
        "1",
        "It asks for seed.",
        lambda: draft.change("The cart is slow.", "The cart is quick."),
        "path",
        "quit",
    )
    assert text.index("The cart is slow.") < text.index("Saved ") < text.index("The cart is quick.")
    assert "Because: It asks for seed." in text


def test_a_mistake_is_told_and_the_last_good_version_plays_on(draft: Draft) -> None:
    text = said(draft, lambda: draft.change("goto: counter", "goto: countre"), "look", "1", "", "quit")
    assert "1 error; the last good version plays on." in text
    assert re.search(r"error: case.yaml:\d+:11: ", text)
    assert 'did you mean "counter"?' in text
    assert "On the road" in text


def test_an_author_s_words(draft: Draft) -> None:
    text = said(
        draft,
        "variables",
        "hidden",
        "set trust=3",
        "from counter",
        "again",
        "undo",
        "problems",
        "help",
        "quit",
    )
    assert "trust: 2\n" in text
    assert "Hidden, when trust >= 3: People are talking." in text
    assert "Closed: seal. when read(decree); sealed = true; leads to road" in text
    assert text.count("People are talking.") > 1
    assert "The counter" in text
    assert "Nothing of a preview is kept." in text
    assert "library: back" not in text


def test_a_wrong_word_says_what_there_is(draft: Draft) -> None:
    text = said(draft, "set trst=1", "from cuonter", "library", "quit")
    assert 'there is no variable "trst"; did you mean "trust"?' in text
    assert 'there is no scene "cuonter"; did you mean "counter"?' in text
    assert "A preview has no library." in text


def test_a_sentence_that_begins_like_a_command_is_a_sentence(draft: Draft) -> None:
    assert "Because: set the seal first" in said(draft, "1", "set the seal first", "path", "quit")


def test_a_case_that_cannot_be_played_waits(draft: Draft) -> None:
    whole = draft.text
    draft.save("id: petition\n")
    text = said(draft, "", lambda: draft.save(whole), "", "quit")
    assert "it cannot be played yet." in text
    assert "Nothing has been saved since." in text
    assert "Market day" in text
    draft.save("id: petition\n")
    assert said(draft, "quit").endswith("quit\n\n")
    assert said(draft).endswith(": \n")


def test_nothing_is_kept(draft: Draft, apart: Path) -> None:
    said(draft, "1", "", "", "", "1", "", "easier")
    assert not list(apart.rglob("saves/*"))
