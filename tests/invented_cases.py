"""Cases that Hypothesis invents, with everything that the format offers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from game.case.model import (
    Block,
    Case,
    Chapter,
    Document,
    Effects,
    NamedRoute,
    Reason,
    Record,
    Scene,
    Variable,
)
from tests.cases import case, choice, scene

NUMBERS = {"m": (-4, 3, 0), "n": (2, 9, 4), "k": (0, 6, 6)}
DOMAINS = {"who": ("red", "blue", "green"), "whom": ("green", "red", "blue"), "mood": ("calm", "grim")}
ABOUT_WORDS = ("who is whom", "who != whom", "whom in (who, red)", "mood is grim", "who not in (red, green)")
FLAGS = {"f": False, "g": True}
SCENES = ("s0", "s1", "s2", "s3", "s4")
CHOICES = ("a", "b", "c")
PAPERS = ("memo", "note")


# Strategies are made once: to look through one that is new takes longer than to draw from it.

YES_OR_NO = st.booleans()
A_NUMBER = st.one_of(st.sampled_from([*NUMBERS]), st.integers(-6, 10).map(str))
A_TOTAL = st.one_of(A_NUMBER, st.tuples(A_NUMBER, st.sampled_from("+-"), A_NUMBER).map(" ".join), A_NUMBER)
A_RELATION = st.sampled_from(["<", "<=", ">", ">=", "==", "!=", "is", "is not"])
A_SCENE, A_DECISION = st.sampled_from(SCENES), st.sampled_from(SCENES[:3])
A_CHOICE, A_PAPER = st.sampled_from(CHOICES), st.sampled_from(PAPERS)
ABOUT_FLAGS = st.sampled_from([*FLAGS, "not f", "f is g", "g is not true", "f in (g, false)"])
IS_OR_NOT, ANSWERED = st.sampled_from(["is", "is not"]), st.sampled_from(["none", *CHOICES])
KINDS = {True: st.integers(0, 9), False: st.integers(0, 6)}


@cache
def condition(depth: int = 2, table: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Conditions that fit the cases made below."""
    return any_condition(depth, table)


@st.composite
def any_condition(draw: st.DrawFn, depth: int, table: tuple[str, ...]) -> str:
    kind = draw(KINDS[depth > 0])
    if kind == 0:
        return draw(ABOUT_FLAGS)
    if kind == 1:
        return draw(st.sampled_from(ABOUT_WORDS))
    if kind == 2:
        return f"{draw(A_TOTAL)} {draw(A_RELATION)} {draw(A_TOTAL)}"
    if kind == 3:
        return f"{draw(A_TOTAL)} {draw(A_RELATION)} {draw(A_TOTAL)} {draw(A_RELATION)} {draw(A_NUMBER)}"
    if kind == 4:
        return f"visited({draw(A_SCENE)}) or {draw(A_TOTAL)} in ({draw(A_TOTAL)}, {draw(A_NUMBER)})"
    if kind == 5:
        return f"{draw(A_DECISION)} {draw(IS_OR_NOT)} {draw(ANSWERED)}"
    if kind == 6:
        return f"{'read' if table and draw(YES_OR_NO) else 'has'}({draw(A_PAPER)})"
    if kind == 7:
        return f"not ({draw(condition(depth - 1))})"
    join = draw(st.sampled_from(["and", "or"]))
    return f"({draw(condition(depth - 1, table))}) {join} ({draw(condition(depth - 1, table))})"


ADDED = st.dictionaries(st.sampled_from([*NUMBERS]), st.integers(-6, 6), max_size=2)
FLAGS_SET = st.dictionaries(st.sampled_from([*FLAGS]), YES_OR_NO, max_size=1)
WORDS_SET = st.lists(st.sampled_from([*DOMAINS.items()]), max_size=2)
NUMBERS_SET = st.lists(st.sampled_from([*NUMBERS]), max_size=1)
TO = st.integers(-6, 12)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    add = draw(ADDED)
    to: dict[str, Any] = draw(FLAGS_SET)
    for name, words in draw(WORDS_SET):
        to[name] = draw(st.sampled_from(words))
    for name in draw(NUMBERS_SET):
        to[name] = draw(TO)
    return {"add": add, "set": to}


TARGET = st.sampled_from([*SCENES, "end"])
GUARDED = st.lists(st.tuples(condition(), TARGET), max_size=2)


