"""`PreviewApp`: the game's face over a case that is being written, with an author's keys and a panel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from textual.screen import Screen
from textual.widget import Widget

from game.authoring.preview.face.problems import Panel, ProblemsScreen, ScenesScreen, is_quiet
from game.authoring.preview.face.state import ConditionsScreen, VariablesScreen
from game.authoring.preview.reading import CaseReading
from game.authoring.preview.rehearsal import Rehearsal, Rehearsing, how_it_is, summary
from game.authoring.preview.start import Start
from game.authoring.preview.watching import readings
from game.case.model import Value
from game.play.desk import Desk
from game.play.playthrough import Playthrough
from game.play.session import Session
from game.tui.app import HistorianApp
from game.tui.commands import Command, Place
from game.tui.scene_view import SceneView
from game.tui.screens.debrief import DebriefScreen
from game.tui.screens.document import DocumentScreen
from game.tui.screens.look_up import CardsScreen, SituationScreen
from game.tui.screens.notebook import NotebookScreen
from game.tui.screens.page import Page
from game.tui.screens.path import PathScreen
from game.tui.screens.scene import SceneScreen
from game.tui.screens.search import SearchScreen

AUTHORS_COMMANDS = (
    Command("problems", ("c",), "problems",
        "Everything that is wrong with the case, errors first.", "Look up"),
    Command("variables", ("v",), "variables",
        "Every variable, also those that are never shown; change them.", "Look up", "values"),
    Command("conditions", ("h",), "hidden here",
        "Which text and choices show here, which do not, and on what conditions.", "Look up", "hidden"),
    Command("scenes", ("l",), "another scene", "Begin at any scene.", "Go", "scenes"),
    Command("start_again", ("r",), "start again",
        "Back to where the preview began; u brings you back here.", "Go"),
)  # fmt: skip
ROW = ("undo", "problems", "variables", "scenes", "conditions", "help", "leave")
WRITTEN = ("why", "cites")
"""The pages of a scene on which an author does what a player does."""


def for_authors(place: Place) -> Place:
    """A place of the game with what an author can do there."""
    first = tuple(each for each in place.row if each in ("choose", "page_on"))[:1]
    about = f"{place.about} What you save is taken up at once. Nothing of a preview is kept."
    return replace(place, id=f"preview_{place.id}", row=(*first, *ROW), about=about)


SCENE_PLACES = tuple(place if place.id in WRITTEN else for_authors(place) for place in SceneScreen.PLACES)


LEAVES = "q leaves the preview."
FIRST = "This is where the preview began. Start again begins anew, another scene begins elsewhere."


class PreviewScreen(SceneScreen):
    """A playthrough over a case that may change at any moment."""

    PLACES = SCENE_PLACES
    OWN = AUTHORS_COMMANDS

    def below(self) -> Iterable[Widget]:
        yield Panel(id="panel")

    def on_mount(self) -> None:
        self.show_panel()

    @property
    def preview(self) -> PreviewApp:
        return cast(PreviewApp, self.app)

    @property
    def place(self) -> str:
        place = super().place
        return place if place in WRITTEN else f"preview_{place}"

    def standing(self) -> str:
        rehearsal = self.preview.rehearsal
        if self.mode != "why" and is_quiet(rehearsal):
            return summary(rehearsal)
        return super().standing()

    def where(self, view: SceneView, *, full: bool) -> tuple[str, ...]:
        return (view.scene.id, view.where)

    def show_panel(self) -> None:
        """Bring the panel and the line above the keys up to date."""
        self.query_one(Panel).show(self.preview.rehearsal)
        self.show_foot()
        self.later(self.give_way)

    def take_up(self, *, same_place: bool) -> None:
        """Show the version in hand; at the same place, the page and the line on it stay where they are."""
        if same_place and self.mode not in ("folded", "after"):
            self.session.unfold()
        if same_place and self.still_there():
            self.show_again()
        else:
            self.aftermath = None
            self.arrive()
        self.show_panel()

    def still_there(self) -> bool:
        """Whether the page that is shown is still one of the case; it then takes up what has changed."""
        if self.mode == "after":
            self.aftermath = self.play.aftermath
            return self.aftermath is not None
        if self.mode != "why":
            return self.mode_here == self.mode
        open_here = {offer.id: offer for offer in self.play.moment.choices if offer.open}
        offer = open_here.get(self.taken_up.id) if self.taken_up else None
        if offer is None or self.why is None:
            return False
        self.taken_up = offer
        self.why.offer([paper.document for paper in self.play.moment.documents], self.why.cited)
        return True

    def show_again(self) -> None:
        """Draw the page anew where it stands, the bar at the same choice."""
        with self.app.batch_update():
            self.show_text(self.text.at)
            self.show_around(self.view)
        self.later(self.settle)

    def action_undo(self) -> None:
        if self.play.parent is not None:
            super().action_undo()
        elif not self.preview.go_back():
            self.say(FIRST)

    def action_back(self) -> None:
        if self.mode == "why":
            super().action_back()
        else:
            self.say(LEAVES)

    def action_problems(self) -> None:
        self.app.push_screen(ProblemsScreen(self.preview.rehearsal), self.preview.begin_at)

    def action_variables(self) -> None:
        self.app.push_screen(VariablesScreen(self.session, self.preview.set_value))

    def action_conditions(self) -> None:
        self.app.push_screen(ConditionsScreen(self.session))

    def action_scenes(self) -> None:
        self.app.push_screen(ScenesScreen(self.session.case), self.preview.begin_at)

    def action_start_again(self) -> None:
        self.preview.start_again()


class FaceSession(Rehearsing):
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
        self.session = FaceSession(self.rehearsal, play, self.desk)
        return self.session

    def on_mount(self) -> None:
        self.run_worker(self.read_again(), exit_on_error=True)

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
            if isinstance(page, ProblemsScreen) and page.stands:
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
