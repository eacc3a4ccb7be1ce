"""The library of cases, line by line: pick a case, go on, begin again, play a part, review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.case.catalogue import CaseHeader, installed_cases
from game.case.diagnostics.problems import CaseError
from game.case.model import Case, Chapter, NamedRoute
from game.case.pace import lasting
from game.case.parts import WHOLE, CasePart
from game.case.prose import plain
from game.case.reader import load_case
from game.phrases import capitalised, counted
from game.plain.playing import Leaving, playing
from game.plain.session import PlainDesk, Sitting
from game.plain.talk import HELP, QUIT, Left, number_of
from game.play.captions import dated, with_commas
from game.play.playthrough import Playthrough
from game.play.saves.shelf import CannotLoad, Header, in_short, seen
from game.refusal import Refusal

FIRST_LINES = (
    "New here? Read, then type the number of a course; you are asked why.",
    "read 1 opens the first paper on the table; who and a name looks somebody up; help says the rest.",
    "Nothing can go wrong: all is kept at once, undo goes back, and quit leaves.",
)
CHAPTER, ROUTE = frozenset(("part", "chapter", "p")), frozenset(("route", "line"))
"""What asks for a part of a case."""
TO_SAVES = (
    "To take one up, or to read its debrief, type open and its number; rename 1 calls it something else, and "
    "delete 1 deletes it."
)


def ask_whose(room: PlainDesk) -> None:
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


def greet(room: PlainDesk) -> None:
    """Three lines for somebody who has never played here; once."""
    if not room.greeted and not room.shelf.all():
        room.talk.say(*FIRST_LINES)
    room.greeted = True


def library(room: PlainDesk) -> Leaving:
    """The list of cases, until the player leaves."""
    headers = installed_cases()
    read_library(room, headers)
    while headers:
        line = room.talk.ask(f"A case, 1 to {len(headers)}, or quit")
        number = number_of(line)
        word, _, name = line.partition(" ")
        if line.casefold() in QUIT:
            return "quit"
        if word.casefold() == "as" and name:
            room.sit_down(name)
            read_library(room, headers)
            continue
        if number is None or not 0 < number <= len(headers):
            room.talk.say("Type the number of a case. Quit leaves; as and a name plays under that name.")
            continue
        case = opened_case(room, headers[number - 1])
        if case is None:
            continue
        if at_case(room, case) == "quit":
            return "quit"
        headers = installed_cases()
        read_library(room, headers)
    return "quit"


def read_library(room: PlainDesk, headers: tuple[CaseHeader, ...]) -> None:
    talk = room.talk
    talk.say("The Historian’s Choices", "What lay open to them, which way did they go, and how do we know?")
    saves = room.shelf.all()
    talk.say(*room.shelf.news())
    if room.shelf.player:
        talk.say(f"This is the game of {room.shelf.player}.")
    greet(room)
    for number, header in enumerate(headers, 1):
        mine = tuple(each for each in saves if each.case_id == header.id)
        talk.say(
            f"{number}. {header.title}",
            *(
                line
                for line in (
                    header.question,
                    with_commas(header.span, lasting(header.minutes)),
                    f"{capitalised(header.twin.message)}." if header.twin else "",
                    f"{capitalised(in_short(mine))}."
                    if header.playable
                    else "It cannot be played as it stands.",
                )
                if line
            ),
        )
    playable = [each for each in enumerate(headers, 1) if each[1].playable and each[1].minutes]
    if not saves and len(playable) > 1:
        number, first = min(playable, key=lambda each: each[1].minutes or 0)
        talk.say(f"To begin with the shortest, “{first.title}”, type {number}.")
    talk.say(f"Cases of your own go into the folder {room.home / 'cases'}.")


def opened_case(room: PlainDesk, header: CaseHeader) -> Case | None:
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


def at_case(room: PlainDesk, case: Case) -> Leaving:
    """A case's card, until the player plays, goes back or leaves."""
    told = False
    while True:
        saves = room.shelf.of(case.id)
        going_on = room.shelf.to_go_on(case.id)
        if not told:
            read_card(room, case, saves, going_on)
        told = True
        words = ", ".join(("fresh", *(["route"] if case.routes else []), "part", "saves", "back", "quit"))
        line = room.talk.ask(f"Empty line to {'go on' if going_on else 'begin'}, or {words}")
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
            session = begin(room, case)
        elif word in ROUTE and 0 < number <= len(case.routes):
            session = begin(room, case, CasePart(route=[*case.routes][number - 1]))
        elif word in CHAPTER and 0 < number <= len(case.chapters):
            session = begin(room, case, CasePart(case.chapters[number - 1].id))
        elif word in {"open", "review"} and 0 < number <= len(saves):
            session = take_up(room, case, saves[number - 1])
        elif word in {"rename", "delete"}:
            with room.talk.refusing():
                change_save(room, case, saves, line)
        else:
            answer_at_case(room, case, saves, word)
        if session is not None:
            if played_on(room, session) == "quit":
                return "quit"
            told = False


