"""A small working case to start from, written into a new folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from game.case.diagnostics.problems import shown
from game.case.ids import RESERVED_NAMES, id_like, is_id
from game.case.model import RESERVED_CHOICES
from game.case.source_files import CASE_FILE
from game.play.output_files import DEVICES
from game.refusal import FALLS_SHORT, Refusal

PATTERN_ID = "my_case"
"""The id that the pattern has; a new case gets its own in this place."""


def new_case(name: str, folder: Path) -> tuple[Path, ...]:
    """Write the pattern into a new folder called `name` below `folder`, with `name` as its id.

    Gives the files that were written. Nothing that exists is touched. Raises `Refusal`.
    """
    fault = name_fault(name)
    if fault:
        raise Refusal(fault, FALLS_SHORT)
    home = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        home.mkdir()
    except FileExistsError:
        if folder.is_dir():
            why = f"{home} is there already, and nothing is ever written over. Take another name, or --folder"
        else:
            why = f"{folder} is a file, and a case needs a folder to be written into"
        raise Refusal(f"{why}.", FALLS_SHORT) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Refusal(f"{home} cannot be made: {why}.", FALLS_SHORT) from None
    written = []
    for file_name, text in pattern().items():
        path = home / file_name
        try:
            path.write_text(text.replace(PATTERN_ID, name), encoding="utf-8", newline="\n")
        except OSError as error:
            raise Refusal(f"{path} cannot be written: {error.strerror}.", FALLS_SHORT) from None
        written.append(path)
    return tuple(written)


def pattern() -> dict[str, str]:
    """The files of the pattern by name, `case.yaml` first."""
    folder = files("game.authoring").joinpath("template")
    names = sorted((each.name for each in folder.iterdir()), key=lambda name: (name != CASE_FILE, name))
    return {
        name: folder.joinpath(name).read_text(encoding="utf-8") for name in names if name.endswith(".yaml")
    }


def name_fault(name: str) -> str:
    """Why a case cannot have this name; nothing where it can."""
    if name in RESERVED_NAMES | RESERVED_CHOICES:
        return f"{shown(name)} is a word that the game needs for itself. Take another name."
    if DEVICES.match(name):
        return f"{shown(name)} cannot be the name of a folder on Windows. Take another name."
    if is_id(name, "case"):
        return ""
    return (
        f"a case cannot be called {shown(name)}. Use small letters, digits and underscores, such as "
        f"{shown(id_like(name, 'case'))}."
    )
