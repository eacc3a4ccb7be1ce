"""The published page: one file that asks for nothing, holds its case whole, and plays it in a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.case import load_case
from game.play import Playthrough
from game.play.saves.file_format import content, read, written
from game.play.saves.rebase import fit
from game.web.compiled import compiled
from game.web.joining import joined, looks
from game.web.page import FIRST, exams_data, packed, page
from tests.browser import opened
from tests.calling import Historian
from tests.web.driven import driven

SCENES = Path(__file__).parents[2] / "scenes"
PETITION = Path(__file__).parents[1] / "petition"
LARGEST = {"purges": 450_000, "testament": 120_000}
BEGUN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", LARGEST)
def test_a_shipped_case_is_a_small_file(name: str, historian: Historian, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    told = historian("publish", SCENES / name, "--output", file)
    assert (told.code, told.out) == (0, f"{file}\n")
    assert file.stat().st_size <= LARGEST[name]


def test_the_case_in_it_is_whole() -> None:
    case = load_case(SCENES / "testament")
    packed = re.search('id="case" data-packed="script">([^<]*)<', page(case))
    plain = re.search('id="case">([^<]*)<', page(case, uncompressed=True))
    assert packed and plain
    value = json.loads(
        json.dumps({**compiled(case), "plays": {"chapter": None, "route": None}, "exams": exams_data()})
    )
    assert json.loads(zlib.decompress(base64.b64decode(packed[1]))) == value
    assert json.loads(plain[1]) == value


@pytest.mark.parametrize("uncompressed", [False, True])
def test_either_form_begins_in_a_browser(uncompressed: bool, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(load_case(PETITION), uncompressed=uncompressed), encoding="utf-8")
    with opened(file) as tab:
        tab.comes_to("document.querySelector('main h1')?.textContent === 'The petition'")


def test_its_policy_lets_in_its_own_pieces_and_nothing_else() -> None:
    text = page(load_case(SCENES / "testament"))
    script = re.search('<script type="module">(.*?)</script>', text, re.DOTALL)
    style = re.search('data-packed="style">([^<]*)<', text)
    player = re.search('id="player" data-packed="script">([^<]*)<', text)
    assert script and style and player
    pieces = (script[1].encode(), *(zlib.decompress(base64.b64decode(each[1])) for each in (player, style)))
    hashes = [base64.b64encode(hashlib.sha256(piece).digest()).decode() for piece in pieces]
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy and policy[1] == (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'; "
        f"style-src 'sha256-{hashes[2]}'; base-uri 'none'; form-action 'none'"
    )
    shown = re.sub('data-packed="[a-z]+">[^<]*<', "", text) + pieces[1].decode()
    asks = re.search(r"https?:|\bsrc=| on\w+=\"|url\(|@import|eval\(|\bfetch\(|XMLHttpRequest", shown)
    assert not asks, asks


def test_the_player_takes_little_of_the_file() -> None:
    player, style = joined(FIRST), looks()
    assert len(player.encode()) + len(style.encode()) <= 174_000
    assert len(packed(player) + packed(style)) <= 77_000


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("nowhere",), "nowhere"),
        ((SCENES / "testament", "--chapter", "lost"), "no chapter 'lost'"),
        ((SCENES / "testament", "--route", "lost"), "no route 'lost'"),
        ((SCENES / "purges", "--route", "short", "--chapter", "ryutin"), "not allowed with"),
        ((SCENES / "testament", "--output", "/nowhere/page.html"), "cannot be written"),
    ],
)
def test_what_cannot_be_published_is_told(
    arguments: tuple[object, ...], why: str, historian: Historian
) -> None:
    told = historian("publish", *arguments)
    assert told.code in (1, 2) and why in told.err


def test_without_a_name_the_file_is_named_after_the_case(
    historian: Historian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for kind, part, title in (
        ("--chapter", "ryutin", "The Ryutin affair"),
        ("--route", "short", "The short line"),
    ):
        assert historian("publish", SCENES / "purges", kind, part).out == f"purges-{part}.html\n"
        text = (tmp_path / f"purges-{part}.html").read_text(encoding="utf-8")
        assert f"<title>The Road to Terror: {title}" in text


def test_what_a_browser_keeps_is_gone_on_with_and_a_save_file_is_taken_in(tmp_path: Path) -> None:
    case = load_case(SCENES / "testament")
    file, save, broken = (tmp_path / name for name in ("page.html", "save.json", "broken.json"))
    file.write_text(page(case), encoding="utf-8")
    end = Playthrough.replay(case, next(iter(case.paths.values())).choices)
    save.write_bytes(content(written(end, BEGUN, BEGUN)))
    broken.write_bytes(content(written(end, BEGUN, BEGUN))[:-20])
    seen = driven("reloaded.mjs", file.as_uri(), save, broken)
    assert seen["before"] == seen["after"] != case.scenes[case.start].title
    assert seen["refused"] == (
        "broken.json cannot be used: it breaks off in the middle. It was left as it is."
    )
    assert seen["fromFile"] == end.scene.ending.title  # type: ignore[union-attr]
    kept = [fit(read(each.encode()), case) for each in seen["kept"]]
    assert sorted(each.play.depth for each in kept) == [1, end.depth]
    assert [step.because for each in kept for step in each.play.steps if step.because] == ["<b>Mine</b>"]
