"""What is typed everywhere in this face: numbers, and the words to leave, to go back and to ask."""

from __future__ import annotations

QUIT = {"quit", "q", "exit", "leave"}
TAKE_BACK = {"undo", "u", "back"}
HELP = {"help", "h", "?"}


def number_of(line: str) -> int | None:
    """The number that a line is, or None: `2`, `2.` and `2)` are the same."""
    digits = line.rstrip(".)")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else None
