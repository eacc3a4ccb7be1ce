"""How to play, and whose game it is: the arguments that are asked before or behind the command."""

from __future__ import annotations

import argparse


def add_player(asked: argparse.ArgumentParser) -> None:
    """Add the argument that says whose game it is."""
    asked.add_argument(
        "--as",
        metavar="NAME",
        dest="player",
        default=argparse.SUPPRESS,
        help="whose game it is, on a computer that several share; it is no lock",
    )


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
