"""Where a command's text goes: to the screen, or into a file."""

from __future__ import annotations

import argparse
import sys

from game.commands import FALLS_SHORT, Refusal


def add_output(asked: argparse.ArgumentParser) -> None:
    """Add the argument that names the file."""
    asked.add_argument("--output", metavar="FILE", help="write to this file, not to the screen")


def give(text: str, output: str | None) -> None:
    """Write to the file, or to standard output. Raises `Refusal` where it cannot be written."""
    if output is None:
        if sys.stdout:
            sys.stdout.write(text)
        return
    from pathlib import Path

    try:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Refusal(f"{output} cannot be written: {why}.", FALLS_SHORT) from None
