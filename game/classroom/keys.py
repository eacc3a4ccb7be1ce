"""Keys, codes and names: what lets somebody in, and what she is called.

A key is a secret of 256 bits that stands for one role in one lesson; only its hash is kept. A code is short,
since it is typed from a wall, and lets a pupil join while joining is open. Names are of rivers, trees and
birds: nobody is asked for her own.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Literal, NamedTuple

Role = Literal["participant", "board", "teacher", "phrase"]
"""What a key stands for; a phrase only fetches a new key of a participant."""

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What codes are made of: no 0 and O, no 1, I and L."""
CODE_LENGTH = 6
"""31 to the power of 6 codes, about 29.7 bits."""


def listed(file: str) -> tuple[str, ...]:
    """The words of a file beside this one."""
    return tuple(Path(__file__).with_name(file).read_text(encoding="utf-8").split())


NAMES = listed("names.txt")
WORDS = listed("words.txt")


class Holder(NamedTuple):
    """Who holds a key: the lesson, the role, and for a participant her id."""

    lesson: str
    role: Role
    who: str


def new_key() -> str:
    """A secret of 256 bits, as it stands in a link or a cookie."""
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """An id that nobody can guess and that says nothing."""
    return secrets.token_hex(8)


def hashed(secret: str) -> str:
    """What is kept of a secret; long random ones need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def form_token(key: str) -> str:
    """What a form sends along with the cookie, so that no other page can send it."""
    return hmac.new(key.encode(), b"form", hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that says nothing."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def new_code(taken: Collection[str] = ()) -> str:
    """A code that no other lesson has."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
        if code not in taken:
            return code


def typed_code(words: str) -> str:
    """A code as it was meant: without spaces and hyphens, in capitals."""
    return "".join(sign for sign in words.upper() if sign.isalnum())[:16]


def new_name(taken: Collection[str]) -> str:
    """A name that nobody in the lesson has; with a number once all are taken."""
    free = [name for name in NAMES if name not in taken]
    if free:
        return secrets.choice(free)
    number = 2
    while True:
        free = [name for each in NAMES if (name := f"{each} {number}") not in taken]
        if free:
            return secrets.choice(free)
        number += 1


def new_phrase() -> str:
    """Words to come back with on another device: two words and a number, about 29 bits beside the code."""
    return f"{secrets.choice(WORDS)} {secrets.choice(WORDS)} {secrets.randbelow(9_000) + 1_000}"


def typed_phrase(words: str) -> str:
    """A phrase as it was meant."""
    return " ".join(words.casefold().split())[:80]
