"""What is read out line by line: a scene, what followed, a paper, and the sheet that is turned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.case.model import Case, Document
from game.case.prose import plain
from game.phrases import counted, sentence
from game.plain.session import Sitting
from game.plain.talk import begun, number_of
from game.play.captions import JUDGE, author_and_date, in_reading, introduced, said_by, works_on
from game.play.lookup import cards_here
from game.play.moment import Offer, Paper, closed_reason
from game.play.playthrough import Playthrough
from game.play.report.document import prose, work
from game.play.settings import TELLS
from game.refusal import Refusal

if TYPE_CHECKING:
    from game.play.turned_sheet import TurnedSheet


def read_scene(session: Sitting) -> None:
    """Everything there is at the present scene, or only its heading while it is folded."""
    talk, moment = session.talk, session.play.moment
    if session.play.chapter_over:
        return
    talk.pause()
    fold = session.fold
    if fold is None:
        talk.say(*part(session), *heading(session))
        read_on(session)
    elif fold.chapter:
        talk.say(*part(session), *map(plain, fold.notes))
        talk.say(
            "An empty line begins. Here and at any scene the word pass passes it over; that costs nothing."
        )
    else:
        talk.say(*part(session), *heading(session))
        talk.say(
            f"This scene is folded. {plain(moment.scene.care)}",
            "An empty line opens it. The word pass passes it over; that costs nothing.",
        )


def open_scene(session: Sitting) -> None:
    """The present scene, whose fold has been told."""
    if session.fold and session.fold.chapter:
        session.talk.say(*heading(session))
    session.unfold()
    read_on(session)


def read_on(session: Sitting) -> None:
    """What stands under a scene's heading: its text, the papers, the choices."""
    talk, moment = session.talk, session.play.moment
    easier = session.easier and bool(moment.simpler)
    marked = {trace.paragraph: number for number, trace in enumerate(session.traces(), 1)}
    words = prose("\n\n".join(moment.simpler if easier else moment.paragraphs), moment.memory)
    talk.pages(
        replace(each, note=sign_of(marked[place])) if place in marked else each
        for place, each in enumerate(words)
    )
    if session.easier and not easier and moment.paragraphs:
        talk.say("There is no easier reading of this scene.")
    read_table(session)
    names = [card.title for card in cards_here(session.play)]
    if names:
        talk.say(f"To look up with the word who: {'; '.join(names)}.")
    read_choices(session)
    if marked and not session.knows_signs:
        session.knows_signs = True
        talk.say(
            "Where (why 1) stands, the word why and that number tell which choice of yours it goes back to."
        )
    if moment.stuck:
        talk.say("The story does not go on from here: a fault in the case. Type undo to go another way.")


def part(session: Sitting) -> list[str]:
    """The part, where it changes, and how much of it is ahead."""
    moment, before = session.play.moment, session.play.parent
    while before is not None and before.passing:
        before = before.parent
    same = before is not None and before.scene.chapter == moment.scene.chapter
    if not moment.chapter_title or same or session.play.passing:
        return []
    _, *ahead = session.how_far.parts
    return [f"Part: {moment.chapter_title}", *([f"{', '.join(ahead).capitalize()}."] if ahead else [])]


def heading(session: Sitting) -> list[str]:
    """Where this is: decision and title, date and place, perspective."""
    moment = session.play.moment
    lines = [f"Decision {moment.decision_number}: {moment.title}" if moment.choices else moment.title]
    lines += [moment.where, plain(moment.perspective, moment.memory)]
    return [line for line in lines if line]


def read_table(session: Sitting) -> None:
    """The papers on the table, with their numbers."""
    papers = session.play.moment.documents
    if not papers:
        return
    lie = "lies" if len(papers) == 1 else "lie"
    session.talk.say(
        f"{counted(len(papers), 'paper').capitalize()} {lie} on the table. To read the first, type read 1.",
        *(f"Paper {place}: {paper_line(paper)}" for place, paper in enumerate(papers, 1)),
    )


def paper_line(paper: Paper) -> str:
    """A paper in one line: title, who and when, and whether it was opened."""
    document = paper.document
    about = author_and_date(document)
    notes = {0: "", 1: ", one note taken"}.get(paper.notes, f", {paper.notes} notes taken")
    state = "Opened" if paper.opened else "Not opened yet"
    return " ".join(sentence(words) for words in (document.title, about, f"{state}{notes}") if words)


