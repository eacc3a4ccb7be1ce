"""Every command of what is before the player, to be found by its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget

from game.tui.commands import PLACES, Command
from game.tui.screens.finder import Finder
from game.tui.screens.listing import Entry
from game.tui.typeset import hanging, ink, joined, styled
from game.tui.widgets.body import Body
from game.tui.widgets.lines import Row, Setting

LABEL = 24
NOTHING = "No command here is called so. Esc goes back."


class PaletteScreen(Finder[str]):
    """Dismissed with the action that was chosen, for the page below; with "" for none."""

    PLACES = ("palette",)
    PROMPT = "a command"

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about = PLACES[about]

    def on_mount(self) -> None:
        self.heading.show(("Every command", self.about.title), keep=2)
        self.begin()

    def desk(self) -> Iterable[Widget]:
        yield Body(id="list")

    def found(self) -> list[Command]:
        """The commands that have these words in their name or in what is said of them."""
        wanted = self.words.casefold().split()
        commands = [
            each
            for each in {command.id: command for command in self.about.commands}.values()
            if not each.counted and each.id not in ("palette", "help_here")
        ]
        named = [each for each in commands if all(word in each.label.casefold() for word in wanted)]
        told = [each for each in commands if all(word in each.help.casefold() for word in wanted)]
        return [*named, *[each for each in told if each not in named]]

    def entries(self) -> Sequence[Entry]:
        found = self.found()
        if not found:
            return [Entry(lambda width: styled(NOTHING, "$quiet", width))]
        return [Entry(command_setting(each), each.id) for each in found]

    def submitted(self) -> None:
        found = self.found()
        if found and self.words.strip():
            self.dismiss(found[0].id)
        elif self.shown_rows():
            self.stand_at(self.shown_rows()[0])

    def take(self, row: Row) -> None:
        self.dismiss(row.key)

    def action_palette(self) -> None:
        """It is open."""

    def action_back(self) -> None:
        self.dismiss("")


def command_setting(command: Command) -> Setting:
    """A command: its name and key, and what it does."""

    def setting(width: int) -> list[Content]:
        name = joined(
            (command.label[:1].upper() + command.label[1:], "bold"), "  ", (command.shown, "$quiet")
        )
        return hanging(name.truncate(LABEL - 1, ellipsis=True), ink(command.help, "$quiet"), width, LABEL)

    return setting
