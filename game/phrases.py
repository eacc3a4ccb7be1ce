"""Pieces of sentences that agree: counts with their nouns, and sentences with one full stop."""

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
