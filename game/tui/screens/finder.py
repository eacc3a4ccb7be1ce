"""`Finder`: a line to write in, and below it what has these words; and the palette of commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from game.phrases import capitalised
from game.tui.commands import Command, Jump, Place
from game.tui.places import places
from game.tui.screens.ledger_page import LedgerPage
from game.tui.screens.page import Result
from game.tui.typeset import hanging, ink, joined, rule, wrapped
from game.tui.widgets.ledger import PageRow, told
from game.tui.widgets.lines import Leaf
from game.tui.widgets.writing import LineInput


class Finder(LedgerPage[Result]):
    """The cursor stays in the line while rows come and go below it; ↓ and ↑ move the bar among them."""

    STYLE_SHEETS = ("writing",)
    ruled = False
    PROMPT: ClassVar[str] = ""

    words = ""

    def top(self) -> Iterable[Widget]:
        yield from super().top()
        yield LineInput(placeholder=self.PROMPT, id="line")
        yield Leaf(id="underline")

    def begin(self) -> None:
        """Show what there is without words, with the cursor in the line."""
        self.query_one("#underline", Leaf).show(
            lambda width: [rule(width, "$pencil", self.glyphs.horizontal)]
        )
        self.fill("")
        self.set_focus(self.query_one(LineInput))

    def can(self, command: str) -> bool:
        rows = any(entry.key for entry in self.ledger.entries)
        return super().can(command) and (rows or command not in ("next_row", "previous_row", "take"))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.words = event.value
        self.fill("")
        self.scroller.begin_anew()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the row at the bar, or what stands first if something was written."""
        event.stop()
        keys = [entry.key for entry in self.ledger.entries if entry.key]
        if self.ledger.at:
            self.take_row(self.ledger.at)
        elif keys and self.words.strip():
            self.take_row(keys[0])
        elif keys:
            self.stand_at_row(keys[0])

    def move(self, step: int) -> None:
        """Up from the first row the bar goes back to the line."""
        stops = self.ledger.stops
        if step < 0 and stops and self.ledger.at in ("", stops[0].entry.key):
            self.stand_at_row("")
            self.scroller.go_to(0)
        else:
            super().move(step)


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

    PLACES = places("palette")
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
