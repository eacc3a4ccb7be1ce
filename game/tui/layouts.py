"""Keyboard layouts: letters go by the physical key, so that a Cyrillic or Greek layout can stay on.

This is for commands alone; in a line to write in, every letter writes itself.
"""

from __future__ import annotations

from collections.abc import Mapping


def layouts(latin: str, *others: str) -> Mapping[str, tuple[str, ...]]:
    """For each Latin key, what the same key of the keyboard sends on other layouts."""
    found: dict[str, dict[str, None]] = {}
    for other in others:
        for key, sent in zip(latin, other, strict=True):
            if sent != key:
                found.setdefault(NAMED.get(key, key), {})[NAMED.get(sent, sent)] = None
    return {key: tuple(sent) for key, sent in found.items()}


NAMED = {"/": "slash", "?": "question_mark", ":": "colon", ";": "semicolon", ".": "full_stop", ",": "comma"}
LATIN = "qwertyuiopasdfghjklzxcvbnm/?:QWERTYUIOPASDFGHJKLZXCVBNM"
RUSSIAN = "йцукенгшщзфывапролдячсмить.,ЖЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ"
UKRAINIAN = "йцукенгшщзфівапролдячсмить.,ЖЙЦУКЕНГШЩЗФІВАПРОЛДЯЧСМИТЬ"
GREEK = ";ςερτυθιοπασδφγηξκλζχψωβνμ/?::ΣΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ"
OTHER_LAYOUTS = layouts(LATIN, RUSSIAN, UKRAINIAN, GREEK)
"""Letters go by the physical key: a Latin key, and what it sends on ЙЦУКЕН and Greek layouts."""
