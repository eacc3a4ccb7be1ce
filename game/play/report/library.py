"""The library of the case as blocks: all records, explanations, historians, claims, decisions and people.

Where rows open, a part is a list, and `page` is what lies behind a row; elsewhere a part is read on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar, get_args

from game.case.model import Historian, Scene, Verdict, Weight
from game.case.prose import Paragraph, Span, plain
from game.phrases import counted
from game.play.captions import place_and_date, with_commas
from game.play.debrief.debrief import VERDICTS, Debrief, MarkedClaim, Point, briefly, works
from game.play.debrief.evidence import Tested, Weighed
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
    Words,
    as_typed,
    fact,
    item,
    labelled,
    listed,
    plain_fact,
    prose,
    quiet,
    strong,
    text,
)
from game.play.report.record import (
    NOT_ON_PATH,
    PATH,
    Citing,
    beside_record,
    comparison_entry,
    her_facts,
    historian_entry,
    opened_paper,
    person_entry,
    point_entry,
    quietly,
    record_page,
    step_row,
    sureness,
    unopened_paper,
    view_entry,
    where_and_when,
)

Placed = TypeVar("Placed")
PageOf = Callable[[str], Iterator[Block]]
MARKS: tuple[Verdict, ...] = get_args(Verdict)
"""The marks that can be set on a claim, in the order of their digits."""
STANDINGS: dict[Weight, str] = {"first": "Put first by", "part": "Given a part by", "doubts": "Doubted by"}
POINTS = (GridColumn(share=29), GridColumn(share=71), GridColumn())
MOST_POINTS = 4
"""Points whose every view is told with an explanation; where there are more, their historians are named."""
FIRST_YOURS = "Mark it in your own pencil first; then you see ours and why."
LOOK_AT_BOTH = "Being close to what happened is not the same as reasoning well. Look at both."
NO_PRAISE = "To stand near a historian is not to be right. Read the case against first."


class LibraryPages:
    """The parts of the library. `opens` says whether rows open in this face, `verdicts` whether ours wait.

    `cite` says how the works are named that something rests on.
    """

    def __init__(self, debrief: Debrief, opens: bool, verdicts_wait: bool, cite: Citing) -> None:
        self.debrief, self.opens, self.verdicts_wait, self.cite = debrief, opens, verdicts_wait, cite
        self.case = debrief.play.case

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

    def points(self) -> Iterator[Shown]:
        yield from self.lead("What really happened", "The record, point by point. Each says how sure we are.")
        points = self.debrief.happened
        if self.opens:
            rows = ((point.scene, point_row(point)) for point in points)
            yield Grid(tuple(self.by_chapter(rows)), POINTS)
        else:
            yield from (point_entry(point, self.cite) for point in points)

    def point_page(self, scene_id: str, views_first: bool = False) -> Iterator[Block]:
        """The whole record of a point; of a dispute with its sides first."""
        point = next(point for point in self.debrief.happened if point.scene.id == scene_id)
        yield Heading(point.scene.title, 3, where_and_when(point))
        yield from record_page(point, self.views_at(point.scene), views_first)

    def views_at(self, scene: Scene) -> tuple[Entry, ...]:
        views = scene.record.views if scene.record else ()
        return tuple(view_entry(view, works(self.case, view.sources)) for view in views)

    def causes(self) -> Iterator[Shown]:
        why, tests = self.debrief.why, self.case.tests.values()
        asked = tuple(each for test in tests for each in fact(test.title, test.ask))
        tested = (Entry("What each is asked", facts=asked),) if asked else ()
        if not self.opens:
            yield from (*tested, *map(self.cause_entry, why))
            return
        title = f"{counted(len(why), 'explanation').capitalize()}, and what you gathered for each"
        yield Heading(
            title,
            3,
            "One block is one paper, in pencil where you weighed it yourself. Many blocks are not proof: ask "
            "what each paper is worth.",
        )
        yield Chart(tuple(map(bar, why)))
        yield from tested

    def cause_entry(self, weighed: Weighed) -> Entry:
        """One explanation: its tests, who argues for it, her papers, and those she did not open."""
        unopened = map(unopened_paper, weighed.unopened)
        return Entry(
            weighed.cause.title,
            weighed.in_words,
            (
                *fact("What it says", weighed.cause.summary),
                *by_tests(weighed.tests),
                *standings(weighed, STANDINGS),
                *labelled("Papers you opened", map(opened_paper, weighed.papers)),
                *labelled("Not opened", unopened),
                *labelled("It bears on", (item(scene.title) for scene in weighed.points)),
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

    def historians(self) -> Iterator[Shown]:
        near, disputes = self.debrief.nearest, self.debrief.disputes
        if near:
            yield Heading("Nearest to your weighing", 3)
            yield text(" ".join(near.words))
            if near.historian:
                yield quiet(NO_PRAISE)
                yield historian_entry(near.historian, self.cite(near.historian.sources))
        if self.opens and disputes:
            yield Heading(
                "Where historians differ", 3, "Who argues what, on what evidence, and what speaks against it."
            )
            rows = ((each.scene, dispute_row(each)) for each in disputes)
            yield Grid(tuple(self.by_chapter(rows)))
        others = [each for each in self.case.historians.values() if not near or each is not near.historian]
        if others:
            yield Heading("How each historian weighs it", 3)
        if self.opens and others:
            yield Grid(tuple(map(historian_row, others)))
        else:
            yield from (historian_entry(each, self.cite(each.sources)) for each in others)
        if self.debrief.claims:
            yield from self.claims()

    def dispute_beside(self, scene_id: str) -> Iterator[Block]:
        """The views on a dispute, in short."""
        scene = self.case.scenes[scene_id]
        yield Heading(scene.title, 3, place_and_date(scene))
        yield from map(view_entry, scene.record.views if scene.record else ())

    def historian_page(self, historian_id: str) -> Iterator[Block]:
        """What one historian argues of the whole, and the best critic's case."""
        historian = self.case.historians[historian_id]
        yield Heading(historian.who, 3)
        yield replace(historian_entry(historian, self.cite(historian.sources)), title="")

    def claims(self) -> Iterator[Shown]:
        """What textbooks and students say: what she met, then what she did not."""
        claims = self.debrief.claims
        marked = sum(each.mark is not None for each in claims)
        note = ""
        if self.opens:
            note = f"{FIRST_YOURS} {marked} of {len(claims)} marked so far."
        elif self.verdicts_wait and marked < len(claims):
            note = "Before you hear our verdict on a claim, give yours: mark 1 oversimplified, for example."
        yield Heading("What you may have read", 3, note, anchor="claims")
        for met, title in ((True, "Met on your path"), (False, "Not met on your path")):
            here = [(place, each) for place, each in enumerate(claims, 1) if (each.met is not None) == met]
            if here:
                yield Heading(title, 4)
            if self.opens and here:
                yield Grid(tuple(claim_row(each) for _, each in here))
            else:
                yield from (self.claim_entry(place, each) for place, each in here)

    def claim_entry(self, place: int, marked: MarkedClaim) -> Entry:
        """One claim with her mark; our verdict too, unless that waits for hers."""
        claim = marked.claim
        facts = plain_fact("Your mark", marked.mark or "", by_player=True)
        if marked.mark or not self.verdicts_wait:
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
            yield from self.cite(claim.sources)

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

    def path(self) -> Iterator[Shown]:
        """Every decision beside the record, and what her line did not come to."""
        path, plan = self.debrief.path, self.debrief.plan
        yield Heading("Your path beside the record", 3, LOOK_AT_BOTH)
        if self.opens:
            yield Grid(tuple(step_row(place, each) for place, each in enumerate(path)), PATH)
        else:
            yield from map(comparison_entry, path)
        if plan.unseen or plan.endings_unseen:
            yield Heading("Where your line did not come", 3)
        yield from listed("Decisions", (scene.title for scene in plan.unseen))
        yield from listed("Endings", (scene.ending.title for scene in plan.endings_unseen if scene.ending))

    def step_page(self, place: str) -> Iterator[Block]:
        """A decision in full, with what hers would plausibly have led to, and the record of its scene."""
        each = self.debrief.path[int(place)]
        yield Heading(each.scene.title, 3, place_and_date(each.scene))
        yield from (*fact("The question", each.scene.ask), *her_facts(each), *beside_record(each))
        if each.record:
            point = Point(each.scene, each.record, True, works(self.case, each.record.sources))
            yield from record_page(point, self.views_at(each.scene))

    def people(self) -> Iterator[Block]:
        met, composites = self.debrief.people, self.debrief.composites
        if met:
            yield from self.lead(
                "The people you met, and what became of them", "In the order in which you met them."
            )
            yield from self.by_chapter((self.debrief.met_at[each.id][0], person_entry(each)) for each in met)
        if composites:
            yield Heading("Invented", 3, "No one of this name existed. They stand for others so placed.")
            yield from map(person_entry, composites)

    def simplified(self) -> Iterator[Block]:
        yield from self.lead(
            "What we simplified", "A game has to leave things out. These are the ones that matter most."
        )
        yield from map(item, self.debrief.simplified)

    def page(self, key: str) -> tuple[Block, ...]:
        """What opens behind a row, by its key; nothing where it is no page of the report."""
        pages: dict[str, PageOf] = {
            "point": self.point_page,
            "cause": self.cause_page,
            "dispute": partial(self.point_page, views_first=True),
            "historian": self.historian_page,
            "claim": self.claim_page,
            "step": self.step_page,
        }
        return by_kind(pages, key)

    def beside(self, key: str) -> tuple[Block, ...]:
        """What belongs beside a row, in short; nothing for most."""
        columns: dict[str, PageOf] = {
            "cause": self.cause_beside,
            "dispute": self.dispute_beside,
            "historian": self.historian_page,
            "claim": self.claim_beside,
        }
        return by_kind(columns, key)


