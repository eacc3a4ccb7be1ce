"""Dates as authors write them, read as places on a line of years.

"10 October 1932", "Summer 1932", "Papers of December 1934" and "about 1960" each become a year with a
fraction; "1932–1938" becomes a span. What names no year is not guessed at.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_STARTS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
SEASONS = {
    "winter": (0.0, 0.16), "spring": (0.16, 0.42), "summer": (0.42, 0.67), "autumn": (0.67, 0.92),
    "fall": (0.67, 0.92), "beginning": (0.0, 0.1), "early": (0.0, 0.33), "mid": (0.33, 0.67),
    "middle": (0.33, 0.67), "late": (0.67, 1.0), "end": (0.9, 1.0),
}  # fmt: skip

YEAR = r"(?<![\d,.])(1[0-9]{3}|20[0-9]{2})(?!\d|,\d)"
WORD = "|".join(sorted({*MONTHS, *(month[:3] for month in MONTHS), "sept", *SEASONS}, key=len, reverse=True))
POINT = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?"
    rf"(?:\b(?P<word>{WORD})\b\.?,?(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?,)?(?:\s+of)?[\s-]+)?(?P<year>{YEAR})"
    r"(?:-(?P<month>\d{2})-(?P<date>\d{2})(?!\d))?",
    re.IGNORECASE,
)
SHORT_END = re.compile(r"\s*[–—-]\s*(\d{2})(?!\d)")
BEFORE_DASH = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})\s*)?(?:\b(?P<word>{WORD})\b\s*)?(?:[–—-]|\bto\b|\band\b)\s*$",
    re.IGNORECASE,
)


class TimeSpan(NamedTuple):
    """A stretch of time; `end` is where it is over."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def when(text: str) -> float | None:
    """The middle of the time that a date names, as a year with a fraction; None if it names no year.

    "10 October 1932" is a day, "October 1932" the middle of a month, "1932" the middle of a year.
    """
    found = span(text)
    return None if found is None else found.middle


def span(text: str) -> TimeSpan | None:
    """The time from the first to the last point that a text names; None if it names no year."""
    points = list(POINT.finditer(text))
    if not points:
        return None
    first, last = reach(points[0]), reach(points[-1])
    early = BEFORE_DASH.search(text[: points[0].start()])
    if early and (early["day"] or (early["word"] and early["word"].lower() != "mid")):
        first = earlier(early, points[0])
    short = SHORT_END.match(text, points[-1].end())
    if short and points[-1]["month"] is None:
        year = int(points[-1]["year"])
        end = year - year % 100 + int(short[1])
        if end > year:
            last = TimeSpan(end, end + 1)
    return TimeSpan(min(first.start, last.start), max(first.end, last.end))


def reach(point: re.Match[str]) -> TimeSpan:
    """The stretch that one written point covers."""
    year, word = int(point["year"]), (point["word"] or "").lower()
    if point["month"]:
        return day_of(year, int(point["month"]), int(point["date"]))
    return stretch(year, word, point["day"] or point["after"])


def earlier(before: re.Match[str], point: re.Match[str]) -> TimeSpan:
    """The first of two points that share the words after it: the 10 of "10 to 12 October 1932"."""
    word = (before["word"] or point["word"] or "").lower()
    return stretch(int(point["year"]), word, before["day"])


def stretch(year: int, word: str, day: str | None) -> TimeSpan:
    """A day, a month, a season or a whole year."""
    month = month_number(word)
    if month:
        if day:
            return day_of(year, month, int(day))
        return TimeSpan(fraction(year, MONTH_STARTS[month - 1]), fraction(year, MONTH_STARTS[month]))
    if word in SEASONS:
        start, end = SEASONS[word]
        return TimeSpan(year + start, year + end)
    return TimeSpan(year, year + 1)


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its beginning; 0 for any other word."""
    if len(word) < 3 or word in SEASONS:
        return 0
    return next((number for number, month in enumerate(MONTHS, 1) if month.startswith(word[:3])), 0)


def day_of(year: int, month: int, day: int) -> TimeSpan:
    """One day; impossible days and months stop at the nearest that exist."""
    month = min(max(month, 1), 12)
    start = MONTH_STARTS[month - 1] + min(max(day, 1), MONTH_STARTS[month] - MONTH_STARTS[month - 1]) - 1
    return TimeSpan(fraction(year, start), fraction(year, start + 1))


def fraction(year: int, days: int) -> float:
    """A year and so many days of it; the leap day, which no map of this size can show, is passed over."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return year + (days + (leap and days >= 59)) / (365 + leap)
