"""The debrief as a report: the same blocks for every face, and nothing said where there is nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.case.model import Case, Cause, Chapter, Document, Extract, Record, Source, View
from game.play import Playthrough
from game.play.report.document import Entry, Fact, Grid, GridRow, all_words
from game.play.report.report import Report, Telling
from tests.cases import case, choice, scene
from tests.play.answers import answered
from tests.play.debrief.test_debrief import CASE, played


def told(play: Playthrough, telling: Telling = "read") -> str:
    """All that a report says, in order."""
    blocks = [block for part in Report(play.debrief(), telling).parts for block in part.blocks]
    return " ".join(words.in_full for words in all_words(blocks))


def titles(play: Playthrough, telling: Telling = "read") -> list[str]:
    return [part.title for part in Report(play.debrief(), telling).parts]


# --- nothing is said of nothing ------------------------------------------------------------------------


def bread() -> Playthrough:
    """A case that is not history: no record, no papers, no people."""
    return Playthrough(case(scene("dough", choice("knead", "loaf")), scene("loaf"))).choose("knead")


@pytest.mark.parametrize("telling", ["opened", "read", "handed_in"])
def test_parts_without_anything_in_them_are_left_out(telling: Telling) -> None:
    assert titles(bread(), telling) == ["Leave the role", "Your plan", "Your path"]
    assert len(titles(played())) == 11


@pytest.mark.parametrize(
    "words",
    ["chairs", "the library", "own words", "the papers", "open papers", "imagined", "left no paper"],
)
def test_what_is_not_so_is_not_said(words: str) -> None:
    assert words not in told(bread()).casefold()


def test_what_is_so_is_said() -> None:
    seated = replace(CASE, scenes={**CASE.scenes, "sheet": replace(CASE.scenes["sheet"], stance="witness")})
    said = told(Playthrough(seated).go_on().choose("sign").choose("yes").choose("sources"))
    for words in (
        "The chairs you sat behind",
        "What follows takes about twelve minutes",
        "our own words",
        "imagined",
    ):
        assert words in said


# --- rows and what opens behind them --------------------------------------------------------------------


@pytest.mark.parametrize("play", [played(), answered("of_war", "telegram")])
def test_every_row_opens_a_page_that_begins_with_what_it_is_called(play: Playthrough) -> None:
    report = Report(play.debrief(), "opened")
    keys = [
        row.key
        for part in report.parts
        for block in part.blocks
        if isinstance(block, Grid)
        for row in block.rows
        if isinstance(row, GridRow) and row.key and not row.key.startswith("fold:")
    ]
    assert keys and len(set(keys)) == len(keys)
    for key in keys:
        assert report.library.page(key), key
    assert report.library.page("paper:appeal") == () and report.library.beside("point:sheet") == ()


def test_our_verdict_waits_for_her_mark_unless_it_is_handed_in() -> None:
    play = Playthrough(CASE).go_on().choose("sign").choose("yes").choose("sources")
    marked = play.mark("at_desk", "sound")
    assert [said.count("contested") for said in (told(play), told(marked), told(play, "handed_in"))] == [
        2,
        3,
        3,
    ]


# --- the plan --------------------------------------------------------------------------------------------


def plan_of(play: Playthrough) -> list[tuple[str, str, str]]:
    """What stands in the plan that is handed in: labels, and in which hand what is said below them."""
    (part,) = [part for part in Report(play.debrief(), "handed_in").parts if part.key == "plan"]
    labelled = [
        (block.title if isinstance(block, Entry) else block.label, block.words)
        for block in part.blocks
        if isinstance(block, Entry | Fact)
    ]
    return [(label, words.tone, words.paragraph.text) for label, found in labelled for words in found]


def judging() -> Playthrough:
    paper = Document(
        id="memo", title="Memo", worth="It dates.", limits="It omits.", causes={"fear": "supports"}
    )
    small = case(
        scene("a", choice("b", "end"), documents=("memo",)),
        scene("end"),
        documents=[paper],
        causes=[Cause(id="fear", title="Fear")],
    )
    return Playthrough(small).open("memo").choose("b", cites=["memo"])


def test_the_plan_judges_nothing_for_her() -> None:
    play = judging()
    plan = plan_of(play)
    assert ("Worth", "blank", "What is it good evidence for?") in plan
    assert ("Limits", "blank", "What can it not show?") in plan
    assert "It dates" not in told(play, "handed_in")
    plan = plan_of(play.note("It has a date.", "memo", "worth").note("It is dated.", "memo", "worth"))
    at = plan.index(("Worth", "player", "It is dated."))
    assert plan[at + 1 : at + 3] == [
        ("Ours", "text", "It dates."),
        ("Limits", "blank", "What can it not show?"),
    ]


def test_her_claim_stands_in_the_plan_and_can_be_taken_out_again() -> None:
    play = judging().put_forward("  Fear\x1b[2J ruled. ")
    assert ("A claim of your own", "player", "Fear ruled.") in plan_of(play)
    taken_out = plan_of(play.put_forward(""))
    assert [tone for label, tone, _ in taken_out if label == "A claim of your own"] == ["blank"]


def test_a_chapter_played_alone_asks_its_own_question() -> None:
    chapter = Chapter(id="one", title="The poll", start="hall", question="Why a poll?")
    asked = replace(CASE, chapters=(chapter, *CASE.chapters[1:]))
    assert Playthrough(asked, "one").debrief().plan.question == "Why a poll?"
    assert Playthrough(asked).debrief().plan.question == "Why?"
    assert Playthrough(CASE, "one").debrief().plan.question == "Why?"


def views() -> Case:
    """A leak at one point, the warning set aside at another; who argues what of each."""
    usual = View(who="The usual reading", argues="A leak.", against="A mistake.")
    leak = View(who="Sakharov (2003)", argues="No leak.", against="It is.")
    aside = View(who="Deutscher (1959)", argues="The trio.", against="The delegates.")
    return case(
        scene(
            "page",
            choice("on", "council"),
            documents=("memo",),
            record=Record(happened="It went.", causes=("machine",), views=(usual, leak)),
        ),
        scene(
            "council",
            choice("on", "end"),
            record=Record(happened="Set aside.", causes=("machine", "trio"), views=(usual, aside)),
        ),
        scene("end"),
        documents=[Document(id="memo", title="Memo", causes={"machine": "supports"})],
        causes=[Cause(id="machine", title="The machine"), Cause(id="trio", title="The trio")],
        sources=[Source(id="s", title="S")],
    )


def test_the_view_to_test_is_a_named_historians_on_the_point_nearest_to_the_question() -> None:
    play = Playthrough(views()).open("memo").choose("on").choose("on")
    plan = play.debrief().plan
    assert plan.view is not None and plan.view.who == "Deutscher (1959)"
    assert plan.view.against == "The delegates."
    nobody = Playthrough(views()).choose("on").choose("on").debrief().plan
    assert nobody.view is None
    unnamed = replace(
        views(),
        scenes={
            name: replace(each, record=replace(each.record, views=each.record.views[:1]))
            if each.record
            else each
            for name, each in views().scenes.items()
        },
    )
    assert Playthrough(unnamed).open("memo").choose("on").choose("on").debrief().plan.view is None


def test_a_historian_who_puts_first_what_she_argues_comes_before_any_view() -> None:
    plan = answered("of_rivals", "memoir").debrief().plan
    assert plan.view is not None and plan.view.who == "Conquest (1990)"


def test_a_paper_in_its_own_words_is_not_called_ours() -> None:
    memo = replace(judging().case.documents["memo"], extract=Extract(text="“So it was.”", translation="ours"))
    small = replace(judging().case, documents={"memo": memo})
    said = told(Playthrough(small).choose("b"))
    assert "Every paper is given in our own words" not in said and "it speaks in its own" in said
