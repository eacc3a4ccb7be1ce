"""Every command of the face, once: bindings, key row, help screen and palette are all made from here.

A `Command` says what a key does. A `Place` is what the player has before her (a scene, a paper, the
library): it names the commands that work there and those of its key row, most used first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from textual.binding import Binding, BindingType

from game.tui.layouts import OTHER_LAYOUTS


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `keys` are Textual's names; `shown` is how the player reads them.

    `short` is the label where there is little room. The action of Textual's that is run has the name of
    the command; with `counted` each key passes its place among the keys, from 1.
    """

    id: str
    keys: tuple[str, ...]
    shown: str
    label: str
    help: str
    short: str = ""
    counted: bool = False

    @property
    def binds(self) -> Iterator[tuple[str, str]]:
        """Each key, on every layout, with the action that it runs."""
        for number, key in enumerate(self.keys, 1):
            for spelling in (key, *OTHER_LAYOUTS.get(key, ())):
                yield spelling, f"{self.id}({number})" if self.counted else self.id


class Hint(NamedTuple):
    """One entry of the key row: the keys, what they do, and the action for the mouse; "" for none."""

    shown: str
    label: str
    short: str
    action: str


@dataclass(frozen=True, slots=True)
class Place:
    """What the player has before her, with the commands that work there.

    `row` is the key row, most used first; `more` are those that only help and palette name; `labels`
    say what a command is called here, with a shorter name after a bar.
    """

    title: str
    row: tuple[str, ...]
    more: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    about: str = ""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command of the place, with its label there, the row's first."""
        return tuple(self.command(each) for each in (*self.row, *self.more))

    def command(self, command_id: str) -> Command:
        """A command as it is called here."""
        command = COMMANDS[command_id]
        label, _, short = self.labels.get(command_id, "").partition("|")
        return replace(command, label=label, short=short or label) if label else command

    def hints(self) -> tuple[Hint, ...]:
        """The key row."""
        return tuple(hint(self.command(each)) for each in self.row)


def hint(command: Command) -> Hint:
    """A command as an entry of the key row."""
    action = "" if command.counted else command.id
    return Hint(command.shown, command.label, command.short or command.label, action)


DIGITS = tuple("123456789")

