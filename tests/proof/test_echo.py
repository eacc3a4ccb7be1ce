"""Which choices leave a trace, which and how large: small cases, and invented ones worked out slowly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from game.case.diagnostics.problems import Problem
from game.case.model import Block, Case, Choice, Echo, Effects, Reason, Record, Scene
from game.case.proof import LaterChange, prove
from game.proof.diagnostics import problems_found
from tests.cases import case, choice, scene
from tests.invented_cases import any_case, condition
from tests.proof.echo_by_hand import Pages
from tests.proof.reference import TooLarge
from tests.proof.test_against_reference import SLOWLY

LONG = "Ten words are told here, and these are all ten."


def after_a_vote(*later: Scene, **rest: object) -> Case:
    """`aye` and `nay` at `vote` set a flag, and then comes what is given."""
    vote = scene(
        "vote",
        choice("aye", later[0].id, set={"f": True}, told="said aye"),
        choice("nay", later[0].id, told="said nay"),
    )
    return case(vote, *later, variables={"f": False, "g": False}, **rest)


def vote_in(small: Case) -> tuple[LaterChange, LaterChange]:
    found = prove(small).echo
    assert found is not None
    return found["vote/aye"], found["vote/nay"]


def hints(small: Case) -> list[Problem]:
    return [each for each in problems_found(small, prove(small, echo=False)) if each.code == "hollow-choice"]


def behind(when: str, first: str, choice_id: str = "go") -> Choice:
    """A choice with two reasons for being closed, the first where a test holds."""
    reasons = (Reason(when=first, text="You said aye."), Reason(text="It is late."))
    return choice(choice_id, "end", when=when, closed=reasons)


END = scene("end", text=LONG)

TRACES = {
    "a block": (after_a_vote(scene("end", text=["Over.", ("f", LONG)])), "block"),
    "the same text in another block": (after_a_vote(scene("end", text=[("f", LONG), ("not f", LONG)])), None),
    "a door": (
        after_a_vote(scene("hall", choice("go", "end", when="f"), choice("stay", "end")), END),
        "door",
    ),
    "a reason": (
        after_a_vote(
            scene(
                "hall",
                choice(
                    "go",
                    "end",
                    when="g",
                    closed=(Reason(when="f", text="You said aye."), Reason(text="It is late.")),
                ),
                choice("stay", "end"),
            ),
            END,
        ),
        "door",
    ),
    "the same reason twice": (
        after_a_vote(
            scene(
                "hall",
                choice(
                    "go",
                    "end",
                    when="g",
                    closed=(Reason(when="f", text="It is late."), Reason(text="It is late.")),
                ),
                choice("stay", "end"),
            ),
            END,
        ),
        None,
    ),
    "a reason of a choice that is hidden": (
        after_a_vote(
            scene(
                "hall",
                choice(
                    "go",
                    "end",
                    when="g",
                    hidden=True,
                    closed=(Reason(when="f", text="You said aye."), Reason(text="It is late.")),
                ),
                choice("stay", "end"),
            ),
            END,
        ),
        None,
    ),
    "a reason of a choice that is open by then": (
        after_a_vote(
            scene("hall", behind("g", "f"), choice("stay", "end"), enter=Effects(set={"g": True})), END
        ),
        None,
    ),
    "reasons that change places": (
        after_a_vote(
            scene(
                "hall",
                behind("g", "g", "a"),
                behind("g", "f", "b"),
                behind("g", "not f", "c"),
                choice("stay", "end"),
            ),
            END,
        ),
        "door",
    ),
    "a choice that is hidden": (
        after_a_vote(scene("hall", choice("go", "end", when="f", hidden=True), choice("stay", "end")), END),
        "door",
    ),
    "a way": (
        after_a_vote(scene("hall", goto=[("f", "room"), (None, "end")]), scene("room", goto="end"), END),
        "goto",
    ),
    "two ways to the same": (after_a_vote(scene("hall", goto=[("f", "end"), (None, "end")]), END), None),
    "an ending": (
        after_a_vote(scene("hall", goto=[("f", "won"), (None, "end")]), scene("won"), END),
        "ending",
    ),
    "what is told": (after_a_vote(scene("end", text="There you [voted](choice:vote).")), "block"),
    "what is told after a later choice": (
        after_a_vote(scene("hall", choice("go", "end", text="You [voted](choice:vote).")), END),
        "block",
    ),
    "her own sentence": (after_a_vote(scene("end", text="You [said why](because:vote).")), None),
    "nothing": (after_a_vote(END), None),
}


@pytest.mark.parametrize(("small", "first"), TRACES.values(), ids=TRACES)
def test_what_a_choice_touches_first(small: Case, first: str | None) -> None:
    for trace in vote_in(small):
        assert (trace.states, trace.unlike, trace.first) == (1, int(first is not None), first)
    assert bool([each for each in hints(small) if '"vote"' in each.message]) == (first is None)


def test_what_is_told_after_the_choice_itself_and_gauges_are_no_trace() -> None:
    small = after_a_vote(END)
    aye = replace(small.scenes["vote"].choices["aye"], text="You [voted](choice:vote).", add={"n": 1})
    vote = replace(small.scenes["vote"], choices={**small.scenes["vote"].choices, "aye": aye})
    made = case(vote, END, variables={"f": False, "n": (0, 3, 0)})
    assert {trace.first for trace in vote_in(made)} == {None} and len(hints(made)) == 1


def test_a_decision_that_is_hollow_only_behind_a_door_is_no_hollow_decision() -> None:
    """Where `strike` is closed, the two that are left come to the same; where it is open, it does not."""
    small = case(
        scene("vote", choice("aye", "hall", set={"f": True}), choice("nay", "hall")),
        scene("hall", choice("wait", "end"), choice("talk", "end"), choice("strike", "won", when="f")),
        scene("won"),
        END,
        variables={"f": False},
    )
    found = prove(small).echo
    assert found is not None
    assert found["hall/wait"] == found["hall/talk"] == LaterChange(2, 0, 0.0, 0.0, "ending")
    assert (found["hall/strike"].states, found["hall/strike"].unlike) == (1, 1)
    assert not hints(small)


@pytest.mark.parametrize("sooner", [(), (Reason(when="f", text="It is early."),)])
def test_a_door_that_was_gone_through_is_unlike_one_shut_for_its_reason(sooner: tuple[Reason, ...]) -> None:
    reasons = (*sooner, Reason(text="It is late."))
    ask = choice("ask", "hall", when="n == 0", once=True, closed=reasons, add={"n": 1})
    hall = scene("hall", ask, choice("wait", "hall", when="n == 0", add={"n": 1}), choice("go", "end"))
    found = prove(case(hall, END, variables={"n": (0, 1, 0), "f": False})).echo
    assert found is not None
    assert found["hall/ask"].first == found["hall/wait"].first == "door"
    assert found["hall/ask"].unlike == found["hall/wait"].unlike == 1


def test_one_that_is_open_alone_is_unlike_nothing() -> None:
    small = after_a_vote(
        scene("hall", choice("go", "end", when="f"), choice("stay", "end", when="not f")), END
    )
    found = prove(small)
    assert found.echo is not None and found.echo["hall/go"] == LaterChange(1, 0, 0.0, 0.0, None)
    assert not hints(small)


def test_a_trace_in_a_loop() -> None:
    """Round and round, and only one who said aye ever sees the way out."""
    round_it = after_a_vote(
        scene("hall", choice("on", "yard"), choice("out", "end", when="f and g")),
        scene("yard", choice("back", "hall", set={"g": True}), choice("leave", "end")),
        END,
    )
    assert {(trace.unlike, trace.first) for trace in vote_in(round_it)} == {(1, "door")}


def test_two_loops_that_look_the_same_are_the_same() -> None:
    """A promise asks for the flag, so the states differ; nothing that a player sees does."""
    from game.case.model import Promise

    round_it = after_a_vote(
        scene("hall", choice("on", "yard"), choice("out", "end")),
        scene("yard", choice("back", "hall"), choice("leave", "end")),
        END,
        promises=(Promise(always="not (f and g)"),),
    )
    assert {trace.first for trace in vote_in(round_it)} == {None}
    assert '"vote"' in hints(round_it)[0].message


def test_a_link_tells_no_more_once_the_scene_is_answered_anew() -> None:
    """The link is met behind the second vote alone, and then tells of that."""
    vote = scene(
        "vote", choice("aye", "vote_again", told="said aye"), choice("nay", "vote_again", told="said nay")
    )
    again = scene("vote_again", goto=[("visited(once)", "end"), (None, "once")])
    small = case(vote, again, scene("once", goto="vote"), scene("end", text="You [voted](choice:vote)."))
    for trace in vote_in(small):
        assert (trace.states, trace.unlike, trace.first) == (2, 1, "block")


def test_the_share_of_later_words_that_differ() -> None:
    """After `aye` ten words, after `nay`, the record's course, ten others; and on both lines the last ten."""
    other = "Ten other words are told here, and these are they."
    small = after_a_vote(scene("hall", goto="end", text=[("f", LONG), ("not f", other)]), END)
    assert vote_in(small)[1].most == 0.5, "without a record the first choice is the line"
    scenes = {**small.scenes, "vote": replace(small.scenes["vote"], record=Record(choice=("nay",)))}
    aye, nay = vote_in(replace(small, scenes=scenes))
    assert (aye.most, aye.mean, nay.most, nay.mean) == (0.5, 0.5, 0.0, 0.0)


