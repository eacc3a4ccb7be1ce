"""Who made a paper and when, where and when a scene is: as words on one line."""

from __future__ import annotations

from game.case.model import Document, Scene
from game.play.blocks import with_commas

BEGINNINGS = frozenset(
    ("a", "about", "after", "around", "autumn", "before", "between", "by", "circa", "early", "end", "first",
     "from", "in", "late", "later", "mid", "middle", "near", "night", "papers", "printed", "probably",
     "published", "reported", "said", "second", "spring", "summer", "the", "today", "towards", "undated",
     "until", "winter", "written")
)  # fmt: skip
"""Words that begin an author's date with a capital only because they begin it."""


def in_line(date: str) -> str:
    """A date as it stands in the middle of a line: "summer 1932", "9 October 1932"."""
    first = date.split(maxsplit=1)[0] if date.strip() else ""
    word = first.partition("-")[0].strip(",.;:").casefold()
    return date[:1].lower() + date[1:] if word in BEGINNINGS else date


def origin(document: Document) -> str:
    """Author and date of a paper."""
    return with_commas(document.author, in_line(document.date) if document.author else document.date)


def place_and_date(scene: Scene) -> str:
    """Where and when a scene is."""
    return with_commas(scene.place, in_line(scene.date) if scene.place else scene.date)
