"""The students' part: what can be handed out, sheet by sheet, without telling what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from game.authoring.handout.lines import numbered
from game.authoring.handout.pieces import (
    Ballot,
    Boxes,
    Card,
    Cards,
    Names,
    NumberedText,
    Page,
    Part,
    Piece,
    Ruled,
    Table,
)
from game.authoring.handout.sheets import Decision, Sheet, Sheets, Source, Told
from game.case.dates import when
from game.case.model import Case, Cause, Claim, Person, Scene, Term
from game.case.prose import Paragraph, Span, paragraphs, plain
from game.play.captions import author_and_date, place_and_date, with_commas
from game.play.debrief.debrief import VERDICTS, Debrief
from game.play.report.document import Blanks, Heading, Words, item, prose, quiet, text
from game.play.sanitise import one_line

HOW_WE_WORK = (
    "You are a historian. You reconstruct a decision: what lay open to these people, which way they went, "
    "and how we know. Nobody asks what you would have done.",
    "Read the sheet and its sources. Before you use a source, say who made it, when and why. The lines have "
    "numbers, so that you can point: source 2, line 4.",
    "Vote alone and in silence, and write down why. Then argue with somebody who voted differently, and vote "
    "again. To change your mind for a good reason is worth more than to be right at once.",
    "You may leave out any sheet. It costs nothing; what happened is told to everybody.",
)
TICKETS = (
    ("Which single source moved you most, and what is its weakness?", 4),
    ("Finish the sentence: “… was necessary but not sufficient, because …”", 4),
    ("What did this lesson make too simple?", 4),
)
BORN = re.compile(r"(1\d{3}|20\d{2})\s*[–—-]")


def students_part(title: str, case: Case, sheets: Sheets, debrief: Debrief) -> Part:
    """Everything for the class, in the order in which it is handed out."""
    numbers = {source.document.id: source.number for source in sheets.sources}
    pages = [cover(title, case)]
    pages += [sheet_page(sheet, numbers) for sheet in sheets.sheets]
    pages += [last_page(case, sheets, debrief), plan_page(case)]
    if sheets.decisions:
        pages.append(vote_cards(sheets.decisions))
    pages.append(exit_tickets())
    return Part("For the class", "students", tuple(pages))


def cover(title: str, case: Case) -> Page:
    pieces: list[Piece] = [Heading("Before we begin", 3)]
    pieces += prose(case.content_note) or [text("Stop whenever you like, and talk with someone you trust.")]
    pieces += [Heading("The question", 3), text(case.question), Heading("How we work", 3)]
    pieces += (item(words) for words in HOW_WE_WORK)
    pieces.append(Blanks(("Name", "Class")))
    return Page(title, "sheet", tuple(pieces))


# --- a sheet -------------------------------------------------------------------------------------------


def sheet_page(sheet: Sheet, numbers: dict[str, int]) -> Page:
    pieces: list[Piece] = []
    named: set[int] = set()
    for told in sheet.told:
        if len(sheet.told) > 1:
            pieces.append(Heading(told.scene.title, 3))
        pieces += scene_pieces(told, numbers, named)
    pieces += source_pieces(sheet)
    if sheet.people or sheet.terms:
        pieces.append(Heading("Who and what", 3))
        pieces.append(Names((*map(who, sheet.people), *map(what, sheet.terms))))
    if sheet.decision:
        pieces += decision_pieces(sheet.decision)
    return Page(f"Sheet {sheet.number}: {sheet.title}", "sheet", tuple(pieces))


def scene_pieces(told: Told, numbers: dict[str, int], named: set[int]) -> Iterator[Piece]:
    scene = told.scene
    if scene.date or scene.place:
        yield quiet(place_and_date(scene))
    if scene.care:
        yield quiet(f"Before you read: {plain(scene.care)}")
    if scene.perspective:
        yield from (replace(each, tone="quiet") for each in prose(scene.perspective))
    for block in told.paragraphs:
        for words in prose(block):
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


def source_pieces(sheet: Sheet) -> Iterator[Piece]:
    if sheet.sources or sheet.again:
        yield Heading("Sources", 3)
    if sheet.again:
        earlier = "; ".join(f"{source.number}, {source.document.title}" for source in sheet.again)
        yield quiet(f"On the table again, from an earlier sheet: {earlier}.")
    yield from (source_piece(source) for source in sheet.sources)


def source_piece(source: Source) -> NumberedText:
    document = source.document
    return NumberedText(
        title=f"Source {source.number}: {document.title}",
        note=with_commas(author_and_date(document), document.kind),
        provenance=paragraphs(document.provenance),
        lines=numbered(document.text),
    )


def who(person: Person) -> tuple[str, str]:
    """Who somebody was at the time. A year of death would run ahead of the story."""
    invented = "invented, to stand for others so placed" if person.composite else ""
    born = BORN.match(person.life.strip())
    return person.name, with_commas(person.post, f"born {born[1]}" if born else "", invented)


def what(term: Term) -> tuple[str, str]:
    return term.title, in_one(term.text)


def in_one(markdown: str) -> str:
    """An author's words without markup, as one paragraph."""
    return one_line(plain(markdown))


