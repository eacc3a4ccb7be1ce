"""A save keeps its route, whatever happens to the case under it or was written into it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.case import Case
from game.play import Playthrough
from game.play.saves.shelf import CannotLoad, Loaded, Shelf
from tests.road import road


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return road(tmp_path / "case")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "saves")


def kept(shelf: Shelf, case: Case, *choices: str) -> Path:
    path = shelf.keep(Playthrough.replay(case, choices, route="short")).path
    assert path is not None
    return path


def under(shelf: Shelf, path: Path, tmp_path: Path, *edits: tuple[str, str]) -> Loaded:
    """The save taken up after edits of its case."""
    return shelf.load(path, road(tmp_path / "after", ("version: 1.0.0", "version: 1.1.0"), *edits))


@pytest.mark.parametrize("choices", [(), ("wait",), ("wait", "continue"), ("wait", "sign")])
def test_it_comes_back_as_it_was(case: Case, shelf: Shelf, choices: tuple[str, ...]) -> None:
    path = kept(shelf, case, *choices)
    back = shelf.load(path, case)
    assert back.play == Playthrough.replay(case, choices, route="short") and back.messages == ()
    assert path.name.startswith("road-short-")
    (header,) = shelf.all()
    assert header.case_part.route == "short"
    assert [scene for scene, _ in header.decisions] == ["gate", "desk"][: len(back.play.decisions)]


def test_a_route_that_has_gone_goes_on_in_the_whole_case(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = kept(shelf, case, "wait", "continue")
    now = under(shelf, path, tmp_path, ("  short:", "  other:"))
    assert "no longer has the route “short”. You go on in the whole case" in now.messages[0]
    assert now.play.route is None and now.play.scene.id == "desk"
    end = now.play.choose("sign")
    assert Playthrough.replay(end.case, end.choices).state == end.state
    assert "You passed over" not in " ".join(end.debrief().leaving.words)


def test_a_scene_that_is_passed_over_by_now_keeps_her_decision(
    case: Case, shelf: Shelf, tmp_path: Path
) -> None:
    path = kept(shelf, case, "shout", "continue")
    now = under(shelf, path, tmp_path, ("scenes: [gate, desk]", "scenes: [desk]"))
    assert now.messages == ()
    assert now.play.scene.id == "desk" and now.play.decisions == ("shout",)


def test_a_scene_that_is_played_by_now_stays_passed_over(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = kept(shelf, case, "wait", "continue")
    now = under(shelf, path, tmp_path, ("scenes: [gate, desk]", "scenes: [gate, mill, desk]"))
    assert now.messages == () and now.play.scene.id == "desk"
    step = now.play.last_at("mill")
    assert step is not None and step.by_route and step.choice == "keep"
    assert Playthrough.replay(now.play.case, now.play.choices, route="short").state == now.play.state


@pytest.mark.parametrize(
    "edit",
    [
        ("  lane: {chapter: day, title: In the lane, text: Mud., goto: mill}\n", ""),
        (
            "text: Mud., goto: mill}",
            "text: Mud., goto: ford}\n  ford: {title: A ford, text: Wet., goto: mill}",
        ),
    ],
)
def test_what_comes_and_goes_among_passed_scenes_is_nobodys_loss(
    case: Case, shelf: Shelf, tmp_path: Path, edit: tuple[str, str]
) -> None:
    path = kept(shelf, case, "wait", "continue")
    more = [("goto: lane}", "goto: mill}")] if not edit[1] else []
    now = under(shelf, path, tmp_path, edit, *more)
    assert now.messages == ()
    assert now.play.scene.id == "desk" and not now.play.under_way


def test_another_record_does_not_change_what_was_passed(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = kept(shelf, case, "wait", "continue")
    now = under(shelf, path, tmp_path, ("choice: keep\n", "choice: stop\n"))
    step = now.play.last_at("mill")
    assert now.messages == () and step is not None and step.choice == "keep"


def test_a_passed_decision_that_has_gone_is_nobodys_loss(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = kept(shelf, case, "wait", "continue")
    gone = (
        ("told: waited, goto: lane", "told: waited, goto: desk"),
        ("  mill:\n", "  weir:\n"),
        ("goto: mill}", "goto: weir}"),
        ("Somebody [kept on or stopped](choice:mill).", "Somebody."),
    )
    now = under(shelf, path, tmp_path, *gone)
    assert now.messages == ()
    assert now.play.scene.id == "desk" and now.play.decisions == ("wait",)


FORD = """\
  ford:
    chapter: day
    title: At the ford
    text: The water is high.
    choices: {wade: {label: Wade., told: waded, goto: mill}}
    record: {choice: wade, in_short: They waded., happened: They waded., sources: [book]}
