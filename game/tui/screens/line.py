"""A line of the player's own: for her notebook, or a name."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from game.tui.places import places
from game.tui.screens.ledger_page import LedgerPage
from game.tui.typeset import rule
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import BLANK, Ledger, PageRow, told
from game.tui.widgets.lines import Leaf
from game.tui.widgets.writing import LineInput


class LineScreen(LedgerPage[str]):
    """Dismissed with what was written; with None if it is not taken.

    With a `draft`, the name of a line in `Session.write_line`, what she leaves with Escape waits there.
    """

    STYLE_SHEETS = ("writing",)
    PLACES = places("line", "name")

    def __init__(self, title: str, about: str, present: str = "", draft: str | None = None) -> None:
        super().__init__()
        self.asked, self.about, self.present, self.draft = title, about, present, draft

    @property
    def place(self) -> str:
        return "name" if self.draft is None else "line"

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Ledger(id="ledger")
            yield LineInput(self.begun() or self.present, id="line")
            yield Leaf(id="underline")

    def on_mount(self) -> None:
        session = self.game.session
        self.heading.show((session.case.title if session else "", self.asked), keep=2)
        self.fill()
        self.query_one("#underline", Leaf).show(
            lambda width: [rule(width, "$pencil", self.glyphs.horizontal)]
        )
        self.set_focus(self.query_one(LineInput))

    def entries(self) -> Iterable[PageRow]:
        return [told(self.asked, "bold"), told(self.about), BLANK]

    def begun(self) -> str:
        """What she left here before."""
        session = self.game.session
        return session.line(self.draft) if session and self.draft is not None else ""

    def write(self, text: str) -> None:
        """Keep what stands here now; on the disk too, at the latest once she pauses."""
        session = self.game.session
        if session and self.draft is not None:
            session.write_line(self.draft, text)
            self.settle_at_a_pause(session.settle)

    def keep_what_stands(self) -> None:
        if value := self.query_one(LineInput).value:
            self.write(value if value != self.present else "")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.write(event.value if event.value != self.present else "")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        text = self.query_one(LineInput).value
        self.write("")
        self.leave(text)

    def action_back(self) -> None:
        self.leave(None)

    def leave(self, text: str | None) -> None:
        if self.game.session:
            self.game.session.settle()
        self.dismiss(text)
