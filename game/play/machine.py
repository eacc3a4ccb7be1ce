"""A case compiled to a finite machine: `options(state)`, `take(state, option)`.

A state is one whole number; `game.play.program` says how it is made up and what a way out of a scene does.
Two states are the same if and only if nothing that the case can ask tells them apart, so a state can be
compared, hashed and kept in millions at the price of a number.

What a scene's conditions and effects do is compiled once, when play first comes there, to Python
functions on such numbers; `game.play.codegen` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from game.case.conditions.syntax import papers_in
from game.case.model import Case, Scene, Value
from game.immutable import immutable
from game.play.codegen import FunctionWriter
from game.play.program import Option, Program, State, Way

EVERYTHING_READ = -1
"""Every paper on the table has been opened."""


@immutable
class SceneCode:
    """One scene, compiled.

    `options(state, read)` gives the open choices, `takes[option](state)` the next state, and
    `variants(state)` the blocks of text that show, as bits. `read` has bit N set where the N-th paper on
    the table has been opened; `reads` says whether any guard looks at that.
    """

    scene: Scene
    choice_ids: tuple[str, ...]
    option_of: Mapping[str, Option]
    ways: Mapping[Option, Way]
    reads: bool
    options: Callable[[State, int], tuple[Option, ...]]
    takes: Mapping[Option, Callable[[State], State]]
    variants: Callable[[State], int]
    simpler_variants: Callable[[State], int]
    closed: Mapping[Option, Callable[[State], int]]
    """For each choice that gives several reasons for being closed, which one holds."""
    __eq__, __hash__ = object.__eq__, object.__hash__  # what it holds cannot be hashed; it stands for itself

    def read(self, opened: Collection[str]) -> int:
        """The papers on the table that have been opened, as bits in the table's order."""
        return sum(1 << place for place, document in enumerate(self.scene.documents) if document in opened)

    def needed(self, choice_id: str, state: State, opened: Collection[str]) -> tuple[str, ...]:
        """The papers still to be opened for a choice to be open: no more than it takes.

        None where it is open already, and where no paper would open it.
        """
        option = self.option_of.get(choice_id)
        if option is None or not self.reads or option not in self.options(state, EVERYTHING_READ):
            return ()
        guard = self.ways[option].guard
        needed = [document for document in papers_in(guard) if document not in opened] if guard else []
        for document in tuple(reversed(needed)):
            fewer = [each for each in needed if each != document]
            if option in self.options(state, self.read({*opened, *fewer})):
                needed = fewer
        return tuple(needed)


class Machine:
    """The finite machine of a case. `Machine.of(case)` makes it once for each case.

    Another `program` over the same scenes is one in which they do something else, as on a route.
    """

    def __init__(self, case: Case, program: Program | None = None) -> None:
        self.case = case
        self.program = program or Program.of(case)
        self.layout = self.program.layout
        self.fields = self.layout.fields
        self.scene_ids = self.layout.scenes
        self.scene_index = self.layout.scene_index
        self.scene_mask = self.layout.scene_mask
        self._codes: list[SceneCode | None] = [None] * len(self.scene_ids)

    @staticmethod
    @lru_cache(maxsize=8)
    def of(case: Case) -> Machine:
        return Machine(case)

    def start(self, chapter: str | None = None) -> State:
        """The state on arriving at the start of the case, or of one chapter played alone.

        Raises `KeyError` if the case has no such chapter.
        """
        return self.program.starts[chapter or ""]

    def options(self, state: State, read: int = EVERYTHING_READ) -> tuple[Option, ...]:
        """The open choices, in the scene's order. Nothing is open at an ending, or where play is stuck."""
        return self.code(state).options(state, read)

    def take(self, state: State, option: Option) -> State:
        """The state on arriving at the next scene after an open choice."""
        return self.code(state).takes[option](state)

    def before_leaving(self, state: State, option: Option) -> State:
        """The state after a choice has changed what it changes, before play arrives at the next scene."""
        return self.layout.after(state, self.code(state).ways[option].effects)

    def code(self, state: State) -> SceneCode:
        """The compiled scene at which a state stands."""
        index = state & self.scene_mask
        return self._codes[index] or self._compile(index)

    def scene(self, state: State) -> Scene:
        """The scene at which a state stands."""
        return self.code(state).scene

    def value(self, state: State, name: str) -> Value:
        """What a variable holds."""
        place = self.fields[name]
        return place.values[state >> place.shift & place.mask]

    def values(self, state: State) -> dict[str, Value]:
        """What every variable of the layout holds."""
        return {name: place.values[state >> place.shift & place.mask] for name, place in self.fields.items()}

    def _compile(self, index: int) -> SceneCode:
        scene = self.program.scenes[index]
        writer = FunctionWriter(self.program, index)
        writer.options()
        writer.variants("variants", scene.text)
        writer.variants("simpler_variants", scene.simpler)
        for option, tests in scene.closed.items():
            writer.reason(option, tests)
        for way in scene.ways:
            writer.take(way)
        made = writer.compiled()
        code = SceneCode(
            scene=self.case.scenes[scene.id],
            choice_ids=scene.options,
            option_of={choice_id: option for option, choice_id in enumerate(scene.options)},
            ways={way.option: way for way in scene.ways},
            reads=any(papers_in(way.guard) for way in scene.ways if way.guard),
            options=made["options"],
            takes={way.option: made[f"take_{way.option}"] for way in scene.ways},
            variants=made["variants"],
            simpler_variants=made["simpler_variants"],
            closed={option: made[f"closed_{option}"] for option in scene.closed},
        )
        self._codes[index] = code
        return code
