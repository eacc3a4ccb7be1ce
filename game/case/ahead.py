"""Reading a case while something else is made ready.

Importing the full-screen face keeps one core busy for as long as finding and reading a long case keeps
another. Where the system can split a process in two, the case is read in a child and handed over as it
is. The child says nothing: whenever it has nothing to hand over, the case has to be read once more, and
what is wrong with it is told then.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.case.model import Case
    from game.case.node import Origin


def read_ahead(name: str) -> Callable[[], Case | None]:
    """Begin to read a case, named by id or path; calling the result waits for it.

    That gives None where it cannot be read so; it never raises.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return lambda: None
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        hand_over(name, sending)
    os.close(sending)
    return lambda: taken_over(child, receiving)


def taken_over(child: int, receiving: int) -> Case | None:
    """What the child has read, as soon as it has ended."""
    import pickle

    with os.fdopen(receiving, "rb") as pipe:
        content = pipe.read()
    case: Case | None = None
    with suppress(EOFError, pickle.UnpicklingError):
        # What comes through the pipe was written by this very program a moment ago.
        case = pickle.loads(content)
    _, status = os.waitpid(child, 0)
    return case if status == 0 else None


def hand_over(name: str, sending: int) -> None:
    """In the child: find the case, read it, write it into the pipe, and end."""
    try:
        import copyreg
        import gc
        import pickle
        from types import MappingProxyType

        gc.disable()
        from game.case.catalogue import find_case
        from game.case.node import Origin
        from game.case.reader import load_case

        # Where a value stands in its file is nothing that play asks about.
        copyreg.pickle(Origin, lambda origin: (somewhere_in, (origin.file,)))
        copyreg.pickle(MappingProxyType, lambda values: (unchanging, (dict(values),)))
        content = pickle.dumps(load_case(find_case(name)), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(sending, "wb") as pipe:
            pipe.write(content)
    except BaseException:
        os._exit(1)
    os._exit(0)


@cache
def somewhere_in(file: str) -> Origin:
    """A place in a file, the same for all that stands there."""
    from game.case.node import Origin

    return Origin(file)


def unchanging(values: dict[str, Any]) -> Any:
    """A mapping that cannot be changed, as the reader makes them."""
    from types import MappingProxyType

    return MappingProxyType(values)
