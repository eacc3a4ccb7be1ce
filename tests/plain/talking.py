"""Talking to the line-by-line face: what it says to some lines, and the transcripts on disk.

The transcripts are files under `tests/transcripts/`; `HISTORIAN_UPDATE=1` writes them anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from game.case import Case
from game.plain import run

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
PETITION = Path(__file__).parents[1] / "petition"
ESCAPES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def nine_o_clock() -> datetime:
    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def said(lines: Iterable[str] | str, home: Path, case: Case | None = None, **how: object) -> str:
    """What the plain face says to these lines; each is shown behind its prompt."""
    written: list[str] = []
    given = lines.split("\n") if isinstance(lines, str) else lines
    options: dict[str, object] = {"case": case, "home": home, "clock": nine_o_clock, "echo": True, **how}
    assert run(given, written.append, **options) == 0  # type: ignore[arg-type]
    text = "".join(written)
    assert not ESCAPES.search(text), "control characters reached the terminal"
    return text.replace(str(home), "HOME")


def compare(name: str, text: str) -> None:
    """Compare with the transcript on disk, or write it anew when asked to."""
    file = TRANSCRIPTS / f"{name}.txt"
    if os.environ.get("HISTORIAN_UPDATE"):
        TRANSCRIPTS.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), f"{file.name} differs; HISTORIAN_UPDATE=1 writes it anew"
