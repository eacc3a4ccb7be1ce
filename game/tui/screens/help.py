"""Help for what is before the player: every key that works there, and what it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widget import Widget

from game.tui.commands import PLACES, Command
from game.tui.screens.page import Page
from game.tui.typeset import EMPTY, hanging, stacked, styled, wrapped
from game.tui.widgets.body import Body
from game.tui.widgets.lines import Leaf

KEYS_COLUMN = 13
BASICS = (
    "Arrows, digits, Enter and Escape are enough for everything, and the mouse may do all of it. Letters "
    "go by the place of the key, so a Cyrillic or Greek layout can stay on."
)
PLAIN = "The same game runs line by line, for screen readers and plain terminals: historian --plain"


class HelpScreen(Page[None]):
    """The keys of one place."""

    PLACES = ("help",)

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about = PLACES[about]

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Leaf(id="text")

    def on_mount(self) -> None:
        self.heading.show(("Help", self.about.title), keep=2)
        self.query_one("#text", Leaf).show(self.lay)

    def lay(self, width: int) -> list[Content]:
        keys = [line for command in self.commands() for line in key_lines(command, width)]
        return [
            *styled(self.about.title, "bold", width),
            *(wrapped(self.about.about, width) if self.about.about else []),
            EMPTY,
            *keys,
            EMPTY,
            *stacked(styled(BASICS, "$quiet", width), styled(PLAIN, "$quiet", width)),
        ]

    def commands(self) -> Iterator[Command]:
        """Each command once, those of the key row first."""
        seen = set()
        for command in self.about.commands:
            if command.id not in seen:
                seen.add(command.id)
                yield command

    def onwards(self) -> None:
        self.dismiss()


def key_lines(command: Command, width: int) -> list[Content]:
    """The keys of a command, and beside them what it does."""
    return hanging((written(command), "bold"), command.help, width, KEYS_COLUMN)


def written(command: Command) -> str:
    """All keys of a command as the player reads them."""
    if command.counted:
        return command.shown
    names = [WRITTEN.get(key, key) for key in command.keys]
    return " ".join(dict.fromkeys(names))


WRITTEN = {
    "question_mark": "?", "slash": "/", "colon": ":", "escape": "esc", "pagedown": "PgDn", "pageup": "PgUp",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "f1": "F1", "home": "Home", "end": "End",
    "delete": "Del", "shift+tab": "shift+tab",
}  # fmt: skip
