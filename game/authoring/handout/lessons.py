"""The lesson plan: which sheets in which lesson, and how many minutes for what.

Every minute is one that something takes: handing out, reading, asking who made a source, writing, counting.
A lesson keeps to one shape. Each decision is voted on alone and in silence; at least one is argued in pairs
and voted on again before the record is told; and a third of the lesson is the debrief. What does not fit
is not squeezed: it becomes another lesson, or is read at home. What is left over is shared out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from math import ceil
from typing import NamedTuple

from game.authoring.handout.sheets import SHARED, Sheet, Sheets
from game.case import pace

WORDS_A_MINUTE = pace.WORDS_A_MINUTE * 3 // 4
"""How fast a class reads, where its teacher does not say: three quarters of silent reading of plain text,
for sources are read with a pencil, names are looked up, and the vote waits for those who read slowly."""
SLOWEST, FASTEST = 40, 400
MOST_WORDS = 900
"""Words of one lesson beyond which a class does not read sources but skims them."""
USUAL, SHORT = 50, 10
"""Minutes of a lesson, and of one on a single decision within another, where the teacher does not say."""
SHORTEST, LONGEST = 30, 180


class Stage(NamedTuple):
    """A stretch of a lesson: its minutes, the least that it takes, and whether spare ones may go to it."""

    title: str
    what: str
    minutes: int
    grows: bool = False


ONCE = (
    Stage("vote", "Alone and silent, with a written reason.", 2),
    Stage("count", "Collect the cards and count.", 1),
    Stage("reveal", "Show the count. Then what happened, and how sure we are.", 2, grows=True),
)
"""A decision that is voted on once."""
IN_FULL = (
    Stage("first vote", "Alone and silent, with a written reason. Keep the count to yourself.", 2),
    Stage("argue", "Pairs who voted differently. Change one mind, with a line number.", 3, grows=True),
    Stage("second vote", "Alone again. What changed your mind, or did not?", 2),
    Stage("count", "Collect the cards and count both votes.", 1),
    Stage("reveal", "First who changed their minds, and why. Then the record.", 3, grows=True),
)
"""A decision that is argued."""
OPENING = Stage("Opening", "Read the content note aloud. The question. We reconstruct, we play no part.", 3)
LEAVING = Stage("Debrief: leave the role", "Pens down, a breath. You are yourselves again.", 1)
SO_FAR = (
    Stage("Debrief: why", "Sort the sources so far on the board. Which explanation leads?", 5, grows=True),
    Stage(
        "Debrief: historians", "Two views from the key, read aloud. What does each rest on?", 3, grows=True
    ),
)
AT_THE_END = (
    Stage("Debrief: why", "In pairs, sort the sources on the last sheet. What carries most?", 3, grows=True),
    Stage("Debrief: claims", "“What is said of this”: two to a pair. Which source decides?", 2, grows=True),
    Stage("Debrief: historians", "The two on the last sheet. What does each rest on?", 3, grows=True),
)
PARTING = (
    Stage("Debrief: people", "What became of them? Then one question “to discuss”.", 1, grows=True),
    Stage("Exit ticket", "One question, one sentence or two, alone.", 3),
)
"""The debrief begins with leaving the role, and ends with parting."""


def total(stages: Iterable[Stage]) -> int:
    """The minutes of all of them."""
    return sum(stage.minutes for stage in stages)


ARGUED = total(IN_FULL) - total(ONCE)
"""What a decision that is argued takes beyond one that is voted on once."""


class Round(NamedTuple):
    """A sheet with its decision, for a class that reads at this speed.

    `before` are sheets without a decision that are handed out with it. With `at_home` it is read before the
    lesson; `in_full` says that it is argued.
    """

    sheet: Sheet
    speed: int
    before: tuple[Sheet, ...] = ()
    at_home: bool = False
    in_full: bool = False

    @property
    def in_class(self) -> tuple[Sheet, ...]:
        """What is read in the lesson."""
        return self.before if self.at_home else (*self.before, self.sheet)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What is done with it, one after the other, each with the least that it takes."""
        cards = f"{named((*self.before, self.sheet))} and the vote cards."
        if self.at_home:
            cards = f"The vote cards. On the desks lies what was read at home: {self.sheet.name}."
        stages = [Stage("hand out", cards, 1)]
        if self.in_class:
            share = " Share the sources out, two to a pair." if self.sheet.shared_out else ""
            how = f"{named(self.in_class)} and the sources, pencil in hand.{share}"
            stages.append(Stage("read", how, reading(self.in_class, self.speed), grows=True))
        if self.sheet.sources:
            asked = 1 if self.at_home else min(len(self.sheet.sources), SHARED)
            stages.append(Stage("sources", "Who made each, when and why?", asked, grows=True))
        stages += IN_FULL if self.in_full else ONCE
        number = self.sheet.decision.number if self.sheet.decision else 0
        return tuple(stage._replace(title=f"Decision {number}: {stage.title}") for stage in stages)


