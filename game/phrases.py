"""Words as sentences want them: counts, small numbers in words, lists, first letters and stops."""

from __future__ import annotations

from collections.abc import Sequence

MOST_NAMED = 12
"""Names in one list; the rest is an ellipsis."""
ENDINGS = (".", "?", "!", "…", "”", ":")


def plural(count: int, noun: str) -> str:
    """The noun as it agrees with a count: "entry" for 1, else "entries"."""
    if count == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeo" else f"{noun}s"


def amount(count: int, noun: str) -> str:
    """A count in figures and what is counted: "1 error", "1,200 entries", "no views"."""
    return f"{f'{count:,}' if count else 'no'} {plural(count, noun)}"


def sentence(words: str) -> str:
    """Words with a full stop, unless they end already."""
    return words if words.endswith(ENDINGS) else f"{words}."


def capitalised(words: str) -> str:
    """Words with a capital at their beginning, and the rest as it is."""
    return words[:1].upper() + words[1:]


def enumerated(names: Sequence[str], conjunction: str = "") -> str:
    """Names one after the other; the last after a conjunction, if one is given."""
    some = (*names[:MOST_NAMED], "…") if len(names) > MOST_NAMED else tuple(names)
    if conjunction and len(some) > 1:
        return f"{', '.join(some[:-1])} {conjunction} {some[-1]}"
    return ", ".join(some)


NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)


def number(count: int) -> str:
    """A number as a word up to twenty, in figures beyond."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def counted(count: int, noun: str) -> str:
    """A count and what is counted: "one paper", "three papers", "no papers"."""
    return f"{number(count)} {plural(count, noun)}"


def times(count: int) -> str:
    """How often: "once", "twice", "three times"."""
    return {1: "once", 2: "twice"}.get(count, counted(count, "time"))


def ordinal(count: int, thing: str) -> str:
    """Which one: "third decision"; beyond twenty "decision 21"."""
    return f"{ORDINALS[count - 1]} {thing}" if 1 <= count <= len(ORDINALS) else f"{thing} {count}"
