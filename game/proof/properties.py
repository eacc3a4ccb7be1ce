"""What is asked of a case: can this be reached, can this be open, can play get stuck, can a promise break?

Each is one question: is there a state at one of these scenes for which this test holds? `Answers` answers
it from the states that were visited.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from game.case.conditions.syntax import Every, Not, Test, papers_in
from game.case.model import Case, Promise, Scene
from game.play.codegen import FunctionWriter
from game.play.machine import Machine
from game.play.program import Option, Program, SceneProgram, State, Way, names_of
from game.proof.explanation import Explanation, Held, explained, explained_route, holds
from game.proof.explicit_state import Explored, Explorer
from game.proof.successor_codegen import CLOSED

Key = tuple[str, ...]


class Query(NamedTuple):
    """Can play stand at one of these scenes while the test holds (None: at all)?

    `key` says what is asked about:

    - `("scene", ID)`: does play come there?
    - `("choice", ID, CHOICE)`: is the choice open?
    - `("goto", ID, STEP, NUMBER)`: does this step lead where that entry of its `goto` says?
    - `("variant", ID, NUMBER)`: is this block of text shown?
    - `("blank", ID)`: is no block shown at all?
    - `("stuck", ID)`: is nothing open?
    - `("closed", ID, CHOICE)`, `("hidden", ID, NUMBER)`: does the condition of a choice or a block not hold?
    - `("promise", NUMBER)`: is a promise broken, or for `possible`, kept?

    Where it is about a step and where that leads, `option` is the step, and `route` the place of the entry.
    """

    key: Key
    scenes: tuple[str, ...]
    test: Test | None = None
    option: Option | None = None
    route: int | None = None

    def told(self, steps: tuple[str, ...]) -> tuple[str, ...]:
        """The playthrough that shows it, from one that comes to where it is so."""
        return steps if self.option is None else (*steps, self.key[2])


def names_in(question: Query, program: Program) -> frozenset[str]:
    """The fields that a question asks about."""
    names = names_of(question.test)
    if question.option is not None and question.route is not None:
        for guard, _ in way_of(question, program).routes[: question.route + 1]:
            names |= names_of(guard)
    return names


def way_of(question: Query, program: Program) -> Way:
    """The way out of a scene that a question is about."""
    scene = program.scenes[program.layout.scene_index[question.scenes[0]]]
    return next(way for way in scene.ways if way.option == question.option)


def holding(machine: Machine, question: Query) -> Callable[[State], bool]:
    """Whether a state at one of the scenes of a question answers it with yes."""
    options, code, option = machine.options, machine.code, question.option
    match question.key:
        case ("choice", *_):
            return lambda state: option in options(state)
        case ("goto", *_):
            way = way_of(question, machine.program)
            return lambda state: (
                option in options(state) and route_taken(machine, state, way) == question.route
            )
        case ("variant", _, number):
            return lambda state: bool(code(state).variants(state) >> int(number) & 1)
        case ("stuck", *_):
            return lambda state: not options(state)
        case ("closed", scene_id, choice_id) if not machine.case.scenes[scene_id].choices[choice_id].once:
            return lambda state: code(state).option_of[choice_id] not in options(state)
        case ("hidden", _, number):
            return lambda state: not code(state).variants(state) >> int(number) & 1
        case _ if question.test is None:
            return lambda state: True
        case _:
            return FunctionWriter(machine.program, 0).holds(question.test)


def route_taken(machine: Machine, state: State, way: Way) -> int:
    """The place among its routes of the one that a way takes from a state."""
    after = machine.layout.after(state, way.effects)
    held = {name: machine.value(after, name) for guard, _ in way.routes for name in names_of(guard)}
    return next(n for n, (guard, _) in enumerate(way.routes) if guard is None or holds(guard, [held]))


def questions_of(machine: Machine) -> Iterator[Query]:
    """Every question about a case, those about whole scenes first, those about promises last."""
    scenes = machine.program.scenes
    for scene in scenes:
        yield Query(("scene", scene.id), (scene.id,))
    for scene in scenes:
        yield from about_text(scene, machine.case.scenes[scene.id])
        yield from about_choices(scene, machine.case.scenes[scene.id])
        for way in scene.ways:
            for number in range(len(way.routes) if len(way.routes) > 1 else 0):
                key = ("goto", scene.id, scene.options[way.option], str(number))
                yield Query(key, (scene.id,), way.guard, way.option, number)
    for number, promise in enumerate(machine.case.promises):
        yield from filter(None, [about_promise(machine.program, number, promise)])


def about_text(scene: SceneProgram, written: Scene) -> Iterator[Query]:
    """Is each block shown, and can all be hidden at once?"""
    here = (scene.id,)
    words: list[Test | None] = []
    for number, test in enumerate(scene.text):
        yield Query(("variant", scene.id, str(number)), here, test)
        if test is not None:
            yield Query(("hidden", scene.id, str(number)), here, Not(test))
        if written.text[number].text.strip():
            words.append(test)
    guards = [test for test in words if test is not None]
    if len(guards) == len(words):
        yield Query(("blank", scene.id), here, Every(tuple(map(Not, guards))) if guards else None)


def about_choices(scene: SceneProgram, written: Scene) -> Iterator[Query]:
    """Can each choice be open, and can all be closed at once? A shut door is not asked about."""
    if not scene.options or scene.is_passage:
        return
    here = (scene.id,)
    for way in scene.ways:
        choice = written.choices[scene.options[way.option]]
        yield Query(("choice", scene.id, choice.id), here, way.guard, way.option)
        if choice.when and way.guard is not None and not papers_in(way.guard):
            # What can be taken only once asks for that beside its condition.
            when = way.guard.parts[0] if choice.once and isinstance(way.guard, Every) else way.guard
            yield Query(("closed", scene.id, choice.id), here, Not(when))
    guards = [way.guard for way in scene.ways if way.guard is not None]
    if len(guards) == len(scene.ways):
        yield Query(("stuck", scene.id), here, Every(tuple(map(Not, guards))) if guards else None)


def about_promise(program: Program, number: int, promise: Promise) -> Query | None:
    """The question that settles a promise about states: can it be broken, or for `possible`, kept?"""
    test = program.promises[number]
    if test is None or (promise.always is None and promise.at is None):
        return None
    scenes = tuple(touched(program, names_of(test))) if promise.at is None else (promise.at,)
    return Query(("promise", str(number)), scenes, test if promise.possible is not None else Not(test))


def touched(program: Program, names: Collection[str]) -> Iterator[str]:
    """The scenes where play begins, or on the way to which one of these fields may be changed."""
    changed = {program.starts[""] & program.layout.scene_mask}
    for scene in program.scenes:
        for way in scene.ways:
            by_way = any(effect.field in names for effect in way.effects)
            for _, to in way.routes:
                if by_way or any(effect.field in names for effect in program.scenes[to].enter):
                    changed.add(to)
    return (program.scenes[place].id for place in sorted(changed))


def asked_for_promises(
    questions: Iterable[Query], case: Case
) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The fields that promises look at: at single scenes, and everywhere."""
    there: dict[str, frozenset[str]] = {}
    everywhere: frozenset[str] = frozenset()
    for question in questions:
        if question.key[0] != "promise":
            continue
        if case.promises[int(question.key[1])].always is not None:
            everywhere |= names_of(question.test)
        else:
            for scene_id in question.scenes:
                there[scene_id] = there.get(scene_id, frozenset()) | names_of(question.test)
    return there, everywhere


