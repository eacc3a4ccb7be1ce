"""The store that a command about lessons means, and the lesson in it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from game.commands import FALLS_SHORT, Refusal

if TYPE_CHECKING:
    from game.classroom.store import LessonRow, Store


def add_store(asked: argparse.ArgumentParser) -> None:
    """Where lessons are kept."""
    asked.add_argument("--store", metavar="PLACE", help="where lessons are kept: a file, or postgresql://…")


def needs_extra(missing: ModuleNotFoundError) -> Refusal:
    """What is said where a package of the extra is missing."""
    return Refusal(
        f"a lesson needs the package {missing.name!r}. Install the game with its extra: "
        "pip install 'historians-choices[class]'",
        FALLS_SHORT,
    )


def store_asked(asked: argparse.Namespace) -> Store:
    """The store that was named, or the one in the user's data folder. Raises `Refusal`."""
    try:
        from game.classroom.store import Store
    except ModuleNotFoundError as missing:
        raise needs_extra(missing) from None
    from game.case.folders import data_folder

    return Store.at(asked.store or data_folder() / "lessons.db")


def row_of(store: Store, code: str) -> LessonRow:
    """The lesson that has a code. Raises `Refusal`."""
    from game.classroom.keys import typed_code

    row = next((each for each in store.lessons() if each.code == typed_code(code)), None)
    if row is None:
        raise Refusal(f"no lesson that is kept has the code {code}. To see them all: historian class lessons")
    return row
