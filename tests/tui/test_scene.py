"""Playing: reading, choosing in two steps, what followed, going on and back."""

from pathlib import Path

import pytest

from game.case import load_case
from game.play.playthrough import Playthrough
from game.tui.screens.scene import SceneScreen
from game.tui.widgets.why import Why
from tests.cases import case, choice, scene, with_a_note_on_a_chapter
from tests.tui.face import open_face


async def test_a_scene_shows_place_text_question_papers_gauges_and_every_choice(begun: Playthrough) -> None:
    async with open_face(begun, size=(120, 36)) as face:
        await face.sees(
            "A village, 3 March 1921", "Market day", "You follow Anna.", "seed loan", "What does she do?"
        )
        await face.sees("1 Sign it.", "2 Wait a week.", "On the table", "The sheet", "not yet opened")
        await face.sees("The village's trust", "nobody speaks", "The letter is sealed", "first decision")
        await face.sees("– Seal it first.", "Closed: She does not know yet why that would matter.")
        await face.sees("– Burn it.", "Shut: Nobody is known to have burned one.")
        assert face.bar == ""
        await face.keys("down")
        assert face.bar == "1 Sign it."


async def test_a_digit_asks_why_and_enter_commits_with_the_sentence_as_typed(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("1")
        await face.at("why")
        await face.sees("Why this one?", "Which paper decides it?", "Sign it, because")
        assert "Wait a week." not in face.text
        await face.writes("it is [b]right[/b]")
        await face.keys("enter")
        await face.at("after")
        assert face.play.last is not None
        assert face.play.last.because == "it is [b]right[/b]"
        await face.sees("because it is [b]right[/b]", "She signs. The ink is thin.")
        await face.sees("is told when the sheet is turned, at the end of this part.")
        assert "trust" not in face.text and "higher" not in face.text, "gauges are shown on the sheet"


async def test_escape_takes_a_choice_back_and_the_bar_stands_where_it_stood(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("2")
        await face.at("why")
        await face.keys("escape")
        await face.at("scene")
        await face.until(lambda: face.bar.endswith("Wait a week."))
        assert face.play.choices == ()


async def test_an_empty_reason_is_allowed_and_said(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("down", "enter")
        await face.at("why")
        await face.keys("enter")
        await face.at("after")
        await face.sees("no reason given")
        assert face.play.decisions == ("sign",)


async def test_arrows_go_through_all_rows_and_a_closed_one_says_why(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("down", "down", "down")
        assert "Seal it first." in face.bar
        await face.keys("enter")
        await face.settled()
        assert face.place == "scene"
        assert face.screen.said.startswith("Closed: She does not know yet")
        await face.keys("k")
        assert face.screen.said == ""
        assert face.bar.endswith("Wait a week.")


async def test_papers_are_cited_by_tab_and_digit(begun: Playthrough) -> None:
    async with open_face(begun, size=(120, 36)) as face:
        await face.keys("1")
        await face.at("why")
        await face.keys("tab", "2")
        await face.sees("2 A decree (cited)", "cited in your sentence")
        await face.keys("1", "1", "tab", "enter")
        await face.at("after")
        assert face.play.last is not None
        assert face.play.last.cites == ("decree",)
        await face.sees("leaning on: A decree")


async def test_reading_a_paper_opens_a_door(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("d", "right", "escape")
        await face.at("scene")
        assert face.play.notebook.opened == ("petition_sheet", "decree")
        await face.keys("3")
        await face.at("why")


async def test_space_goes_on_through_aftermath_and_passage(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("1")
        await face.at("why")
        await face.keys("enter")
        await face.at("after")
        await face.keys("space")
        await face.at("passage")
        await face.sees("The cart is slow.", "signed the sheet")
        assert face.last_row.startswith("space go on")
        await face.keys("space")
        await face.at("sheet")
        await face.keys("space")
        await face.at("folded")


async def test_a_scene_with_care_is_folded_and_can_be_passed_over(
    petition: object, begun: Playthrough
) -> None:
    at_counter = begun.choose("sign").go_on()
    async with open_face(at_counter, at="folded") as face:
        await face.sees("Touches on hunger.", "Pass over it.")
        assert "does not look up" not in face.flowing
        await face.keys("p")
        await face.at("ending")
        assert face.play.last is not None
        assert face.play.last.passed


async def test_a_folded_scene_opens_and_stays_open(begun: Playthrough) -> None:
    async with open_face(begun.choose("sign").go_on(), at="folded") as face:
        await face.keys("1")
        await face.at("scene")
        await face.sees("does not look up", "Ask for an answer.")


async def test_undo_goes_back_step_by_step_and_says_where_the_beginning_is(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("u")
        await face.sees("This is the beginning.")
        await face.keys("1")
        await face.at("why")
        await face.keys("enter")
        await face.at("after")
        await face.keys("u")
        await face.at("scene")
        assert face.play.choices == ()


async def test_the_ending_is_named_and_goes_on_to_the_debrief(begun: Playthrough) -> None:
    ended = begun.choose("sign").go_on().choose("ask")
    async with open_face(ended, at="ending") as face:
        await face.sees(
            "The sheet has a stamp now.", "This path ends here", "Stamped", "Turn the sheet, then go on"
        )
        await face.keys("1")
        await face.at("sheet")
        await face.keys("enter")
        await face.until(lambda: type(face.app.screen).__name__ == "DebriefScreen")


async def test_the_debrief_waits_for_the_end(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("D")
        await face.sees("The debrief comes at the end of the path.")


async def test_the_easier_reading_replaces_the_text_and_is_remembered(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("e")
        await face.sees("There is a sheet of paper.", "Easier reading.")
        assert "lies on the table" not in face.text
    async with open_face(begun.choose("wait"), at="scene") as face:
        await face.sees("There is a sheet of paper.")


async def test_a_part_played_alone_ends_where_another_begins(petition, begun: Playthrough) -> None:  # type: ignore[no-untyped-def]
    village = Playthrough(petition, "village").choose("sign").go_on()
    async with open_face(village, at="ending") as face:
        await face.sees("The village", "This part ends here.", "the end of this part")


async def test_a_choice_by_mouse_asks_why_and_a_slip_opens(begun: Playthrough) -> None:
    async with open_face(begun, size=(120, 36)) as face:
        rows = face.rows
        line = next(number for number, row in enumerate(rows) if "The sheet" in row and number > 5)
        await face.pilot.click(offset=(rows[line].index("The sheet") + 1, line))
        await face.at("reader")
        await face.keys("escape")
        await face.at("scene")
        line = next(number for number, row in enumerate(face.rows) if "2  Wait a week." in row)
        await face.pilot.click(offset=(12, line))
        await face.at("why")


async def test_a_linked_word_opens_its_card_by_mouse(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        rows = face.rows
        line = next(number for number, row in enumerate(rows) if "seed loan" in row)
        await face.pilot.click(offset=(rows[line].index("seed loan") + 2, line))
        await face.at("cards")
        await face.sees("Grain lent for sowing.")


async def test_the_key_row_works_by_mouse(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        rows = face.rows
        await face.pilot.click(offset=(rows[-1].index("notebook"), len(rows) - 1))
        await face.at("notebook")


async def test_real_presses_do_the_same(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.pilot.press("down", "down", "enter")
        await face.at("why")
        await face.pilot.press("n", "o", "space", "w", "a", "y", "enter")
        await face.at("after")
        assert face.play.last is not None
        assert face.play.last.because == "no way"


async def test_because_is_not_said_twice(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("1")
        await face.at("why")
        await face.writes("because it is due")
        await face.keys("enter")
        await face.at("after")
        await face.sees("because it is due")
        assert "because because" not in face.flowing


async def test_at_the_papers_the_keys_say_how_to_cite_and_arrows_go_along_them(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("1")
        await face.at("why")
        assert "tab cite a paper" in face.last_row
        await face.keys("down")
        await face.until(lambda: "1–2 cite" in face.last_row and "tab the sentence" in face.last_row)
        await face.keys("2", "up", "up")
        await face.until(lambda: "tab cite a paper" in face.last_row)
        await face.keys("enter")
        await face.at("after")
        assert face.play.last is not None
        assert face.play.last.cites == ("decree",)


async def test_what_followed_closes_up_before_it_scrolls(begun: Playthrough) -> None:
    async with open_face(begun.choose("wait").undo(), size=(80, 40)) as face:
        await face.keys("1", "enter")
        await face.at("after")
        text, body = face.screen.query_one("#text"), face.screen.body
        roomy = text.size.height
        heights = []
        for height in range(23, 15, -1):
            await face.resized(80, height)
            heights.append((text.size.height, body.more_below))
        assert (roomy, False) in heights
        assert (roomy - 2, False) in heights


async def test_help_can_be_had_where_letters_are_written(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        for key, place in (("1", "why"), ("a", "line"), ("slash", "search"), ("colon", "palette")):
            await face.keys(key)
            await face.at(place)
            assert "F1 help" in face.last_row
            await face.keys("f1")
            await face.at("help")
            await face.keys("escape")
            await face.at(place)
            await face.keys("escape")
            await face.at("scene")


NOTE = "It touches on hunger and arrests."


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_chapter_says_what_it_touches_on_once_as_it_begins(size: tuple[int, int]) -> None:
    begun = Playthrough(with_a_note_on_a_chapter())
    async with open_face(begun, size=size) as face:
        await face.keys("1", "enter", "space")
        await face.at("folded")
        await face.sees(
            "The yard", NOTE, "p passes over the scene", "1 Begin.", "2 Pass over its first scene."
        )
        assert "Text of yard." not in face.text
        await face.keys("1")
        await face.at("scene")
        await face.sees("Text of yard.")
        await face.keys("u", "U")
        await face.at("scene")
        assert NOTE not in face.flowing
        await face.keys("1", "enter", "space")
        await face.at("folded")
        await face.sees("It goes beyond.", "You may open this scene or pass over it.")
        assert NOTE not in face.flowing


async def test_a_chapter_played_alone_says_it_too_and_any_scene_can_be_passed_over(apart: Path) -> None:
    noted = with_a_note_on_a_chapter()
    async with open_face(Playthrough(noted, "two"), at="folded") as face:
        await face.sees(NOTE)
        await face.keys("p")
        await face.at("folded")
        await face.sees("It goes beyond.")
        assert face.play.steps[-1].passed and NOTE not in face.flowing
        await face.keys("1")
        await face.at("scene")
        await face.keys("p")
        await face.at("ending")
        assert [step.passed for step in face.play.steps] == [True, True]
        await face.keys("p")
        await face.at("ending")
    async with open_face(Playthrough(noted), anew=True) as face:
        await face.keys("1", "p", "escape")
        await face.at("scene")
        assert face.play.depth == 0
        await face.keys("p")
        await face.at("folded")
        await face.sees(NOTE)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_pencil_line_stands_where_a_choice_is_remembered_and_one_key_tells_which(
    begun: Playthrough, size: tuple[int, int]
) -> None:
    why = "because on 3 March 1921 you chose: signed the sheet"
    async with open_face(begun.choose("sign"), size=size, at="passage") as face:
        await face.sees("│ The cart is slow.", "y why")
        assert why not in face.flowing
        await face.keys("y")
        await face.sees(why)
        await face.keys("y")
        assert why not in face.flowing
        await face.keys("y", "space")
        await face.at("sheet")
        await face.keys("space")
        await face.at("folded")
        assert "why" not in face.last_row
        await face.keys("u")
        await face.at("passage")
        assert why not in face.flowing


async def test_a_door_that_an_earlier_choice_opened_bears_the_line_too() -> None:
    remembers = case(
        scene("a", choice("go", "b", told="went in", add={"trust": 1}), date="May 1921"),
        scene(
            "b",
            choice("speak", "end", when="trust >= 1"),
            choice("sit", "end", when="a is not go"),
            date="1921",
        ),
        scene("end"),
        variables={"trust": (0, 3, 0)},
    )
    async with open_face(Playthrough(remembers)) as face:
        assert "why" not in face.last_row
        await face.keys("y")
        await face.sees("No pencil line stands here")
        await face.keys("1", "enter", "space")
        await face.at("scene")
        await face.sees("1 │ speak", "│ sit")
        await face.keys("down", "y")
        await face.sees("1 │ speak │ because in May 1921 you chose: went in", "– │ sit")
        assert face.bar.startswith("1 │ speak")


async def test_a_paper_that_opens_a_way_says_so_on_its_page(begun: Playthrough) -> None:
    async with open_face(begun, size=(80, 24)) as face:
        await face.keys("d")
        assert "A way has opened" not in face.text
        await face.keys("right")
        await face.sees("A way has opened: 3.")
        await face.keys("down", "1")
        await face.sees("A way has opened: 3.")
        await face.keys("left", "right")
        assert "A way has opened" not in face.text


async def test_what_a_mark_below_the_page_says_is_brought_into_view() -> None:
    long = case(
        scene("a", choice("go", "b", told="went in"), date="May 1921"),
        scene(
            "b", choice("sit", "end"), text=["A line.\n\n" * 30, ("a is go", "They know."), "More.\n\n" * 30]
        ),
        scene("end"),
    )
    async with open_face(Playthrough(long), size=(80, 24)) as face:
        await face.keys("1", "enter", "space")
        await face.at("scene")
        assert "They know." not in face.text
        await face.keys("y")
        await face.sees("│ They know.", "because in May 1921 you chose: went in")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_margins_that_make_room_stay_gone_when_looked_at_before_they_are_laid_out(
    size: tuple[int, int],
) -> None:
    for paragraphs in range(size[1] - 16, size[1]):
        doors = [choice(name, "end", label=f"Take {name}.") for name in ("one", "two", "three")]
        yard = case(scene("yard", *doors, text="Text.\n\n" * paragraphs), scene("end"))
        async with open_face(Playthrough(yard), size=size) as face:
            here = face.screen
            assert isinstance(here, SceneScreen)
            await face.keys("1")
            await face.at("why")
            here.arrive()
            if here.has_class("-close"):
                here.settle()
                assert here.has_class("-close")
                await face.settled()
                await face.sees("Take one.", "Take two.", "Take three.")
                return
    pytest.fail("no text was just too long")


@pytest.mark.parametrize("width", [80, 100, 120])
async def test_what_is_said_of_a_reason_stands_whole_or_not_at_all(width: int) -> None:
    said = " ".join(Why.ASIDES).split()
    case = load_case(Path(__file__).parents[2] / "scenes" / "testament")
    async with open_face(Playthrough(case).through_passages(), (width, 36)) as face:
        await face.keys("1")
        await face.at("why")
        seen = set()
        for height in range(36, 21, -2):
            await face.resized(width, height)
            whole = " ".join(said) in face.flowing
            assert whole or "You meet this sentence" not in face.flowing, face.text
            assert whole or "An empty line means: no reason given." in face.flowing, face.text
            seen.add(whole)
        assert seen == {True, False}
