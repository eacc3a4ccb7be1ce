"""Another scene to begin at, found by its title or id."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.case.model import Case, Scene
from game.tui.screens.finder import Finder
from game.tui.screens.listing import Entry
from game.tui.typeset import ink, joined, styled
from game.tui.widgets.lines import Row, Setting

NOTHING = "No scene is called so. Esc goes back."


class ScenesScreen(Finder[str]):
    """Dismissed with the id of the scene; with "" for none."""

    PLACES = ("preview_scenes",)
    PROMPT = "a scene"

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case

    def on_mount(self) -> None:
        self.heading.show((self.case.title, "Another scene"), keep=2)
        self.begin()

    def found(self) -> list[Scene]:
        """The scenes that have these words in their id, title or date."""
        wanted = self.words.casefold().split()
        return [
            scene
            for scene in self.case.scenes.values()
            if all(word in f"{scene.id} {scene.title} {scene.date}".casefold() for word in wanted)
        ]

    def entries(self) -> Sequence[Entry]:
        found = self.found()
        if not found:
            return [Entry(lambda width: styled(NOTHING, "$quiet", width))]
        return [Entry(scene_setting(scene, scene.id == self.case.start), scene.id) for scene in found]

    def submitted(self) -> None:
        found = self.found()
        if found and self.words.strip():
            self.dismiss(found[0].id)
        elif self.shown_rows():
            self.stand_at(self.shown_rows()[0])

    def take(self, row: Row) -> None:
        self.dismiss(row.key)

    def action_back(self) -> None:
        self.dismiss("")


def scene_setting(scene: Scene, start: bool) -> Setting:
    """A scene's title, and beside it its id."""

    def setting(width: int) -> list[Content]:
        kind = "an ending" if scene.ending else "the start" if start else ""
        about = "  ".join(part for part in (scene.id, scene.date, kind) if part)
        return [joined((scene.title, "bold"), "  ", ink(about, "$quiet")).truncate(width, ellipsis=True)]

    return setting
