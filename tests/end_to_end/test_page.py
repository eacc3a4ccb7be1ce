"""The exported page in a real browser: it opens, looks as it should, asks for nothing and prints."""

from __future__ import annotations

import re
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.case import load_case
from game.play import Playthrough
from game.play.export import export
from tests.benchmarks.figures import fully_read
from tests.browser import axe_finds, opened
from tests.play.answers import answered
from tests.shipped import shipped_case

PETITION = Path(__file__).parents[1] / "petition"
PURGES = Path(__file__).parents[2] / "scenes" / "purges"
MOMENT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOSTILE = "<script>document.title = 'taken'</script><img src=x onerror=alert(1)> [a] & so on"
PAPER = (0xE9, 0xE0, 0xCC)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A finished playthrough as a page, with words in it that would be markup if they were let."""
    play = Playthrough(load_case(PETITION)).open("decree").note(HOSTILE)
    play = play.choose("seal", HOSTILE, ["decree"]).go_on().choose("ask")
    file = tmp_path / "page.html"
    file.write_text(export(play, "html", MOMENT, MOMENT, library=True), encoding="utf-8")
    return file


def test_it_shows_every_word_and_runs_none(page: Path) -> None:
    with opened(page) as tab:
        shown = tab.text
    assert "<title>The petition</title>" in shown
    assert shown.count("&lt;script&gt;document.title") >= 3
    assert not re.search("<script|<img", shown)
    assert "Appendix: what happened" in shown and "Your plan" in shown


def test_its_style_is_let_in(page: Path) -> None:
    with opened(page) as tab:
        assert corner(tab.picture()) == PAPER


def test_it_prints(page: Path) -> None:
    with opened(page) as tab:
        data = tab.printed()
    assert data.startswith(b"%PDF-")
    assert 2 <= sheets(data) <= 6


@pytest.mark.parametrize("path", ["every_voice", "early_death"])
def test_the_core_is_printed_on_four_to_six_sheets(tmp_path: Path, path: str) -> None:
    case = shipped_case("purges")
    page = tmp_path / "page.html"
    told = export(fully_read(case, case.paths[path].choices), "html", MOMENT, MOMENT)
    page.write_text(told, encoding="utf-8")
    with opened(page) as tab:
        assert 4 <= sheets(tab.printed()) <= 6


def test_axe_finds_nothing_on_the_page_with_or_without_its_appendix(tmp_path: Path) -> None:
    """Headings follow one another in order down to the entries of notes, papers and her own words."""
    play = Playthrough(load_case(PETITION)).open("decree").open("petition_sheet").note("Who carried it?")
    ended = play.choose("seal", "late", ["decree"]).go_on().choose("ask").mark("nobody_asked", "wrong")
    pages = {
        f"{name}, {library}": export(each, "html", MOMENT, MOMENT, library=library, name="Clara")
        for name, each in (("petition", ended), ("begun", play), ("question", answered("of_war", "file")))
        for library in (False, True)
    }
    assert axe_finds(pages, tmp_path) == []


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def corner(png: bytes) -> tuple[int, int, int]:
    """The colour of a picture's first point, which no filter of the format changes."""
    at, packed = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        packed += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    red, green, blue = zlib.decompress(packed)[1:4]
    return red, green, blue
