"""Published cases played as people play them, in Chromium and in Firefox."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.authoring.preview.in_browser import RehearsalSite
from game.case import load_case
from game.play import Playthrough
from game.play.report.report import Report
from game.play.saves.file_format import content, read, written
from game.play.saves.rebase import fit
from game.play.saves.shelf import Shelf
from game.web.page import page
from game.web.serving.library import LibrarySite
from tests.authoring.preview.draft import renamed_over
from tests.browser import AXE, Chromium
from tests.calling import Historian
from tests.web.driven import browsed, command, found_firefox
from tests.web.test_serving import running

SCENES = Path(__file__).parents[2] / "scenes"
PETITION = Path(__file__).parents[1] / "petition"
CANNOT_KEEP = (
    "This browser keeps nothing for this page (a private window, or a page opened as a file, may be why). "
    "Play on, and save to a file before you close it."
)
BEGUN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MARKUP = "<img src=x onerror=alert(1)><script>alert(1)</script><svg onload=alert(1)>\"'&javascript:alert(1)"


@pytest.fixture(scope="module")
def petition(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small case with everything in it, published; its address."""
    file = tmp_path_factory.mktemp("published") / "petition.html"
    file.write_text(page(load_case(PETITION)), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize(
    ("browser", "folder", "width", "height"),
    [("chromium", SCENES / "testament", 320, 640), ("firefox", PETITION, 768, 1024)],
    ids=["chromium", "firefox"],
)
def test_a_whole_case_from_its_note_to_the_printed_debrief(
    browser: str, folder: Path, width: int, height: int, tmp_path: Path
) -> None:
    """It is tapped on the phone, and reloaded in the middle."""
    case = load_case(folder)
    file = tmp_path / "page.html"
    file.write_text(page(case), encoding="utf-8")
    program = found_firefox() if browser == "firefox" else ""
    seen = browsed(file.as_uri(), "whole", width, height, browser=program)
    (save,) = seen["saves"]
    fitted = fit(read(save.encode()), case)
    assert fitted.messages == () and fitted.play.ended
    assert case.scenes[case.start].title in seen["states"]
    assert all(step.because == "The papers say so." for step in fitted.play.steps if step.is_decision)
    told = [part.key for part in Report(fitted.play.debrief(), "read").parts if any(part.read_on)]
    at_once = ["historians" if part == "claims" else part for part in seen["parts"] if part != "hand-in"]
    assert list(dict.fromkeys(at_once)) == told, "what is printed at once is whole"
    assert browser == "firefox" or (seen["printed"] and seen["pdf"] > 20_000)


def test_every_page_is_reached_by_keyboard_alone_and_axe_finds_nothing_on_any(petition: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm install --prefix tests")
    seen = browsed(petition, "keyboard", AXE)
    names = [name for name, *_ in seen["states"]]
    pages = {"title", "scene", "notebook", "path", "people", "search", "settings", "keys", "card", "paper"}
    more = {"paper judged", "why", "after", "followed", "more", "sheet", "debrief", "library", "turned"}
    assert pages | more <= set(names)
    assert [name for name, _, somewhere in seen["states"] if not somewhere] == []
    assert seen["axe"] == []
    assert '"◉ "You, as in the record' in seen["signs"], "the signs are those of the full screen"
    assert seen["printed"] and seen["pdf"] > 20_000
    *marked, claims = seen["marked"]
    assert marked == ["sound", "true", 0] and "They asked often, and in writing." in claims
    assert seen["cameBack"] and seen["listens"], (
        "a screen reader hears only a region that is there before it speaks"
    )
    assert seen["found"] == ["The villages never asked for help.", True]
    for blocks, words in seen["blocks"]:
        counts = words.split(";")[0]
        assert blocks == sum(map(int, re.findall(r"\d+", counts))), "one block is one paper"
    assert seen["blocks"]
    title, on_the_tab = seen["steps"]
    assert title == "Your plan" and on_the_tab.endswith(" · The petition")
    assert seen["onPaper"] == "Seat 7, The petition"
    (save,) = seen["saves"]
    kept = read(save.encode())
    assert (kept.player, kept.steps[0].because) == ("Seat 7", "the papers say so")
    assert kept.marks == {"nobody_asked": "sound"}
    assert [note.text for note in kept.notes] == ["A line of mine."]


def test_the_browsers_own_back_goes_from_page_to_page_and_loses_nothing(petition: str) -> None:
    """And single keys act by their place where a layout has no Latin letters there."""
    seen = browsed(petition, "browsers_back", "sign")
    assert len(seen["line"]) > 4 and seen["back"] == seen["line"][:-1] and seen["forward"] == seen["line"][1:]
    (save,), (undone,) = seen["saves"], seen["undone"]
    assert len(read(save.encode()).steps) > len(read(undone.encode()).steps) == 0
    assert [step.choice for step in read(undone.encode()).ahead if step.because] == ["sign"]
    shown = [[key, title, why] for key, title, why, _ in seen["states"]]
    scene, label = seen["scene"], load_case(PETITION).scenes["market"].choices["sign"].label
    assert shown == [
        ["т", seen["notebook"], False], ["ь", "Your path", False], ["μ", "Your path", False],
        ["1", label, True], ["&", label, True], ["z", scene, False],
    ]  # fmt: skip


def test_a_finger_reaches_all_of_it_and_a_page_is_found_again_where_it_was_left(petition: str) -> None:
    seen = browsed(petition, "by_hand")
    assert seen["atFoot"] == [["o settings"], ["n notebook", "m your path", "more"]]
    assert seen["cameBack"]
    assert seen["passed"] == [True, "Passed over. One step back opens it again."]
    assert seen["spills"] is False, "the largest letters fit"
    assert seen["told"].startswith("petition-Seat-9.json goes to the downloads of this device.")
    (save,) = map(read, map(str.encode, seen["saves"]))
    assert save.player == "Seat 9" and [step.passed for step in save.steps] == [True]


def test_a_browser_that_keeps_nothing_says_so_and_hands_the_save_out(petition: str) -> None:
    seen = browsed(petition, "refused")
    assert [each for each in seen["said"] if each] == [CANNOT_KEEP], (
        "it is said once, and then not in the way"
    )
    assert not seen["said"][-1]
    assert seen["leaves"] == [False, True], "nobody leaves what is in no file without being asked"
    name, save = seen["handedIn"]
    assert name == "petition-Amira-Ö-7-b.json"
    assert read(save.encode()).player == "Amira Ö. 7/b"


def test_two_tabs_do_not_destroy_each_others_work(petition: str) -> None:
    seen = browsed(petition, "two_tabs")
    (told,) = filter(None, seen["said"])
    assert told.startswith("Another tab has gone on")
    assert [read(save.encode()).ended for save in seen["saves"]] == [True, True]


def test_where_another_choice_is_taken_the_longer_path_stays_in_the_browser(petition: str) -> None:
    seen = browsed(petition, "another_path", "wait")
    longer, shorter = sorted(
        (fit(read(save.encode()), load_case(PETITION)) for save in seen["saves"]),
        key=lambda one: -one.play.depth,
    )
    assert longer.play.ended and longer.play.scene.ending
    assert seen["told"] == (
        f"Your path to the ending “{longer.play.scene.ending.title}” stays in this browser. "
        "From here you go on in another playthrough."
    )
    assert shorter.play.choices == ("wait",)
    assert len(seen["kept"]) == 2


def test_what_two_pupils_hand_in_is_collected(petition: str, historian: Historian, tmp_path: Path) -> None:
    """One has played in a browser, the other in a terminal."""
    folder = tmp_path / "handed-in"
    folder.mkdir()
    seen = browsed(petition, "handed_in", "Seat 7", "wait")
    file, save = seen["handedIn"]
    assert file == "petition-Seat-7.json"
    assert seen["printed"] == [0, seen["library"]]
    (text, core), (_, whole), (data, values) = seen["exported"]
    assert (text, data) == ("petition-Seat-7.md", "petition-Seat-7-export.json")
    assert core.startswith("# The petition\n") and "Name: Seat 7" in core and len(core) < len(whole)
    assert json.loads(values)["path"][0]["choice"] == "wait"
    (folder / file).write_text(save, encoding="utf-8")
    play = Playthrough(load_case(PETITION)).choose("sign", "late")
    (folder / "petition-Amira.json").write_bytes(content(written(play, BEGUN, BEGUN, player="Amira")))
    told = historian("class", "collect", folder, "--case", PETITION, "--output", tmp_path / "class")
    assert told.code == 0
    (table,) = (tmp_path / "class").glob("*.csv")
    rows = table.read_text("utf-8-sig")
    assert "Amira" in rows and "Seat 7" in rows


def test_nothing_that_stands_in_a_save_becomes_markup(petition: str, tmp_path: Path) -> None:
    play = Playthrough(load_case(PETITION)).open("petition_sheet").note(MARKUP, "petition_sheet")
    play = play.choose("sign", MARKUP, ["petition_sheet"]).go_on()
    file = tmp_path / "save.json"
    file.write_bytes(content(written(play, BEGUN, BEGUN, player=MARKUP[:60], name=MARKUP)))
    seen = browsed(petition, "hostile", file)
    titles = [title for _, title, _ in seen["foreign"]]
    assert all(title.endswith("The petition") and "<" not in title for title in titles)
    assert [[taken, found] for taken, _, found in seen["foreign"]] == [[False, []]] * 7


def test_the_library_of_this_machine_keeps_on_the_terminals_shelf(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path / "home")
    with running(LibrarySite(shelf)) as server:
        seen = browsed(f"{server.address}testament/", "served")
    (header,) = shelf.of("testament")
    assert seen["leaves"] is False, "she is asked before she leaves a step behind that is on its way"
    assert seen["kept"] == [] and header.taken >= 1
    assert shelf.load(header.path, load_case(SCENES / "testament")).play.scene.title == seen["went"]


def test_the_authors_page_follows_what_she_saves_and_stays_where_she_is(tmp_path: Path) -> None:
    folder = tmp_path / "petition"
    shutil.copytree(PETITION, folder)
    with running(RehearsalSite(folder)) as server:
        run = command("browsing.mjs", Chromium.shared().endpoint, server.address, "rehearsed", 4)
        with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as browser:
            assert browser.stderr and browser.stdout
            assert browser.stderr.readline() == "ready\n"
            file = folder / "case.yaml"
            renamed_over(file, file.read_text("utf-8") + "\n")  # at once: half a file would be shown as well
            seen = json.loads(browser.stdout.read())
    before, after = seen["stays"]
    assert before == after != "The petition"
