"""Help for what is before the player: every key that works there, and what it does, in three groups."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import get_args

from textual.content import Content

from game.tui.commands import Command, Group, Place
from game.tui.places import places
from game.tui.screens.ledger_page import LedgerPage
from game.tui.typeset import hanging
from game.tui.widgets.ledger import BLANK, PageRow, told

KEYS_COLUMN = 20
BASICS = (
    "Arrows, digits, Enter and Escape are enough for everything, and the mouse may do all of it. Letters "
    "go by the place of the key, so a Cyrillic or Greek layout can stay on."
)
PLAIN = "The same game runs line by line, for screen readers and plain terminals: historian --plain"


class HelpScreen(LedgerPage[None]):
    """The keys of one place."""

    PLACES = places("help")

    def __init__(self, about: Place) -> None:
        super().__init__()
        self.about = about

    def on_mount(self) -> None:
        self.heading.show(("Help", self.about.title), keep=2)
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        yield told(self.about.title, "bold")
        if self.about.about:
            yield told(self.about.about, "")
        for group in get_args(Group):
            commands = [each for each in self.about.commands if each.group == group]
            if commands:
                yield BLANK
                yield told(group)
                yield from self.keys_of(commands)
        yield BLANK
        yield told(BASICS)
        yield BLANK
        yield told(PLAIN)

    def keys_of(self, commands: Iterable[Command]) -> Iterable[PageRow]:
        """Each command with its keys; those that go two ways stand together."""
        others = {each.other: each for each in commands if each.other}
        for command in commands:
            if command.id not in others:
                other = self.about.command(command.other) if command.other else None
                keys = "  ".join([command.written, *([other.written] if other else [])])
                yield PageRow(partial(key_lines, keys, command.help))

    onwards = action_help = LedgerPage.action_back


def key_lines(keys: str, help_: str, width: int) -> list[Content]:
    """Keys, and beside them what they do."""
    return hanging((keys, "bold"), help_, width, KEYS_COLUMN)
