"""Handouts printed by a real browser, on either paper: nothing is cut off, and line 7 is line 7."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from game.authoring.handout import READERS, handout
from game.case import load_case
from tests.browser import opened

SCENES = Path(__file__).parents[2] / "scenes"
PAPERS = {"A4": (595, 842), "Letter": (612, 792)}
MARGIN = 16 / 25.4 * 72
POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>\n")
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"[^>]*>(.*?)</word>')
NUMBERED = re.compile(r"^ *(\d+) +(\S.*)$", re.MULTILINE)


def printed(html: str, paper: str, folder: Path) -> Path:
    """Print a handout on this paper. Its policy lets no other style in, so it is taken off first."""
    size = f"@page {{ size: {paper} }} @page teacher {{ size: {paper} }}"
    page = folder / f"{paper}.html"
    page.write_text(POLICY.sub("", html).replace("</style>", f"{size}</style>"), encoding="utf-8")
    file = page.with_suffix(".pdf")
    opened(page, "--no-pdf-header-footer", f"--print-to-pdf={file}")
    return file


def text_of(file: Path, *how: str) -> str:
    """The words of a printed file."""
    command = ["pdftotext", *how, str(file), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture(scope="module")
def whole() -> str:
    return handout(load_case(SCENES / "purges"), READERS, "ryutin")


def test_it_looks_as_it_should_under_its_own_policy(whole: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(whole, encoding="utf-8")
    shown = opened(page, "--dump-dom").stdout
    assert "Sheet 1: Seven pages, until morning" in shown and "Key to decision 1" in shown


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("paper", PAPERS)
def test_it_prints_on_either_paper(whole: str, tmp_path: Path, paper: str) -> None:
    file = printed(whole, paper, tmp_path)
    width, height = PAPERS[paper]
    pages = text_of(file, "-bbox").split("<page ")[1:]
    assert 24 <= len(pages) <= 34
    for page in pages:
        wide, high = re.findall(r'(?:width|height)="([\d.]+)"', page)[:2]
        assert (round(float(wide)), round(float(high))) == (width, height)
        words = [(float(left), float(right), word) for left, right, word in WORD.findall(page)]
        assert words, "an empty page"
        assert min(left for left, _, _ in words) >= MARGIN - 1
        assert max(right for _, right, _ in words) <= width - MARGIN + 1, "cut off, or in the margin"
    lines = text_of(file, "-layout")
    markdown = handout(load_case(SCENES / "purges"), ("students",), "ryutin", "md")
    meant = {(number, " ".join(words.split())) for number, words in NUMBERED.findall(markdown)}
    shown = {(number, " ".join(words.split())) for number, words in NUMBERED.findall(lines)}
    assert len(meant) > 40
    assert meant <= shown, "a line is broken differently on paper"
    assert "For the teacher, " in lines
