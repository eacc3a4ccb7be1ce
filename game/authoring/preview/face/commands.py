"""What an author can do beside playing: commands, and the places of a scene with them."""

from __future__ import annotations

from dataclasses import replace

from game.tui.commands import Command, Place
from game.tui.screens.scene import SceneScreen

AUTHORS_COMMANDS = (
    Command(
        "problems", ("c",), "problems", "Everything that is wrong with the case, errors first.", "Look up"
    ),
    Command(
        "variables",
        ("v",),
        "variables",
        "Every variable, also those that are never shown; change them.",
        "Look up",
        "values",
    ),
    Command(
        "conditions",
        ("h",),
        "hidden here",
        "Which text and choices show here, which do not, and on what conditions.",
        "Look up",
        "hidden",
    ),
    Command("scenes", ("l",), "another scene", "Begin at any scene.", "Go", "scenes"),
    Command(
        "start_again", ("r",), "start again", "Back to where the preview began; u brings you back here.", "Go"
    ),
)
ROW = ("undo", "problems", "variables", "scenes", "conditions", "help", "leave")
WRITTEN = ("why", "cites")
"""The pages of a scene on which an author does what a player does."""


def for_authors(place: Place) -> Place:
    """A place of the game with what an author can do there."""
    first = tuple(each for each in place.row if each in ("choose", "page_on"))[:1]
    about = f"{place.about} What you save is taken up at once. Nothing of a preview is kept."
    return replace(place, id=f"preview_{place.id}", row=(*first, *ROW), about=about)


SCENE_PLACES = tuple(place if place.id in WRITTEN else for_authors(place) for place in SceneScreen.PLACES)
