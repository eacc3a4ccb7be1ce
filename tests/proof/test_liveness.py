"""What must be remembered where: as much as something may still ask for, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.case.model import Case, Effects
from game.play.program import Program
from game.proof.explicit_state import alive_at
from tests.cases import case, choice, scene


def remembered(
    small: Case, also: Mapping[str, Iterable[str]] | None = None, everywhere: Iterable[str] = ()
) -> dict[str, set[str]]:
    """For each scene the fields whose bits are kept on arriving there."""
    layout = Program.of(small).layout
    alive = alive_at(Program.of(small), also or {}, everywhere)
    assert all(mask & layout.scene_mask == layout.scene_mask for mask in alive)
    return {
        scene_id: {name for name, place in layout.fields.items() if mask & place.whole}
        for scene_id, mask in zip(layout.scenes, alive, strict=True)
    }


WALK = case(
    scene("first", choice("set", "hall", set={"n": 3}), choice("add", "hall", add={"n": 1})),
    scene("hall", choice("on", [("k > 0", "room"), (None, "yard")], once=True), choice("back", "first")),
    scene("room", choice("x", "end", when="n > 1"), choice("y", "end"), enter=Effects(set={"m": 1})),
    scene("yard", text=["a", ("m > 0", "b"), ("f", "c")], goto="end"),
    scene("end"),
    variables={"n": (0, 9, 0), "m": (0, 9, 0), "k": (0, 9, 0), "f": False, "spare": False},
)


def test_a_scene_remembers_what_may_still_be_asked_for() -> None:
    once = "once hall on"
    assert remembered(WALK) == {
        "first": {"n", "m", "k", "f", once},
        "hall": {"n", "m", "k", "f", once},
        "room": {"n"},
        "yard": {"m", "f"},
        "end": set(),
    }


def test_what_is_set_on_the_way_or_on_arriving_need_not_be_remembered_before() -> None:
    told = case(
        scene("first", choice("go", "hall", set={"n": 3})),
        scene("hall", choice("on", "room"), text=["a", ("n > 0", "b")]),
        scene("room", choice("x", "end", when="m > 0"), choice("y", "end"), enter=Effects(set={"m": 1})),
        scene("end"),
        variables={"n": (0, 9, 0), "m": (0, 9, 0)},
    )
    assert remembered(told) == {"first": set(), "hall": {"n"}, "room": {"m"}, "end": set()}


def test_what_is_asked_besides_is_remembered_as_far_as_it_is_asked() -> None:
    more = remembered(WALK, {"yard": ["n"]}, ["spare"])
    assert more["yard"] == {"m", "f", "n", "spare"} and more["end"] == {"spare"}
