"""Ids: what they may look like."""

from __future__ import annotations

import keyword
import re
import unicodedata

from game.case.model import RESERVED_CHOICES

ID = re.compile(r"[a-z][a-z0-9_]*")
LONGEST = 80
RESERVED_NAMES = frozenset({"none", "true", "false"})
"""Words of the condition language; a scene or variable of such a name could not be asked about."""
HOLDS = ("scene", "variable")
"""What holds a value that a condition asks about."""
NAMED_IN_CONDITIONS = (*HOLDS, "choice", "document", "word")


def is_reserved(ident: str, kind: str) -> bool:
    """Whether the game itself uses the word where a thing of this kind would be named."""
    if kind == "choice":
        return ident in RESERVED_CHOICES
    return kind in HOLDS and ident in RESERVED_NAMES


def is_keyword(ident: str, kind: str) -> bool:
    """Whether conditions, which are read as Python, should name a thing of this kind and could not."""
    return kind in NAMED_IN_CONDITIONS and keyword.iskeyword(ident)


def is_id(ident: str, kind: str) -> bool:
    """Whether it is small letters, digits and underscores, beginning with a letter, and no such word."""
    return ID.fullmatch(ident) is not None and not is_keyword(ident, kind) and len(ident) <= LONGEST


def id_like(text: str, kind: str) -> str:
    """An id that resembles the text; where nothing of it can be kept, one made from the kind."""
    letters = unicodedata.normalize("NFKD", text[:LONGEST].lower())
    better = (
        re.sub(r"[^a-z0-9]+", "_", re.sub("[\u0300-\u036f]", "", letters)).lstrip("0123456789_").rstrip("_")
    )
    return f"{better}_it" if is_keyword(better, kind) else better or f"{kind}_1"
