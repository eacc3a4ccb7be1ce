"""What a scene shows because of an earlier choice of the player's: told, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from game.case.conditions.syntax import Every, Not, Some, Test, asked_by, evaluator
from game.case.model import Block, Choice, Value
from game.case.prose import BREAK, lines_of, links
from game.immutable import immutable
from game.phrases import counted
from game.play.bridge import is_hers
from game.play.captions import at_the_time

if TYPE_CHECKING:
    from game.play.playthrough import Playthrough
    from game.play.steps import Step

MOST = 3
"""Decisions that are told of one paragraph; the rest are counted."""


@immutable
class Trace:
    """A paragraph or a door that is as it is because of decisions of hers, the latest first.

    `paragraph` is the place of a paragraph among those that show, `door` the id of a choice; the other is
    None. `because` says which decisions: *because in April 1932 you chose: went out with the others*.
    """

    steps: tuple[Step, ...]
    because: str
    paragraph: int | None = None
    door: str | None = None


@lru_cache(maxsize=1)  # a page asks for those of its scene several times while it is drawn
def traces(play: Playthrough, easier: bool = False) -> tuple[Trace, ...]:
    """The traces of the scene at which play stands, first those of its text, in the reading that shows."""
    if (
        play.chapter_over
        or play.passing
        or not any(step.is_decision and not step.passed for step in play.steps)
    ):
        return ()
    return tuple(Tracing(play).found(easier))


class Tracing:
    """Looks through one scene for what reacts to earlier decisions."""

    def __init__(self, play: Playthrough) -> None:
        self.play = play
        self.values: Mapping[str, Value] = play.machine.values(play.state)
        self.program = play.machine.program.scenes[play.machine.scene_index[play.scene.id]]
        self.steps = [each for each in play.at_each_step() if each[1].is_decision and not each[1].passed][
            ::-1
        ]

    def found(self, easier: bool) -> Iterator[Trace]:
        code, state = self.play.code, self.play.state
        blocks, tests, shows = code.scene.text, self.program.text, code.variants(state)
        if easier and (bits := code.simpler_variants(state)):
            blocks, tests, shows = code.scene.simpler, self.program.simpler, bits
        place = 0
        for number, (block, test) in enumerate(zip(blocks, tests, strict=True)):
            if shows >> number & 1 and is_hers(self.play, block.text):
                yield from self.in_block(block, test, place)
                place += how_many(block.text)
        for choice in () if code.scene.ending else code.scene.choices.values():
            steps = self.at_door(choice)
            if steps and not (choice.hidden and self.is_closed(choice)):
                yield Trace(steps, self.because(steps), door=choice.id)

    def in_block(self, block: Block, test: Test | None, place: int) -> Iterator[Trace]:
        """A block that shows in this state is told of at its first paragraph, a link where it stands."""
        shown_for = self.behind(test) if test else ()
        for piece in BREAK.split(block.text.strip()):
            told = [self.last_at(link.target) for link in links(piece) if link.kind in ("choice", "because")]
            steps = in_order((*shown_for, *filter(None, told)))
            if steps:
                yield Trace(steps, self.because(steps), paragraph=place)
            place, shown_for = place + how_many(piece), ()

    def at_door(self, choice: Choice) -> tuple[Step, ...]:
        """The decisions that opened or closed a choice: those behind its reason, if there are any."""
        option = self.play.code.option_of.get(choice.id)
        way = self.play.code.ways.get(option) if option is not None else None
        if way is None or way.guard is None or option is None:
            return ()
        tell = self.play.code.closed.get(option)
        reason = (
            self.program.closed[option][tell(self.play.state)] if tell and self.is_closed(choice) else None
        )
        return (self.behind(reason) if reason else ()) or self.behind(way.guard)

    def is_closed(self, choice: Choice) -> bool:
        return self.play.code.option_of.get(choice.id) not in self.play.open_options()

    def behind(self, test: Test) -> tuple[Step, ...]:
        """The decisions that made a test come out as it does, the latest first."""
        return in_order(step for part in self.deciding(test) for step in self.decisions(part))

    def deciding(self, test: Test) -> Iterator[Test]:
        """The parts without which it would not come out so."""
        match test:
            case Not(part):
                yield from self.deciding(part)
            case Every(parts) | Some(parts):
                # Of those that are joined by "and", one that fails is enough; by "or", one that holds.
                alone = isinstance(test, Some)
                telling = [part for part in parts if self.holds(part) is alone]
                for part in telling or parts:
                    yield from self.deciding(part)
            case _:
                yield test

    def decisions(self, part: Test) -> Iterator[Step]:
        """The last decision behind each thing that a part without parts asks about."""
        for name in asked_by(part):
            kind, _, rest = name.partition(" ")
            step: Step | None = None
            if kind == "has" and rest:
                step = next(
                    (each for _, each in self.steps if rest in self.play.choice_of(each).reveals), None
                )
            elif name in self.play.case.scenes:
                step = self.last_at(name)
            elif not rest:
                step = self.mover(name, part)
            if step is not None:
                yield step

    def last_at(self, scene: str) -> Step | None:
        """Her last decision at a scene, unless she passed it over since."""
        step = self.play.last_at(scene)
        return step if step is not None and step.is_decision and not step.passed else None

    def mover(self, name: str, part: Test) -> Step | None:
        """Her last decision that moved a variable and without which this part would come out otherwise."""
        machine, now = self.play.machine, self.values[name]
        for before, step in self.steps:
            was = machine.value(before.state, name)
            after = machine.value(
                machine.before_leaving(before.state, before.code.option_of[step.choice]), name
            )
            if after == was:
                continue
            counts = isinstance(now, int) and not isinstance(now, bool)
            without = int(now) - (int(after) - int(was)) if counts else was
            if (counts or after == now) and self.holds(part, {name: without}) is not self.holds(part):
                return step
            if not counts:
                return None
        return None

    def holds(self, test: Test, instead: Mapping[str, Value] | None = None) -> bool:
        """Whether a test holds here, or would with other values."""
        names = asked_by(test)
        opened = self.play.notebook.opened
        values = {**self.values, **{f"read {document}": True for document in opened}, **(instead or {})}
        given = [values.get(name, False) for name in names]
        return bool(evaluator(test, {name: at for at, name in enumerate(names)})(given))

    def because(self, steps: tuple[Step, ...]) -> str:
        """Which decisions these are, with their dates."""
        told = [*map(self.told, steps[:MOST])]
        if len(steps) > MOST:
            told.append(f"of {counted(len(steps) - MOST, 'more choice')}")
        return f"because {', and '.join(told)}"

    def told(self, step: Step) -> str:
        choice = self.play.choice_of(step)
        scene = self.play.case.scenes[step.scene]
        return f"{at_the_time(scene.title, scene.date)} you chose: {choice.told or choice.label}"


def in_order(steps: Iterator[Step] | tuple[Step, ...]) -> tuple[Step, ...]:
    """Each step once."""
    return tuple(dict.fromkeys(steps))


def how_many(markdown: str) -> int:
    """The paragraphs of a text."""
    return sum(1 for _ in lines_of(markdown))
