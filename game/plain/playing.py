"""One playthrough from where it stands to the end of its debrief, as a conversation."""

from __future__ import annotations

from typing import Literal

from game.phrases import sentence
from game.plain.commands import obey, read_help
from game.plain.debriefing import at_debrief, begin_debrief, debrief_prompt, read_rest
from game.plain.scenes import open_scene, read_aftermath, read_arrival, read_record
from game.plain.session import Sitting
from game.plain.talk import HELP, QUIT, TAKE_BACK, EndOfInput, Left, number_of
from game.play.captions import reason_stem
from game.play.moment import Offer
from game.play.playthrough import NotOpen, Playthrough
from game.refusal import Refusal

Leaving = Literal["quit", "library", "fresh"]


def playing(session: Sitting) -> Leaving:
    """Play until the player leaves. Raises `EndOfInput`."""
    if session.play.ended:
        begin_debrief(session)
    else:
        read_arrival(session)
    while True:
        try:
            line = session.talk.ask(prompt(session))
        except EndOfInput:
            read_rest(session)
            raise
        word = line.casefold()
        if word in QUIT:
            return "quit"
        if word in {"library", "back"}:
            return "library"
        if word == "fresh":
            return "fresh"
        over = session.play.ended
        with session.talk.refusing():
            (at_debrief if over else at_scene)(session, line)
        if session.play.ended and not over:
            begin_debrief(session)


def prompt(session: Sitting) -> str:
    moment = session.play.moment
    if moment.ended:
        return debrief_prompt(session)
    if session.fold:
        return "Empty line to open, or pass"
    if moment.is_passage:
        return "Empty line to go on, or help"
    if any(offer.open for offer in moment.choices):
        return "Your choice, a number, or help"
    return "Read a paper, or help" if any(offer.unread for offer in moment.choices) else "Undo, or help"


def at_scene(session: Sitting, line: str) -> None:
    """One line while play goes on."""
    moment, word = session.play.moment, line.casefold()
    if word in HELP:
        read_help(session, scene_help(session))
    elif word == "pass":
        pass_over(session)
    elif session.fold and not line:
        open_scene(session)
    elif moment.is_passage and not line:
        go_on(session)
    elif not line:
        session.talk.say(*what_is_due(session))
    elif number_of(line) is not None:
        choose_number(session, number_of(line) or 0)
    else:
        obey(session, line)


def what_is_due(session: Sitting) -> tuple[str, ...]:
    """What an empty line is told where it goes nowhere."""
    choices = session.play.moment.choices
    if any(offer.open for offer in choices):
        return ("A decision is due here. Type the number of a course, or look to hear the scene again.",)
    by_reading = next((offer for offer in choices if offer.unread), None)
    if by_reading is None:
        return ("No way is open here. Type undo to go another way.",)
    return ("No way is open here yet.", *papers_that_open(session, by_reading))


def scene_help(session: Sitting) -> tuple[str, ...]:
    moment = session.play.moment
    if session.fold:
        first = "Empty line: open this scene."
    elif moment.is_passage:
        first = "Empty line: go on."
    else:
        first = "A number: choose that course. You are then asked why; undo there takes it back."
    if session.play.passing:
        return (first,)
    return (first, "pass: pass over this scene unread. It costs nothing.")


def choose_number(session: Sitting, number: int) -> None:
    """Choose a course by its number; a closed one says why it is closed."""
    moment = session.play.moment
    if session.fold:
        raise Refusal("This scene is still folded. An empty line opens it; pass passes it over.")
    if moment.is_passage:
        raise Refusal("There is nothing to choose here. An empty line goes on.")
    if not 0 < number <= len(moment.choices):
        are = "is" if len(moment.choices) == 1 else "are"
        raise Refusal(f"There is no course {number} here. There {are} {len(moment.choices)}.")
    offer = moment.choices[number - 1]
    if not offer.open:
        session.talk.say(f"That course is closed. {offer.reason}", *papers_that_open(session, offer))
        return
    ask_why(session, offer)


