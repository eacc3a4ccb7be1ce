"""Handouts in a real browser: nothing is cut off on paper or on a phone, and axe finds nothing to mend."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from game.authoring.handout import Handout, handout
from game.authoring.handout.pieces import SourceBox
from tests.browser import LOOKS_ALONE, POLICY, axe_finds, opened
from tests.shipped import shipped_case

ROOT = Path(__file__).parents[2]
PAPERS = {"A4": (595, 842), "Letter": (612, 792)}
MARGIN = 16 / 25.4 * 72
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed"
)


@cache
def made(large: bool = False) -> Handout:
    return handout(shipped_case("purges"), "ryutin", large=large)


def printed(html: str, paper: str, folder: Path) -> Path:
    """Print a handout on this paper. Its policy lets no other style in, so it is taken off first."""
    sized = POLICY.sub("", html).replace("margin: 12mm", f"size: {paper}; margin: 12mm")
    page = folder / f"{paper}.html"
    page.write_text(sized, encoding="utf-8")
    file = page.with_suffix(".pdf")
    with opened(page) as tab:
        file.write_bytes(tab.printed())
    return file


def text_of(file: Path, *how: str) -> str:
    """The words of a printed file."""
    command = ["pdftotext", *how, str(file), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=240).stdout


def test_it_looks_as_it_should_under_its_own_policy(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(made().text(made().files[:2]), encoding="utf-8")
    with opened(page) as tab:
        assert "Sheet 1: Seven pages, until morning" in tab.text


@needs_poppler
@pytest.mark.parametrize("paper", PAPERS)
def test_it_prints_on_either_paper(tmp_path: Path, paper: str) -> None:
    file = printed(made().text(made().files), paper, tmp_path)
    width, height = PAPERS[paper]
    pages = text_of(file, "-bbox").split("<page ")[1:]
    for page in pages:
        wide, high = re.findall(r'(?:width|height)="([\d.]+)"', page)[:2]
        assert (round(float(wide)), round(float(high))) == (width, height)
        words = WORD.findall(page)
        assert len(words) > 12, "an empty page"
        assert min(float(word[0]) for word in words) >= MARGIN - 1
        assert max(float(word[2]) for word in words) <= width - MARGIN + 1, "cut off, or in the margin"
    each = text_of(file, "-layout").split("\f")
    feet = [page.strip().splitlines()[-1].strip() for page in each if page.strip()]
    assert {re.sub(r" · page \d+$", "", foot) for foot in feet} == {
        f"The Ryutin affair · {file.name}" for file in made().files
    }
    cards = [
        page.count("Second vote") for page, foot in zip(each, feet, strict=False) if "vote cards" in foot
    ]
    assert cards == [4, 4, 4], "a card is cut, or stands alone"
    ballots = [page for page in each if "Decision" in page and re.search(r"· sheet \d", page)]
    assert len(ballots) == 3 and min(len(page.split()) for page in ballots) > 100, "a ballot stands alone"
    shown = {re.sub(r"^\d+ ", "", " ".join(line.split())) for line in "\n".join(each).splitlines()}
    boxes = [piece for file in made().files for piece in file.pieces if isinstance(piece, SourceBox)]
    lines = [
        line for box in boxes for passage in box.passages for part in passage.paragraphs for line in part
    ]
    assert len(lines) > 40 and {line.text for line in lines} <= shown, "a line is broken differently on paper"


@needs_poppler
def test_large_print_is_large_and_its_lines_are_short(tmp_path: Path) -> None:
    sheets = [file for file in made(large=True).files if file.reader == "students"]
    file = printed(made(large=True).text(sheets), "A4", tmp_path)
    lines = [line.strip() for line in text_of(file, "-layout").splitlines()]
    assert not [line for line in lines if len(line) > 45 and " · page " not in line]
    heights = [float(word[3]) - float(word[1]) for word in WORD.findall(text_of(file, "-bbox"))]
    assert sorted(heights)[len(heights) // 10] >= 18
    assert re.search(r"^ *10 +\w", text_of(file, "-layout"), re.MULTILINE)
    assert not re.search(r"^ *\d{0,2}[05][^\W\d]", text_of(file, "-layout"), re.MULTILINE), (
        "a number touches a line"
    )


@needs_poppler
def test_an_option_is_not_broken_at_its_hyphens(tmp_path: Path) -> None:
    made = handout(shipped_case("testament"), decision=2, large=True)
    plan = [file for file in made.files if file.name == "teacher plan"]
    words = text_of(printed(made.text(plan), "A4", tmp_path), "-layout")
    assert "--lesson 18" in words
    assert not re.search(r"-$", words, re.MULTILINE)


@pytest.mark.parametrize("large", [False, True], ids=["light", "large, dark"])
def test_axe_finds_nothing_on_a_phone_or_a_desk(tmp_path: Path, large: bool) -> None:
    one_of_a_kind = {re.sub(r" \d+$", "", file.name): file for file in made(large).files}
    pages = {kind: made(large).text([file]) for kind, file in one_of_a_kind.items()}
    assert axe_finds(pages, tmp_path, dark=large, only=LOOKS_ALONE if large else ()) == []
