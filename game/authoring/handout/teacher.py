"""The teacher's part: the lesson plan, and a key with the record. None of it is for the class as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.authoring.handout.lessons import Lesson, Round, named
from game.authoring.handout.pieces import Page, Part, Piece, Table
from game.authoring.handout.sheets import Decision, Option, Sheets
from game.authoring.handout.students import in_one
from game.case.model import Case, Claim, Person, Scene, Source
from game.play.captions import with_commas
from game.play.debrief.debrief import Debrief, Point
from game.play.debrief.evidence import BEARS, Weighed
from game.play.numbers import counted
from game.play.report.citations import References
from game.play.report.document import Entry, Heading, fact, item, listed, plain_fact, prose, quiet, text
from game.play.report.pages import point_entry, view_entry
from game.play.report.plan import worth_and_limits

RULES = (
    "Hand out one sheet at a time. Each may say what followed from the decision before it, so it waits "
    "until that has been revealed.",
    "The sheets go on along the historical line, whatever the class votes; the key says with which choice.",
    "The first vote is alone and silent, and its count stays with you. The change of mind is the point: show "
    "it and praise it.",
    "A reason belongs to whoever wrote it. You read it; the class hears it only if you choose it, and "
    "without a name.",
    "Most votes do not make a course right, and to match history is no correct answer. Praise good reasons.",
    "Nothing hurries anyone. Any sheet may be left out; the record in the key tells its part.",
)
SHORTER = "let the sheet be read at home."
NOT_ALL = (
    "There is not time to argue every decision. If another one moves the class more, take the second vote "
    "there instead."
)
NO_DECISION = (
    "There is no decision here, so it does not fill a lesson: let it be read at home, or take it together "
    "with a chapter that has one."
)
SCALED = "The minutes are scaled from what the author gives for reading and deciding alone."


def teacher_part(case: Case, sheets: Sheets, lessons: tuple[Lesson, ...], debrief: Debrief) -> Part:
    """The plan, then the key in the order in which a lesson needs it."""
    references = References(works(case, sheets, debrief))
    key = Key(case, sheets, debrief, references)
    pages = [preparation(case, sheets, lessons)]
    pages += map(lesson_page, lessons)
    pages += (key.decision_page(decision) for decision in sheets.decisions)
    pages += (page for page in (key.other_records(), key.sources(), key.debrief_page()) if page.pieces)
    return Part("For the teacher", "teacher", tuple(pages))


# --- the plan ------------------------------------------------------------------------------------------


def preparation(case: Case, sheets: Sheets, lessons: tuple[Lesson, ...]) -> Page:
    pieces: list[Piece] = [text(case.question)]
    if case.content_note:
        pieces += [Heading("Content note", 3), *prose(case.content_note)]
    pieces += [Heading("What to print", 3), *(item(words) for words in printing(sheets))]
    if len(lessons) > 1:
        pieces += [Heading(f"In {counted(len(lessons), 'lesson')}", 3), overview(case, lessons)]
    pieces += [Heading("How it goes well", 3), *(item(words) for words in RULES)]
    return Page("For the teacher: before the lesson", "sheet", tuple(pieces))


def printing(sheets: Sheets) -> Iterator[str]:
    yield "For each student: the first page, the sheets, and the last sheet. One set for two will do."
    if sheets.decisions:
        yield "For each student: the pages of vote cards. A stack of them can be cut at once."
    yield "For every three students: the page of exit tickets."
    yield "For you: this part. Its pages on single decisions may be copied for the class after the reveal."


def overview(case: Case, lessons: tuple[Lesson, ...]) -> Table:
    """Which chapters and sheets belong to which lesson."""
    rows = []
    for lesson in lessons:
        chapters = (case.chapter(chapter) for chapter in lesson.chapters)
        titles = "; ".join(chapter.title for chapter in chapters if chapter)
        at_home = f"{named(lesson.at_home)}, at home before it" if lesson.at_home else ""
        sheets = tuple(each.sheet for each in lesson.rounds)
        held = "; ".join(part for part in (at_home, named((*sheets, *lesson.last))) if part)
        rows.append((f"Lesson {lesson.number}", titles or case.title, held))
    return Table(("Lesson", "What it is about", "Sheets"), tuple(rows), (3, 8, 9))


def tally(rounds: tuple[Round, ...]) -> Table:
    """Where the votes are written down: a row for each decision and vote, a column for each letter."""
    decisions = [(each.sheet.decision, each.in_full) for each in rounds if each.sheet.decision]
    letters = max((decision.letters for decision, _ in decisions), key=len)
    rows = []
    for decision, in_full in decisions:
        cells = ["" if letter in decision.letters else "–" for letter in letters]
        name = f"Decision {decision.number}"
        rows.append((f"{name}, first vote" if in_full else name, *cells, "–"))
        if in_full:
            rows.append((f"{name}, second vote", *cells, ""))
    column = max(1, (20 - 9) // len(letters))
    head = ("Votes", *letters, "Changed")
    return Table(head, tuple(rows), (6, *(column for _ in letters), 3), to_fill=True)


def lesson_page(lesson: Lesson) -> Page:
    title = "lesson plan" if lesson.of == 1 else f"lesson plan {lesson.number} of {lesson.of}"
    pieces: list[Piece] = []
    if lesson.at_home:
        pieces.append(text(f"At home before the lesson: {named(lesson.at_home).lower()}."))
    slots = lesson.slots
    rows = tuple((f"{slot.start}–{slot.end}", slot.title, slot.what) for slot in slots)
    pieces.append(Table(("Minutes", "What", "How"), rows, (3, 6, 11)))
    if lesson.too_long:
        pieces.append(text(f"This takes {slots[-1].end} minutes. For {lesson.minutes}, {SHORTER}"))
    if not lesson.rounds:
        pieces.append(text(NO_DECISION))
    if any(not each.in_full for each in lesson.rounds):
        pieces.append(text(NOT_ALL))
    pieces.append(quiet(SCALED))
    if lesson.rounds:
        pieces += [Heading("Count of votes", 3), tally(lesson.rounds)]
    return Page(f"For the teacher: {title}", "sheet", tuple(pieces))


# --- the key -------------------------------------------------------------------------------------------


def works(case: Case, sheets: Sheets, debrief: Debrief) -> Iterator[Source]:
    """Every work that the key names."""
    for point in debrief.happened:
        yield from point.sources
        for view in point.record.views:
            yield from known(case, view.sources)
    for source in sheets.sources:
        yield from known(case, source.document.sources)
    for marked in debrief.claims:
        yield from known(case, marked.claim.sources)


def known(case: Case, sources: tuple[str, ...]) -> tuple[Source, ...]:
    return tuple(case.sources[source] for source in sources if source in case.sources)


class Key:
    """The key, page by page."""

    def __init__(self, case: Case, sheets: Sheets, debrief: Debrief, references: References) -> None:
        self.case, self.sheets, self.debrief, self.references = case, sheets, debrief, references
        self.numbers = {source.document.id: source.number for source in sheets.sources}
        self.points = {point.scene.id: point for point in debrief.happened}

    def cited(self, sources: tuple[str, ...]) -> str:
        return self.references.cited(known(self.case, sources))

    def decision_page(self, decision: Decision) -> Page:
        """What a teacher needs at one reveal."""
        pieces: list[Piece] = []
        point = self.points.get(decision.scene.id)
        if point:
            pieces += self.record(point)
        pieces.append(Heading("Each choice", 3))
        pieces += (self.option(option, decision) for option in decision.options)
        return Page(f"Key to decision {decision.number}: {decision.scene.title}", "key", tuple(pieces))

    def record(self, point: Point) -> Iterator[Piece]:
        yield point_entry(replace(point, visited=True), self.references)
        if point.record.views:
            yield Heading("Historians differ", 3)
            yield from (view_entry(view) for view in point.record.views)

    def option(self, option: Option, decision: Decision) -> Entry:
        """One choice: how near it lay, and where it would have led."""
        choice = option.choice
        goes_on = option is decision.goes_on
        archive = decision.scene.stance == "archive"
        note = with_commas(
            "" if archive else nearness(decision.scene, choice.id, choice.plausibility or ""),
            "the sheets go on from here" if goes_on else "",
        )
        facts = (
            *plain_fact("Not open", option.reason),
            *(fact("To read aloud", choice.text) if goes_on else ()),
            *fact("What a specialist would say" if archive else "Otherwise", choice.otherwise),
        )
        return Entry(f"{option.letter}. {choice.label}" if option.letter else choice.label, note, facts)

    def other_records(self) -> Page:
        """The records of scenes without a decision, and of scenes that the sheets do not come to."""
        deciding = {decision.scene.id for decision in self.sheets.decisions}
        on_sheets = {told.scene.id for sheet in self.sheets.sheets for told in sheet.told}
        rest = [point for point in self.debrief.happened if point.scene.id not in deciding]
        between = [point for point in rest if point.scene.id in on_sheets]
        beside = [point for point in rest if point.scene.id not in on_sheets]
        pieces: list[Piece] = []
        for point in between:
            pieces += self.record(point)
        if beside:
            pieces.append(Heading("Scenes that the sheets do not come to", 3))
            pieces.append(quiet("They lie on other lines, and are played at the screen."))
        for point in beside:
            pieces += self.record(point)
        return Page("Key: the record between the decisions", "key", tuple(pieces))

    def sources(self) -> Page:
        """What each source is worth, what it cannot show, and on what it bears."""
        entries: list[Piece] = []
        for source in self.sheets.sources:
            document = source.document
            bearings = (
                f"{self.case.causes[cause].title}: {BEARS[bearing]}"
                for cause, bearing in document.causes.items()
                if cause in self.case.causes
            )
            facts = (
                *worth_and_limits(document),
                *listed("Bears on", bearings),
                *plain_fact("Described in", self.cited(document.sources)),
            )
            entries.append(Entry(f"Source {source.number}: {document.title}", facts=facts))
        return Page("Key: the sources", "key", tuple(entries))

    def debrief_page(self) -> Page:
        """Everything for the last third of the lesson."""
        pieces: list[Piece] = []
        weighed = [each for each in self.debrief.why if each.papers or each.points]
        if weighed:
            pieces += [Heading("Why: sources by explanation", 3), *(self.cause(each) for each in weighed)]
        claims = [each.claim for each in self.debrief.claims if each.met or not each.claim.met]
        if claims:
            pieces.append(Heading("What is said of this", 3))
            pieces += (self.claim(number, claim) for number, claim in enumerate(claims, 1))
        people = self.people()
        if people:
            pieces.append(Heading("People, and what became of them", 3))
            pieces += (fate_entry(person) for person in people)
        pieces += [Heading("What we simplified", 3), *(item(words) for words in self.debrief.simplified)]
        if self.references.works:
            pieces += [Heading("Works", 3), *self.references.listed()]
        return Page("Key: the debrief", "key", tuple(pieces))

    def cause(self, weighed: Weighed) -> Entry:
        sources = (
            f"Source {self.numbers[paper.document.id]}, {paper.document.title}: {BEARS[paper.bearing]}"
            for paper in weighed.papers
            if paper.document.id in self.numbers
        )
        facts = (
            *fact("What it says", weighed.cause.summary),
            *listed("Sources", sources),
            *listed("Points", (scene.title for scene in weighed.points)),
        )
        return Entry(weighed.cause.title, facts=facts)

    def claim(self, number: int, claim: Claim) -> Entry:
        facts = (
            *plain_fact("Verdict", claim.verdict),
            *fact("Because", claim.why),
            *plain_fact("Sources", self.cited(claim.sources)),
        )
        return Entry(f"{number}. “{in_one(claim.says)}”", claim.from_, facts)

    def people(self) -> tuple[Person, ...]:
        """Everybody on the sheets and in the records, each once."""
        found = [person for sheet in self.sheets.sheets for person in sheet.people]
        found += [*self.debrief.people, *self.debrief.composites]
        return tuple({person.id: person for person in found}.values())


def nearness(scene: Scene, choice: str, plausibility: str) -> str:
    """How near a choice lay at the time, in words."""
    taken = bool(scene.record and choice in scene.record.choice)
    return "in the record" if taken else "" if plausibility == "taken" else plausibility


def fate_entry(person: Person) -> Entry:
    invented = "invented" if person.composite else ""
    return Entry(person.name, with_commas(person.post, person.life, invented), fact("Fate", person.fate))
