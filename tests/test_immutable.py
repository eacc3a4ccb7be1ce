"""Objects that never change: compared, shown, hashed and handed over by what they hold."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, field, replace
from functools import cached_property

import pytest

from game.case.node import Node, Origin, entry, node
from game.immutable import immutable, remembering


@immutable
class Sheet:
    title: str
    lines: tuple[str, ...] = ()
    memory: dict[str, str] = field(default_factory=dict, compare=False, repr=False)


@immutable
class Signed:
    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Signed) and self.name.lower() == other.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())


@remembering
class Counted:
    words: tuple[str, ...]

    @cached_property
    def letters(self) -> list[int]:
        return [len(word) for word in self.words]


@node
class Written(Node):
    text: str = entry("What it says.")
    words: tuple[str, ...] = entry("Some of them.", default=())
    notes: dict[str, str] = field(default_factory=dict)


def test_two_that_hold_the_same_are_the_same() -> None:
    assert Sheet("a", ("b",), {"seen": "x"}) == Sheet("a", ("b",), {})
    assert Sheet("a") != Sheet("b")
    assert len({Sheet("a", ("b",)), Sheet("a", ("b",)), Sheet("a")}) == 2
    assert Sheet("a") != Signed("a")


def test_what_the_class_itself_says_of_comparing_stays() -> None:
    assert Signed("Zinoviev") == Signed("ZINOVIEV")
    assert len({Signed("Zinoviev"), Signed("ZINOVIEV")}) == 1


def test_they_say_what_they_hold() -> None:
    assert repr(Sheet("a", ("b",))) == "Sheet(title='a', lines=('b',))"
    assert repr(Written(text="x", origin=Origin("case.yaml", 3))) == "Written(text='x', words=(), notes={})"


@pytest.mark.parametrize("held", [Sheet("a"), Written(text="a"), Counted(("a",))])
def test_nothing_can_be_changed_or_taken_away(held: object) -> None:
    with pytest.raises(FrozenInstanceError):
        held.title = "other"  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        del held.title  # type: ignore[attr-defined]


def test_where_a_thing_was_written_is_not_part_of_what_it_says() -> None:
    assert Written(text="a", origin=Origin("one.yaml")) == Written(text="a", origin=Origin("other.yaml"))


def test_a_field_of_the_model_is_given_by_name_or_has_a_default() -> None:
    assert Written(text="a").words == ()
    assert Written(text="a").notes is not Written(text="a").notes
    with pytest.raises(TypeError, match="needs the field 'text'"):
        Written()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="has no field 'texts'"):
        Written(text="a", texts="b")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("in_turn", "by_name"),
    [((), {}), (("a", (), {}, "more"), {}), (("a",), {"title": "b"}), (("a",), {"no": 1})],
)
def test_a_field_is_given_once_in_its_order_or_by_its_name(
    in_turn: tuple[object, ...], by_name: dict[str, object]
) -> None:
    assert Sheet("a", lines=("b",)) == Sheet(title="a", lines=("b",))
    with pytest.raises(TypeError, match="Sheet"):
        Sheet(*in_turn, **by_name)  # type: ignore[arg-type]


def test_what_is_worked_out_once_is_kept() -> None:
    counted = Counted(("one", "three"))
    assert counted.letters == [3, 5]
    assert counted.letters is counted.letters


@pytest.mark.parametrize("held", [Sheet("a", ("b",)), Written(text="a", words=("b",)), Counted(("a",))])
def test_another_process_takes_them_up_as_they_are(held: object) -> None:
    taken_up = pickle.loads(pickle.dumps(held))
    assert taken_up == held
    assert type(taken_up) is type(held)


def test_a_copy_with_something_else_in_it() -> None:
    assert replace(Written(text="a"), text="b") == Written(text="b")
    assert replace(Sheet("a"), lines=("c",)) == Sheet("a", ("c",))
