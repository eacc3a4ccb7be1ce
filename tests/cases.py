"""Small cases made by hand, without files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from game.case.model import (
    Block,
    Case,
    Cause,
    Chapter,
    Choice,
    Document,
    Ending,
    Extract,
    GotoEntry,
    Reason,
    Scene,
    Source,
    Value,
    Variable,
)
from game.case.node import Named

Goto = str | Iterable[tuple[str | None, str]]
VariableSpec = bool | tuple[int, int, int] | tuple[str, ...] | Variable


def routes(goto: Goto | None) -> tuple[GotoEntry, ...]:
    """Routes from a scene's id, or from pairs of a condition and a scene's id."""
    if goto is None:
        return ()
    if isinstance(goto, str):
        return (GotoEntry(to=goto),)
    return tuple(GotoEntry(when=when, to=to) for when, to in goto)


def blocks(text: str | Iterable[str | tuple[str, str]]) -> tuple[Block, ...]:
    """Blocks from a text, or from texts and pairs of a condition and a text."""
    pieces = [text] if isinstance(text, str) else text
    return tuple(
        Block(text=piece) if isinstance(piece, str) else Block(when=piece[0], text=piece[1])
        for piece in pieces
    )


def choice(choice_id: str, goto: Goto | None = None, **rest: Any) -> Choice:
    """A choice; its label is its id where none is given."""
    if isinstance(rest.get("closed"), str):
        rest["closed"] = (Reason(text=rest["closed"]),)
    return Choice(**{"id": choice_id, "label": choice_id, "goto": routes(goto), **rest})


def scene(scene_id: str, *choices: Choice, goto: Goto | None = None, **rest: Any) -> Scene:
    """A scene; without choices and without `goto` it is an ending."""
    if not choices and goto is None:
        rest.setdefault("ending", Ending(title=f"Ending {scene_id}"))
    rest["text"] = blocks(rest.get("text", f"Text of {scene_id}."))
    rest["simpler"] = blocks(rest.get("simpler", ()))
    named = {one.id: one for one in choices}
    return Scene(
        **{"id": scene_id, "title": f"Scene {scene_id}", "goto": routes(goto), "choices": named, **rest}
    )


def variable(name: str, spec: VariableSpec) -> Variable:
    """A flag from its start, a number from (from, to, start), or words, of which the first is the start."""
    if isinstance(spec, Variable):
        return spec
    if isinstance(spec, bool):
        return Variable(id=name, start=spec)
    if isinstance(spec[0], int):
        low, high, start = spec
        return Variable(id=name, from_=int(low), to=int(high), start=int(start))
    words = tuple(str(word) for word in spec)
    return Variable(id=name, one_of=words, start=words[0])


def named(things: Iterable[Named]) -> Mapping[str, Any]:
    return {thing.id: thing for thing in things}


def case(*scenes: Scene, variables: Mapping[str, VariableSpec] | None = None, **rest: Any) -> Case:
    """A case that starts at its first scene. Documents, people and the like are given as lists."""
    for kind in (
        "documents",
        "people",
        "terms",
        "sources",
        "claims",
        "causes",
        "paths",
        "tests",
        "historians",
    ):
        if kind in rest:
            rest[kind] = named(rest[kind])
    return Case(
        **{
            "id": "small",
            "title": "A small case",
            "question": "Why?",
            "version": "1.0.0",
            "start": scenes[0].id,
            "scenes": named(scenes),
            "variables": {name: variable(name, spec) for name, spec in (variables or {}).items()},
            **rest,
        }
    )


def with_its_own_words() -> Case:
    """A decision over two papers: one in its own words, which bears on one of three explanations, and an
    essay that bears on none; each reading has other words for them and for what follows."""
    own = Extract(text="We ask for seed.", omissions="the names.", sources=("archive",))
    letter = Document(
        id="letter", title="The letter", extract=own, text="It is signed.", simpler="It has names.",
        causes={"hunger": "supports"}, sources=("archive", "book"),
    )  # fmt: skip
    essay = Document(id="essay", title="The essay", text="It blames one man.")
    sign = choice("sign", "end", text="The ink is thin.", simpler="She signs.")
    return case(
        scene("table", sign, documents=("letter", "essay")),
        scene("end"),
        documents=[letter, essay],
        sources=[Source(id="archive", title="Village papers"), Source(id="book", title="A history")],
        causes=[Cause(id=each, title=each.title()) for each in ("war", "hunger", "fear")],
    )


def held(play: Any, name: str) -> Value:
    """What a variable holds in a playthrough."""
    value: Value = play.machine.value(play.state, name)
    return value


def with_a_note_on_a_chapter() -> Case:
    """Two chapters. The second has a note on what it touches on, and one of its scenes goes beyond that."""
    return case(
        scene("mill", choice("go", "yard"), chapter="one"),
        scene("yard", choice("sign", "cell", told="signed"), choice("wait", "cell"), chapter="two"),
        scene("cell", choice("read", "end"), choice("leave", "end"), chapter="two", care="It goes beyond."),
        scene("end", chapter="two"),
        chapters=(
            Chapter(id="one", title="The mill", start="mill"),
            Chapter(id="two", title="The yard", start="yard", care="It touches on *hunger* and arrests."),
        ),
    )  # fmt: skip


def that_remembers_in_style() -> Case:
    """A scene that says what was done at another, with words in part emphasised or within emphasis."""
    told = [
        "He [*did* it](choice:desk), [*did it*](choice:desk), *[did it](choice:desk) again*.",
        "**So [he *said*](because:desk)**, *so [he said](because:desk)*; [*he](choice:desk) did*.",
        "[One](choice:desk)[ and one](choice:desk), [two](choice:desk) [t*w*o](choice:door).",
    ]
    return case(
        scene("desk", choice("sign", "door", told="signed * and left")),
        scene("door", choice("in", "end", told="went in"), text=told),
        scene("end", text=told),
    )


def moved_twice() -> Case:
    """Two decisions raise a number, of which the first is enough; three move a word to and fro."""
    return case(
        scene("first", choice("much", "second", told="gave much", add={"trust": 3}, set={"mood": "sad"})),
        scene("second", choice("more", "third", told="gave more", add={"trust": 1}, set={"mood": "angry"})),
        scene("third", choice("on", "end", told="went on", set={"mood": "sad"})),
        scene(
            "end", text=[("trust >= 2", "They trust her."), ("mood in (sad, angry)", "They are not calm.")]
        ),
        variables={"trust": (0, 9, 0), "mood": ("calm", "sad", "angry")},
    )
