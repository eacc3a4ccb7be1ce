"""One question, with its answers in rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.tui.commands import Place
from game.tui.screens.ledger_page import LedgerPage
from game.tui.widgets.ledger import BLANK, PageRow, apart, numbered, told


class AskScreen(LedgerPage[str]):
    """Dismissed with the key of an answer; with the last one's by Escape."""

    PLACES = (
        Place(
            "ask",
            "A question",
            ("choose", "take", "help", "back"),
            "Choose an answer; Escape is the last one.",
        ),
    )

    def __init__(self, question: str, words: Iterable[str], answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question, self.words, self.answers = question, tuple(words), tuple(answers)

    def on_mount(self) -> None:
        session = self.game.session
        self.heading.show((session.case.title if session else self.app.title,))
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        said = [told(each, "") for each in self.words]
        return [*apart([told(self.question, "bold"), *said]), BLANK, *numbered(self.answers)]

    def take_row(self, key: str) -> None:
        self.dismiss(key)

    def action_back(self) -> None:
        self.dismiss(self.answers[-1][0])
