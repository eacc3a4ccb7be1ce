"""The second step of choosing: the choice's own words end in "because", and the player finishes them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from game.case.model import Document
from game.tui.typeset import EMPTY, joined, rule, styled, wrapped
from game.tui.widgets.lines import Leaf, Row
from game.tui.widgets.sentence import Sentence

ASIDES = (
    "You meet this sentence again in the debrief, beside what happened. It is yours.",
    "An empty line is allowed. It means: no reason given.",
)


class Cites(Row):
    """The papers that a sentence can rest on: digits take them up and lay them down again."""

    class Changed(Message):
        """Another set of papers is cited."""

    INDENT = 0
    documents: tuple[Document, ...] = ()
    cited: tuple[str, ...] = ()
    at: int = 0

    def offer(self, documents: Sequence[Document], cited: Sequence[str] = ()) -> None:
        """Show these papers."""
        self.documents, self.cited, self.at = tuple(documents), tuple(cited), 0
        self.show("cites", self.setting_of)
        self.display = bool(documents)

    def lay(self, width: int) -> list[Content]:
        return self.setting_of(width)

    def setting_of(self, width: int) -> list[Content]:
        pieces: list[Content] = []
        for number, document in enumerate(self.documents, 1):
            here = self.has_focus and number - 1 == self.at
            title = shortened(document.title)
            cited = joined("  ", ("(cited)", "$quiet")) if document.id in self.cited else EMPTY
            pieces.append(joined((str(number), "$pencil bold" if here else "bold"), " ", title, cited))
        label = joined(("Lean on a paper:", "$quiet"), "  ")
        return wrapped(joined(label, Content("   ").join(pieces)), width)

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
        elif event.key in ("left", "right"):
            self.at = (self.at + (1 if event.key == "right" else -1)) % max(len(self.documents), 1)
            self.again(layout=False)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        column, line = event.x, event.y
        rows = self.rows(self.size.width)
        before = "".join(row.plain for row in rows[:line]) + (
            rows[line].plain[: column + 1] if line < len(rows) else ""
        )
        reached = [place for place in range(len(self.documents)) if f"{place + 1} " in before]
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
        glyphs = self.query_one("#underline", Leaf).glyphs
        self.query_one("#underline", Leaf).show(lambda width: [rule(width, "$pencil", glyphs.horizontal)])
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
    def cites(self) -> Cites:
        return self.query_one(Cites)

    def ask(self, documents: Sequence[Document]) -> None:
        """Begin with an empty line and these papers to lean on."""
        self.sentence.text = ""
        self.cites.offer(documents)


def shortened(title: str, words: int = 4) -> str:
    """The first words of a title."""
    found = title.split()
    return title if len(found) <= words else f"{' '.join(found[:words])} …"
