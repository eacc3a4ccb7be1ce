"""Where a command's text goes: to the screen, into a file, or as files into a folder.

What a command makes anew each time, as a picture or a schema, `give` writes over the old one, and says so.
What somebody may have written into since, as a handout or an export, goes through `put`, which never does so
unasked. Either leaves the old file as it was where the new one cannot be written whole.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.commands import FALLS_SHORT, Refusal, complain
from game.play.output_files import READABLE, put_new
from game.play.saves.atomic_file import in_words, replace_file


def add_output(asked: argparse.ArgumentParser) -> None:
    """Add the argument that names the file."""
    asked.add_argument("--output", metavar="FILE", help="write to this file, not to the screen")


def add_place(asked: argparse.ArgumentParser, without: str) -> None:
    """Add the arguments that name a file or a folder; `without` says what is done if there are none."""
    asked.add_argument(
        "--output",
        metavar="PLACE",
        help=f"a file, or a folder, which is made if it is missing; without it {without}",
    )
    asked.add_argument("--replace", action="store_true", help="write over files that are there already")


def give(text: str, output: str | None) -> None:
    """Write to the file, or to standard output. Raises `Refusal` where it cannot be written."""
    if output is None:
        show(text)
        return
    path, content = Path(output), text.encode("utf-8")
    try:
        other = path.is_file() and path.read_bytes() != content
        write_whole(path, content)
    except (OSError, ValueError) as error:
        raise cannot(output, error) from None
    if other:
        complain(f"{output} was there already; it has been written over.")


def write_whole(path: Path, content: bytes) -> None:
    """Make this the content of a file, whole or not at all; a pipe or a device takes it as it comes.

    Raises `OSError` and `ValueError`.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
    else:
        replace_file(path.resolve(), content, READABLE)


def show(text: str) -> None:
    """Write to standard output: a terminal takes what it can show, a pipe or a file gets UTF-8."""
    stream = sys.stdout
    if not stream:
        return
    below = getattr(stream, "buffer", None)
    if below is None or stream.isatty():
        stream.write(text)
        return
    stream.flush()
    below.write(text.encode("utf-8", "replace"))
    below.flush()


def folder_for(output: str) -> Path:
    """The folder, made if it is missing. Raises `Refusal`."""
    try:
        Path(output).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise cannot(output, error) from None
    return Path(output)


def put(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a file that a person may go on with. Raises `Refusal` over another one, unless `replace`.

    A file that has this very content already is left as it is.
    """
    content = text.encode("utf-8", "replace")
    try:
        if not path.is_file():
            put_new(path, text)
        elif replace:
            write_whole(path, content)
        elif path.read_bytes() != content:
            raise FileExistsError
    except FileExistsError:
        raise Refusal(
            f"{path} is there already and was left as it is. Give another name, or add --replace to write "
            "over it.",
            FALLS_SHORT,
        ) from None
    except (OSError, ValueError) as error:
        raise cannot(str(path), error) from None


def cannot(place: str, error: OSError | ValueError) -> Refusal:
    """Why nothing can be written to a place."""
    why = in_words(error) if isinstance(error, OSError) else "that is no name for a file"
    return Refusal(f"{place} cannot be written: {why}.", FALLS_SHORT)
