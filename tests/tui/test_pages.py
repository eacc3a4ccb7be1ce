"""The other pages: papers, notebook, path, cards, search, export, help, leaving."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.case.model import Case
from game.play.playthrough import Playthrough
from tests.cases import with_its_own_words
from tests.tui.face import open_face


async def test_a_paper_shows_its_origin_before_its_text_and_its_worth_beside(begun: Playthrough) -> None:
    async with open_face(begun, size=(120, 36)) as face:
        await face.keys("d")
        await face.at("reader")
        text = face.flowing
        assert text.index("Written at a table in the village") < text.index("We ask for seed.")
        await face.sees(
            "On the table · paper 1 of 2", "What is it good evidence for", "Compare at once", "○ the paper"
        )
        assert "It shows what was asked." not in face.flowing
        await face.sees("A. Historian, Village papers (A Press, 1999)")
        assert face.play.notebook.opened == ("petition_sheet",)


async def test_digits_enter_what_a_paper_does_and_go_round(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("d", "1")
        assert dict(face.play.notebook.weighed) == {("petition_sheet", "distance"): "supports"}
        await face.sees("+", "supports")
        await face.keys("1")
        assert face.play.notebook.weighed["petition_sheet", "distance"] == "complicates"
        await face.keys("1")
        assert face.play.notebook.weighed["petition_sheet", "distance"] == "undermines"
        await face.keys("1")
        assert dict(face.play.notebook.weighed) == {}


async def test_arrows_and_enter_enter_it_too(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("d", "down", "down", "down", "enter", "enter")
        assert dict(face.play.notebook.weighed) == {("petition_sheet", "fear"): "supports"}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_its_own_words_stand_first_and_only_ours_are_made_easier(size: tuple[int, int]) -> None:
    order = (
        *("Its own words, in our translation (left out: the names)", "We ask for seed."),
        *("What else it says, in our words", "It is signed.", "Its own words are printed in:"),
    )
    async with open_face(Playthrough(with_its_own_words()), size=size) as face:
        await face.keys("d")
        await face.sees(*order)
        assert sorted(order, key=face.flowing.index) == list(order)
        await face.keys("e")
        await face.sees("We ask for seed.", "It has names.", "Easier reading.")
        assert "It is signed." not in face.flowing
        await face.keys("escape", "1", "enter")
        await face.at("after")
        await face.sees("She signs.")
        await face.keys("e")
        await face.sees("The ink is thin.")


async def test_one_is_asked_about_what_a_paper_bears_on_and_a_row_opens_the_rest() -> None:
    async with open_face(Playthrough(with_its_own_words()), size=(120, 36)) as face:
        await face.keys("d")
        await face.sees("1 · Hunger", "2 · Another explanation …")
        assert "War" not in face.flowing
        await face.keys("2")
        await face.sees("1 · Hunger", "2 · War", "3 · Fear")
        assert not face.play.notebook.weighed
        await face.keys("3")
        await face.keys("right")
        await face.sees("It blames one man.")
        assert "Another explanation" not in face.flowing and "Enter it" not in face.flowing
        await face.keys("left")
        await face.sees("3 + Fear")


async def test_a_line_of_ones_own_is_kept_as_typed_with_the_paper(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("d", "right", "a")
        await face.at("line")
        await face.writes("who [i]told[/i]?")
        await face.keys("enter")
        await face.at("reader")
        await face.sees("It stands in your notebook.", "who [i]told[/i]?")
        note = face.play.notebook.notes[0]
        assert (note.text, note.document) == ("who [i]told[/i]?", "decree")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_our_judgement_waits_for_hers(begun: Playthrough, apart: Path, size: tuple[int, int]) -> None:
    ours = ("It shows what was asked.", "It does not show what was felt.")
    async with open_face(begun, size=size) as face:
        await face.keys("d", "G")
        await face.sees("Compare at once")
        assert not any(words in face.flowing for words in ours)
        await face.keys("a")
        await face.at("line")
        await face.writes("it was theirs")
        await face.keys("enter")
        await face.at("reader")
        await face.sees("Your own lines", "it was theirs", "Worth", ours[0], "Limits")
        assert "Compare at once" not in face.flowing
    async with open_face(begun, size=size) as face:
        await face.keys("d", "left", "G")
        await face.sees(ours[0])


async def test_one_can_compare_without_a_line(begun: Playthrough) -> None:
    async with open_face(begun, size=(80, 30)) as face:
        await face.keys("d", "down")
        await face.until(lambda: face.bar == "Compare at once")
        await face.keys("enter")
        await face.sees("Worth", "It shows what was asked.", "Limits")
        assert face.play.notebook.notes == ()
        await face.keys("right", "left", "escape", "d")
        await face.sees("It shows what was asked.")


async def test_an_explanation_is_introduced_until_it_has_been_weighed_elsewhere(begun: Playthrough) -> None:
    async with open_face(begun, size=(80, 40)) as face:
        await face.keys("d")
        await face.sees("1 · The distance The office was far away.", "2 · Another")
        await face.keys("1", "2")
        await face.sees(
            "1 + The distance The office was far away. supports", "Fear People were afraid to sign."
        )
        await face.keys("right", "2")
        await face.sees("1 · Fear People were afraid to sign.", "2 · The distance", "+ supports")
        assert "The office was far away." not in face.flowing


async def test_a_line_that_is_left_waits_where_it_was_begun(begun: Playthrough, apart: Path) -> None:
    async with open_face(begun) as face:
        await face.keys("d", "a")
        await face.at("line")
        await face.sees("esc finish it later")
        await face.writes("eleven hou")
        await face.keys("escape")
        await face.at("reader")
        assert face.play.notebook.notes == ()
        await face.keys("right", "a")
        await face.at("line")
        assert "eleven" not in face.text
        await face.keys("escape", "left", "a")
        await face.at("line")
        await face.sees("eleven hou")
    async with open_face(begun) as face:
        await face.keys("d", "a")
        await face.at("line")
        await face.sees("eleven hou")
        await face.writes("seholds")
        await face.keys("enter")
        await face.at("reader")
        assert [note.text for note in face.play.notebook.notes] == ["eleven households"]
        await face.keys("a")
        await face.at("line")
        assert "eleven" not in face.screen.query_one("#line").value


async def test_the_notebook_lists_by_explanation_by_scene_and_own_lines(begun: Playthrough) -> None:
    play = begun.open("decree").weigh("decree", "fear", "supports").open("petition_sheet")
    play = play.note("Mine.").choose("sign", "because I say so", ["decree"])
    async with open_face(play, at="passage") as face:
        await face.keys("n")
        await face.at("notebook")
        await face.sees("Fear", "+ A decree", "supports", "Read, and not yet entered", "The sheet")
        await face.sees("Explanations with nothing entered yet", "The distance. The office was far away.")
        await face.keys("right")
        await face.sees("Market day", "Sign it. because I say so", "leaning on: A decree", "Mine.")
        await face.keys("right")
        await face.sees("one line", "Mine.", "Market day")
        await face.until(lambda: "Mine." in face.bar)
        await face.keys("delete")
        await face.sees("You have not written a line of your own yet.")
        assert face.play.notebook.notes == ()


async def test_a_paper_opens_from_the_notebook(begun: Playthrough) -> None:
    async with open_face(begun.open("decree")) as face:
        await face.keys("n")
        await face.until(lambda: "A decree" in face.bar)
        await face.keys("enter")
        await face.at("reader")
        await face.sees("Whoever asks together is to be reported.")


async def test_an_empty_notebook_says_what_to_do(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("n")
        await face.sees("You have not opened a paper yet.")


async def test_the_path_shows_her_rail_alone_and_goes_back(begun: Playthrough) -> None:
    play = begun.choose("wait").choose("sign", "now or never")
    async with open_face(play, at="passage") as face:
        await face.keys("m")
        await face.at("path")
        await face.sees("Market day", "Wait a week.", "Sign it.", "because now or never", "you are here")
        assert "established" not in face.text
        await face.until(lambda: "you are here" in face.bar)
        await face.keys("up")
        await face.until(lambda: "Sign it." in face.bar)
        await face.keys("enter")
        await face.at("scene")
        assert face.play.decisions == ("wait",)


async def test_cards_say_who_and_what_without_running_ahead(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("w")
        await face.at("cards")
        await face.sees("Anna Petrova", "a teacher", "Seed loan", "Grain lent for sowing.")
        assert "died of hunger" not in face.flowing


async def test_the_situation_is_told_in_words(begun: Playthrough) -> None:
    async with open_face(begun, size=(80, 24)) as face:
        await face.keys("s")
        await face.sees("The village's trust", "nobody speaks", "everybody speaks", "The letter is sealed no")
        await face.sees("between “nobody speaks” and “everybody speaks”.")
        await face.keys("escape")
        await face.at("scene")


async def test_search_finds_what_has_been_met_and_nothing_more(begun: Playthrough) -> None:
    async with open_face(begun.note("seed for spring")) as face:
        await face.keys("slash")
        await face.at("search")
        await face.writes("seed")
        await face.sees("Seed loan", "seed for spring", "two places")
        assert "We ask for seed" not in face.flowing
        await face.keys("down")
        await face.until(lambda: "Seed loan" in face.bar)
        await face.keys("enter")
        await face.at("cards")


async def test_search_does_not_tell_our_judgement_before_hers(begun: Playthrough) -> None:
    async with open_face(begun.open("petition_sheet")) as face:
        await face.keys("slash")
        await face.at("search")
        await face.writes("felt")
        await face.sees("Nothing that you have met so far has this in it.")
    async with open_face(begun.open("petition_sheet").note("it was theirs", "petition_sheet")) as face:
        await face.keys("slash")
        await face.at("search")
        await face.writes("felt")
        await face.sees("It does not show what was felt.")


async def test_export_writes_a_file_and_says_where(
    begun: Playthrough, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(apart)
    async with open_face(begun.choose("sign", "so it is"), at="passage") as face:
        await face.keys("x")
        await face.at("export")
        await face.sees("It goes into the folder")
        await face.keys("1")
        await face.sees("Written:")
        files = list(apart.glob("*.md"))
        assert len(files) == 1
        assert "so it is" in files[0].read_text(encoding="utf-8")


async def test_help_lists_the_keys_of_what_is_before_the_player(begun: Playthrough) -> None:
    async with open_face(begun, size=(120, 36)) as face:
        await face.keys("question_mark")
        await face.at("help")
        await face.sees("A scene", "1–9 Take what has this number.", "d The papers on the table.")
        await face.keys("G")
        await face.sees("? F1")
        await face.keys("escape")
        await face.at("scene")
        await face.keys("d", "f1")
        await face.sees("A paper", "each press of its digit goes on")


async def test_leaving_says_that_nothing_is_lost(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("q")
        await face.at("leave")
        await face.sees("Nothing is lost.")
        await face.keys("escape")
        await face.at("scene")
        await face.keys("q", "enter")
        await face.until(lambda: not face.app.is_running or face.app._exit)


async def test_the_palette_has_the_commands_of_the_place(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("ctrl+p")
        await face.at("palette")
        await face.sees("Every command · A scene", "d Documents", "The papers on the table.", "esc back")
        await face.writes("easier")
        await face.sees("e Easier reading")
        assert "Documents" not in face.text
        await face.keys("enter")
        await face.at("scene")
        await face.sees("There is a sheet of paper.")
        await face.keys("colon")
        await face.writes("nothing of the kind")
        await face.sees("No such command.")
        await face.keys("enter", "escape")
        await face.at("scene")


async def test_the_palette_is_gone_through_by_arrows(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("colon", "down", "down", "down")
        await face.until(lambda: "Notebook" in face.bar)
        await face.keys("up", "up", "up")
        assert face.bar == ""
        await face.keys("down", "down", "down", "enter")
        await face.at("notebook")


async def test_ctrl_c_asks_whether_to_leave(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("ctrl+c")
        await face.at("leave")


async def test_who_and_what_finds_the_names_that_a_paper_has_without_links(petition: Case) -> None:
    paper = replace(petition.documents["decree"], text="Petrova asks for a Seed loan. No clerks are named.")
    case = replace(petition, documents={**petition.documents, "decree": paper})
    async with open_face(Playthrough(case)) as face:
        await face.keys("d", "right", "w")
        await face.at("cards")
        await face.sees("Anna Petrova", "a teacher", "Seed loan", "Grain lent for sowing.")
        assert "The clerk" not in face.flowing
        assert "died of hunger" not in face.flowing


async def test_the_palette_goes_to_decisions_and_papers_by_their_names(begun: Playthrough) -> None:
    async with open_face(begun.choose("wait"), at="scene") as face:
        await face.keys("colon")
        await face.writes("decree")
        await face.sees("A decree a paper")
        await face.keys("enter")
        await face.at("reader")
        await face.keys("escape", "colon")
        await face.writes("market")
        await face.sees("Market day a decision of your path")
        await face.keys("enter")
        await face.at("scene")
        assert face.play.decisions == ()