def by_kind(told: Mapping[str, PageOf], key: str) -> tuple[Block, ...]:
    """What is told of `rivals` in the key `cause:rivals`."""
    kind, _, place = key.partition(":")
    return tuple(told[kind](place)) if kind in told else ()


def point_row(point: Point) -> GridRow:
    """What happened at a point in a sentence, and how sure we are."""
    scene = point.scene
    title = (strong(scene.title),) if point.visited else (text(scene.title), quiet(NOT_ON_PATH))
    happened = (text(briefly(point.record)),)
    return GridRow(
        ((*title, *quietly(scene.date)), happened, (sureness(point.record.certainty),)), f"point:{scene.id}"
    )


def bar(weighed: Weighed) -> Bar:
    papers = tuple((paper.bearing, paper.by_player) for paper in weighed.papers)
    words = (quiet(weighed.in_words), *([text(weighed.tests_in_words)] if weighed.tests_in_words else []))
    return Bar(f"cause:{weighed.cause.id}", weighed.cause.title, papers, len(weighed.unopened), words)


def by_tests(tests: Iterable[Tested]) -> tuple[Fact, ...]:
    """How an explanation fares by each test: `Scope (partly)`, and why."""
    labels = (
        (f"{each.test.title} ({each.finding.fares})" if each.finding.fares else each.test.title, each.finding)
        for each in tests
    )
    return tuple(found for label, finding in labels for found in fact(label, finding.says))


