"""Search: one word, looked for in papers, people, terms, scenes and the player's own lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from textual.content import Content

from game.case.prose import plain
from game.play.lookup import cards_met
from game.play.numbers import counted
from game.play.playthrough import Playthrough
from game.play.session import Session
from game.tui.commands import Place
from game.tui.screens.finder import Finder
from game.tui.typeset import ink, joined, styled, wrapped
from game.tui.widgets.ledger import BLANK, Entry, apart, told

MOST = 40
AROUND = 26
NOTHING = "Nothing that you have met so far has this in it."
HOW = "Papers you have met, people, terms, and your own lines. Two letters are enough."


class Hit(NamedTuple):
    """Something found: what it is, where the word stands in it, and what Enter opens."""

    title: str
    kind: str
    context: str
    key: str


def search(play: Playthrough, words: str) -> Iterator[Hit]:
    """Everything met so far that has these words in it; nothing that play has not come to."""
    wanted = words.casefold().strip()
    if len(wanted) < 2:
        return
    opened = play.notebook.opened
    for document in play.papers():
        read = document.id in opened
        text = f"{document.author} {document.date}"
        if read:
            text = " ".join([text, *map(plain, document.texts)])
        yield from hit(document.title, "paper", text, f"document:{document.id}", wanted)
    for card in cards_met(play):
        text = f"{card.note} {plain(card.text)} {plain(card.fate)}"
        yield from hit(card.title, "who and what", text, f"card:{card.id}", wanted)
    for note in play.notebook.notes:
        yield from hit(note.text, "your line", "", "notebook:", wanted)
    for step in play.steps:
        if step.because:
            scene = play.case.scenes[step.scene]
            yield from hit(scene.title, "your sentence", step.because, "notebook:", wanted)


def hit(title: str, kind: str, text: str, key: str, wanted: str) -> Iterator[Hit]:
    """One thing, if the word is in it."""
    flat = " ".join(text.split())
    place = flat.casefold().find(wanted)
    if place >= 0 or wanted in title.casefold():
        start = max(place - AROUND, 0)
        start = flat.rfind(" ", 0, start) + 1 if start else 0
        end = flat.find(" ", place + len(wanted) + AROUND)
        end = len(flat) if end < 0 else end
        cut = flat[start:end].strip() if place >= 0 else ""
        context = f"{'…' if start and cut else ''}{cut}{'…' if cut and end < len(flat) else ''}"
        yield Hit(title, kind, context, key)


class SearchScreen(Finder[None]):
    """A line to write in, and what was found below it."""

    PLACES = (
        Place(
            "search",
            "Search",
            ("next_row", "take", "help", "back"),
            "Write a name or a word: what you have met so far is searched as you write.",
            {"next_row": "what was found", "take": "open"},
            writes=True,
        ),
    )
    PROMPT = "a name or a word"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def on_mount(self) -> None:
        self.heading.show((self.session.case.title, "Search"), keep=2)
        self.begin()

    def entries(self) -> Iterable[Entry]:
        found = list(search(self.session.play, self.words))
        if not found:
            return [told(NOTHING if len(self.words.strip()) > 1 else HOW)]
        count = counted(len(found), "place")
        rows = [
            Entry(partial(hit_lines, each), f"{place}:{each.key}") for place, each in enumerate(found[:MOST])
        ]
        return [told(count), BLANK, *apart(rows)]

    def take_row(self, key: str) -> None:
        _, kind, which = key.split(":", 2)
        if kind == "document":
            self.game.open_reader(self.session, (which,), which)
        elif kind == "card":
            self.game.open_cards(self.session, which)
        else:
            self.game.open_notebook(self.session)


def hit_lines(found: Hit, width: int) -> list[Content]:
    """Something found: its title, what it is, and the words around the place."""
    kind = joined((found.kind, "$quiet"), "  " if found.context else "", ink(found.context))
    return [*styled(found.title, "bold", width), *wrapped(kind, width)]
