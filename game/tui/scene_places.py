"""What the player has before her at each page of a scene, and the keys that work there."""

from __future__ import annotations

from game.tui.commands import Place

PLAYING = ("notebook", "path", "undo", "help", "leave")

PLACES: tuple[Place, ...] = (
    Place(
        "scene",
        "A scene",
        ("choose", "documents", "traces", *PLAYING),
        "Read, open the papers on the table, then choose. The next page asks why; there you can go back.",
        {"page_on": "a page on"},
    ),
    Place(
        "passage",
        "A passage",
        ("page_on", "documents", "traces", *PLAYING),
        "Nothing is decided here. Space goes on.",
    ),
    Place(
        "folded",
        "A folded scene",
        ("choose", "pass_over", *PLAYING),
        "What comes touches on something hard. You may pass over it; that costs nothing.",
    ),
    Place(
        "why",
        "Why this one?",
        ("take", "cite", "help", "back"),
        "Finish the sentence in your own words. An empty line is allowed; it means: no reason given.",
        {"take": "go on", "back": "choose again"},
        writes=True,
    ),
    Place(
        "cites",
        "Lean on a paper",
        ("choose", "take", "cite", "help", "back"),
        "A digit names a paper that your sentence rests on; Enter opens it, and Escape then comes back.",
        {"choose": "cite", "take": "read it", "cite": "the sentence|sentence", "back": "choose again"},
        alone=True,
    ),
    Place(
        "after",
        "What followed",
        ("page_on", "documents", *PLAYING),
        "What your choice brought about. Under o you set when what really happened is told.",
    ),
    Place(
        "ending",
        "An ending",
        ("choose", "traces", *PLAYING),
        "This is where your path ends. The debrief tells what really happened.",
        {"choose": "go on"},
    ),
)
"""The pages of a scene: what is read, what is asked, what followed, and the end."""
