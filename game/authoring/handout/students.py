"""The students' files: what can be handed out, sheet by sheet, without telling what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.authoring.handout.lessons import PaperLesson
from game.authoring.handout.pieces import (
    CutOut,
    Names,
    Passage,
    Piece,
    Printout,
    Ruled,
    SourceBox,
    numbered,
    printout,
    table,
    under,
)
from game.authoring.handout.sheets import Decision, Exhibit, Sheet, Sheets, Told, in_one
from game.case.dates import when
from game.case.model import Case, Cause, Chapter, Claim, View
from game.case.prose import Paragraph, Span, paragraphs, plain
from game.phrases import sentence
from game.play.captions import author_and_date, place_and_date, with_commas
from game.play.debrief.debrief import VERDICTS, Debrief, first_sentences
from game.play.report.document import Blanks, Heading, Words, item, prose, quiet, text

HOW_WE_WORK = (
    "You are a historian. You reconstruct a decision: what lay open to these people, which way they went, "
    "and how we know. Nobody asks what you would have done.",
    "Read the sheet and its sources. Before you use a source, say who made it, when and why. Every fifth "
    "line has a number, so that you can point: source 2, line 4.",
    "What a source says in our words, shortened, is marked so. Do not quote it as if its writer had written "
    "that; only what stands in quotation marks is quoted.",
    "Vote alone and in silence, and write down why. Then argue with somebody who voted differently, and vote "
    "again. To change your mind for a good reason is worth more than to be right at once.",
    "You may leave out any sheet. It costs nothing; what happened is told to everybody.",
)
TICKETS = (
    "Which single source moved you most, and what is its weakness?",
    "Finish the sentence: “… was necessary but not sufficient, because …”",
    "What did this lesson make too simple?",
)
OWN_PLAN = (
    ("A claim of your own, which can be argued with", 2),
    *((f"Paragraph {number}: its point, and the source with its lines", 3) for number in (1, 2, 3)),
    ("One source judged: what is it good evidence for, and what can it not show?", 3),
    ("One historian’s view, tested against a source", 2),
    ("The best objection to your claim", 2),
    ("What you would still need to read", 1),
)
"""What a plan has, each with lines to write on."""
CARDS = 4
"""Vote cards on a page."""
SUMMARY = 110
"""Letters of an explanation's summary where it is only to be told from others."""


def students_files(
    title: str,
    case: Case,
    chapter: Chapter | None,
    sheets: Sheets,
    debrief: Debrief,
    lessons: tuple[PaperLesson, ...],
) -> Iterator[Printout]:
    """Everything for the class, in the order in which it is handed out, as these lessons need it."""
    if not sheets.alone:
        yield printout("first page", title, "to be read aloud, or one for two", first_pieces(case, chapter))
    numbers = {source.document.id: source.number for source in sheets.sources}
    home = {sheet.number: reading_at_home(lesson) for lesson in lessons for sheet in lesson.at_home}
    begins = {} if chapter and not sheets.alone else notes_of_chapters(case, sheets)
    for sheet in sheets.sheets:
        copies = home.get(sheet.number, "one for two") + (
            "" if sheet.number < 2 else ", after the reveal before it"
        )
        pieces = sheet_pieces(sheet, numbers, begins)
        yield printout(sheet.name, f"{sheet.name}: {sheet.scene.title}", copies, pieces)
    for decision in sheets.decisions:
        name = "vote cards" if sheets.alone else f"vote cards {decision.number}"
        title = f"Vote cards, decision {decision.number}"
        yield printout(name, title, f"a page for {CARDS} students", (vote_card(decision),))
    if sheets.alone:
        return
    last = last_pieces(case, sheets, debrief)
    yield printout("last sheet", "Last sheet: after the record", "one for two, after the last reveal", last)
    tickets = (CutOut("Exit ticket", (text(ask), Ruled("", 4)), 2) for ask in TICKETS)
    yield printout("exit tickets", "Exit tickets", f"a page for {2 * len(TICKETS)} students", tickets)
    plan: list[Piece] = [text(question_of(case, chapter)), *(Ruled(*each) for each in OWN_PLAN)]
    yield printout("own plan", "A plan of your own", "one each, as homework", plan)
    names = (piece for sheet in sheets.sheets for piece in under(sheet.name.capitalize(), 2, names_of(sheet)))
    copies = "to have every name at hand, at the end: it runs ahead of the sheets"
    yield printout("people and terms", "People and terms", copies, names)
    further = under("Sources", 2, map(source_box, sheets.further))
    yield printout("further sources", "Further sources", "for those who want more, at the end", further)


