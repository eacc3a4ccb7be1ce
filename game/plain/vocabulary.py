"""What is typed everywhere in this face: numbers, and the words to leave, to go back and to ask."""

from __future__ import annotations

from game.play.numbers import NUMBERS

QUIT = {"quit", "q", "exit", "leave"}
TAKE_BACK = {"undo", "u", "back"}
HELP = {"help", "h", "?"}


def number_of(line: str) -> int | None:
    """The number that a line is, or None: `2`, `2.`, `2)` and `two` are the same."""
    digits = line.rstrip(".)")
    if digits.casefold() in NUMBERS[1:]:
        return NUMBERS.index(digits.casefold())
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else None


def begun(word: str, words: tuple[str, ...]) -> str | None:
    """The word that was meant: the whole, or its beginning."""
    wanted = word.casefold()
    return next((each for each in words if wanted and each.startswith(wanted)), None)
