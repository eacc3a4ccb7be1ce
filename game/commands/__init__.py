"""The sub-commands of `historian`: a module each, loaded when it is asked for.

A command's module has two functions: `declare(asked)` says which arguments it takes, and `run(asked)`
makes a thin call and gives the exit code. `game.cli` lists the commands. What all of them share is here:
how a command ends, and how it says what is wrong.
"""

from __future__ import annotations

import sys
from typing import Any

from game.phrases import capitalised, sentence
from game.refusal import BAD_USAGE, FALLS_SHORT, Refusal

__all__ = ["BAD_USAGE", "DONE", "FALLS_SHORT", "INTERRUPTED", "Refusal", "complain", "harmless", "purpose"]

DONE, INTERRUPTED = 0, 130


def purpose(words: str) -> dict[str, Any]:
    """What a command is for: as its line in the list of all, and as a sentence in its own help."""
    return {"help": words, "description": sentence(capitalised(words))}


def complain(message: str) -> None:
    """Say on standard error what is wrong."""
    if sys.stderr:
        print(f"historian: {harmless(message)}", file=sys.stderr)


def harmless(words: str) -> str:
    """Words from files or arguments, without anything that acts on a terminal."""
    return words if words.isprintable() else "".join(sign if sign.isprintable() else " " for sign in words)
