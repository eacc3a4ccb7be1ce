"""The sub-commands of `historian`: a module each, loaded when it is asked for.

A command's module has two functions: `declare(asked)` says which arguments it takes, and `run(asked)`
makes a thin call and gives the exit code. `game.cli` lists the commands. What all of them share is here:
how a command ends, and how it says that it cannot do what was asked.
"""

from __future__ import annotations

import sys

DONE, FALLS_SHORT, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130


class Refusal(Exception):
    """What was asked cannot be done; says why in one or two sentences, and how the command ends."""

    def __init__(self, message: str, code: int = BAD_USAGE) -> None:
        super().__init__(message)
        self.code = code


def complain(message: str) -> None:
    """Say on standard error what is wrong."""
    if sys.stderr:
        print(f"historian: {harmless(message)}", file=sys.stderr)


def harmless(words: str) -> str:
    """Words from files or arguments, without anything that acts on a terminal."""
    return words if words.isprintable() else "".join(sign if sign.isprintable() else " " for sign in words)
