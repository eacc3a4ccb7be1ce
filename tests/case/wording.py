"""Conditions at random, by the grammar of the language, and Python itself as the judge of what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from hypothesis import strategies as st

from game.case.model import Case, Document, Value
from tests.cases import case, choice, scene

NUMBERS = {"strain": (-2, 3, 0), "police": (0, 4, 1)}
WORDS = {"ryutin": ("free", "held", "shot"), "general": ("shot", "free", "held")}
FLAGS = {"lists": False, "noted": True}
PAPERS = ("appeal", "minutes")


def worded(condition: str = "lists", reading: str = "lists") -> Case:
    """A case that has something of everything a condition can ask about.

    Its first scene has `condition` at a part of the text, and `reading` at a choice.
    """
    vote = scene(
        "vote",
        choice("agree", "walk", when=reading),
        choice("object", "walk"),
        documents=PAPERS,
        text=["Always.", (condition, "Sometimes.")],
    )
    return case(
        vote,
        scene("walk", choice("left", "end", reveals=PAPERS), choice("right", "vote")),
        scene("end"),
        variables={**NUMBERS, **WORDS, **FLAGS},
        documents=[Document(id=paper, title=paper) for paper in PAPERS],
    )


DOMAINS: Mapping[str, tuple[Value, ...]] = {
    **{name: tuple(range(low, high + 1)) for name, (low, high, _) in NUMBERS.items()},
    **WORDS,
    **dict.fromkeys(FLAGS, (False, True)),
    "vote": ("none", "agree", "object"),
    **{
        f"{how} {what}": (False, True)
        for how, what in (
            ("has", "appeal"),
            ("has", "minutes"),
            ("visited", "vote"),
            ("visited", "walk"),
            ("read", "appeal"),
            ("read", "minutes"),
        )
    },
}
"""Everything that a condition can ask about, with the answers there can be."""

STATES = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in DOMAINS.items()})


def holds(condition: str, state: Mapping[str, Value]) -> bool:
    """What Python makes of a condition: the language is a part of Python's, so there is no second opinion.

    Only for texts made here.
    """
    names = dict.fromkeys(chain(*WORDS.values(), DOMAINS["vote"], PAPERS, ("walk",)))
    known = {name: name for name in names} | {"true": True, "false": False}
    asked = {
        how: (lambda what, how=how: state[f"{how} {what if isinstance(what, str) else ''}"])
        for how in ("has", "visited", "read")
    }
    text = condition.replace("visited(vote)", "visited('vote')")  # here it is the scene, not what it holds
    return bool(eval(text, {"__builtins__": {}}, {**known, **asked, **state}))


SIMPLE = st.one_of(st.integers(-4, 6).map(str), st.sampled_from([*NUMBERS]))
SUM = st.one_of(
    SIMPLE,
    st.tuples(SIMPLE, st.sampled_from("+-"), SIMPLE).map(" ".join),
    st.tuples(SIMPLE, SIMPLE, SIMPLE).map(lambda three: f"{three[0]} - ({three[1]} + {three[2]})"),
)
SAME = st.sampled_from(["is", "is not", "==", "!="])
ORDER = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
AMONG = st.sampled_from(["in", "not in"])
WORD = st.sampled_from(["free", "held", "shot", "general"])


def several(one: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(one, min_size=1, max_size=3).map(lambda items: f"({', '.join(items)},)")


ATOM = st.one_of(
    st.sampled_from([*FLAGS, "has(appeal)", "has(minutes)", "visited(vote)", "visited(walk)"]),
    st.tuples(st.sampled_from([*FLAGS]), SAME, st.sampled_from(["true", "false", "noted"])).map(" ".join),
    st.tuples(SUM, ORDER, SUM).map(" ".join),
    st.tuples(SIMPLE, ORDER, SUM, ORDER, SIMPLE).map(" ".join),
    st.tuples(SUM, AMONG, several(SUM)).map(" ".join),
    st.tuples(st.just("ryutin"), SAME, WORD).map(" ".join),
    st.tuples(st.just("ryutin"), AMONG, several(WORD)).map(" ".join),
    st.tuples(st.just("vote"), SAME, st.sampled_from(DOMAINS["vote"])).map(
        lambda words: " ".join(map(str, words))
    ),
)


def joined(one: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(one, st.sampled_from(["and", "or"]), one).map(lambda part: f"({' '.join(part)})")


CONDITIONS = st.recursive(
    ATOM, lambda inner: st.one_of(joined(inner), inner.map(lambda part: f"not ({part})")), max_leaves=6
)
"""Texts that the language admits anywhere."""

READING = st.recursive(
    st.one_of(ATOM, st.sampled_from(["read(appeal)", "read(minutes)"])), joined, max_leaves=6
)
"""Texts that it admits where a choice asks what has been read."""
