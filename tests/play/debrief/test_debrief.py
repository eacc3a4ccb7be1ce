"""The eight parts of the debrief, against a case made by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from game.case.model import (
    Case,
    Cause,
    Chapter,
    Claim,
    Document,
    Ending,
    Person,
    Question,
    Record,
    Source,
    Variable,
    View,
)
from game.play import Playthrough
from game.play.debrief.debrief import Debrief, briefly, first_sentences
from game.play.playthrough import NotEvidence
from tests.cases import case, choice, scene
from tests.play.answers import answered

GETTY = View(who="Getty (1985)", argues="Muddle.", against="Orders were signed.", sources=("getty",))
CONQUEST = View(who="Conquest (1968)", argues="Design.")


def poll() -> Case:
    return case(
        scene("hall", goto="sheet", chapter="one", text="[Kirov](person:kirov) waits."),
        scene(
            "sheet",
            choice("sign", "vote", text="[The clerk](person:clerk) nods."),
            choice("object", "vote"),
            choice("wait", "sheet"),
            chapter="one",
            documents=("appeal", "poll"),
            record=Record(
                choice=("sign",),
                happened="S. M. Kirov was *not* there. The sheet went round by [hand](term:poll). "
                + "More. " * 60,
                why="[Stalin](person:stalin) asked for it.",
                causes=("fear",),
                sources=("getty", "khlevniuk"),
                discuss=(Question(ask="Why a poll?", skill="sources"),),
            ),
        ),
        scene(
            "vote",
            choice("yes", "desk"),
            choice("no", "desk", reveals=("memo",)),
            choice("silent", "good", when="sheet is object"),
            chapter="one",
            record=Record(
                choice=("yes",), certainty="contested", views=(CONQUEST, GETTY), causes=("fear", "muddle")
            ),
        ),
        scene(
            "desk",
            choice("sources", "quiet"),
            choice("memoirs", "quiet"),
            stance="archive",
            chapter="two",
            documents=("lists",),
            record=Record(happened="Lists were signed.", certainty="established"),
        ),
        scene("unmarked", choice("a", "good"), chapter="two"),
        scene("good", chapter="two", ending=Ending(title="Another year")),
        scene("quiet", chapter="two", ending=Ending(title="As it was"), text="[Nobody](person:nobody)"),
        variables={
            "restraint": Variable(id="restraint", low="low", high="high", from_=0, to=6, start=3, shown=True)
        },
        documents=[
            Document(id="appeal", title="Appeal", causes={"fear": "supports", "muddle": "undermines"}),
            Document(
                id="poll", title="Poll", causes={"fear": "supports"}, text="By [the clerk](person:clerk)."
            ),
            Document(id="memo", title="Memo", causes={"fear": "complicates"}),
            Document(id="lists", title="Lists", causes={"fear": "supports"}),
            Document(id="elsewhere", title="Elsewhere", causes={"fear": "undermines"}),
        ],
        people=[
            Person(id="kirov", name="Kirov", fate="Shot in 1934."),
            Person(id="stalin", name="Stalin"),
            Person(id="clerk", name="A clerk", composite=True),
            Person(id="nobody", name="Nobody"),
        ],
        sources=[Source(id="getty", title="Origins"), Source(id="khlevniuk", title="Master of the House")],
        causes=[
            Cause(id="fear", title="Fear"),
            Cause(id="muddle", title="Muddle"),
            Cause(id="war", title="War"),
        ],
        claims=[
            Claim(id="everywhere", says="Everyone knew.", verdict="wrong"),
            Claim(id="at_desk", says="All was recorded.", verdict="contested", met=("desk",)),
            Claim(id="at_unmarked", says="None.", verdict="sound", met=("unmarked",)),
        ],
        chapters=(
            Chapter(id="one", title="The poll", start="hall"),
            Chapter(id="two", title="The desk", start="desk"),
        ),
    )


CASE = poll()


def played() -> Playthrough:
    """Parts from the record once, with reasons, papers, weighings, marks and notes."""
    play = Playthrough(CASE).go_on().open("appeal").open("poll")
    play = (
        play.weigh("appeal", "fear", "undermines")
        .weigh("appeal", "war", "supports")
        .mark("everywhere", "sound")
    )
    play = play.choose("object", "The appeal says why.", ["appeal"]).choose("yes", "It is late.")
    return play.choose("sources", cites=["poll"]).note("Look again at the poll.")


DEBRIEF = played().debrief()


def test_a_debrief_is_a_value() -> None:
    assert Debrief.of(played()) == DEBRIEF


class TestLeaving:
    def test_the_ending_and_what_lies_behind(self) -> None:
        assert (DEBRIEF.leaving.title, DEBRIEF.leaving.decisions, DEBRIEF.leaving.papers) == (
            "As it was",
            3,
            2,
        )
        assert "someone you trust" in DEBRIEF.leaving.words[-1]
        assert not any("passed over" in words for words in DEBRIEF.leaving.words)

    def test_what_was_passed_over_is_said_to_cost_nothing(self) -> None:
        leaving = Playthrough(CASE).go_on().pass_over().debrief().leaving
        assert any("passed over" in words and "cost nothing" in words for words in leaving.words)

    def test_before_the_end_and_after_a_chapter_alone(self) -> None:
        assert Playthrough(CASE).debrief().leaving.title == "A small case"
        assert Playthrough.replay(CASE, ["sign", "yes"], "one").debrief().leaving.title == "The poll"


def test_what_happened_at_every_point_whether_seen_or_not() -> None:
    assert [(point.scene.id, point.visited) for point in DEBRIEF.happened] == [
        ("sheet", True),
        ("vote", True),
        ("desk", True),
    ]
    assert [source.id for source in DEBRIEF.happened[0].sources] == ["getty", "khlevniuk"]
    early = Playthrough(CASE).go_on().debrief()
    assert [point.visited for point in early.happened] == [True, False, False]


class TestWhy:
    def weighed(self, cause: str) -> dict[str, tuple[str, bool]]:
        (found,) = [one for one in DEBRIEF.why if one.cause.id == cause]
        return {paper.document.id: (paper.bearing, paper.by_player) for paper in found.papers}

    def test_opened_papers_stand_as_the_player_weighed_them_else_as_we_do(self) -> None:
        assert self.weighed("fear") == {"appeal": ("undermines", True), "poll": ("supports", False)}
        assert self.weighed("muddle") == {"appeal": ("undermines", False)}
        assert self.weighed("war") == {"appeal": ("supports", True)}

    def test_what_is_not_opened_views_and_points(self) -> None:
        fear, muddle, war = DEBRIEF.why
        assert [document.id for document in fear.unopened] == ["memo", "lists"]
        assert fear.views == (CONQUEST, GETTY) and war.views == ()
        assert [scene.id for scene in fear.points] == ["sheet", "vote"]
        assert [scene.id for scene in muddle.points] == ["vote"]
        assert fear.in_words == "1 for, 1 against, 2 papers not opened; 1 weighed by you"
        assert muddle.in_words == "1 against"

    def test_nothing_opened(self) -> None:
        fear, muddle, war = Playthrough(CASE).debrief().why
        assert fear.papers == () and len(fear.unopened) == 4
        assert muddle.in_words == "1 paper not opened"
        assert war.papers == () and war.in_words


def test_how_historians_differ() -> None:
    (dispute,) = DEBRIEF.disputes
    assert (dispute.scene.id, dispute.record.views) == ("vote", (CONQUEST, GETTY))


def test_claims_met_on_her_path_come_first_with_her_mark_then_the_others() -> None:
    assert [(each.claim.id, each.mark, each.met and each.met.id) for each in DEBRIEF.claims] == [
        ("at_desk", None, "desk"),
        ("everywhere", "sound", None),
        ("at_unmarked", None, None),
    ]
    alone = Playthrough.replay(CASE, ["sign", "yes"], "one").debrief()
    assert [each.claim.id for each in alone.claims] == ["everywhere"]


def test_how_an_explanation_fares_by_the_tests_of_the_case_and_who_weighs_it_how() -> None:
    rivals, war, bosses = answered("of_war").debrief().why
    assert [(each.test.title, each.finding.fares) for each in rivals.tests] == [
        ("Scope", "badly"),
        ("Timing", None),
    ]
    assert (rivals.tests_in_words, war.tests_in_words, bosses.tests_in_words) == (
        "scope badly",
        "timing well",
        "",
    )
    assert [each.id for each in rivals.who("first")] == ["conquest"]
    assert [each.id for each in rivals.who("doubts")] == ["khlevniuk"]
    assert [each.id for each in bosses.who("part")] == ["khlevniuk", "harris"]


def test_the_plan_begins_with_her_last_word_and_tests_the_nearest_historian() -> None:
    plan = answered("of_war", "memoir", "telegram").weigh("memoir", "rivals", "supports").debrief().plan
    assert plan.answer is not None and plan.answer.step.because == "Spain came first."
    assert [material.cause.id for material in plan.materials] == ["war", "rivals"]
    assert plan.view is not None and plan.view.who == "Kuromiya (2007)"
    near = answered("of_war", "telegram").debrief().plan
    assert near.view is not None and near.view.against == "Officers were shot."
    assert near.objector == "Tucker (1990)"


def test_a_text_to_be_tested_is_no_evidence_and_no_source_of_the_plan() -> None:
    play = answered("of_war", "law")
    with pytest.raises(NotEvidence, match="“A law” is a text to be tested"):
        play.weigh("law", "war", "supports")
    debrief = play.debrief()
    assert debrief.plan.source is None and all(not each.papers for each in debrief.why)
    cited = play.undo().choose("of_war", cites=["law", "telegram"]).debrief().plan
    assert cited.source is not None and cited.source.id == "telegram"


class TestPath:
    def test_beside_the_record(self) -> None:
        assert [(one.scene.id, one.choice.id, one.relation) for one in DEBRIEF.path] == [
            ("sheet", "object", "parted"),
            ("vote", "yes", "same"),
            ("desk", "sources", "archive"),
        ]
        assert [[choice.id for choice in one.taken] for one in DEBRIEF.path] == [["sign"], ["yes"], []]
        assert [[paper.id for paper in one.cites] for one in DEBRIEF.path] == [["appeal"], [], ["poll"]]
        assert [one.basis for one in DEBRIEF.path] == ["2 sources", "2 views", ""]

    def test_a_decision_without_a_record(self) -> None:
        small = case(scene("a", choice("b", "end")), scene("end"))
        (one,) = Playthrough(small).choose("b").debrief().path
        assert (one.relation, one.record, one.basis) == ("unrecorded", None, "")

    def test_what_happened_in_a_sentence_without_markup(self) -> None:
        record = DEBRIEF.path[0].record
        assert record is not None
        brief = briefly(record)
        assert brief.startswith("S. M. Kirov was not there. The sheet went round by hand.")
        assert len(brief) <= 160
        assert briefly(replace(record, in_short="A poll, no meeting.")) == "A poll, no meeting."

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("", ""),
            ("One.", "One."),
            (
                "S. M. Kirov was shot in the corridor of the Smolny.",
                "S. M. Kirov was shot in the corridor of the Smolny.",
            ),
            ("One. Two is longer.", "One."),
            ("One. Two. Six. Y.", "One. Two. Six."),
            ("One. Two. Sixes.", "One. Two."),
            ("One. Two. Sixe.", "One. Two. Sixe."),
            ("He said “no.” Then he left the room.", "He said “no.”"),
            ("No end in sight " * 5, ("No end in sight " * 5).strip()),
        ],
    )
    def test_whole_sentences(self, text: str, kept: str) -> None:
        assert first_sentences(text, 15) == kept

    def test_it_is_put_in_words_that_ask(self) -> None:
        said = " ".join(DEBRIEF.path_in_words)
        assert "gave a reason at two of three decisions" in said
        assert "leaves the record once: at “Scene sheet”" in said
        assert "you rested it on a paper" in said
        assert DEBRIEF.path_question.endswith("?")

    def test_a_line_that_keeps_to_the_record_is_asked_about_too(self) -> None:
        debrief = Playthrough.replay(CASE, ["sign", "yes", "sources"]).debrief()
        assert debrief.path_in_words[-1] == "Your line keeps to the record."
        assert debrief.path_question.startswith("What in the papers") and debrief.path_question.endswith("?")

    def test_what_was_passed_over_is_not_called_the_players_line(self) -> None:
        play = Playthrough(CASE).go_on().pass_over().pass_over().pass_over()
        assert play.ended
        assert play.debrief().path_in_words == () and play.debrief().path_question == ""

    def test_two_partings_are_named_and_nothing_is_called_last(self) -> None:
        play = Playthrough(CASE).go_on().choose("object", cites=["appeal"]).choose("no")
        assert (
            "Your line leaves the record twice: at “Scene sheet” and “Scene vote”. Of these, one rested on a "
            "paper and one on none."
        ) in play.debrief().path_in_words

    def test_three_partings_name_the_first_and_the_last(self) -> None:
        play = Playthrough.replay(CASE, ["wait", "object", "no"])
        said = " ".join(play.debrief().path_in_words)
        assert "three times: first and last at “Scene sheet” and “Scene vote”" in said


def test_people_who_were_met_and_those_who_are_invented() -> None:
    assert [person.id for person in DEBRIEF.people] == ["kirov", "stalin", "nobody"]
    assert [person.id for person in DEBRIEF.composites] == ["clerk"]
    assert [person.id for person in Playthrough(CASE).debrief().people] == ["kirov"]


def test_what_the_game_made_too_simple() -> None:
    parted, kept = DEBRIEF.simplified, Playthrough.replay(CASE, ["sign"]).debrief().simplified
    assert len(parted) == len(kept) + 1
    assert any("change one thing" in words for words in parted)
    assert any("nobody measured" in words for words in kept)
    small = case(scene("a", choice("b", "end")), scene("end"))
    assert not any("nobody measured" in words for words in Playthrough(small).debrief().simplified)


class TestPlan:
    def test_it_grows_from_what_she_gathered(self) -> None:
        plan = DEBRIEF.plan
        assert plan.question == "Why?"
        assert [material.cause.id for material in plan.materials] == ["fear", "war", "muddle"]
        assert plan.source is not None and plan.source.id == "appeal"
        assert plan.view == GETTY

    def test_it_names_what_she_has_not_seen(self) -> None:
        plan = DEBRIEF.plan
        assert [document.id for document in plan.unopened] == ["memo", "lists"]
        assert [scene.id for scene in plan.unseen] == ["unmarked"]
        assert [scene.id for scene in plan.endings_unseen] == ["good"]

    def test_with_nothing_gathered_it_is_empty_not_broken(self) -> None:
        plan = Playthrough(CASE).debrief().plan
        assert (plan.materials, plan.source, plan.view) == ((), None, None)


def test_a_chapter_alone_is_about_that_chapter() -> None:
    debrief = Playthrough.replay(CASE, ["sign", "yes"], "one").debrief()
    assert [point.scene.id for point in debrief.happened] == ["sheet", "vote"]
    assert [scene.id for scene in debrief.plan.unseen] == []
    assert debrief.plan.endings_unseen == ()
    assert [marked.claim.id for marked in debrief.claims] == ["everywhere"]
    assert [document.id for document in debrief.plan.unopened] == ["appeal", "poll", "memo"]


def test_it_works_at_any_point() -> None:
    play = played()
    for _ in range(play.depth + 1):
        assert len(play.debrief().path) == len(play.decisions)
        play = play.undo()


GRADES = re.compile(
    r"\b(scores?|points|grade|correct|wrong|right|well done|great|good|bad|win|won|lost|rank|matched)\b"
    r"|\d+ of \d+|[%!]",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "choices",
    [
        ["sign", "yes", "sources"],
        ["object", "no", "memoirs"],
        ["object", "silent"],
        ["wait", "wait", "wait", "sign"],
        [],
    ],
)
def test_nothing_grades(choices: list[str]) -> None:
    debrief = Playthrough.replay(CASE, choices).debrief()
    said = [*debrief.leaving.words, *debrief.path_in_words, debrief.path_question, *debrief.simplified]
    said += [one.in_words for one in debrief.why]
    assert not [words for words in said if GRADES.search(words)]
