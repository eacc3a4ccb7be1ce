"""The sheet is turned where a chapter ends: on paper, calm, and it undoes nothing."""

from dataclasses import replace
from pathlib import Path

from game.case import load_case
from game.case.catalogue import find_case
from game.case.model import Case
from game.play.playthrough import Playthrough
from game.play.report.report import Report
from game.play.settings import Settings, keep_settings, load_settings
from tests.play.answers import CASE
from tests.tui.face import Face, open_face

SIZES = ((120, 36), (100, 30), (80, 24), (60, 16))


async def choose(face: Face, number: str) -> None:
    """Take a choice of the scene, without a reason."""
    await face.keys(number)
    await face.at("why")
    await face.keys("enter")
    await face.at("after")


async def test_it_lies_between_two_chapters_and_tells_course_record_and_what_moved(
    begun: Playthrough,
) -> None:
    for size in SIZES:
        async with open_face(begun, size=size, anew=True) as face:
            await choose(face, "1")
            while face.place != "sheet":
                await face.keys("space")
            seen = face.flowing
            while face.place == "sheet":
                await face.keys("space")
                seen += face.flowing
            for words in ("Market day", "◉ signed the sheet", "Eleven households signed.", "╌╌╌ contested"):
                assert words in seen, (size, words)
            for words in ("The village's trust", "raised at “Market day”"):
                assert words in seen, (size, words)
            assert face.place == "folded"


async def test_where_her_line_left_the_record_it_has_a_sign_of_its_own(begun: Playthrough) -> None:
    async with open_face(begun.open("decree").choose("seal").go_on(), at="sheet") as face:
        await face.sees("● sealed the sheet", "○ Eleven households signed.")
        await face.sees("They stand where they stood")


async def test_back_over_it_forward_again_and_on_coming_back(begun: Playthrough, apart: Path) -> None:
    async with open_face(begun) as face:
        await choose(face, "1")
        await face.keys("space", "space")
        await face.at("sheet")
        await face.keys("u")
        await face.at("passage")
        await face.sees("The cart is slow.", "One step back.")
        await face.keys("U")
        await face.at("sheet")
        await face.keys("escape")
        await face.at("folded")
        await face.keys("c")
        await face.at("sheet")
        await face.keys("c")
        await face.at("sheet")
        await face.keys("m")
        await face.at("path")
    async with open_face(begun, at="sheet") as face:
        await face.sees("signed the sheet")
        await face.keys("enter")
        await face.at("folded")


async def test_the_sheet_of_a_whole_case_names_it_once() -> None:
    case = load_case(find_case("testament"))
    ended = Playthrough.replay(case, case.paths["history"].choices)
    async with open_face(ended, at="ending", size=(80, 24)) as face:
        await face.keys("1")
        await face.at("sheet")
        heading = next(line for line in face.text.splitlines() if "the sheet is turned" in line)
        assert heading.count("Lenin") == 1 and "…" not in heading


async def test_a_page_is_named_whole_where_the_title_of_the_case_leaves_no_room() -> None:
    case = load_case(find_case("testament"))
    async with open_face(Playthrough(case), size=(80, 24)) as face:
        await face.keys("w")
        await face.sees("Who and what", "23 December 1922, at night")


async def test_before_a_chapter_ends_there_is_none(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("c")
        await face.sees("No sheet has been turned yet")


async def test_a_chapter_played_alone_turns_it_before_the_debrief(petition: Case) -> None:
    alone = Playthrough(petition, "village").choose("sign").go_on()
    async with open_face(alone, at="ending") as face:
        await face.sees("This part ends here.", "The sheet is turned next", "1 Turn the sheet")
        await face.keys("1")
        await face.at("sheet")
        await face.sees("The village", "signed the sheet", "raised at “Market day”")
        await face.keys("u")
        await face.at("passage")
        await face.keys("U")
        await face.at("ending")
        await face.keys("enter", "1")
        await face.at("sheet")
        await face.keys("space")
        await face.until(lambda: type(face.app.screen).__name__ == "DebriefScreen")
        await face.keys("escape")
        await face.at("ending")


async def test_told_after_each_decision_it_stands_below_what_followed(
    begun: Playthrough, apart: Path
) -> None:
    keep_settings(Settings(tell="decision"), apart / "historian")
    async with open_face(begun) as face:
        await choose(face, "2")
        await face.sees("What really happened ╌╌╌ contested", "○ Eleven households signed.")


async def test_told_at_the_end_no_sheet_is_turned_and_every_page_says_so(
    begun: Playthrough, apart: Path
) -> None:
    keep_settings(Settings(tell="end"), apart / "historian")
    async with open_face(begun) as face:
        await choose(face, "1")
        await face.sees("What really happened is told in the debrief, beside your sentence.")
        await face.keys("space", "space")
        await face.at("folded")
        await face.keys("c")
        await face.sees("told at the end; under o you set when")
        await face.keys("p")
        await face.at("ending")
        await face.sees("The debrief comes next", "Go on to the debrief.")
        await face.keys("o", "5", "escape")
        assert load_settings(face.app.home).tell == "decision"
        await face.sees("The sheet is turned next", "Turn the sheet, then go on")


async def test_a_setting_that_was_asked_for_at_the_start_is_shown_and_not_kept(begun: Playthrough) -> None:
    async with open_face(begun, tell="end") as face:
        await face.keys("o")
        await face.sees("When to tell what happened: at the end Knowing it undoes nothing")
        await face.keys("2")
        kept = load_settings(face.app.home)
        assert (kept.easier, kept.tell) == (True, "chapter")


async def test_the_hunch_is_kept_or_changed_with_a_key_and_stays_in_the_save(apart: Path) -> None:
    at_desk = Playthrough(CASE).choose("of_rivals", "They say so.")
    async with open_face(at_desk, size=(80, 24)) as face:
        await choose(face, "2")
        await face.keys("space")
        await face.at("sheet")
        await face.sees("Your hunch, in pencil", "Old rivals", "c changes it; otherwise it stays.", "c hunch")
        await face.keys("c")
        await face.at("ask")
        await face.keys("escape")
        await face.at("sheet")
        assert face.play.notebook.hunches == ()
        await face.keys("c", "3")
        await face.at("sheet")
        await face.sees("Local bosses")
        await face.keys("u", "U")
        await face.at("sheet")
        await face.sees("Local bosses")
        await face.keys("space")
        await face.at("scene")
    async with open_face(at_desk) as face:
        await choose(face, "1")
        await face.keys("space")
        await face.at("ending")
        parts = [part.key for part in Report(face.play.debrief()).parts]
        await face.keys("1", str(parts.index("trusted") + 1))
        await face.sees(
            "Hunch over the years", "● Old rivals first hunch", "● Local bosses after “Scene hall”"
        )


async def test_a_question_that_stays_open_is_asked(petition: Case) -> None:
    chapters = (replace(petition.chapters[0], question="Who was not asked?"), petition.chapters[1])
    play = Playthrough(replace(petition, chapters=chapters)).choose("sign").go_on()
    async with open_face(play, size=(80, 24), at="sheet") as face:
        await face.sees("A question that stays open", "Who was not asked?")
