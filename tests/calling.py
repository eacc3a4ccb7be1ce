"""The `historian` command as a test calls it."""

from __future__ import annotations

from collections.abc import Callable


class Told:
    """What one call of the command came to."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Historian = Callable[..., Told]
