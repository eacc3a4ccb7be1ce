"""Ids: what they may look like."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Any

from game.case.model import RESERVED_CHOICES
from game.case.problems import shown

if TYPE_CHECKING:
    from game.case.plans import FileContext

ID = re.compile(r"[a-z][a-z0-9_]*")
LONGEST = 80
RESERVED_NAMES = frozenset({"none", "true", "false"})
"""Words of the condition language; a scene or variable of such a name could not be asked about."""


def check_id(ident: str, kind: str, node: Any, file: FileContext) -> None:
    """Tell where an id is not one."""
    if ID.fullmatch(ident) and not keyword.iskeyword(ident) and len(ident) <= LONGEST:
        if kind == "choice" and ident in RESERVED_CHOICES:
            file.tell("reserved-id", node, f'a choice cannot be called "{ident}"')
        elif kind in ("scene", "variable") and ident in RESERVED_NAMES:
            file.tell("reserved-id", node, f'a {kind} cannot be called "{ident}"')
        return
    if keyword.iskeyword(ident):
        message, remedy = f"{shown(ident)} is a word of the condition language", f'call it "{ident}_1", for instance'
    else:
        message = f"{shown(ident)} is no id"
        better = re.sub(r"[^a-z0-9]+", "_", ident[:LONGEST].lower()).strip("_").lstrip("0123456789_")
        remedy = f'small letters, digits and underscores, such as "{better}"' if better else ""
    file.tell("bad-id", node, message, remedy)
