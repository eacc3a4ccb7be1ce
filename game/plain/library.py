"""The library of cases, line by line: pick a case, go on, begin again, play a part, review."""

from __future__ import annotations

from game.case.catalogue import CaseHeader, installed_cases
from game.case.diagnostics.problems import CaseError
from game.case.model import Case
from game.case.pace import lasting
from game.case.prose import plain
from game.case.reader import load_case
from game.plain.playing import Leaving, playing
from game.plain.session import Room, Sitting
from game.plain.talk import Left
from game.plain.vocabulary import HELP, QUIT, number_of
from game.play.captions import dated, with_commas
from game.play.playthrough import Playthrough
from game.play.saves.shelf import CannotLoad, Header, seen


def ask_whose(room: Room) -> None:
    """Ask whose game it is, where several play here. Raises `Left`."""
    names = room.whose
    if not names:
        return
    lines = (f"{number}. {name or 'The one who gave no name'}" for number, name in enumerate(names, 1))
    room.talk.say("Whose game is this?", *lines)
    while True:
        line = room.talk.ask("A number, or a name of your own")
        number = number_of(line) or 0
        if line.casefold() in QUIT:
            raise Left
        if 0 < number <= len(names):
            room.sit_down(names[number - 1])
            return
        if line and not number:
            room.sit_down(line)
            return
        room.talk.say(f"Type a number from 1 to {len(names)}, or your name if you are new here.")


def library(room: Room) -> Leaving:
    """The list of cases, until the player leaves."""
    headers = installed_cases()
    read_library(room, headers)
    while headers:
        line = room.talk.ask(f"A case, 1 to {len(headers)}, or quit")
        number = number_of(line)
        if line.casefold() in QUIT:
            return "quit"
        if number is None or not 0 < number <= len(headers):
            room.talk.say("Type the number of a case. Quit leaves.")
            continue
        case = opened_case(room, headers[number - 1])
        if case is None:
            continue
        if at_case(room, case) == "quit":
            return "quit"
        headers = installed_cases()
        read_library(room, headers)
    return "quit"


def read_library(room: Room, headers: tuple[CaseHeader, ...]) -> None:
    talk = room.talk
    talk.say("The Historian’s Choices", "What lay open to them, which way did they go, and how do we know?")
    saves = room.shelf.all()
    talk.say(*room.shelf.news())
    for number, header in enumerate(headers, 1):
        mine = tuple(each for each in saves if each.case_id == header.id)
        talk.say(
            f"{number}. {header.title}",
            *(
                line
                for line in (
                    header.question,
                    with_commas(header.span, lasting(header.minutes)),
                    where_it_stands(mine) if header.playable else "It cannot be played as it stands.",
                )
                if line
            ),
        )
    talk.say(f"Cases of your own belong into the folder {room.home / 'cases'}.")


def where_it_stands(saves: tuple[Header, ...]) -> str:
    """One sentence on what has been played of a case."""
    unended = next((each for each in saves if not each.ended), None)
    if unended is not None:
        return f"You stopped at {dated(f'“{unended.here.title}”', unended.here.date)}."
    times = sum(each.ended for each in saves)
    return {0: "Not yet opened.", 1: "Played to the end once."}.get(
        times, f"Played to the end {times} times."
    )


def opened_case(room: Room, header: CaseHeader) -> Case | None:
    """Read a whole case, or say why it cannot be played."""
    try:
        return load_case(header.folder)
    except CaseError as error:
        errors = sum(problem.severity == "error" for problem in error.problems)
        count = "one problem keeps it" if errors == 1 else f"{errors} problems keep it"
        room.talk.say(
            f"“{header.title}” cannot be played as it stands: {count} from being read.",
            f"To see what and where, leave and type: historian check {header.folder}",
        )
        return None


# --- one case -------------------------------------------------------------------------------------------


def at_case(room: Room, case: Case) -> Leaving:
    """A case's card, until the player plays, goes back or leaves."""
    told = False
    while True:
        saves = room.shelf.of(case.id)
        going_on = next((each for each in saves if not each.ended), None)
        if not told:
            read_card(room, case, saves, going_on)
        told = True
        line = room.talk.ask(
            f"Empty line to {'go on' if going_on else 'begin'}, or fresh, part, saves, back, quit"
        )
        word, _, rest = line.casefold().partition(" ")
        number = number_of(rest) or 0
        if word in QUIT:
            return "quit"
        if word in {"back", "library", "b"}:
            return "library"
        session = None
        if not line and going_on:
            session = take_up(room, case, going_on)
        elif not line or word in {"fresh", "f"}:
            session = begin(room, case, None)
        elif word in {"part", "chapter", "p"} and 0 < number <= len(case.chapters):
            session = begin(room, case, case.chapters[number - 1].id)
        elif word in {"open", "review"} and 0 < number <= len(saves):
            session = take_up(room, case, saves[number - 1])
        else:
            answer_at_case(room, case, saves, word)
        if session is not None:
            if playing(session) == "quit":
                return "quit"
            told = False