COMMANDS = {
    command.id: command
    for command in (
        Command("choose", DIGITS, "1–9", "choose", "Take up a choice; the next page asks why.", counted=True),
        Command("take", ("enter",), "enter", "take", "Take what the bar stands at."),
        Command("next_row", ("down", "j"), "↓", "down", "The row below, or a line on."),
        Command("previous_row", ("up", "k"), "↑", "up", "The row above, or a line back."),
        Command("page_on", ("space", "pagedown"), "space", "go on", "A page on, and at its end onwards."),
        Command("page_back", ("b", "pageup"), "b", "page back", "A page back."),
        Command("page_start", ("g", "home"), "g", "start", "To the start of the page."),
        Command("page_end", ("G", "end"), "G", "end", "To the end of the page."),
        Command("documents", ("d",), "d", "documents", "The papers on the table."),
        Command("notebook", ("n",), "n", "notebook", "What you have read, noted and entered so far."),
        Command("path", ("m",), "m", "map", "The way you have come, decision by decision."),
        Command("situation", ("s",), "s", "situation", "How things stand."),
        Command(
            "undo", ("u",), "u", "one step back", "One step back. Your notebook stays as it is.", short="back"
        ),
        Command("search", ("slash",), "/", "search", "Look for a word in papers, people, terms and notes."),
        Command(
            "cards",
            ("w",),
            "w",
            "who and what",
            "Cards for the people and words in this text.",
            short="who",
        ),
        Command("export", ("x",), "x", "export", "Write what you have done to a file that you can hand in."),
        Command("easier", ("e",), "e", "easier reading", "Change between the full text and an easier one."),
        Command(
            "write_note",
            ("a",),
            "a",
            "add your own line",
            "Write a line of your own into the notebook.",
            short="your line",
        ),
        Command("pass_over", ("p",), "p", "pass over", "Pass over this scene. It costs nothing."),
        Command("debrief", ("D", "f"), "D", "debrief", "What really happened, and your path beside it."),
        Command("theme", ("t",), "t", "theme", "The next theme: reading room, paper, high contrast."),
        Command("help", ("question_mark", "f1"), "?", "help", "What can be done here."),
        Command("help_here", ("f1",), "F1", "help", "What can be done here."),
        Command("settings", ("o",), "o", "settings", "Colours, easier reading, signs, and the mouse."),
        Command("palette", ("colon", "ctrl+p"), ":", "every command", "Find a command by its name."),
        Command("back", ("escape",), "esc", "back", "Back to where you were."),
        Command("leave", ("q",), "q", "leave", "Leave the game; the next page says what is kept."),
        Command("left", ("left", "h"), "←", "to the left", "What lies to the left."),
        Command("right", ("right", "l"), "→", "to the right", "What lies to the right."),
        Command(
            "enter_cause",
            (*DIGITS, "0"),
            "1–9",
            "enter under a cause",
            "What does this paper do for an explanation? Each press goes on: supports, complicates, "
            "undermines, not entered.",
            short="enter",
            counted=True,
        ),
        Command("pick", DIGITS, "1–9", "open", "Open the one with this number.", counted=True),
        Command(
            "cite",
            ("tab", "shift+tab"),
            "tab",
            "cite a paper",
            "Name the papers that your sentence rests on.",
        ),
        Command(
            "begin_again", ("f",), "f", "from the beginning", "Play from the beginning. What you have stays."
        ),
        Command("part", ("p",), "p", "one part", "The whole card: its parts, one by one, and its note."),
        Command("review", ("r",), "r", "review", "The debrief of the last playthrough that came to its end."),
        Command("strike", ("delete", "backspace"), "del", "take out", "Take out the note at the bar."),
        Command(
            "go_back_here", ("enter",), "enter", "go back here", "Go back to this decision and choose again."
        ),
        Command("turn", ("tab",), "tab", "turn the page", "By cause, by scene, your own lines."),
        Command(
            "part_of_debrief",
            DIGITS[:8],
            "1–8",
            "parts of the debrief",
            "Turn to a part of the debrief; where a claim is open, mark it.",
            counted=True,
        ),
        Command("views", ("v",), "v", "views", "What historians argue about this, and on what evidence."),
        Command("sources", ("s",), "s", "sources", "The works that this rests on."),
        Command(
            "claims",
            ("c",),
            "c",
            "what is said of it",
            "What textbooks and students say, for you to mark.",
            "claims",
        ),
    )
}
"""Every command by its id."""

ALWAYS = ("theme", "settings", "palette")
EVERYWHERE = ("search", *ALWAYS)
PAGES = ("page_on", "page_back", "page_start", "page_end")
ROWS = ("next_row", "previous_row")
GAME = ("cards", "easier", "situation", "write_note", "export", *EVERYWHERE)


LOOK_AT_BOTH = "Being close to what happened is not the same as reasoning well. Look at both."


def debrief_place(title: str, *row: str, about: str = LOOK_AT_BOTH, **labels: str) -> Place:
    """A part of the debrief, with the commands of its own and what they are called there."""
    standing = ("next_row", "take") if "take" in row else ()
    shown = tuple(dict.fromkeys((*standing, "left", *row, "export", "help", "back")))
    more = ("part_of_debrief", "take", "right", "notebook", "path", "cards", *EVERYWHERE, "leave")
    return Place(
        title,
        shown,
        tuple(each for each in (*PAGES, *ROWS, *more) if each not in shown),
        {"left": "parts of the debrief|parts", "right": "the next part", "back": "close", **labels},
        about,
    )


