"""The lesson plan: which sheets in which lesson, and how many minutes for what.

A lesson keeps to one shape. Each decision is voted on alone and in silence; at least one is argued in
pairs and voted on again before the record is told; and a third of the lesson is the debrief. What does
not fit is not squeezed: sheets without a decision are read at home, further decisions are voted on once,
and what is still too long becomes another lesson.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from game.authoring.handout.sheets import Sheet
from game.case.pace import WORDS_A_MINUTE

USUAL = 50
"""Minutes of a lesson, where the teacher says nothing else."""
SHORTEST, LONGEST = 30, 180

MANY = 3
"""Sources beyond which they are shared out, not all read by everybody."""
OPENING, PAIRS, VOTE_AGAIN, REVEAL, BRIEF_REVEAL = 3, 4, 2, 4, 2
ONCE = BRIEF_REVEAL
IN_FULL = PAIRS + VOTE_AGAIN + REVEAL
LEAVING, VIEWS, PEOPLE, TICKET = 2, 4, 2, 4
"""Minutes of the debrief beside the sorting of the evidence, which takes the rest of it."""


@dataclass(frozen=True, slots=True)
class Round:
    """A sheet with its decision: the minutes for reading and a vote alone, and whether it is argued.

    `before` are sheets without a decision that come first.
    """

    sheet: Sheet
    alone: int
    before: tuple[Sheet, ...] = ()
    in_full: bool = False

    @property
    def minutes(self) -> int:
        return self.alone + (IN_FULL if self.in_full else ONCE)


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a lesson."""

    start: int
    end: int
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. `last` are the sheets that follow its last decision; only the final lesson has them."""

    number: int
    of: int
    minutes: int
    rounds: tuple[Round, ...]
    last: tuple[Sheet, ...] = ()

    @property
    def at_home(self) -> tuple[Sheet, ...]:
        """Sheets without a decision that are best read before the lesson."""
        return self.rounds[0].before if self.rounds else ()

    @property
    def chapters(self) -> tuple[str, ...]:
        """The chapters it has decisions of."""
        return tuple(dict.fromkeys(each.sheet.chapter for each in self.rounds))

    @property
    def too_long(self) -> int:
        """By how many minutes it is longer than a lesson, where one decision alone does not fit."""
        return max(0, sum(each.minutes for each in self.rounds) - room(self.minutes))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What is done when, from the first minute to the last."""
        found: list[Slot] = []
        at = 0
        for minutes, title, what in self.stretches():
            found.append(Slot(at, at + minutes, title, what))
            at += minutes
        return tuple(found)

    def stretches(self) -> Iterator[tuple[int, str, str]]:
        again = "Where did we stand? " if self.number > 1 else "Read the content note aloud. "
        yield OPENING, "Opening", f"{again}The question. We reconstruct, we do not play a part."
        for each in self.rounds:
            before = each.before if each is not self.rounds[0] else ()
            yield from round_stretches(each, before)
        if not self.rounds:
            minutes = max(2, round(sum(sheet.words for sheet in self.last) / WORDS_A_MINUTE))
            yield minutes, "Read", f"{named(self.last)} and the sources."
        yield from self.debrief()

    @property
    def where(self) -> str:
        """Where the evidence is sorted: the last sheet would tell what is still to come."""
        if self.number == self.of:
            return "In pairs, sort the sources on the last sheet."
        return "Sort the sources so far on the board."

    def debrief(self) -> Iterator[tuple[int, str, str]]:
        rest = debrief_minutes(self.minutes)
        if self.rounds:
            rest = max(rest, self.minutes - OPENING - sum(each.minutes for each in self.rounds))
        read = f" Read {named(self.last).lower()}." if self.last and self.rounds else ""
        yield LEAVING, "Debrief: leave the role", f"Pens down, a breath. You are yourselves again.{read}"
        sorting = rest - LEAVING - VIEWS - PEOPLE - TICKET
        yield sorting, "Debrief: why", f"{self.where} Which explanation carries most?"
        yield VIEWS, "Debrief: historians", "Two views and what each rests on. Which would you test, and how?"
        yield PEOPLE, "Debrief: people", "Who they were and what became of them. What was made too simple?"
        yield TICKET, "Exit ticket", "One question, one sentence or two, alone."


def round_stretches(each: Round, before: tuple[Sheet, ...]) -> Iterator[tuple[int, str, str]]:
    decision = each.sheet.decision
    assert decision is not None
    name = f"Decision {decision.number}"
    sheets = named((*before, each.sheet))
    if each.in_full:
        vote = 2 if each.alone > 3 else 1
        yield each.alone - vote, f"{name}: read", f"{sheets} and the sources. {sharing(each.sheet)}"
        yield vote, f"{name}: first vote", "Alone and silent, with a reason. Keep the count to yourself."
        yield PAIRS, f"{name}: argue", "Pairs who voted differently. Change one mind, with a line number."
        yield VOTE_AGAIN, f"{name}: second vote", "Alone again. Collect the cards and count both votes."
        yield REVEAL, f"{name}: reveal", "First who changed their minds, and why. Then the record."
    else:
        yield each.alone, f"{name}: read, vote", f"{sheets}. One vote, alone and silent, with a reason."
        yield BRIEF_REVEAL, f"{name}: reveal", "Show the count. Then what happened, and how sure we are."


