"""Every command of the face, once: bindings, key row, help screen and palette are all made from here.

A `Command` says what a key does. A `Place` is what the player has before her (a scene, a paper, the
library): each screen says its own, with the key row, most used first. What else works there follows from
the screen: every command that it has an action for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Literal, NamedTuple

from game.immutable import immutable


def layouts(latin: str, *others: str) -> Mapping[str, tuple[str, ...]]:
    """For each Latin key, what the same key of the keyboard sends on other layouts."""
    found: dict[str, dict[str, None]] = {}
    for other in others:
        for key, sent in zip(latin, other, strict=True):
            if sent != key:
                found.setdefault(NAMED.get(key, key), {})[NAMED.get(sent, sent)] = None
    return {key: tuple(sent) for key, sent in found.items()}


NAMED = {"/": "slash", "?": "question_mark", ":": "colon", ";": "semicolon", ".": "full_stop", ",": "comma"}
LATIN = "qwertyuiopasdfghjklzxcvbnm/?:QWERTYUIOPASDFGHJKLZXCVBNM"
RUSSIAN = "йцукенгшщзфывапролдячсмить.,ЖЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ"
UKRAINIAN = "йцукенгшщзфівапролдячсмить.,ЖЙЦУКЕНГШЩЗФІВАПРОЛДЯЧСМИТЬ"
GREEK = ";ςερτυθιοπασδφγηξκλζχψωβνμ/?::ΣΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ"
OTHER_LAYOUTS = layouts(LATIN, RUSSIAN, UKRAINIAN, GREEK)
"""Letters go by the physical key: a Latin key, and what it sends on ЙЦУКЕН and Greek layouts."""


Group = Literal["Read", "Look up", "Go"]

KEY_NAMES = {
    "question_mark": "?", "slash": "/", "colon": ":", "escape": "esc", "pagedown": "PgDn", "pageup": "PgUp",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "f1": "F1", "home": "Home", "end": "End",
    "delete": "del",
}  # fmt: skip
"""How the player reads the keys that Textual calls otherwise."""
SIGNS = ("space", "question_mark", "slash", "colon")
"""Keys that write a sign, beside those of one letter."""


@immutable
class Command:
    """One thing to do. `keys` are Textual's names.

    `short` is the label where there is little room, `other` the command that goes the other way, in which
    case `help` tells of both. One that is `local` works only where the key row names it. The action that is
    run has the name of the command; with `counted` it is given the key's place among the keys, from 1.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: Group = "Read"
    short: str = ""
    counted: bool = False
    other: str = ""
    local: bool = False

    @property
    def shown(self) -> str:
        """Its first key as the player reads it."""
        if self.counted:
            return "1–9" if len(self.keys) > 9 else f"{self.keys[0]}–{self.keys[-1]}"
        return KEY_NAMES.get(self.keys[0], self.keys[0])

    @property
    def written(self) -> str:
        """All its keys as the player reads them."""
        return self.shown if self.counted else " ".join(KEY_NAMES.get(key, key) for key in self.keys)

    @property
    def binds(self) -> Iterator[tuple[str, int]]:
        """Each key, on every layout, with its number where the command is counted, else 0."""
        for number, key in enumerate(self.keys, 1):
            for spelling in (key, *OTHER_LAYOUTS.get(key, ())):
                yield spelling, number if self.counted else 0


class Hint(NamedTuple):
    """One entry of the key row: the keys, what they do, and the command for the mouse."""

    shown: str
    label: str
    short: str
    action: str
    counted: bool = False


class Jump(NamedTuple):
    """Somewhere to go to by its name: what it is called, what it is, and how to get there."""

    title: str
    kind: str
    go: Callable[[], object]


DIGITS = tuple("1234567890")