def read_choices(session: Sitting) -> None:
    """The question and the courses."""
    moment = session.play.moment
    if not moment.choices:
        return
    lines = [plain(moment.scene.ask)] if moment.scene.ask else []
    marked = {trace.door: f" ({sign_of(number)})" for number, trace in enumerate(session.traces(), 1)}
    courses = enumerate(moment.choices, 1)
    lines += [
        f"{offer_line(number, offer, session.play.case)}{marked.get(offer.id, '')}"
        for number, offer in courses
    ]
    session.talk.say(*lines)


def sign_of(trace: int) -> str:
    """What stands behind something that goes back to a choice of hers, and is typed to hear which."""
    return f"why {trace}"


def read_traces(session: Sitting, words: str) -> None:
    """Which choices of hers the signs go back to."""
    told = [f"{number}. {trace.because}." for number, trace in enumerate(session.traces(), 1)]
    number = number_of(words) or 0
    if not told:
        raise Refusal("Nothing here goes back to a choice of yours.")
    if words and not 0 < number <= len(told):
        are = "is" if len(told) < 2 else "are"
        raise Refusal(f"There is no sign (why {words}) here. There {are} {len(told)}.")
    session.talk.say(*([told[number - 1]] if words else told))


def offer_line(number: int, offer: Offer, case: Case) -> str:
    """A course with its number and, where it is closed, the reason and the paper that would open it."""
    if offer.open:
        return f"{number}. {offer.label}"
    word = "Shut" if offer.door == "shut" else "Closed"
    return f"{number}. {word}: {offer.label} Why: {closed_reason(offer, case)}"


def read_aftermath(session: Sitting, play: Playthrough) -> None:
    """What the last choice brought about, in words."""
    aftermath = play.aftermath
    if aftermath is None:
        return
    session.talk.pages(prose(in_reading(aftermath.choice, session.easier), play.moment.memory))
    session.talk.say(*aftermath.changes)
    if aftermath.revealed:
        session.talk.say(
            *(
                f"To read “{paper.title}”, type read {session.number_of(paper.id)}."
                for paper in aftermath.revealed
            )
        )


def read_situation(session: Sitting) -> None:
    """How things stand: the gauges and what else is shown, in words."""
    moment = session.play.moment
    lines = [f"{gauge.spoken}." for gauge in moment.gauges]
    lines += [f"{reading.label}: {reading.value}." for reading in moment.readings]
    if moment.scene.stance == "archive" and not lines:
        lines = ["At the archive desk there is no situation to follow, only the papers."]
    session.talk.say(*(lines or ["Nothing of the situation is shown here."]))


def read_document(session: Sitting, document: Document) -> None:
    """A paper: where it comes from before what it says, then what is thought of it."""
    talk, case = session.talk, session.play.case
    about = author_and_date(document)
    lines = [document.title, ". ".join(part for part in (document.kind.capitalize(), about) if part)]
    talk.say(*(line for line in lines if line))
    pieces = (
        ("Where it comes from", document.provenance),
        *((said.caption, said.text) for said in said_by(document, session.easier)),
    )
    for label, markdown in pieces:
        if markdown:
            talk.say(f"{label}:", *plain(markdown).split("\n\n"))
    if not session.asks_first(document):
        read_judgement(session, document)
    for printed, sources in works_on(document):
        talk.say(f"{printed}:", *(f"- {work(case.sources[source])}" for source in sources))
    found = [
        f"You find that it {bearing} “{case.causes[cause].title}”."
        for (paper, cause), bearing in session.play.notebook.weighed.items()
        if paper == document.id
    ]
    number = session.number_of(document.id)
    weigh = f"To say what it does for an explanation, type weigh {number}."
    judge = f"{JUDGE} Type note on {number} and your line; then you hear ours. Or type compare {number}."
    talk.say(
        "End of the paper.",
        *([judge] if session.asks_first(document) else []),
        *found,
        *([weigh] if any(case.explanations(document)) else []),
    )


def read_judgement(session: Sitting, document: Document) -> None:
    """Her own lines about a paper, and beside them what we think of it."""
    mine = [note.text for note in session.play.notebook.notes if note.document == document.id]
    ours = (("What it is worth as evidence", document.worth), ("What it cannot show", document.limits))
    if mine:
        session.talk.say("You wrote:", *mine)
    for label, markdown in ours:
        if markdown:
            session.talk.say(f"{label}:", *plain(markdown).split("\n\n"))


