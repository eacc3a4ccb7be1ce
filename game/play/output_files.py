"""Files that a player, a teacher or an author is given: names without danger, never over another file."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from game.play.sanitise import one_line

READABLE = 0o644
"""Who is given a file may pass it on: others may read it, as far as the umask allows."""
LONGEST = 120
"""Bytes of a name, so that a number, an ending and a folder's own limits still fit."""
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?![^.])", re.IGNORECASE)
"""Names that no file and no folder can have on Windows, with any ending."""


def safe_name(*words: str) -> str:
    """One name of these words, joined by hyphens, without anything that a system could take for a path.

    Letters of every script stay. Every id, title and name of a person that goes into a file's name comes
    through here.
    """
    parts = (re.sub(r"[^\w.-]+", "_", one_line(part).replace(" ", "-")).strip("._-") for part in words)
    name = "-".join(part for part in parts if part).encode()[:LONGEST].decode(errors="ignore").strip("._-")
    return f"_{name}" if DEVICES.match(name) else name or "unnamed"


def free_file(path: Path) -> Path:
    """This path, or with a number before its ending if something stands there already."""
    number, free = 2, path
    while os.path.lexists(free):
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free


def is_folder(place: str) -> bool:
    """Whether a place means a folder: it is one, ends in a stroke, or has no ending as a file would."""
    path = Path(place)
    return path.is_dir() or place.endswith(("/", os.sep)) or not (path.suffix or path.exists())


def put_new(path: Path, content: str) -> None:
    """Write a new file in UTF-8. Raises `FileExistsError` over another one, and `OSError`."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), READABLE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content.encode("utf-8", "replace"))
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