COMMANDS = (
    Command("choose", DIGITS, "choose", "Take what has this number.", counted=True),
    Command("take", ("enter",), "take", "Take what the bar stands at."),
    Command(
        "next_row", ("down", "j"), "down", "The row below or above; a line on or back.", other="previous_row"
    ),
    Command("previous_row", ("up", "k"), "up", "The row above."),
    Command(
        "page_on", ("space", "pagedown"), "go on", "A page on, and at its end onwards; a page back.",
        other="page_back",
    ),
    Command("page_back", ("b", "pageup"), "page back", "A page back."),
    Command(
        "page_start", ("g", "home"), "start", "To the start of the page, or to its end.", other="page_end"
    ),
    Command("page_end", ("G", "end"), "end", "To the end of the page."),
    Command("left", ("left", "h"), "to the left", "What lies to the left, or to the right.", other="right"),
    Command("right", ("right", "l"), "to the right", "What lies to the right."),
    Command(
        "cite", ("tab", "shift+tab"), "cite a paper", "Name papers that your sentence rests on.", local=True
    ),
    Command("easier", ("e",), "easier reading", "Change between the full text and an easier one."),
    Command("pass_over", ("p",), "pass over", "Pass over this scene. It costs nothing."),
    Command(
        "traces", ("y",), "why marked", "Which choice of yours a pencil line goes back to.", "Look up", "why"
    ),
    Command("documents", ("d",), "documents", "The papers on the table.", "Look up"),
    Command("notebook", ("n",), "notebook", "What you have read, noted and entered so far.", "Look up"),
    Command("path", ("m",), "map", "The way you have come, decision by decision.", "Look up"),
    Command("situation", ("s",), "situation", "How things stand.", "Look up"),
    Command("cards", ("w",), "who and what", "Cards for people and words in this text.", "Look up", "who"),
    Command("search", ("slash",), "search", "Look for a word in papers, people, terms and notes.", "Look up"),
    Command("views", ("v",), "views", "What historians argue about this, and on what evidence.", "Look up"),
    Command("sources", ("s",), "sources", "The works that this rests on.", "Look up"),
    Command(
        "claims", ("c",), "what is said of it", "What textbooks and students say, for you to mark.",
        "Look up", "claims",
    ),
    Command(
        "write_note", ("a",), "add your own line", "Write a line of your own into the notebook.", "Look up",
        "your line",
    ),
    Command("strike", ("delete", "backspace"), "take out", "Take out what the bar stands at.", "Look up"),
    Command(
        "followed", ("r",), "what followed", "What followed a choice, or the last sheet, once more.",
        "Look up", other="sheet",
    ),
    Command(
        "hunch", ("c",), "change your hunch", "Put another explanation first, in pencil.", "Look up", "hunch",
        local=True,
    ),
    Command(
        "sheet", ("c",), "the last sheet", "What your last chapter came to, beside the record.", "Look up"
    ),
    Command("rename", ("e",), "rename", "Call this playthrough something else.", "Go"),
    Command(
        "undo", ("u",), "one step back", "One step back, or forward again. Nothing is lost.", "Go", "back",
        other="redo",
    ),
    Command("redo", ("U",), "one step forward", "One step forward again, after going back.", "Go", "forward"),
    Command(
        "library", ("L",), "library of the case", "Everything on the case; from there, back to the debrief.",
        "Go", "library", local=True,
    ),
    Command("debrief", ("D",), "debrief", "What really happened, and your path beside it.", "Go"),
    Command("begin_again", ("f",), "from the beginning", "Play from the start. What you have stays.", "Go"),
    Command("part", ("p",), "one part", "The whole card: its parts, one by one, and its note.", "Go"),
    Command("review", ("r",), "review", "The debrief of the last playthrough that came to its end.", "Go"),
    Command("export", ("x",), "export", "Write what you have done to a file that you can hand in.", "Go"),
    Command("theme", ("t",), "theme", "The next theme: reading room, paper, high contrast.", "Go"),
    Command("settings", ("o",), "settings", "Colours, reading, signs, and when to tell what happened.", "Go"),
    Command("palette", ("colon", "ctrl+p"), "every command", "Find a command by its name.", "Go"),
    Command("help", ("question_mark", "f1"), "help", "What can be done here.", "Go"),
    Command("back", ("escape",), "back", "Back to where you were.", "Go"),
    Command("leave", ("q",), "leave", "Leave the game; the next page says what is kept.", "Go"),
)  # fmt: skip
"""Every command, in the order of the help screen."""

BASIC = ("next_row", "previous_row", "page_on", "page_back")
"""What works beside its key row even where letters are written."""


@immutable
class Place:
    """What the player has before her.

    `row` is the key row, most used first; `labels` say what a command is called here, with a shorter name
    after a bar. Where she `writes`, letters are hers; there, and where it stands `alone`, the key row is
    nearly all that works. `commands` are all that work here, the row's first: the screen fills them in.
    """

    id: str
    title: str
    row: tuple[str, ...]
    about: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    writes: bool = False
    alone: bool = False
    commands: tuple[Command, ...] = ()

    def on(self, screen: type, own: Iterable[Command] = ()) -> Place:
        """The place with every command that a screen has an action for; `own` are commands of its own.

        Where two commands share a key, it belongs to the one of the key row; one that is counted has all
        its keys or none.
        """
        known = {command.id: command for command in (*own, *COMMANDS)}
        here = [each.id for each in known.values() if not each.local]
        more = BASIC if self.writes or self.alone else here
        found: list[Command] = []
        taken: set[str] = set()
        for command_id in dict.fromkeys((*self.row, *more)):
            keys = tuple(
                each for each in known[command_id].keys if each not in taken and self.commands_by(each)
            )
            whole = keys == known[command_id].keys or not known[command_id].counted
            if keys and whole and hasattr(screen, f"action_{command_id}"):
                command = known[command_id]
                found.append(self.called(command if keys == command.keys else replace(command, keys=keys)))
                taken.update(keys)
        return replace(self, commands=tuple(found))

    def commands_by(self, key: str) -> bool:
        """Whether a key is a command here, and no sign to be written."""
        return not self.writes or (len(key) > 1 and key not in SIGNS)

    def called(self, command: Command) -> Command:
        """A command as it is called here."""
        label, _, short = self.labels.get(command.id, "").partition("|")
        return replace(command, label=label, short=short or label) if label else command

    def command(self, command_id: str) -> Command | None:
        """A command that works here, by its id."""
        return next((each for each in self.commands if each.id == command_id), None)

    def by_key(self) -> dict[str, tuple[Command, int]]:
        """What each key does, with its number where the command is counted."""
        return {key: (command, number) for command in self.commands for key, number in command.binds}

    def hints(self) -> tuple[Hint, ...]:
        """The key row."""
        return tuple(hint(each) for each in self.commands if each.id in self.row)


def hint(command: Command) -> Hint:
    """A command as an entry of the key row."""
    return Hint(command.shown, command.label, command.short or command.label, command.id, command.counted)


def fitting(hints: Iterable[Hint], width: int, gap: int = 3) -> tuple[Hint, ...]:
    """The key row for a width: first with short labels, then without the entries before the last two.

    Help and the way out stand last, and so stay longest.
    """
    row = list(hints)
    if length(row, gap) > width:
        row = [entry._replace(label=entry.short) for entry in row]
    while len(row) > 1 and length(row, gap) > width:
        del row[len(row) - 3 if len(row) > 3 else -2]
    return tuple(row)


def length(row: Iterable[Hint], gap: int) -> int:
    """The cells that a key row takes."""
    return sum(len(entry.shown) + 1 + len(entry.label) + gap for entry in row) - gap
