"""What an author can do beside playing: commands and places, added to those of the game's own face."""

from __future__ import annotations

from dataclasses import replace

from game.tui.commands import ALWAYS, PAGES, PLACES, ROWS, Command, Place, add_places

COMMANDS = (
    Command("problems", ("c",), "c", "problems", "Everything that is wrong with the case, errors first."),
    Command(
        "variables",
        ("v",),
        "v",
        "variables",
        "Every variable, also those that are never shown; change them.",
        short="values",
    ),
    Command(
        "conditions",
        ("h",),
        "h",
        "hidden here",
        "Which text and choices show here, which do not, and on what conditions.",
        short="hidden",
    ),
    Command("scenes", ("l",), "l", "another scene", "Begin at any scene.", short="scenes"),
    Command(
        "start_again", ("r",), "r", "start again", "Back to where the preview began; u brings you back here."
    ),
)
AUTHORS = ("problems", "variables", "scenes", "conditions")
PLAYED = ("scene", "passage", "folded", "after", "ending")
"""The pages of a scene on which an author can do more than a player."""
BEFORE = "preview_"


def for_authors(place: Place) -> Place:
    """A place of the game with what an author can do there."""
    first = tuple(each for each in place.row if each in ("choose", "page_on", "take"))[:1]
    row = (*first, "undo", *AUTHORS, "help", "leave")
    others = (each for each in (*place.row, *place.more) if each not in row)
    about = f"{place.about} What you save is taken up at once. Nothing of a preview is kept."
    return replace(place, row=row, more=("start_again", *others), about=about)


add_places(
    COMMANDS,
    {
        **{BEFORE + name: for_authors(PLACES[name]) for name in PLAYED},
        "preview_problems": Place(
            "Problems",
            ("next_row", "take", "help", "back"),
            ("previous_row", *PAGES, *ALWAYS, "leave"),
            {"next_row": "problems", "take": "play from there"},
            "What is wrong, where, and how to mend it. Enter begins at the scene in which a problem stands.",
        ),
        "preview_variables": Place(
            "Variables",
            ("next_row", "left", "take", "help", "back"),
            ("previous_row", "right", *PAGES, *ALWAYS, "leave"),
            {
                "next_row": "variables",
                "left": "change it|change",
                "right": "the next value",
                "take": "the next value|next",
            },
            "All that the case remembers, also what no player is shown. A changed value holds at once.",
        ),
        "preview_conditions": Place(
            "Hidden here",
            ("help", "back"),
            (*PAGES, *ROWS, *ALWAYS, "leave"),
            {},
            "The text and the choices of this scene with their conditions, as things stand now.",
        ),
        "preview_scenes": Place(
            "Another scene",
            ("next_row", "take", "help_here", "back"),
            ("previous_row",),
            {"next_row": "scenes", "take": "begin there"},
            "Write part of a scene's title or id, or go down to it. Variables begin as in the case.",
        ),
    },
)
