"""What a player has set for every face: one small file beside the saves."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from game.immutable import immutable
from game.play.saves.atomic_file import read_file, replace_file

Theme = Literal["reading-room", "paper", "high-contrast"]
Glyphs = Literal["automatic", "full", "ascii"]
Tell = Literal["decision", "chapter", "end"]
TELLS: dict[Tell, str] = {
    "decision": "after each decision",
    "chapter": "at the end of each chapter",
    "end": "at the end",
}
"""When to tell what really happened, in words."""
FILE = "settings.json"
LARGEST = 64 * 1024


@immutable
class Settings:
    """The theme and glyphs of the terminal face, the easier reading, the exam profile ("" for none), and when
    to tell what really happened.
    """

    theme: Theme = "reading-room"
    glyphs: Glyphs = "automatic"
    easier: bool = False
    exam: str = ""
    tell: Tell = "chapter"


def load_settings(folder: Path) -> Settings:
    """The settings kept in the data folder. What is missing or damaged there has its usual value."""
    try:
        data = read_file(folder / FILE, LARGEST)
        found = json.loads(data.decode("utf-8-sig")) if data is not None else None
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    types = get_type_hints(Settings)
    names = [field.name for field in fields(Settings)]
    return Settings(
        **{name: found[name] for name in names if name in found and fits(found[name], types[name])}
    )


def keep_settings(settings: Settings, folder: Path) -> None:
    """Write the settings into the data folder. Raises `OSError`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(folder / FILE, (json.dumps(asdict(settings), indent=1) + "\n").encode())


def fits(value: object, kind: Any) -> bool:
    if kind in (bool, str):
        return isinstance(value, kind)
    return isinstance(value, str) and value in get_args(kind)
