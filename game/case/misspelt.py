"""What an author or a player most likely meant by a word that nothing is called."""

from __future__ import annotations

from collections.abc import Collection

MOST_COMPARED = 60
"""Words that a misspelt one is compared with."""

FEW = 6
"""Words among which also one that is less alike was probably meant."""


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that was most likely meant, or None.

    Where there are many, only those that begin or end alike, or contain one another, are compared.
    """
    if not word or len(word) > 80:
        return None
    low = word.lower()
    if len(known) > MOST_COMPARED:
        head, tail, size = low[:2], low[-2:], len(low)
        known = [
            each
            for each in known
            if (abs(len(each) - size) <= 2 and (each[:2] == head or each[-2:] == tail))
            or (each[:2] == head and (each.startswith(low) or low.startswith(each)))
        ][:MOST_COMPARED]
    by_lower = {each.lower(): each for each in known if len(each) <= 80}
    if low in by_lower:
        return by_lower[low]
    from difflib import get_close_matches

    found = get_close_matches(low, by_lower, n=1, cutoff=0.65 if len(by_lower) > FEW else 0.5)
    return by_lower[found[0]] if found else None
