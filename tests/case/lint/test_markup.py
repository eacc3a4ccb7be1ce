"""What an author types as markup and a player would see as it was typed: each piece, at its place."""

from __future__ import annotations

import pytest

from game.case.lint.markup import in_label, in_prose
from tests.case.sound import scenes
from tests.growth import grows_as_it_should

TYPED = [
    ("[one [1] note](document:x)", "bracket", "](document:x)"),
    ("[x]( document:y ), so", "link-as", "[x](document:y)"),
    ("[x](document: y)", "link-as", "[x](document:y)"),
    ("[x](document:y", "link-as", "[x](document:y)"),
    ('[x](document:y "t")', "link-as", "[x](document:y)"),
    ("[x][document:y]", "link-as", "[x](document:y)"),
    ("[x][y]", "link", "[x][y]"),
    ("[x]document:y)", "unopened", "[x]document:y)"),
    ("[](document:y)", "no-words", "[](document:y)"),
    ("[ ](document:y)", "no-words", "[ ](document:y)"),
    ("see ![it](document:y)", "picture", "![it](document:y)"),
    ("[web](https://example.org/a_(b))", "web", "[web](https://example.org/a_"),
    ("![pic](hands.png)", "picture", "![pic](hands.png)"),
    ("[[back]]", "passage", "[[back]]"),
    ("Hands[^1]", "footnote", "[^1]"),
    ("Hands\n=====", "rule", "====="),
    ("an _em_ here", "underscore", "_em_"),
    ("a __strong__ one", "underscore", "__strong__"),
    ("[an _em_](term:y)", "underscore", "_em_"),
    ("a *word and no more", "star", "*word"),
    ("a word* and no more", "star", "*"),
    ("# Heading", "heading", "# Heading"),
    ("1. one\n2. two", "numbers", "1. one"),
    ("+ one", "list", "+ one"),
    ("* one", "list", "* one"),
    ("– one\n– two", "list", "– one"),
    ("He said:\n- one\n- two", "late-list", "- one"),
    ("-| Hands", "dash", "-| Hands"),
    ("– | Hands", "dash", "– | Hands"),
    ("-one", "dash", "-one"),
    ("He said:\n\n> no", "quotation", "> no"),
    ("---", "rule", "---"),
    ("|a|b|", "table", "|a|b|"),
    ("`code`", "code", "`code`"),
    ("a &mdash; b", "entity", "&mdash;"),
    ("a <b>word", "tag", "<b>"),
    ("a&nbsp;word", "tag", "&nbsp;"),
    ("{trust}", "value", "{trust}"),
    ("~~no~~", "struck", "~~no~~"),
    ("line\\\nmore", "line-end", "\\"),
]
AS_MEANT = [
    "[x](term:y), [*x*](term:y) and *[x](term:y)*",
    "[sic] and [1] and [x] (said he)",
    "snake_case, a_b and ____",
    "5 * 3, 5*3 and 4*2",
    "a *word* and **more**, ***both***",
    "1936. The trial began.",
    "1. one\n\n2. two",
    "– Who is there?\n\n– Me.",
    "- one\n- two\n  goes on",
    "AT&T; R&D, a < b > c",
    r"no # yes, \# yes",
    r"\[x\](term:y) \{trust\} \_x\_ \*x \`x\` \<b> \&mdash; \[[x]]",
    r"\- no list",
]


@pytest.mark.parametrize(("text", "wording", "words"), TYPED)
def test_what_would_be_shown_as_typed(text: str, wording: str, words: str) -> None:
    (piece,) = in_prose(text, "text")
    assert piece.told == f"shown-as-typed.{wording}"
    assert words in (piece.given.get("better"), piece.given["quote"])
    assert text[piece.offset :].startswith(str(piece.given["quote"]))


@pytest.mark.parametrize("text", AS_MEANT)
def test_what_is_read_or_stands_for_itself(text: str) -> None:
    assert list(in_prose(text, "text")) == []


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Say *no*.", "shown-as-typed.label"),
        ("Say _no_.", "shown-as-typed.label"),
        (r"Say \*no.", "shown-as-typed.label"),
        ("Say no&nbsp;more.", "shown-as-typed.label"),
        ("See [the door](choice:door) and [it](choice:door).", "link-not-here"),
        ("They [all] (nearly) agreed: 5 * 3, AT&T;", ""),
    ],
)
def test_a_label_has_no_markup(label: str, told: str) -> None:
    assert [piece.told for piece in in_label(label, "label")] == ([told] if told else [])


@pytest.mark.parametrize("space", [" ", "  ", "\\n      ", "\u00a0"])
def test_a_space_in_a_link_is_told_at_its_place(space: str, found) -> None:
    text = f'"Said at [the door]{space}(choice:door)."'
    assert found(scenes(text=text)) == [("space-in-link", "scenes.yaml", 4)]


@pytest.mark.parametrize("key", ["title", "place", "because"])
def test_a_link_in_a_label_is_told_in_the_words_of_its_key(key: str, messages) -> None:
    files = scenes(door=f"    {key}: 'See [it](choice:door).'\n" if key != "title" else "")
    text = str(files["scenes.yaml"]).replace(
        "title: Later", "title: 'See [it](choice:door).'", key == "title"
    )
    assert messages({"scenes.yaml": text}) == [f'`{key}` has no links: "it" would be shown with its brackets']


def test_each_piece_is_told_in_its_line(found) -> None:
    text = "|\n      A [word](term:vote).\n\n      An _em_ and\n      {trust} here."
    assert found(scenes(text=text)) == [
        ("shown-as-typed", "scenes.yaml", 7),
        ("shown-as-typed", "scenes.yaml", 8),
    ]


@pytest.mark.parametrize(
    "piece", ["_a", "[a](", "[", "*a ", "- a\n", "a\n\n", "- \n", "1. a\n", "`a", "\\[", "<a "]
)
def test_no_text_takes_long(piece: str) -> None:
    def look_through(size: int) -> None:
        text = piece * (size // len(piece))
        list(in_prose(text, "text"))
        list(in_label(text, "label"))

    assert grows_as_it_should(look_through, 8_000)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Tram #4 runs over two men.", 4),
        ("Tram\n      and number #4 run.", 5),
        ("Tram\n      #4 runs.", 5),
        ("Tram # 4 runs, as a comment says", None),
        ("'Tram #4 runs.'", None),
        ("|\n      Tram #4 runs.", None),
        ("It costs £5#", None),
        ("Somebody knocks.\n    #stance: witness", None),
        ("\n      - Somebody knocks.\n        #then", None),
    ],
)
def test_a_comment_that_was_meant_as_text(text: str, line: int | None, found) -> None:
    assert found(scenes(text=text)) == ([("comment-in-text", "scenes.yaml", line)] if line else [])


def test_a_comment_behind_an_id_or_a_number_is_one(found) -> None:
    assert found(
        scenes(choice="goto: later}#so\n      more: {label: Turn round., goto: night", text="A #b")
    ) == [("comment-in-text", "scenes.yaml", 4)]
    assert found({"scenes.yaml": str(scenes()["scenes.yaml"]).replace("[note]", "[note] #so")}) == []


def test_what_a_comment_leaves_of_a_text_is_said(messages) -> None:
    assert messages(scenes(text="Late comes tram #4 to the hall.")) == [
        '"#4 to the hall." is read as a comment, so the text ends with "tram"'
    ]
