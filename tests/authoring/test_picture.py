"""What a picture shows: shapes, ways, what nobody comes to, and the part around a scene."""

from __future__ import annotations

from game.authoring.mermaid import mermaid
from game.authoring.picture import TrailStep, Unreached, history_of, joined, picture_of, reach_of, trail_of
from game.case.model import Chapter, Ending, NamedPath, Record
from game.play import Playthrough
from tests.authoring.pictures import whole
from tests.cases import case, choice, scene

CHAIN = case(
    scene("a", choice("on", "b"), choice("far", "e"), choice("no", shut="Never."), chapter="one"),
    scene("b", goto=[("a is far", "c"), (None, "d")], chapter="one"),
    scene("c", goto="d", chapter="two"),
    scene("d", goto="e"),
    scene("e", title="The end", ending=Ending(title="As it was", plausibility="taken")),
    chapters=(Chapter(id="one", title="One", start="a"), Chapter(id="two", title="Two", start="c")),
)


def test_shapes_and_notes() -> None:
    boxes = {box.id: box for box in whole(CHAIN).boxes}
    assert [box.shape for box in boxes.values()] == ["decision", "crossroads", "passage", "passage", "ending"]
    assert boxes["a"].notes == ("the case starts here",)
    assert boxes["c"].notes == ("a chapter starts here",)
    assert boxes["e"].notes == ("ending: As it was (taken)",)
    assert [door.fate for door in boxes["a"].doors] == ["", "", "a shut door"]


def test_several_ways_say_what_decides() -> None:
    ways = {(arrow.start, arrow.end): arrow.when for arrow in whole(CHAIN).arrows}
    assert ways == {
        ("a", "b"): "",
        ("a", "e"): "",
        ("b", "c"): "if a is far",
        ("b", "d"): "otherwise",
        ("c", "d"): "",
        ("d", "e"): "",
    }


def test_around_a_scene_is_so_many_steps_each_way() -> None:
    near = whole(CHAIN).around("c", 1)
    assert [box.id for box in near.boxes] == ["b", "c", "d"]
    assert {(arrow.start, arrow.end) for arrow in near.arrows} == {("b", "c"), ("b", "d"), ("c", "d")}
    assert "goes on elsewhere too" in near.boxes[2].notes
    assert [box.id for box in whole(CHAIN).around("c", 0).boxes] == ["c"]
    assert len(whole(CHAIN).around("c", 9).boxes) == 5
    first = whole(CHAIN).around("e", 1).boxes[0]
    assert [door.id for door in first.doors] == ["far"]


def test_chapters_keep_their_boxes() -> None:
    picture = whole(CHAIN)
    assert [box.id for box in picture.in_chapter("one")] == ["a", "b"]
    assert [box.id for box in picture.in_chapter("")] == ["d", "e"]
    alone = picture.only(["c"])
    assert dict(alone.chapters) == {"two": "Two"} and alone.arrows == ()


def test_what_no_way_leads_to() -> None:
    lost = case(
        scene("a", choice("on", "c"), choice("no", "b", shut="Never.")),
        scene("b", goto="c"),
        scene("c"),
    )
    reach = reach_of(lost)
    assert reach == Unreached(frozenset({"b"}), frozenset())
    box = whole(lost, reach).boxes[1]
    assert box.unreached and "no path leads here" in box.notes
    assert [arrow.dead for arrow in whole(lost, reach).arrows] == [False, True]


def test_what_is_proved_never_to_be_reached_or_open() -> None:
    assert reach_of(CHAIN).unreached == {"c"}
    told = case(
        scene("a", choice("x", "b"), choice("y", "b", when="a is y"), choice("z", shut="Never.")),
        scene("b"),
    )
    assert reach_of(told) == Unreached(frozenset(), frozenset({("a", "y")}))


def test_a_door_that_never_opens_is_dead() -> None:
    picture = picture_of(CHAIN, Unreached(frozenset(), frozenset({("a", "far")})), frozenset())
    assert picture.boxes[0].doors[1].fate == "never open"
    assert [arrow.dead for arrow in picture.arrows][:2] == [False, True]