def played_on(room: PlainDesk, session: Sitting) -> Leaving:
    """Play, and begin again from the beginning as often as the player wants to."""
    left = playing(session)
    while left == "fresh":
        begun = begin(room, session.case, session.play.case_part)
        if begun is None:
            return "library"
        session, left = begun, playing(begun)
    return left


def read_card(room: PlainDesk, case: Case, saves: tuple[Header, ...], going_on: Header | None) -> None:
    talk = room.talk
    talk.say(case.title, case.question, with_commas(case.span, lasting(case.minutes)))
    if saves:
        counts = (f"{had or 'none'} of {whole} {what}" for what, had, whole in seen(saves).counts(case))
        talk.say(f"What you have seen so far: {', '.join(counts)}.")
    if going_on:
        where = "in the debrief, after " if going_on.ended else "at "
        talk.say(f"You stopped {where}{dated(f'“{going_on.here.title}”', going_on.here.date)}.")
    if case.routes:
        lines = part_lines("Route", case.routes.values())
        talk.say("Shorter lines through the whole, with the word route and a number:", *lines)
    if case.chapters:
        lines = part_lines("Part", case.chapters)
        talk.say("Parts that can be played alone, with the word part and a number:", *lines)


def part_lines(word: str, parts: Iterable[Chapter | NamedRoute]) -> Iterator[str]:
    """Chapters or routes by number, each with how long it takes."""
    for number, part in enumerate(parts, 1):
        yield f"{word} {number}: {with_commas(part.title, lasting(part.minutes))}."


def answer_at_case(room: PlainDesk, case: Case, saves: tuple[Header, ...], word: str) -> None:
    """Whatever is said at a case that does not begin a playthrough."""
    talk = room.talk
    if word in {"saves", "open", "review"}:
        lines = [save_line(number, each, case) for number, each in enumerate(saves, 1)]
        talk.say(*(lines or ["There is no playthrough of this case yet."]), *([TO_SAVES] if lines else []))
    elif word in ROUTE:
        count = len(case.routes)
        talk.say(f"Type route and a number from 1 to {count}." if count else "This case has no shorter line.")
    elif word in CHAPTER:
        talk.say(
            f"Type part and a number from 1 to {len(case.chapters)}."
            if case.chapters
            else "This case has one part."
        )
    elif word in HELP:
        talk.say(
            "Empty line: go on where you stopped, or begin.",
            "fresh: begin from the beginning. What you played before stays.",
            *(["route 1: play the first shorter line through the whole."] if case.routes else []),
            "part 1: play the first part alone.",
            "saves: your playthroughs of this case; open 1 takes up the first, rename 1 calls it something "
            "else, delete 1 takes it off the disk.",
            "back: the list of cases. quit: leave.",
        )
    else:
        talk.say("I do not know that here. Type help for what you can say.")


def save_line(number: int, save: Header, case: Case) -> str:
    """A playthrough in one line: what it is called, where it stands, how far, and when it was played."""
    scene, title_of_part = case.scenes.get(save.here.scene), save.case_part.title_in(case)
    within = case.chapter(scene.chapter) if scene and save.case_part.chapter is None else None
    part = f"{title_of_part}, " if title_of_part else ""
    far = with_commas(counted(save.taken, "decision"), within.title if within else "")
    where = f"{part}{save.state} “{save.place}” ({far}), {save.last_played}"
    return f"{number}. {save.title or save.name}: {where}."


def change_save(room: PlainDesk, case: Case, saves: tuple[Header, ...], line: str) -> None:
    """Call a playthrough something else, or delete it after asking."""
    word, _, rest = line.partition(" ")
    named, _, title = rest.partition(" ")
    number = number_of(named) or 0
    talk, renames = room.talk, word.casefold() == "rename"
    if not 0 < number <= len(saves) or (renames and not title.strip()):
        raise Refusal(f"Type {word.casefold()} 1{' and a name' if renames else ''}; saves reads them out.")
    save = saves[number - 1]
    if renames:
        room.shelf.rename(save, title)
        talk.say(f"It is called {title.strip()} now.")
        return
    talk.say(save_line(number, save, case), "What you chose and wrote in it will be gone for good.")
    if talk.ask("Type yes to delete it").casefold() != "yes":
        talk.say("It stays.")
        return
    room.shelf.delete(save)
    talk.say("It is deleted.")


def take_up(room: PlainDesk, case: Case, save: Header) -> Sitting | None:
    """Go on with a save, or say why that cannot be done."""
    try:
        session, messages = Sitting.taken_up(room, case, save)
    except CannotLoad as problem:
        room.talk.say(str(problem))
        return None
    changed = ("The case has changed since you last played.", *messages)
    whose = f", in the game of {room.shelf.player}" if room.shelf.player else ""
    room.talk.say(*(changed if messages else (f"You go on where you stopped{whose}.",)))
    return session


def begin(room: PlainDesk, case: Case, part: CasePart = WHOLE) -> Sitting | None:
    """Begin a new playthrough, after the content note. None if the player would rather not."""
    session = Sitting(Playthrough(case, *part), room)
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