@st.composite
def goto(draw: st.DrawFn) -> list[tuple[str | None, str]]:
    return [*draw(GUARDED), (None, draw(TARGET))]


SOMETIMES = st.lists(st.tuples(condition(), st.just("Sometimes.")), max_size=2)
WHEN = st.none() | condition(table=PAPERS)
REVEALED = st.lists(A_PAPER, max_size=1)
CHANGES, GOTO = changes(), goto()


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    """A case of three decisions, two passages and an ending, with everything that the format offers."""
    scenes = []
    for scene_id in SCENES:
        enter = Effects(**draw(CHANGES)) if draw(YES_OR_NO) else None
        text = ["Always.", *draw(SOMETIMES)]
        if scene_id in SCENES[3:]:
            scenes.append(scene(scene_id, goto=draw(GOTO), enter=enter, text=text))
            continue
        choices = [
            choice(
                choice_id,
                draw(GOTO),
                when=draw(WHEN),
                once=draw(YES_OR_NO),
                reveals=tuple(draw(REVEALED)),
                **draw(CHANGES),
            )
            for choice_id in CHOICES
        ]
        scenes.append(scene(scene_id, *choices, enter=enter, text=text, documents=PAPERS))
    part = Chapter(
        id="part",
        title="Part",
        start=draw(A_SCENE),
        set={"s1": draw(A_CHOICE), "n": 3},
    )
    return case(
        *scenes,
        scene("end"),
        variables={**NUMBERS, **DOMAINS, **FLAGS},
        documents=[Document(id=paper, title=paper) for paper in PAPERS],
        chapters=(part,),
    )


WORDS = (
    "Plain.",
    "*A* **b** & <c> [d](person:e)\n\n- one\n- [*two*](term:f) \\*",
    "She [came](choice:s0), [so](because:s1), [left](choice:s1) and *[went](choice:s2)*.",
)
SOME_WORDS = st.sampled_from(WORDS)
BLOCKS = st.lists(st.builds(Block, text=SOME_WORDS, when=st.none() | condition()), max_size=2)
REASONS = st.lists(st.builds(Reason, text=SOME_WORDS, when=condition()), max_size=2)
SOME_CHOICES = st.lists(A_CHOICE, max_size=2).map(tuple)
ON_RECORD = st.none() | st.builds(Record, in_short=st.sampled_from(("", "It *was* so")), choice=SOME_CHOICES)
SOME_SCENES = st.lists(A_SCENE, unique=True, max_size=3).map(tuple)


@st.composite
def any_told_case(draw: st.DrawFn) -> Case:
    """Any case with everything that a player sees: links back, doors of every kind, gauges, readings."""
    bare = draw(any_case())
    scenes = {each.id: draw(told_scene(each)) for each in bare.scenes.values()}
    variables = {each.id: draw(told_variable(each)) for each in bare.variables.values()}
    (part,) = bare.chapters
    return replace(
        bare,
        scenes=MappingProxyType(scenes),
        variables=MappingProxyType(variables),
        chapters=(replace(part, gauges=draw(YES_OR_NO)),),
        routes={"short": NamedRoute(id="short", title="*Short*", scenes=draw(SOME_SCENES))},
    )


@st.composite
def told_scene(draw: st.DrawFn, scene: Scene) -> Scene:
    choices = {}
    for each in scene.choices.values():
        reasons = draw(REASONS)
        reasons += [Reason(text=draw(SOME_WORDS))] if reasons or draw(YES_OR_NO) else []
        choices[each.id] = replace(
            each,
            text=draw(SOME_WORDS),
            told=draw(st.sampled_from(("", "did *it* & <left>"))),
            closed=tuple(reasons),
            hidden=draw(YES_OR_NO),
            shut="A wall." if draw(st.integers(0, 7)) == 0 else "",
        )
    return replace(
        scene,
        text=(*scene.text, *draw(BLOCKS)),
        simpler=tuple(draw(BLOCKS)),
        chapter=draw(st.sampled_from(("", "part"))),
        stance=draw(st.sampled_from((None, "deliberation", "archive"))),
        choices=MappingProxyType(choices),
        record=draw(ON_RECORD) if choices else None,
    )


@st.composite
def told_variable(draw: st.DrawFn, variable: Variable) -> Variable:
    low, high = draw(st.sampled_from((("", ""), ("nobody asks", "all ask"))))
    return replace(
        variable, label=draw(st.sampled_from(("", "It"))), low=low, high=high, shown=draw(YES_OR_NO)
    )
