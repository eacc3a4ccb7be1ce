"""How things stand: every gauge with its two words, and what is told in words."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from game.case.dates import when
from game.play.session import Session
from game.tui.screens.page import Page
from game.tui.typeset import stacked, styled
from game.tui.widgets.body import Body
from game.tui.widgets.gauges import detailed, situation_lines
from game.tui.widgets.lines import Leaf
from game.tui.widgets.ruler import Mark
from game.tui.years import case_span

NOTHING = "Nothing is drawn of the situation here. At the archive desk there is only the evidence."
ABOUT = "A mark between two words, never a score. The open mark is where it stood one step before."


class SituationScreen(Page[None]):
    """What the side column shows, in full."""

    PLACES = ("situation",)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def desk(self) -> Iterable[Widget]:
        with Body(classes="prose"):
            yield Leaf(id="text")

    def on_mount(self) -> None:
        play = self.session.play
        self.heading.show((play.case.title, "How things stand"), play.scene.date, keep=2)
        now = when(play.scene.date)
        self.ruler.show(case_span(play.case), [Mark(now, "you", "$pencil")] if now else [])
        self.query_one("#text", Leaf).show(self.lay)

    def lay(self, width: int) -> list[Content]:
        moment = self.session.play.moment
        lines = situation_lines(
            moment.gauges, moment.readings, width, self.glyphs, detailed(moment.gauges, width)
        )
        if not lines:
            return styled(NOTHING, "$quiet", width)
        spoken = [line for gauge in moment.gauges for line in styled(f"{gauge.spoken}.", "$quiet", width)]
        return stacked(lines, styled(ABOUT, "$quiet", width), spoken)

    def onwards(self) -> None:
        self.dismiss()