def decision_pieces(decision: Decision) -> Iterator[Piece]:
    scene = decision.scene
    yield Ballot(
        f"Decision {decision.number}: {plain(scene.ask) if scene.ask else 'Which way does it go?'}",
        tuple((option.letter, option.choice.label, option.reason) for option in decision.options),
    )
    yield Ruled(because(scene), 2)


def because(scene: Scene) -> str:
    return f"Because … {scene.because}" if scene.because else "Because …"


# --- after the last reveal -----------------------------------------------------------------------------


def last_page(case: Case, sheets: Sheets, debrief: Debrief) -> Page:
    """What is handed out when everything has been revealed."""
    pieces: list[Piece] = []
    if sheets.further:
        pieces.append(Heading("Further sources", 3))
        pieces += (source_piece(source) for source in sheets.further)
    pieces += [Heading("In order of time", 3), timeline(sheets)]
    causes = causes_in_play(case, sheets, debrief)
    if causes:
        pieces += [Heading("Why? Sort the sources", 3), sorting(causes)]
    claims = [marked.claim for marked in debrief.claims]
    if claims:
        pieces.append(Heading("What is said of this", 3))
        pieces += [quiet("Tick what the evidence allows, before you hear ours."), ticking(claims)]
    discussed = [point for point in debrief.happened if point.record.discuss]
    if discussed:
        pieces.append(Heading("To discuss", 3))
    for point in discussed:
        pieces.append(Heading(point.scene.title, 4))
        pieces += (item(question.ask) for question in point.record.discuss)
    return Page("Last sheet: after the record", "sheet", tuple(pieces))


def timeline(sheets: Sheets) -> Table:
    """Scenes and sources by date; what has none keeps its place among its neighbours."""
    rows: list[tuple[float, str, str]] = []
    last = 0.0
    for sheet in sheets.sheets:
        for told in sheet.told:
            if told.scene.stance == "archive":
                continue
            last = found if (found := when(told.scene.date)) is not None else last
            if told.scene.date:
                rows.append((last, told.scene.date, told.scene.title))
    for source in sheets.sources:
        dated = when(source.document.date)
        if dated is not None:
            rows.append((dated, source.document.date, f"Source {source.number}: {source.document.title}"))
    rows.sort(key=lambda row: row[0])
    return Table(("When", "What"), tuple(row[1:] for row in rows), (6, 14))


def causes_in_play(case: Case, sheets: Sheets, debrief: Debrief) -> tuple[Cause, ...]:
    """The explanations on which some source or record of this handout bears."""
    wanted = {cause for source in sheets.sources for cause in source.document.causes}
    wanted |= {cause for point in debrief.happened for cause in point.record.causes}
    return tuple(cause for cause in case.causes.values() if cause.id in wanted)


def sorting(causes: tuple[Cause, ...]) -> Table:
    rows = tuple((f"{cause.title}. {in_one(cause.summary)}".strip(), "", "", "") for cause in causes)
    head = ("Explanation", "Sources for", "Against", "Complicate it")
    return Table(head, rows, (9, 3, 4, 4), to_fill=True)


def ticking(claims: list[Claim]) -> Table:
    """The claims, each with a cell to tick for every verdict."""
    empty = ("",) * len(VERDICTS)
    rows = tuple((f"{number}. {in_one(claim.says)}", *empty) for number, claim in enumerate(claims, 1))
    return Table(("The claim", *VERDICTS), rows, (9, 2, 4, 3, 2))


def plan_page(case: Case) -> Page:
    return Page("A plan of your own", "sheet", tuple(plan(case)))


def plan(case: Case) -> Iterator[Piece]:
    yield text(case.question)
    yield Ruled("A claim of your own, which can be argued with", 2)
    for number in ("First", "Second", "Third"):
        yield Ruled(f"{number} paragraph: its point, and the source with its lines", 3)
    yield Ruled("One source judged: what is it good evidence for, and what can it not show?", 3)
    yield Ruled("One historian’s view, tested against a source", 2)
    yield Ruled("The best objection to your claim", 2)
    yield Ruled("What you would still need to read", 1)


# --- to cut out --------------------------------------------------------------------------------------


def vote_cards(decisions: tuple[Decision, ...]) -> Page:
    how = text("One card for each student and each decision. No name is needed. Both votes stay on one card.")
    return Page("Vote cards, to cut out", "sheet", (how, Cards(tuple(map(vote_card, decisions)), 2)))


def vote_card(decision: Decision) -> Card:
    pieces: list[Words | Boxes | Ruled] = []
    if decision.scene.ask:
        pieces.append(text(plain(decision.scene.ask)))
    pieces += [Boxes("First vote, alone", decision.letters), Ruled("Because", 2)]
    pieces += [Boxes("Second vote", decision.letters), Ruled("What changed my mind, or did not", 2)]
    return Card(f"Decision {decision.number}: {decision.scene.title}", tuple(pieces))


def exit_tickets() -> Page:
    cards = tuple(Card("Exit ticket", (text(ask), Ruled("", lines))) for ask, lines in TICKETS)
    return Page("Exit tickets, to cut out", "sheet", (text("One for each student."), Cards(cards, 1)))
