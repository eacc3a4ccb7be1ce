"""What a player writes, line by line: entries for papers, notes, the lines of her plan, marks on claims."""

from __future__ import annotations

from typing import get_args

from game.case.model import Bearing, Verdict
from game.plain.scenes import read_judgement, read_weighing
from game.plain.session import Sitting
from game.plain.talk import begun
from game.play.captions import with_commas
from game.play.playthrough import UnknownId
from game.play.report.document import prose
from game.play.steps import About
from game.refusal import Refusal

BEARINGS: tuple[Bearing, ...] = get_args(Bearing)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def weigh(session: Sitting, words: str) -> None:
    parts = words.split()
    paper = session.paper(parts[0]) if parts else None
    if paper is None:
        raise Refusal(
            f"There is no paper “{parts[0]}” within your reach."
            if parts
            else "Type weigh and a paper: weigh 1."
        )
    document, play = paper.document, session.play
    if document.id not in play.notebook.opened:
        raise Refusal(f"Read it first: read {session.number_of(document.id)}.")
    causes = [cause.id for group in play.case.explanations(document) for cause in group]
    if len(parts) < 3 or not causes:
        read_weighing(session, document, every=parts[1:] == ["all"])
        return
    named = parts[1]
    cause = causes[int(named) - 1] if named.isdecimal() and 0 < int(named) <= len(causes) else named
    bearing = begun(parts[2], (*BEARINGS, "none"))
    if cause not in causes or bearing is None:
        session.talk.say("I know these explanations and the words supports, undermines, complicates, none.")
        read_weighing(session, document, every=True)
        return
    session.change(play.weigh(document.id, cause, None if bearing == "none" else bearing))  # type: ignore[arg-type]
    title = play.case.causes[cause].title
    if bearing == "none":
        session.talk.say(f"Taken out: “{document.title}” on “{title}”.")
    else:
        session.talk.say(f"Noted: “{document.title}” {bearing} “{title}”.")


def note(session: Sitting, words: str) -> None:
    document = ""
    if words.casefold().startswith("on "):
        named, _, rest = words[3:].strip().partition(" ")
        paper = session.paper(named)
        if paper is not None:
            document, words = paper.document.id, rest.strip()
    if not words:
        raise Refusal("Type note and your line; note on 1 and your line writes it on the first paper.")
    of = session.play.case.documents[document] if document in session.play.notebook.opened else None
    asked = of is not None and session.asks_first(of)
    session.change(session.play.note(words, document))
    about = f" on “{session.play.case.documents[document].title}”" if document else ""
    session.talk.say(f"Noted{about}.")
    if of is not None and asked:
        read_judgement(session, of)


def compare(session: Sitting, words: str) -> None:
    paper = session.paper(words) if words else None
    if paper is None:
        raise Refusal("Type compare and a paper that you have read: compare 1.")
    if not paper.opened:
        raise Refusal(f"Read it first: read {session.number_of(paper.document.id)}.")
    session.compared.add(paper.document.id)
    read_judgement(session, paper.document)


def thesis(session: Sitting, words: str) -> None:
    if not words:
        raise Refusal("Type thesis and one sentence that answers the question and can be argued with.")
    session.change(session.play.put_forward(words))
    session.talk.say("Your claim stands in your plan.")


def judge(about: About, session: Sitting, words: str) -> None:
    source = session.debrief().plan.source if session.play.ended else None
    if source is None:
        raise Refusal("One paper is judged in your plan, in the debrief, if you have opened any.")
    if not words:
        raise Refusal(f"Type {about} and a sentence on “{source.title}”. Then you hear ours.")
    session.change(session.play.note(words, source.id, about))
    session.talk.say(f"It stands in your plan, on “{source.title}”. Ours:")
    session.talk.pages(prose(source.worth if about == "worth" else source.limits))


def strike(session: Sitting, words: str) -> None:
    try:
        session.change(session.play.strike(int(words) - 1 if words.isdecimal() else -1))
    except UnknownId:
        raise Refusal("Type strike and the number of a note; notebook reads them out.") from None
    session.talk.say(f"Note {words} is taken out.")


def mark(session: Sitting, words: str) -> None:
    if not session.play.ended:
        raise Refusal("Claims are marked in the debrief, when the playthrough has ended.")
    claims = session.play.debrief().claims
    number, _, word = words.partition(" ")
    verdict = begun(word.strip(), (*VERDICTS, "none"))
    if not number.isdecimal() or not 0 < int(number) <= len(claims) or verdict is None:
        session.talk.say("Type mark, a number and a word: sound, oversimplified, contested, wrong or none.")
        read_claims(session)
        return
    claim = claims[int(number) - 1].claim
    session.change(session.play.mark(claim.id, None if verdict == "none" else verdict))  # type: ignore[arg-type]
    if verdict == "none":
        session.talk.say("Your mark is rubbed out.")
        return
    session.talk.say(f"Your mark: {verdict}.", f"Our verdict: {claim.verdict}.")
    session.talk.pages(prose(claim.why))


def read_claims(session: Sitting, words: str = "") -> None:
    if not session.play.ended:
        raise Refusal(
            "What textbooks and students say is weighed in the debrief, when the playthrough has ended."
        )
    claims = session.play.debrief().claims
    if not claims:
        raise Refusal("No claims have been met on this path.")
    for number, marked in enumerate(claims, 1):
        hers = f"your mark: {marked.mark or 'none'}"
        session.talk.say(f"Claim {number}. {with_commas(marked.claim.from_, hers)}")
        session.talk.pages(prose(marked.claim.says))
    session.talk.say("How far is it so? Type for example mark 1 oversimplified. Then you hear our verdict.")
