"""`Report`: the debrief as parts made of blocks, which every face draws.

First the core, in the order in which a lesson needs it: leave the role; where her line left the record; what
she trusted, against the best evidence; a historian against her; two lives; a plan of her own. Then the
library of the case, with everything else. A part that the case or the path has nothing for is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

from game.case.node import SourceId
from game.play.debrief.debrief import Debrief, works
from game.play.report.core import CorePages
from game.play.report.document import Block, Fact, Shown, plain_fact
from game.play.report.library import LibraryPages
from game.play.report.plan import LINES
from game.play.report.record import References, works_of

Telling = Literal["opened", "read", "handed_in"]
"""How a face tells it: in lists whose rows open, read out from beginning to end, or as a text to hand in."""
Leavable = Literal["transcript", "record", "claims", "people"]
"""What the appendix of a text to hand in can be left without."""
LEAVABLE: tuple[Leavable, ...] = get_args(Leavable)
Write = Callable[[], Iterator[Shown]]
Planned = tuple[object, str, str, str, Write]
"""A part, and before it whether there is anything in it."""
LIBRARY = "The library of the case"
HOW: dict[Telling, dict[str, str]] = {
    "opened": dict.fromkeys(LINES, "Enter writes it"),
    "read": {line: f"type {line} and your sentence" for line in LINES},
    "handed_in": {},
}
"""How each line of the plan is written down."""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One part: its title, a shorter one, and its blocks, which are made when they are asked for.

    Parts of the `library` lie beside the core, which everybody reads.
    """

    key: str
    title: str
    short: str
    write: Write
    library: bool = False

    @property
    def blocks(self) -> tuple[Shown, ...]:
        """What stands under the title."""
        return tuple(self.write())

    @property
    def read_on(self) -> tuple[Block, ...]:
        """The same for a face in which nothing opens."""
        return tuple(block for block in self.write() if isinstance(block, Block))


class Report:
    """A debrief, told in one way.

    A text to hand in has the library only if that `is_whole`; `without` names what it leaves out of it.
    """

    def __init__(
        self,
        debrief: Debrief,
        telling: Telling = "read",
        without: Collection[Leavable] = (),
        is_whole: bool = True,
    ) -> None:
        self.debrief = replace(debrief, claims=()) if "claims" in without else debrief
        self.telling, self.without, self.is_whole = telling, without, is_whole

    @cached_property
    def core(self) -> CorePages:
        cite = self.cited if self.telling == "handed_in" else lambda _: ()
        return CorePages(self.debrief, self.telling == "opened", HOW[self.telling], cite)

    @cached_property
    def library(self) -> LibraryPages:
        return LibraryPages(self.debrief, self.telling == "opened", self.telling != "handed_in", self.cited)

    @cached_property
    def references(self) -> References:
        """The works that a text to hand in lists at its end."""
        case, core = self.debrief.play.case, self.core.core
        named = [each.sources for each in case.historians.values()] if self.is_whole else []
        named += [each.record.sources for each in self.debrief.happened] if self.is_whole else []
        named += [core.opponent.sources] if core.opponent else []
        at_places = (self.debrief.path[place].record for place in core.places)
        named += [record.sources for record in at_places if record]

        return References(source for sources in named for source in works(case, sources))

    def cited(self, sources: Iterable[SourceId]) -> tuple[Fact, ...]:
        """The works that something rests on: in short where they are listed at the end, else in full."""
        found = works(self.debrief.play.case, sources)
        return (
            plain_fact("Sources", self.references.cited(found))
            if self.telling == "handed_in"
            else works_of(found)
        )

    @cached_property
    def parts(self) -> tuple[ReportPart, ...]:
        """Every part that has something in it, those of the core first."""
        told, without, core, rest = self.debrief, self.without, self.core, self.library
        hers = (each.relation for each in told.path if not each.step.passed)
        recorded = not {"same", "parted"}.isdisjoint(hers)
        trusts = told.play.case.causes or told.first_and_last
        parts: tuple[Planned, ...] = (
            (True, "role", "Leave the role", "Role", core.role),
            (recorded, "places", "Where you parted", "Parted", core.places),
            (trusts, "trusted", "What you trusted", "Trusted", core.trusted),
            (core.core.opponent, "opponent", "Against you", "Against", core.opponent),
            (core.core.lives, "lives", "Two lives", "Lives", core.lives),
            (True, "plan", "Your plan", "Plan", core.plan),
        )
        happened = told.happened and "record" not in without
        differ = told.nearest or told.claims or told.disputes or told.play.case.historians
        people = (told.people or told.composites) and "people" not in without
        shelves: tuple[Planned, ...] = (
            (happened, "points", "What happened", "What happened", rest.points),
            (told.why, "causes", "Why", "Why", rest.causes),
            (differ, "historians", "Historians", "Historians", rest.historians),
            (told.path, "path", "Your path", "Your path", rest.path),
            (people, "people", "People", "People", rest.people),
            (told.simplified, "simplified", "What we simplified", "Simplified", rest.simplified),
        )
        return tuple(
            ReportPart(key, title, short, write, library)
            for library, planned in ((False, parts), (True, shelves if self.is_whole else ()))
            for there, key, title, short, write in planned
            if there
        )
