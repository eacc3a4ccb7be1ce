"""A sign behind a backslash reaches every reader as the sign, on every face and in every file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from game.authoring.handout import handout
from game.case import load_case
from game.case.checks.visitor import parts_of
from game.case.model import Case
from game.case.node import Node
from game.plain import run
from game.play.export import export
from game.play.playthrough import Playthrough
from tests.tui.face import PETITION, open_face

WRITTEN, SEEN = r" \[sic\] \*so\* \#", r" [sic] *so* # "
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def signed(node: Any) -> Any:
    """A value of the model with the same signs at the end of each of its texts."""
    if not isinstance(node, Node):
        if isinstance(node, MappingProxyType):
            return MappingProxyType({key: signed(value) for key, value in node.items()})
        return tuple(map(signed, node)) if isinstance(node, tuple) else node
    parts = parts_of(type(node))
    texts = {name: f"{text}{WRITTEN}" for name, _ in parts.prose if (text := getattr(node, name).rstrip())}
    return replace(node, **texts, **{name: signed(getattr(node, name)) for name, _ in parts.children})


@pytest.fixture(scope="module")
def case() -> Case:
    whole = signed(load_case(PETITION))
    assert isinstance(whole, Case)
    return whole


@pytest.fixture(scope="module")
def play(case: Case) -> Playthrough:
    play = Playthrough(case).open("petition_sheet").choose("wait").choose("sign").through_passages()
    return play.choose("ask")


def test_line_by_line(case: Case, tmp_path: Path) -> None:
    written: list[str] = []
    parts = [str(part) for part in range(1, 12)]
    lines = ["", "read 1", "compare 1", "who anna", "2", "", "2", "", *["1", ""] * 4, *parts, "quit"]
    run(lines, written.append, case=case, home=tmp_path, clock=lambda: NOW)
    text = " ".join("".join(written).split()) + " "
    assert text.count(SEEN) > 30
    assert "\\" not in text.replace(SEEN, " ")


@pytest.mark.parametrize("kind", ["html", "md"])
def test_in_files(kind: str, case: Case, play: Playthrough) -> None:
    sheets = handout(case)
    for text in (export(play, kind, NOW, NOW, library=True), sheets.text(sheets.files, kind)):
        words = " ".join(
            re.sub(r"<(?:style|head).*?</(?:style|head)>|<[^>]*>", " ", text, flags=re.DOTALL).split()
        )
        assert words.count(SEEN.strip() if kind == "html" else r"\[sic\] \*so\* #") > 30
        assert ("\\" if kind == "html" else "\\\\") not in words and r"\#" not in words


async def test_on_the_screen(play: Playthrough) -> None:
    async with open_face(play.undo().undo(), (80, 60), at="passage") as face:
        await face.until(lambda: SEEN.strip() in face.flowing.replace("│ ", ""))
        assert "\\" not in face.flowing.replace(SEEN.strip(), "")
    async with open_face(play, (120, 200), at="ending") as face:
        await face.keys("D")
        for part in range(1, 6):
            await face.keys(str(part))
            await face.sees(f"part {part} of 5")
            assert "\\" not in face.flowing.replace(SEEN.strip(), "")
        await face.keys("L")
        for part in range(1, 7):
            await face.keys(str(part))
            await face.sees(f"part {part} of 6")
            assert "\\" not in face.flowing.replace(SEEN.strip(), "")