def standings(weighed: Weighed, labels: dict[Weight, str]) -> tuple[Fact, ...]:
    """The historians who put it first, give it a part or doubt it."""
    return tuple(
        found
        for weight, label in labels.items()
        for found in plain_fact(label, "; ".join(historian.who for historian in weighed.who(weight)))
    )


def dispute_row(point: Point) -> GridRow:
    """A point on which historians differ, and who they are."""
    who = "; ".join(view.who for view in point.record.views)
    sure = replace(sureness(point.record.certainty), note=point.scene.date)
    return GridRow(((strong(point.scene.title), quiet(who), sure),), f"dispute:{point.scene.id}")


def historian_row(historian: Historian) -> GridRow:
    return GridRow(((strong(historian.who), *prose(historian.argues)),), f"historian:{historian.id}")


def claim_row(marked: MarkedClaim) -> GridRow:
    """A claim, who says it, and the marks on it: hers, and ours once hers is there."""
    claim = marked.claim
    says = text(f"“{plain(claim.says)}”")
    hers = Span(f"you: {marked.mark}", by_player=True) if marked.mark else Span("not marked yet")
    source = (Span(f"{claim.from_}  "),) if claim.from_ else ()
    standing = Words(Paragraph((*source, hers)), "quiet", f"ours: {claim.verdict}" if marked.mark else "")
    return GridRow(((says, standing),), f"claim:{claim.id}")


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
