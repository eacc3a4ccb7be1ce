"""Captions: where and when a scene is, who made a paper and when, whose words stand below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from game.case.model import Cause, Choice, Document, Scene, Translation
from game.case.node import SourceId
from game.case.prose import plain

SENTENCE = re.compile(r".+?(?<!\b[A-Z])(?<!\b(?:St|Mr|Dr|No))(?<!\bMrs)[.!?…]+(?=\s|$)", re.DOTALL)
"""A sentence up to its stop; an initial or a title before a name ends none."""
LONGEST_STEM = 90

OWN_WORDS: Final[dict[Translation, str]] = {
    "ours": "Its own words, in our translation",
    "official": "Its own words, in the official translation",
    "original": "Its own words, as they were written",
}
OUR_WORDS: Final = "What it says, in our words"
REST_IN_OUR_WORDS: Final = "What else it says, in our words"
JUDGE: Final = "What is it good evidence for, and what can it not show?"
PRINTED: Final = "Its own words are printed in"
DESCRIBED: Final = "Printed or described in"

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


def at_the_time(title: str, date: str) -> str:
    """When a scene was, as it stands in a sentence: "in May 1932"; where its date is no time, its title."""
    from game.case.dates import MONTHS  # nothing is remembered at the first scene

    date = in_line(date)
    if re.match(r"\d{1,2}(?!\d)", date):
        return f"{'during' if '–' in date else 'on'} {date}"
    month = rf"((early|late|mid)[ -])?({'|'.join((*MONTHS, 'spring', 'summer', 'autumn', 'winter'))})\b"
    if re.match(month, date, re.IGNORECASE):
        return f"{'during' if '–' in date else 'in'} {date}"
    return f"in {date}" if re.match(r"\d{4}", date) else f"at “{title}”"


def author_and_date(document: Document) -> str:
    """Who made a paper and when, as one line."""
    return dated(document.author, document.date)


class PaperPart(NamedTuple):
    """A part of what a paper says, as Markdown, and whose words these are."""

    whose: str
    omissions: str
    text: str

    @property
    def caption(self) -> str:
        """Whose words they are and what is left out of them, as a line above them."""
        left_out = self.omissions.removesuffix(".")
        return f"{self.whose} (left out: {left_out})" if left_out else self.whose


def said_by(document: Document, easier: bool = False) -> Iterator[PaperPart]:
    """What a paper says: its own words first, where we have them, then the rest in ours.

    The easier reading is one of our words: its own stay as they are.
    """
    extract, ours = document.extract, in_reading(document, easier)
    if extract:
        yield PaperPart(OWN_WORDS[extract.translation], extract.omissions.strip(), extract.text)
    if ours.strip():
        yield PaperPart(REST_IN_OUR_WORDS if extract else OUR_WORDS, "", ours)


def works_on(document: Document) -> Iterator[tuple[str, tuple[SourceId, ...]]]:
    """The works to look a paper up in, and what is in them: its own words, or what is said of it."""
    printed = document.extract.sources if document.extract else ()
    others = tuple(source for source in document.sources if source not in printed)
    yield from ((what, works) for what, works in ((PRINTED, printed), (DESCRIBED, others)) if works)


def in_reading(told: Document | Choice, easier: bool) -> str:
    """Our summary of a paper, or what is told after a choice, in the easier reading where there is one."""
    return (told.simpler if easier else "") or told.text


def introduced(cause: Cause) -> str:
    """An explanation in one line: the first sentence of what is said of it."""
    words = plain(cause.summary).replace("\n\n", " ")
    first = SENTENCE.match(words)
    return first.group() if first else words


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
