"""A line of the player's own, for the notebook."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from game.tui.screens.page import Page
from game.tui.typeset import EMPTY, rule, styled
from game.tui.widgets.body import Body
from game.tui.widgets.line_input import LineInput
from game.tui.widgets.lines import Leaf


class LineScreen(Page[str]):
    """Dismissed with what was written; with "" if nothing shall be kept."""

    PLACES = ("line",)

    def __init__(
        self,
        title: str = "A line of your own",
        about: str = "What strikes you, what you doubt, what you would ask. It is yours.",
        present: str = "",
    ) -> None:
        super().__init__()
        self.asked, self.about, self.present = title, about, present

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Leaf(id="text")
            yield LineInput(id="line")
            yield Leaf(id="underline")

    def on_mount(self) -> None:
        session = self.game.session
        self.heading.show((session.case.title if session else "", self.asked), keep=2)
        self.query_one("#text", Leaf).show(
            lambda width: [
                *styled(self.asked, "bold", width),
                *styled(self.about, "$quiet", width),
                EMPTY,
            ]
        )
        self.query_one("#underline", Leaf).show(
            lambda width: [rule(width, "$pencil", self.glyphs.horizontal)]
        )
        line = self.query_one(LineInput)
        line.value, line.cursor_position = self.present, len(self.present)
        self.stand_at(line)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_take(self) -> None:
        self.dismiss(self.query_one(LineInput).value)

    def action_back(self) -> None:
        self.dismiss("")
