"""A handout: what stands on it, what must not stand on the class's part, and that nothing is markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.authoring.handout import READERS, handout
from game.authoring.handout.sheets import sheets_of
from game.case import load_case
from game.case.model import Case, Claim, Document, NamedPath, Person, Question, Record, Source, Term, View
from game.case.prose import plain
from game.play import UnknownId
from game.play.debrief.debrief import in_scope, within
from game.play.history import historical_line
from tests.cases import case, choice, scene

ROOT = Path(__file__).parents[2]
PARTS = [("testament", None), ("purges", "ryutin"), ("purges", None)]
HOSTILE = "<script>alert(1)</script> [a](person:x) | `b` *c* & ```"


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return {name: load_case(ROOT / "scenes" / name) for name in ("testament", "purges")}


def words(text: str) -> str:
    """A text without markup, line numbers or line breaks, to look for words in."""
    text = re.sub(r"^ +\d+  ", "", text, flags=re.MULTILINE)
    return " ".join(text.replace("\\", "").replace("*", "").split())


def said(markdown: str) -> str:
    return " ".join(plain(markdown).replace("*", "").split())


def scope_of(whole: Case, chapter: str | None) -> list[Document]:
    play = historical_line(whole, chapter).play
    return list(within(whole, (each for each in whole.scenes.values() if in_scope(play, each))))


@pytest.mark.parametrize(("name", "chapter"), PARTS)
def test_every_paper_is_there_with_its_provenance(
    cases: dict[str, Case], name: str, chapter: str | None
) -> None:
    text = words(handout(cases[name], ("students",), chapter, "md"))
    papers = scope_of(cases[name], chapter)
    assert len(papers) > 8
    for document in papers:
        assert document.title in text
        for paragraph in plain(document.provenance).split("\n\n") + plain(document.text).split("\n\n"):
            assert said(paragraph) in text


@pytest.mark.parametrize(("name", "chapter"), PARTS)
def test_the_class_is_not_told_how_it_came_out(
    cases: dict[str, Case], name: str, chapter: str | None
) -> None:
    whole = cases[name]
    text = words(handout(whole, ("students",), chapter, "md"))
    secret = [person.fate for person in whole.people.values()]
    for each in whole.scenes.values():
        for one in each.choices.values():
            secret += [one.text, one.otherwise]
        if each.record:
            secret += [each.record.happened, each.record.why]
            for view in each.record.views:
                secret += [view.argues, view.rests_on, view.against]
    secret += [claim.why for claim in whole.claims.values()]
    told = [said(each) for each in secret if len(each) > 25]
    assert len(told) > 50
    assert not [each for each in told if each in text]


@pytest.mark.parametrize(("name", "chapter"), PARTS)
def test_the_teacher_has_the_record(cases: dict[str, Case], name: str, chapter: str | None) -> None:
    whole = cases[name]
    text = words(handout(whole, ("teacher",), chapter, "md"))
    decisions = sheets_of(historical_line(whole, chapter).play).decisions
    assert decisions
    for decision in decisions:
        record = decision.scene.record
        assert record is not None
        assert said(record.happened) in text and f"How sure we are: {record.certainty}" in text
        assert all(said(view.argues) in text for view in record.views)
        assert all(question.ask in text for question in record.discuss)
        assert all(said(option.choice.otherwise) in text for option in decision.options)
    for document in scope_of(whole, chapter):
        assert said(document.worth) in text and said(document.limits) in text


def test_conditional_paragraphs_are_those_of_history(cases: dict[str, Case]) -> None:
    text = words(handout(cases["purges"], ("students",), "ryutin", "md"))
    assert "last month handed it in. So did two members" in text
    assert "just what Zinoviev is charged with" not in text
    assert "Write on the sheet that reading a paper is not a crime. Not open: To be the first" in text


def test_the_easier_reading(cases: dict[str, Case]) -> None:
    easier = words(handout(cases["purges"], ("students",), "ryutin", "md", easier=True))
    assert "A man has been lent seven typed pages." in easier
    assert "soft at the folds" not in easier


def test_a_sheet_names_only_who_has_been_met(cases: dict[str, Case]) -> None:
    text = handout(cases["testament"], ("students",), None, "md")
    first, rest = text.split("## Sheet 2")
    assert "Eastman" not in first and "**Max Eastman**" in rest
    assert text.count("**Joseph Stalin**") == 1 and "1953" not in first


def test_content_note_first_and_the_parts_in_order(cases: dict[str, Case]) -> None:
    whole = handout(cases["testament"], READERS, None, "md")
    titles = re.findall(r"^##? (.*)$", whole, re.MULTILINE)
    assert titles[0] == "Lenin's Testament: who may read it?"
    assert titles[1].startswith("Sheet 1") and titles.index("Exit tickets, to cut out") < titles.index(
        "For the teacher: before the lesson"
    )
    assert whole.index("This case is about a dying man") < whole.index("Sheet 1")
    for part in ("Vote cards", "A plan of your own", "lesson plan", "Key: the sources", "Key: the debrief"):
        assert any(part in title for title in titles)


def test_the_papers_are_numbered_once_and_spoken_of_by_number(cases: dict[str, Case]) -> None:
    text = handout(cases["purges"], ("students",), "ryutin", "md")
    numbers = [int(number) for number in re.findall(r"^#### Source (\d+):", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert r"It is an Appeal \[1\] to all members" in text
    assert "On the table again, from an earlier sheet: 1, Appeal" in text


def hostile() -> Case:
    one = scene(
        "one",
        choice("go", "two", label=HOSTILE, text=HOSTILE, otherwise=HOSTILE),
        choice("no", label=HOSTILE, shut=HOSTILE),
        title=HOSTILE,
        text=f"{HOSTILE} [p](person:p) [t](term:t) [d](document:d)",
        ask=HOSTILE,
        because=HOSTILE,
        care=HOSTILE,
        date=HOSTILE,
        place=HOSTILE,
        perspective=HOSTILE,
        documents=("d",),
        record=Record(
            choice=("go",),
            happened=HOSTILE,
            why=HOSTILE,
            views=(View(who=HOSTILE, argues=HOSTILE),),
            discuss=(Question(ask=HOSTILE),),
            sources=("s",),
        ),
    )
    return case(
        one,
        scene("two", title=HOSTILE),
        title=HOSTILE,
        question=HOSTILE,
        content_note=HOSTILE,
        documents=[
            Document(
                id="d", title=HOSTILE, author=HOSTILE, provenance=HOSTILE, text=f"{HOSTILE}\n\n```\n\n# x"
            )
        ],
        people=[Person(id="p", name=HOSTILE, post=HOSTILE, life=HOSTILE, fate=HOSTILE)],
        terms=[Term(id="t", title=HOSTILE, text=HOSTILE)],
        sources=[Source(id="s", title=HOSTILE)],
        claims=[Claim(id="c", says=HOSTILE, verdict="wrong", why=HOSTILE, from_=HOSTILE)],
    )


def test_nothing_in_html_is_markup() -> None:
    page = handout(hostile(), READERS)
    assert page.count("&lt;script&gt;") > 30
    assert "<script" not in page and "style=" not in page


def test_nothing_in_markdown_is_markup() -> None:
    text = handout(hostile(), READERS, None, "md")
    outside = re.sub(r"^```text\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert text.count("```text") == 1 and "  3  # x" in text
    assert r"\<script\>" in outside
    assert not re.search(r"(?<!\\)<script|(?<!\\)```|(?<!\\)\[a", outside)


# --- the line of history --------------------------------------------------------------------------------


def test_without_a_path_the_records_are_followed() -> None:
    recorded = case(
        scene("one", choice("left", "two"), choice("right", "two"), record=Record(choice=("right",))),
        scene("two"),
    )
    assert historical_line(recorded).play.decisions == ("right",)
    path = {"paths": [NamedPath(id="history", choices=("left",), ends="two")]}
    assert historical_line(case(*recorded.scenes.values(), **path)).play.decisions == ("left",)


def test_a_circle_and_a_dead_end_do_not_hold_it_up() -> None:
    circle = scene("one", choice("stay", "one"), choice("go", "two"), record=Record(choice=("stay",)))
    assert historical_line(case(circle, scene("two"))).play.ended
    for_ever = case(scene("one", goto="two"), scene("two", goto="one"))
    assert "Sheet 1" in handout(for_ever, READERS)
    stuck = case(scene("one", choice("no", shut="It is shut.")))
    assert "Sheet 1" in handout(stuck, READERS)


def test_an_unknown_chapter_and_an_unknown_format(cases: dict[str, Case]) -> None:
    with pytest.raises(UnknownId, match="no chapter"):
        handout(cases["purges"], READERS, "moon")
    with pytest.raises(ValueError, match="there is no format pdf"):
        handout(cases["purges"], READERS, None, "pdf")
