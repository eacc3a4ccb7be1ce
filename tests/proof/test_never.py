"""What never happens, what always holds where it stands, and why: each cause told once."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest

from game.case.diagnostics.problems import Problem
from game.case.model import Block, Case, Chapter, Echo, Effects, NamedPath, Promise
from game.case.node import Origin
from game.case.proof import Proof, ProofFinding, prove
from game.proof.diagnostics import problems_found
from game.proof.explicit_state import Explorer, TooMany
from game.proof.guided_search import Searcher
from game.proof.properties import Query
from game.proof.random_play import Noted
from game.proof.result import UNDECIDED
from tests.cases import case, choice, scene


def told(small: Case, proof: Proof | None = None) -> dict[str, str]:
    """The messages of a proof's problems by their codes."""
    return {each.code: each.message for each in problems_found(small, proof or prove(small))}


def too_large(small: Case) -> Proof:
    """What is proved where not every state can be visited."""
    with patch.object(Explorer, "explore", side_effect=TooMany("there are too many")):
        return prove(small)


QUARREL = case(
    scene(
        "hall",
        choice("vote", [("visited(quarrel)", "home"), (None, "quarrel")]),
        choice("wait", "quarrel"),
        echo=Echo(none="They quarrel all the same."),
    ),
    scene("quarrel", goto="home"),
    scene("home"),
)


@pytest.mark.parametrize("proved", [prove, too_large])
def test_an_entry_of_goto_that_is_never_taken(proved: type[Proof]) -> None:
    proof = proved(QUARREL)
    assert proof.goto["hall/vote/0"].verdict == "refuted"
    assert proof.goto["hall/vote/1"].witness == ("vote",)
    (message,) = told(QUARREL, proof).values()
    assert list(told(QUARREL, proof)) == ["never-taken"] and '"home"' in message


def test_a_last_entry_for_cases_that_do_not_come() -> None:
    small = case(
        scene(
            "hall",
            choice("ask", [("n >= 1", "home"), (None, "inn")], add={"n": 1}),
            choice("go", "inn"),
        ),
        scene("home"),
        scene("inn"),
        variables={"n": (0, 3, 0)},
    )
    message = told(small)["never-taken"]
    assert '"inn"' in message and "`n >= 1` above it always holds by then" in message


def test_an_entry_that_is_taken_where_a_chapter_is_played_alone_is_no_problem() -> None:
    scenes = [
        replace(each, chapter="part" if each.id == "hall" else "rest") for each in QUARREL.scenes.values()
    ]
    part = Chapter(id="part", title="Part", start="hall", set={"seen": True})
    small = case(
        replace(scenes[0], choices={"vote": choice("vote", [("seen", "home"), (None, "quarrel")])}),
        *scenes[1:],
        variables={"seen": False},
        chapters=(part,),
    )
    proof = prove(small)
    assert proof.goto["hall/vote/0"].verdict == "refuted" and proof.alone == ("hall/vote/0",)
    assert told(small, proof) == {}


def varying(**rest: object) -> Case:
    """A hall that is come to twice, with a number that grows."""
    return case(
        scene("hall", choice("stay", "hall", add={"n": 1}, when="n < 2"), choice("go", "end"), **rest),
        scene("end"),
        variables={"n": (0, 3, 0)},
    )


def test_conditions_that_always_hold_where_they_stand() -> None:
    small = varying(text=["Here.", ("n <= 2", "Always."), ("n >= 1", "At times.")])
    proof = prove(small)
    assert proof.always == ("hall/1",)
    assert told(small, proof) == {"always-here": '"n <= 2" always holds where it stands, at "hall"'}


def test_what_can_be_taken_only_once_is_asked_about_its_condition_alone() -> None:
    def asks(when: str) -> Case:
        return case(
            scene("hall", choice("ask", "hall", once=True, when=when, add={"n": 1}), choice("go", "end")),
            scene("end"),
            variables={"n": (0, 3, 0)},
        )

    assert prove(asks("n <= 1")).always == ("hall/ask",)
    assert prove(asks("n == 0")).always == ()