def papers_that_open(session: Sitting, offer: Offer) -> list[str]:
    """Which papers on the table would open a closed course."""
    table = session.play.scene.documents
    places = sorted(table.index(document) for document in offer.unread if document in table)
    numbers = [str(place + 1) for place in places]
    if not numbers:
        return []
    return [f"Read {'paper' if len(numbers) == 1 else 'papers'} {' and '.join(numbers)} first."]


def ask_why(session: Sitting, offer: Offer) -> None:
    """Ask for the player's one sentence, then take the choice; `undo` there takes it back."""
    talk, scene, draft = session.talk, session.play.scene, session.draft_of(offer.id)
    talk.say(
        f"You choose: {offer.label}",
        *([scene.because] if scene.because else []),
        f"Finish the sentence: “{reason_stem(offer.label)} …” An empty line gives no reason; undo takes the "
        "choice back.",
    )
    if draft.because:
        talk.say(f"Before, you wrote: {draft.because}", "Type same to give that reason.")
    if session.play.moment.documents and not any(step.cites for step in session.play.steps):
        talk.say("To read a paper first, type read and its number; to lean on one, cite and its number.")
    cites = list(draft.cites)
    ending = None
    while True:
        try:
            line = talk.ask("Because", reason_for=offer.id)
        except EndOfInput as end:
            line, ending = draft.because, end
            break
        if line.casefold() in TAKE_BACK | QUIT:
            session.write_draft(offer.id, draft.because, cites)
            session.settle()
            talk.say("Taken back.")
            if line.casefold() in QUIT:
                raise Left
            return
        if line.casefold() in HELP:
            talk.say(
                "Any line is your reason; an empty line gives none.",
                *(["same: the reason that you wrote before."] if draft.because else []),
                "read 1: read the first paper, and come back. cite 1: lean on it, once you have read it.",
                "undo: take the choice back. quit: take it back and leave.",
            )
            continue
        word, _, rest = line.casefold().partition(" ")
        if word in {"read", "r"} and number_of(rest) is not None:
            obey(session, line)
            continue
        if word == "same" and not rest and draft.because:
            line = draft.because
            break
        if line.casefold() == "cite" or line.casefold().startswith("cite "):
            cite(session, line[4:], cites)
            continue
        break
    take(session, offer, line, cites)
    if ending is not None:
        raise ending


def cite(session: Sitting, words: str, cites: list[str]) -> None:
    """Note the papers that a reason leans on."""
    for named in words.replace(",", " ").split():
        paper = session.paper(named)
        if paper is None or not paper.opened:
            session.talk.say(f"You have not read a paper “{named}” here.")
        elif paper.document.id not in cites:
            cites.append(paper.document.id)
    held = "; ".join(session.play.case.documents[document].title for document in cites)
    session.talk.say(f"You lean on: {held}." if held else "You lean on no paper yet.")


def take(session: Sitting, offer: Offer, because: str, cites: list[str]) -> None:
    try:
        play = session.play.choose(offer.id, because, cites)
    except NotOpen as closed:
        raise Refusal(f"That course is closed. {closed.reason}") from None
    arrive(session, play)


def go_on(session: Sitting) -> None:
    arrive(session, session.play.go_on())


def pass_over(session: Sitting) -> None:
    """Pass over the present scene unread."""
    try:
        title = "" if session.play.passing else session.play.scene.title
        session.pass_over()
    except NotOpen as closed:
        raise Refusal(sentence(f"This scene cannot be passed over: {closed.reason}")) from None
    if title:
        session.talk.say(f"You pass over “{title}”.")
    read_record(session, session.play)
    arrived(session)


def arrive(session: Sitting, play: Playthrough) -> None:
    """Keep the step, tell what followed, and read the next scene."""
    session.change(play)
    read_aftermath(session, play)
    read_record(session, play)
    arrived(session)


def arrived(session: Sitting) -> None:
    session.unfolded.discard(session.play.scene.id)
    read_arrival(session)