def test_an_entry_of_goto_that_is_never_taken_is_dead_and_no_part_of_history() -> None:
    told = case(
        scene("a", choice("x", [("visited(b)", "c"), (None, "c")]), choice("y", "b")),
        scene("b", goto=[("visited(c)", "a"), (None, "c")]),
        scene("c"),
        paths=[NamedPath(id="history", choices=("x",))],
    )
    reach = reach_of(told)
    assert reach.untaken == {("a", "x", 0), ("b", "continue", 0)}
    first, second, _, third, _ = picture_of(told, reach, history_of(told)).arrows
    assert (first.dead, first.by_history, second.dead, second.by_history) == (True, False, False, True)
    assert third.dead


def test_history_follows_the_path_of_that_name() -> None:
    told = case(
        scene("a", choice("x", "b"), choice("y", "b"), record=Record(choice=("x",))),
        scene("b", goto="c"),
        scene("c"),
        paths=[NamedPath(id="history", choices=("y",))],
    )
    assert history_of(told) == {TrailStep("a", "y", "b"), TrailStep("b", "", "c")}


def test_without_such_a_path_history_follows_the_record() -> None:
    told = case(
        scene("a", choice("x", "b", when="open"), choice("y", "b"), record=Record(choice=("y", "x"))),
        scene("b", choice("v", "c"), choice("w", "d"), stance="archive"),
        scene("c", choice("u", "d")),
        scene("d"),
        variables={"open": False},
    )
    assert history_of(told) == {TrailStep("a", "y", "b"), TrailStep("b", "v", "c")}
    boxes = {box.id: box for box in whole(told).boxes}
    assert [door.by_history for door in boxes["a"].doors] == [True, True]
    assert not any(door.by_history for door in boxes["b"].doors)
    assert boxes["c"].by_history and not boxes["d"].by_history


def test_a_path_that_no_longer_fits_is_not_followed() -> None:
    told = case(
        scene("a", choice("x", "b"), record=Record(choice=("x",))),
        scene("b"),
        paths=[NamedPath(id="history", choices=("gone",))],
    )
    assert history_of(told) == {TrailStep("a", "x", "b")}


def test_a_record_that_goes_round_in_a_circle_ends() -> None:
    told = case(scene("a", choice("x", "a"), choice("y", "b"), record=Record(choice=("x",))), scene("b"))
    assert history_of(told) == {TrailStep("a", "x", "a")}


def test_the_players_way_is_marked() -> None:
    play = Playthrough(CHAIN).choose("far")
    picture = picture_of(CHAIN, Unreached(), frozenset(), trail_of(play))
    assert [(arrow.start, arrow.end) for arrow in picture.arrows if arrow.by_player] == [("a", "e")]
    assert picture.boxes[0].doors[1].words == ("taken by the player",)


def test_a_part_keeps_the_doors_that_lead_out_of_it() -> None:
    first = whole(CHAIN).only(["a", "b"]).boxes[0]
    assert [door.id for door in first.doors] == ["on", "far", "no"]
    assert "goes on elsewhere too" in first.notes
    assert mermaid(whole(CHAIN).only(["a", "b"])).count("-.-x") == 1


def test_doors_that_share_their_ways_lead_to_a_junction() -> None:
    shared = [("a is x", "b"), (None, "c")]
    told = case(
        scene(
            "a",
            choice("x", shared),
            choice("y", shared),
            choice("z", "c"),
            choice("w", [("a is x", "c"), (None, "b")]),
        ),
        scene("b"),
        scene("c"),
    )
    history = trail_of(Playthrough.replay(told, ["y"]))
    ways = joined(picture_of(told, reach_of(told), history))
    assert dict(ways.junctions) == {"a": ["a.1"]}
    assert [(arrow.start, arrow.door, arrow.end, arrow.by_history) for arrow in ways.arrows] == [
        ("a", "x", "a.1", False),
        ("a", "y", "a.1", True),
        ("a.1", "", "b", False),
        ("a.1", "", "c", True),
        ("a", "z", "c", False),
        ("a", "w", "c", False),
        ("a", "w", "b", False),
    ]
