"""The scene in the preview: a player's, with the panel below it and an author's keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from textual.widget import Widget

from game.authoring.preview.face.commands import AUTHORS_COMMANDS, SCENE_PLACES, WRITTEN
from game.authoring.preview.face.panel import Panel, is_quiet
from game.authoring.preview.telling import summary
from game.tui.scene_view import SceneView
from game.tui.screens.scene import SceneScreen

if TYPE_CHECKING:
    from game.authoring.preview.face.app import PreviewApp

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
        return cast("PreviewApp", self.app)

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

    # --- another version of the case ------------------------------------------------------------------

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

    # --- an author's keys -----------------------------------------------------------------------------

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
        self.preview.show_problems()

    def action_variables(self) -> None:
        self.preview.show_variables()

    def action_conditions(self) -> None:
        self.preview.show_conditions()

    def action_scenes(self) -> None:
        self.preview.choose_scene()

    def action_start_again(self) -> None:
        self.preview.start_again()