def sharing(sheet: Sheet) -> str:
    if len(sheet.sources) > MANY:
        return "Share the sources out, two to a pair."
    return "Who made each, when and why?"


def named(sheets: tuple[Sheet, ...]) -> str:
    """Sheets by their numbers: `Sheet 2`, `Sheets 2 and 3`."""
    numbers = [str(sheet.number) for sheet in sheets]
    if len(numbers) == 1:
        return f"Sheet {numbers[0]}"
    return f"Sheets {', '.join(numbers[:-1])} and {numbers[-1]}"


def room(minutes: int) -> int:
    """The minutes of a lesson for its decisions."""
    return minutes - OPENING - debrief_minutes(minutes)


def debrief_minutes(minutes: int) -> int:
    """A third of the lesson."""
    return max(minutes // 3, LEAVING + VIEWS + PEOPLE + TICKET)


def lessons_of(
    sheets: tuple[Sheet, ...], minutes: Mapping[str, int], lesson: int = USUAL
) -> tuple[Lesson, ...]:
    """The lessons that these sheets take.

    `minutes` says of each chapter how long its author means it to take, by id; `lesson` how long a lesson
    is. Chapters stay whole where they fit, and short ones share a lesson.
    """
    most = room(lesson)
    groups: list[list[Round]] = []
    for _, part in groupby(rounds_of(sheets, minutes), key=lambda each: each.sheet.chapter):
        for group in fitting(list(part), most):
            if groups and least([*groups[-1], *group]) <= most:
                groups[-1] += group
            else:
                groups.append(group)
    last = tuple(takewhile(lambda sheet: sheet.decision is None, reversed(sheets)))[::-1]
    if not groups:
        return (Lesson(1, 1, lesson, (), last),)
    return tuple(
        Lesson(number, len(groups), lesson, argued(group, most), last if number == len(groups) else ())
        for number, group in enumerate(groups, 1)
    )


def rounds_of(sheets: tuple[Sheet, ...], minutes: Mapping[str, int]) -> Iterator[Round]:
    """Every decision, with its share of its chapter's minutes, or what its words take if that is more."""
    words: Counter[str] = Counter()
    for sheet in sheets:
        words[sheet.chapter] += sheet.words
    before: list[Sheet] = []
    for sheet in sheets:
        if sheet.decision is None:
            before.append(sheet)
            continue
        share = minutes.get(sheet.chapter, 0) * sheet.words / max(words[sheet.chapter], 1)
        # Whole minutes begun do not count: rounded up, four decisions would cost a lesson two of its minutes.
        alone = int(max(share, sheet.words / WORDS_A_MINUTE + 1))
        yield Round(sheet, max(2, alone), tuple(before))
        before = []


def least(rounds: Iterable[Round]) -> int:
    """The least that these decisions take: one of them argued, the others voted on once."""
    return sum(each.alone + ONCE for each in rounds) + IN_FULL - ONCE


def fitting(rounds: list[Round], most: int) -> Iterator[list[Round]]:
    """A chapter's decisions in as few lessons as they need, about equally long."""
    parts = 1
    while parts < len(rounds) and any(least(part) > most for part in split(rounds, parts)):
        parts += 1
    yield from (part for part in split(rounds, parts) if part)


def split(rounds: list[Round], parts: int) -> Iterator[list[Round]]:
    """Cut a list into so many pieces of about the same number."""
    size, more = divmod(len(rounds), parts)
    at = 0
    for part in range(parts):
        end = at + size + (part < more)
        yield rounds[at:end]
        at = end


def argued(rounds: list[Round], most: int) -> tuple[Round, ...]:
    """Say which decisions are argued: as many as there is time for, and at least one.

    First the checkpoints, then decisions in somebody's chair, then those at the archive desk.
    """
    order = sorted(range(len(rounds)), key=lambda place: rank(rounds[place].sheet))
    spare = most - least(rounds)
    in_full = {order[0]}
    for place in order[1:]:
        if spare >= IN_FULL - ONCE:
            in_full.add(place)
            spare -= IN_FULL - ONCE
    return tuple(replace(each, in_full=place in in_full) for place, each in enumerate(rounds))


def rank(sheet: Sheet) -> tuple[bool, bool]:
    scene = sheet.told[-1].scene
    return scene.stance == "archive", not scene.checkpoint
