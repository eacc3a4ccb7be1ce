"""The library: what there is, what has been played of it, and what cannot be played."""

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from game.case import catalogue, load_case
from game.case.catalogue import CaseHeader
from game.case.model import Case
from game.play.playthrough import Playthrough
from game.play.saves.shelf import Shelf
from game.tui.screens.library import LibraryScreen
from tests.tui.face import DEADLINE, PETITION, open_face


@pytest.fixture
def shelved(apart: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with the petition alone; gives the folder of the user's cases."""
    monkeypatch.setattr("game.case.catalogue.shipped_folder", lambda: apart / "none")
    cases = apart / "historian" / "cases"
    copytree(PETITION, cases / "petition")
    return cases


async def test_an_empty_library_says_what_to_do(apart: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.case.catalogue.shipped_folder", lambda: apart / "none")
    async with open_face(at="library") as face:
        await face.sees("No case is installed.", "historian play PATH", "historian new NAME")


async def test_of_two_cases_with_one_id_the_second_says_so(shelved: Path) -> None:
    copytree(PETITION, shelved / "petition_again")
    async with open_face(at="library") as face:
        await face.sees("another case has this id too")


async def test_a_case_lies_on_the_years_with_its_card(shelved: Path) -> None:
    async with open_face(at="library", size=(120, 36)) as face:
        await face.sees("The petition", "Why did nobody answer the petition?", "1921–1922, about 5 minutes")
        await face.sees("not yet opened", "Begin from the first scene", "Parts that can be played alone")
        await face.sees(
            "1 The village",
            "2 The office",
            "Before you begin",
            "This case tells of hunger.",
            "Any scene can be passed",
        )
        await face.until(lambda: "━" in face.text)


async def test_the_content_note_comes_before_the_first_play_alone(shelved: Path) -> None:
    async with open_face(at="library") as face:
        await face.sees("The petition")
        await face.until(lambda: face.bar)
        await face.keys("enter")
        await face.at("content_note")
        await face.sees("Any scene can be passed over.")
        await face.keys("escape")
        await face.at("library")
        await face.keys("enter")
        await face.at("content_note")
        await face.keys("enter")
        await face.at("scene")
        await face.keys("2")
        await face.at("why")
        await face.keys("enter")
        await face.at("after")
        await face.keys("q", "2")
        await face.at("library")
        await face.sees("you stopped on 3 March 1921")
        await face.keys("enter")
        await face.at("scene")
        assert face.play.decisions == ("wait",)


async def test_enter_reads_a_long_note_on_and_the_key_row_says_so(shelved: Path) -> None:
    file = shelved / "petition" / "case.yaml"
    long = "content_note: |\n" + "".join(f"  This case tells of hunger, {n}.\n\n" for n in range(30))
    written = file.read_text(encoding="utf-8")
    file.write_text(written.replace("content_note: |\n", long), encoding="utf-8")
    async with open_face(at="library", size=(100, 30)) as face:
        await face.until(lambda: face.bar)
        await face.keys("enter")
        await face.at("content_note")
        await face.sees("hunger, 0.", "enter read on")
        read = 0
        while "enter begin" not in face.text:
            assert f"hunger, {read}." in face.text, "text was passed over unread"
            read = max(n for n in range(30) if f"hunger, {n}." in face.text)
            await face.keys("enter")
            await face.settled()
        assert read >= 20
        await face.keys("enter")
        await face.at("scene")


async def test_the_library_begins_at_the_case_that_was_played_last(
    shelved: Path, petition: Case, apart: Path
) -> None:
    other = shelved / "a_case"
    copytree(PETITION, other)
    file = other / "case.yaml"
    renamed = file.read_text(encoding="utf-8").replace("id: petition", "id: a_case", 1)
    file.write_text(renamed.replace("title: The petition", "title: A case before it", 1), encoding="utf-8")
    Shelf(apart / "historian" / "saves").keep(Playthrough(petition).open("decree").choose("sign"))
    async with open_face(at="library") as face:
        await face.until(lambda: face.bar)
        assert "A case before it" in face.text and "The petition" in face.bar


async def test_a_part_is_played_alone(shelved: Path) -> None:
    async with open_face(at="library") as face:
        await face.until(lambda: face.bar)
        await face.keys("2")
        await face.at("content_note")
        await face.keys("enter")
        await face.at("folded")
        assert face.play.chapter == "office"


async def test_in_a_narrow_window_enter_shows_the_card(shelved: Path) -> None:
    async with open_face(at="library", size=(80, 24)) as face:
        await face.until(lambda: face.bar)
        await face.keys("enter")
        await face.at("case")
        await face.sees(
            "From the beginning.", "Parts that can be played alone", "2 The village, about 3 minutes"
        )


async def test_what_was_seen_is_counted_and_the_end_can_be_reviewed(
    shelved: Path, petition: Case, apart: Path
) -> None:
    shelf = Shelf(apart / "historian" / "saves")
    shelf.keep(Playthrough(petition).open("decree").choose("sign").go_on().choose("ask"))
    async with open_face(at="library", size=(120, 36)) as face:
        await face.sees("played to the end, once")
        await face.sees("What you have seen so far", "decisions", "2 of 2", "papers", "1 of 3", "1 of 2")
        await face.keys("r")
        await face.until(lambda: type(face.app.screen).__name__ == "DebriefScreen")


async def test_a_damaged_case_is_explained_and_the_others_play(shelved: Path) -> None:
    broken = shelved / "broken"
    copytree(PETITION, broken)
    file = broken / "case.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("title: The petition", "titel: The petition"),
        encoding="utf-8",
    )
    async with open_face(at="library", size=(120, 36)) as face:
        await face.sees("cannot be played as it stands", "case from being played.", "historian check")
        await face.keys("enter")
        await face.sees("The card says why.")
        await face.keys("down")
        await face.until(lambda: "Why did nobody" in face.bar)
        await face.keys("enter")
        await face.at("content_note")


async def test_a_case_whose_scenes_are_damaged_says_so_when_it_is_read(shelved: Path) -> None:
    file = shelved / "petition" / "case.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("goto: road", "goto: raod"), encoding="utf-8")
    async with open_face(at="library", size=(120, 36)) as face:
        await face.sees("cannot be played as it stands", "line", "historian check")


async def test_a_damaged_save_is_said_and_set_aside(shelved: Path, apart: Path) -> None:
    saves = apart / "historian" / "saves"
    saves.mkdir(parents=True)
    (saves / "petition-2026.json").write_text("{ this is not", encoding="utf-8")
    async with open_face(at="library", size=(120, 36)) as face:
        await face.sees("petition-2026.json cannot be used")
        assert (saves / "petition-2026.json.damaged").is_file()


async def test_a_save_that_no_longer_fits_is_explained_in_words(
    shelved: Path, petition: Case, apart: Path
) -> None:
    shelf = Shelf(apart / "historian" / "saves")
    shelf.keep(Playthrough(petition).choose("wait").choose("sign"))
    file = shelved / "petition" / "case.yaml"
    changed = (
        file.read_text(encoding="utf-8")
        .replace("      wait:\n        label: Wait a week.", "      tarry:\n        label: Tarry.")
        .replace("1.0.0", "1.1.0")
    )
    file.write_text(changed, encoding="utf-8")
    async with open_face(at="library") as face:
        await face.until(lambda: face.bar)
        await face.keys("enter")
        await face.at("message")
        await face.sees("The case has changed since you last played")
        await face.keys("enter")
        await face.until(lambda: face.place in ("scene", "passage"))


async def test_a_case_that_is_still_being_read_when_the_library_closes_harms_nothing(
    shelved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, closing = threading.Event(), threading.Event()

    def slow(folder: Path) -> Case:
        reading.set()
        assert closing.wait(DEADLINE)
        return load_case(folder)

    async def unmounted(self: LibraryScreen) -> None:
        closing.set()
        while not all(worker.is_finished for worker in self.workers):
            await asyncio.sleep(0)

    monkeypatch.setattr("game.case.load_case", slow)
    monkeypatch.setattr(LibraryScreen, "on_unmount", unmounted, raising=False)
    async with open_face(at="library") as face:
        await face.until(reading.is_set)


async def test_somebody_new_is_told_three_things_once_and_where_to_begin(apart: Path, petition: Case) -> None:
    async with open_face(at="library") as face:
        await face.sees(
            "New here? Read, then choose with a digit", "d opens the papers", "Nothing can go wrong"
        )
        await face.until(lambda: "start here" in face.bar)
        assert "about 13 minutes" in face.bar
    Shelf(apart / "historian" / "saves").keep(Playthrough(petition).choose("wait"))
    async with open_face(at="library") as face:
        await face.until(lambda: face.bar)
        assert "New here?" not in face.text
        assert "start here" not in face.text


async def test_the_page_of_a_case_lists_its_playthroughs_to_take_up_rename_and_delete(
    shelved: Path, petition: Case, apart: Path
) -> None:
    shelf = Shelf(apart / "historian" / "saves", lambda: datetime(2026, 5, 12, 9, 30, tzinfo=UTC))
    ended = Playthrough(petition).choose("sign").go_on().choose("ask")
    for play in (Playthrough(petition).choose("wait"), ended):
        shelf.keep(play)
    async with open_face(at="library", size=(100, 40)) as face:
        await face.until(lambda: face.bar)
        await face.keys("p")
        await face.at("case")
        await face.sees(
            "Your playthroughs", "ended at Stamped", "two decisions, last played on 12 May 2026 at 09:30"
        )
        await face.sees("stopped at Market day", "one decision")
        while "stopped at" not in face.bar:
            await face.keys("down")
        await face.keys("e")
        await face.at("name")
        await face.writes("The first try")
        await face.keys("enter")
        await face.at("case")
        await face.until(lambda: "The first try" in face.bar)
        await face.keys("delete")
        await face.at("ask")
        await face.sees("Delete this playthrough?", "The first try, one decision.", "gone for good")
        assert "Keep it." in face.bar
        await face.keys("escape")
        await face.at("case")
        assert len(shelf.all()) == 2
        await face.keys("enter")
        await face.at("scene")
        assert face.play.decisions == ("wait",)
        await face.keys("q", "2")
        await face.at("library")
        await face.keys("p")
        await face.at("case")
        while "The first try" not in face.bar:
            await face.keys("down")
        await face.keys("delete", "1")
        await face.at("case")
        await face.until(lambda: "The first try" not in face.text)
        assert [each.ended for each in shelf.all()] == [True]


async def test_whoever_left_in_the_debrief_comes_back_to_it(
    shelved: Path, petition: Case, apart: Path
) -> None:
    shelf = Shelf(apart / "historian" / "saves")
    ended = Playthrough(petition).choose("sign").go_on().choose("ask")
    shelf.keep(ended)
    async with open_face(Playthrough(petition), at="ending") as face:
        await face.keys("1", "enter", "L", "3")
        await face.sees("part 3 of 6")
    async with open_face(at="library") as face:
        await face.until(lambda: "the debrief" in face.last_row)
        await face.keys("enter")
        await face.sees("part 3 of 6")
    async with open_face(Playthrough(petition), at="debrief_historians") as face:
        await face.sees("part 3 of 6")
        await face.keys("escape", "escape")
        await face.at("ending")


async def test_a_key_waits_for_the_list_of_whoever_sat_down(
    shelved: Path, petition: Case, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Anna", "Boris"):
        Shelf(apart / "historian" / "saves", player=name).keep(Playthrough(petition).choose("sign"))
    found = catalogue.installed_cases()

    looking, both_typed = threading.Event(), threading.Event()

    def slowly() -> tuple[CaseHeader, ...]:
        looking.set()
        assert both_typed.wait(DEADLINE)
        return found

    async with open_face(at="whose") as face:
        await face.sees("Whose game is it?")
        monkeypatch.setattr(catalogue, "installed_cases", slowly)
        face.app.simulate_key("1")
        await face.until(looking.is_set)
        face.app.simulate_key("enter")
        await face.rests()
        both_typed.set()
        await face.at("passage")
        assert face.play.decisions == ("sign",)


async def test_where_several_play_it_is_asked_whose_game_it_is(
    shelved: Path, petition: Case, apart: Path
) -> None:
    for name, choice in (("Anna", "sign"), ("Boris", "wait")):
        Shelf(apart / "historian" / "saves", player=name).keep(Playthrough(petition).choose(choice))
    async with open_face(at="whose") as face:
        await face.sees("Whose game is it?", "Anna.", "Boris.", "Somebody else.")
        number = next(row.split()[0] for row in face.rows if "Anna." in row and "▌" not in row)
        await face.keys(number)
        await face.at("library")
        await face.sees("Cases, in the game of Anna")
        await face.keys("enter")
        await face.at("passage")
        assert face.play.decisions == ("sign",)
    async with open_face(Playthrough(petition), at="whose") as face:
        await face.keys("3")
        await face.at("name")
        await face.writes("Clara")
        await face.keys("enter")
        await face.at("content_note")
        await face.keys("enter")
        await face.at("scene")
        await face.keys("d")
        await face.at("reader")
    assert Shelf(apart / "historian" / "saves", player="Clara").all()
    async with open_face(Playthrough(petition), at="scene", player="Boris", anew=True) as face:
        assert face.app.desk.whose == ()