"""


def test_where_a_decision_of_hers_comes_first_now_it_is_told(
    case: Case, shelf: Shelf, tmp_path: Path
) -> None:
    path = kept(shelf, case, "wait", "continue")
    first = (
        ("goto: lane}", "goto: ford}"),
        ("goto: mill}", "goto: ford}"),
        ("  mill:\n", FORD + "  mill:\n"),
    )
    now = under(shelf, path, tmp_path, *first, ("scenes: [gate, desk]", "scenes: [gate, ford, desk]"))
    assert "At this point the story now comes to “At the ford”." in now.messages[0]
    assert now.play.scene.id == "ford"


@pytest.mark.parametrize(
    ("edits", "choice"),
    [
        ((("label: Keep it turning.", "label: Let nobody stop it."),), "keep"),
        ((("when: mood is calm", "when: mood is angry"),), "stop"),
        (
            (
                (
                    "      keep:\n        label: Keep it turning.",
                    "      hold:\n        label: Never stop it.",
                ),
                ("choice: keep\n", "choice: hold\n"),
            ),
            "hold",
        ),
    ],
    ids=["other words", "closed", "gone"],
)
def test_what_the_route_chose_for_her_it_chooses_anew(
    case: Case, shelf: Shelf, tmp_path: Path, edits: tuple[tuple[str, str], ...], choice: str
) -> None:
    path = kept(shelf, case, "wait", "continue")
    now = under(shelf, path, tmp_path, *edits)
    step = now.play.last_at("mill")
    assert now.messages == () and now.play.scene.id == "desk"
    assert step is not None and step.choice == choice and step.by_route and not step.said


def test_a_chapter_that_ends_sooner_is_told(case: Case, shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.keep(Playthrough.replay(case, ("wait", "continue", "keep"), chapter="day")).path
    assert path is not None
    now = under(shelf, path, tmp_path, ("told: waited, goto: lane", "told: waited, goto: night"))
    assert "“Keep it turning.”, no longer fits. The story now ends before it." in now.messages[0]
    assert now.play.chapter_over


def spoiled(path: Path, **entries: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **entries}), encoding="utf-8")


def test_a_hostile_save(case: Case, shelf: Shelf) -> None:
    path = kept(shelf, case, "wait", "continue")
    spoiled(path, route="../../\x1b[31mevil")
    taken = shelf.load(path, case)
    assert "\x1b" not in taken.messages[0] and taken.play.route is None and taken.play.scene.id == "desk"
    spoiled(path, route=["short"])
    with pytest.raises(CannotLoad, match="route"):
        shelf.load(path, case)


def test_a_step_that_only_says_it_was_passed_over(case: Case, shelf: Shelf) -> None:
    path = kept(shelf, case, "wait")
    steps = json.loads(path.read_bytes())["steps"]
    spoiled(path, steps=[{**steps[0], "by_route": True}])
    assert shelf.load(path, case).play.decisions == ("wait",)
    spoiled(path, steps=[{**steps[0], "by_route": True, "passed": True}], route=None)
    assert shelf.load(path, case).play.scene.id == "lane"


def test_a_chapter_and_a_route_at_once(case: Case, shelf: Shelf) -> None:
    path = kept(shelf, case)
    spoiled(path, chapter="night")
    taken = shelf.load(path, case)
    assert (taken.play.chapter, taken.play.route) == ("night", None)
