"""Captions: where and when a scene is, who made a paper and when, as words on one line."""

from __future__ import annotations

from game.case.model import Document, Scene

BEGINNINGS = frozenset(
    (
        *("a", "about", "after", "around", "autumn", "before", "between", "by", "circa", "decades"),
        *("early", "end", "first", "from", "in", "late", "later", "mid", "middle", "near", "night"),
        *("papers", "printed", "probably", "published", "reported", "said", "second", "spring"),
        *("summer", "the", "today", "towards", "undated", "until", "winter", "written"),
    )
)
"""Words that begin an author's date with a capital only because they begin it."""


def place_and_date(scene: Scene) -> str:
    """Where and when a scene is, as one line."""
    return dated(scene.place, scene.date)


def author_and_date(document: Document) -> str:
    """Who made a paper and when, as one line."""
    return dated(document.author, document.date)


def dated(words: str, date: str) -> str:
    """Words with a date behind them: "A desk in a reading room, today"."""
    return with_commas(words, in_line(date) if words else date)


def in_line(date: str) -> str:
    """A date as it stands in the middle of a line: "summer 1932", "9 October 1932"."""
    first = date.split(maxsplit=1)[0] if date.strip() else ""
    word = first.partition("-")[0].strip(",.;:").casefold()
    return date[:1].lower() + date[1:] if word in BEGINNINGS else date


def with_commas(*parts: str) -> str:
    """The parts that there are, as one line."""
    return ", ".join(part for part in parts if part)
