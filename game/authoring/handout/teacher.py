"""The teacher's files: the lesson plan, and a key with the record. Neither is for the class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate, chain

from game.authoring.handout.lessons import MOST_WORDS, PaperLesson, named, reading
from game.authoring.handout.pieces import Piece, Printout, SheetTable, printout, table, under
from game.authoring.handout.sheets import Decision, Exhibit, Option, Sheet, Sheets, in_one
from game.authoring.handout.students import claims_met, question_of
from game.authoring.traces import NOTHING, TOO_MANY, how_much, is_hollow, what_differs
from game.case.model import Case, Chapter, Claim, Person
from game.case.pace import words_in
from game.phrases import capitalised, counted
from game.play.captions import PRINTED, in_reading, with_commas
from game.play.debrief.debrief import Debrief, Point, briefly, works
from game.play.debrief.evidence import BEARS, Weighed
from game.play.report.document import Entry, Heading, fact, item, listed, plain_fact, prose, text
from game.play.report.record import References, point_entry
from game.proof.result import LaterChange

IN_ORDER = (
    "Print each file by itself. Then no sheet has the next one on its back, on either kind of printer.",
    "Hand out one sheet at a time. Each may say what followed from the decision before it, so it waits "
    "until that has been revealed.",
    "The sheets go on along the historical line, whatever the class votes; the key says with which choice.",
)
RULES = (
    "The first vote is alone and silent, and its count stays with you. The change of mind is the point: show "
    "it and praise it.",
    "A reason belongs to whoever wrote it. You read it; the class hears it only if you choose it, and "
    "without a name.",
    "Most votes do not make a course right, and to match history is no correct answer. Praise good reasons.",
    "Nothing hurries anyone. Any sheet may be left out; the record in the key tells its part.",
)
NOT_ALL = (
    "There is not time to argue every decision. If another one moves the class more, take the second vote "
    "there instead."
)
NO_DECISION = (
    "There is no decision here, so it does not fill a lesson: let it be read at home, or take it together "
    "with a chapter that has one."
)
DEPENDS = (
    "Every way through the whole case was played. The table says where something else follows from a choice "
    "than from the others that are open, and how many of the later words are not those of the record's line, "
    "on average and at most."
)
HOMEWORK = "Homework: “A plan of your own”, with the sheets to hand. One side is enough."
IN_CLASS = "give each pair one source and let it report."
LESS = f"To have less, take one decision alone (--decision), or {IN_CLASS}"
LESS_OF_ONE = f"To have less, {IN_CLASS}"
LESS_AT_HOME = "Spread it over two evenings, or give each student one source and let them report."


def plan_file(
    case: Case,
    chapter: Chapter | None,
    sheets: Sheets,
    lessons: tuple[PaperLesson, ...],
    for_class: Iterable[Printout],
    easier: bool,
    traces: Mapping[str, LaterChange] | None,
) -> Printout:
    """The lesson plan; `for_class` is what it says how often to print, `traces` what its decisions change."""
    pieces: list[Piece] = [text(question_of(case, chapter))]
    pieces += under("Content note", 2, prose(case.content_note))
    head, parts = ("Lesson", "What it is about", "Sheets"), overview(case, lessons)
    pieces += under(f"In {counted(len(lessons), 'lesson')}", 2, table(head, parts, (3, 8, 9)))
    for lesson in lessons:
        of = f" {lesson.number} of {lesson.of}" if lesson.of > 1 else ""
        pieces += under(f"Lesson{of}, minute by minute", 2, lesson_pieces(lesson))
    pieces += under("What depends on this", 2, what_depends(sheets.decisions, traces))
    earlier = (f"{scene.title}: {record.in_short or briefly(record)}" for scene, record in sheets.earlier)
    pieces += under("What went before, to tell in a minute", 2, map(item, earlier))
    files = ((file.name.capitalize(), file.copies) for file in for_class)
    pieces += under("What to print", 2, table(("File", "How many, and when"), files, (6, 14)))
    pieces += under("What is easier", 2, (text(what_is_easier(sheets)),) if easier else ())
    pieces += under("How it goes well", 2, map(item, RULES if sheets.alone else (*IN_ORDER, *RULES)))
    return printout("teacher plan", "Lesson plan", "for you", pieces, "teacher")


def what_depends(decisions: Iterable[Decision], traces: Mapping[str, LaterChange] | None) -> Iterator[Piece]:
    """What each choice of the decisions changes later, if that is known."""
    rows: list[tuple[str, ...]] = []
    for decision in decisions:
        name = f"{decision.number}. {decision.scene.title}"
        if traces is None:
            continue
        if is_hollow(decision.scene, traces):
            why = f". {in_one(decision.scene.echo.none)}" if decision.scene.echo else ""
            rows.append((name, "all", f"{capitalised(NOTHING)}{why}", "none"))
            continue
        for option in decision.options:
            trace = traces[f"{decision.scene.id}/{option.choice.id}"]
            if trace.states:
                letter = option.letter or f"closed here: {option.choice.label}"
                rows.append((name, letter, capitalised(what_differs(trace)), how_much(trace)))
                name = ""
    if rows:
        yield text(DEPENDS)
        yield from table(("Scene", "Choice", "What follows is different", "Words"), rows, (5, 5, 6, 4))
    elif decisions:
        yield text(TOO_MANY)


def what_is_easier(sheets: Sheets) -> str:
    """What an easier handout has in other words, and what it has not."""
    scenes = sum(told.paragraphs != told.usual for told in sheets.told)
    papers = sum(bool(source.document.simpler) for source in sheets.sources if source.easier)
    if not scenes and not papers:
        return "Nothing: for these scenes and sources there is no easier text."
    usual = sum(words_in(text) for told in sheets.told for text in told.usual)
    now = sum(words_in(text) for told in sheets.told for text in told.paragraphs)
    return (
        f"Scenes in an easier text: {scenes} of {len(sheets.told)}, in {now} words instead of {usual}. "
        f"Sources in an easier text: {papers} of {len(sheets.sources)}. All else is as in the standard "
        "files: choices, names, claims, the numbers of sources, plan and key."
    )


def overview(case: Case, lessons: tuple[PaperLesson, ...]) -> Iterator[tuple[str, ...]]:
    """Which chapters and sheets belong to which lesson, if there are several."""
    for lesson in lessons if len(lessons) > 1 else ():
        chapters = {each.sheet.scene.chapter for each in lesson.rounds}
        titles = "; ".join(chapter.title for chapter in case.chapters if chapter.id in chapters)
        at_home = f"{named(lesson.at_home)}, at home before it" if lesson.at_home else ""
        held = "; ".join(part for part in (at_home, named((*lesson.in_class, *lesson.last))) if part)
        yield f"Lesson {lesson.number}", titles or case.title, held


def lesson_pieces(lesson: PaperLesson) -> Iterator[Piece]:
    if lesson.at_home:
        yield from map(text, words_at_home("before the lesson", lesson.at_home, lesson.speed))
        if lesson.number == 1:
            yield text("Give it out beforehand, and read the content note aloud when you do.")
        if lesson.alone:
            minutes = reading(lesson.at_home, lesson.speed)
            yield text(f"To read it in class, take more minutes: --lesson {lesson.minutes + minutes}.")
    stages = lesson.stages
    ends = tuple(accumulate(stage.minutes for stage in stages))
    rows = ((f"{end - each.minutes}–{end}", *each[:2]) for each, end in zip(stages, ends, strict=True))
    yield from table(("Minutes", "What", "How"), rows, (3, 6, 11))
    yield from map(text, words_in_class(lesson))
    if lesson.rounds and lesson.last:
        after = "after the lesson, for those who wish"
        yield from map(text, words_at_home(after, lesson.last, lesson.speed))
    if not lesson.rounds:
        yield text(NO_DECISION)
    elif not lesson.alone and not all(each.in_full for each in lesson.rounds):
        yield text(NOT_ALL)
    if not lesson.alone and lesson.number == lesson.of:
        yield text(HOMEWORK)
    yield from under("Count of votes", 3, tally(lesson))


def words_at_home(when: str, sheets: tuple[Sheet, ...], speed: int) -> Iterator[str]:
    """What is read at home, how long that takes, and whether it is too much for one sitting."""
    words = sum(sheet.words for sheet in sheets)
    shared = " Share the sources out, two to each." if any(sheet.shared_out for sheet in sheets) else ""
    how = f"{words} words, about {counted(reading(sheets, speed), 'minute')}"
    yield f"At home {when}: {named(sheets).lower()} ({how}).{shared}"
    if words > MOST_WORDS:
        yield f"That is much for one sitting: about {MOST_WORDS} words are read well. {LESS_AT_HOME}"


def words_in_class(lesson: PaperLesson) -> Iterator[str]:
    """How much is read, how fast, and whether it is too much."""
    sheets = lesson.in_class
    if not sheets:
        return
    words = sum(sheet.words for sheet in sheets)
    each = ", ".join(f"{sheet.name}: {sheet.words}" for sheet in sheets)
    shared = sum(sheet.printed for sheet in sheets) - words
    left = f"; another {shared} are in sources that are shared out" if shared else ""
    yield (
        f"To read in class: {words} words{f' ({each})' if len(sheets) > 1 else ''}{left}. They are reckoned "
        f"at {lesson.speed} a minute (--words-a-minute). Minutes to spare are shared out."
    )
    if words > MOST_WORDS:
        less = LESS_OF_ONE if lesson.alone else LESS
        yield f"That is much: of sources a class reads about {MOST_WORDS} words well in a lesson. {less}"


def tally(lesson: PaperLesson) -> tuple[SheetTable, ...]:
    """Where the votes are written down: a row for each decision and vote, a column for each letter."""
    decisions = [(each.sheet.decision, each.in_full) for each in lesson.rounds if each.sheet.decision]
    letters = max((decision.letters for decision, _ in decisions), key=len, default=())
    rows: list[tuple[str, ...]] = []
    for decision, in_full in decisions:
        cells = ["" if letter in decision.letters else "–" for letter in letters]
        name = f"Decision {decision.number}"
        rows.append((f"{name}, first vote" if in_full else name, *cells, "–"))
        if in_full:
            rows.append((f"{name}, second vote", *cells, ""))
    widths = (6, *(max(1, 11 // len(letters)) for _ in letters), 3)
    return table(("Votes", *letters, "Changed"), rows, widths, to_fill=True)


def key_file(case: Case, sheets: Sheets, debrief: Debrief) -> Printout:
    """The record for each reveal, and the sources; for a whole lesson also what its debrief needs."""
    pieces = Key(case, sheets, debrief).pieces()
    return printout("teacher key", "Key", "for you", pieces, "teacher")


class Key:
    """The key, part by part, in the order in which a lesson needs it."""

    def __init__(self, case: Case, sheets: Sheets, debrief: Debrief) -> None:
        self.case, self.sheets, self.debrief, alone = case, sheets, debrief, sheets.alone
        self.numbers = {source.document.id: source.number for source in sheets.sources}
        self.told = {told.scene.id for told in sheets.told}
        self.points = tuple(each for each in debrief.happened if not alone or each.scene.id in self.told)
        self.claims = () if alone else claims_met(debrief)
        cited = [each.record.sources for each in self.points]
        cited += [view.sources for each in self.points for view in each.record.views]
        cited += [(*source.document.sources, *source.printed_in) for source in sheets.sources]
        cited += [claim.sources for claim in self.claims]
        self.references = References(works(case, chain(*cited)))

    def cited(self, sources: Iterable[str]) -> str:
        return self.references.cited(works(self.case, sources))

    def pieces(self) -> Iterator[Piece]:
        for decision in self.sheets.decisions:
            yield Heading(f"Decision {decision.number}: {decision.scene.title}", 2)
            yield from self.records(point for point in self.points if point.scene.id == decision.scene.id)
            yield from under("Each choice", 3, (self.option(each, decision) for each in decision.options))
        passed = self.told - {decision.scene.id for decision in self.sheets.decisions}
        between = self.records(point for point in self.points if point.scene.id in passed)
        yield from under("The record between the decisions", 2, between)
        beside = self.records(point for point in self.points if point.scene.id not in self.told)
        yield from under("Scenes that the sheets do not come to", 2, beside)
        yield from under("The sources", 2, map(self.source, self.sheets.sources))
        if not self.sheets.alone:
            yield from under("The debrief", 2, self.for_the_debrief())
        yield from under("Works", 2, self.references.listed())

    def records(self, points: Iterable[Point]) -> Iterator[Piece]:
        for point in points:
            yield Heading("The record", 3)
            yield point_entry(
                replace(point, visited=True), lambda sources: plain_fact("Sources", self.cited(sources))
            )

    def option(self, option: Option, decision: Decision) -> Entry:
        """One choice: how near it lay, and where it would have led."""
        choice, goes_on = option.choice, option is decision.goes_on
        archive = decision.scene.stance == "archive"
        near = "in the record" if choice.id in decision.scene.recorded else choice.plausibility or ""
        going_on = "the sheets go on from here" if goes_on and not self.sheets.alone else ""
        note = with_commas("" if archive else near, going_on)
        facts = (
            *plain_fact("Not open", option.reason),
            *(fact("To read aloud", in_reading(choice, self.sheets.easier)) if goes_on else ()),
            *fact("What a specialist would say" if archive else "Otherwise", choice.otherwise),
        )
        return Entry(f"{option.letter}. {choice.label}" if option.letter else choice.label, note, facts)

    def source(self, source: Exhibit) -> Entry:
        """What a source is worth, what it cannot show, and on what it bears."""
        document, known = source.document, self.case.causes
        bears = (
            f"{known[each].title}: {BEARS[how]}" for each, how in document.causes.items() if each in known
        )
        facts = (
            *fact("Worth", document.worth),
            *fact("Limits", document.limits),
            *listed("Bears on", bears),
            *plain_fact(PRINTED, self.cited(source.printed_in)),
            *plain_fact("Described in", self.cited(document.sources)),
        )
        return Entry(f"Source {source.number}: {document.title}", facts=facts)

    def for_the_debrief(self) -> Iterator[Piece]:
        """Everything for the last third of the lesson."""
        weighed = [each for each in self.debrief.why if each.papers or each.points]
        yield from under("Why: sources by explanation", 3, map(self.cause, weighed))
        claims = (self.claim(number, claim) for number, claim in enumerate(self.claims, 1))
        yield from under("What is said of this", 3, claims)
        found = [person for sheet in self.sheets.sheets for person in sheet.people]
        people = {person.id: person for person in (*found, *self.debrief.people, *self.debrief.composites)}
        yield from under("People, and what became of them", 3, map(fate_entry, people.values()))
        yield from under("What we simplified", 3, map(item, self.debrief.simplified))

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


def fate_entry(person: Person) -> Entry:
    invented = "invented" if person.composite else ""
    return Entry(person.name, with_commas(person.post, person.life, invented), fact("Fate", person.fate))
