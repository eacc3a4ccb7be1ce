"""A route in the full screen: offered, played, gone back on, and marked in the path."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.case import Case
from game.play.playthrough import Playthrough
from tests.road import road
from tests.tui.face import open_face


@pytest.fixture
def shelved(apart: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A library with the road alone."""
    monkeypatch.setattr("game.case.catalogue.shipped_folder", lambda: apart / "none")
    return road(apart / "historian" / "cases" / "road")


async def test_what_is_passed_over_is_one_page_and_space_goes_on(tmp_path: Path) -> None:
    async with open_face(Playthrough(road(tmp_path), route="short"), size=(80, 24)) as face:
        await face.sees("first decision of about 2")
        await face.keys("1", "enter")
        await face.at("after")
        await face.keys("space")
        await face.at("passage")
        await face.sees("In between", "“In short” passes over these scenes.", "after the first decision")
        await face.sees("February 1931. The wheel [the old one] kept *turning*.", "On 3 March 1931 the river")
        assert "leaflet" not in face.flowing, "no paper of a scene that is passed over lies on the table"
        await face.keys("space")
        await face.at("sheet")
        await face.keys("space")
        await face.at("scene")
        await face.sees("At the desk", "second decision of about 2")
        await face.keys("u")
        await face.sees("In between")
        await face.keys("U", "space")
        await face.sees("At the desk")


async def test_the_path_marks_it_and_it_cannot_be_told_what_followed(tmp_path: Path) -> None:
    begin = Playthrough.replay(road(tmp_path), ["wait", "continue"], route="short")
    async with open_face(begin) as face:
        await face.keys("m")
        await face.at("path")
        await face.sees("At the gate", "At the mill: passed over by the route", "you are here")
        await face.keys("k")
        assert "At the mill" in face.bar and "what followed" not in face.last_row
        await face.keys("enter")
        await face.at("passage")
        await face.sees("In between")


async def test_the_library_offers_it_by_a_digit(shelved: Case) -> None:
    async with open_face(at="library", size=(120, 36)) as face:
        await face.sees("A shorter line through the whole", "1 In short", "2 The day", "3 The night")
        await face.until(lambda: face.bar)
        await face.keys("1")
        await face.at("scene")
        assert face.play.route == "short"
        await face.keys("2", "enter")
        await face.at("after")
        await face.keys("q", "2")
        await face.at("library")
        await face.sees("in the route “In short”")


async def test_the_page_of_the_case_offers_it(shelved: Case) -> None:
    async with open_face(at="library", size=(80, 24)) as face:
        await face.until(lambda: face.bar)
        await face.keys("enter")
        await face.at("case")
        await face.sees("A shorter line through the whole", "2 In short, about 2 minutes")
        await face.keys("2")
        await face.at("scene")
        assert face.play.route == "short"
