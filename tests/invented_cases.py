"""Cases that Hypothesis invents, with everything that the format offers."""

from __future__ import annotations

from dataclasses import replace
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


@st.composite
def condition(draw: st.DrawFn, depth: int = 2, table: tuple[str, ...] = ()) -> str:
    """A condition that fits the cases made below."""
    kind = draw(st.integers(0, 9 if depth else 6))
    number = st.one_of(st.sampled_from([*NUMBERS]), st.integers(-6, 10).map(str))
    total = st.one_of(number, st.tuples(number, st.sampled_from("+-"), number).map(" ".join), number)
    relation = st.sampled_from(["<", "<=", ">", ">=", "==", "!=", "is", "is not"])
    if kind == 0:
        return draw(st.sampled_from([*FLAGS, "not f", "f is g", "g is not true", "f in (g, false)"]))
    if kind == 1:
        return draw(st.sampled_from(ABOUT_WORDS))
    if kind == 2:
        return f"{draw(total)} {draw(relation)} {draw(total)}"
    if kind == 3:
        return f"{draw(total)} {draw(relation)} {draw(total)} {draw(relation)} {draw(number)}"
    if kind == 4:
        return f"visited({draw(st.sampled_from(SCENES))}) or {draw(total)} in ({draw(total)}, {draw(number)})"
    if kind == 5:
        word = draw(st.sampled_from(["none", *CHOICES]))
        return f"{draw(st.sampled_from(SCENES[:3]))} {draw(st.sampled_from(['is', 'is not']))} {word}"
    if kind == 6:
        return f"{'read' if table and draw(st.booleans()) else 'has'}({draw(st.sampled_from(PAPERS))})"
    if kind == 7:
        return f"not ({draw(condition(depth - 1))})"
    join = draw(st.sampled_from(["and", "or"]))
    return f"({draw(condition(depth - 1, table))}) {join} ({draw(condition(depth - 1, table))})"


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    add = draw(st.dictionaries(st.sampled_from([*NUMBERS]), st.integers(-6, 6), max_size=2))
    to: dict[str, Any] = draw(st.dictionaries(st.sampled_from([*FLAGS]), st.booleans(), max_size=1))
    for name, words in draw(st.lists(st.sampled_from([*DOMAINS.items()]), max_size=2)):
        to[name] = draw(st.sampled_from(words))
    for name in draw(st.lists(st.sampled_from([*NUMBERS]), max_size=1)):
        to[name] = draw(st.integers(-6, 12))
    return {"add": add, "set": to}


@st.composite
def goto(draw: st.DrawFn) -> list[tuple[str | None, str]]:
    target = st.sampled_from([*SCENES, "end"])
    guarded = draw(st.lists(st.tuples(condition(), target), max_size=2))
    return [*guarded, (None, draw(target))]


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    """A case of three decisions, two passages and an ending, with everything that the format offers."""
    scenes = []
    for scene_id in SCENES:
        enter = Effects(**draw(changes())) if draw(st.booleans()) else None
        text = ["Always.", *draw(st.lists(st.tuples(condition(), st.just("Sometimes.")), max_size=2))]
        if scene_id in SCENES[3:]:
            scenes.append(scene(scene_id, goto=draw(goto()), enter=enter, text=text))
            continue
        choices = [
            choice(
                choice_id,
                draw(goto()),
                when=draw(st.none() | condition(table=PAPERS)),
                once=draw(st.booleans()),
                reveals=tuple(draw(st.lists(st.sampled_from(PAPERS), max_size=1))),
                **draw(changes()),
            )
            for choice_id in CHOICES
        ]
        scenes.append(scene(scene_id, *choices, enter=enter, text=text, documents=PAPERS))
    part = Chapter(
        id="part",
        title="Part",
        start=draw(st.sampled_from(SCENES)),
        set={"s1": draw(st.sampled_from(CHOICES)), "n": 3},
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


@st.composite
def any_told_case(draw: st.DrawFn) -> Case:
    """Any case with everything that a player sees: links back, doors of every kind, gauges, readings."""
    bare = draw(any_case())
    scenes = {each.id: draw(told_scene(each)) for each in bare.scenes.values()}
    variables = {each.id: draw(told_variable(each)) for each in bare.variables.values()}
    (part,) = bare.chapters
    some_scenes = st.lists(st.sampled_from(SCENES), unique=True, max_size=3).map(tuple)
    return replace(
        bare,
        scenes=MappingProxyType(scenes),
        variables=MappingProxyType(variables),
        chapters=(replace(part, gauges=draw(st.booleans())),),
        routes={"short": NamedRoute(id="short", title="*Short*", scenes=draw(some_scenes))},
    )


@st.composite
def told_scene(draw: st.DrawFn, scene: Scene) -> Scene:
    words = st.sampled_from(WORDS)
    block = st.builds(Block, text=words, when=st.none() | condition())
    choices = {}
    for each in scene.choices.values():
        reasons = draw(st.lists(st.builds(Reason, text=words, when=condition()), max_size=2))
        reasons += [Reason(text=draw(words))] if reasons or draw(st.booleans()) else []
        choices[each.id] = replace(
            each,
            text=draw(words),
            told=draw(st.sampled_from(("", "did *it* & <left>"))),
            closed=tuple(reasons),
            hidden=draw(st.booleans()),
            shut="A wall." if draw(st.integers(0, 7)) == 0 else "",
        )
    some_choices = st.lists(st.sampled_from(CHOICES), max_size=2).map(tuple)
    record = st.builds(
        Record,
        in_short=st.sampled_from(("", "It *was* so")),
        choice=some_choices,
    )
    return replace(
        scene,
        text=(*scene.text, *draw(st.lists(block, max_size=2))),
        simpler=tuple(draw(st.lists(block, max_size=2))),
        chapter=draw(st.sampled_from(("", "part"))),
        stance=draw(st.sampled_from((None, "deliberation", "archive"))),
        choices=MappingProxyType(choices),
        record=draw(st.none() | record) if choices else None,
    )


@st.composite
def told_variable(draw: st.DrawFn, variable: Variable) -> Variable:
    low, high = draw(st.sampled_from((("", ""), ("nobody asks", "all ask"))))
    return replace(
        variable, label=draw(st.sampled_from(("", "It"))), low=low, high=high, shown=draw(st.booleans())
    )
