"""Seeing a save, however an editor makes it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from game.authoring.preview import watching
from game.authoring.preview.reading import CaseReading, look_at, read
from game.authoring.preview.watching import readings
from tests.authoring.preview.draft import WAYS, Draft, Saving

PATIENCE = 120.0


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks more often than for an author, and rests a shorter while."""
    monkeypatch.setattr(watching, "TOLD_PAUSE", 0.1)
    monkeypatch.setattr(watching, "PAUSE", 0.02)
    monkeypatch.setattr(watching, "REST", 0.02)


@asynccontextmanager
async def watched(draft: Draft) -> AsyncIterator[AsyncIterator[CaseReading]]:
    """The versions that are saved from now on."""
    found = readings(draft.folder, look_at(draft.folder))
    try:
        yield found
    finally:
        await found.aclose()  # type: ignore[attr-defined]


async def version_with(found: AsyncIterator[CaseReading], words: str) -> CaseReading:
    """The first version whose first scene says this."""

    async def wait() -> CaseReading:
        async for reading in found:
            if reading.case is not None and words in reading.case.scenes["market"].text[0].text:
                return reading
        raise AssertionError("it never ends")

    return await asyncio.wait_for(wait(), PATIENCE)


@pytest.mark.parametrize("told", [True, False], ids=["told by the system", "looking by itself"])
@pytest.mark.parametrize("way", WAYS)
async def test_every_way_of_saving_is_seen(
    draft: Draft, way: Saving, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not told:
        monkeypatch.setattr(watching, "find_spec", lambda name: None)
    async with watched(draft) as found:
        way(draft.file, draft.text.replace("The sheet lies on the table.", "The sheet is gone."))
        reading = await version_with(found, "The sheet is gone.")
        assert reading.problems == read(draft.folder).problems


async def test_several_files_saved_at_once_are_one_version(draft: Draft) -> None:
    async with watched(draft) as found:
        for number in range(8):
            (draft.folder / f"terms-{number}.yaml").write_text(
                f"terms:\n  word_{number}: {{title: Word, text: A word.}}\n", encoding="utf-8"
            )
        reading = await asyncio.wait_for(anext(found), PATIENCE)
        assert reading.case is not None
        assert len(reading.case.terms) == 9


def test_what_editors_put_beside_a_file_is_no_change(draft: Draft) -> None:
    before = look_at(draft.folder)
    for name in (".case.yaml.swp", "4913", "case.yaml~", "#case.yaml#", ".#case.yaml", "notes.txt"):
        (draft.folder / name).write_text("x", encoding="utf-8")
    (draft.folder / ".git").mkdir()
    (draft.folder / ".git" / "index.yaml").write_text("x", encoding="utf-8")
    assert look_at(draft.folder) == before


async def test_a_folder_that_goes_is_said_and_comes_back(draft: Draft) -> None:
    async with watched(draft) as found:
        draft.folder.rename(draft.folder.with_name("elsewhere"))
        reading = await asyncio.wait_for(anext(found), PATIENCE)
        assert reading.case is None
        assert [problem.code for problem in reading.problems] == ["no-folder"]
        draft.folder.with_name("elsewhere").rename(draft.folder)
        reading = await asyncio.wait_for(anext(found), PATIENCE)
        assert reading.case is not None


async def test_a_file_that_is_no_utf_8_is_told(draft: Draft) -> None:
    async with watched(draft) as found:
        draft.file.write_bytes(draft.text.replace("The cart", "Der W\xe4gen").encode("latin-1", "replace"))
        reading = await asyncio.wait_for(anext(found), PATIENCE)
        assert "wrong-encoding" in {problem.code for problem in reading.problems}


async def test_a_file_that_cannot_be_read_is_told_and_its_return_is_seen(draft: Draft) -> None:
    async with watched(draft) as found:
        draft.file.unlink()
        draft.file.symlink_to(draft.file)  # it leads to itself, which not even the superuser can read
        reading = await asyncio.wait_for(anext(found), PATIENCE)
        assert "unreadable-file" in {problem.code for problem in reading.problems}
        draft.file.unlink()
        draft.save(draft.text)
        reading = await asyncio.wait_for(anext(found), PATIENCE)
        assert reading.case is not None


def test_a_name_that_was_a_file_and_is_a_folder_is_a_change(draft: Draft) -> None:
    before = look_at(draft.folder)
    (draft.folder / "more.yaml").mkdir()
    (draft.folder / "more.yaml" / "case.yaml").write_text("x", encoding="utf-8")
    assert look_at(draft.folder) != before


def test_a_folder_that_is_not_there_looks_like_something(tmp_path: Path) -> None:
    assert look_at(tmp_path / "nowhere") == look_at(tmp_path / "nowhere")
