"""Ids: what they may look like."""

from __future__ import annotations

import keyword
import re

from game.case.diagnostics.problems import shown
from game.case.model import RESERVED_CHOICES

ID = re.compile(r"[a-z][a-z0-9_]*")
LONGEST = 80
RESERVED_NAMES = frozenset({"none", "true", "false"})
"""Words of the condition language; a scene or variable of such a name could not be asked about."""
NAMED_IN_CONDITIONS = ("scene", "variable")


def id_fault(ident: str, kind: str) -> tuple[str, str, str] | None:
    """Code, message and remedy where an id of this kind is not one; None where it is."""
    if ident in (
        RESERVED_CHOICES if kind == "choice" else RESERVED_NAMES if kind in NAMED_IN_CONDITIONS else ()
    ):
        return "reserved-id", f'a {kind} cannot be called "{ident}"', ""
    if ID.fullmatch(ident) and not keyword.iskeyword(ident) and len(ident) <= LONGEST:
        return None
    if keyword.iskeyword(ident):
        return (
            "bad-id",
            f"{shown(ident)} is a word of the condition language",
            f'add to it, such as "{ident}_it"',
        )
    better = re.sub(r"[^a-z0-9]+", "_", ident[:LONGEST].lower()).lstrip("0123456789_").rstrip("_")
    remedy = f'use small letters, digits and underscores, such as "{better}"' if better else ""
    return "bad-id", f"{shown(ident)} is no id", remedy
