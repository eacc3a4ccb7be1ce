"""A few words that must be read before play goes on."""

from __future__ import annotations

from collections.abc import Iterable

from game.tui.commands import Place
from game.tui.screens.ledger_page import LedgerPage
from game.tui.widgets.ledger import PageRow, apart, told


class MessageScreen(LedgerPage[None]):
    """A title and sentences; Enter, Escape, space and a click go on."""

    PLACES = (Place("message", "A message", ("take",), "", {"take": "go on", "back": "go on"}),)

    def __init__(self, title: str, words: Iterable[str]) -> None:
        super().__init__()
        self.words_title, self.words = title, tuple(words)

    def on_mount(self) -> None:
        self.heading.show((self.app.title,))
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        return apart([told(self.words_title, "bold"), *(told(each, "") for each in self.words)])

    def onwards(self) -> None:
        self.dismiss()

    def on_click(self) -> None:
        self.onwards()
