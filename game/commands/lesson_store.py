"""The store that a command about lessons means, and the lesson in it."""

from __future__ import annotations

import argparse
import errno
import os
from typing import TYPE_CHECKING, Any

from game.commands import FALLS_SHORT, Refusal

if TYPE_CHECKING:
    from game.classroom.store import LessonRow, Store

MAY_WAIT = 0x00100000
"""Windows' right to wait for the end of a process (SYNCHRONIZE)."""


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

    store = Store.at(asked.store or data_folder() / "lessons.db")
    clear_rehearsals(store)
    return store


def clear_rehearsals(store: Store) -> None:
    """Delete what a rehearsal left that was killed; one that goes on stays.

    In a store that machines share nobody can tell whether one does: there it stays as long as any lesson.
    """
    opened = {} if store.is_shared else store.openings()
    left = [id_ for id_, how in opened.items() if how.rehearsal and not is_running(how.rehearsal)]
    if left:
        store.purge(left)


def is_running(process: int) -> bool:
    """Whether a process of this machine, by its number, has not ended."""
    if os.name == "nt":  # there a signal would end it
        import ctypes

        windows: Any = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
        handle = windows.OpenProcess(MAY_WAIT, False, process)
        ended = not handle or windows.WaitForSingleObject(handle, 0) == 0
        windows.CloseHandle(handle)
        return not ended
    try:
        os.kill(process, 0)
    except OSError as error:
        return error.errno == errno.EPERM
    return True


def row_of(store: Store, code: str) -> LessonRow:
    """The lesson that has a code. Raises `Refusal`."""
    from game.classroom.keys import typed_code

    row = next((each for each in store.lessons() if each.code == typed_code(code)), None)
    if row is None:
        raise Refusal(f"no lesson that is kept has the code {code}. To see them all: historian class lessons")
    return row
