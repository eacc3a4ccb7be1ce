"""The second step of choosing: the choice's own words end in "because", and the player finishes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from game.tui.style_sheets import read_style_sheet
from game.tui.typeset import EMPTY, joined, rule, stacked, styled, wrapped
from game.tui.widgets.ledger import Ledger, PageRow, told
from game.tui.widgets.lines import Leaf
from game.tui.widgets.writing import Sentence

LEAN = "Lean on a paper:"


class CanBeCited(Protocol):
    """A paper that a sentence can lean on."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...


class Why(Vertical):
    """Sentence and papers, below the choice that was taken up."""

    ASIDES: ClassVar[tuple[str, ...]] = (
        "You meet this sentence again in the debrief, beside what happened. It is yours.",
        "An empty line is allowed. It means: no reason given.",
    )
    documents: tuple[CanBeCited, ...] = ()
    cited: tuple[str, ...] = ()
    whole: bool = True

    def compose(self) -> ComposeResult:
        read_style_sheet(self.app, "writing")
        yield Sentence(id="sentence")
        yield Leaf(id="underline")
        yield Ledger(id="papers")
        yield Leaf(id="asides")

    def on_mount(self) -> None:
        underline = self.query_one("#underline", Leaf)
        underline.show(lambda width: [rule(width, "$pencil", underline.glyphs.horizontal)])
        self.asides.show(self.set_asides)

    def set_asides(self, width: int) -> list[Content]:
        """What is said of a reason, or as much empty room where it does not stand there whole."""
        lines = [EMPTY, *stacked(*(styled(each, "$quiet", width) for each in self.ASIDES))]
        return lines if self.whole else [EMPTY] * len(lines)

    def say_asides(self, *, whole: bool) -> None:
        """Show what is said of a reason if it has room for all of it."""
        if whole is not self.whole:
            self.whole = whole
            self.asides.show(self.set_asides)

    @property
    def sentence(self) -> Sentence:
        return self.query_one(Sentence)

    @property
    def papers(self) -> Ledger:
        return self.query_one(Ledger)

    @property
    def asides(self) -> Leaf:
        return self.query_one("#asides", Leaf)

    @property
    def height_wanted(self) -> int:
        """Lines for a sentence of one line, the papers and what is said below them."""
        return 3 + (len(self.documents) + 1 if self.documents else 0) + 5

    def ask(self, documents: Sequence[CanBeCited], sentence: str = "", cited: Iterable[str] = ()) -> None:
        """Begin with a sentence, mostly empty, and these papers to lean on."""
        self.sentence.text = sentence
        self.sentence.move_cursor(self.sentence.document.end)
        self.offer(documents, cited)

    def offer(self, documents: Sequence[CanBeCited], cited: Iterable[str]) -> None:
        """Show these papers, some of them cited."""
        self.documents = tuple(documents)
        ids = [document.id for document in documents]
        self.cited = tuple(each for each in cited if each in ids)
        self.papers.show(self.entries(), self.papers.at if self.papers.at in ids else "")
        self.papers.display = bool(documents)

    def entries(self) -> Iterable[PageRow]:
        yield told(LEAN)
        for number, document in enumerate(self.documents, 1):
            yield PageRow(self.setting(document), document.id, number=str(number))

    def setting(self, document: CanBeCited) -> Callable[[int], list[Content]]:
        """A paper by its title, and whether it is cited."""
        cited = document.id in self.cited
        words = joined(
            (document.title, "$pencil" if cited else "$ink"), ("  (cited)" if cited else "", "$quiet")
        )
        return lambda width: wrapped(words, width)

    def toggle(self, document: str) -> None:
        """Cite a paper, or no longer."""
        kept = tuple(each for each in self.cited if each != document)
        self.offer(self.documents, kept if document in self.cited else (*kept, document))
