"""Pages that say something or ask one thing: a message, a question, whose game it is, leaving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.tui.places import places
from game.tui.screens.ledger_page import LedgerPage
from game.tui.widgets.ledger import BLANK, PageRow, apart, numbered, told


class MessageScreen(LedgerPage[None]):
    """A title and sentences; Enter, Escape, space and a click go on."""

    PLACES = places("message")

    def __init__(self, title: str, words: Iterable[str]) -> None:
        super().__init__()
        self.words_title, self.words = title, tuple(words)

    def on_mount(self) -> None:
        self.heading.show((self.app.title,))
        self.fill()

    def entries(self) -> Iterable[PageRow]:
        return apart([told(self.words_title, "bold"), *(told(each, "") for each in self.words)])

    onwards = on_click = LedgerPage.action_back


class AskScreen(LedgerPage[str]):
    """Dismissed with the key of an answer; with the last one's by Escape.

    Where an answer cannot be taken back, `careful` has the bar stand at the last one.
    """

    PLACES = places("ask")

    def __init__(
        self,
        question: str,
        words: Iterable[str],
        answers: Sequence[tuple[str, str]],
        *,
        careful: bool = False,
    ) -> None:
        super().__init__()
        self.question, self.words, self.answers = question, tuple(words), tuple(answers)
        self.careful = careful

    def on_mount(self) -> None:
        session = self.game.session
        self.heading.show((session.case.title if session else self.app.title,))
        self.fill(self.answers[-1][0] if self.careful else None)

    def entries(self) -> Iterable[PageRow]:
        said = [told(each, "") for each in self.words]
        return [*apart([told(self.question, "bold"), *said]), BLANK, *numbered(self.answers)]

    def take_row(self, key: str) -> None:
        self.dismiss(key)

    def action_back(self) -> None:
        self.dismiss(self.answers[-1][0])


SOMEBODY_ELSE = "somebody else"
NEW_NAME = ("Your name", "Under it your playthroughs are kept, and it stands on what you hand in.")


class WhoseScreen(AskScreen):
    """The names to choose from, and somebody else."""

    PLACES = places("whose")

    def __init__(self, names: Sequence[str]) -> None:
        known = [(f"name {name}", f"{name}." if name else "The one who gave no name.") for name in names]
        super().__init__("Whose game is it?", (self.here.about,), (*known, (SOMEBODY_ELSE, "Somebody else.")))

    def take_row(self, key: str) -> None:
        if key == SOMEBODY_ELSE:
            self.game.ask_for_line(lambda name: self.game.sit_down(name) if name else None, *NEW_NAME)
        else:
            self.game.sit_down(key.removeprefix("name "))

    def action_back(self) -> None:
        self.game.ask_to_leave()


KEPT = "Nothing is lost. Your choices, sentences and notes are kept; next time you go on here."
UNKEPT = (
    "This playthrough cannot be kept: the disk cannot be written to. What you did since the last time it was "
    "kept is lost when you leave. Stay, make room on the disk, and take any step: it is then kept."
)
NOTHING_OPEN = "Nothing is lost: whatever you have played is kept."
LEAVE, LIBRARY, STAY = (
    ("leave", "Leave the game."),
    ("library", "Go to the library of cases."),
    ("stay", "Stay."),
)


class LeaveScreen(AskScreen):
    """Says what is kept; dismissed with "leave", "library" or "stay"."""

    PLACES = places("leave")
    TOO_SMALL = "Leave? q leaves, esc stays."

    def __init__(self, *, playing: bool, unkept: bool) -> None:
        said = UNKEPT if unkept else KEPT if playing else NOTHING_OPEN
        answers = (LEAVE, LIBRARY, STAY) if playing else (LEAVE, STAY)
        super().__init__("Leave?", (said,), answers, careful=unkept)

    def action_leave(self) -> None:
        self.dismiss("leave")
