"""A line of the player's own: for her notebook, or a name."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from game.tui.commands import Place
from game.tui.screens.ledger_page import LedgerPage
from game.tui.typeset import rule
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import BLANK, Entry, Ledger, told
from game.tui.widgets.line_input import LineInput
from game.tui.widgets.lines import Leaf


class LineScreen(LedgerPage[str]):
    """Dismissed with what was written; with None if nothing shall be kept."""

    PLACES = (
        Place(
            "line",
            "A line of your own",
            ("take", "help", "back"),
            "One line in your own words.",
            {"take": "keep it", "back": "do not keep it"},
            writes=True,
        ),
    )

    def __init__(self, title: str, about: str, present: str = "") -> None:
        super().__init__()
        self.asked, self.about, self.present = title, about, present

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Ledger(id="ledger")
            yield LineInput(self.present, id="line")
            yield Leaf(id="underline")

    def on_mount(self) -> None:
        session = self.game.session
        self.heading.show((session.case.title if session else "", self.asked), keep=2)
        self.fill()
        self.query_one("#underline", Leaf).show(
            lambda width: [rule(width, "$pencil", self.glyphs.horizontal)]
        )
        self.set_focus(self.query_one(LineInput))

    def entries(self) -> Iterable[Entry]:
        return [told(self.asked, "bold"), told(self.about), BLANK]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_take(self) -> None:
        self.dismiss(self.query_one(LineInput).value)

    def action_back(self) -> None:
        self.dismiss(None)
