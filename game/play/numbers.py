"""Small numbers in words, as a sentence wants them."""

from __future__ import annotations

from game.phrases import plural

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
