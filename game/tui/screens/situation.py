"""How things stand: every gauge with its two words, and what is told in words."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from game.tui.commands import Place
from game.tui.screens.game_page import GamePage
from game.tui.typeset import stacked, styled
from game.tui.widgets.gauges import detailed, situation_lines
from game.tui.widgets.ledger import PageRow

NOTHING = "Nothing is drawn of the situation here. At the archive desk there is only the evidence."
ABOUT = "A mark between two words, never a score. The open mark is where it stood one step before."


class SituationScreen(GamePage[None]):
    """What the side column shows, in full."""

    PLACES = (
        Place(
            "situation",
            "How things stand",
            ("help", "back"),
            "Marks between two words, never scores: what this path has made of the situation so far.",
            {"take": "back"},
        ),
    )

    def on_mount(self) -> None:
        self.show_head("How things stand", self.play.scene.date)
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        return [PageRow(self.lay)]

    def lay(self, width: int) -> list[Content]:
        moment = self.play.moment
        gauges = moment.gauges
        lines = situation_lines(gauges, moment.readings, width, self.glyphs, detailed(gauges, width))
        if not lines:
            return styled(NOTHING, "$quiet", width)
        spoken = [line for gauge in gauges for line in styled(f"{gauge.spoken}.", "$quiet", width)]
        return stacked(lines, styled(ABOUT, "$quiet", width), spoken)

    def onwards(self) -> None:
        self.dismiss()

    def action_situation(self) -> None:
        self.dismiss()
