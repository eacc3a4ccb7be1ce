"""Every list with more rows than the window: it scrolls, and its bar never leaves the view."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copytree

import pytest

from game.case import load_case
from game.case.catalogue import shipped_folder
from game.case.model import Case
from game.case.parts import parts_of_case
from game.play.playthrough import Playthrough
from game.tui.screens.ledger_page import LedgerPage
from tests.tui.face import PETITION, Face, open_face

SIZE = (80, 24)


@pytest.fixture(scope="module")
def purges() -> Case:
    return load_case(shipped_folder() / "purges")


@pytest.fixture
def far(purges: Case) -> Playthrough:
    """Twelve decisions into the case, with every paper read and some lines of her own."""
    play = Playthrough.replay(purges, purges.paths["history"].choices[:12])
    for document in play.papers():
        play = play.open(document.id)
    for number in range(12):
        play = play.note(f"Line {number}: who signed it, and who did not?")
    return play


def page_of(face: Face) -> LedgerPage[object]:
    screen = face.screen
    assert isinstance(screen, LedgerPage)
    return screen


def bar_row(face: Face) -> str:
    """The row of the screen at which the bar begins."""
    return next((row for row in face.rows if row.strip().startswith("▌ ")), "")


def has_the_bar_in_view(face: Face) -> bool:
    """Whether the row at the bar begins on the screen, as long as there is any row on it."""
    page = page_of(face)
    if not any(page.in_view(each) for each in page.ledger.stops):
        return True
    placed = page.ledger.find(page.ledger.at)
    assert placed is not None
    first = page.ledger.rows(page.ledger.size.width)[placed.top].plain.strip()
    return first[:30] in bar_row(face)


async def goes_through(face: Face, *, on: str = "space", letters: bool = True) -> None:
    """Every row is reached by arrows and by pages, with the bar in view all the way."""
    page = page_of(face)
    stops = [placed.entry.key for placed in page.ledger.stops]
    assert len(stops) > 1
    await face.until(lambda: page.scroller.max_scroll_y > 0)
    if letters and page.ledger.at != stops[0]:
        await face.keys("g")
    for _ in stops:
        if page.ledger.at not in ("", stops[0]):
            await face.keys("up")
    if not page.ledger.at:
        await face.keys("down")
    reached = [page.ledger.at]
    for _ in range(500):
        if page.ledger.at == stops[-1]:
            break
        await face.keys("down")
        assert has_the_bar_in_view(face), face.text
        if page.ledger.at != reached[-1]:
            reached.append(page.ledger.at)
    assert reached == stops
    while page.scroller.scroll_offset.y:
        await face.keys("pageup")
    assert has_the_bar_in_view(face)
    seen = face.flowing
    while page.scroller.more_below:
        assert "more" in face.text
        await face.keys(on)
        assert has_the_bar_in_view(face)
        seen += " " + face.flowing
    lines = [line.plain.split() for line in page.ledger.rows(page.ledger.size.width)]
    assert all(" ".join(words) in seen for words in lines)
    if letters:
        await face.keys("g")
        assert page.scroller.at_top
        assert page.ledger.at == stops[0]
        await face.keys("G")
        assert not page.scroller.more_below
        assert has_the_bar_in_view(face)


@asynccontextmanager
async def opened(play: Playthrough, *keys: str, size: tuple[int, int] = SIZE) -> AsyncIterator[Face]:
    """A page that keys open from a scene."""
    async with open_face(play, size=size) as face:
        await face.keys(*keys)
        yield face


@pytest.mark.parametrize(
    "keys, letters, size",
    [
        (("m",), True, SIZE),
        (("n",), True, SIZE),
        (("n", "right", "right"), True, SIZE),
        (("colon",), False, SIZE),
        (("o",), True, (60, 16)),
    ],
    ids=["map", "papers", "lines", "palette", "settings"],
)
async def test_a_list_of_a_playthrough_scrolls(
    far: Playthrough, keys: tuple[str, ...], letters: bool, size: tuple[int, int]
) -> None:
    async with opened(far, *keys, size=size) as face:
        await goes_through(face, on="space" if letters else "pagedown", letters=letters)


async def test_the_map_opens_with_its_bar_in_view_where_play_stands(far: Playthrough) -> None:
    async with opened(far, "m") as face:
        assert "you are here" in face.bar
        assert has_the_bar_in_view(face)


async def test_what_was_found_scrolls(far: Playthrough) -> None:
    async with opened(far, "slash") as face:
        await face.writes("the")
        await goes_through(face, on="pagedown", letters=False)


async def test_cards_scroll(far: Playthrough, purges: Case) -> None:
    async with opened(far) as face:
        session = face.app.session
        assert session is not None
        names = [f"[x](person:{person})" for person in [*purges.people][:12]]
        face.app.open_cards(session, texts=names)
        await face.at("cards")
        await goes_through(face)


async def test_help_scrolls(far: Playthrough) -> None:
    async with opened(far, "question_mark") as face:
        seen = face.flowing
        while face.screen.body.more_below:
            assert "more below space" in face.flowing
            await face.keys("space")
            seen += " " + face.flowing
        assert "What you have read" in seen
        assert "historian --plain" in seen
        await face.keys("g")
        assert face.screen.body.at_top
        await face.keys("G")
        assert not face.screen.body.more_below


@pytest.fixture
def shelved(apart: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's cases, in a library without others."""
    monkeypatch.setattr("game.case.catalogue.shipped_folder", lambda: apart / "none")
    return apart / "historian" / "cases"


async def test_the_library_scrolls(shelved: Path) -> None:
    for number in range(9):
        folder = copytree(PETITION, shelved / f"petition_{number}")
        file = folder / "case.yaml"
        text = file.read_text(encoding="utf-8").replace("id: petition\n", f"id: petition_{number}\n", 1)
        file.write_text(text.replace("title: The petition", f"title: Petition {number}"), encoding="utf-8")
    async with open_face(at="library", size=SIZE) as face:
        await face.until(lambda: face.bar)
        await goes_through(face)


async def test_the_page_of_a_case_scrolls_and_two_digits_make_one_number(apart: Path, purges: Case) -> None:
    async with open_face(at="library", size=SIZE) as face:
        await face.until(lambda: face.bar)
        for _ in range(5):
            if purges.title not in face.bar:
                await face.keys("up")
        assert purges.title in face.bar
        await face.keys("enter")
        await face.at("case")
        await goes_through(face)
        title = [of.title for _, of in parts_of_case(purges)][10]
        await face.keys("1", "2")
        assert face.bar.startswith("12 ")
        assert title in face.bar
        assert has_the_bar_in_view(face)
        await face.keys("3")
        assert face.bar.startswith("3 ")
