"""A handout: what stands on it, what must not stand on the class's files, and that nothing is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest

from game.authoring.handout import Handout, handout
from game.authoring.handout.pieces import Printout, Ruled, SheetTable
from game.authoring.handout.sheets import Sheets, sheets_of
from game.case.model import (
    Case,
    Chapter,
    Claim,
    Document,
    Echo,
    Extract,
    NamedPath,
    Person,
    Question,
    Record,
    Source,
    Term,
    View,
)
from game.case.prose import plain
from game.play import UnknownId
from game.play.captions import OUR_WORDS, REST_IN_OUR_WORDS
from game.play.debrief.debrief import in_scope
from game.play.debrief.evidence import within
from game.play.history import historical_line
from game.proof.explicit_state import Explorer, TooMany
from tests.cases import case, choice, scene, with_a_note_on_a_chapter
from tests.shipped import shipped_case

ROOT = Path(__file__).parents[2]
PARTS = [("testament", None), ("purges", "ryutin"), ("purges", None)]
PACKS = [("testament", None)] + [("purges", chapter.id) for chapter in shipped_case("purges").chapters]
HOSTILE = "<script>alert(1)</script> [a](person:x) | `b` *c* & ```"


@cache
def pack(name: str, chapter: str | None) -> Handout:
    return handout(shipped_case(name), chapter)


def sheets(name: str, chapter: str | None) -> Sheets:
    return sheets_of(historical_line(shipped_case(name), chapter).play)


def text_of(made: Handout, *readers: str, kind: str = "md") -> str:
    return made.text([file for file in made.files if file.reader in readers], kind)


def words(text: str) -> str:
    """A text without markup, line numbers or line breaks, to look for words in."""
    text = re.sub(r"^ +(\d+)?  ", "", text, flags=re.MULTILINE)
    return " ".join(text.replace("\\", "").replace("*", "").split())


def said(markdown: str) -> str:
    return " ".join(plain(markdown).replace("*", "").split())


def scope_of(whole: Case, chapter: str | None) -> list[Document]:
    play = historical_line(whole, chapter).play
    return list(within(whole, (each for each in whole.scenes.values() if in_scope(play, each))))


@pytest.mark.parametrize(("name", "chapter"), PARTS)
def test_every_paper_is_there_with_its_provenance(name: str, chapter: str | None) -> None:
    text = words(text_of(pack(name, chapter), "students"))
    papers = scope_of(shipped_case(name), chapter)
    assert len(papers) >= 8
    for document in papers:
        assert document.title in text
        for paragraph in plain(document.provenance).split("\n\n") + plain(document.text).split("\n\n"):
            assert said(paragraph) in text


@pytest.mark.parametrize(("name", "chapter"), PACKS)
def test_every_source_box_says_whose_words_it_holds(name: str, chapter: str | None) -> None:
    made = pack(name, chapter)
    boxes = re.findall(r"^### Source \d+: ", text_of(made, "students"), re.MULTILINE)
    assert len(boxes) >= len(scope_of(shipped_case(name), chapter)) > 0
    text = text_of(made, "students")
    assert sum(text.count(f"{caption}:\n") for caption in (OUR_WORDS, REST_IN_OUR_WORDS)) == len(boxes)
    html = text_of(made, "students", kind="html")
    assert sum(html.count(f">{caption}:<") for caption in (OUR_WORDS, REST_IN_OUR_WORDS)) == len(boxes)
    assert html.count('class="number"') == html.count('class="number" aria-hidden="true"')


def test_a_source_has_a_number_at_every_fifth_line() -> None:
    sheet = next(file for file in pack("purges", "ryutin").files if file.name == "sheet 1")
    html = pack("purges", "ryutin").text([sheet])
    assert re.findall(r'class="number" aria-hidden="true">(\d+)<', html) == ["5", "10", "15", "5"]


def test_a_papers_own_words_are_told_from_ours() -> None:
    own = Extract(text="We *the* people.", translation="official", omissions="the end", sources=("s",))
    paper = Document(id="d", title="Law", extract=own, text="It speaks of a people.")
    work = Source(id="s", title="Laws", author="A. Clerk", year="1900")
    made = handout(case(scene("one", documents=("d",)), documents=[paper], sources=[work]))
    assert "Its own words are printed in: Clerk 1900" in text_of(made, "teacher")
    text = text_of(made, "students")
    assert "Its own words, in the official translation (left out: the end):\n\n```text\n      We the" in text
    assert f"{REST_IN_OUR_WORDS}:\n\n```text\n      It speaks" in text


def test_what_is_read_aloud_is_in_the_reading_that_was_asked_for() -> None:
    sign = choice("sign", "end", text="The ink is thin.", simpler="She signs.")
    made = case(scene("one", sign, record=Record(choice=("sign",), happened="She did.")), scene("end"))
    assert "To read aloud: The ink is thin." in text_of(handout(made), "teacher")
    easier = text_of(handout(made, easier=True), "teacher")
    assert "To read aloud: She signs." in easier and "The ink is thin." not in easier


@pytest.mark.parametrize(("name", "chapter"), PARTS)
def test_the_class_is_not_told_how_it_came_out(name: str, chapter: str | None) -> None:
    whole, made = shipped_case(name), pack(name, chapter)
    last = words(made.text([file for file in made.files if file.name == "last sheet"], "md"))
    text = words(text_of(made, "students")).replace(last, "")
    secret = [person.fate for person in whole.people.values()]
    views = []
    for each in whole.scenes.values():
        for one in each.choices.values():
            secret += [one.text, one.otherwise]
        if each.record:
            secret += [each.record.happened, each.record.why]
            secret += [view.against for view in each.record.views]
            views += [said(one) for view in each.record.views for one in (view.argues, view.rests_on)]
    secret += [claim.why for claim in whole.claims.values()]
    told = [said(each) for each in secret if len(each) > 25]
    assert len(told) > 50
    assert not [each for each in told if each in text + last]
    assert not [each for each in views if len(each) > 25 and each in text]


@pytest.mark.parametrize(("name", "chapter"), PARTS)
def test_the_teacher_has_the_record(name: str, chapter: str | None) -> None:
    whole = shipped_case(name)
    text = words(text_of(pack(name, chapter), "teacher"))
    decisions = sheets(name, chapter).decisions
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


def test_conditional_paragraphs_are_those_of_history() -> None:
    text = words(text_of(pack("purges", "ryutin"), "students"))
    assert "last month took the pages to the Control Commission and named the man" in text
    assert "Somewhere between Moscow and Kharkov" not in text
    assert "He writes on the sheet that reading a paper is not a crime. Not open: Last month" in text


def named(made: Handout, name: str) -> str:
    """The text of one file."""
    (file,) = (file for file in made.files if file.name == name)
    return made.text([file], "md")


def test_a_file_holds_one_sheet_and_is_told_from_every_other() -> None:
    made = pack("testament", None)
    names = [file.name for file in made.files]
    assert names[:3] == ["first page", "sheet 1", "sheet 2"]
    assert names[-2:] == ["teacher plan", "teacher key"]
    titles = [re.search("<title>(.*)</title>", made.text([file]))[1] for file in made.files]  # type: ignore[index]
    assert len(set(titles)) == len(names) == len(set(names))
    assert "This case is about a dying man" in named(made, "first page")
    assert "Eastman" not in named(made, "sheet 1") and "**Max Eastman**" in named(made, "sheet 4")
    assert "**Joseph Stalin**" in named(made, "sheet 1") and "1953" not in named(made, "sheet 1")


@pytest.mark.parametrize(("name", "chapter"), PACKS)
def test_what_to_print_names_what_is_printed_and_how_often(name: str, chapter: str | None) -> None:
    made = pack(name, chapter)
    rows = re.findall(r"^\| ([A-Z][^|]*) \| ([^|]*) \|$", named(made, "teacher plan"), re.MULTILINE)
    assert [row for row in rows if row != ("File", "How many, and when")][-len(made.files) + 2 :] == [
        (file.name.capitalize(), file.copies) for file in made.files if file.reader == "students"
    ]


@pytest.mark.parametrize(("name", "chapter"), PACKS)
def test_the_last_sheet_belongs_to_the_lesson(name: str, chapter: str | None) -> None:
    told = {told.scene.title for told in sheets(name, chapter).told}
    last = named(pack(name, chapter), "last sheet")
    if "## To discuss" in last:
        assert set(re.findall(r"^### (.*)$", last.split("## To discuss")[1], re.MULTILINE)) <= told
    for file in pack(name, chapter).files:
        assert all(piece.rows for piece in file.pieces if isinstance(piece, SheetTable)), file.name


def test_two_historians_stand_on_the_last_sheet_with_about_sixty_words() -> None:
    lengths = []
    for name, chapter in PACKS:
        last = named(pack(name, chapter), "last sheet")
        if "## Two historians" not in last:
            continue
        views = last.split("## Two historians\n")[1].split("\n## ")[0]
        assert views.count("### ") == 2
        lengths.append(len(views.split()))
    assert len(lengths) >= 11 and 40 <= sum(lengths) / len(lengths) <= 75


def test_the_vote_is_on_the_card_and_what_can_be_voted_for_on_the_sheet() -> None:
    made = pack("purges", "ryutin")
    sheet, card = named(made, "sheet 2"), named(made, "vote cards 2")
    label = "He leaves the line empty, and is hard to find this week."
    assert f"- **B.** {label}" in sheet and label not in card
    assert "☐ B" in card and "☐" not in sheet and "Because …" not in sheet
    sheets = (file for file in made.files if file.name.startswith("sheet"))
    assert not [piece for file in sheets for piece in file.pieces if isinstance(piece, Ruled)]


def test_one_decision_alone_needs_no_other_sheet() -> None:
    made = handout(shipped_case("purges"), "ryutin", 2)
    assert [file.name for file in made.files] == ["sheet", "vote cards", "teacher plan", "teacher key"]
    sheet = named(made, "sheet")
    assert "On the table again" not in sheet and "Source 1: Appeal to all members" in sheet.replace("*", "")
    assert len(re.findall("^## Decision", named(made, "teacher key"), re.MULTILINE)) == 1
    assert "Seven pages, until morning: Some who saw Ryutin's Appeal" in named(made, "teacher plan")
    with pytest.raises(UnknownId, match="there is no decision 4 here; there are three decisions"):
        handout(shipped_case("purges"), "ryutin", 4)


def test_the_plan_says_what_depends_on_each_decision() -> None:
    plan = named(pack("testament", None), "teacher plan")
    (table,) = re.findall(r"^## What depends on this\n(.*?)^## ", plan, re.MULTILINE | re.DOTALL)
    for decision in sheets("testament", None).decisions:
        assert f"| {decision.number}. {decision.scene.title} | " in table
    assert "first in a paragraph | " in table
    assert "What depends on this" not in text_of(pack("testament", None), "students")


def test_of_a_hollow_decision_the_plan_says_why_it_is_meant_so() -> None:
    vote = scene("one", choice("aye", "two"), choice("nay", "two"), echo=Echo(none="Nobody asks again."))
    plan = named(handout(case(vote, scene("two"))), "teacher plan")
    row = "| 1. Scene one | all | Nothing: whichever is taken, the same follows. Nobody asks again. | none |"
    assert row in plan


def test_what_depends_on_a_decision_is_not_known_where_there_are_too_many_ways() -> None:
    vote = scene("one", choice("aye", "two"), choice("nay", "two"))
    with patch.object(Explorer, "explore", side_effect=TooMany("there are more")):
        plan = named(handout(case(vote, scene("two"))), "teacher plan")
    assert "What later depends on each decision is not known" in plan


def test_the_easier_reading_says_what_is_easier() -> None:
    made = handout(shipped_case("purges"), "ryutin", easier=True)
    easier = words(text_of(made, "students"))
    assert "A friend lent him seven typed pages." in easier
    assert "in a friend's coat" not in easier
    assert "The Ryutin affair · sheet 2 · easier" in named(made, "sheet 2")
    plan = words(named(made, "teacher plan"))
    assert re.search(
        r"easier text: 5 of 5, in \d+ words instead of \d+. Sources in an easier text: 9 of 9", plan
    )
    plain_case = handout(case(scene("one", choice("go", "two")), scene("two")), easier=True)
    assert "Nothing: for these scenes and sources there is no easier text." in named(
        plain_case, "teacher plan"
    )


def test_papers_may_be_easier_too() -> None:
    paper = Document(id="d", title="Law", text="It promulgates.", simpler="It says.")
    one = scene("one", choice("go", "two"), documents=("d",))
    made = handout(case(one, scene("two"), documents=[paper]), easier=True)
    assert "It says." in text_of(made, "students") and "promulgates" not in text_of(made, "students")
    assert "easier text: 1 of 1" in named(made, "teacher plan")


def test_the_papers_are_numbered_once_and_spoken_of_by_number() -> None:
    text = text_of(pack("purges", "ryutin"), "students")
    numbers = [int(number) for number in re.findall(r"^### Source (\d+):", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert r"It is an Appeal \[1\] to all members" in text
    assert "On the table again, from an earlier sheet: 1, Appeal" in text


def test_what_was_done_is_told_in_the_authors_clause() -> None:
    one = scene("one", choice("go", "two", told="went out with the others"))
    made = handout(case(one, scene("two", text="She [left](choice:one).")))
    assert "She went out with the others." in text_of(made, "students")


def test_what_a_chapter_touches_on_stands_once_before_its_first_sheet() -> None:
    whole = with_a_note_on_a_chapter()
    for made in (handout(whole), handout(whole, "two"), handout(whole, decision=2)):
        assert words(text_of(made, "students")).count("It touches on hunger and arrests.") == 1
    assert "hunger" not in text_of(handout(whole, "one"), "students")
    students = text_of(handout(whole), "students")
    assert students.index("It touches on hunger") < students.index("It goes beyond.")


def test_a_chapter_may_ask_a_question_of_its_own() -> None:
    parts = (Chapter(id="c", title="C", start="one", question="Why here?", care="Hunger."),)
    made = handout(case(scene("one", chapter="c"), question="Why?", chapters=parts), "c")
    assert "Why here?" in named(made, "own plan") and "Hunger." in named(made, "first page")


def levels(html: str) -> Iterator[int]:
    yield from map(int, re.findall(r"<h(\d)", html))


@pytest.mark.parametrize(("name", "chapter"), PACKS)
def test_no_level_of_heading_is_left_out(name: str, chapter: str | None) -> None:
    for file in pack(name, chapter).files:
        found = list(levels(pack(name, chapter).text([file])))
        assert found[0] == 1 and found.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(found)), file.name


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
            views=(View(who=HOSTILE, argues=HOSTILE, rests_on=HOSTILE), View(who="B", argues=HOSTILE)),
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
    made = handout(hostile())
    page = made.text(made.files)
    assert page.count("&lt;script&gt;") > 30
    assert "<script" not in page and "style=" not in page
    (style,) = re.findall("<style>(.*)</style>", page, re.DOTALL)
    assert "alert(" not in style and r"\3c script\3e " in style


def test_nothing_in_markdown_is_markup() -> None:
    made = handout(hostile())
    text = made.text(made.files, "md")
    outside = re.sub(r"^```text\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert text.count("```text") == 1 and "\n      # x" in text
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


def first_sheet(made: Handout) -> Printout:
    return next(file for file in made.files if file.name == "sheet 1")


def test_a_circle_and_a_dead_end_do_not_hold_it_up() -> None:
    circle = scene("one", choice("stay", "one"), choice("go", "two"), record=Record(choice=("stay",)))
    assert historical_line(case(circle, scene("two"))).play.ended
    for_ever = case(scene("one", goto="two"), scene("two", goto="one"))
    assert first_sheet(handout(for_ever))
    assert first_sheet(handout(case(scene("one", choice("no", shut="It is shut.")))))


def test_an_unknown_chapter_and_an_unknown_format() -> None:
    with pytest.raises(UnknownId, match="no chapter"):
        handout(shipped_case("purges"), "moon")
    with pytest.raises(ValueError, match="there is no format pdf"):
        pack("testament", None).text((), "pdf")
