"""Who and what: cards for the people and words that a text names."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.case.dates import when
from game.case.prose import links
from game.play.lookup import Card, cards, cards_here, cards_met
from game.play.report.document import work
from game.play.session import Session
from game.tui.screens.listing import Entry, Listing
from game.tui.typeset import prose, styled
from game.tui.widgets.lines import Row, Setting
from game.tui.widgets.ruler import Mark
from game.tui.years import case_span

NONE_HERE = "This text names nobody and nothing that has a card."


class CardsScreen(Listing[None]):
    """The cards of a text, one below the other; `first` stands at the top."""

    PLACES = ("cards",)

    def __init__(self, session: Session, first: str, texts: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.session, self.first, self.texts = session, first, texts

    def on_mount(self) -> None:
        play = self.session.play
        self.heading.show((play.case.title, "Who and what"), play.scene.date, keep=2)
        now = when(play.scene.date)
        self.ruler.show(case_span(play.case), [Mark(now, "you", "$pencil")] if now else [])
        self.fill()

    def cards(self) -> list[Card]:
        """Those of the text; the one asked for first, even if the text does not name it."""
        play = self.session.play
        here = list(cards(play, self.texts) if self.texts else cards_here(play))
        if self.first:
            asked = [card for card in (*here, *cards_met(play)) if card.id == self.first][:1]
            here = [*asked, *[card for card in here if card.id != self.first]]
        return here

    def entries(self) -> Sequence[Entry]:
        found = self.cards()
        entries = []
        source = self.session.case.sources.get(self.first)
        if source is not None:
            entries.append(Entry(lambda width: styled(work(source), "$ink", width), apart=True))
        elif not found:
            return [Entry(lambda width: styled(NONE_HERE, "$quiet", width))]
        return [*entries, *[Entry(card_setting(card), card.id, apart=True) for card in found]]

    def take(self, row: Row) -> None:
        """Open the paper that a card names, if it names one that can be reached."""
        card = next((card for card in self.cards() if card.id == row.key), None)
        papers = {document.id for document in self.session.play.papers()}
        named = [link.target for link in links(card.text) if link.kind == "document"] if card else []
        reach = [target for target in named if target in papers]
        if reach:
            self.game.open_reader(self.session, tuple(reach), reach[0])


def card_setting(card: Card) -> Setting:
    """A card: name, post, what it means, and what became of a person where that may be told."""

    def setting(width: int) -> list[Content]:
        lines = styled(card.title, "bold", width)
        if card.note:
            lines += styled(card.note, "$quiet", width)
        lines += prose(card.text, width)
        if card.fate:
            lines += prose(card.fate, width)
        return lines

    return setting
