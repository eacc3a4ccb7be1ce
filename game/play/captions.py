"""Captions: where and when a scene is, who made a paper and when, as words on one line."""

from __future__ import annotations

import re

from game.case.model import Document, Scene

SENTENCE = re.compile(r".+?(?<!\b[A-Z])(?<!\b(?:St|Mr|Dr|No))(?<!\bMrs)[.!?…]+(?=\s|$)", re.DOTALL)
"""A sentence up to its stop; an initial or a title before a name ends none."""
LONGEST_STEM = 90

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


def reason_stem(label: str) -> str:
    """The clause that a player finishes with her reason: `Sign it, because`.

    Of a choice in several sentences it is the first. Where that would make no clause, as after a question or
    before a quotation, it is a neutral one.
    """
    first = SENTENCE.match(label.strip())
    words = first.group().rstrip(" .!…") if first else label.strip()
    fits = words and "because" not in words.casefold() and len(words) <= LONGEST_STEM
    asks = label.rstrip(' ”’"').endswith("?")
    if not fits or asks or words.endswith((":", "”", '"', "’")) or words.startswith(("“", '"', "‘")):
        return "I choose this because"
    return f"{words}, because"


def in_line(date: str) -> str:
    """A date as it stands in the middle of a line: "summer 1932", "9 October 1932"."""
    first = date.split(maxsplit=1)[0] if date.strip() else ""
    word = first.partition("-")[0].strip(",.;:").casefold()
    return date[:1].lower() + date[1:] if word in BEGINNINGS else date


def with_commas(*parts: str) -> str:
    """The parts that there are, as one line."""
    return ", ".join(part for part in parts if part)