def reading_at_home(lesson: PaperLesson) -> str:
    """How many copies of a sheet that is read at home for this lesson, and when."""
    which = f"lesson {lesson.number}" if lesson.of > 1 else "the lesson"
    return f"one each, to be read at home before {which}"


def question_of(case: Case, chapter: Chapter | None) -> str:
    """The question that is answered at the end: a chapter's own, if it has one."""
    return (chapter.question if chapter else "") or case.question


def first_pieces(case: Case, chapter: Chapter | None) -> Iterator[Piece]:
    note = (*prose(case.content_note), *(prose(chapter.care) if chapter else ()))
    stop = text("Stop whenever you like, and talk with someone you trust.")
    yield from under("Before we begin", 2, note or (stop,))
    yield from under("The question", 2, (text(question_of(case, chapter)),))
    yield from under("How we work", 2, map(item, HOW_WE_WORK))
    yield Blanks(("Name", "Class"))


def notes_of_chapters(case: Case, sheets: Sheets) -> dict[str, str]:
    """What each chapter touches on, by its first scene on the sheets."""
    first = {told.scene.chapter: told.scene.id for sheet in sheets.sheets[::-1] for told in sheet.told[::-1]}
    return {first[chapter.id]: chapter.care for chapter in case.chapters if chapter.id in first}


def sheet_pieces(sheet: Sheet, numbers: dict[str, int], begins: dict[str, str]) -> Iterator[Piece]:
    named: set[int] = set()
    for told in sheet.told:
        if len(sheet.told) > 1:
            yield Heading(told.scene.title, 2)
        yield from scene_pieces(told, numbers, named, begins.get(told.scene.id, ""))
    earlier = "; ".join(f"{source.number}, {source.document.title}" for source in sheet.again)
    again = (quiet(f"On the table again, from an earlier sheet: {earlier}."),) if earlier else ()
    yield from under("Sources", 2, (*again, *map(source_box, sheet.sources)))
    if sheet.decision:
        yield from decision_pieces(sheet.decision)
    yield from under("Who and what", 2, names_of(sheet))


def names_of(sheet: Sheet) -> tuple[Names, ...]:
    return (Names(sheet.names),) if sheet.names else ()


def scene_pieces(told: Told, numbers: dict[str, int], named: set[int], begins: str) -> Iterator[Piece]:
    scene = told.scene
    if scene.date or scene.place:
        yield quiet(place_and_date(scene))
    for care in filter(None, (begins, scene.care)):
        yield quiet(f"Before you read: {plain(care)}")
    yield from (replace(each, tone="quiet") for each in prose(scene.perspective))
    for words in (words for block in told.paragraphs for words in prose(block, told.memory)):
        yield replace(words, paragraph=pointing(words.paragraph, numbers, named))


def pointing(paragraph: Paragraph, numbers: dict[str, int], named: set[int]) -> Paragraph:
    """A paragraph that names the number of a source where it first speaks of it."""
    found: list[Span] = []
    for span in paragraph.spans:
        found.append(span)
        number = numbers.get(span.target) if span.kind == "document" else None
        if number and number not in named:
            named.add(number)
            found.append(Span(f" [{number}]"))
    return replace(paragraph, spans=tuple(found))


def source_box(source: Exhibit) -> SourceBox:
    document = source.document
    return SourceBox(
        title=f"Source {source.number}: {document.title}",
        note=with_commas(author_and_date(document), document.kind),
        provenance=paragraphs(document.provenance),
        passages=tuple(passages(source)),
    )


def passages(source: Exhibit) -> Iterator[Passage]:
    """The paper's own words, where we have them, and what it says in ours; the lines count on."""
    first = 1
    for said in source.said:
        lines = numbered(said.text, first)
        first += sum(map(len, lines))
        yield Passage(said.caption, lines)


