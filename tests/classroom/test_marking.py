"""The teacher marks in the terminal, and sees the class as one map: on pages of its own, and by lines."""

from __future__ import annotations

import threading

import pytest

from game.case.model import Case
from game.case.parts import CasePart
from game.classroom import reaching
from game.classroom.one_map import OneMap
from game.classroom.terminal.map_screen import MapScreen
from game.classroom.terminal.teacher import TeacherApp
from game.play import Playthrough
from game.proof.result import ProofFinding
from tests.classroom.holding import HOSTILE, Held
from tests.tui.face import Face, compare, running

SIZES = [(80, 24), (120, 36)]


def first(case: Case, place: int, because: str, second: int | None = None) -> Playthrough:
    """The first decision of a case, and another one behind it."""
    play = Playthrough(case).through_passages()
    for number, why in ((place, because), (second, "")):
        if number is not None:
            courses = [offer.id for offer in play.moment.choices if offer.open]
            paper = play.moment.documents[0].document.id
            play = play.open(paper).choose(courses[number], why, [paper] if why else []).through_passages()
    return play


def drawn_on(face: Face) -> OneMap | None:
    """What the page of the map shows."""
    assert isinstance(face.app.screen, MapScreen)
    return face.app.screen.drawn


@pytest.fixture
def parted(alone: Held) -> Held:
    """A class that has parted: two here, one there, and a third course that nobody took."""
    alone.walks("Wren", first(alone.case, 0, HOSTILE, 0))
    alone.walks("Heron", first(alone.case, 1, "her senior knows"))
    alone.walks("Teal", first(alone.case, 1, "it is not hers to open"))
    return alone


def teacher_app(held: Held) -> TeacherApp:
    return TeacherApp(held.serving, "http://192.168.1.20:8000", "K7M2PQ", "")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_reasons_are_marked_with_single_keys_and_a_mark_leads_on(
    parted: Held, size: tuple[int, int]
) -> None:
    async with running(teacher_app(parted), size) as face:
        await face.keys("v", "k")
        await face.at("marking")
        await face.sees("Reason 1 of 3", "go [bold]x[/bold] back", "3 of 3 without a mark", "leaning on")
        assert "\x1b" not in face.text and "\u202e" not in face.text
        compare(f"class-marking-{size[0]}x{size[1]}", face.rows)
        await face.keys("2")
        await face.sees("Sourcing 2.", "Reason 2 of 3", "2 of 3 without a mark")
        await face.keys("a", "w")
        await face.writes("says who knew")
        await face.keys("enter", "3")
        await face.sees("Causation 3.", "Reason 3 of 3")
        await face.keys("b")
        await face.sees("Reason 2 of 3", "Your comment: says who knew")
        await face.keys("n")
        await face.sees("Reason 3 of 3")
        given = [
            (each.skill, each.mark, each.comment)
            for marks in parted.serving.lesson.marks.values()
            for each in marks.values()
        ]
        assert given == [("sourcing", 2, ""), ("causation", 3, "says who knew")]
        await face.keys("0", "s", "n", "1", "n")
        await face.sees("No other is without a mark for sourcing.")
        await face.keys("escape")
        await face.at("grid")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_map_is_a_table_from_which_a_course_tells_what_if(
    parted: Held, size: tuple[int, int]
) -> None:
    async with running(teacher_app(parted), size) as face:
        await face.keys("v", "m")
        await face.at("map")
        await face.sees("here the class parted", "open, and nobody took it")
        await face.until(lambda: (drawn := drawn_on(face)) is not None and drawn.asked)
        await face.settled()
        compare(f"class-map-{size[0]}x{size[1]}", face.rows)
        await face.keys("enter")
        await face.sees("Taken by Wren.", "Papers cited:")
        await face.keys("enter", "down", "down", "enter")
        await face.sees("Open, and nobody took it.", "What if:")
        await face.keys("enter", "G")
        await face.sees("Whose answer opened whose door", "Decisions that nobody has come to so far")
        parted.walks("Grebe", first(parted.case, 2, "I ask"))
        await face.keys("a", "g")
        await face.sees("4 decided")


async def test_the_map_takes_keys_while_it_is_still_being_worked_out(
    parted: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = threading.Event()

    def slowly(case: Case, part: CasePart) -> dict[str, ProofFinding]:
        ready.wait()
        return {}

    monkeypatch.setattr(reaching, "asked_apart", slowly)
    async with running(teacher_app(parted), (80, 24)) as face:
        try:
            await face.keys("v", "m")
            await face.at("map")
            await face.sees("here the class parted")
            await face.keys("a")
            assert [each.name for each in face.app.workers if each.is_running] == ["map"]
            left = face.screen
            assert isinstance(left, MapScreen)
            await face.keys("escape")
            await face.at("grid")
            await face.until(lambda: not left.query("*"))
            left.show_if_it_stands()  # what was worked out meanwhile comes to a page that has gone
        finally:
            ready.set()


def test_marking_and_the_map_go_by_lines(parted: Held) -> None:
    told = parted.teacher(
        "mark caus", "2 who knew it?", "", "nine", "mark caus", "stop", "map", "map 1 C", "reasons"
    )
    assert "0 nothing of it, 1 a beginning" in told and "'nine' is no mark" in told
    assert "\x1b" not in told and "\u202e" not in told
    ((marked,),) = (tuple(marks.values()) for marks in parted.serving.lesson.marks.values())
    assert (marked.skill, marked.mark, marked.comment) == ("causation", 2, "who knew it?")
    for words in (
        "3 decided; here the class parted",
        "two pupils",
        "open, and nobody took it",
        "Whose answer opened whose door:",
        "Decisions that nobody has come to so far",
        "Open, and nobody took it.",
        "What if:",
        "her senior knows (Heron)",
    ):
        assert words in told, words
    refused = parted.teacher("mark beauty", "mark 999", "map 9 A", "map 1 Z")
    for words in ("no skill 'beauty'. They are sourcing", "There is no reason 999", "map 1 B"):
        assert words in refused
