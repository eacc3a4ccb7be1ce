"""`Report`: the debrief as parts made of blocks, which every face draws.

First the core, in the order in which a lesson needs it: leave the role; where her line left the record; what
she trusted, against the best evidence; a historian against her; two lives; a plan of her own. Then the
library of the case, with everything else. A part that the case or the path has nothing for is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Literal, get_args

from game.case.node import SourceId
from game.case.prose import plain
from game.immutable import immutable
from game.phrases import counted, number
from game.play.captions import author_and_date, said_by
from game.play.debrief.core import MOST_PLACES, Core, ShownBy, Trusted
from game.play.debrief.debrief import Debrief, first_sentences, works
from game.play.debrief.evidence import WeighedPaper
from game.play.report.document import Block, Fact, Heading, Shown, Words, fact, plain_fact, prose, quiet, text
from game.play.report.library import LibraryPages
from game.play.report.plan import LINES, plan_blocks
from game.play.report.record import (
    Citing,
    References,
    first_and_last,
    historian_entry,
    opened_paper,
    person_entry,
    place_entry,
    unopened_paper,
    works_of,
)

TRUSTED: dict[ShownBy, str] = {
    "answer": "Your last word puts this first.",
    "papers": "The papers that you weighed or leaned on speak most for this.",
    "hunch": "This was your hunch; you have put nothing else first since.",
}
"""How she showed which explanation she trusts most."""
NOTHING_FIRST = (
    "You have put no explanation before the others yet. Say of papers that you opened what each does for "
    "one; then the best evidence against it stands here."
)
ONE_CHANGE = (
    "Where your line leaves the record we change one thing and follow it one or two steps. Further than that "
    "nobody can see. Being close to what happened is not the same as reasoning well."
)
ANSWER_IT = "What in your papers answers this, and how far? To doubt you is not to be right."
QUOTED = 330
"""Letters of a paper that are given as what speaks against an explanation."""


class CorePages:
    """The parts of the core.

    `opens` says whether rows open in this face, `how` how the lines of the plan are written, and `cite` how
    works are named.
    """

    def __init__(self, debrief: Debrief, opens: bool, how: dict[str, str], cite: Citing) -> None:
        self.debrief, self.opens, self.how, self.cite = debrief, opens, how, cite
        self.case, self.core = debrief.play.case, Core.of(debrief)

    def asked(self, question: str) -> Words:
        """A question to think about, with a line to write on where a pen does it."""
        return quiet(question) if self.how else replace(quiet(question), tone="blank")

    def role(self) -> Iterator[Block]:
        leaving = self.debrief.leaving
        yield Heading(leaving.title, 3)
        yield from map(text, leaving.words)
        decisions, papers = counted(leaving.decisions, "decision"), counted(leaving.papers, "paper")
        yield quiet(f"You took {decisions} and opened {papers}.")

    def places(self) -> Iterator[Block]:
        """Where her line left the record, at most five times, and what it would have taken."""
        places = self.core.places
        yield from (text(" ".join(words)) for words in [self.debrief.path_in_words] if words)
        if self.core.parted > len(places):
            yield quiet(
                f"Here are the {number(MOST_PLACES)} that changed most of what came after, first one of each "
                "chapter. The others stand in your path, in the library."
            )
        if places:
            yield quiet(ONE_CHANGE)
        for place in places:
            each = self.debrief.path[place]
            more = (replace(quiet("The whole record of this decision"), key=f"step:{place}"),)
            sources = self.cite(each.record.sources if each.record else ())
            yield place_entry(each, more if self.opens else (), () if self.opens else sources)
        yield from map(self.asked, filter(None, [self.debrief.path_question]))

    def trusted(self) -> Iterator[Block]:
        """The explanation that she trusts most beside the best against it, and how she came to it."""
        trusted = self.core.trusted
        if trusted:
            yield Heading(trusted.weighed.cause.title, 3, TRUSTED[trusted.by])
            yield from prose(trusted.weighed.cause.summary)
            yield quiet(f"Of the papers: {trusted.weighed.in_words}.")
            yield from against(trusted)
        else:
            yield quiet(NOTHING_FIRST)
        if self.debrief.first_and_last:
            yield from first_and_last(self.debrief.first_and_last)

    def opponent(self) -> Iterator[Block]:
        """One historian who doubts what she trusts most."""
        opponent, trusted = self.core.opponent, self.core.trusted
        if opponent and trusted:
            hers = trusted.weighed.cause
            does = "doubts" if hers.id in opponent.causes else "explains it without"
            yield quiet(f"{opponent.who} {does} “{hers.title}”.")
            yield historian_entry(opponent, self.cite(opponent.sources))
            yield self.asked(ANSWER_IT)

    def lives(self) -> Iterator[Block]:
        """Two people whom she met, and what became of them."""
        yield from map(person_entry, self.core.lives)
        more = len(self.debrief.people) - len(self.core.lives)
        if more > 0:
            met = counted(more, "other person") if more == 1 else f"{number(more)} other people"
            yield quiet(f"What became of {met} whom you met is told in the library of the case.")

    def plan(self) -> Iterator[Block]:
        yield quiet("Made of what you gathered and wrote.")
        yield from plan_blocks(self.debrief.plan, self.debrief.play, self.how)


def against(trusted: Trusted) -> Iterator[Block]:
    """The best papers against an explanation, opened and not, and the test by which it fares badly."""
    yield from best(trusted.opened, True)
    yield from best(trusted.unopened, False)
    if not trusted.opened and not trusted.unopened:
        yield quiet("No paper that you could open speaks against it. What would such a paper have to say?")
    hard = next((each for each in trusted.weighed.tests if each.finding.fares == "badly"), None)
    if hard:
        yield from fact(f"Fares badly: {hard.test.title.lower()}", hard.finding.says)


def best(paper: WeighedPaper | None, opened: bool) -> Iterator[Fact]:
    """One paper, and the beginning of what it says in its own words, or in ours."""
    if paper is None:
        return
    document = paper.document
    title = opened_paper(paper, author_and_date(document)) if opened else unopened_paper(document)
    words = [replace(title, paragraph=replace(title.paragraph, item=False))]
    for said in islice(said_by(document), 1):
        words += [quiet(said.whose), text(first_sentences(plain(said.text), QUOTED))]
    does = "Against" if paper.bearing == "undermines" else "Complicates"
    yield Fact(f"{does}, {'opened' if opened else 'unopened'}", tuple(words))


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


@immutable
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
