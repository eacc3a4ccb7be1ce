"""A few words that must be read before play goes on."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from game.tui.screens.page import Page
from game.tui.typeset import stacked, styled, wrapped
from game.tui.widgets.body import Body
from game.tui.widgets.lines import Leaf


class MessageScreen(Page[None]):
    """A title and sentences; Enter, Escape, space and a click go on."""

    PLACES = ("message",)

    def __init__(self, title: str, words: Iterable[str]) -> None:
        super().__init__()
        self.words_title, self.words = title, tuple(words)

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Leaf(id="text")

    def on_mount(self) -> None:
        self.heading.show(("The Historian’s Choices",))
        self.query_one("#text", Leaf).show(self.lay)

    def lay(self, width: int) -> list[Content]:
        return stacked(
            styled(self.words_title, "bold", width), *[wrapped(each, width) for each in self.words]
        )

    def onwards(self) -> None:
        self.dismiss()

    def on_click(self) -> None:
        self.onwards()
