"""What followed a choice, to be read again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from game.play.playthrough import Playthrough
from game.play.session import Session
from game.tui.commands import Place
from game.tui.scene_text import after_lines
from game.tui.scene_view import ROOMY
from game.tui.screens.game_page import GamePage
from game.tui.widgets.ledger import PageRow


class FollowedScreen(GamePage[None]):
    """The choice, the sentence and what came of them; `after` is play just after the choice."""

    PLACES = (
        Place(
            "followed",
            "What followed",
            ("page_on", "help", "back"),
            "What a choice brought about, as it was told then.",
            {"take": "back"},
        ),
    )

    def __init__(self, session: Session, after: Playthrough) -> None:
        super().__init__(session)
        self.after = after

    def on_mount(self) -> None:
        self.show_head("What followed")
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        aftermath = self.after.aftermath
        assert aftermath is not None
        settings = self.game.settings
        lay = partial(
            after_lines,
            self.after,
            aftermath,
            glyphs=self.glyphs,
            form=ROOMY,
            easier=settings.easier,
            tell=settings.tell,
        )
        return [PageRow(lambda width: lay(width=width))]

    def onwards(self) -> None:
        self.dismiss()

    def action_followed(self) -> None:
        self.dismiss()