def test_a_paragraph_that_tells_of_the_choice_is_another_paragraph() -> None:
    told = "Ten words are told here, and you all [have voted](choice:vote)."
    aye, nay = vote_in(after_a_vote(scene("hall", goto="end", text=told), END))
    assert (aye.most, nay.most) == (0.0, 0.5)


def test_a_scene_that_says_why_it_has_no_echo_gets_no_hint() -> None:
    small = after_a_vote(END)
    meant = replace(small.scenes["vote"], echo=Echo(none="The case ends here."))
    (hint,) = hints(small)
    assert "hollow" in hint.message and hint.severity == "hint"
    assert not hints(replace(small, scenes={**small.scenes, "vote": meant}))


def test_where_not_every_state_could_be_visited_it_is_undecided() -> None:
    from game.proof.report import as_object

    small = after_a_vote(END)
    proof = prove(small, budget=1e-9)
    assert proof.echo is None and proof.hollow is None
    assert as_object(proof)["choices"]["vote/aye"]["echo"] == "undecided"


# --- invented cases -----------------------------------------------------------------------------------


@st.composite
def telling_case(draw: st.DrawFn) -> Case:
    """An invented case whose doors give reasons or hide, and whose texts tell of what was chosen."""
    small = draw(any_case())
    texts = st.sampled_from(
        ["Sometimes.", "You [did](choice:s0).", "Why [so](because:s1)?", "And [that](choice:s1)."]
    )
    scenes = {}
    for each in small.scenes.values():
        blocks = tuple(Block(when=block.when, text=draw(texts)) for block in each.text)
        choices = {one.id: draw(telling_choice(one, texts)) for one in each.choices.values()}
        record = (
            Record(choice=(draw(st.sampled_from([*choices])),)) if choices and draw(st.booleans()) else None
        )
        scenes[each.id] = replace(each, text=blocks, choices=choices, record=record)
    return replace(small, scenes=scenes)


