"""`Report`: the debrief as parts made of blocks, which every face draws.

Its parts come in the order in which a lesson needs them: leave the role; what happened; why; how historians
differ; the path beside the record; the people; what the game made too simple; a plan of the player's own. A
part that the case or the path has nothing for is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeVar, get_args

from game.case.model import Scene, Verdict, Weight
from game.case.prose import Paragraph, Span, plain
from game.play.captions import place_and_date, with_commas
from game.play.debrief.debrief import (
    VERDICTS,
    Comparison,
    Debrief,
    MarkedClaim,
    Point,
    Relation,
    briefly,
    works,
)
from game.play.debrief.evidence import Tested, Weighed
from game.play.debrief.hunch import FirstAndLast
from game.play.numbers import counted
from game.play.report.citations import References
from game.play.report.document import (
    Bar,
    Block,
    Chart,
    Entry,
    Fact,
    Grid,
    GridColumn,
    GridRow,
    Heading,
    Shown,
    Sign,
    Words,
    as_typed,
    by_hand,
    fact,
    item,
    labelled,
    plain_fact,
    prose,
    quiet,
    strong,
    text,
)
from game.play.report.plan import LINES, plan_blocks, some
from game.play.report.record import (
    NOT_ON_PATH,
    historian_entry,
    how_sure,
    opened_paper,
    paper_item,
    person_entry,
    person_item,
    point_entry,
    point_in_short,
    record_page,
    sureness,
    unopened_paper,
    view_entry,
    where_and_when,
    works_of,
)

Placed = TypeVar("Placed")
PageOf = Callable[[str], Iterator[Block]]
Telling = Literal["opened", "read", "handed_in"]
"""How a face tells it: in lists whose rows open, read out from beginning to end, or as a text to hand in."""
Leavable = Literal["transcript", "record", "claims", "people"]
"""What a text to hand in can be left without."""
LEAVABLE: tuple[Leavable, ...] = get_args(Leavable)
MARKS: tuple[Verdict, ...] = get_args(Verdict)
"""The marks that can be set on a claim, in the order of their digits."""
OTHER_CLAIMS = "fold:claims"
"""The row under which the claims are folded away that she did not meet."""
RELATIONS: dict[Relation, str] = {
    "same": "As in the record.",
    "parted": "Here your line leaves the record.",
    "archive": "At the archive desk: a reading of the papers, with nothing to match.",
    "unrecorded": "The record names no course here.",
}
SIGNS: dict[Relation, Sign] = {"same": "same", "parted": "parted", "archive": "", "unrecorded": ""}
OTHERWISE: dict[Relation, str] = {
    "same": "About this course",
    "parted": "Where yours might have led",
    "archive": "What a specialist would say",
    "unrecorded": "Where yours might have led",
}
"""What stands above a choice's `otherwise`."""
STANDINGS: dict[Weight, str] = {"first": "Put first by", "part": "Given a part by", "doubts": "Doubted by"}
POINTS = (GridColumn(share=29), GridColumn(share=71), GridColumn())
PATH = (
    GridColumn("The decision", share=27),
    GridColumn("You", "you", 33),
    GridColumn("What happened", "record", 40),
    GridColumn("How sure we are", "how sure"),
)
MOST_POINTS = 4
"""Points whose every view is told with an explanation; where there are more, their historians are named."""
HOW: dict[Telling, dict[str, str]] = {
    "opened": dict.fromkeys(LINES, "Enter writes it"),
    "read": {line: f"type {line} and your sentence" for line in LINES},
    "handed_in": {},
}
"""How each line of the plan is written down."""
NO_REASON = "No reason given."
FIRST_YOURS = "Mark it in your own pencil first; then you see ours and why."
LOOK_AT_BOTH = "Being close to what happened is not the same as reasoning well. Look at both."
NO_PRAISE = "To stand near a historian is not to be right. Read the case against first."


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One part: its title, a shorter one, and its blocks, which are made when they are asked for.

    Parts of the `library` lie beside what everybody reads.
    """

    key: str
    title: str
    short: str
    write: Callable[[], Iterator[Shown]]
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
    """A debrief, told in one way; `without` names what a text to hand in leaves out."""

    def __init__(
        self, debrief: Debrief, telling: Telling = "read", without: Collection[Leavable] = ()
    ) -> None:
        self.debrief = replace(debrief, claims=()) if "claims" in without else debrief
        self.telling, self.without = telling, without
        self.case = debrief.play.case

    @cached_property
    def references(self) -> References:
        """The works that a text to hand in lists at its end."""
        return References(source for point in self.debrief.happened for source in point.sources)

    @cached_property
    def parts(self) -> tuple[ReportPart, ...]:
        """Every part that has something in it."""
        told, without = self.debrief, self.without
        people = told.people or told.composites
        differ = told.nearest or told.claims or (told.disputes and self.telling != "handed_in")
        parts = (
            (True, ReportPart("role", "Leave the role", "Role", self.role)),
            (
                told.happened and "record" not in without,
                ReportPart("points", "What happened", "What happened", self.points),
            ),
            (told.why, ReportPart("causes", "Why", "Why", self.causes)),
            (differ, ReportPart("historians", "Historians", "Historians", self.historians)),
            (told.path or told.first_and_last, ReportPart("path", "Your path", "Your path", self.path)),
            (people and "people" not in without, ReportPart("people", "People", "People", self.people)),
            (told.simplified, ReportPart("simplified", "What we simplified", "Simplified", self.simplified)),
            (True, ReportPart("plan", "Your plan", "Plan", self.plan)),
        )
        return tuple(part for there, part in parts if there)

    @property
    def opens(self) -> bool:
        return self.telling == "opened"

    def lead(self, title: str, note: str) -> Iterator[Block]:
        """What a part is about; read on it needs no heading beside its title."""
        yield Heading(title, 3, note) if self.opens else quiet(note)

    def by_chapter(self, things: Iterable[tuple[Scene, Placed]]) -> Iterator[Placed | Heading]:
        """Things with the chapter of their scene above its first, where lists open and there are several."""
        found = list(things)
        several = self.opens and len({scene.chapter for scene, _ in found}) > 1
        before = ""
        for scene, thing in found:
            chapter = self.case.chapter(scene.chapter)
            if several and chapter and scene.chapter != before:
                yield Heading(chapter.title, 4)
            before = scene.chapter
            yield thing

    # --- out of the role, and what happened -------------------------------------------------------------

    def role(self) -> Iterator[Block]:
        leaving = self.debrief.leaving
        yield Heading(leaving.title, 3)
        yield from map(text, leaving.words)
        decisions, papers = counted(leaving.decisions, "decision"), counted(leaving.papers, "paper")
        yield quiet(f"You took {decisions} and opened {papers}.")

    def points(self) -> Iterator[Shown]:
        yield from self.lead("What really happened", "The record, point by point. Each says how sure we are.")
        points = self.debrief.happened
        if self.opens:
            rows = ((point.scene, point_row(point)) for point in points)
            yield Grid(tuple(self.by_chapter(rows)), POINTS)
        elif self.telling == "handed_in":
            yield from (point_in_short(point, self.references) for point in points)
        else:
            yield from (point_entry(point, None) for point in points)

    def point_page(self, scene_id: str, views_first: bool = False) -> Iterator[Block]:
        """The whole record of a point; of a dispute with its sides first."""
        point = next(point for point in self.debrief.happened if point.scene.id == scene_id)
        yield Heading(point.scene.title, 3, where_and_when(point))
        yield from record_page(point, self.views_at(point.scene), views_first)

    def views_at(self, scene: Scene) -> tuple[Entry, ...]:
        views = scene.record.views if scene.record else ()
        return tuple(view_entry(view, works(self.case, view.sources)) for view in views)

    # --- why --------------------------------------------------------------------------------------------

    def causes(self) -> Iterator[Shown]:
        why, tests = self.debrief.why, self.case.tests.values()
        asked = tuple(each for test in tests for each in fact(test.title, test.ask))
        tested = (Entry("What each is asked", facts=asked),) if asked else ()
        if not self.opens:
            yield from (*tested, *(self.cause_entry(weighed) for weighed in why))
            return
        title = f"{counted(len(why), 'explanation').capitalize()}, and what you gathered for each"
        yield Heading(
            title,
            3,
            "One block is one paper, in pencil where you weighed it yourself. Many blocks are not proof: ask "
            "what each paper is worth.",
        )
        yield Chart(tuple(self.bar(weighed) for weighed in why))
        yield from tested

    def bar(self, weighed: Weighed) -> Bar:
        papers = tuple((paper.bearing, paper.by_player) for paper in weighed.papers)
        words = (quiet(weighed.in_words), *([text(weighed.tests_in_words)] if weighed.tests_in_words else []))
        return Bar(f"cause:{weighed.cause.id}", weighed.cause.title, papers, len(weighed.unopened), words)

    def cause_entry(self, weighed: Weighed) -> Entry:
        """One explanation: her papers, how it fares by the tests, and who argues for it.

        Only where it is not handed in what she has not opened is named, and where it comes up.
        """
        more: tuple[Fact, ...] = ()
        if self.telling != "handed_in":
            unopened = map(unopened_paper, weighed.unopened)
            more = (
                *labelled("Not opened", unopened if self.opens else some(unopened)),
                *labelled("It bears on", some(item(scene.title) for scene in weighed.points)),
            )
        return Entry(
            weighed.cause.title,
            weighed.in_words,
            (
                *fact("What it says", weighed.cause.summary),
                *by_tests(weighed.tests),
                *standings(weighed, STANDINGS),
                *labelled("Papers you opened", map(opened_paper, weighed.papers)),
                *more,
            ),
        )

    def cause_page(self, cause_id: str) -> Iterator[Block]:
        """An explanation with her papers on it, then every historian on it, point by point."""
        weighed = self.weighed(cause_id)
        yield Heading(weighed.cause.title, 3, weighed.in_words)
        yield from self.cause_entry(weighed).facts
        points = [scene for scene in weighed.points if scene.record and scene.record.views]
        if not points:
            return
        many = len(points) > MOST_POINTS
        note = "What each argues, and on what evidence, stands in the next part." if many else ""
        yield Heading("How historians see it", 3, note, anchor="views")
        told: set[Entry] = set()
        for scene in points:
            if many:
                yield from plain_fact(scene.title, "; ".join(view.title for view in self.views_at(scene)))
                continue
            views = [view for view in self.views_at(scene) if view not in told]
            told.update(views)
            if views:
                yield Heading(f"On {scene.title}", 4)
                yield from views

    def cause_beside(self, cause_id: str) -> Iterator[Block]:
        """How historians weigh an explanation, in short."""
        weighed = self.weighed(cause_id)
        yield Heading(weighed.cause.title, 3, "How historians weigh it")
        yield from by_tests(weighed.tests) or prose(weighed.cause.summary)
        named = standings(weighed, {"first": "first", "part": "a part", "doubts": "doubts"})
        yield from (Entry("", facts=named),) if named else map(view_entry, weighed.views)

    def weighed(self, cause_id: str) -> Weighed:
        return next(weighed for weighed in self.debrief.why if weighed.cause.id == cause_id)

    # --- historians and claims --------------------------------------------------------------------------

    def historians(self) -> Iterator[Shown]:
        near, disputes = self.debrief.nearest, self.debrief.disputes
        if near:
            yield Heading("Nearest to your weighing", 3)
            yield text(" ".join(near.words))
            if near.historian:
                yield quiet(NO_PRAISE)
                sources = works(self.case, near.historian.sources) if self.opens else ()
                yield historian_entry(near.historian, sources)
        if self.opens and disputes:
            yield Heading(
                "Where historians differ", 3, "Who argues what, on what evidence, and what speaks against it."
            )
            rows = ((each.scene, dispute_row(each)) for each in disputes)
            yield Grid(tuple(self.by_chapter(rows)))
        elif self.telling == "read":
            for each in disputes:
                yield Heading(each.scene.title, 3, with_commas(each.scene.date, each.record.certainty))
                yield from map(view_entry, each.record.views)
        if self.debrief.claims:
            yield from self.claims()

    def dispute_beside(self, scene_id: str) -> Iterator[Block]:
        """The views on a dispute, in short."""
        scene = self.case.scenes[scene_id]
        yield Heading(scene.title, 3, place_and_date(scene))
        yield from map(view_entry, scene.record.views if scene.record else ())

    def dispute_page(self, scene_id: str) -> Iterator[Block]:
        return self.point_page(scene_id, views_first=True)

    def claims(self) -> Iterator[Shown]:
        """What textbooks and students say: what she met, then what she did not."""
        claims = self.debrief.claims
        met = sum(each.met is not None for each in claims)
        marked = sum(each.mark is not None for each in claims)
        note = ""
        if self.opens:
            note = f"{FIRST_YOURS} {marked} of {len(claims)} marked so far."
        elif self.telling == "read" and marked < len(claims):
            note = "Before you hear our verdict on a claim, give yours: mark 1 oversimplified, for example."
        yield Heading("What you may have read", 3, note, anchor="claims")
        others = others_in_words(len(claims) - met)
        if self.opens:
            rows = list(self.by_chapter((each.met, claim_row(each)) for each in claims if each.met))
            if met < len(claims):
                rows.append(GridRow(((text(others), quiet("Enter shows or hides them.")),), OTHER_CLAIMS))
                rows += (claim_row(each, OTHER_CLAIMS) for each in claims[met:])
            yield Grid(tuple(rows))
            return
        entries = [self.claim_entry(place, each) for place, each in enumerate(claims, 1)]
        yield from entries[:met]
        if self.telling == "read" and 0 < met < len(claims):
            yield quiet(f"{others} Type claims all to hear {'it' if len(claims) == met + 1 else 'them'}.")
        elif met < len(claims):
            yield quiet(others)
            yield from entries[met:]

    def claim_entry(self, place: int, marked: MarkedClaim) -> Entry:
        """One claim with her mark; our verdict too, unless that waits for hers."""
        claim = marked.claim
        facts = plain_fact("Your mark", marked.mark or "", by_player=True)
        if marked.mark or self.telling == "handed_in":
            facts += (*plain_fact("Our verdict", claim.verdict), *fact("Because", claim.why))
        met = f"met at “{marked.met.title}”" if marked.met else ""
        return Entry(f"Claim {place}", with_commas(claim.from_, met), (*fact("It says", claim.says), *facts))

    def claim_page(self, claim_id: str) -> Iterator[Block]:
        """A claim to be marked; our verdict and its reasons stand below her mark."""
        marked = self.claim(claim_id)
        claim = marked.claim
        yield Heading(f"“{plain(claim.says)}”", 3, f"Said by: {claim.from_}" if claim.from_ else "")
        says = quiet(FIRST_YOURS if marked.mark is None else "You can change it.")
        marks = (mark(place, each, marked.mark) for place, each in enumerate(MARKS, 1))
        yield Fact("Your mark", (says, *marks))
        if marked.mark:
            yield from plain_fact("Our verdict", claim.verdict)
            yield from fact("Why", claim.why)
            yield from works_of(works(self.case, claim.sources))

    def claim_beside(self, claim_id: str) -> Iterator[Block]:
        """Our verdict on a claim, once it is marked."""
        marked = self.claim(claim_id)
        if marked.mark is None:
            yield Heading("Is it so?", 3, FIRST_YOURS)
            return
        ours = plain_fact("ours", marked.claim.verdict)
        yield Entry("", facts=(*plain_fact("you", marked.mark, by_player=True), *ours))
        yield from prose(marked.claim.why)

    def claim(self, claim_id: str) -> MarkedClaim:
        return next(marked for marked in self.debrief.claims if marked.claim.id == claim_id)

    # --- her path ---------------------------------------------------------------------------------------

    def path(self) -> Iterator[Shown]:
        if self.debrief.first_and_last:
            yield from first_and_last(self.debrief.first_and_last)
        if not self.debrief.path:
            return
        yield Heading("Your path beside the record", 3, LOOK_AT_BOTH)
        path = self.debrief.path
        if self.opens:
            yield Grid(tuple(step_row(place, each) for place, each in enumerate(path)), PATH)
        else:
            yield from map(comparison_entry, path)
        yield from (text(" ".join(words)) for words in [self.debrief.path_in_words] if words)
        yield from quietly(self.debrief.path_question)

    def step_page(self, place: str) -> Iterator[Block]:
        """A decision in full, with what hers would plausibly have led to, and the record of its scene."""
        each = self.debrief.path[int(place)]
        yield Heading(each.scene.title, 3, place_and_date(each.scene))
        yield from (*fact("The question", each.scene.ask), *her_facts(each), *beside_record(each))
        if each.record:
            point = Point(each.scene, each.record, True, works(self.case, each.record.sources))
            yield from record_page(point, self.views_at(each.scene))

    # --- people, simplifications, plan ------------------------------------------------------------------

    def people(self) -> Iterator[Block]:
        met, composites = self.debrief.people, self.debrief.composites
        told = person_item if self.telling == "handed_in" else person_entry
        if met:
            yield from self.lead(
                "The people you met, and what became of them", "In the order in which you met them."
            )
            yield from self.by_chapter((self.debrief.met_at[person.id], told(person)) for person in met)
        if composites:
            yield Heading("Invented", 3, "No one of this name existed. They stand for others so placed.")
            yield from map(told, composites)

    def simplified(self) -> Iterator[Block]:
        yield from self.lead(
            "What we simplified", "A game has to leave things out. These are the ones that matter most."
        )
        yield from map(item, self.debrief.simplified)

    def plan(self) -> Iterator[Block]:
        yield from self.lead("Your plan", "Made of what you gathered and wrote.")
        yield from plan_blocks(self.debrief.plan, self.debrief.play, HOW[self.telling])

    # --- what opens -------------------------------------------------------------------------------------

    def page(self, key: str) -> tuple[Block, ...]:
        """What opens behind a row, by its key; nothing where it is no page of the report."""
        pages: dict[str, PageOf] = {
            "point": self.point_page,
            "cause": self.cause_page,
            "dispute": self.dispute_page,
            "claim": self.claim_page,
            "step": self.step_page,
        }
        return by_kind(pages, key)

    def beside(self, key: str) -> tuple[Block, ...]:
        """What belongs beside a row, in short; nothing for most."""
        columns = {"cause": self.cause_beside, "dispute": self.dispute_beside, "claim": self.claim_beside}
        return by_kind(columns, key)


def by_kind(told: Mapping[str, PageOf], key: str) -> tuple[Block, ...]:
    """What is told of `rivals` in the key `cause:rivals`."""
    kind, _, place = key.partition(":")
    return tuple(told[kind](place)) if kind in told else ()


# --- pieces of the parts --------------------------------------------------------------------------------


def quietly(words: str) -> tuple[Words, ...]:
    return (quiet(words),) if words else ()


def point_row(point: Point) -> GridRow:
    """What happened at a point in a sentence, and how sure we are."""
    scene = point.scene
    title = (strong(scene.title),) if point.visited else (text(scene.title), quiet(NOT_ON_PATH))
    happened = (text(briefly(point.record)),)
    return GridRow(
        ((*title, *quietly(scene.date)), happened, (sureness(point.record.certainty),)), f"point:{scene.id}"
    )


def by_tests(tests: Iterable[Tested]) -> tuple[Fact, ...]:
    """How an explanation fares by each test: `Scope (partly)`, and why."""
    labelled = (
        (f"{each.test.title} ({each.finding.fares})" if each.finding.fares else each.test.title, each.finding)
        for each in tests
    )
    return tuple(found for label, finding in labelled for found in fact(label, finding.says))


def standings(weighed: Weighed, labels: dict[Weight, str]) -> tuple[Fact, ...]:
    """The historians who put it first, give it a part or doubt it."""
    return tuple(
        found
        for weight, label in labels.items()
        for found in plain_fact(label, "; ".join(historian.who for historian in weighed.who(weight)))
    )


def others_in_words(others: int) -> str:
    """How many claims of the case the path did not meet."""
    return f"{counted(others, 'claim').capitalize()} {'was' if others == 1 else 'were'} not met on your path."


def dispute_row(point: Point) -> GridRow:
    """A point on which historians differ, and who they are."""
    who = "; ".join(view.who for view in point.record.views)
    sure = replace(sureness(point.record.certainty), note=point.scene.date)
    return GridRow(((strong(point.scene.title), quiet(who), sure),), f"dispute:{point.scene.id}")


def claim_row(marked: MarkedClaim, under: str = "") -> GridRow:
    """A claim, who says it, and the marks on it: hers, and ours once hers is there."""
    claim = marked.claim
    says = text(f"“{plain(claim.says)}”")
    hers = Span(f"you: {marked.mark}", by_player=True) if marked.mark else Span("not marked yet")
    source = (Span(f"{claim.from_}  "),) if claim.from_ else ()
    standing = Words(Paragraph((*source, hers)), "quiet", f"ours: {claim.verdict}" if marked.mark else "")
    return GridRow(((says, standing),), f"claim:{claim.id}", under=under)


def mark(place: int, verdict: Verdict, hers: Verdict | None) -> Words:
    """One mark that she can set."""
    chosen = verdict == hers
    return Words(
        as_typed(f"{place}  {verdict}", by_player=chosen),
        "player" if chosen else "text",
        VERDICTS[verdict],
        "chosen" if chosen else "unchosen",
        f"mark:{verdict}",
    )


def first_and_last(ends: FirstAndLast) -> Iterator[Block]:
    """Her first hunch beside her last word, and the papers between them."""
    yield Heading("Your first hunch and your last word", 3)
    for label, said in (("First hunch", ends.hunch), ("Last word", ends.answer)):
        if said:
            words = (by_hand(said.choice.label), reason(said.step.because))
            yield Entry(label, place_and_date(said.scene), words=words)
    between = (
        paper_item(each.document, ends.bears_in_words(each), each.bears[0][1]) for each in ends.between
    )
    yield from labelled("Opened between them", between)
    yield quiet(ends.words)


def reason(because: str) -> Words:
    """Her sentence, or that she gave none."""
    return Words(Paragraph((Span(f"“{because}”" if because else NO_REASON, emphasis=True),)), "quiet")


def step_row(place: int, each: Comparison) -> GridRow:
    """One decision: hers, beside what happened."""
    where = "at the archive desk" if each.relation == "archive" else each.scene.date
    hers = [by_hand(each.choice.label), reason(each.step.because)]
    if each.step.passed:
        hers = [
            quiet("Passed over by the route." if each.step.by_route else "Passed over."),
            quiet(f"The line went on by “{each.choice.label}”"),
        ]
    elif each.cites:
        hers.append(quiet(f"Cites {counted(len(each.cites), 'paper')}."))
    sure = (sureness(each.record.certainty), *quietly(each.basis)) if each.record else ()
    cells = (
        (strong(each.scene.title), *quietly(where)),
        tuple(hers),
        (text(briefly(each.record) if each.record else ""),),
        sure,
    )
    return GridRow(cells, f"step:{place}", SIGNS[each.relation])


def comparison_entry(each: Comparison) -> Entry:
    """One decision, to be read on, with the record in short."""
    record = each.record
    happened = plain_fact("What happened", briefly(record)) if record else ()
    sure = (how_sure(record, each.basis),) if record else ()
    facts = (*her_facts(each), *beside_record(each), *happened, *sure)
    return Entry(each.scene.title, place_and_date(each.scene), facts)


def her_facts(each: Comparison) -> Iterator[Fact]:
    """What she chose, why, and on what it rests."""
    step = each.step
    if step.passed:
        who = "The route" if step.by_route else "You"
        yield from plain_fact(who, f"passed over; the line went by “{each.choice.label}”")
        return
    yield from plain_fact("You", each.choice.label, by_player=True)
    yield from plain_fact("Because", step.because or "no reason given", bool(step.because))
    yield from plain_fact("Leaning on", "; ".join(document.title for document in each.cites))


def beside_record(each: Comparison) -> Iterator[Fact]:
    """How a decision lies beside the record, the course taken where hers is another, and where hers led."""
    yield from plain_fact("Beside the record", RELATIONS[each.relation], sign=SIGNS[each.relation])
    if each.relation == "parted":
        yield from plain_fact("The course taken", " Or: ".join(choice.label for choice in each.taken))
    yield from fact(OTHERWISE[each.relation], each.choice.otherwise)
