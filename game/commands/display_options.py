"""How to play: the arguments that are asked before or behind the command."""

from __future__ import annotations

import argparse


def add_looks(asked: argparse.ArgumentParser) -> None:
    """Add the arguments that say how to play."""
    unset = argparse.SUPPRESS
    asked.add_argument(
        "--plain", action="store_true", default=unset, help="line by line, without a full screen"
    )
    asked.add_argument(
        "--width", type=int, metavar="N", default=unset, help="with --plain: wrap at N columns"
    )
    asked.add_argument(
        "--no-mouse", action="store_true", default=unset, help="leave the mouse to the terminal"
    )
