"""`TurnedSheet`: the calm page at a chapter's end, on which her line lies beside the record.

It is derived by replaying, as everything is, and knows no screen: both faces and the exports draw it. What it
tells undoes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from game.case.model import Certainty, Scene
from game.immutable import immutable
from game.phrases import enumerated
from game.play.debrief.debrief import Comparison, Relation, briefly, comparisons
from game.play.debrief.hunch import hunch_is_open, hunch_now
from game.play.moment import Gauge, draws_gauges, gauges_at
from game.play.playthrough import Playthrough
from game.play.program import State


class SheetRow(NamedTuple):
    """A decision: what she did there, each time, and what happened, as far as that is known.

    `courses` are the clauses that the author wrote for them, or the words that she saw where these have
    changed since; where she `passed` over the scene, the one that the line went by. At the archive desk
    `happened` is what specialists answer, and may be empty.
    """

    scene: Scene
    courses: tuple[str, ...]
    passed: bool
    happened: str
    certainty: Certainty | None
    relation: Relation

    @property
    def date(self) -> str:
        """When it was decided; "" at the archive desk, where it is always today."""
        return "" if self.relation == "archive" else self.scene.date

    @property
    def met(self) -> bool:
        """Whether what happened is no other course than hers."""
        return self.relation == "archive" or (self.relation == "same" and not self.passed)


class Moved(NamedTuple):
    """A gauge with where it stood as the chapter began, and in words what moved it."""

    gauge: Gauge
    by: str


@immutable
class TurnedSheet:
    """What a chapter came to.

    `still` says that its gauges stand where they stood; `question` is the one that stays open. `asks_hunch`
    says that her hunch is still open, and `hunch` what it is.
    """

    chapter: str
    title: str
    rows: tuple[SheetRow, ...]
    moved: tuple[Moved, ...]
    still: bool
    question: str
    hunch: str
    asks_hunch: bool

    @classmethod
    def of(cls, play: Playthrough) -> TurnedSheet | None:
        """The sheet that is turned where play stands; None where no chapter ends.

        Nor is one where the player decided nothing, or where nothing could be told of it.
        """
        if not play.turns_sheet:
            return None
        begun = beginning(play)
        hers = [each for each in comparisons(play) if each.step.is_decision]
        found = tuple(rows(hers[len(begun.decisions) :]))
        chapter = play.case.chapter(begun.scene.chapter)
        drawn, movements = gauges_in(play, begun)
        asks_hunch = hunch_is_open(play)
        says = any(row.happened for row in found) or movements or asks_hunch
        if not found or not (says or (chapter and chapter.question)):
            return None
        return cls(
            chapter=chapter.id if chapter else "",
            title=chapter.title if chapter else play.case.title,
            rows=found,
            moved=movements,
            still=drawn and not movements,
            question=chapter.question if chapter else "",
            hunch=hunch_now(play) if asks_hunch else "",
            asks_hunch=asks_hunch,
        )


def sheets(play: Playthrough) -> Iterator[TurnedSheet]:
    """Every sheet that was turned on this path, in order."""
    line = [after for after, _ in play.at_each_step()][1:]
    for after in (*line, play):
        found = TurnedSheet.of(after.with_notebook(play.notebook))
        if found is not None:
            yield found


def last_turned(play: Playthrough) -> Playthrough | None:
    """Where the last sheet was turned, with the notebook as it is now; None before the first."""
    at: Playthrough | None = play
    while at is not None and TurnedSheet.of(at) is None:
        at = at.parent
    return at.with_notebook(play.notebook) if at is not None else None


def beginning(play: Playthrough) -> Playthrough:
    """Where the chapter began that has ended with the last step."""
    at = play.stop_before or play
    while at.parent is not None and at.parent.scene.chapter == at.scene.chapter:
        at = at.parent
    return at


def last_row(play: Playthrough) -> SheetRow | None:
    """The last decision alone; None where the last step was none, or where nothing is told of it."""
    if play.last is None or not play.last.is_decision:
        return None
    *_, row = rows(list(comparisons(play))[-1:])
    return row if row.happened else None


def rows(decisions: Iterable[Comparison]) -> Iterator[SheetRow]:
    """The decisions in order; what was decided at one scene time after time is one row."""
    by_scene: dict[str, list[Comparison]] = {}
    for each in decisions:
        by_scene.setdefault(each.scene.id, []).append(each)
    for times in by_scene.values():
        last, record, happened = times[-1], times[-1].record, ""
        if record:
            happened = record.in_short if last.relation == "archive" else briefly(record)
        yield SheetRow(
            last.scene,
            tuple(dict.fromkeys(each.step.said or each.choice.told or each.choice.label for each in times)),
            last.step.passed,
            happened,
            record.certainty if record and happened else None,
            last.relation,
        )


class Shift(NamedTuple):
    """A piece of the way from one state to the next: what was `decided` at a scene, or arriving there."""

    before: State
    after: State
    scene: Scene
    decided: bool


def gauges_in(play: Playthrough, begun: Playthrough) -> tuple[bool, tuple[Moved, ...]]:
    """Whether the chapter from `begun` on draws gauges, and those of them that moved in it."""
    way = tuple(shifts(play, begun))
    if not any(draws_gauges(play.case, shift.scene) for shift in way):
        return False, ()
    gauges = gauges_at(play, way[-1].after, way[0].before)
    found = ((gauge, what_moved(play, gauge.variable.id, way)) for gauge in gauges)
    return bool(gauges), tuple(Moved(gauge, by) for gauge, by in found if by)


def shifts(play: Playthrough, begun: Playthrough) -> Iterator[Shift]:
    """The chapter state by state; arriving at the scene of another one belongs to that one."""
    way = [*(before for before, _ in play.at_each_step()), play][begun.depth :]
    stops = list(takewhile(lambda stop: stop.scene.chapter == begun.scene.chapter, way[:-1]))
    state = state_left(begun)
    for stop, after in zip(stops, way[1:], strict=False):
        yield Shift(state, stop.state, stop.scene, decided=False)
        state = state_left(after)
        yield Shift(stop.state, state, stop.scene, decided=True)
    if play.ended and play.scene.chapter == begun.scene.chapter:
        yield Shift(state, play.state, play.scene, decided=False)


def state_left(play: Playthrough) -> State:
    """The state that the last step left, before arriving changed anything; at the start, the first one."""
    before, step = play.parent, play.last
    if before is None or step is None:
        return play.state
    return play.machine.before_leaving(before.state, before.code.option_of[step.choice])


def what_moved(play: Playthrough, gauge: str, way: Iterable[Shift]) -> str:
    """What moved a gauge: `lowered at “The vote” and as “The winter” began; raised at “The fair”`."""
    found: dict[str, list[str]] = {}
    for shift in way:
        before, after = (int(play.machine.value(state, gauge)) for state in (shift.before, shift.after))
        title = shift.scene.title.rstrip(".")
        words = f"at “{title}”" if shift.decided else f"as “{title}” began"
        ways = found.setdefault("lowered" if after < before else "raised", []) if after != before else [words]
        if words not in ways:
            ways.append(words)
    return "; ".join(f"{verb} {enumerated(ways, 'and')}" for verb, ways in found.items())
