"""The page on which one word is looked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.content import Content

from game.phrases import counted
from game.play.search import Hit, search
from game.play.session import Session
from game.tui.places import places
from game.tui.screens.finder import Finder
from game.tui.typeset import ink, joined, styled, wrapped
from game.tui.widgets.ledger import BLANK, PageRow, apart, told

MOST = 40
NOTHING = "Nothing that you have met so far has this in it."
HOW = "Papers you have met, people, terms, and your own lines. Two letters are enough."
HOW_AT_THE_END = "The whole library of the case, papers, people, terms, and your own lines."


class SearchScreen(Finder[None]):
    """A line to write in, and what was found below it."""

    PLACES = places("search")
    PROMPT = "a name or a word"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def on_mount(self) -> None:
        self.heading.show((self.session.case.title, "Search"), keep=2)
        self.begin()

    def entries(self) -> Iterable[PageRow]:
        found = list(search(self.session, self.words))
        if not found:
            how = HOW_AT_THE_END if self.session.play.ended else HOW
            return [told(NOTHING if len(self.words.strip()) > 1 else how)]
        count = counted(len(found), "place")
        rows = [
            PageRow(partial(hit_lines, each), f"{place}:{each.key}")
            for place, each in enumerate(found[:MOST])
        ]
        return [told(count), BLANK, *apart(rows)]

    def take_row(self, key: str) -> None:
        _, row = key.split(":", 1)
        kind, _, which = row.partition(":")
        if kind == "document":
            self.game.open_reader(self.session, (which,), which)
        elif kind == "card":
            self.game.open_cards(self.session, which)
        elif kind == "notebook":
            self.game.open_notebook(self.session)
        else:
            self.game.open_debrief(self.session, row)


def hit_lines(found: Hit, width: int) -> list[Content]:
    """Something found: its title, what it is, and the words around the place."""
    kind = joined((found.kind, "$quiet"), "  " if found.context else "", ink(found.context))
    return [*styled(found.title, "bold", width), *wrapped(kind, width)]
