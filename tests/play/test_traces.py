"""What a scene shows because of an earlier decision, and which decision that was."""

from __future__ import annotations

import pytest

from game.case import Case
from game.case.model import Document, Reason
from game.play import Playthrough
from game.play.moment import ways_opened
from tests.cases import case, choice, moved_twice, scene


def village(**door: object) -> Case:
    """Two decisions in April and in October, and a passage and a meeting that remember them."""
    door = {"when": "trust >= 3", **door}
    return case(
        scene(
            "market",
            choice("sign", "road", told="signed the sheet", add={"trust": 1}),
            choice("wait", "road", told="put it off", set={"mood": "angry"}, add={"strain": 3}),
            choice("send", "road", label="Send the sheet.", reveals=("sheet",)),
            date="April 1921",
            title="Market day",
        ),
        scene(
            "road", choice("talk", "hall", told="talked on the way"), choice("sleep", "hall"), date="Night"
        ),
        scene(
            "hall",
            choice("ask", "end", **door),  # type: ignore[arg-type]
            choice("go", "end"),
            text=[
                "The hall is cold.\n\nSomebody [signed](choice:market), they say.",
                ("trust >= 3", "They nod.\n\nOne smiles."),
                ("mood is angry", "They are angry."),
                ("has(sheet)", "The sheet has come."),
                ("road is talk or strain >= 5", "They have heard."),
                ("strain >= 2", "They are tired."),
            ],
            simpler=[("mood is angry", "All are angry.")],
            documents=("law",),
        ),
        scene("end"),
        variables={"trust": (0, 4, 2), "strain": (0, 9, 2), "mood": ("calm", "angry")},
        documents=[Document(id="sheet", title="The sheet"), Document(id="law", title="The law")],
    )


SIGNED = "because in April 1921 you chose: signed the sheet"
PUT_OFF = "because in April 1921 you chose: put it off"
SENT = "because in April 1921 you chose: Send the sheet."
TALKED = "because at “Scene road” you chose: talked on the way"


@pytest.mark.parametrize(
    ("choices", "paragraphs", "doors"),
    [
        (("sign", "sleep"), {1: SIGNED, 2: SIGNED}, {"ask": SIGNED}),
        (("sign", "talk"), {1: SIGNED, 2: SIGNED, 4: TALKED}, {"ask": SIGNED}),
        (("wait", "sleep"), {1: PUT_OFF, 2: PUT_OFF, 3: PUT_OFF}, {}),
        (("send", "sleep"), {1: SENT, 2: SENT}, {}),
    ],
)
def test_what_reacts_to_a_decision_says_to_which(
    choices: tuple[str, ...], paragraphs: dict[int, str], doors: dict[str, str]
) -> None:
    traces = Playthrough.replay(village(), choices).moment.traces()
    assert {each.paragraph: each.because for each in traces if each.paragraph is not None} == paragraphs
    assert {each.door: each.because for each in traces if each.door is not None} == doors


def test_what_would_be_so_anyway_bears_no_mark() -> None:
    """Strain begins at the two that its paragraph asks for, so waiting, which raises it, is not why."""
    tired = Playthrough.replay(village(), ("wait", "talk"))
    assert tired.moment.paragraphs[-1] == "They are tired."
    assert [each.paragraph for each in tired.moment.traces()] == [1, 2, 3]


def test_the_decision_that_counts_is_found_behind_later_ones() -> None:
    """Of a number the first that was enough; a word was last moved by one that changed nothing here."""
    end = Playthrough.replay(moved_twice(), ("much", "more", "on"))
    assert [(each.paragraph, each.because) for each in end.moment.traces()] == [
        (0, "because at “Scene first” you chose: gave much")
    ]


def test_a_shut_door_goes_back_to_what_its_reason_names() -> None:
    reasons = (Reason(when="market is send", text="You sent it."), Reason(text="Too few trust you."))
    sent = Playthrough.replay(village(closed=reasons), ("send", "talk")).moment
    assert [(each.door, each.because) for each in sent.traces() if each.door] == [("ask", SENT)]
    waited = Playthrough.replay(village(closed=reasons), ("wait", "talk")).moment
    assert not [each for each in waited.traces() if each.door]


def test_the_reading_that_shows_is_the_one_that_is_marked() -> None:
    waited = Playthrough.replay(village(), ("wait", "sleep")).moment
    assert [(each.paragraph, each.because) for each in waited.traces(easier=True)] == [(0, PUT_OFF)]
    signed = Playthrough.replay(village(), ("sign", "sleep")).moment
    assert signed.simpler == () and signed.traces(easier=True) == signed.traces()


def test_what_was_passed_over_or_chosen_by_nobody_is_no_decision_of_hers() -> None:
    passed = Playthrough(village()).pass_over().pass_over()
    assert passed.steps[0].choice == "sign" and passed.moment.traces() == ()
    assert Playthrough(village()).moment.traces() == ()


def test_many_decisions_behind_one_paragraph_are_counted() -> None:
    many = case(
        *(scene(f"s{at}", choice("go", f"s{at + 1}", told=f"went {at}"), date="1921") for at in range(5)),
        scene("s5", text=[(" and ".join(f"s{at} is go" for at in range(5)), "All.")]),
    )
    (trace,) = Playthrough.replay(many, ["go"] * 5).moment.traces()
    assert trace.because == (
        "because in 1921 you chose: went 0, and in 1921 you chose: went 1, and in 1921 you chose: went 2, "
        "and of two more choices"
    )
    assert len(trace.steps) == 5


def test_a_paper_that_opens_ways_says_which() -> None:
    doors = case(
        scene(
            "a",
            choice("one", "end", when="read(law)"),
            choice("two", "end"),
            choice("three", "end", when="read(law) and read(sheet)", hidden=True),
            choice("four", "end", when="read(sheet)"),
            documents=("law", "sheet"),
        ),
        scene("end"),
        documents=[Document(id="law", title="The law"), Document(id="sheet", title="The sheet")],
    )
    start = Playthrough(doors)
    law = start.open("law")
    assert ways_opened(start, law) == "A way has opened: 1."
    assert ways_opened(law, law.open("sheet")) == "Ways have opened: 3 and 4."
    assert ways_opened(law, law.open("law")) == ""