def test_what_a_paper_opens_is_no_condition_that_always_holds() -> None:
    from game.case.model import Document

    small = case(
        scene("hall", choice("ask", "end", when="read(memo)"), choice("go", "end"), documents=("memo",)),
        scene("end"),
        documents=[Document(id="memo", title="Memo")],
    )
    assert prove(small).always == ()


def test_a_condition_that_fails_in_a_chapter_played_alone_decides_something() -> None:
    small = varying(text=["Here.", ("n <= 2", "Always.")])
    late = Chapter(id="late", title="Late", start="hall", set={"n": 3})
    scenes = [replace(each, chapter="late") for each in small.scenes.values()]
    assert prove(case(*scenes, variables={"n": (0, 3, 0)}, chapters=(late,))).always == ()


def test_what_lies_behind_a_chapter_is_not_asked_about_when_it_is_played_alone() -> None:
    small = varying(text=["Here.", ("n <= 2", "Always.")])
    early = Chapter(id="early", title="Early", start="gate", set={"n": 3})
    scenes = [replace(scene("gate", choice("in", "hall")), chapter="early"), *small.scenes.values()]
    whole = case(*scenes, variables={"n": (0, 3, 0)}, chapters=(early,))
    assert prove(whole).always == ("hall/1",)


def test_a_part_of_a_condition_that_always_holds_is_not_the_whole() -> None:
    small = case(
        scene("hall", choice("ask", "end", when="n == 0 and key"), choice("go", "hall", set={"key": True})),
        scene("end"),
        variables={"n": (0, 3, 0), "key": False},
    )
    with patch.object(Noted, "play"):
        assert too_large(small).always == ()


@pytest.mark.parametrize("proved", [prove, too_large])
def test_a_scene_without_any_text_on_some_path(proved: type[Proof]) -> None:
    small = case(
        scene("street", choice("speak", "hall"), choice("listen", "hall")),
        scene("hall", choice("go", "end"), text=[("street is speak", "You spoke.")]),
        scene("end"),
    )
    proof = proved(small)
    assert [(fault.scene, fault.witness) for fault in proof.blank] == [("hall", ("listen",))]
    assert told(small, proof) == {"blank-scene": '"hall" shows no text at all after the choice listen'}


def test_a_scene_whose_only_text_is_empty_is_blank() -> None:
    small = case(scene("hall", choice("go", "end"), text=" "), scene("end"))
    assert [fault.scene for fault in prove(small).blank] == ["hall"]


def test_what_every_way_to_is_closed_is_not_reached_though_it_could_not_be_followed() -> None:
    answer = Searcher.answer

    def no_scenes(searcher: Searcher, question: Query, *rest: frozenset[int]) -> ProofFinding:
        return UNDECIDED if question.key[0] == "scene" else answer(searcher, question, *rest)

    small = case(
        scene(
            "hall", choice("down", "cellar", when="n == 3"), choice("on", [("n > 4", "attic"), (None, "end")])
        ),
        scene("cellar", goto="attic"),
        scene("attic", choice("back", "hall"), choice("stay", "attic")),
        scene("end"),
        variables={"n": (0, 5, 0)},
    )
    with patch.object(Searcher, "answer", no_scenes), patch.object(Noted, "play"):
        proof = too_large(small)
    assert {key for key, found in proof.scenes.items() if found.verdict == "refuted"} == {"cellar", "attic"}
    assert proof.variants["cellar/0"].verdict == "refuted"


# --- what quotes what has not been done --------------------------------------------------------------


def quoting(block: str | tuple[str, str], **end: object) -> Case:
    return case(
        scene("door", choice("in", "hall"), choice("round", "yard")),
        scene("yard", choice("knock", "hall")),
        scene("hall", choice("go", "end", **end), text=["Here.", block]),
        scene("end"),
    )


@pytest.mark.parametrize(
    ("text", "witness"),
    [
        ("You remember [it](choice:yard).", ("in",)),
        ("Because [of that](because:yard).", ("in",)),
        ("You remember [it](choice:door).", None),
        (("visited(yard)", "You remember [it](choice:yard)."), None),
        (("yard is knock", "You remember [it](choice:yard)."), None),
        (("yard is none", "You remember [it](choice:yard)."), ("in",)),
        ("You remember [it](choice:hall).", ("in",)),
    ],
)
def test_a_text_that_quotes_what_is_not_done_yet(
    text: str | tuple[str, str], witness: tuple[str, ...] | None
) -> None:
    small = quoting(text)
    proof = prove(small)
    assert [each.witness for each in proof.early] == ([witness] if witness else [])
    assert ("early-quote" in told(small, proof)) == bool(witness)


