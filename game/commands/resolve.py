"""Cases and saves as they are named on the command line: by id or name, or by path."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from game.commands import FALLS_SHORT, Refusal, complain

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from game.case.model import Case
    from game.case.parts import CasePart
    from game.play.saves.file_format import Written
    from game.play.saves.rebase import Fitted


def found(name: str) -> Path:
    """The folder of a case. Raises `Refusal` where there is none of this name."""
    from game.case.catalogue import find_case

    return find_case(name)


def playable(name: str) -> Case:
    """A case, ready to be played. Raises `Refusal` where there is none, or it has a mistake."""
    from game.case import CaseError, load_case

    folder = found(name)
    try:
        return load_case(folder)
    except CaseError as error:
        everything = f"To see everything, type: historian check {name}"
        raise Refusal(f"the case {name!r} cannot be played: {error} {everything}", FALLS_SHORT) from None


def compiled(name: str) -> Case:
    """A case that can be compiled, whatever else is wrong with it. Raises `Refusal`."""
    from game.case import CaseError, read_case

    case, problems = read_case(found(name))
    if case is None:
        message = f"the case {name!r} has mistakes that leave nothing to work with: {CaseError(problems)}"
        raise Refusal(f"{message} To see everything, type: historian check {name}", FALLS_SHORT)
    return case


def save_named(name: str, case_id: str | None = None, player: str | None = None) -> tuple[Path, Written]:
    """A saved playthrough by the path of its file or by its name, and what it says.

    `latest` is the one last played; with `case_id`, the one of that case. Only those of this `player` are
    looked at; where several play here, she must be named. Raises `Refusal`.
    """
    from pathlib import Path

    from game.case.folders import data_folder
    from game.play.saves.shelf import Shelf

    shelf = Shelf.at(data_folder(), player=player)
    path: Path | None
    if os.path.isfile(name):  # noqa: PTH113 - never raises
        path = Path(name)
    elif shelf.player is None:
        names = ", ".join(each or '""' for each in shelf.players())
        raise Refusal(f"several people play here: {names}. To say whose playthrough it is, add: --as NAME")
    else:
        mine = [header for header in shelf.all() if case_id is None or header.case_id == case_id]
        named = next((header.path for header in mine if name == "latest"), None)
        path = named or (shelf.named(name) if name != "latest" else None)
        if path is None:
            names = ", ".join(header.name for header in mine[:8])
            instead = f"There are: {names}." if names else "Nothing has been played yet."
            raise Refusal(f"there is no saved playthrough {name!r}. {instead}")
    return path, shelf.written(path)


def fitted(path: Path, save: Written, case: Case) -> Fitted:
    """A saved playthrough replayed over its case; what no longer fits is told. Raises `Refusal`."""
    from game.play.saves.rebase import fit

    if case.id != save.case.id:
        raise Refusal(f"{path.name} is a playthrough of {save.case.id!r}, not of {case.id!r}.")
    found = fit(save, case)
    if found.messages:
        complain(f"the case has changed since this was played. {' '.join(found.messages)}")
    return found


def add_part(asked: argparse.ArgumentParser, does: str) -> None:
    """`--chapter C` or `--route R`: what of a case is meant; `does` says what the command does with it."""
    either = asked.add_mutually_exclusive_group()
    either.add_argument("--chapter", metavar="C", help=f"{does} this chapter alone")
    either.add_argument("--route", metavar="R", help=f"{does} this route: a shorter line through the case")


def part_asked(case: Case, asked: argparse.Namespace) -> CasePart:
    """What of a case was asked for. Raises `Refusal` where the case does not have it."""
    from game.case.parts import WHOLE, CasePart

    part = CasePart(getattr(asked, "chapter", None), getattr(asked, "route", None))
    if part != WHOLE and part.of(case) is None:
        kind, there = (
            ("route", tuple(case.routes))
            if part.chapter is None
            else ("chapter", tuple(chapter.id for chapter in case.chapters))
        )
        raise Refusal(
            f"“{case.title}” has no {kind} {part.id!r}. Its {kind}s are: {', '.join(there) or 'none'}."
        )
    return part