PLACES = {
    "library": Place(
        "The library",
        ("take", "begin_again", "part", "review", "settings", "help", "leave"),
        (*ROWS, *PAGES, "pick", "theme", "palette", "back"),
        {"take": "open", "pick": "play this part", "back": "leave"},
        "Every case lies on one line of years. The card says what you have seen of it.",
    ),
    "case": Place(
        "A case",
        ("choose", "take", "help", "back"),
        (*ROWS, *PAGES, *ALWAYS, "leave"),
        {"take": "play", "back": "the library|back"},
        "Go on where you stopped, begin again, or play one part alone. What you have played stays.",
    ),
    "content_note": Place(
        "Before you begin",
        ("choose", "take", "help", "back"),
        (*ROWS, *PAGES, *ALWAYS, "leave"),
        {"take": "begin", "back": "not now"},
        "What this case deals with, before you begin.",
    ),
    "scene": Place(
        "A scene",
        ("choose", "documents", "notebook", "path", "undo", "help", "leave"),
        (*PAGES, *ROWS, "take", *GAME),
        {"page_on": "a page on"},
        "Read, open the papers on the table, then choose. The next page asks why; there you can go back.",
    ),
    "passage": Place(
        "A passage",
        ("page_on", "documents", "notebook", "path", "undo", "help", "leave"),
        (*PAGES[1:], *ROWS, "take", *GAME),
        {"take": "go on"},
        "Nothing is decided here. Space goes on.",
    ),
    "folded": Place(
        "A folded scene",
        ("choose", "pass_over", "notebook", "path", "undo", "help", "leave"),
        (*PAGES, *ROWS, "take", *GAME),
        {"take": "take"},
        "This scene touches on something hard. You may pass over it; that costs nothing.",
    ),
    "why": Place(
        "Why this one?",
        ("take", "cite", "help_here", "back"),
        ROWS,
        {"take": "go on", "back": "choose again"},
        "Finish the sentence in your own words. An empty line is allowed; it means: no reason given.",
    ),
    "after": Place(
        "What followed",
        ("page_on", "documents", "notebook", "path", "undo", "help", "leave"),
        (*PAGES[1:], *ROWS, "take", *GAME),
        {"take": "go on"},
        "What your choice brought about. What really happened is told in the debrief.",
    ),
    "ending": Place(
        "An ending",
        ("take", "notebook", "path", "undo", "help", "leave"),
        ("debrief", *PAGES, *ROWS, *GAME),
        {"take": "the debrief"},
        "This is where your path ends. The debrief tells what really happened.",
    ),
    "reader": Place(
        "A paper",
        ("enter_cause", "write_note", "left", "cards", "help", "back"),
        (*PAGES, *ROWS, "take", "right", "notebook", *EVERYWHERE, "leave"),
        {
            "left": "other papers|papers",
            "right": "the next paper",
            "take": "enter it there",
        },
        "Who made it, when and why stands before what it says. What it does for an explanation, you decide.",
    ),
    "notebook": Place(
        "Your notebook",
        ("left", "take", "write_note", "strike", "export", "help", "back"),
        (*PAGES, *ROWS, "right", "turn", *EVERYWHERE, "leave"),
        {"take": "open the paper", "left": "pages", "right": "the next page", "back": "close"},
        "What you have read and entered, by explanation and by scene, and your own lines.",
    ),
    "path": Place(
        "Your path",
        ("next_row", "go_back_here", "notebook", "help", "back"),
        ("previous_row", *PAGES, "debrief", *ALWAYS, "leave"),
        {"next_row": "along the path", "back": "close"},
        "The decisions you have taken. What history did beside each is told in the debrief.",
    ),
    "situation": Place(
        "How things stand",
        ("help", "back"),
        (*PAGES, *ROWS, "take", *ALWAYS, "leave"),
        {"take": "back"},
        "Marks between two words, never scores: what this path has made of the situation so far.",
    ),
    "cards": Place(
        "Who and what",
        ("next_row", "help", "back"),
        ("previous_row", *PAGES, "take", *ALWAYS, "leave"),
        {"next_row": "cards", "take": "open a paper that the card names"},
        "The people and words that this text names. What became of people is told in the debrief.",
    ),
    "search": Place(
        "Search",
        ("next_row", "take", "help_here", "back"),
        ("previous_row",),
        {"next_row": "what was found", "take": "open"},
        "Write a name or a word: what you have met so far is searched as you write.",
    ),
    "palette": Place(
        "Every command",
        ("next_row", "take", "help_here", "back"),
        ("previous_row",),
        {"next_row": "commands", "take": "do it"},
        "Write part of a command's name, or go down to it. It works on the page that you came from.",
    ),
    "settings": Place(
        "Settings",
        ("pick", "take", "help", "back"),
        (*ROWS, *PAGES, "theme", "palette", "leave"),
        {"pick": "change", "take": "change", "theme": "the next theme"},
        "Enter or a digit goes on to the next value of a setting.",
    ),
    "export": Place(
        "Export",
        ("choose", "take", "help", "back"),
        (*ROWS, *PAGES, *ALWAYS, "leave"),
        {"take": "write", "choose": "write"},
        "A file to hand in or to keep: what you read, chose and wrote, and at the end the debrief.",
    ),
    "line": Place(
        "A line of your own",
        ("take", "help_here", "back"),
        (),
        {"take": "keep it", "back": "do not keep it"},
        "One line for your notebook, in your own words.",
    ),
    "help": Place(
        "Help", ("page_on", "back"), (*PAGES[1:], *ROWS, "take", *ALWAYS, "leave"), {"take": "back"}
    ),
    "leave": Place(
        "Leave",
        ("choose", "take", "back"),
        ("leave", *ROWS, *PAGES),
        {"take": "take", "back": "stay", "leave": "leave"},
    ),
    "message": Place("A message", ("take",), ("back", *PAGES, *ROWS), {"take": "go on", "back": "go on"}),
    "debrief": debrief_place("The debrief"),
    "debrief_points": debrief_place(
        "What happened",
        "take",
        take="the whole record|record",
        next_row="points",
        about="What really happened at each point, on your path or not, and how sure we are.",
    ),
    "debrief_causes": debrief_place(
        "Why",
        "take",
        "views",
        take="your papers on it|papers",
        views="historians on it|historians",
        next_row="explanations",
        about="One block is one paper. Many blocks are not proof: ask what each paper is worth.",
    ),
    "debrief_historians": debrief_place(
        "Historians",
        "take",
        "claims",
        take="open it",
        next_row="up and down|move",
        about="Where historians differ, and what is said of it all, to be marked before you see our verdict.",
    ),
    "debrief_path": debrief_place(
        "Your path", "views", "sources", "take", take="compare in full|compare", next_row="decisions"
    ),
    "debrief_plan": debrief_place(
        "Your plan",
        "take",
        "write_note",
        take="open or write|open",
        write_note="add your own line|note",
        next_row="papers",
        about="What you could write, made of the papers you opened and of your own words.",
    ),
    "debrief_record": debrief_place(
        "A record",
        "views",
        "sources",
        "take",
        back="the list",
        take="open the paper|open",
        next_row="up and down|move",
        about="All that is told of one point. Space goes on to the next.",
    ),
    "debrief_claim": debrief_place(
        "A claim",
        "part_of_debrief",
        "take",
        back="the list",
        take="mark it",
        part_of_debrief="mark it",
        next_row="marks",
        about="Is it so? Mark it in your own pencil; our verdict and its reasons stand below your mark.",
    ),
}
"""Every place by its name."""


def add_places(commands: Iterable[Command], places: Mapping[str, Place]) -> None:
    """Take up the commands and places of a face that is built upon this one."""
    COMMANDS.update((command.id, command) for command in commands)
    PLACES.update(places)


PAIRS = ("left", "next_row")
"""Commands whose entry in the key row stands for two: there and back."""


def bindings(*places: str) -> list[BindingType]:
    """Textual's bindings for a screen that shows these places. Where two share a key, the first holds."""
    taken: dict[str, Binding] = {}
    for place in places:
        for command in PLACES[place].commands:
            for key, action in command.binds:
                taken.setdefault(key, Binding(key, action, command.label, show=False))
    return list(taken.values())


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
