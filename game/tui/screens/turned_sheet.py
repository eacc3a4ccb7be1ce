"""The turned sheet: what a chapter came to, her course beside the record, on one calm page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget

from game.play.session import Session
from game.play.turned_sheet import TurnedSheet, last_turned
from game.tui.places import places
from game.tui.screens.game_page import GamePage
from game.tui.sheet_text import sheet_lines
from game.tui.widgets.body import Body
from game.tui.widgets.ledger import Ledger, PageRow

if TYPE_CHECKING:
    from textual.content import Content

    from game.tui.screens.scene import SceneScreen

CHANGE = "c changes it; otherwise it stays."
ASK = "What do you put first now?"
ASIDE = "It is only a hunch, in pencil. Every one that you had stays on the line of your path."
KEEP = "keep it"
"""The answer that changes nothing; no id has a space."""


class TurnedSheetScreen(GamePage[None]):
    """The last sheet that was turned on her path; going on leads to the next scene, or to the debrief."""

    STYLE_SHEETS = ("paper",)
    PLACES = places("sheet")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.turned_at = last_turned(session.play)

    def desk(self) -> Iterable[Widget]:
        yield Body(Ledger(id="ledger", classes="sheet"), id="body")

    def on_mount(self) -> None:
        self.show_head(self.sheet.title if self.sheet else "", "the sheet is turned")
        self.fill()

    @property
    def sheet(self) -> TurnedSheet | None:
        """The sheet as her notebook has it now."""
        return TurnedSheet.of(self.turned_at.with_notebook(self.play.notebook)) if self.turned_at else None

    @property
    def is_new(self) -> bool:
        """Whether it has just been turned: nothing was done since."""
        return self.turned_at is not None and self.turned_at.depth == self.play.depth

    def entries(self) -> Iterable[PageRow]:
        return [PageRow(self.lay)]

    def fill(self, at: str | None = None) -> None:
        """Show the sheet, closer where that brings more of it into view."""
        self.ledger.show(self.entries(), closer=[[PageRow(partial(self.lay, close=True))]])
        self.show_keys()
        self.later(self.settle)

    def lay(self, width: int, *, close: bool = False) -> list[Content]:
        sheet, change = self.sheet, CHANGE if self.is_new else ""
        return sheet_lines(sheet, width, self.glyphs, change, close=close) if sheet else []

    def can(self, command: str) -> bool:
        sheet = self.sheet
        open_now = command != "hunch" or bool(self.is_new and sheet and sheet.asks_hunch)
        return super().can(command) and open_now

    def onwards(self) -> None:
        self.dismiss()
        if self.play.ended:
            self.game.open_debrief(self.session)

    def action_undo(self) -> None:
        scene = self.scene_below()
        if scene is not None:
            scene.action_undo()

    def action_redo(self) -> None:
        scene = self.scene_below()
        if scene is not None:
            scene.action_redo()

    def scene_below(self) -> SceneScreen | None:
        """The scene, with nothing over it any more."""
        from game.tui.screens.scene import SceneScreen

        self.game.back_to_scene()
        return self.app.screen if isinstance(self.app.screen, SceneScreen) else None

    action_sheet = GamePage.action_back

    def action_hunch(self) -> None:
        """Another explanation put first, or the same."""
        causes = self.play.case.causes

        def answered(cause: str | None) -> None:
            if cause is not None and cause in causes:
                self.session.change(self.play.change_hunch(cause))
                self.fill()
                self.say("Noted, in pencil.")

        answers = [(cause.id, cause.title) for cause in causes.values()]
        self.game.ask(ASK, (ASIDE,), (*answers, (KEEP, "Keep it as it is.")), answered)
