"""Pages on which something is looked up: who and what, how things stand, what followed a choice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.content import Content

from game.case.prose import links
from game.play.lookup import Card, cards_here, cards_met, cards_named
from game.play.playthrough import Playthrough
from game.play.report.document import work
from game.play.session import Session
from game.tui.places import places
from game.tui.scene_view import ROOMY, SceneView
from game.tui.screens.game_page import GamePage
from game.tui.typeset import prose, stacked, styled
from game.tui.widgets.gauges import detailed, situation_lines
from game.tui.widgets.ledger import PageRow, apart, told

NONE_HERE = "This text names nobody and nothing that has a card."


class CardsScreen(GamePage[None]):
    """The cards of a text, one below the other; `first` stands at the top."""

    PLACES = places("cards")

    def __init__(self, session: Session, first: str, texts: tuple[str, ...] = ()) -> None:
        super().__init__(session)
        self.first, self.texts = first, texts

    def on_mount(self) -> None:
        self.show_head("Who and what", self.play.scene.date)
        self.fill()

    def cards(self) -> list[Card]:
        """Those of the text; the one asked for first, even if the text does not name it."""
        play = self.play
        here = list(cards_named(play, self.texts) if self.texts else cards_here(play))
        if self.first:
            asked = [card for card in (*here, *cards_met(play)) if card.id == self.first][:1]
            here = [*asked, *[card for card in here if card.id != self.first]]
        return here

    def entries(self) -> Iterable[PageRow]:
        found = [PageRow(partial(card_lines, card), card.id) for card in self.cards()]
        source = self.session.case.sources.get(self.first)
        if source is None and not found:
            return [told(NONE_HERE)]
        return apart([*([told(work(source), "")] if source else []), *found])

    def papers(self, key: str) -> tuple[str, ...]:
        """The papers that a card names, of those that can be reached."""
        within = {document.id for document in self.play.papers()}
        named = [link for card in self.cards() if card.id == key for link in links(card.text)]
        return tuple(link.target for link in named if link.kind == "document" and link.target in within)

    def can(self, command: str) -> bool:
        return super().can(command) and (command != "take" or bool(self.papers(self.ledger.at)))

    def take_row(self, key: str) -> None:
        papers = self.papers(key)
        if papers:
            self.game.open_reader(self.session, papers, papers[0])


def card_lines(card: Card, width: int) -> list[Content]:
    """A card: name, post, what it means, and what became of a person where that may be told."""
    lines = styled(card.title, "bold", width)
    if card.note:
        lines += styled(card.note, "$quiet", width)
    return [*lines, *prose(card.text, width), *(prose(card.fate, width) if card.fate else [])]


NOTHING = "Nothing is drawn of the situation here. At the archive desk there is only the evidence."
ABOUT = "A mark between two words, never a score. The open mark is where it stood one step before."


class SituationScreen(GamePage[None]):
    """What the side column shows, in full."""

    PLACES = places("situation")

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

    onwards = action_situation = GamePage.action_back


class FollowedScreen(GamePage[None]):
    """The choice, the sentence and what came of them; `after` is play just after the choice."""

    PLACES = places("followed")

    def __init__(self, session: Session, after: Playthrough) -> None:
        super().__init__(session)
        self.after = after

    def on_mount(self) -> None:
        self.show_head("What followed")
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        aftermath = self.after.aftermath
        assert aftermath is not None
        settings = self.game.desk.settings
        view = SceneView(self.after, "after", aftermath, easier=settings.easier, tell=settings.tell)
        return [PageRow(lambda width: view.lines(width, self.glyphs, ROOMY))]

    onwards = action_followed = GamePage.action_back