def read_weighing(session: Sitting, document: Document, every: bool = False) -> None:
    """What the player finds that a paper does for each explanation that it bears on, or for `every` one."""
    asked, others = session.play.case.explanations(document)
    if not (asked or others):
        raise Refusal("Nothing is asked about this paper: it is evidence for no explanation.")
    number_here, lines = session.number_of(document.id), []
    for number, cause in enumerate((*asked, *others), 1):
        weighed = session.play.notebook.weighed
        bearing = weighed.get((document.id, cause.id))
        new = not any(of == cause.id for _, of in weighed)
        if number > len(asked) and not (every or bearing):
            continue
        lines.append(
            f"Explanation {number}: {sentence(cause.title)} {f'{introduced(cause)} ' if new else ''}"
            + (f"You find that it {bearing} this." if bearing else "Not weighed.")
        )
    session.talk.say(
        "What does this paper do for each explanation? To say so, type for example: "
        f"weigh {number_here} 1 supports. "
        "The words are supports, undermines, complicates, none.",
        *lines,
        *([] if every or not others else [f"For another explanation: weigh {number_here} all."]),
    )


def read_arrival(session: Sitting) -> None:
    """Where play has come to, and the sheet that is turned there: before a scene, after an ending."""
    ended = session.play.ended
    if not ended:
        turn_sheet(session)
    read_scene(session)
    if ended:
        turn_sheet(session)


def turn_sheet(session: Sitting) -> None:
    """What the chapter came to that has ended here, unless that is told at the end."""
    if session.play.turns_sheet and session.tell != "end":
        from game.play.turned_sheet import TurnedSheet  # with the debrief; nobody waits for it at the start

        sheet = TurnedSheet.of(session.play)
        if sheet:
            session.talk.pause()
            read_sheet(session, sheet)


def read_sheet(session: Sitting, sheet: TurnedSheet) -> None:
    """A turned sheet."""
    from game.play.report.transcript import sheet_blocks

    session.talk.pages(sheet_blocks(sheet))
    if sheet.asks_hunch:
        session.talk.say("It stays as it is. To change it, type hunch.")


def read_record(session: Sitting, play: Playthrough) -> None:
    """What really happened where the last decision was taken, if that is told at once."""
    if session.tell == "decision":
        from game.play.report.transcript import happened_fact  # with the debrief
        from game.play.turned_sheet import last_row

        row = last_row(play)
        session.talk.pages(happened_fact(row) if row else ())


def sheet(session: Sitting, words: str) -> None:
    from game.play.turned_sheet import TurnedSheet, last_turned  # with the debrief

    at = last_turned(session.play)
    turned = TurnedSheet.of(at) if at else None
    if session.tell == "end":
        raise Refusal(
            "No sheet is turned: what really happened is told at the end. To change that, type tell."
        )
    if turned is None:
        raise Refusal("No sheet has been turned yet: that is done where a chapter ends.")
    read_sheet(session, turned)


def hunch(session: Sitting, words: str) -> None:
    from game.play.debrief.hunch import hunch_is_open, hunch_now  # with the debrief

    play = session.play
    if not hunch_is_open(play):
        raise Refusal("A hunch can be changed between your first guess and your last word.")
    causes, number = tuple(play.case.causes.values()), number_of(words) or 0
    if not 0 < number <= len(causes):
        session.talk.say(
            f"Your hunch, in pencil: {hunch_now(play) or 'none yet'}",
            "To put another explanation first, type hunch and its number:",
            *(f"{place}. {cause.title}" for place, cause in enumerate(causes, 1)),
        )
        return
    session.change(play.change_hunch(causes[number - 1].id))
    session.talk.say(f"Your hunch is now, in pencil: {causes[number - 1].title}")


def tell(session: Sitting, words: str) -> None:
    wanted = begun(words, tuple(TELLS))
    for known in TELLS:
        if known == wanted:
            session.room.set(replace(session.room.settings, tell=known))
    session.talk.say(
        f"What really happened is told {TELLS[session.tell]}.",
        *([] if wanted else [f"To change that, type {', '.join(f'tell {known}' for known in TELLS)}."]),
    )
