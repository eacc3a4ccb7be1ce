"""`Pages`: what is in hand, and the pages over it, each imported only when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.tui.keys import OneKeyAtATime
from game.tui.screens.page import Page

if TYPE_CHECKING:
    from game.case.model import Scene
    from game.play.desk import Desk
    from game.play.playthrough import Playthrough
    from game.play.session import Session
    from game.tui.commands import Jump, Place


class Pages(OneKeyAtATime):
    """An application over whose pages others can be opened."""

    desk: Desk
    session: Session | None = None
    """The playthrough in hand."""

    @property
    def unkept(self) -> bool:
        """Whether there is something that could not be kept."""
        return self.session is not None and self.session.cannot_save

    def say(self, words: str) -> None:
        """Say something above the keys, until the next key."""
        screen = self.screen
        if isinstance(screen, Page) and screen.stands:
            screen.say(words, warning=self.unkept)

    def tell(self, title: str, *words: str) -> None:
        """Say something that must be read."""
        from game.tui.screens.ask import MessageScreen

        self.push_screen(MessageScreen(title, words))

    def ask(
        self,
        question: str,
        words: Sequence[str],
        answers: Sequence[tuple[str, str]],
        answered: Callable[[str | None], None],
        *,
        careful: bool = False,
    ) -> None:
        """Ask something; the key of an answer is handed back, of the last one by Escape.

        Where an answer cannot be taken back, be `careful`: the bar stands at the last one.
        """
        from game.tui.screens.ask import AskScreen

        self.push_screen(AskScreen(question, words, answers, careful=careful), answered)

    def open_help(self, place: Place) -> None:
        """What can be done at a place."""
        from game.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(place))

    def open_palette(self, place: Place, chosen: Callable[[str], None], jumps: Sequence[Jump]) -> None:
        """Every command of a place, the one that is chosen is handed back; and where one can go by a name."""
        from game.tui.screens.finder import PaletteScreen

        self.push_screen(PaletteScreen(place, jumps), lambda command: chosen(command) if command else None)

    def open_settings(self) -> None:
        """What the player can set."""
        from game.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def open_reader(
        self, session: Session, documents: Sequence[str], first: str, scene: Scene | None = None
    ) -> None:
        """Open a paper, with others to turn to; `scene` is where it lies on the table."""
        from game.tui.screens.document import DocumentScreen

        self.push_screen(DocumentScreen(session, tuple(documents), first, scene))

    def open_notebook(self, session: Session) -> None:
        """What has been read, noted and entered."""
        from game.tui.screens.notebook import NotebookScreen

        self.push_screen(NotebookScreen(session))

    def open_path(self, session: Session) -> None:
        """The way so far."""
        from game.tui.screens.path import PathScreen

        self.push_screen(PathScreen(session))

    def open_followed(self, session: Session, after: Playthrough) -> None:
        """What followed a choice, to be read again."""
        from game.tui.screens.look_up import FollowedScreen

        self.push_screen(FollowedScreen(session, after))

    def open_situation(self, session: Session) -> None:
        """How things stand."""
        from game.tui.screens.look_up import SituationScreen

        self.push_screen(SituationScreen(session))

    def open_sheet(self, session: Session) -> None:
        """What the last chapter came to; where none has ended, or that is told at the end, it is said."""
        from game.play.turned_sheet import last_turned
        from game.tui.screens.turned_sheet import TurnedSheetScreen

        if self.desk.settings.tell == "end":
            self.say("What really happened is told at the end; under o you set when.")
        elif last_turned(session.play) is None:
            self.say("No sheet has been turned yet: that is done where a chapter ends.")
        else:
            self.push_screen(TurnedSheetScreen(session))

    def open_cards(self, session: Session, first: str = "", texts: Sequence[str] = ()) -> None:
        """Who and what: cards for the scene's text, or for `texts`; the one called `first` at the top."""
        from game.tui.screens.look_up import CardsScreen

        self.push_screen(CardsScreen(session, first, tuple(texts)))

    def open_card(self, card: str) -> None:
        """What a linked word points at: a paper is opened, anything else has a card."""
        session = self.session
        if session is None:
            return
        kind, _, target = card.partition(":")
        if kind == "document":
            self.open_reader(session, (target,), target)
        else:
            self.open_cards(session, target)

    def open_search(self, session: Session) -> None:
        """Look for a word."""
        from game.tui.screens.search import SearchScreen

        self.push_screen(SearchScreen(session))

    def ask_for_line(
        self,
        written: Callable[[str | None], None],
        title: str = "A line of your own",
        about: str = "What strikes you, what you doubt, what you would ask. It is yours.",
        present: str = "",
        draft: str | None = None,
    ) -> None:
        """Let the player write one line. None is handed back if she leaves it; as a `draft` it waits then."""
        from game.tui.screens.line import LineScreen

        self.push_screen(LineScreen(title, about, present, draft), written)

    def write_note(self, session: Session, document: str = "") -> None:
        """A line of the player's own, about the scene or a paper."""

        def written(text: str | None) -> None:
            if text and text.strip():
                session.change(session.play.note(text, document))
                self.say("It stands in your notebook.")

        self.ask_for_line(written, draft=f"paper {document}" if document else "")

    def open_debrief(self, session: Session, row: str = "") -> None:
        """What really happened, and the path beside it; with `row` only what lies behind it."""
        from game.tui.screens.debrief import DebriefScreen

        self.push_screen(DebriefScreen(session, row))

    def export(self, session: Session) -> None:
        """Write the playthrough to files that can be handed in."""
        from game.tui.screens.export import ExportScreen

        self.push_screen(ExportScreen(session))
