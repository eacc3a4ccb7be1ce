"""The Markdown of cases as spans."""

from __future__ import annotations

from string import punctuation

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.case.prose import Link, Paragraph, Span, links, paragraphs, plain, spans
from tests.growth import grows_as_it_should


def remembers(kind: str, scene: str) -> str | None:
    return {"choice": "put *down* [a] name", "because": "[no] *choice*"}[kind] if scene == "vote" else None


def marked(text: str) -> list[tuple[str, str]]:
    """Each span's words with its style: e, s, its link, or `player`."""
    return [
        (
            span.text,
            " ".join(
                piece
                for piece in (
                    "e" * span.emphasis + "s" * span.strong,
                    f"{span.kind}:{span.target}" if span.kind else "",
                    "player" * span.by_player,
                )
                if piece
            ),
        )
        for span in spans(text, remembers)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain.", [("Plain.", "")]),
        ("A *paper* comes.", [("A ", ""), ("paper", "e"), (" comes.", "")]),
        ("**No.** Never", [("No.", "s"), (" Never", "")]),
        ("*a **b** c*", [("a ", "e"), ("b", "es"), (" c", "e")]),
        ("***both***", [("both", "es")]),
        ("*a **b***", [("a ", "e"), ("b", "es")]),
        ("2 * 3 ** 4", [("2 * 3 ** 4", "")]),
        ("*a", [("*a", "")]),
        ("**a*", [("**a*", "")]),
        ("* a *", [("* a *", "")]),
        ("a [poll](term:poll).", [("a ", ""), ("poll", "term:poll"), (".", "")]),
        ("[*Pravda*](document:pravda) said", [("Pravda", "e document:pravda"), (" said", "")]),
        ("*see [him](person:kirov) now*", [("see ", "e"), ("him", "e person:kirov"), (" now", "e")]),
        ("*a [b* c](term:t)", [("a ", "e"), ("b", "e term:t"), (" c", "term:t")]),
        ("[a](source:x)[b](source:y)", [("a", "source:x"), ("b", "source:y")]),
        ("[site](http://example.org)", [("[site](http://example.org)", "")]),
        ("[bold]red[/bold] [x] (y)", [("[bold]red[/bold] [x] (y)", "")]),
        ("[[a](term:b)]", [("[", ""), ("a", "term:b"), ("]", "")]),
        (
            "You [signed](choice:vote), as [x](because:vote)",
            [("You ", ""), ("put *down* [a] name", ""), (", as ", ""), ("[no] *choice*", "e player")],
        ),
        ("*[it](choice:vote)*.", [("put *down* [a] name", "e"), (".", "")]),
        ("You [left](choice:never_there).", [("You ", ""), ("left", ""), (".", "")]),
        (r"\*a\* \[b\] \\ \# \_ \& \<i\>", [("*a* [b] \\ # _ & <i>", "")]),
        (r"*a \* b* \**c*", [("a * b", "e"), (" *", ""), ("c", "e")]),
        ("C:\\dir \\", [("C:\\dir \\", "")]),
        ("5*3 and 4*2, *5* 3", [("5*3 and 4*2, ", ""), ("5", "e"), (" 3", "")]),
    ],
)
def test_spans(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


def test_what_was_done_needs_someone_who_did_it() -> None:
    assert spans("[signed](choice:vote)") == (Span("signed", target="choice:vote"),)
    assert spans("[signed](choice:vote)", lambda *_: "voted") == (Span("voted"),)


def test_paragraphs_and_lists() -> None:
    text = "First line\nand second.\n\n- one,\n  gone on\n- *two*\n \n\nLast - not\n- a list"
    assert paragraphs(text) == (
        Paragraph((Span("First line and second."),)),
        Paragraph((Span("one, gone on"),), item=True),
        Paragraph((Span("two", emphasis=True),), item=True),
        Paragraph((Span("Last - not - a list"),)),
    )
    assert plain(text) == "First line and second.\n\n- one, gone on\n\n- two\n\nLast - not - a list"
    assert paragraphs(" \n\n ") == ()
    assert paragraphs("\\- no list") == (Paragraph((Span("- no list"),)),)


def test_links_say_where_they_stand() -> None:
    text = "A [poll](term:poll)\nof [Kirov](person:kirov) and [x](nonsense:y)"
    assert [*links(text)] == [
        Link("poll", "term", "poll", 2, 19),
        Link("Kirov", "person", "kirov", 23, 44),
        Link("x", "nonsense", "y", 49, 64),
    ]
    assert all(text[link.offset] == "[" and text[link.end - 1] == ")" for link in links(text))


def test_a_link_that_a_backslash_takes_back_is_none() -> None:
    text = r"\[a](term:b) \\[c](term:d) [e \[1\]](term:f) [g\](term:h)"
    assert [(link.words, link.target) for link in links(text)] == [("c", "d"), ("e [1]", "f")]
    assert [(span.text, span.target) for span in spans(text) if span.kind] == [("c", "d"), ("e [1]", "f")]


@pytest.mark.parametrize(
    "piece",
    [
        "*a ",
        "**a ",
        "*a **b ",
        "***a ",
        "*",
        "[",
        "[a](b:",
        "[a](term:b)",
        "- \n",
        "\n ",
        "\n",
        "*a*",
        "**a*b*",
        "\\[",
        "[\\",
        "\\*a",
        "[a\\](term:b)",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    def look_through(size: int) -> None:
        text = piece * (size // len(piece))
        paragraphs(text)
        list(links(text))

    assert grows_as_it_should(look_through, 12_000)


MARKS = st.sampled_from(
    [*"*[]():-\\ \nab", "**", "***", "[a](term:x)", "](nothing:", "[b](choice:vote)", "\n\n"]
)


@settings(max_examples=150)
@given(st.lists(MARKS, max_size=40).map("".join))
def test_no_word_is_lost_and_none_is_added(text: str) -> None:
    found = paragraphs(text)
    shown = "".join(paragraph.text for paragraph in found)
    assert [sign for sign in shown if sign in "ab"] == [sign for sign in text if sign in "ab"]
    assert all(span.text for paragraph in found for span in paragraph.spans)


@settings(max_examples=100)
@given(st.text(st.sampled_from("*[]()_#\\-&<>`~|a1. "), max_size=30))
def test_every_sign_can_be_written(text: str) -> None:
    escaped = "".join(f"\\{sign}" if sign in punctuation else sign for sign in text)
    assert plain(escaped) == text.strip()