@st.composite
def telling_choice(draw: st.DrawFn, plain: Choice, texts: st.SearchStrategy[str]) -> Choice:
    several = draw(st.none() | condition(depth=1)) if plain.when else None
    closed = (
        Reason(when=several, text="For that."),
        Reason(text=draw(st.sampled_from(["No.", "For that."]))),
    )
    return replace(
        plain,
        told=draw(st.sampled_from(["went out", "stayed"])),
        text=draw(texts) if draw(st.booleans()) else "",
        hidden=bool(plain.when) and draw(st.booleans()),
        closed=closed if several else closed[1:] if plain.when else (),
    )


@SLOWLY
@given(telling_case())
def test_the_traces_are_those_that_a_player_would_find(small: Case) -> None:
    try:
        pages = Pages(small)
    except TooLarge:
        assume(False)
        raise
    proof = prove(small)
    expected = pages.traces()
    assert proof.echo is not None and proof.echo.keys() == expected.keys()
    for key, trace in expected.items():
        found = proof.echo[key]
        assert (found.states, found.unlike, found.first) == (trace.states, trace.unlike, trace.first), key
        assert (found.most, found.mean) == pytest.approx((trace.most, trace.mean)), key
    hollow = {scene_id for scene_id in small.scenes if pages.hollow(scene_id)}
    assert set(proof.hollow or ()) == hollow
