"""The condition language: what it admits, what it means, and what it says where it refuses."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.case.conditions.parser import DEEPEST, LONGEST, ConditionFault, Vocabulary, parse
from game.case.conditions.syntax import (
    Compared,
    Constant,
    Every,
    Flag,
    Has,
    Membership,
    Not,
    Read,
    Some,
    Sum,
    ValueOf,
    Visited,
)
from game.case.diagnostics.telling import words
from game.case.model import Variable
from tests.cases import case, choice, scene

WORDS = Vocabulary(
    numbers={"strain": (-3, 6), "police": (0, 6)},
    words={
        "ryutin": ("free", "imprisoned", "shot"),
        "generals": ("shot", "free", "imprisoned"),
        "bukharin": ("editor", "shot"),
        "vote": ("none", "agree", "object"),
    },
    flags={"lists", "noted"},
    scenes={"vote", "corridor"},
    documents={"appeal", "minutes"},
)


def meaning_of(text: str, table: tuple[str, ...] | None = None) -> Any:
    return parse(text, WORDS, table=table).test


class Said(NamedTuple):
    code: str
    message: str
    remedy: str
    offset: int


def fault(text: str, table: tuple[str, ...] | None = None) -> Said:
    with pytest.raises(ConditionFault) as caught:
        parse(text, WORDS, table=table)
    return said(caught.value)


def said(found: ConditionFault) -> Said:
    return Said(found.told.partition(".")[0], *words(found.told, found.given), found.offset)


strain, police, ryutin = ValueOf("strain"), ValueOf("police"), ValueOf("ryutin")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("lists", Flag("lists")),
        ("not lists", Not(Flag("lists"))),
        ("lists and noted", Every((Flag("lists"), Flag("noted")))),
        ("lists or not noted", Some((Flag("lists"), Not(Flag("noted"))))),
        ("lists or noted and lists", Some((Flag("lists"), Every((Flag("noted"), Flag("lists")))))),
        ("(lists or noted) and lists", Every((Some((Flag("lists"), Flag("noted"))), Flag("lists")))),
        ("lists is true", Compared(ValueOf("lists"), "==", Constant(True))),
        ("lists is not False", Compared(ValueOf("lists"), "!=", Constant(False))),
        ("lists == noted", Compared(ValueOf("lists"), "==", ValueOf("noted"))),
        ("strain == 3", Compared(strain, "==", Constant(3))),
        ("strain is 3", Compared(strain, "==", Constant(3))),
        ("strain != -3", Compared(strain, "!=", Constant(-3))),
        ("strain < +2", Compared(strain, "<", Constant(2))),
        ("3 <= strain", Compared(Constant(3), "<=", strain)),
        ("strain > police", Compared(strain, ">", police)),
        ("strain >= police - 1", Compared(strain, ">=", Sum(police, "-", Constant(1)))),
        (
            "strain + police - 2 < 4",
            Compared(Sum(Sum(strain, "+", police), "-", Constant(2)), "<", Constant(4)),
        ),
        (
            "strain - (police - 1) == 0",
            Compared(Sum(strain, "-", Sum(police, "-", Constant(1))), "==", Constant(0)),
        ),
        (
            "1 < strain <= 4",
            Every((Compared(Constant(1), "<", strain), Compared(strain, "<=", Constant(4)))),
        ),
        ("strain in (1, -2)", Membership(strain, (Constant(1), Constant(-2)))),
        ("strain in (-2)", Membership(strain, (Constant(-2),))),
        ("strain not in [1, police]", Not(Membership(strain, (Constant(1), police)))),
        ("strain + 1 in {2}", Membership(Sum(strain, "+", Constant(1)), (Constant(2),))),
        ("ryutin is free", Compared(ryutin, "==", Constant("free"))),
        ("ryutin is not shot", Compared(ryutin, "!=", Constant("shot"))),
        ("ryutin is free or lists", Some((Compared(ryutin, "==", Constant("free")), Flag("lists")))),
        ("ryutin == generals", Compared(ryutin, "==", ValueOf("generals"))),
        ("ryutin in (free, shot)", Membership(ryutin, (Constant("free"), Constant("shot")))),
        ("ryutin in free", Membership(ryutin, (Constant("free"),))),
        ("lists in (noted, true)", Membership(ValueOf("lists"), (ValueOf("noted"), Constant(True)))),
        ("vote is agree", Compared(ValueOf("vote"), "==", Constant("agree"))),
        ("vote is none", Compared(ValueOf("vote"), "==", Constant("none"))),
        ("has(appeal)", Has("appeal")),
        ("visited(corridor)", Visited("corridor")),
        ("not visited( vote )", Not(Visited("vote"))),
        ("lists and\n  noted", Every((Flag("lists"), Flag("noted")))),
        ("\n lists\r\n or\tnoted \n", Some((Flag("lists"), Flag("noted")))),
        ("lists\u00a0and noted", Every((Flag("lists"), Flag("noted")))),
    ],
)
def test_what_is_admitted_and_what_it_means(text: str, meaning: object) -> None:
    assert meaning_of(text) == meaning


def test_a_word_of_the_domain_wins_over_a_variable_of_that_name() -> None:
    vocabulary = Vocabulary(words={"who": ("kirov", "other"), "other": ("kirov", "other")})
    assert parse("who is other", vocabulary).test == Compared(ValueOf("who"), "==", Constant("other"))


@pytest.mark.parametrize(
    ("text", "code", "at", "says", "remedy"),
    [
        ("", "empty-condition", "", "empty", "leave it out"),
        (" \n ", "empty-condition", "", "empty", "leave it out"),
        ("lists and", "condition-syntax", "", "cannot be read", "use names"),
        ("lists noted", "condition-syntax", "", "cannot be read", "use names"),
        ("strain = 3", "condition-syntax", "", "cannot be read", 'write "is" or "=="'),
        ("strain > 3 && lists", "condition-syntax", "&", "cannot be read", 'write "and"'),
        (") or lists", "condition-syntax", ")", "cannot be read", "use names"),
        (
            "ryutin in",
            "condition-syntax",
            "",
            "cannot be read",
            "put a condition with a comma in quotation",
        ),
        ("lists || strain > 3", "condition-syntax", "|", "cannot be read", 'write "or"'),
        ("strain > = 3", "condition-syntax", "", "cannot be read", "write the two signs together"),
        ("yes", "condition-not-allowed", "yes", "always holds", "leave `when` out"),
        ("otherwise", "condition-not-allowed", "otherwise", "always holds", "leave `when` out"),
        ("no", "condition-not-allowed", "no", "never holds", "`shut`"),
        ("strain > 1 or agree", "condition-type", "agree", "alone", '"vote is agree"'),
        ("strain => 3", "condition-syntax", "", "cannot be read", 'write ">="'),
        (
            "strain in (1",
            "condition-syntax",
            "",
            "cannot be read",
            "put a condition with a comma in quotation",
        ),
        ("lists) or (noted", "condition-syntax", ")", "cannot be read", "use names"),
        ("lists # or noted", "condition-syntax", "#", "cannot be read", "use names"),
        ("lists \\\n or noted", "condition-syntax", "\\", "cannot be read", "use names"),
        ("lists or 1or 2", "condition-syntax", "1or", "cannot be read", "use names"),
        ("lists and nted", "unknown-name", "nted", "neither a variable nor a scene", 'did you mean "noted"?'),
        ("xyzzy", "unknown-name", "xyzzy", "neither a variable nor a scene", "declare it"),
        ("corridor is open", "unknown-name", "corridor", "scene without choices", "visited(corridor)"),
        ("ryutin", "condition-type", "ryutin", "holds a word and cannot stand alone", "ryutin is shot"),
        ("vote or lists", "condition-type", "vote", "holds a word and cannot stand alone", "vote is object"),
        ("lists or strain", "condition-type", "strain", "is a number and cannot stand alone", "strain >= -2"),
        ("ryutin is fre", "unknown-word", "fre", 'never "fre"', 'did you mean "free"?'),
        (
            "ryutin in (free, gone)",
            "unknown-word",
            "gone",
            'never "gone"',
            "use one of free, imprisoned, shot",
        ),
        (
            "ryutin is bukharin",
            "condition-type",
            "bukharin",
            "do not hold the same words",
            "free, imprisoned, shot",
        ),
        ('ryutin is "free"', "condition-type", '"free"', "holds a word", "use one of"),
        ("ryutin is 3", "condition-type", "3", "holds a word", "use one of"),
        ("ryutin < shot", "condition-type", "ryutin", "cannot be compared", 'write "ryutin is shot"'),
        ("ryutin + 1 == 2", "condition-type", "ryutin", "holds a word, not a number", "number"),
        ("lists + 1 == 2", "condition-type", "lists", "holds a flag, not a number", "number"),
        ("lists >= noted", "condition-type", "lists", "is a flag and cannot be compared", 'write "lists"'),
        ("lists is 1", "condition-type", "1", "true or false", 'write "lists"'),
        ("lists is ryutin", "condition-type", "ryutin", "true or false", 'write "lists"'),
        ("strain is free", "condition-type", "free", '"strain" is a number', "from -3 to 6"),
        ("strain == police + lists", "condition-type", "lists", "holds a flag", "number"),
        ("strain is 3.5", "condition-type", "3.5", "no whole number", "write 3 or 4"),
        ("strain is .5", "condition-type", ".5", "no whole number", "write 0 or 1"),
        ("strain + 1 is free", "condition-type", "free", '"strain + 1" is a number', "number"),
        ("strain == -True", "condition-not-allowed", "-True", "-True", "use names"),
        ("strain == 1 or lists or 2", "condition-not-allowed", "2", "is not part", "use names"),
        ("has(appeal, also=lists)", "condition-not-allowed", "has", "takes one id", "has(some_id)"),
        ("strain is 1.2345678", "condition-type", "1.2345678", "no whole number", "write 1 or 2"),
        ("strain is 1.23456789", "condition-not-allowed", "1.23456789", "is not part", "use names"),
        ("strain == 1 or True", "condition-not-allowed", "True", "always holds", "leave `when` out"),
        ("strain is True", "condition-not-allowed", "True", "True", "use names"),
        ("strain * 2 == 4", "condition-not-allowed", "strain", "strain * 2", "only + and -"),
        ("strain == -police", "condition-not-allowed", "-police", "-police", "use names"),
        ("strain in ()", "condition-not-allowed", "()", '"in" needs a list', "in (one, two)"),
        ("strain in (1, (2, 3))", "condition-not-allowed", "(2, 3)", "(2, 3)", "use names"),
        ("strain in (*ryutin,)", "condition-not-allowed", "*ryutin", "*ryutin", "use names"),
        ("strain in (1, 2) in (3,)", "condition-not-allowed", "(1, 2)", "(1, 2)", "use names"),
        ("True", "condition-not-allowed", "True", "always holds", "leave `when` out"),
        ("true", "condition-not-allowed", "true", "always holds", "leave `when` out"),
        ("lists or False", "condition-not-allowed", "False", "never holds", "`shut`"),
        ("lists or false", "condition-not-allowed", "false", "never holds", "`shut`"),
        ("ryutin is free or shot", "condition-type", "shot", "stands alone", '"ryutin in (free, shot)"'),
        (
            "lists and ryutin is not free and shot",
            "condition-type",
            "shot",
            "alone",
            '"ryutin not in (free, shot)"',
        ),
        ("ryutin != free and shot", "condition-type", "shot", "alone", '"ryutin not in (free, shot)"'),
        ("lists is true or 3", "condition-not-allowed", "3", "is not part", "use names"),
        ("strain == 1 or 2 or 3", "condition-type", "2", "stands alone", '"strain in (1, 2, 3)"'),
        (
            "ryutin in free, shot",
            "condition-not-allowed",
            "ryutin",
            "is not part",
            '"ryutin in (free, shot)"',
        ),
        ("lists AND noted", "condition-syntax", "AND", "cannot be read", 'write "and" in small letters'),
        ("NOT lists", "condition-syntax", "NOT", "cannot be read", 'write "not" in small letters'),
        ("lists & noted", "condition-not-allowed", "lists & noted", "is not part", 'write "and"'),
        ("strain > 2 | noted", "condition-not-allowed", "2 | noted", "is not part", 'write "or"'),
        ("strain >= 1 and <= 3", "condition-syntax", "and", "cannot be read", "name the variable again"),
        (
            "ryutin is in (free, shot)",
            "condition-syntax",
            "is in",
            "cannot be read",
            'write "in" without "is"',
        ),
        ("has appeal", "condition-syntax", "has", "cannot be read", "put the id in brackets"),
        ("strain % 2 == 0", "condition-not-allowed", "strain % 2", "is not part", "only + and -"),
        ("lists if noted else lists", "condition-not-allowed", "lists", "is not part", "use names"),
        ("lists, noted", "condition-not-allowed", "lists", "is not part", "use names"),
        ("(lists := noted)", "condition-not-allowed", "lists", "is not part", "use names"),
        ("lambda: lists", "condition-not-allowed", "lambda", "is not part", "use names"),
        ("[lists for x in y]", "condition-not-allowed", "[lists", "is not part", "use names"),
        ("ryutin.free", "condition-not-allowed", "ryutin", "is not part", "use names"),
        ("lists[0]", "condition-not-allowed", "lists[0]", "is not part", "use names"),
        ("__import__('os').system('x')", "condition-not-allowed", "__import__", "is not part", "use names"),
        ("exec(lists)", "condition-not-allowed", "exec", "is not part", "use names"),
        ("f'{lists}'", "condition-not-allowed", "f'", "is not part", "use names"),
        ("has()", "condition-not-allowed", "has", "takes one id", "has(some_id)"),
        ("has(appeal, minutes)", "condition-not-allowed", "has", "takes one id", "has(some_id)"),
        ("has('appeal')", "condition-not-allowed", "has", "takes one id", "has(some_id)"),
        ("has(document=appeal)", "condition-not-allowed", "has", "takes one id", "has(some_id)"),
        ("has(*appeal)", "condition-not-allowed", "has", "takes one id", "has(some_id)"),
        ("lists and has(apeal)", "unknown-document", "apeal", "no document", 'did you mean "appeal"?'),
        ("visited(coridor)", "unknown-scene", "coridor", "no scene", 'did you mean "corridor"?'),
        ("visited(lists)", "unknown-scene", "lists", "no scene", "name one of the case's scenes"),
        ("visited(vote) == true", "condition-type", "visited(vote)", "is yes or no", "write it alone"),
        ("visited(vote) >= 2", "condition-type", "visited(vote)", "is yes or no", "`add` 1 to a number"),
        ("strain >= visited(vote)", "condition-type", "visited(vote)", "is yes or no", "write it alone"),
        ("read(appeal)", "read-not-here", "read", "only in a choice's `when`", "has(…)"),
        ("été is free", "unknown-name", "été", "neither a variable", "declare it"),
        ("lists and été or (\n xyzzy)", "unknown-name", "été", "neither a variable", "declare it"),
        ("lists and\n (noted or xyzzy)", "unknown-name", "xyzzy", "neither a variable", "declare it"),
    ],
)
def test_what_is_refused_says_where_what_and_how_to_mend_it(
    text: str, code: str, at: str, says: str, remedy: str
) -> None:
    found = fault(text)
    assert found.code == code
    assert text.strip()[found.offset :].startswith(at)
    assert 0 <= found.offset <= max(len(text.strip()) - 1, 0)
    assert says in found.message
    assert remedy in found.remedy


def test_a_number_of_one_value_is_compared_with_that() -> None:
    with pytest.raises(ConditionFault) as found:
        parse("one", Vocabulary(numbers={"one": (3, 3)}))
    assert found.value.given["low"] == 3


def test_a_fault_after_letters_of_several_bytes_stands_at_its_character() -> None:
    text = "lists and [é, ü] or lists"
    found = fault(text)
    assert text[found.offset] == "["
    assert fault("lists or\n[é]").offset == len("lists or\n")


class TestRead:
    """`read(document)` opens a door at the same table, and does nothing else."""

    TABLE = ("appeal",)

    @pytest.mark.parametrize(
        "text", ["read(appeal)", "lists and read(appeal)", "(lists or read(appeal)) and noted"]
    )
    def test_joined_by_and_or_or(self, text: str) -> None:
        assert parse(text, WORDS, table=self.TABLE).reads == ("appeal",)

    @pytest.mark.parametrize(
        "text", ["not read(appeal)", "not (lists or read(appeal))", "not not read(appeal)"]
    )
    def test_never_under_not(self, text: str) -> None:
        assert fault(text, self.TABLE).code == "read-not-here"

    def test_only_papers_of_this_table(self) -> None:
        found = fault("lists and read(minutes)", self.TABLE)
        assert (found.code, found.offset) == ("read-not-here", 10)
        assert "not on this scene's table" in found.message
        assert fault("read(apeal)", self.TABLE).code == "unknown-document"

    def test_read_at_one_table_it_is_not_read_at_another(self) -> None:
        vocabulary = Vocabulary(documents=("appeal",))
        assert parse("read(appeal)", vocabulary, table=("appeal",)).reads == ("appeal",)
        for table in (None, ("minutes",)):
            with pytest.raises(ConditionFault, match="read-not-here"):
                parse("read(appeal)", vocabulary, table=table)

    def test_meaning(self) -> None:
        assert meaning_of("read(appeal)", self.TABLE) == Read("appeal")


def test_what_a_condition_speaks_of() -> None:
    condition = parse(
        "(strain + 1 > police or lists) and ryutin in (generals, free) and not visited(vote)", WORDS
    )
    assert condition.variables == {"strain", "police", "lists", "ryutin", "generals"}
    assert condition.reads == ()


def test_the_vocabulary_of_a_case() -> None:
    small = case(
        scene("vote", choice("agree", "end"), choice("object", "end")),
        scene("end"),
        variables={
            "strain": (-1, 4, 0),
            "lists": True,
            "ryutin": ("free", "shot"),
            "from": Variable(id="from", from_=1),
            "to": Variable(id="to", to=1),
        },
    )
    vocabulary = Vocabulary.of(small)
    assert vocabulary.numbers == {"strain": (-1, 4)}
    assert vocabulary.words == {"vote": ("none", "agree", "object"), "ryutin": ("free", "shot")}
    assert set(vocabulary.flags) == {"lists", "from", "to"}, "without both its bounds a number is none"
    assert set(vocabulary.scenes) == {"vote", "end"}


def test_too_long_and_too_deep() -> None:
    assert fault("lists or " * (LONGEST // 9) + "lists and lists").code == "condition-too-long"
    assert fault("lists or lists".replace(" or", " " * (LONGEST - 12) + "or")).code == "condition-too-long"
    assert parse("lists or lists".replace(" or", " " * (LONGEST - 13) + "or"), WORDS).variables == {"lists"}
    assert fault("not " * (DEEPEST + 1) + "lists").code == "condition-too-long"
    assert fault("strain" + " + 1" * (DEEPEST + 1) + " > 0").code == "condition-too-long"
    deep = "lists"
    for level in range(DEEPEST):
        deep = f"({deep} {('and', 'or')[level % 2]} noted)"
    assert parse(deep, WORDS).variables == {"lists", "noted"}
    assert fault(f"{deep} and noted").code == "condition-too-long"
    within = "strain"
    for _ in range(DEEPEST):
        within = f"1 - ({within})"
    assert parse(f"{within} > 0", WORDS).variables == {"strain"}
    assert fault(f"1 - ({within}) > 0").code == fault(f"0 < {within}").code == "condition-too-long"
    assert parse(f"0 < {within.removeprefix('1 - ')}", WORDS).variables == {"strain"}
    assert parse("not " * DEEPEST + "lists", WORDS).variables == {"lists"}
    assert parse("strain" + " + 1" * DEEPEST + " > 0", WORDS).variables == {"strain"}
    assert parse("lists or " * 200 + "lists", WORDS).variables == {"lists"}


HOSTILE = [
    *(opening * 1_999 for opening in ("(", "[", "{", "-", "~", "*", "'", '"', "9", "\\", "\x00", "é")),
    *(
        "".join((opening * 60, "x", closing * 60))
        for opening, closing in ("()", "[]", "{}", ("f(", ")"), ("a[", "]"))
    ),
    *(
        piece * 60
        for piece in ("{0:", "(a:=", "[x for ", "f(a=", "f(**", "lambda x=(", "(yield ", "((a,b)=", "f'{")
    ),
    "not " * 499 + "lists",
    "await " * 300,
    "lambda:" * 280,
    "a if b else " * 160,
    "lists." * 333,
    "\ud800",
    "\ufeff",
    "lists\x0cand noted",
    '"\\d"',
    "1if 2else 3",
    "0x10or 1",
    "strain >= " + "9" * 1_900,
    "strain < " * 200 + "1",
    "ｌｉｓｔｓ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_admitted_or_refused_at_once(text: str) -> None:
    only_faults(text)


def only_faults(text: str) -> None:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            parse(text, WORDS, table=("appeal",))
        except ConditionFault as found:
            assert said(found).message
            assert 0 <= found.offset <= max(len(text.strip()) - 1, 0)
    assert not warned


PIECES = st.sampled_from(
    [
        "lists",
        "strain",
        "ryutin",
        "free",
        "police",
        "vote",
        "has",
        "read",
        "appeal",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        "and",
        "or",
        "not",
        "is",
        "in",
        "<",
        ">=",
        "==",
        "=",
        "+",
        "-",
        "*",
        ":",
        ".",
        "if",
        "else",
        "for",
        "lambda",
        "3",
        "-1",
        "0.5",
        "1_0",
        "None",
        "True",
        "'",
        "\\",
        "#",
        "\n",
        "é",
        "\u2028",
        "\x00",
        "1or",
        "f'",
        "*",
        ":=",
    ]
)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_is_admitted_or_refused(text: str) -> None:
    only_faults(text)