def test_what_is_told_after_a_choice_may_quote_that_choice() -> None:
    assert prove(quoting("There.", text="You said [it](choice:hall).")).early == ()
    (found,) = prove(quoting("There.", text="You said [it](choice:yard).")).early
    assert (found.text, found.witness) == ("go/text", ("in", "go"))


def test_what_is_not_known_of_quotations_is_named() -> None:
    assert "hall to yard" in too_large(quoting("You remember [it](choice:yard).")).unquoted


def test_the_easier_reading_is_held_to_the_same() -> None:
    """Where it asks what the standard text asks, or nothing, it is followed."""
    told_as = {"told": "knocked"}
    small = case(
        scene("door", choice("in", "hall"), choice("round", "yard")),
        scene("yard", choice("knock", "hall", **told_as)),
        scene(
            "hall",
            choice("go", "end"),
            text=["Here.", ("visited(yard)", "You knocked.")],
            simpler=["Here you remember [it](choice:yard).", ("visited(yard)", "You [did](choice:yard).")],
        ),
        scene("end"),
    )
    assert [(each.text, each.witness) for each in prove(small).early] == [("simpler/0", ("in",))]


# --- why ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("trust > 2", "`trust > 2`; here trust is always 2"),
        ("trust == 2 and mood is grim", "`mood is grim`; here mood is only angry or calm"),
        ("n == 3 and trust == 2", "`n == 3`; here n is only 0 to 2"),
        ("key", "`key`; here key is never set"),
        ("visited(cellar)", "`visited(cellar)`; here cellar has never been left"),
        ("not visited(start)", "`not visited(start)`; here start has always been left"),
        ("start is none", "`start is none`; here start is only a, b or c"),
        ("n == 2 and mood is calm", "`mood is calm`; where `n == 2` holds, mood is always angry"),
        ("n in (3, 4)", "`n in (3, 4)`; here n is only 0 to 2"),
        ("n + trust > 7", "`n + trust > 7`; here n is only 0 to 2, trust is always 2"),
    ],
)
def test_why_a_choice_never_opens(when: str, words: str) -> None:
    small = case(
        scene(
            "start",
            choice("a", "hall"),
            choice("b", "hall", add={"n": 1}),
            choice("c", "hall", add={"n": 2}, set={"mood": "angry"}),
        ),
        scene("hall", choice("door", "end", when=when), choice("down", "cellar")),
        scene("cellar", goto="end"),
        scene("end"),
        variables={
            "trust": (0, 5, 2), "n": (0, 5, 0), "mood": ("calm", "angry", "grim"), "key": False,
        },
    )  # fmt: skip
    message = told(small)["never-open"]
    assert message == f'in no playthrough is the choice "door" open at "hall": {words}'


def test_which_values_occur_where_an_entry_is_never_taken() -> None:
    """They are those after the choice has changed what it changes."""
    small = case(
        scene("hall", choice("stay", "hall", add={"n": 1}, when="n < 2"), choice("go", "gate")),
        scene("gate", choice("push", [("n == 0", "home"), (None, "inn")], add={"n": 1})),
        scene("home"),
        scene("inn"),
        variables={"n": (0, 5, 0)},
    )
    assert "`n == 0`; here n is only 1 to 3; so nothing comes of the scene home" in told(small)["never-taken"]


def test_which_values_occur_where_something_promised_is_not_possible() -> None:
    small = varying(text="Here.")
    promised = replace(small, promises=(Promise(possible="n == 3", at="hall"),))
    assert told(promised)["broken-promise"].endswith(
        "in no playthrough is it so: `n == 3`; here n is only 0 to 2"
    )


