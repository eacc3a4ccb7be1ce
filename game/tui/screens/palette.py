"""Every command of the place the player came from, found by its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual.content import Content

from game.phrases import capitalised
from game.tui.commands import Command, Jump, Place
from game.tui.screens.finder import Finder
from game.tui.typeset import hanging, ink, joined, wrapped
from game.tui.widgets.ledger import PageRow, told

JUMP = "to "
"""What the key of a row begins with that is no command."""
KEYS, NAMES = 7, 26
"""Cells for the key of a command, and for its name."""
NEARER = (
    *("take", "next_row", "previous_row", "page_on", "page_back", "page_start", "page_end", "left", "right"),
    "palette",
)
"""Commands that are nearer at hand than here."""


class PaletteScreen(Finder[str]):
    """Dismissed with the command that was chosen, for the page below; with "" for none."""

    PLACES = (
        Place(
            "palette",
            "Every command",
            ("next_row", "take", "help", "back"),
            "Write part of the name of a command, a scene, a paper or a case, or go down to a command.",
            {"next_row": "commands", "take": "do it"},
            writes=True,
        ),
    )
    PROMPT = "a command, or the name of a scene or a paper"
    narrow = False

    def __init__(self, about: Place, jumps: Sequence[Jump] = ()) -> None:
        super().__init__()
        self.about, self.jumps_there = about, tuple(jumps)

    def on_mount(self) -> None:
        self.heading.show(("Every command", self.about.title), keep=2)
        self.begin()

    def found(self) -> list[Command]:
        """The commands that have these words in their name or in what is said of them."""
        wanted = self.words.casefold().split()
        commands = [each for each in self.about.commands if not each.counted and each.id not in NEARER]
        named = [each for each in commands if all(word in each.label.casefold() for word in wanted)]
        told_of = [each for each in commands if all(word in each.help.casefold() for word in wanted)]
        return [*named, *[each for each in told_of if each not in named]]

    def entries(self) -> Iterable[PageRow]:
        found = [PageRow(partial(command_lines, each), each.id) for each in self.found()]
        wanted = self.words.casefold().split()
        for place, jump in enumerate(self.jumps_there if wanted else ()):
            if all(word in jump.title.casefold() for word in wanted):
                found.append(PageRow(partial(jump_lines, jump), f"{JUMP}{place}"))
        return found or [told("No such command. Esc goes back.")]

    def take_row(self, key: str) -> None:
        if key.startswith(JUMP):
            self.dismiss("")
            self.app.call_later(self.jumps_there[int(key.removeprefix(JUMP))].go)
        else:
            self.dismiss(key)

    def action_palette(self) -> None:
        """It is open."""

    def action_back(self) -> None:
        self.dismiss("")


def jump_lines(jump: Jump, width: int) -> list[Content]:
    """Somewhere to go: its name, and what it is."""
    return wrapped(joined(" " * KEYS, (jump.title, "bold"), "  ", (jump.kind, "$quiet")), width)


def command_lines(command: Command, width: int) -> list[Content]:
    """A command: its key, its name, and what it does."""
    name = capitalised(command.label)
    left = joined((f"{command.shown:<{KEYS}}", "$quiet"), (f"{name:<{NAMES}}", "bold"))
    return hanging(left, ink(command.help, "$quiet"), width, KEYS + NAMES)