def read_card(room: Room, case: Case, saves: tuple[Header, ...], going_on: Header | None) -> None:
    talk = room.talk
    talk.say(
        case.title,
        case.question,
        with_commas(case.span, lasting(case.minutes)),
    )
    if saves:
        had = seen(saves)
        decisions = [scene.id for scene in case.scenes.values() if scene.choices]
        endings = [scene.id for scene in case.scenes.values() if scene.ending]
        talk.say(
            "What you have seen so far: "
            f"{len(had.decisions.intersection(decisions)) or 'none'} of {len(decisions)} decisions, "
            f"{len(had.papers.intersection(case.documents)) or 'none'} of {len(case.documents)} papers, "
            f"{len(had.endings.intersection(endings)) or 'none'} of {len(endings)} endings."
        )
    if going_on:
        talk.say(f"You stopped at {dated(f'“{going_on.here.title}”', going_on.here.date)}.")
    if case.chapters:
        lines = (
            f"Part {number}: {with_commas(chapter.title, lasting(chapter.minutes))}."
            for number, chapter in enumerate(case.chapters, 1)
        )
        talk.say("Parts that can be played alone, with the word part and a number:", *lines)


def answer_at_case(room: Room, case: Case, saves: tuple[Header, ...], word: str) -> None:
    """Whatever is said at a case that does not begin a playthrough."""
    talk = room.talk
    if word in {"saves", "open", "review"}:
        lines = [save_line(number, each, case) for number, each in enumerate(saves, 1)]
        talk.say(
            *(lines or ["There is no playthrough of this case yet."]),
            *(["To take one up, or to read its debrief, type open and its number."] if lines else []),
        )
    elif word in {"part", "chapter", "p"}:
        talk.say(
            f"Type part and a number from 1 to {len(case.chapters)}."
            if case.chapters
            else "This case has one part."
        )
    elif word in HELP:
        talk.say(
            "Empty line: go on where you stopped, or begin.",
            "fresh: begin from the beginning. What you played before stays.",
            "part 1: play the first part alone.",
            "saves: your playthroughs of this case; open 1 takes up the first.",
            "back: the list of cases. quit: leave.",
        )
    else:
        talk.say("I do not know that here. Type help for what you can say.")


def save_line(number: int, save: Header, case: Case) -> str:
    """A playthrough in one line."""
    chapter = case.chapter(save.chapter) if save.chapter else None
    state = "ended at" if save.ended else "stopped at"
    title = save.ending.title if save.ending else save.here.title
    part = f"{chapter.title}, " if chapter else ""
    day = save.played.astimezone()
    return f"{number}. {save.name}: {part}{state} “{title}”, last played on {day.day} {day:%B %Y at %H:%M}."


def take_up(room: Room, case: Case, save: Header) -> Sitting | None:
    """Go on with a save, or say why that cannot be done."""
    try:
        loaded = room.shelf.load(save.path, case)
    except CannotLoad as problem:
        room.talk.say(str(problem))
        return None
    changed = ("The case has changed since you last played.", *loaded.messages)
    room.talk.say(*(changed if loaded.messages else ("You go on where you stopped.",)))
    return Sitting(room, loaded.play, loaded.kept, loaded.bookmark)


def begin(room: Room, case: Case, chapter: str | None) -> Sitting | None:
    """Begin a new playthrough, after the content note. None if the player would rather not."""
    session = Sitting(room, Playthrough(case, chapter))
    if not case.content_note:
        return session
    room.talk.say("Before you begin", *plain(case.content_note).split("\n\n"))
    while True:
        line = room.talk.ask("Empty line to begin, or back, quit").casefold()
        if not line:
            return session
        if line in QUIT:
            raise Left
        if line in {"back", "b", "library"}:
            return None
        room.talk.say(
            "An empty line begins. Back returns to the library; quit leaves. Any scene can be passed over."
        )
