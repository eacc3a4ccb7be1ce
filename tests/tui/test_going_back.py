"""Going back and forward: nothing chosen or written is lost by it, and what followed can be read again."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.case.model import Case
from game.play.playthrough import Playthrough
from game.play.saves.shelf import Shelf
from tests.tui.face import Face, open_face


@pytest.fixture
def shelf(apart: Path) -> Shelf:
    return Shelf(apart / "historian" / "saves")


async def choose(face: Face, number: str, because: str = "") -> None:
    """Take a choice of the scene, with a reason, and go on."""
    await face.keys(number)
    await face.at("why")
    await face.writes(because)
    await face.keys("enter")
    await face.at("after")


async def test_back_and_forward_by_a_key_each(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await choose(face, "1", "it is due")
        await face.keys("u")
        await face.at("scene")
        await face.sees("One step back. U goes forward again; nothing is lost.")
        assert face.play.choices == ()
        await face.keys("U")
        await face.at("passage")
        assert face.play.steps[0].because == "it is due"
        await face.keys("U")
        await face.sees("There is nothing ahead")


async def test_on_the_map_one_goes_back_and_forward_and_both_paths_are_kept(
    begun: Playthrough, shelf: Shelf
) -> None:
    ended = begun.choose("wait", "not yet").choose("sign", "now").go_on().choose("ask", "a stamp")
    shelf.keep(ended)
    async with open_face(begun, at="ending") as face:
        await face.keys("m", "g", "enter")
        await face.at("scene")
        await face.sees("Nothing is lost: U goes forward again")
        assert face.play.choices == ()
        await face.keys("m")
        await face.until(lambda: "you are here" in face.bar)
        await face.sees("ahead Wait a week.", "because not yet", "as far as you have come")
        await face.keys("G", "enter")
        await face.at("ending")
        assert face.play.steps[-1].because == "a stamp"
        await face.keys("m", "g", "enter", "1")
        await face.at("why")
        await face.writes("at once")
        await face.keys("enter")
        await face.at("after")
        await face.sees("stays on the shelf as", "From here you go on in another file.")
    assert [len(each.decisions) for each in shelf.all()] == [1, 3]
    assert {each.ended for each in shelf.all()} == {True, False}


async def test_a_sentence_is_there_again_after_escape_a_paper_and_a_step_back(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("2")
        await face.at("why")
        await face.writes("the cart is late")
        await face.keys("escape")
        await face.at("scene")
        await face.keys("2")
        await face.at("why")
        await face.sees("the cart is late")
        await face.keys("tab", "down", "enter")
        await face.at("reader")
        await face.sees("Whoever asks together is to be reported.")
        await face.keys("escape", "2", "tab")
        await face.at("why")
        await face.writes(" again")
        await face.keys("enter")
        await face.at("after")
        await face.sees("because the cart is late again", "leaning on: A decree")
        await face.keys("u", "2")
        await face.at("why")
        await face.sees("the cart is late again", "A decree (cited)")


async def test_what_she_writes_reaches_the_disk_before_she_takes_it(begun: Playthrough, shelf: Shelf) -> None:
    async with open_face(begun) as face:
        await face.keys("1")
        await face.at("why")
        await face.writes("half a sen")
        await face.until(
            lambda: any("half a sen" in path.read_text("utf-8") for path in shelf.folder.glob("*.json"))
        )
    async with open_face(begun) as face:
        await face.keys("1")
        await face.at("why")
        await face.sees("half a sen")


async def test_what_followed_can_be_read_again_from_the_scene_and_the_map(begun: Playthrough) -> None:
    async with open_face(begun) as face:
        await face.keys("r")
        await face.sees("Nothing has been decided yet.")
    async with open_face(begun.choose("sign", "it is due").go_on(), at="folded") as face:
        await face.keys("r")
        await face.at("followed")
        await face.sees("because it is due", "She signs. The ink is thin.")
        await face.keys("escape", "m", "up", "r")
        await face.at("followed")
        await face.sees("She signs. The ink is thin.")
        await face.keys("escape")
        await face.at("path")


async def test_where_she_is_is_said(begun: Playthrough) -> None:
    async with open_face(begun, size=(120, 36)) as face:
        await face.sees("The village", "first decision of about 2 · chapter 1 of 2 · about 2 minutes left")


async def test_a_scene_without_a_way_on_says_so_and_how_to_get_out(petition: Case) -> None:
    market = petition.scenes["market"]
    choices = {
        id_: replace(choice, when=None, shut="") if id_ == "wait" else replace(choice, shut="No.", goto=())
        for id_, choice in market.choices.items()
    }
    stuck = replace(petition, scenes={**petition.scenes, "market": replace(market, choices=choices)})
    play = Playthrough(stuck)
    while play.moment.choices and not play.moment.stuck:
        play = play.choose("wait")
    async with open_face(play) as face:
        await face.sees("The story does not go on from here.", "u goes one step back")
