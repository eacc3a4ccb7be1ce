"""Nothing is lost: saves after every change, disks that cannot be written to, two windows."""

import signal
from pathlib import Path

import pytest

import game.tui
from game.case import load_case
from game.case.model import Case
from game.play.playthrough import Playthrough
from game.play.saves.shelf import Shelf
from game.tui.app import HistorianApp
from game.tui.screens.scene import SceneScreen
from tests.tui.face import PETITION, open_face, running


async def test_every_change_is_kept_at_once(begun: Playthrough, apart: Path) -> None:
    shelf = Shelf(apart / "historian" / "saves")
    async with open_face(begun) as face:
        assert shelf.all() == ()
        await face.keys("d")
        assert shelf.all()[0].opened == ("petition_sheet",)
        await face.keys("escape", "2")
        await face.at("why")
        await face.keys("enter")
        await face.at("after")
        assert shelf.all()[0].decisions == (("market", "wait"),)
        await face.keys("u")
        assert shelf.all()[0].taken == 0 and shelf.all()[0].decisions == (("market", "wait"),)


async def test_a_reason_that_was_begun_for_one_choice_is_not_given_for_another(
    begun: Playthrough, apart: Path
) -> None:
    async with open_face(begun) as face:
        await face.keys("1")
        await face.at("why")
        await face.keys("h", "u", "n", "g", "e", "r", "escape")
        await face.at("scene")
        await face.keys("2")
        await face.at("why")
        assert "hunger" not in face.text
        await face.keys("escape", "1")
        await face.at("why")
        await face.sees("hunger")
        await face.keys("escape", "2")
        await face.at("why")
        await face.keys("enter")
        await face.at("after")
        assert face.play.steps[-1].because == ""


async def test_each_choice_keeps_the_sentence_that_was_written_for_it(
    petition: Case, begun: Playthrough, apart: Path
) -> None:
    async with open_face(begun) as face:
        for choice, word in (("1", "alpha"), ("2", "beta")):
            await face.keys(choice)
            await face.at("why")
            await face.keys(*word, "escape")
            await face.at("scene")
        await face.keys("1")
        await face.at("why")
        await face.sees("alpha")
        await face.keys("enter")
        await face.at("after")
        await face.keys("u")
        await face.at("scene")
        await face.keys("2")
        await face.at("why")
        await face.sees("beta")
        await face.keys("enter")
        await face.at("after")
        await face.keys("u")
        await face.at("scene")
        (header,) = Shelf(apart / "historian" / "saves").of(petition.id)
        assert all(word in header.path.read_text(encoding="utf-8") for word in ("alpha", "beta"))
        await face.keys("1")
        await face.at("why")
        await face.sees("alpha")
        assert "beta" not in face.text


async def test_a_disk_that_cannot_be_written_to_is_said_once_and_play_goes_on(
    begun: Playthrough, apart: Path
) -> None:
    (apart / "historian").mkdir()
    (apart / "historian" / "saves").write_text("in the way", encoding="utf-8")
    async with open_face(begun) as face:
        await face.keys("1")
        await face.at("why")
        await face.keys("enter")
        await face.at("after")
        await face.sees("This playthrough cannot be kept")
        await face.keys("space")
        await face.at("passage")
        assert face.screen.said == ""
        await face.keys("space")
        await face.at("sheet")
        assert face.screen.said == ""
        await face.keys("space")
        await face.at("folded")
        await face.keys("q")
        await face.sees("This playthrough cannot be kept", "is lost when you leave")
        assert "Nothing is lost" not in face.flowing


async def test_another_window_is_noticed_and_nothing_is_lost(
    petition: Case, begun: Playthrough, apart: Path
) -> None:
    shelf = Shelf(apart / "historian" / "saves")
    kept = shelf.keep(begun)
    async with open_face(begun) as face:
        shelf.keep(begun.choose("wait"), kept)
        await face.keys("1")
        await face.at("why")
        await face.keys("enter")
        await face.at("after")
        await face.sees("Another window")
        assert {each.decisions for each in shelf.all()} == {(("market", "wait"),), (("market", "sign"),)}


async def test_it_goes_on_where_it_was(begun: Playthrough, apart: Path) -> None:
    shelf = Shelf(apart / "historian" / "saves")
    shelf.keep(begun.choose("wait"))
    async with open_face(begun) as face:
        assert face.play.decisions == ("wait",)
        await face.sees("second decision")


async def test_whoever_begins_anew_goes_on_nowhere(begun: Playthrough, apart: Path) -> None:
    Shelf(apart / "historian" / "saves").keep(begun.choose("wait"))
    async with open_face(begun, anew=True) as face:
        assert face.play.decisions == ()


async def test_a_damaged_save_of_a_case_opened_by_name_is_told_in_the_library(
    apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves = apart / "historian" / "saves"
    saves.mkdir(parents=True)
    (saves / "petition-2026.json").write_text("{", encoding="utf-8")
    opened: list[HistorianApp] = []
    monkeypatch.setattr(HistorianApp, "run", lambda self, **_: opened.append(self))
    monkeypatch.setattr("game.tui.keys.guard_pastes", lambda: None)
    game.tui.play(load_case(PETITION))
    async with running(opened[0], (120, 36)) as face:
        await face.at("content_note")
        await face.keys("escape")
        await face.at("library")
        await face.sees("petition-2026.json cannot be used")


async def test_a_save_that_cannot_be_opened_is_explained(
    begun: Playthrough, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(apart / "historian" / "saves")
    shelf.keep(begun)
    header = shelf.all()[0]
    header.path.write_text("{", encoding="utf-8")
    monkeypatch.setattr(Shelf, "to_go_on", lambda *_: header)
    async with open_face(begun, at="message") as face:
        await face.sees("This playthrough cannot be opened", "cannot be used")
        await face.keys("enter")
        await face.at("library")


async def test_a_fault_is_told_in_words_and_written_to_a_file(
    begun: Playthrough, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from game.tui.screens.scene import SceneScreen

    def fails(self: SceneScreen) -> None:
        raise RuntimeError("a screw came loose")

    monkeypatch.setattr(SceneScreen, "action_notebook", fails)
    with pytest.raises(RuntimeError):
        async with open_face(begun) as face:
            await face.keys("n")
            await face.until(lambda: face.app._exception)
    assert "a screw came loose" in (apart / "historian" / "last-fault.txt").read_text(encoding="utf-8")


async def test_from_a_case_opened_by_name_one_comes_to_the_library_and_back(
    begun: Playthrough, apart: Path
) -> None:
    shelf = Shelf(apart / "historian" / "saves")
    shelf.keep(begun.choose("wait"))
    async with open_face(begun) as face:
        await face.keys("q", "2")
        await face.at("library")
        await face.until(lambda: face.bar)
        await face.keys("enter")
        await face.until(lambda: face.place in ("content_note", "scene", "passage", "folded"))
        while face.place == "content_note":
            await face.keys("enter")
        await face.until(lambda: face.place in ("scene", "passage", "folded"))
        await face.keys("q", "2")
        await face.at("library")


async def test_an_end_from_outside_keeps_what_was_typed_a_moment_before(
    begun: Playthrough, apart: Path
) -> None:
    async with open_face(begun) as face:
        await face.keys("2")
        await face.at("why")
        assert isinstance(face.screen, SceneScreen) and face.screen.asking is not None
        face.screen.asking.sentence.insert("half a sentence")
        face.app.end_by(signal.SIGTERM)
    (header,) = Shelf(apart / "historian" / "saves").all()
    assert "half a sentence" in header.path.read_text(encoding="utf-8")
