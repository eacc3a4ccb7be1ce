"""Cases as they are named on the command line: by id, or by the path of the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.commands import FALLS_SHORT, Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from game.case.model import Case


def found(name: str) -> Path:
    """The folder of a case. Raises `Refusal` where there is none of this name."""
    from game.case.catalogue import UnknownCase, find_case

    try:
        return find_case(name)
    except UnknownCase as unknown:
        raise Refusal(str(unknown)) from None


def playable(name: str) -> Case:
    """A case, ready to be played. Raises `Refusal` where there is none, or it has a mistake."""
    from game.case import CaseError, load_case

    folder = found(name)
    try:
        return load_case(folder)
    except CaseError as error:
        why = str(error) if str(error).endswith(("?", ".", ")")) else f"{error}."
        everything = f"To see everything, type: historian check {name}"
        raise Refusal(f"the case {name!r} cannot be played: {why} {everything}", FALLS_SHORT) from None