class PaperLesson(NamedTuple):
    """One lesson, for a class that reads at this speed.

    `before` are sheets without a decision that are best read at home before it; `last` those that follow
    its last decision. `alone` is a lesson on one decision within another: no opening, and no debrief.
    `for_next` are sheets that are taken home for the lesson after it. `without` are parts of the debrief
    for which the sheets hold nothing.
    """

    number: int
    of: int
    minutes: int
    speed: int
    rounds: tuple[Round, ...]
    before: tuple[Sheet, ...] = ()
    last: tuple[Sheet, ...] = ()
    alone: bool = False
    for_next: tuple[Sheet, ...] = ()
    without: Collection[str] = ()

    @property
    def at_home(self) -> tuple[Sheet, ...]:
        """Sheets to be read before the lesson."""
        return (*self.before, *(each.sheet for each in self.rounds if each.at_home))

    @property
    def in_class(self) -> tuple[Sheet, ...]:
        """Sheets to be read in the lesson."""
        return tuple(sheet for each in self.rounds for sheet in each.in_class) if self.rounds else self.last

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What is done when, from the first minute to the last."""
        stages = tuple(stage for each in self.rounds for stage in each.stages)
        if self.alone:
            return stretched(stages, self.minutes)
        opening = OPENING if self.number == 1 else OPENING._replace(what="Where did we stand? The question.")
        debrief = stretched(self.debrief, self.minutes // 3)
        if not self.rounds:
            read = Stage("Read", f"{named(self.last)} and the sources.", reading(self.last, self.speed))
            return (opening, read, *debrief)
        return (*stretched((opening, *stages), self.minutes - total(debrief)), *debrief)

    @property
    def debrief(self) -> tuple[Stage, ...]:
        """The least of each part of the debrief."""
        ended = Stage("Debrief: how it ended", f"Tell it. {named(self.last)} can be read at home.", 1)
        middle = AT_THE_END if self.number == self.of else SO_FAR
        there = (stage for stage in middle if stage.title.split()[-1] not in self.without)
        people, ticket = PARTING
        if self.for_next:
            taken = f"{ticket.what} Whoever hands it in takes {named(self.for_next).lower()} home."
            ticket = ticket._replace(what=taken)
        return (LEAVING, *((ended,) if self.last and self.rounds else ()), *there, people, ticket)


def reading(sheets: Iterable[Sheet], speed: int) -> int:
    """Whole minutes for reading these sheets."""
    return ceil(sum(sheet.words for sheet in sheets) / speed)


def stretched(stages: Sequence[Stage], minutes: int) -> tuple[Stage, ...]:
    """The same stages over so many minutes: what is spare goes to those that grow, in proportion."""
    spare = minutes - total(stages)
    weight = total(stage for stage in stages if stage.grows)
    found = []
    for stage in stages:
        if stage.grows and spare > 0:
            more = round(spare * stage.minutes / weight)
            spare, weight = spare - more, weight - stage.minutes
            stage = stage._replace(minutes=stage.minutes + more)
        found.append(stage)
    return tuple(found)


def named(sheets: Sequence[Sheet]) -> str:
    """Sheets in one phrase: `Sheet 2`, `Sheet 2 and sheet 3`."""
    *first, last = [sheet.name for sheet in sheets] or [""]
    return (f"{', '.join(first)} and {last}" if first else last).capitalize()


def lessons_of(
    sheets: Sheets, minutes: int | None = None, speed: int = WORDS_A_MINUTE, without: Collection[str] = ()
) -> tuple[PaperLesson, ...]:
    """The lessons that these sheets take, each of so many minutes, for a class that reads at this speed.

    Chapters stay whole where they fit, and short ones share a lesson.
    """
    minutes = minutes or (SHORT if sheets.alone else USUAL)
    last = tuple(takewhile(lambda sheet: sheet.decision is None, reversed(sheets.sheets)))[::-1]
    whole = PaperLesson(1, 1, minutes, speed, (), last=last, alone=sheets.alone, without=without)
    debrief = max(minutes // 3, *(total(whole._replace(of=of).debrief) + 1 for of in (1, 2)))
    most = minutes if whole.alone else minutes - OPENING.minutes - debrief
    groups: list[list[Round]] = []
    for _, part in groupby(rounds_of(sheets.sheets, speed), key=lambda each: each.sheet.scene.chapter):
        for group in fitting(list(part), most):
            if groups and least([*groups[-1], *group]) <= most:
                groups[-1] += group
            else:
                groups.append(group)
    found = [whole._replace(rounds=argued(each, most, whole.alone), before=each[0].before) for each in groups]
    found = found or [whole]
    for_next = [*(lesson.at_home for lesson in found[1:]), ()]
    return tuple(
        lesson._replace(
            number=number, of=len(found), last=last if number == len(found) else (), for_next=taken
        )
        for number, (lesson, taken) in enumerate(zip(found, for_next, strict=True), 1)
    )


def rounds_of(sheets: tuple[Sheet, ...], speed: int) -> Iterator[Round]:
    """Every decision, with the sheets without one that come before it."""
    before: list[Sheet] = []
    for sheet in sheets:
        if sheet.decision is None:
            before.append(sheet)
        else:
            yield Round(sheet, speed, tuple(before))
            before = []


def least(rounds: Sequence[Round]) -> int:
    """The least that these decisions take in one lesson: one of them argued, the others voted on once.

    What comes before the first is read at home.
    """
    first = rounds[0]._replace(before=())
    return ARGUED + sum(total(each.stages) for each in (first, *rounds[1:]))


def fitting(rounds: list[Round], most: int) -> list[list[Round]]:
    """A chapter's decisions in as few lessons as they need, as evenly as that can be."""
    fewest = len(filled(rounds, most))
    cuts = (filled(rounds, limit) for limit in range(most + 1))
    return next(cut for cut in cuts if len(cut) == fewest)


def filled(rounds: list[Round], most: int) -> list[list[Round]]:
    """Decisions in order, each in the lesson before it as long as that has so many minutes left."""
    found: list[list[Round]] = []
    for each in rounds:
        if found and least([*found[-1], each]) <= most:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def argued(rounds: list[Round], most: int, alone: bool) -> tuple[Round, ...]:
    """Say which decisions are argued: as many as there is time for, and at least one in a whole lesson.

    First the checkpoints, then decisions in somebody's chair, then those at the archive desk. Where one
    decision alone is too long, it is read at home.
    """
    found = [rounds[0]._replace(before=()), *rounds[1:]]
    spare = most - least(rounds) + ARGUED
    if spare < (0 if alone else ARGUED):
        found = [found[0]._replace(at_home=True)]
        spare = most - total(found[0].stages)
    scenes = [each.sheet.scene for each in found]
    order = sorted((scene.stance == "archive", not scene.checkpoint, at) for at, scene in enumerate(scenes))
    for first, (_, _, at) in enumerate(order):
        if spare >= ARGUED or not (first or alone):
            found[at] = found[at]._replace(in_full=True)
            spare -= ARGUED
    return tuple(found)
