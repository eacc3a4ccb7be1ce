"""The debrief: its core, the library of the case, what opens behind rows, and what is marked and kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from game.case import load_case
from game.case.model import Case, Claim
from game.play.playthrough import Playthrough
from game.play.report.library import bar as bar_of
from game.play.report.report import Report
from game.play.settings import load_settings
from game.tui.glyphs import ASCII
from game.tui.report_text import bar_lines, scale
from game.tui.screens.debrief import DebriefScreen
from tests.cases import case as handmade
from tests.cases import choice, scene
from tests.play.answers import answered, question
from tests.tui.face import Face, compare, open_face

PURGES = Path(__file__).parent.parent.parent / "scenes" / "purges"


@pytest.fixture(scope="module")
def purges() -> Case:
    return load_case(PURGES)


@pytest.fixture
def ended(petition: Case) -> Playthrough:
    """The petition played to its end: once away from the record, twice as in it."""
    play = Playthrough(petition).open("petition_sheet").open("decree")
    play = play.choose("wait", "the [b]cart[/b] is late", ["petition_sheet"])
    play = play.choose("sign").through_passages()
    play = play.choose("ask", "A stamp is a paper too.")
    return play.weigh("petition_sheet", "fear", "undermines").note("Who carried it?")


@asynccontextmanager
async def open_debrief(
    play: Playthrough, size: tuple[int, int] = (100, 30), part: str = "role"
) -> AsyncIterator[Face]:
    """A face that stands in a part of the debrief."""
    async with open_face(play, size, at="ending") as face:
        await face.keys("D")
        await face.until(lambda: isinstance(face.app.screen, DebriefScreen))
        await face.settled()
        if part != "role":
            await turn_to(face, part)
        yield face


async def turn_to(face: Face, key: str) -> None:
    """Go to a part of the core or of the library by its keys."""
    screen = debrief_of(face)
    part = next(each for each in screen.report.parts if each.key == key)
    if part.library != screen.in_library:
        await face.keys("L")
    beside = [each for each in screen.report.parts if each.library == part.library]
    await face.keys(str(beside.index(part) + 1))
    await face.sees(f"part {beside.index(part) + 1} of {len(beside)}")


def debrief_of(face: Face) -> DebriefScreen:
    screen = face.app.screen
    assert isinstance(screen, DebriefScreen)
    return screen


def bar(face: Face) -> str:
    """What the row says at which the bar stands."""
    ledger = debrief_of(face).ledger
    placed = ledger.find(ledger.at)
    if placed is None:
        return ""
    lines = ledger.rows(ledger.size.width)[placed.top : placed.bottom]
    return " ".join(" ".join(line.plain for line in lines).split())


# --- going through it -----------------------------------------------------------------------------


async def test_digits_and_arrows_go_between_the_parts_of_the_core_and_of_the_library(
    ended: Playthrough,
) -> None:
    async with open_debrief(ended, (120, 36)) as face:
        await face.sees("Put the pencil down", "You took three decisions and opened two papers.")
        parts = Report(ended.debrief(), "opened").parts
        core, library = ([part for part in parts if part.library == where] for where in (False, True))
        assert [part.title for part in core][::4] == ["Leave the role", "Your plan"]
        for number, part in enumerate(core, 1):
            await face.keys(str(number))
            await face.sees(f"part {number} of 5", part.title)
        await face.keys("left", "left")
        await face.sees("part 3 of 5", "L the library of the case")
        await face.keys("L")
        for number, part in enumerate(library, 1):
            await face.keys(str(number))
            await face.sees("The library of the case", f"part {number} of 6", part.title)
        await face.keys("left", "L")
        await face.sees("part 3 of 5")
        await face.keys("L")
        await face.sees("part 5 of 6")
        await face.keys("escape")
        await face.sees("part 3 of 5")
        await face.keys("6")
        await face.sees("part 5 of 6")
        await face.keys("7")
        await face.sees("part 3 of 5")


async def test_space_reads_on_from_part_to_part_and_escape_closes(ended: Playthrough) -> None:
    async with open_debrief(ended) as face:
        await face.sees("next: Where you parted space")
        await face.keys("space")
        await face.sees("part 2 of 5", "Your line leaves the record once")
        await turn_to(face, "plan")
        for _ in range(9):
            await face.keys("space")
        assert debrief_of(face).said.startswith("That was the debrief. L opens the library of the case")
        await turn_to(face, "simplified")
        for _ in range(9):
            await face.keys("space")
        assert debrief_of(face).said.startswith("This is the last part.")
        await face.keys("escape", "escape")
        await face.at("ending")


# --- the core -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_part_of_the_core_opens_at_its_top_and_pages(
    ended: Playthrough, size: tuple[int, int]
) -> None:
    async with open_debrief(ended, size) as face:
        begins = ("Put the pencil", "You gave a reason at", "The distance", "Anna Petrova", "Made of what")
        for number, words in enumerate(begins, 1):
            await face.keys(str(number), "G", str(number))
            await face.sees(words)
            assert debrief_of(face).body.at_top
            compare(f"debrief-core-{number}-{size[0]}x{size[1]}", face.rows)


async def test_a_place_where_she_parted_opens_the_whole_record_and_comes_back(ended: Playthrough) -> None:
    async with open_debrief(ended, (120, 36), "places") as face:
        await face.sees("you Wait a week.", "record Eleven households signed.", "Nothing would have been")
        await face.keys("enter")
        await face.sees("decision 1 of 1", "They had no seed.")
        await face.keys("escape")
        await face.sees("part 2 of 5")


async def test_the_best_paper_against_what_she_trusts_opens_where_it_stands() -> None:
    async with open_debrief(answered("of_rivals", "file"), (120, 36), "trusted") as face:
        await face.sees("Old rivals", "Your last word puts this first.", "Fares badly: scope It fits three")
        assert bar(face) == "Against, opened – A file ours: against"
        await face.keys("down")
        assert bar(face) == "– A file against", "the same paper in a second place is a row of its own"
        await face.keys("up")
        await face.keys("enter")
        await face.at("reader")
        await face.keys("escape")
        await turn_to(face, "opponent")
        await face.sees("Khlevniuk (2009) doubts “Old rivals”.", "against Tucker (1990): Officers were shot.")


async def test_without_an_explanation_put_first_the_debrief_asks_for_one() -> None:
    play = Playthrough(question()).choose("not_yet").choose("sit").choose("of_nothing")
    async with open_debrief(play, (100, 30), "trusted") as face:
        await face.sees("You have put no explanation before the others yet.")
        assert "Against you" not in face.text


async def test_the_library_is_searched_and_what_is_found_opens_and_goes_back(ended: Playthrough) -> None:
    async with open_debrief(ended, (120, 36), "plan") as face:
        await face.keys("slash")
        await face.at("search")
        await face.sees("The whole library of the case")
        await face.writes("hoped")
        await face.sees("Market day", "record")
        await face.keys("enter")
        await face.sees("Market day", "They had no seed.", "They hoped.")
        await face.keys("escape")
        await face.at("search")
        await face.keys("escape")
        await face.at("debrief_plan")


async def test_what_a_claim_is_worth_is_found_only_once_she_has_marked_it(ended: Playthrough) -> None:
    async with open_debrief(ended, part="historians") as face:
        await face.keys("slash")
        await face.writes("often, and in writing")
        await face.sees("Nothing that you have met so far")
        debrief_session = debrief_of_stack(face).session
        debrief_session.change(face.play.mark("nobody_asked", "wrong"))
        await face.keys("backspace")
        await face.sees("claim")


def debrief_of_stack(face: Face) -> DebriefScreen:
    return next(screen for screen in face.app.screen_stack if isinstance(screen, DebriefScreen))


async def test_letters_go_by_the_physical_key_on_a_cyrillic_layout(ended: Playthrough) -> None:
    async with open_debrief(ended, part="historians") as face:
        await face.keys("с")
        assert "The villages never asked" in bar(face)


# --- what happened --------------------------------------------------------------------------------


async def test_points_say_how_sure_we_are_and_open_the_whole_record(ended: Playthrough) -> None:
    async with open_debrief(ended, part="points") as face:
        await face.sees("Market day", "╌╌╌ contested", "The counter", "━━━ established")
        assert bar(face).startswith("Market day")
        await face.keys("enter")
        await face.sees("point 1 of 2", "They had no seed.", "They hoped.", "rests on The sheet.")
        await face.keys("G")
        await face.sees(
            "A. Historian, Village papers (A Press, 1999)", "What can a signature prove? evidence"
        )
        await face.keys("space")
        await face.sees("point 2 of 2", "The sheet was stamped on 9 March.", "back to the list space")
        await face.keys("escape")
        await face.sees("part 1 of 6")
        assert bar(face).startswith("The counter")


async def test_v_and_s_jump_within_a_record(ended: Playthrough) -> None:
    async with open_debrief(ended, (80, 24), part="path") as face:
        await face.keys("v")
        await face.sees("decision 1 of 3", "A. Historian (1999)", "They hoped.")
        await face.keys("s")
        await face.sees("Sources", "Village papers")


async def test_points_off_the_path_are_told_and_said_so(purges: Case) -> None:
    play = Playthrough.replay(purges, purges.paths["kirov_moves"].choices)
    async with open_debrief(play, (120, 36), part="points") as face:
        missed = [point for point in debrief_of(face).report.debrief.happened if not point.visited]
        assert missed
        screen = debrief_of(face)
        screen.stand_at_row(f"point:{missed[0].scene.id}")
        assert "Not on your path" in bar(face)


# --- why ------------------------------------------------------------------------------------------


async def test_blocks_stand_on_either_side_of_an_axis_with_their_counts_written_out(
    ended: Playthrough,
) -> None:
    async with open_debrief(ended, (120, 36), part="causes") as face:
        await face.sees("Two explanations, and what you gathered for each")
        await face.sees("│ ▆▆", "1 for", "▆▆ │ ▆▆", "1 for, 1 against; 1 weighed by you")
        await face.sees("How historians weigh it", "The office was far away.", "A. Historian (1999)")
        await face.keys("down")
        assert bar(face).startswith("Fear")
        await face.sees("People were afraid to sign.")


def test_blocks_stay_apart_and_those_not_opened_give_way_to_them(ended: Playthrough) -> None:
    report = Report(ended.debrief(), "opened")
    fear = bar_of(report.debrief.why[1])
    many = fear._replace(unopened=30)
    for width, unopened in ((100, 60), (66, 30), (34, 0)):
        row = bar_lines(many, scale((fear, many), width), width, ASCII)[0]
        assert row.cell_length <= width
        assert row.plain.count("_") == unopened
        assert row.plain.count("#") >= len([each for each in many.papers if each[0] != "complicates"])


async def test_enter_lists_her_papers_and_opens_them_and_takes_up_what_she_changes(
    ended: Playthrough,
) -> None:
    async with open_debrief(ended, part="causes") as face:
        await face.keys("down", "enter")
        await face.sees(
            "explanation 2 of 2",
            "The sheet you: against",
            "A decree ours: for",
        )
        await face.keys("down", "enter")
        await face.at("reader")
        await face.keys("2", "escape")
        await face.at("debrief_record")
        await face.until(lambda: "The sheet you: against" not in face.flowing)
        await face.keys("escape")
        await face.sees("part 2 of 6")


# --- historians and claims ------------------------------------------------------------------------


async def test_disputes_show_each_side_with_its_evidence(ended: Playthrough) -> None:
    async with open_debrief(ended, (80, 24), part="historians") as face:
        await face.sees("Market day", "A. Historian (1999); B. Other (2001)")
        await face.keys("enter")
        await face.sees(
            "They hoped.", "rests on The sheet.", "against Hope leaves no trace.", "sources – A. Historian"
        )


async def test_a_claim_is_marked_before_our_verdict_is_seen_and_the_mark_is_kept(ended: Playthrough) -> None:
    async with open_debrief(ended, part="historians") as face:
        await face.keys("c")
        await face.sees("“The villages never asked for help.”", "not marked yet", "0 of 1 marked so far")
        await face.keys("enter")
        await face.sees("1 sound", "2 oversimplified", "3 contested", "4 wrong", "Said by: A textbook")
        assert "They asked often" not in face.text
        await face.keys("3")
        await face.sees("● 3 contested", "Our verdict wrong", "They asked often, and in writing.")
        assert face.play.notebook.marks == {"nobody_asked": "contested"}
        assert face.app.session is not None
        kept = face.app.session.kept
        assert kept is not None
        header = next(iter(face.app.desk.shelf.of("petition")))
        assert face.app.desk.shelf.load(header.path, ended.case).play.notebook.marks == {
            "nobody_asked": "contested"
        }
        await face.keys("escape")
        await face.sees("you: contested ours: wrong", "1 of 1 marked so far")


async def test_a_mark_is_set_by_enter_and_rubbed_out_by_the_same_key(ended: Playthrough) -> None:
    async with open_debrief(ended, part="historians") as face:
        await face.keys("c", "enter", "down", "enter")
        assert face.play.notebook.marks == {"nobody_asked": "oversimplified"}
        await face.keys("2")
        assert not face.play.notebook.marks
        assert "They asked often" not in face.text


# --- her path -------------------------------------------------------------------------------------


async def test_the_table_compares_and_keeps_her_sentence_as_typed(ended: Playthrough) -> None:
    async with open_debrief(ended, (120, 36), part="path") as face:
        await face.sees("Being close to what happened is not the same as reasoning well. Look at both.")
        await face.sees(
            "“the [b]cart[/b] is late”", "Cites one paper.", "No reason given.", "2 views", "○●", "◉"
        )
        ledger = debrief_of(face).ledger
        spans = [
            span.style
            for line in ledger.rows(ledger.size.width)
            if "cart" in line.plain
            for span in line.spans
        ]
        assert any("italic" in str(style) for style in spans)
        await face.keys("enter")
        await face.sees(
            "Here your line leaves the record.",
            "Nothing would have been lost but time.",
            "Leaning on The sheet",
        )
        await face.sees("more below space")
        await face.keys("G", "space")
        await face.sees("decision 2 of 3", "As in the record.")


async def test_decisions_at_the_archive_desk_carry_no_mark(purges: Case) -> None:
    play = Playthrough.replay(purges, purges.paths["history"].choices)
    async with open_debrief(play, (120, 36), part="path") as face:
        screen = debrief_of(face)
        archive = [
            place for place, each in enumerate(screen.report.debrief.path) if each.relation == "archive"
        ]
        screen.stand_at_row(f"step:{archive[0]}")
        assert "at the archive desk" in bar(face)
        assert not any(sign in bar(face) for sign in "◉○●")


async def test_at_100_columns_how_sure_moves_under_what_happened_and_at_80_all_is_stacked(
    ended: Playthrough,
) -> None:
    async with open_debrief(ended, (120, 36), part="path") as face:
        await face.sees("How sure we are")
        await face.resized(100, 30)
        await face.until(lambda: "How sure we are" not in face.text)
        await face.sees("The decision", "╌╌╌ contested 2 views")
        await face.resized(80, 24)
        await face.until(lambda: "The decision" not in face.text)
        await face.sees("you Wait a week.", "record Eleven households signed.", "how sure ╌╌╌ contested")


# --- people, simplifications, plan ----------------------------------------------------------------


async def test_people_have_fates_and_invented_ones_stand_apart(ended: Playthrough) -> None:
    async with open_debrief(ended, part="people") as face:
        await face.sees("Anna Petrova", "She died of hunger in 1922.")
        await face.sees("Invented No one of this name existed.", "The clerk a clerk at the counter")
        await turn_to(face, "simplified")
        await face.sees("Rooms, gestures and talk in the scenes are imagined.")


async def test_the_plan_is_made_of_her_papers_and_words_and_of_what_she_has_not_seen(
    ended: Playthrough,
) -> None:
    async with open_debrief(ended, (120, 60), part="plan") as face:
        await face.sees("Why did nobody answer the petition?", "Paragraph 1: Fear", "you: against")
        await face.sees("A. Historian (1999)", "Hope leaves no trace.")
        await face.sees("What you have not read", "Papers · The reply", "Your notes", "Who carried it?")
        await face.keys("a")
        await face.at("line")
        await face.writes("Hope")
        await face.keys("enter")
        await face.at("debrief_plan")
        await face.until(lambda: face.flowing.count("Hope") > 1)


async def test_her_claim_is_written_in_the_plan_and_ours_of_a_paper_waits_for_hers(
    ended: Playthrough,
) -> None:
    async with open_debrief(ended, (120, 60), part="plan") as face:
        await face.sees("One source judged The sheet", "What is it good evidence for?")
        assert "It shows what was asked." not in face.text
        await face.keys("enter")
        await face.at("line")
        await face.sees("Your claim", "can be argued with")
        await face.writes("Nobody [i]dared[/i].")
        await face.keys("enter")
        await face.at("debrief_plan")
        await face.sees("Nobody [i]dared[/i].")
        assert face.play.notebook.thesis == "Nobody [i]dared[/i]."
        debrief_of(face).take_row("write:worth")
        await face.at("line")
        await face.writes("Wishes.")
        await face.keys("enter")
        await face.sees("Worth Wishes.", "Ours It shows what was asked.", "What can it not show?")
        assert "It does not show what was felt." not in face.text
        debrief_of(face).take_row("write:thesis")
        await face.at("line")
        await face.writes("!")
        await face.keys("enter")
        await face.sees("Nobody [i]dared[/i].!")
        header = next(iter(face.app.desk.shelf.of("petition")))
        kept = face.app.desk.shelf.load(header.path, ended.case).play.notebook
        assert kept.thesis == "Nobody [i]dared[/i].!" and kept.notes[-1].about == "worth"


async def test_a_chapter_played_alone_is_debriefed_alone(petition: Case) -> None:
    play = Playthrough(petition, "village").choose("sign").through_passages()
    async with open_debrief(play, (120, 36), part="points") as face:
        await face.sees("The village", "Market day")
        assert "The counter" not in face.text


# --- the mouse, sizes, signs ----------------------------------------------------------------------


async def click(face: Face, words: str) -> None:
    """Click on the first place where these words stand."""
    row, line = next((number, line) for number, line in enumerate(face.rows) if words in line)
    await face.pilot.click(offset=(line.index(words) + 1, row))
    await face.settled()


async def test_the_mouse_does_everything(ended: Playthrough) -> None:
    async with open_debrief(ended, (120, 36)) as face:
        await click(face, "The library")
        await face.sees("part 1 of 6")
        await click(face, "Your path")
        await face.sees("part 4 of 6")
        await click(face, "Wait a week.")
        await face.sees("decision 1 of 3")
        await click(face, "esc the list")
        await face.sees("part 4 of 6")
        await click(face, "Historians")
        await click(face, "The villages never")
        await click(face, "wrong")
        assert face.play.notebook.marks == {"nobody_asked": "wrong"}
        await click(face, "back to the list")
        await face.sees("part 3 of 6")


async def test_a_name_in_the_record_leads_to_its_card(purges: Case) -> None:
    play = Playthrough.replay(purges, purges.paths["history"].choices)
    async with open_debrief(play, (120, 36), part="points") as face:
        await face.keys("enter")
        await face.sees("point 1 of")
        await click(face, "Kaganovich")
        await face.at("cards")
        await face.keys("escape")
        await face.at("debrief_record")


async def test_every_part_can_be_read_to_its_end_at_every_size(ended: Playthrough) -> None:
    async with open_debrief(ended) as face:
        for width, height in ((60, 16), (80, 24), (200, 60)):
            await face.resized(width, height)
            for part in [part.key for part in debrief_of(face).report.parts]:
                await turn_to(face, part)
                screen = debrief_of(face)
                ledger = screen.ledger
                lines = ledger.rows(ledger.size.width)
                assert all(line.cell_length <= ledger.size.width for line in lines)
                more = screen.body.more_below
                assert ("more below" in face.text) == more
                await face.keys("G")
                assert not screen.body.more_below


async def test_the_bar_goes_through_every_row_and_stays_in_view(purges: Case) -> None:
    play = Playthrough.replay(purges, purges.paths["kirov_moves"].choices)
    async with open_debrief(play, (80, 24), part="causes") as face:
        screen = debrief_of(face)
        keys = [placed.entry.key for placed in screen.ledger.stops]
        met = [screen.ledger.at]
        while screen.ledger.at != keys[-1] and len(met) < 200:
            screen.action_next_row()
            if screen.ledger.at != met[-1]:
                met.append(screen.ledger.at)
                placed = screen.ledger.find(met[-1])
                assert placed is not None
                assert screen.overlaps(placed)
        assert met == keys
        for _ in range(200):
            screen.action_previous_row()
        assert screen.ledger.at == keys[0]
        assert screen.body.at_top


async def test_without_colour_and_in_ascii_nothing_is_lost(
    ended: Playthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "linux")
    async with open_debrief(ended, (120, 36), part="path") as face:
        await face.sees("> o* Market day", "--- contested", "@ Market day", "=== established")
        await turn_to(face, "causes")
        await face.sees("## | ##", "1 for, 1 against; 1 weighed by you")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
async def test_what_happened_why_and_her_path_as_they_stand(
    ended: Playthrough, size: tuple[int, int]
) -> None:
    async with open_debrief(ended, size) as face:
        for part in ("points", "causes", "historians", "path"):
            await turn_to(face, part)
            compare(f"debrief-{part}-{size[0]}x{size[1]}", face.rows)


# --- what the whole path amounts to -----------------------------------------------------------------


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_explanations_fare_by_the_tests_and_historians_weigh_them(size: tuple[int, int]) -> None:
    async with open_debrief(answered("of_war", "telegram"), size, part="causes") as face:
        await face.sees("Old rivals", "scope badly")
        await face.keys("enter")
        await face.sees("Scope (badly)", "It fits three trials.", "Put first by", "Conquest (1990)")
        await face.keys("escape", "G")
        await face.sees("What each is asked", "Does it explain a farmer and a marshal?")


async def test_beside_an_explanation_stand_its_tests_and_who_weighs_it_how() -> None:
    async with open_debrief(answered("of_war"), (120, 36), part="causes") as face:
        await face.sees("Scope (badly)", "They were weaker by then.", "first Conquest", "doubts Khlevniuk")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_nearest_historian_comes_with_the_case_against(size: tuple[int, int]) -> None:
    play = answered("of_war", "telegram").weigh("telegram", "bosses", "supports")
    async with open_debrief(play, size, part="historians") as face:
        await face.sees("Nearest to your weighing", "Khlevniuk (2009) puts this first.", "War was near.")
        await face.sees("against Tucker (1990): Officers were shot.", "Master of the House")


async def test_a_paper_weighed_in_the_reader_brings_another_historian_near() -> None:
    play = Playthrough(question()).choose("not_yet").open("telegram").choose("sit").choose("of_nothing")
    async with open_debrief(play, (120, 36), part="historians") as face:
        await face.sees("Nothing stands here yet.")
        debrief_of(face).session.change(play.weigh("telegram", "rivals", "supports"))
        debrief_of(face).take_up_changes()
        await face.sees("Your papers speak most for “Old rivals”", "Conquest (1990) puts this first.")


async def test_her_hunch_stands_beside_her_last_word_with_the_papers_between() -> None:
    async with open_debrief(answered("of_war", "telegram"), (120, 36), part="trusted") as face:
        await face.sees(
            "First hunch of_rivals “The essay says so.”", "Last word of_war", "A telegram for “Fear"
        )
        await face.keys("down")
        assert bar(face).startswith("+ A telegram")
        await face.keys("enter")
        await face.at("reader")


async def test_claims_that_were_not_met_stand_apart_and_c_comes_to_the_next_unmarked_from_anywhere() -> None:
    claims = [
        Claim(id=name, says=f"It was {name}.", verdict="wrong", met=(scene_id,))
        for name, scene_id in (("two", "b"), ("one", "a"))
    ]
    small = handmade(
        scene("a", choice("on", "end"), choice("more", "b")),
        scene("b", choice("on", "end")),
        scene("end"),
        claims=claims,
    )
    async with open_debrief(Playthrough.replay(small, ["on"])) as face:
        await face.keys("c")
        await face.sees("Met on your path “It was one.”", "Not met on your path “It was two.”")
        await face.keys("enter", "4", "escape", "escape")
        await face.sees("part 1 of 2", "Put the pencil down")
        await face.keys("c")
        await face.until(lambda: "It was two" in bar(face))


async def test_the_plan_is_labelled_by_the_exam_that_is_set(ended: Playthrough) -> None:
    async with open_debrief(ended, (120, 60), part="plan") as face:
        assert "AO1" not in face.text
        await face.keys("o")
        await face.at("settings")
        await face.keys("4", "4")
        await face.sees("Exam: AQA A-level History (7042), papers 1 and 2, as of 30 November 2026")
        await face.keys("escape")
        await face.at("debrief_plan")
        await face.sees("Labelled for AQA A-level History", "(AO1)", "Counts for about 20 per cent.")
        assert load_settings(face.app.home).exam == "aqa"


@pytest.mark.parametrize(("key", "appendix"), [("2", False), ("4", True)])
async def test_a_page_has_the_library_only_where_it_is_asked_for(
    ended: Playthrough, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, appendix: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_debrief(ended) as face:
        await face.keys("x")
        await face.at("export")
        await face.keys(key)
        await face.sees("Written:")
    (page,) = tmp_path.glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "Your plan" in text
    assert ("<h2>Appendix: what happened" in text) == ("<h2>Appendix: transcript" in text) == appendix


async def test_the_key_row_says_what_enter_does_also_where_she_had_left(ended: Playthrough) -> None:
    async with open_debrief(ended, part="plan") as face:
        await face.until(lambda: bar(face))
        row = face.last_row
        assert face.app.session is not None
        screen = debrief_of(face)
        assert screen.ledger.at.startswith("write:"), screen.ledger.at
        assert "enter write" in row and "enter open" not in row
        kept = face.app.session
        kept.settle()
        await face.keys("escape")
        await face.at("ending")
        await face.keys("D")
        await face.until(lambda: isinstance(face.app.screen, DebriefScreen) and bar(face))
        assert face.last_row == row
