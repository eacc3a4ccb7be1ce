"""The second step of choosing: the choice's own words end in "because", and the player finishes them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from game.case.model import Document
from game.tui.typeset import EMPTY, ink, joined, rule, styled
from game.tui.widgets.lines import Leaf, Row
from game.tui.widgets.sentence import Sentence

ASIDES = (
    "You meet this sentence again in the debrief, beside what happened. It is yours.",
    "An empty line is allowed. It means: no reason given.",
)

LEAN = "Lean on a paper:"


class Cites(Row):
    """The papers that a sentence can rest on: digits take them up and lay them down again.

    Arrows go along them, and from the first one back up to the sentence; space does what a digit does.
    """

    class Changed(Message):
        """Another set of papers is cited."""

    documents: tuple[Document, ...] = ()
    cited: tuple[str, ...] = ()
    at: int = 0
    starts: Sequence[tuple[int, int]] = ()
    """Line and column at which each paper begins."""

    def offer(self, documents: Sequence[Document], cited: Sequence[str] = ()) -> None:
        """Show these papers."""
        self.documents, self.cited, self.at = tuple(documents), tuple(cited), 0
        self.show("cites", self.setting_of)
        self.display = bool(documents)

    def setting_of(self, width: int) -> list[Content]:
        """All on one line where they fit; else one below the other."""
        pieces = [self.paper(place) for place in range(len(self.documents))]
        line = joined((LEAN, "$quiet"), "  ", Content("   ").join(pieces))
        if line.cell_length <= width:
            self.starts = [(0, each) for each in self.columns(pieces)]
            return [line]
        self.starts = [(place + 1, 0) for place in range(len(pieces))]
        return [ink(LEAN, "$quiet"), *[self.paper(place, width) for place in range(len(pieces))]]

    def paper(self, place: int, room: int | None = None) -> Content:
        """A paper by its number, and whether it is cited; its title gives way to the room there is."""
        document = self.documents[place]
        here = self.has_focus and place == self.at
        cited = document.id in self.cited
        number = (str(place + 1), "$pencil bold" if here else "bold")
        title = ink(document.title, "$pencil" if cited else "$ink")
        said = ink("  (cited)" if cited else "", "$quiet")
        if room is not None:
            title = title.truncate(max(room - 2 - said.cell_length, 1), ellipsis=True)
        return joined(number, " ", title, said)

    def columns(self, pieces: Sequence[Content]) -> list[int]:
        """Where each paper begins on the one line."""
        found, column = [], len(LEAN) + 2
        for piece in pieces:
            found.append(column)
            column += piece.cell_length + 3
        return found

    def toggle(self, place: int) -> None:
        """Cite a paper, or no longer."""
        if not 0 <= place < len(self.documents):
            return
        self.at = place
        wanted = self.documents[place].id
        kept = tuple(each for each in self.cited if each != wanted)
        self.cited = kept if wanted in self.cited else (*kept, wanted)
        self.again()
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        if event.key.isdecimal() and event.key != "0":
            self.toggle(int(event.key) - 1)
        elif event.key == "space":
            self.toggle(self.at)
        elif event.key in ("left", "right", "down") or (event.key == "up" and self.at):
            step = -1 if event.key in ("left", "up") else 1
            self.at = max(min(self.at + step, len(self.documents) - 1), 0)
            self.again(layout=False)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        reached = [
            place
            for place, (line, column) in enumerate(self.starts)
            if line == event.y and column <= event.x - self.INDENT
        ]
        if reached:
            self.toggle(reached[-1])


class Why(Vertical):
    """Sentence and papers, below the choice that was taken up."""

    def compose(self) -> ComposeResult:
        yield Sentence(id="sentence")
        yield Leaf(id="underline")
        yield Cites(id="cites")
        yield Leaf(id="asides")

    def on_mount(self) -> None:
        underline = self.query_one("#underline", Leaf)
        underline.show(lambda width: [rule(width, "$pencil", underline.glyphs.horizontal)])
        self.query_one("#asides", Leaf).show(
            lambda width: [
                EMPTY,
                EMPTY,
                *styled(ASIDES[0], "$quiet", width),
                EMPTY,
                *styled(ASIDES[1], "$quiet", width),
            ]
        )

    @property
    def sentence(self) -> Sentence:
        return self.query_one(Sentence)

    @property
    def asides(self) -> Leaf:
        return self.query_one("#asides", Leaf)

    @property
    def cites(self) -> Cites:
        return self.query_one(Cites)

    def ask(self, documents: Sequence[Document]) -> None:
        """Begin with an empty line and these papers to lean on."""
        self.sentence.text = ""
        self.cites.offer(documents)
