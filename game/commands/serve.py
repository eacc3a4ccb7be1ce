"""`historian serve`: the library in the browser of this machine, with the terminal's saves."""

from __future__ import annotations

import argparse
import os
import sys
import webbrowser

from game.case.folders import data_folder
from game.commands import DONE, FALLS_SHORT, Refusal
from game.commands.display_options import add_player
from game.play.saves.shelf import Shelf
from game.web.serving.library import LibrarySite
from game.web.serving.local import LocalServer, Site


def declare(asked: argparse.ArgumentParser) -> None:
    asked.add_argument("--port", type=int, help="the port; without it the first one free from 8010 on")
    add_player(asked)


def run(asked: argparse.Namespace) -> int:
    """Serve until somebody presses Ctrl+C."""
    shelf = Shelf.at(data_folder(), player=getattr(asked, "player", None))
    if shelf.player is None:
        names = ", ".join(name or '""' for name in shelf.players())
        raise Refusal(f"several play here: {names}. Say whose game it is with --as NAME.", FALLS_SHORT)
    return served(LibrarySite(shelf), asked.port, "The library")


def served(site: Site, port: int | None, what: str) -> int:
    """Serve a site, say where it is, and open it in a browser where there is one."""
    server = LocalServer(site, port)
    print(f"{what} is at {server.address}", "Ctrl+C ends it.", sep="\n", flush=True)
    if has_windows():
        webbrowser.open(server.address)
    server.run()
    return DONE


def has_windows() -> bool:
    """Whether a browser would open beside the terminal, and not inside it."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    return named or sys.platform in ("darwin", "win32")
