"""Questions answered from the states that were visited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from game.play.program import State
from game.proof.explanation import Explanation, Held, explained, explained_route
from game.proof.explicit_state import Explored, Explorer
from game.proof.properties import Query, holding, names_in, way_of
from game.proof.successor_codegen import CLOSED


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
