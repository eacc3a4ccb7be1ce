"""`PreviewApp`: the game's face over a case that is being written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.screen import Screen

from game.authoring.preview.face.problems import ProblemsScreen
from game.authoring.preview.face.scene import PreviewScreen
from game.authoring.preview.face.scenes import ScenesScreen
from game.authoring.preview.face.state import ConditionsScreen, VariablesScreen
from game.authoring.preview.reading import CaseReading
from game.authoring.preview.rehearsal import Rehearsal, Rehearsing
from game.authoring.preview.start import Start
from game.authoring.preview.telling import how_it_is
from game.authoring.preview.watching import readings
from game.case.model import Value
from game.play.desk import Desk
from game.play.playthrough import Playthrough
from game.play.session import Session
from game.tui.app import HistorianApp
from game.tui.screens.cards import CardsScreen
from game.tui.screens.debrief import DebriefScreen
from game.tui.screens.document import DocumentScreen
from game.tui.screens.notebook import NotebookScreen
from game.tui.screens.page import Page
from game.tui.screens.path import PathScreen
from game.tui.screens.search import SearchScreen
from game.tui.screens.situation import SituationScreen


class Trial(Rehearsing):
    """A session in this face."""

    __slots__ = ("rehearsal",)

    def __init__(self, rehearsal: Rehearsal, play: Playthrough, desk: Desk) -> None:
        super().__init__(play, desk)
        self.rehearsal = rehearsal


class PreviewApp(HistorianApp):
    """Plays the last version that can be played, and takes up each new one where the author stands."""

    KEPT = "Your files are as you saved them."

    def __init__(self, rehearsal: Rehearsal, *, home: Path | None = None) -> None:
        super().__init__(home=home)
        self.rehearsal = rehearsal
        self.waiting: CaseReading | None = None

    def get_default_screen(self) -> Screen[Any]:
        """The scene; as long as there is none to play, what is wrong."""
        if self.rehearsal.case is None:
            return ProblemsScreen(self.rehearsal)
        return PreviewScreen(self.trial(self.rehearsal.begin()))

    def trial(self, play: Playthrough) -> Session:
        """A session over a playthrough, the one in hand from now on."""
        self.session = Trial(self.rehearsal, play, self.desk)
        return self.session

    def on_mount(self) -> None:
        self.run_worker(self.read_again(), exit_on_error=True)

    # --- taking up what was saved ----------------------------------------------------------------------

    async def read_again(self) -> None:
        """Take up each version that is saved, as long as the preview runs."""
        async for reading in readings(self.rehearsal.folder, self.rehearsal.reading.look):
            self.waiting = reading
            self.take_up()

    def take_up(self) -> None:
        """Take up what was read, unless a page lies open that another version must not disturb.

        Such pages (help, a line being written) do not show the case; when they close it is taken up.
        """
        reading, top = self.waiting, self.screen
        if reading is None or not isinstance(top, (PreviewScreen, ProblemsScreen, *OVER_THE_SCENE)):
            return
        self.waiting = None
        session = self.session
        before = session.play if session else None
        play = self.rehearsal.take_up(reading, before)
        if play is None:
            self.show_problems_anew()
        elif session is None or before is None:
            self.push_screen(PreviewScreen(self.trial(play)))
        else:
            session.play = play
            self.show_anew(same_place=same_place(before, play))

    def show_anew(self, *, same_place: bool) -> None:
        """Show the present version on every page that lies open."""
        pages = [self.reopened(page) for page in self.screen_stack if isinstance(page, OVER_THE_SCENE)]
        while isinstance(self.screen, OVER_THE_SCENE):
            self.pop_screen()
        scene = self.scene_screen
        if scene is not None:
            scene.take_up(same_place=same_place)
        self.show_problems_anew()
        for page in pages:
            if page is not None:
                self.push_screen(page)
        if pages:
            self.call_after_refresh(self.say, how_it_is(self.rehearsal))

    def show_problems_anew(self) -> None:
        """The list of problems, if it lies open."""
        for page in self.screen_stack:
            if isinstance(page, ProblemsScreen) and page.is_mounted:
                page.take_up()

    def reopened(self, page: Screen[Any]) -> Page[Any] | None:
        """The same page over the present version; None if it has nothing to show any more."""
        session = self.session
        if session is None:
            return None
        if isinstance(page, DocumentScreen):
            documents = tuple(each for each in page.documents if each in session.case.documents)
            here = page.documents[page.turned_to]
            return DocumentScreen(session, documents, here) if here in documents else None
        if isinstance(page, CardsScreen):
            return CardsScreen(session, page.first, page.texts)
        if isinstance(page, DebriefScreen):
            return DebriefScreen(session) if session.play.ended else None
        if isinstance(page, VariablesScreen):
            return VariablesScreen(session, self.set_value)
        for kind in (NotebookScreen, PathScreen, SearchScreen, SituationScreen, ConditionsScreen):
            if isinstance(page, kind):
                return kind(session)
        return ScenesScreen(session.case)

    def pop_screen(self) -> Any:
        """Close a page; what was saved while it lay open is then taken up."""
        closing = super().pop_screen()
        if self.waiting is not None:
            self.call_later(self.take_up)
        return closing

    @property
    def scene_screen(self) -> PreviewScreen | None:
        """The page of the scene, on top or not."""
        return next((page for page in self.screen_stack if isinstance(page, PreviewScreen)), None)

    # --- an author's pages -----------------------------------------------------------------------------

    def show_problems(self) -> None:
        """Every problem; one that is taken is gone to."""
        self.push_screen(ProblemsScreen(self.rehearsal), self.begin_at)

    def show_variables(self) -> None:
        """Every variable, to be changed."""
        if self.session is not None:
            self.push_screen(VariablesScreen(self.session, self.set_value))

    def show_conditions(self) -> None:
        """What shows at this scene, and why."""
        if self.session is not None:
            self.push_screen(ConditionsScreen(self.session))

    def choose_scene(self) -> None:
        """Another scene to begin at."""
        if self.session is not None:
            self.push_screen(ScenesScreen(self.session.case), self.begin_at)

    # --- beginning elsewhere ---------------------------------------------------------------------------

    def begin_at(self, scene: str | None) -> None:
        """Begin at a scene; "" for none."""
        if scene and self.session is not None:
            values = self.rehearsal.first_start.values
            self.stand(self.rehearsal.start_at(Start(scene, values), self.session.play))

    def start_again(self) -> None:
        """Back to where the preview began."""
        if self.session is not None:
            self.stand(self.rehearsal.start_again(self.session.play))

    def go_back(self) -> bool:
        """Back to the way before this one; whether there was one."""
        play = self.rehearsal.go_back()
        if play is not None:
            self.stand(play)
        return play is not None

    def set_value(self, name: str, value: Value) -> None:
        """Another value, at the same scene."""
        if self.session is not None:
            self.stand(self.rehearsal.set_value(name, value, self.session.play), same_place=True)

    def stand(self, play: Playthrough, *, same_place: bool = False) -> None:
        """Stand somewhere else in the same version, or at the same scene otherwise."""
        scene = self.scene_screen
        if self.session is not None and scene is not None:
            self.session.play = play
            scene.take_up(same_place=same_place)

    # --- leaving ---------------------------------------------------------------------------------------

    def ask_to_leave(self) -> None:
        """There is nothing to lose."""
        self.exit()


OVER_THE_SCENE = (
    DocumentScreen,
    CardsScreen,
    DebriefScreen,
    NotebookScreen,
    PathScreen,
    SearchScreen,
    SituationScreen,
    VariablesScreen,
    ConditionsScreen,
    ScenesScreen,
)
"""Pages that show the case, and are opened anew over another version."""


def same_place(before: Playthrough, after: Playthrough) -> bool:
    """Whether play stands at the same scene, as many steps from where it began."""
    here, now = before.scene, after.scene
    return before.depth == after.depth and (here.id == now.id or here.id in now.was)


def run(rehearsal: Rehearsal, *, mouse: bool = True, home: Path | None = None) -> int:
    """Run the preview until its author leaves."""
    app = PreviewApp(rehearsal, home=home)
    app.long_lived = True
    app.run(mouse=mouse)
    return app.return_code or 0