class Answers:
    """Looks at the states that were visited with some questions in mind."""

    def __init__(self, explorer: Explorer, explored: Explored, questions: Iterable[Query]) -> None:
        self.explorer = explorer
        self.explored = explored
        self.machine = explorer.reduction.machine
        self.asked: dict[int, list[Query]] = {}
        """The questions at each scene."""
        for question in questions:
            for scene_id in question.scenes:
                self.asked.setdefault(self.machine.scene_index[scene_id], []).append(question)

    def first(self) -> Iterator[tuple[Query, State]]:
        """For each question and each of its scenes the first state there that answers it with yes."""
        for place, questions in self.asked.items():
            unlike = self.unlike(place) if place not in self.explorer.blocked else ()
            for question in questions if unlike else ():
                if question.route is not None:
                    state = self.first_along(place, question)
                else:
                    state = next(filter(holding(self.machine, question), unlike), None)
                if state is not None:
                    yield question, state

    def first_along(self, place: int, question: Query) -> State | None:
        """The first state from which a step leads where an entry of its `goto` says."""
        row = self.explorer.row(place)
        for at, (options, route) in enumerate(row):
            if question.option in options and question.route == route:
                follows = self.explored.rows[place][at :: len(row)]
                states = zip(self.explored.reached[place], follows, strict=True)
                return next((state for state, after in states if after != CLOSED), None)
        return None

    def unlike(self, place: int) -> list[State]:
        """The first of all the states at a scene that are alike to every question asked there."""
        program = self.machine.program
        names = {name for question in self.asked[place] for name in names_in(question, program)}
        states = self.explored.reached[place]
        mask, found = program.layout.mask(names), dict[State, State]()
        for state in states if mask else islice(states, 1):
            if state & mask not in found:
                found[state & mask] = state
        return list(found.values())

    def explanation(self, question: Query) -> Explanation | None:
        """Why no state answers a question with yes."""
        place, layout = self.machine.scene_index[question.scenes[0]], self.machine.layout
        states = self.unlike(place)
        if question.route is None:
            names = names_in(question, self.machine.program)
            return explained(question.test, [self.held(state, names) for state in states])
        way = way_of(question, self.machine.program)
        open_here = [state for state in states if way.option in self.machine.options(state)]
        after = [layout.after(state, way.effects) for state in open_here]
        return explained_route(way, question.route, [self.held(state, layout.fields) for state in after])

    def held(self, state: State, names: Iterable[str]) -> Held:
        return {name: self.machine.value(state, name) for name in names}
