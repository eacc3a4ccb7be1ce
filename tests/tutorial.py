"""The author's tutorial as something to carry out: its commands and its edits, in order."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

BLOCK = re.compile(r"^```(console|diff|sh)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """One block of the tutorial, and the line on which it begins."""

    kind: Literal["console", "diff", "sh"]
    text: str
    line: int


@dataclass(frozen=True)
class Command:
    """A command, and the lines that it should print; `…` stands for anything."""

    words: list[str]
    prints: list[str]


def pieces(guide: str) -> list[Piece]:
    """The blocks of the tutorial, in order."""
    start = guide.index("## Twenty minutes: ")
    end = guide.index("\n## ", start)
    return [
        Piece(block[1], block[2], guide.count("\n", 0, block.start()) + 1)  # type: ignore[arg-type]
        for block in BLOCK.finditer(guide, start, end)
    ]


def commands(piece: Piece) -> Iterator[Command]:
    """The commands of a block with what they print, or without where it only says what to type."""
    if piece.kind == "sh":
        for line in piece.text.splitlines():
            yield Command(shlex.split(line, comments=True), ["…"])
        return
    for part in re.split(r"^\$ ", piece.text, flags=re.MULTILINE)[1:]:
        first, *prints = part.splitlines()
        yield Command(shlex.split(first), prints)


def printed(expected: list[str], told: str) -> bool:
    """Whether a command has printed these lines; `…` alone is any number of lines, inside one any words."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else r".*".join(map(re.escape, line.split("…"))) + r"\n"
        for line in expected
    )
    return re.fullmatch(pattern, told) is not None


def edit(piece: Piece, folder: Path) -> None:
    """Carry out an edit: the lines with - and those without a sign are there once, and become the others."""
    first, *lines = piece.text.splitlines()
    file = folder / first.removeprefix("# ")
    before = "\n".join(line[1:] for line in lines if line[:1] in ("-", " ", ""))
    after = "\n".join(line[1:] for line in lines if line[:1] in ("+", " ", ""))
    text = file.read_text(encoding="utf-8")
    assert text.count(f"\n{before}\n") == 1, (
        f"line {piece.line} of the guide: no such place in {file.name}:\n{before}"
    )
    file.write_text(text.replace(f"\n{before}\n", f"\n{after}\n"), encoding="utf-8")
