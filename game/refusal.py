"""The one kind of error that whoever plays, teaches or writes can cause and mend."""

from __future__ import annotations

FALLS_SHORT, BAD_USAGE = 1, 2


class Refusal(Exception):
    """What was asked cannot be done; says why in one or two sentences, for the one who asked.

    `code` is how a command ends with it: `BAD_USAGE` where the asking was at fault, `FALLS_SHORT` where
    what was asked about is.
    """

    code = BAD_USAGE

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code