def decision_pieces(decision: Decision) -> Iterator[Piece]:
    """What can be voted for; the vote itself, and its reason, are written on the card."""
    ask = plain(decision.scene.ask) or "Which way does it go?"
    yield Heading(f"Decision {decision.number}: {ask}", 2)
    for option in decision.options:
        letter, label = Span(f"{option.letter}.", strong=True), Span(f" {option.choice.label}")
        closed = (Span(f"{option.choice.label} "), Span(f"Not open: {option.reason}", emphasis=True))
        yield Words(Paragraph((letter, label) if option.letter else closed, item=True), "item")


def vote_card(decision: Decision) -> CutOut:
    boxes = "   ".join(f"☐ {letter}" for letter in decision.letters)
    stem = decision.scene.because
    pieces = (
        text(f"First vote, alone:  {boxes}"),
        Ruled(f"Because … {stem}" if stem else "Because …", 3),
        text(f"Second vote:  {boxes}"),
        Ruled("What changed my mind, or did not", 2),
    )
    return CutOut(f"Decision {decision.number}: {decision.scene.title}", pieces, CARDS)


def last_pieces(case: Case, sheets: Sheets, debrief: Debrief) -> Iterator[Piece]:
    """What is handed out when everything has been revealed."""
    yield from under("In order of time", 2, table(("When", "What"), timeline(sheets), (6, 14)))
    sort = ("Explanation", "Sources for", "Against", "Complicate it")
    causes = map(to_sort, causes_in_play(case, sheets))
    yield from under("Why? Sort the sources", 2, table(sort, causes, (8, 4, 4, 4), to_fill=True))
    views = (piece for view in two_views(sheets) for piece in under(view.who, 3, argument(view)))
    yield from under("Two historians", 2, views)
    claims = (in_one(claim.says) for claim in claims_met(debrief))
    ticks = ((f"{number}. {claim}", *[""] * len(VERDICTS)) for number, claim in enumerate(claims, 1))
    how = quiet("Tick what the evidence allows, before you hear ours.")
    ticking = table(("The claim", *VERDICTS), ticks, (9, 2, 4, 3, 2))
    yield from under("What is said of this", 2, (how, *ticking) if ticking else ())
    asked = ((scene.title, (item(each.ask) for each in record.discuss)) for scene, record in sheets.records)
    yield from under("To discuss", 2, (piece for each in asked for piece in under(each[0], 3, each[1])))


def argument(view: View) -> Iterator[Piece]:
    """What a historian argues and on what it rests; the case against it is for the class to make."""
    yield from prose(view.argues)
    yield from (text(f"Rests on: {in_one(view.rests_on)}"),) if view.rests_on else ()


def timeline(sheets: Sheets) -> Iterator[tuple[str, str]]:
    """Scenes and sources by date; what has none keeps its place among its neighbours."""
    rows: list[tuple[float, str, str]] = []
    last = 0.0
    for scene in (told.scene for told in sheets.told if told.scene.stance != "archive" and told.scene.date):
        last = found if (found := when(scene.date)) is not None else last
        rows.append((last, scene.date, scene.title))
    for source in (source for sheet in sheets.sheets for source in sheet.sources):
        dated = when(source.document.date)
        if dated is not None:
            rows.append((dated, source.document.date, f"Source {source.number}: {source.document.title}"))
    yield from (row[1:] for row in sorted(rows, key=lambda row: row[0]))


def causes_in_play(case: Case, sheets: Sheets) -> tuple[Cause, ...]:
    """The explanations on which some source or record of these sheets bears."""
    wanted = {cause for source in sheets.sources for cause in source.document.causes}
    wanted |= {cause for _, record in sheets.records for cause in record.causes}
    return tuple(cause for cause in case.causes.values() if cause.id in wanted)


def to_sort(cause: Cause) -> tuple[str, ...]:
    summary = first_sentences(in_one(cause.summary), SUMMARY)
    return (f"{sentence(cause.title)} {summary}".strip(), "", "", "")


def claims_met(debrief: Debrief) -> tuple[Claim, ...]:
    """The claims that are met on the sheets, and those that are met nowhere in particular."""
    return tuple(each.claim for each in debrief.claims if each.met or not each.claim.met)


def two_views(sheets: Sheets) -> tuple[View, ...]:
    """Two historians who differ on one point that the sheets told; on a contested one if there is one."""
    disputed = [record for _, record in sheets.records if len(record.views) > 1]
    disputed.sort(key=lambda record: (record.certainty != "contested", not record.choice))
    return disputed[0].views[:2] if disputed else ()
