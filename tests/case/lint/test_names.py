"""Names that stand before their link, and names that only look as if they did."""

from __future__ import annotations

import pytest

from game.case.checks.context import Checking
from game.case.diagnostics.problems import Problems
from game.case.lint.names import names_are_linked_first
from game.case.model import Term
from tests.case.sound import scenes
from tests.cases import case, scene
from tests.growth import grows_as_it_should

PEOPLE = """\
people:
  anna: {name: Anna Petrova, fate: Unknown.}
  kirov: {name: Sergei Kirov, fate: "[Shot](person:orlov), [said](person:orlova) [one](person:chairman)."}
  orlov: {name: Boris Orlov, fate: Unknown.}
  orlova: {name: Vera Orlov, fate: Unknown.}
  chairman: {name: The Chairman, composite: true}
"""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[Kirov](person:kirov) came. Kirov went.", ""),
        ("[Sergei Kirov](person:kirov) came.", ""),
        ("Kirov came. [Kirov](person:kirov) went.", "Kirov"),
        ("Sergei Kirov came. [He](person:kirov) went.", "Kirov"),
        ("[A letter of Kirov's](document:note) came. [He](person:kirov) did too.", ""),
        ("They live in Kirov Street. [He](person:kirov) does not.", ""),
        ("Maria Kirov came. [He](person:kirov) did not.", ""),
        ("The Kirovs came. [He](person:kirov) did not.", ""),
        ("Orlov came. [He](person:kirov) did not.", ""),
        ("The Chairman came. [He](person:kirov) did not.", ""),
        ("A vote was held by [Kirov](person:kirov).", ""),
        ("A vote was held by [Kirov](person:kirov), a [show of hands](term:vote).", "vote"),
        ("A Vote was held by [Kirov](person:kirov).", "Vote"),
        ("A [vote](term:vote) was held by [Kirov](person:kirov). The vote was open.", ""),
        ("The voters came. [He](person:kirov) did not.", ""),
    ],
)
def test_a_name_before_its_link(text: str, named: str, tmp_path, messages) -> None:
    said = messages({"people.yaml": PEOPLE, **scenes(text=f'"{text}"')})
    assert said == ([f'"{named}" stands here before its link in this scene, or without one'] if named else [])


def test_a_link_beside_the_text_counts(found) -> None:
    door = "    perspective: You follow [Kirov](person:kirov).\n"
    assert found({"people.yaml": PEOPLE, **scenes(text="Kirov came.", door=door)}) == []


def test_an_earlier_part_of_the_text_counts(found) -> None:
    text = '["[He](person:kirov) came.", {when: warned, text: Kirov went.}]'
    assert found({"people.yaml": PEOPLE, **scenes(text=text)}) == []


def test_of_two_names_that_begin_alike_the_longer_counts(messages) -> None:
    terms = "terms:\n  vote: {title: Vote, text: A}\n  open_vote: {title: Vote by hands, text: B}\n"
    text = "'[It](term:vote), [it](term:open_vote). A Vote by hands came.'"
    assert messages({"terms.yaml": terms, **scenes(text=text)}) == []
    text = "'[It](term:vote). A Vote by hands, [it](term:open_vote), came.'"
    assert messages({"terms.yaml": terms, **scenes(text=text)}) == [
        '"Vote by hands" stands here before its link in this scene, or without one'
    ]


def test_a_name_ends_where_its_words_end_and_names_do_not_overlap(messages) -> None:
    terms = "terms:\n  vote: {title: Vote by hand, text: A}\n  hand: {title: hand count, text: B}\n"
    text = "'A Vote by handing came, then [it](term:vote), then [it](term:hand).'"
    assert messages({"terms.yaml": terms, **scenes(text=text)}) == []
    text = "'A Vote by hand count came. [It](term:vote), [it](term:hand).'"
    assert messages({"terms.yaml": terms, **scenes(text=text)}) == [
        '"Vote by hand" stands here before its link in this scene, or without one'
    ]


def test_many_names_in_many_words_are_looked_up_and_not_searched_for() -> None:
    def look_through(size: int) -> None:
        terms = [Term(id=f"t{number}", title=f"Word{number} of it", text="A") for number in range(size)]
        words = " ".join(f"word{number} of it, Word{number * 7} of" for number in range(size))
        names_are_linked_first(Checking(case(scene("a", text=words), terms=terms), Problems()))

    assert grows_as_it_should(look_through, 500)
