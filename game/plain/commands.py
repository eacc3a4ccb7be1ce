"""The words that a player can type at any time, one table for what they do and for the help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from game.case.misspelt import nearest
from game.phrases import capitalised, counted
from game.plain.scenes import (
    hunch,
    paper_line,
    read_aftermath,
    read_arrival,
    read_document,
    read_scene,
    read_situation,
    read_table,
    read_traces,
    sheet,
    tell,
)
from game.plain.session import Sitting
from game.plain.talk import number_of
from game.plain.writing import compare, judge, mark, note, read_claims, strike, thesis, weigh
from game.play.captions import dated
from game.play.lookup import Card, cards_here, look_up
from game.play.moment import ways_opened
from game.play.report.document import prose
from game.refusal import Refusal

MOST_FOUND = 12
"""Places that are read out of those that have a word."""
READ, WRITE, GO = "To read", "To write", "To go on, back or away"
"""The groups of commands in the help."""


class TypedCommand(NamedTuple):
    """A word, its letter, how it is typed, what it does in words, the doing, and where the help has it."""

    word: str
    letter: str
    usage: str
    help: str
    do: Callable[[Sitting, str], None]
    group: str = WRITE


def read(session: Sitting, words: str) -> None:
    if not words:
        papers(session, "")
        return
    paper = session.paper(words)
    if paper is None:
        raise Refusal(f"There is no paper “{words}” within your reach. Type papers to hear which there are.")
    before = session.play
    session.change(before.open(paper.document.id))
    read_document(session, paper.document)
    opened = ways_opened(before, session.play)
    session.talk.say(*([opened] if opened else []))


def papers(session: Sitting, words: str) -> None:
    table = len(session.play.moment.documents)
    read_table(session)
    before = session.papers()[table:]
    if before:
        lines = (f"Paper {number}: {paper_line(paper)}" for number, paper in enumerate(before, table + 1))
        session.talk.say("Papers from before:", *lines)
    if not session.papers():
        session.talk.say("No papers have come your way yet.")


def notebook(session: Sitting, words: str) -> None:
    play = session.play
    held, case = play.notebook, play.case
    if not held.opened and not held.notes:
        raise Refusal("Your notebook is empty. Papers that you read and notes that you write are kept here.")
    if held.opened:
        session.talk.say(
            "Papers you have read:", *(f"- {case.documents[paper].title}" for paper in held.opened)
        )
    for cause in case.causes.values():
        lines = [
            f"- {case.documents[document].title}: {bearing}"
            for (document, weighed), bearing in held.weighed.items()
            if weighed == cause.id
        ]
        if lines:
            session.talk.say(f"On “{cause.title}” you find:", *lines)
    weighed = {cause for _, cause in held.weighed}
    without = [f"- {cause.title}" for cause in case.causes.values() if cause.id not in weighed]
    if held.opened and without:
        session.talk.say("Explanations with nothing entered yet:", *without)
    if held.notes:
        lines = [
            f"{number}. {each.text}{about(session, each.document, each.scene)}"
            for number, each in enumerate(held.notes, 1)
        ]
        session.talk.say("Your notes:", *lines)


def about(session: Sitting, document: str, scene: str) -> str:
    case = session.play.case
    if document:
        return f" (on “{case.documents[document].title}”)"
    return f" (at “{case.scenes[scene].title}”)" if scene in case.scenes else ""


def path(session: Sitting, words: str) -> None:
    case = session.play.case
    lines: list[str] = []
    taken = 0
    for step in session.play.steps:
        if step.is_passage:
            continue
        scene = case.scenes[step.scene]
        at = dated(f"“{scene.title}”", scene.date)
        if step.by_route:
            lines.append(f"Passed over by the route: {at}.")
            continue
        taken += 1
        said = "You passed it over." if step.passed else session.play.choice_of(step).label
        because = f" Because: {step.because}" if step.because else ""
        cites = "; ".join(case.documents[document].title for document in step.cites)
        leaning = f" Leaning on: {cites}." if cites else ""
        lines.append(f"{taken}. {at}. {said}{because}{leaning}")
    session.talk.say(*(["Your path so far:", *lines] if lines else ["You have taken no decision yet."]))
    ahead = sum(step.is_decision for step in session.ahead)
    if ahead:
        session.talk.say(
            f"You have gone back: {counted(ahead, 'decision')} more {'lies' if ahead == 1 else 'lie'} ahead; "
            "redo goes forward."
        )
    if not session.play.ended:
        how_far = session.how_far.in_words.replace(" · ", ", ")
        session.talk.say(f"{capitalised(how_far)}.")


def undo(session: Sitting, words: str) -> None:
    play = session.play
    if play.parent is None:
        raise Refusal("This is the beginning; there is nothing to take back.")
    decisions = [before.depth for before, step in play.at_each_step() if step.is_decision]
    number = number_of(words) or 0
    if words and not 0 < number <= len(decisions):
        raise Refusal("Type undo, or undo and the number of a decision; path reads them out.")
    session.go_to(decisions[number - 1] if number else play.undo().depth)
    session.points = ()
    back = "Back to that decision" if number else "One step back"
    session.talk.say(f"{back}. Nothing is lost: redo goes forward again, and your notebook stays.")
    read_scene(session)


def redo(session: Sitting, words: str) -> None:
    if not session.redo():
        raise Refusal("Nothing lies ahead: you have not gone back.")
    session.talk.say("One step forward again.")
    read_arrival(session)


def again(session: Sitting, words: str) -> None:
    play = session.after_last_decision
    if play is None or play.last is None:
        raise Refusal("You have taken no decision yet.")
    scene = play.case.scenes[play.last.scene]
    said = "You passed it over." if play.last.passed else play.choice_of(play.last).label
    session.talk.say(f"At “{scene.title}”: {said}")
    if not play.last.passed:
        read_aftermath(session, play)


def look(session: Sitting, words: str) -> None:
    read_scene(session)


def situation(session: Sitting, words: str) -> None:
    read_situation(session)


def who(session: Sitting, words: str) -> None:
    if not words:
        here = cards_here(session.play)
        names = "; ".join(card.title for card in here)
        session.talk.say(f"Here you can look up: {names}." if here else "There is nothing to look up here.")
        return
    found = look_up(session.play, words)
    if not found:
        raise Refusal(f"Nobody and nothing called “{words}” has come up so far.")
    for card in found[:8]:
        read_card(session, card)


def read_card(session: Sitting, card: Card) -> None:
    note = capitalised(card.note)
    session.talk.say(". ".join(part for part in (card.title, note) if part))
    session.talk.pages((*prose(card.text), *prose(card.fate)))


def find(session: Sitting, words: str) -> None:
    from game.play.report.report import Report
    from game.play.search import search  # with the debrief; nobody waits for it at the start

    found = list(search(session, words))
    if not found:
        nothing = f"Nothing that you have come to has “{words}” in it."
        raise Refusal(nothing if len(words) > 1 else "Type find and a word of two letters or more.")
    same = [each for each in found if each.title.casefold() == words.strip().casefold()]
    if len(found) == 1 or len(same) == 1:
        (only,) = same or found
        page = Report(session.debrief()).library.page(only.key) if session.play.ended else ()
        session.talk.pages(page)
        found = [] if page else found
    for each in found[:MOST_FOUND]:
        session.talk.say(f"{each.title} ({each.kind}). {each.context}".strip())
    if len(found) > MOST_FOUND:
        session.talk.say(f"{counted(len(found) - MOST_FOUND, 'place')} more. Add a word to find fewer.")
    elif len(found) > 1:
        session.talk.say("find and a whole title tells what the library of the case has on it.")


def easier(session: Sitting, words: str) -> None:
    session.room.set(replace(session.room.settings, easier=True))
    read_scene(session)


def standard(session: Sitting, words: str) -> None:
    session.room.set(replace(session.room.settings, easier=False))
    read_scene(session)


def export_here(session: Sitting, words: str) -> None:
    from game.play.export import FORMATS
    from game.play.report.report import LEAVABLE

    words, _, left_out = f" {words}".partition(" without ")
    words, _, added = words.partition(" with ")
    without = tuple(left_out.replace(",", " ").split())
    kind, _, name = words.strip().partition(" ")
    kind = kind or "md"
    if kind not in FORMATS or not set(without) <= set(LEAVABLE) or added.strip() not in ("", "library"):
        session.talk.say(
            "Type export md, export html or export json, and a file name if you like. Add with library for "
            "the library of the case and the transcript as an appendix.",
            f"To leave something out of that, add without and what: {', '.join(LEAVABLE)}.",
        )
        return
    written = session.export(kind, bool(added), without, name.strip())  # type: ignore[arg-type]
    session.talk.say(f"Written: {written}")


def exam(session: Sitting, words: str) -> None:
    from game.play.exams import NoExam, exam_files, load_exam

    if not words:
        known = ", ".join((*exam_files(session.room.home), "none"))
        session.talk.say(
            f"The plan at the end of the debrief can be labelled for an exam: {known}.",
            "Type for example exam aqa.",
        )
        return
    wanted = "" if words == "none" else words
    try:
        found = load_exam(wanted, session.room.home)
    except NoExam as problem:
        raise Refusal(capitalised(str(problem))) from None
    session.room.set(replace(session.room.settings, exam=wanted))
    session.talk.say(f"Your plan is labelled for {found.name}." if found else "Your plan has no labels.")


# fmt: off
COMMANDS = (
    TypedCommand("read", "r", "read 1", "read the first paper, or any other by number or name", read, READ),
    TypedCommand("papers", "d", "papers",
        "which papers are on the table, and which came before", papers, READ),
    TypedCommand("weigh", "", "weigh 1 2 supports",
        "say what paper 1 does for explanation 2; weigh 1 lists those it bears on, weigh 1 all lists all",
        weigh),
    TypedCommand("compare", "", "compare 1",
        "hear what we think of paper 1, beside your own lines on it", compare),
    TypedCommand("note", "", "note your line", "write a note; note on 1 writes it on paper 1", note),
    TypedCommand("thesis", "", "thesis your claim", "write the claim of your plan", thesis),
    TypedCommand("worth", "", "worth it shows …", "judge the paper of your plan", partial(judge, "worth")),
    TypedCommand("limits", "", "limits it leaves out …",
        "say what that paper cannot show", partial(judge, "limits")),
    TypedCommand("strike", "", "strike 1", "take out your first note", strike),
    TypedCommand("notebook", "n", "notebook", "what you have read, weighed and noted", notebook, READ),
    TypedCommand("path", "m", "path", "the decisions you have taken, and how far you are", path, GO),
    TypedCommand("situation", "s", "situation", "how things stand, in words", situation, READ),
    TypedCommand("who", "w", "who NAME", "look up a person or a word that has come up", who, READ),
    TypedCommand("find", "", "find WORD", "look for a word in all that you have come to", find, READ),
    TypedCommand("look", "l", "look", "hear this scene again", look, READ),
    TypedCommand("why", "", "why 1",
        "hear which choice of yours the sign (why 1) goes back to", read_traces, READ),
    TypedCommand("again", "", "again", "hear what your last choice brought about", again, READ),
    TypedCommand("sheet", "", "sheet",
        "hear again what your last chapter came to, beside the record", sheet, READ),
    TypedCommand("hunch", "", "hunch 2", "put explanation 2 first, in pencil; hunch lists them all", hunch),
    TypedCommand("tell", "", "tell chapter",
        "when to tell what really happened: tell decision, tell chapter or tell end", tell, GO),
    TypedCommand("undo", "u", "undo",
        "one step back; undo 3 goes back to your third decision; nothing is lost", undo, GO),
    TypedCommand("redo", "", "redo", "one step forward again, after undo", redo, GO),
    TypedCommand("easier", "", "easier", "the easier reading, where there is one", easier, READ),
    TypedCommand("standard", "", "standard", "the full text again", standard, READ),
    TypedCommand("claims", "", "claims",
        "in the debrief: what is said of this, for you to judge", read_claims),
    TypedCommand("exam", "", "exam aqa",
        "what your plan is labelled for; exam none takes the labels off", exam),
    TypedCommand("mark", "", "mark 1 contested", "in the debrief: your judgement on claim 1", mark),
    TypedCommand("export", "x", "export html",
        "write the debrief to a file (md, html or json); export html with library adds the whole record",
        export_here, GO),
)
# fmt: on

BY_WORD = {command.word: command for command in COMMANDS} | {
    command.letter: command for command in COMMANDS if command.letter
}
ON_SCREEN = {"documents": "papers", "map": "path", "search": "find", "back": "undo"}
"""What the full screen calls a command, and its word here."""
BY_WORD |= {called: BY_WORD[word] for called, word in ON_SCREEN.items()}
OTHER_WORDS = ("pass", "part", "all", "fresh", "library", "help", "quit")


def obey(session: Sitting, line: str) -> None:
    """Do what one line says, whether it is a command or not."""
    word, _, words = line.partition(" ")
    command = BY_WORD.get(word.casefold())
    with session.talk.refusing():
        if command is not None:
            command.do(session, words.strip())
        elif session.paper(line) is not None:
            read(session, line)
        else:
            near = nearest(word.casefold(), (*BY_WORD, *OTHER_WORDS))
            meant = f"Did you mean {near}? " if near else ""
            raise Refusal(f"I do not know “{line}”. {meant}Type help for what you can say.")


def read_help(session: Sitting, first: tuple[str, ...]) -> None:
    """What can be typed here."""
    session.talk.say(*first)
    for group in (READ, WRITE, GO):
        lines = [f"{command.usage}: {command.help}." for command in COMMANDS if command.group == group]
        session.talk.say(f"{group}:", *lines, *(session.LEAVING if group == GO else ()))
