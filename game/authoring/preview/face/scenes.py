"""Another scene to begin at, found by its title or id."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.content import Content

from game.case.model import Case, Scene
from game.tui.places import place
from game.tui.screens.finder import Finder
from game.tui.typeset import ink, joined
from game.tui.widgets.ledger import PageRow, told


class ScenesScreen(Finder[str]):
    """Dismissed with the id of the scene; with "" for none."""

    PLACES = (
        place(
            "preview_scenes", "Another scene", "next_row take help back",
            "Write part of a scene's title or id, or go down to it. Variables begin as in the case.",
            next_row="scenes", take="begin there", writes=True,
        ),
    )  # fmt: skip
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

    def entries(self) -> Iterable[PageRow]:
        found = [
            PageRow(partial(scene_lines, each, each.id == self.case.start), each.id) for each in self.found()
        ]
        return found or [told("No such scene. Esc goes back.")]

    def take_row(self, key: str) -> None:
        self.dismiss(key)

    def action_back(self) -> None:
        self.dismiss("")


def scene_lines(scene: Scene, start: bool, width: int) -> list[Content]:
    """A scene's title, and beside it its id."""
    kind = "an ending" if scene.ending else "the start" if start else ""
    about = "  ".join(part for part in (scene.id, scene.date, kind) if part)
    return [joined((scene.title, "bold"), "  ", ink(about, "$quiet")).truncate(width, ellipsis=True)]