def test_one_cause_is_told_once_with_all_that_hangs_on_it() -> None:
    """A choice never opens, so its scene is not reached, and nothing is said of having been there."""
    small = case(
        scene("hall", choice("down", "cellar", when="key"), choice("go", "street")),
        scene("cellar", choice("up", "attic", set={"seen": True})),
        scene("attic", goto="street"),
        scene(
            "street",
            choice("tell", "end", when="seen"),
            choice("home", [("hall is down", "attic"), (None, "end")]),
            text=["Rain.", ("visited(cellar)", "Your boots are wet."), ("hall is down", "You were below.")],
        ),
        scene("end"),
        variables={"key": False, "seen": False},
    )
    messages = told(small)
    assert list(messages) == ["never-open"]
    assert messages["never-open"].endswith(
        "here key is never set; so nothing comes of the scenes cellar and attic, the choice street/tell, "
        "the entry street/home/1 and the paragraphs street/2 and street/3"
    )


def test_where_every_way_to_a_scene_is_closed_the_scene_is_the_cause() -> None:
    small = case(
        scene(
            "hall",
            choice("a", "attic", when="n == 1"),
            choice("b", "attic", when="n == 2"),
            choice("c", "end"),
        ),
        scene("attic", goto="end"),
        scene("end"),
        variables={"n": (0, 3, 0)},
    )
    messages = told(small)
    assert (
        list(messages) == ["never-reached"] and "the choices hall/a and hall/b" in messages["never-reached"]
    )


def test_what_arriving_would_have_made_so_hangs_on_the_scene() -> None:
    small = case(
        scene("hall", choice("a", "attic", when="n == 1"), choice("b", "end")),
        replace(scene("attic", goto="end"), enter=Effects(set={"seen": True})),
        replace(scene("end"), text=(Block(text="Over."), Block(when="seen", text="You were above."))),
        variables={"n": (0, 3, 0), "seen": False},
    )
    assert list(told(small)) == ["never-open"] and "the paragraph end/2" in told(small)["never-open"]


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (("shout", "go"), "at gate go led to war, since `n >= 2` held (n is 3)"),
        (("wait", "go"), "at gate go led to home, since `n >= 2` did not hold (n is 1)"),
    ],
)
def test_why_a_path_ends_elsewhere(choices: tuple[str, ...], words: str) -> None:
    small = case(
        scene("hall", choice("shout", "gate", add={"n": 2}), choice("wait", "gate")),
        scene("gate", choice("go", [("n >= 2", "war"), (None, "home")], add={"n": 1})),
        scene("war"),
        scene("home"),
        scene("inn"),
        variables={"n": (0, 5, 0)},
        paths=[NamedPath(id="one", choices=choices, ends="inn")],
    )
    (found,) = prove(small).paths
    assert found.reason.endswith(f"not at inn: {words}")


def test_of_things_that_wait_for_each_other_the_first_stands_for_both() -> None:
    small = case(
        scene(
            "hall",
            choice("key", "hall", when="lamp", set={"key": True}),
            choice("lamp", "hall", when="key", set={"lamp": True}),
            choice("go", "end"),
        ),
        scene("end"),
        variables={"key": False, "lamp": False},
    )
    messages = told(small)
    assert list(messages) == ["never-open"]
    assert '"key"' in messages["never-open"] and "the choice hall/lamp" in messages["never-open"]


def test_what_hangs_on_something_that_a_check_has_told_is_told_by_itself() -> None:
    small = case(
        scene("hall", choice("down", "cellar", when="n == 3"), choice("go", "street")),
        scene("cellar", goto="street"),
        scene("street", choice("on", "end"), text=["Rain.", ("hall is down", "You were below.")]),
        scene("end"),
        variables={"n": (0, 3, 0)},
    )
    places = {choice_id: Origin("a.yaml", line) for line, choice_id in enumerate(("down", "go"), 1)}
    doors = {key: replace(each, origin=places[key]) for key, each in small.scenes["hall"].choices.items()}
    hall = replace(small.scenes["hall"], choices=doors, origin=Origin("a.yaml", 9))
    small = replace(small, scenes={**small.scenes, "hall": hall})
    said = Problem("never-true", "warning", "a.yaml", 1, 1, "never so", "mend it")
    found = [each.code for each in problems_found(small, prove(small), [said])]
    assert sorted(found) == ["never-reached", "never-shown"]
