"""The preview line by line: before each question it takes up what was saved, and tells what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import shorten

from game.authoring.preview.inspector import InspectedBlock, InspectedWay, everything_held, pieces, ways
from game.authoring.preview.reading import look_at, read
from game.authoring.preview.rehearsal import Rehearsal, Rehearsing, by_weight, how_it_is
from game.authoring.preview.start import Start, in_words, setting, start_at
from game.case.folders import data_folder
from game.phrases import capitalised, sentence
from game.plain.playing import playing
from game.plain.playing import prompt as question
from game.plain.scenes import read_scene
from game.plain.session import PlainDesk, Sitting
from game.plain.talk import HELP, QUIT, EndOfInput, Left, Talk
from game.play.playthrough import Playthrough

MOST_TOLD = 20
BEGINNING = 70
"""Characters of a block of text that are told."""
UNDO = ("undo", "u")
BEGIN = "Save your files as you like: before each question they are read again. Nothing of a preview is kept."
NO_LIBRARY = "A preview has no library. Type quit to leave."


class DraftTalk(Talk):
    """A conversation that attends to the author before it passes a line on to the game."""

    draft: DraftSitting | None = None

    def ask(self, prompt: str, *, reason_for: str = "") -> str:
        """Ask; only while a reason is being written nothing comes between."""
        draft = self.draft
        if draft is None or reason_for:
            return super().ask(prompt)
        while True:
            draft.attend()
            line = super().ask(question(draft))
            if not draft.obeys(line):
                return line


class DraftSitting(Rehearsing, Sitting):
    """A session in the plain face."""

    __slots__ = ("rehearsal",)

    LEAVING = ("quit: leave. Nothing of a preview is kept.",)

    def __init__(self, room: PlainDesk, rehearsal: Rehearsal) -> None:
        super().__init__(rehearsal.begin(), room)
        self.rehearsal = rehearsal

    def attend(self) -> None:
        """Take up what was saved, and say so."""
        rehearsal = self.rehearsal
        if look_at(rehearsal.folder) == rehearsal.reading.look:
            return
        play = rehearsal.take_up(read(rehearsal.folder), self.play)
        tell(self.talk, rehearsal)
        if play is not None and rehearsal.reading.case is not None:
            self.play = play
            read_scene(self)

    def obeys(self, line: str) -> bool:
        """Do what an author asks; False for a line of the game's own."""
        word, _, words = line.strip().partition(" ")
        if word.casefold() in HELP:
            self.talk.say(*(f"{usage}: {what}." for usage, what, _ in COMMANDS.values()))
            return False
        before = self.rehearsal.go_back() if word.casefold() in UNDO and self.play.parent is None else None
        if before is not None:
            self.stand(before)
            return True
        command = COMMANDS.get(word.casefold())
        if command is not None:
            with self.talk.refusing():
                command[2](self, words.strip())
        return command is not None

    def stand(self, play: Playthrough) -> None:
        """Stand somewhere else."""
        self.play = play
        self.talk.say(*self.rehearsal.said)
        read_scene(self)


def problems(draft: DraftSitting, words: str) -> None:
    tell(draft.talk, draft.rehearsal, most=None)


def variables(draft: DraftSitting, words: str) -> None:
    lines = [f"{each.written}: {in_words(each.value)}" for each in everything_held(draft.play)]
    draft.talk.say(*(lines or ["This case has no variables."]))


def hidden(draft: DraftSitting, words: str) -> None:
    draft.talk.say(*map(piece_line, pieces(draft.play)))
    draft.talk.say(*map(way_line, ways(draft.play)))


def piece_line(piece: InspectedBlock) -> str:
    """A block of text in a line: whether it shows, on what condition, and how it begins."""
    when = f", when {piece.when}" if piece.when else ""
    beginning = shorten(piece.text, BEGINNING, placeholder=" …")
    return f"{'Shows' if piece.shows else 'Hidden'}{when}: {beginning}"


def way_line(way: InspectedWay) -> str:
    """A choice in a line: whether it is open, on what condition, what it does and where it leads."""
    leads = f"leads to {way.leads}" if way.leads else ""
    facts = (f"when {way.when}" if way.when else "", way.does, leads, way.routes)
    name = way.id or way.label.rstrip(".")
    return f"{way.door.capitalize()}: {name}. {'; '.join(fact for fact in facts if fact)}".rstrip()


def put(draft: DraftSitting, words: str) -> None:
    name, value = setting(draft.play.case, words)
    draft.stand(draft.rehearsal.set_value(name, value, draft.play))


def begin_at(draft: DraftSitting, words: str) -> None:
    start = start_at(draft.play.case, words, ())
    draft.stand(draft.rehearsal.start_at(Start(start.scene, draft.rehearsal.first_start.values), draft.play))


def again(draft: DraftSitting, words: str) -> None:
    draft.stand(draft.rehearsal.start_again(draft.play))


COMMANDS: dict[str, tuple[str, str, Callable[[DraftSitting, str], None]]] = {
    "problems": ("problems", "everything that is wrong with the case", problems),
    "variables": ("variables", "what every variable holds", variables),
    "hidden": ("hidden", "which text and choices show here, and on what conditions", hidden),
    "set": ("set name=value", "give a variable another value", put),
    "from": ("from SCENE", "begin at a scene", begin_at),
    "again": ("again", "back to where the preview began", again),
}


def tell(talk: Talk, rehearsal: Rehearsal, most: int | None = MOST_TOLD) -> None:
    """How the case is: when it was read, what became of play, and what is wrong."""
    found = [
        each for each in by_weight(rehearsal.reading.problems) if most is None or each.severity != "hint"
    ]
    lines = [f"{each.severity}: {each.one_line()}" for each in found[:most]]
    if len(found) > len(lines):
        lines.append(f"and {len(found) - len(lines)} more; type problems to hear all")
    talk.say(sentence(capitalised(how_it_is(rehearsal))), *lines)
    talk.say(*rehearsal.said)


def run(
    rehearsal: Rehearsal,
    lines_in: Iterable[str],
    write: Callable[[str], None],
    *,
    home: Path | None = None,
    width: int | None = None,
    echo: bool = False,
) -> int:
    """Preview by lines until the author leaves or the lines end. Gives the exit code, 0."""
    home, folder = home or data_folder(), rehearsal.folder
    talk = DraftTalk(lines_in, write, width, echo)
    room = PlainDesk(talk, home)
    talk.say(BEGIN)
    tell(talk, rehearsal)
    try:
        while rehearsal.case is None:
            if talk.ask("Empty line to read it again, or quit").casefold() in QUIT:
                return 0
            if look_at(folder) == rehearsal.reading.look:
                talk.say("Nothing has been saved since.")
                continue
            rehearsal.take_up(read(folder), None)
            tell(talk, rehearsal)
        draft = DraftSitting(room, rehearsal)
        talk.say(*rehearsal.said)
        talk.draft = draft
        while playing(draft) != "quit":
            talk.say(NO_LIBRARY)
    except (EndOfInput, Left):
        pass
    return 0
