"""`HistorianApp`: the full-screen face."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from game.case.folders import data_folder
from game.play.desk import Desk
from game.play.settings import Tell
from game.tui.glyphs import ASCII, DRAWN, Glyphs
from game.tui.pages import Pages
from game.tui.screens.page import Page
from game.tui.themes import CHOOSABLE, NO_COLOUR, PALETTES, theme

if TYPE_CHECKING:
    from game.case.model import Case
    from game.play.playthrough import Playthrough
    from game.play.saves.shelf import Header
    from game.play.session import Session

CANNOT_OPEN = "This playthrough cannot be opened"
CASE_CHANGED = "The case has changed since you last played"
FAULT = "The game has made a mistake of its own and had to stop."
NOT_KEPT = "The disk could not be written to, so what you did since then is lost."


class HistorianApp(Pages):
    """The library, or straight into a playthrough.

    `begin` is the playthrough to open with; without one the library opens. Her last save of the same is gone
    on with instead, if there is one, unless she begins `anew`.
    """

    TITLE = "The Historian’s Choices"
    CSS_PATH = Path(__file__).with_name("historian.tcss")
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", show=False, priority=True)]
    KEPT: ClassVar[str] = "Nothing that you did is lost: it was kept after every step."
    """What is said of the playthrough where the game fails."""

    def __init__(
        self,
        *,
        home: Path | None = None,
        begin: Playthrough | None = None,
        player: str | None = None,
        anew: bool = False,
        tell: Tell | None = None,
    ) -> None:
        self.home = home or data_folder()
        self.desk = Desk(self.home, self.say, player, tell=tell)
        self.begin, self.anew = begin, anew
        self.trouble: tuple[str, ...] = ()
        self.long_lived = False
        colourless = "NO_COLOR" in os.environ
        self.palettes: dict[str, Theme] = {}
        super().__init__(ansi_color=True if colourless else None)
        self.palettes = {name: theme(name) for name in PALETTES}
        if colourless:
            self.theme = NO_COLOUR
        else:
            # Without its watcher, which would read the whole sheet once more before anything is drawn.
            self.set_reactive(HistorianApp.theme, self.desk.settings.theme)
            self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = "none"

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with, by setting or by terminal."""
        wanted = self.desk.settings.glyphs
        plainest = os.environ.get("TERM") == "linux" or not can_write("●", sys.__stdout__)
        return ASCII if wanted == "ascii" or (wanted == "automatic" and plainest) else DRAWN

    def show_signs(self) -> None:
        """Take up the signs there are now; each page draws with them when it is next before the player."""
        self.set_class(self.glyphs is ASCII, "-ascii")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return PALETTES[CHOOSABLE[0]]

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Ours only: a theme of another make would mix its colours with our sheets."""
        return self.palettes or dict(self._registered_themes)

    def next_theme(self) -> None:
        """Go on to the next theme, and keep it for the next time."""
        if self.theme == NO_COLOUR:
            self.say("NO_COLOR is set, so there is only one.")
            return
        at = CHOOSABLE.index(self.desk.settings.theme)
        name = CHOOSABLE[(at + 1) % len(CHOOSABLE)]
        self.theme = name
        self.desk.set(replace(self.desk.settings, theme=name))
        self.say(f"Theme: {name.replace('-', ' ')}.")

    def get_default_screen(self) -> Screen[Any]:
        """What lies below everything: whose game it is, if that is not clear, or the first page of it."""
        if self.begin is not None and self.desk.whose:
            from game.tui.screens.ask import WhoseScreen

            return WhoseScreen(self.desk.whose)
        return self.first_screen() or super().get_default_screen()

    def first_screen(self) -> Screen[Any] | None:
        """The library, or the scene that was asked for; None if the content note comes before it."""
        if self.begin is not None:
            self.session = self.ready_session(self.begin)
        if self.session is not None:
            from game.tui.screens.scene import SceneScreen

            return SceneScreen(self.session)
        if self.begin is not None and not self.trouble:
            return None
        from game.tui.screens.library import LibraryScreen

        return LibraryScreen()

    def over_the_first(self) -> None:
        """What lies over the first page: what must be said, the content note, or the debrief she left."""
        if self.trouble:
            self.tell(*self.trouble)
        elif self.begin is not None and self.session is None:
            self.show_note(self.begin)
        elif self.session is not None:
            self.back_to_debrief(self.session)

    def sit_down(self, name: str) -> None:
        """The player says whose game it is."""
        self.desk.sit_down(name)
        if self.begin is None:
            self.show_library()
            return
        first = self.first_screen()
        if first is not None:
            self.push_screen(first)
        self.over_the_first()

    def ask_whose_game(self) -> None:
        """Which of those who play here is playing now."""
        from game.tui.screens.ask import WhoseScreen

        self.push_screen(WhoseScreen(self.desk.whose))

    def ready_session(self, begin: Playthrough) -> Session | None:
        """The session to open with; None if the content note comes first, or if its save cannot be read."""
        from game.play.saves.shelf import CannotLoad
        from game.play.session import Session

        going_on = None if self.anew else self.desk.shelf.to_go_on(begin.case.id, begin.case_part)
        if going_on is None:
            return None if self.note_is_due(begin) else Session(begin, self.desk)
        try:
            session, messages = Session.taken_up(self.desk, begin.case, going_on)
        except CannotLoad as problem:
            self.trouble = (CANNOT_OPEN, str(problem))
            return None
        if messages:
            self.trouble = (CASE_CHANGED, *messages)
        return session

    def note_is_due(self, play: Playthrough) -> bool:
        """Whether the content note comes first: at the beginning of a case that is new to this player."""
        return bool(play.case.content_note) and not play.choices and not self.desk.shelf.of(play.case.id)

    def on_mount(self) -> None:
        self.show_signs()
        if self.long_lived:
            self.heed_signals()
        if self.begin is None or self.desk.shelf.player is not None:
            self.over_the_first()

    def heed_signals(self) -> None:
        """An end from outside keeps what is being written, and gives the terminal back."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, AttributeError):
                number = signal.Signals[name] if name in signal.Signals.__members__ else None
                if number is not None:
                    loop.add_signal_handler(number, self.end_by, number)

    def end_by(self, number: int) -> None:
        """End because of a signal, with the exit code that a shell gives it."""
        self.settle()
        self.exit(return_code=128 + number)

    def settle(self) -> None:
        """Keep a sentence that is half written."""
        for page in self.screen_stack:
            if isinstance(page, Page) and page.stands:
                page.keep_what_stands()
        if self.session is not None:
            self.session.settle()

    def action_suspend_process(self) -> None:
        """Ctrl+Z gives the terminal back for a while."""
        self.settle()
        super().action_suspend_process()

    def on_ready(self) -> None:
        """What stands now stands to the end: the collector need not look at it again."""
        if self.long_lived:
            gc.freeze()
            gc.enable()

    def show_library(self) -> None:
        """Back to the library, over nothing else."""
        from game.tui.screens.library import LibraryScreen

        self.session = None
        for _ in self.screen_stack[1:]:
            self.pop_screen()
        if not isinstance(self.screen_stack[0], LibraryScreen):
            self.push_screen(LibraryScreen())

    def start(self, play: Playthrough) -> None:
        """A new playthrough, after the content note if the case is new to this player."""
        if self.note_is_due(play):
            self.show_note(play)
        else:
            self.begin_playing(play)

    def show_note(self, play: Playthrough) -> None:
        """The content note; play begins if the player wants it."""
        from game.tui.screens.content_note import ContentNote

        def answered(yes: bool | None) -> None:
            if yes:
                self.begin_playing(play)
            elif len(self.screen_stack) < 2:
                self.show_library()

        self.push_screen(ContentNote(play.case), answered)

    def begin_playing(self, play: Playthrough) -> None:
        from game.play.session import Session

        self.open_scene(Session(play, self.desk))

    def go_on(self, case: Case, header: Header) -> None:
        """Go on with a save; what no longer fits is said first, what cannot be read is explained."""
        from game.play.saves.shelf import CannotLoad
        from game.play.session import Session

        try:
            session, messages = Session.taken_up(self.desk, case, header)
        except CannotLoad as problem:
            self.tell(CANNOT_OPEN, str(problem))
            return
        self.open_scene(session)
        self.back_to_debrief(session)
        if messages:
            self.tell(CASE_CHANGED, *messages)

    def back_to_debrief(self, session: Session) -> None:
        """Whoever left in the debrief comes back to it."""
        if session.play.ended and session.part:
            self.open_debrief(session)

    def open_scene(self, session: Session) -> None:
        """Play."""
        from game.tui.screens.scene import SceneScreen

        self.session = session
        self.push_screen(SceneScreen(session))

    @property
    def last_kept(self) -> Path | None:
        """Where the playthrough in hand is kept; None without one."""
        return self.session.kept.path if self.session and self.session.kept else None

    def back_to_scene(self) -> None:
        """Close whatever lies over the scene, and show where play stands now."""
        from game.tui.screens.scene import SceneScreen

        while not isinstance(self.screen, SceneScreen) and len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, SceneScreen):
            self.screen.arrive()

    def ask_to_leave(self) -> None:
        """Say what is kept, and leave if that is still wanted."""
        from game.tui.screens.ask import LeaveScreen

        if not isinstance(self.screen, LeaveScreen):
            self.settle()
            page = LeaveScreen(playing=self.session is not None, unkept=self.unkept)
            self.push_screen(page, self.leave_for)

    def action_command_palette(self) -> None:
        """Ours, in place of Textual's."""
        if isinstance(self.screen, Page):
            self.screen.action_palette()

    def action_help_quit(self) -> None:
        """Ctrl+C asks whether to leave, everywhere."""
        self.ask_to_leave()

    async def action_quit(self) -> None:
        """So does Ctrl+Q."""
        self.ask_to_leave()

    def leave_for(self, where: str | None) -> None:
        """Leave the game, or go back to the library."""
        if where == "leave":
            self.exit()
        elif where == "library":
            self.show_library()

    def _fatal_error(self) -> None:
        """A mistake of the game's own is told in words; its details go into a file, not onto the screen."""
        from game.play.saves.atomic_file import replace_file

        details = self.home / "last-fault.txt"
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            replace_file(details, traceback.format_exc().encode("utf-8", "replace"))
            where = f" What went wrong is written in {details}."
        except OSError:
            where = ""
        self._exit_renderables.append(f"{FAULT} {NOT_KEPT if self.unkept else self.KEPT}{where}")
        self._close_messages_no_wait()


def can_write(sign: str, stream: Any) -> bool:
    """Whether a stream's encoding has a sign; where that is not known, yes."""
    try:
        sign.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
