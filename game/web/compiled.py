"""A case compiled to one value that JSON can hold: what there is to read, and the program that is played.

    {"format": 1,
     "case": {"id": …, "title": …, "fingerprint": …, "scenes": {"the_vote": {"title": …, "text": […], …}}, …},
     "program": {"fields": […], "starts": {…}, "scenes": […]},
     "years": {"span": [1932, 1939], "ticks": [1932, …], "scenes": {"the_vote": 1932.5, …}, "documents": {…}},
     "before": {"kirov": {"the_vote": "signed the sheet", …}}}

`case` has the names of `game.case.model`, and what is empty is left out; what `game.web.display` works out
stands beside. Prose is HTML by `prose_html`; every other text is plain, to be shown as it is. What the
program says is left out of it: conditions, effects and where choices lead. `before` has what a chapter that
is played alone is told of the scenes before it.

In `program` a field is `[name, values, start]`; what it holds is a place among its values. A state is
`[scene, held, held, …]`: the place of a scene, then what each field holds. A scene has only what it needs of

    {"id", "ends", "papers", "options",        ids of the papers on the table and of every option
     "text", "simpler",                        a test for each block, null where it always shows
     "enter",                                  effects
     "ways": [[option, guard, effects, routes]],   a route is [guard, scene]; a guard is a test or null
     "closed": {option: [test, …]}}            when each reason for being closed holds

An effect is `[field, add]`, which stops at the ends of its values, or `[field, null, held]`. A test is a list
that begins with what it is:

    ["on", field]  ["read", paper]  ["not", test]  ["and", test, …]  ["or", test, …]
    ["==", one, other], and so with != < <= > >=     ["in", one, other, …]

What is compared is a value as it is, `["of", field]`, or a sum, `["+", one, other]` or `["-", one, other]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from game.case.conditions.syntax import (
    Compared,
    Constant,
    Every,
    Flag,
    Has,
    Membership,
    Not,
    Operand,
    Read,
    Some,
    Sum,
    Test,
    ValueOf,
    Visited,
)
from game.case.decode.annotations import bare, listed, markers
from game.case.model import Case
from game.case.node import Linked, Multiline, Named, Node
from game.play.moment import told_before
from game.play.program import Effect, Layout, Program, SceneProgram, State, Way
from game.web.display import add_display
from game.web.prose_html import blocks_html, line_html
from game.web.years import years

FORMAT = 1
Data = dict[str, Any]

IN_THE_PROGRAM = frozenset(("when", "add", "set", "enter", "goto", "start"))
"""Entries of scenes, choices and chapters that the program says."""
FOR_AUTHORS = frozenset(("allow", "promises", "paths", "echo"))
WRITERS: Mapping[type, Callable[[str], str]] = {Multiline: blocks_html, Linked: line_html}


def compiled(case: Case, start: State | None = None) -> Data:
    """The value of a case that can be played, from its beginning or from another state of its program.

    Raises `ConditionFault` and `KeyError` for a case that cannot be played.
    """
    program = Program.of(case)
    data = program_data(program)
    told = {**content(case), "fingerprint": case.fingerprint}
    add_display(case, told)
    if start is not None:
        data["starts"][""] = state_data(program.layout, start)
    return {
        "format": FORMAT,
        "case": told,
        "program": data,
        "years": years(case),
        "before": {chapter.id: told_before(case, chapter) for chapter in case.chapters},
    }


# --- what there is to read --------------------------------------------------------------------------


def content(node: Node) -> Data:
    """One value of the model as its annotations say."""
    found: Data = {"id": node.id} if isinstance(node, Named) else {}
    for name, key, hint in listed(type(node)):
        value = getattr(node, name)
        if name not in IN_THE_PROGRAM and name not in FOR_AUTHORS and (value or says_so(value, node, name)):
            found[key] = told(hint, value)
    return found


def says_so(value: Any, node: Node, name: str) -> bool:
    """Whether what looks empty says something: the number 0, or false where true is usual."""
    number = isinstance(value, int) and not isinstance(value, bool)
    return number or type(node).__dataclass_fields__[name].default is True


def told(hint: Any, value: Any) -> Any:
    """A value as JSON holds it; texts that are Markdown as HTML."""
    if isinstance(value, Node):
        return content(value)
    if isinstance(value, Mapping):
        inner = get_args(bare(hint))[1]
        return {key: told(inner, each) for key, each in value.items()}
    if isinstance(value, tuple):
        inner = get_args(bare(hint))[0]
        return [told(inner, each) for each in value]
    for marker in markers(hint):
        if type(marker) in WRITERS:
            return WRITERS[type(marker)](value)
    return value


# --- the program -------------------------------------------------------------------------------------


def program_data(program: Program) -> Data:
    layout = program.layout
    writer = ProgramWriter({name: number for number, name in enumerate(layout.fields)})
    return {
        "fields": [[field.name, list(field.values), field.start] for field in layout.fields.values()],
        "starts": {chapter: state_data(layout, state) for chapter, state in program.starts.items()},
        "scenes": [writer.scene(scene) for scene in program.scenes],
    }


def state_data(layout: Layout, state: State) -> list[int]:
    """A state as a list: its scene, and what each field holds."""
    held = (state >> field.shift & field.mask for field in layout.fields.values())
    return [state & layout.scene_mask, *held]


class ProgramWriter:
    """Writes the parts of a program, in which fields are called by their numbers."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self.numbers = numbers

    def scene(self, scene: SceneProgram) -> Data:
        whole: Data = {
            "id": scene.id,
            "ends": scene.ends,
            "papers": scene.papers,
            "text": self.tests(scene.text),
            "simpler": self.tests(scene.simpler),
            "enter": self.effects(scene.enter),
            "options": scene.options,
            "ways": [self.way(scene, way) for way in scene.ways],
            "closed": {str(option): self.tests(reasons) for option, reasons in scene.closed.items()},
        }
        return {key: value for key, value in whole.items() if value}

    def way(self, scene: SceneProgram, way: Way) -> list[Any]:
        routes = [[self.test(guard), to] for guard, to in way.routes]
        return [way.option, self.test(way.guard, scene.papers), self.effects(way.effects), routes]

    def effects(self, effects: Iterable[Effect]) -> list[Any]:
        return [
            [self.numbers[field], add] if to is None else [self.numbers[field], None, to]
            for field, add, to in effects
        ]

    def tests(self, tests: Iterable[Test | None]) -> list[Any]:
        return [self.test(test) for test in tests]

    def test(self, test: Test | None, papers: tuple[str, ...] = ()) -> list[Any] | None:
        match test:
            case None:
                return None
            case Flag(name):
                return ["on", self.numbers[name]]
            case Has(document):
                return ["on", self.numbers[f"has {document}"]]
            case Visited(scene):
                return ["on", self.numbers[f"visited {scene}"]]
            case Read(document):
                return ["read", papers.index(document)]
            case Not(part):
                return ["not", self.test(part, papers)]
            case Every(parts):
                return ["and", *(self.test(part, papers) for part in parts)]
            case Some(parts):
                return ["or", *(self.test(part, papers) for part in parts)]
            case Compared(left, relation, right):
                return [relation, self.operand(left), self.operand(right)]
            case Membership(left, among):
                return ["in", self.operand(left), *map(self.operand, among)]

    def operand(self, operand: Operand) -> Any:
        match operand:
            case Constant(value):
                return value
            case ValueOf(name):
                return ["of", self.numbers[name]]
            case Sum(left, sign, right):
                return [sign, self.operand(left), self.operand(right)]
