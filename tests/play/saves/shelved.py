"""What the tests of saves stand on: a clock, a playthrough, a case that was edited, and what goes wrong."""

from __future__ import annotations

import errno
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from game.case import Case, load_case
from game.play import Playthrough

PETITION = Path(__file__).parents[2] / "petition"
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that moves on a minute each time it is looked at."""

    def __init__(self) -> None:
        self.present = START

    def __call__(self) -> datetime:
        self.present += timedelta(minutes=1)
        return self.present


def a_playthrough(case: Case) -> Playthrough:
    """At the counter, with everything that a notebook can hold."""
    play = Playthrough(case).open("decree").open("petition_sheet")
    play = (
        play.weigh("decree", "fear", "supports").note("[brackets] and “marks”", "decree").note("on the scene")
    )
    play = play.choose("wait").choose("seal", "Wax is red.", ["decree"]).go_on()
    play = play.mark("nobody_asked", "oversimplified").put_forward("It was far.")
    return play.change_hunch("distance").change_hunch("fear")


def edited(case_folder: Path, *changes: tuple[str, str], version: str = "1.1.0") -> Case:
    """The case with its text changed."""
    case_folder.mkdir(exist_ok=True)
    text = (
        (PETITION / "case.yaml").read_text(encoding="utf-8").replace("version: 1.0.0", f"version: {version}")
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (case_folder / "case.yaml").write_text(text, encoding="utf-8")
    return load_case(case_folder)


def spoiled(data: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps({**data, **changes}).encode()


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
