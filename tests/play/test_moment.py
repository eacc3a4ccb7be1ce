"""What there is to show and to choose at one point, and what a choice brought about."""

from __future__ import annotations

import re

import pytest

from game.case.model import Case, Chapter, Document, Effects, Reason, Variable
from game.case.prose import paragraphs
from game.play import Gauge, NotOpen, Playthrough
from tests.cases import case, choice, scene

RESTRAINT = Variable(
    id="restraint",
    label="The Party's power to say no",
    low="nobody asks",
    high="matters are argued",
    from_=0,
    to=6,
    start=3,
    shown=True,
)


def meeting(chapters: tuple[Chapter, ...] = (Chapter(id="one", title="The vote", start="hall"),)) -> Case:
    return case(
        scene(
            "hall",
            choice(
                "agree",
                "vote",
                add={"restraint": -1},
                text="A *nod*.",
                told="agreed at [once]",
                reveals=("sheet", "memo"),
            ),
            choice("refuse", "vote", when="restraint >= 5", closed="Nobody has refused."),
            choice("leave", "vote", when="noted"),
            choice("read_out", "vote", when="read(memo)", closed="Nobody has the paper."),
            choice("cough", "hall", once=True, add={"restraint": -3}),
            choice("object", shut="No objection is known."),
            chapter="one",
            documents=("memo", "law"),
            text=["First.", ("restraint < 3", "Less."), ("noted", "Noted."), "Last."],
            simpler=["Easy.", ("not noted", "Not noted.")],
        ),
        scene(
            "vote",
            choice("yes", "desk"),
            choice("no", "desk", when="noted or restraint > 9"),
            enter=Effects(add={"restraint": -2}, set={"mood": "very_grim"}),
            chapter="one",
        ),
        scene(
            "desk",
            choice("file", "end", reveals=("memo",), add={"restraint": 3}),
            stance="archive",
            chapter="two",
        ),
        scene("end", chapter="two"),
        variables={
            "restraint": RESTRAINT,
            "members": Variable(id="members", label="Members", from_=0, to=70, start=69, shown=True),
            "mood": Variable(id="mood", one_of=("calm", "very_grim"), start="calm", shown=True),
            "noted": Variable(id="noted", label="In the minutes", start=False, shown=True),
            "secret": False,
        },
        documents=[Document(id=one, title=one.title()) for one in ("memo", "law", "sheet")],
        chapters=chapters,
    )


CASE = meeting()


def test_doors_with_their_reasons() -> None:
    offers = Playthrough(CASE).moment.choices
    assert [(offer.id, offer.door, offer.reason, offer.unread) for offer in offers] == [
        ("agree", "open", "", ()),
        ("refuse", "closed", "Nobody has refused.", ()),
        ("leave", "closed", "It is not open as things stand.", ()),
        ("read_out", "closed", "Nobody has the paper.", ("memo",)),
        ("cough", "open", "", ()),
        ("object", "shut", "No objection is known.", ()),
    ]
    assert [offer.open for offer in offers] == [offer.door == "open" for offer in offers]
    assert [offer.label for offer in offers] == [offer.id for offer in offers]


def test_doors_after_reading_and_after_taking_what_can_be_taken_once() -> None:
    play = Playthrough(CASE).open("memo").choose("cough")
    doors = {offer.id: (offer.door, offer.reason) for offer in play.moment.choices}
    assert doors["read_out"] == ("open", "")
    assert doors["cough"] == ("closed", "It has been taken already.")


def test_a_choice_that_is_closed_again_says_why_it_is_closed_this_time() -> None:
    desk = case(
        scene(
            "desk",
            choice("sign", "desk", when="n > 0", once=True, closed="The ink is not dry."),
            choice("wait", "desk", add={"n": 1}),
        ),
        variables={"n": (0, 9, 0)},
    )

    def why(*choices: str) -> tuple[str, str]:
        offer = Playthrough.replay(desk, choices).moment.choices[0]
        return offer.door, offer.reason

    assert why() == ("closed", "The ink is not dry.")
    assert why("wait", "sign") == ("closed", "It has been taken already.")
    assert why() == ("closed", "The ink is not dry.")


def test_a_choice_that_papers_would_open_names_those_still_unread() -> None:
    desk = case(
        scene("desk", choice("sign", "end", when="read(memo) and read(law)"), documents=("memo", "law")),
        scene("end"),
        documents=[Document(id=one, title=one.title()) for one in ("memo", "law")],
    )
    play = Playthrough(desk)
    assert play.moment.choices[0].unread == ("memo", "law")
    assert play.open("memo").moment.choices[0].unread == ("law",)
    assert play.open("law").moment.choices[0].unread == ("memo",)


def test_choices_of_the_same_scene_follow_the_situation_each_time() -> None:
    def doors(play: Playthrough) -> list[bool]:
        return [offer.open for offer in play.moment.choices]

    guarded = case(
        scene("a", choice("up", "a", add={"n": 1}), choice("out", "end", when="n == 2")),
        scene("end"),
        variables={"n": (0, 3, 0)},
    )
    play, seen = Playthrough(guarded), []
    for _ in range(4):
        seen.append(doors(play)[1])
        play = play.choose("up")
    assert seen == [False, False, True, False]
    assert doors(Playthrough(guarded)) == [True, False]


def test_text_in_the_blocks_that_show() -> None:
    play = Playthrough(CASE)
    assert play.moment.paragraphs == ("First.", "Last.")
    assert play.moment.text == "First.\n\nLast."
    assert play.moment.simpler == ("Easy.", "Not noted.")
    assert play.choose("cough").moment.paragraphs == ("First.", "Less.", "Last.")
    assert play.choose("agree").moment.simpler == ()


def test_papers_on_the_table() -> None:
    play = Playthrough(CASE).open("law").note("Mine.", "law").note("Of the scene.")
    assert [(paper.document.id, paper.opened, paper.notes) for paper in play.moment.documents] == [
        ("memo", False, 0),
        ("law", True, 1),
    ]


def test_a_chapter_played_alone_tells_what_it_sets_of_the_scenes_before_it() -> None:
    two = Chapter(id="two", title="The desk", start="desk", set={"hall": "agree", "noted": True})
    moment = Playthrough(meeting((two,)), chapter="two").moment
    assert moment.memory("choice", "hall") == "agreed at [once]"
    assert moment.memory("because", "hall") is None
    assert moment.memory("choice", "vote") is None


def test_which_decision_and_which_chapter() -> None:
    play = Playthrough(CASE)
    assert (play.moment.decision_number, play.moment.chapter_title) == (1, "The vote")
    play = play.choose("agree").choose("yes")
    assert (play.moment.decision_number, play.moment.chapter_title) == (3, "")


def test_endings_and_passages_offer_nothing() -> None:
    play = Playthrough.replay(CASE, ["agree", "yes", "file"])
    assert play.moment.ended and play.moment.choices == () and not play.moment.stuck
    passage = Playthrough(case(scene("first", goto="end"), scene("end"))).moment
    assert passage.is_passage and passage.choices == () and not passage.stuck and not passage.ended


def test_stuck_counts_papers_as_read() -> None:
    def stuck(when: str) -> bool:
        return Playthrough(
            case(
                scene("first", choice("a", "end", when=when), documents=("memo",)),
                scene("end"),
                documents=[Document(id="memo", title="Memo")],
            )
        ).moment.stuck

    assert stuck("visited(end)")
    assert not stuck("read(memo)")


class TestGauges:
    def test_they_show_where_it_stood_one_step_before(self) -> None:
        play = Playthrough(CASE)
        (gauge,) = play.moment.gauges
        assert (gauge.value, gauge.before, gauge.change, gauge.steps, gauge.position) == (3, None, "", 6, 3)
        (gauge,) = play.choose("agree").moment.gauges
        assert (gauge.value, gauge.before, gauge.change) == (0, 3, "lower")

    def test_none_at_the_archive_desk_but_other_numbers_stay(self) -> None:
        desk = Playthrough.replay(CASE, ["agree", "yes"]).moment
        assert desk.scene.stance == "archive"
        assert desk.gauges == ()
        assert [(reading.label, reading.value) for reading in desk.readings] == [
            ("Members", "69"),
            ("mood", "very grim"),
            ("In the minutes", "no"),
        ]

    def test_none_in_a_chapter_that_draws_none(self) -> None:
        chapters = (Chapter(id="one", title="The vote", start="hall", gauges=False),)
        play = Playthrough(meeting(chapters))
        assert play.scene.stance is None and play.moment.gauges == ()
        assert [reading.label for reading in play.moment.readings] == ["Members", "mood", "In the minutes"]

    @pytest.mark.parametrize(
        ("value", "before", "spoken"),
        [
            (0, None, "Say: low"),
            (1, 0, "Say: nearer to “low” than to “high”, higher than before"),
            (3, 3, "Say: between “low” and “high”"),
            (5, 6, "Say: nearer to “high” than to “low”, lower than before"),
            (6, None, "Say: high"),
        ],
    )
    def test_in_words(self, value: int, before: int | None, spoken: str) -> None:
        shown = Variable(id="say", label="Say", low="low", high="high", from_=0, to=6, start=0, shown=True)
        assert Gauge(shown, value, before).spoken == spoken

    @pytest.mark.parametrize(
        ("value", "spoken"),
        [
            (39, "nearer to “low” than to “high”"),
            (40, "between “low” and “high”"),
            (60, "between “low” and “high”"),
            (61, "nearer to “high” than to “low”"),
        ],
    )
    def test_two_fifths_and_three_fifths_are_between(self, value: int, spoken: str) -> None:
        shown = Variable(id="say", label="Say", low="low", high="high", from_=0, to=100, start=0, shown=True)
        assert Gauge(shown, value).spoken == f"Say: {spoken}"

    def test_a_gauge_below_zero(self) -> None:
        shown = Variable(id="a_b", low="low", high="high", from_=-3, to=3, start=0, shown=True)
        gauge = Gauge(shown, -1, -3)
        assert (gauge.position, gauge.before_position, gauge.steps, gauge.change) == (2, 0, 6, "higher")

    def test_a_gauge_of_one_value(self) -> None:
        shown = Variable(id="x", label="X", low="low", high="high", from_=2, to=2, start=2, shown=True)
        assert Gauge(shown, 2).spoken == "X: low"


class TestAftermath:
    def test_it_tells_of_the_choice_alone_not_of_arriving(self) -> None:
        aftermath = Playthrough(CASE).choose("agree", "It is late.").aftermath
        assert aftermath is not None
        assert (aftermath.scene.id, aftermath.choice.text) == ("hall", "A *nod*.")
        assert aftermath.step.because == "It is late."
        assert aftermath.changes == ("2 papers join your notebook: Sheet; Memo.",)

    def test_how_the_situation_moved_is_no_part_of_it(self) -> None:
        aftermath = Playthrough(CASE).choose("cough").aftermath
        assert aftermath is not None and aftermath.changes == ()

    def test_a_paper_that_was_had_does_not_join_again(self) -> None:
        aftermath = Playthrough.replay(CASE, ["agree", "yes", "file"]).aftermath
        assert aftermath is not None
        assert (aftermath.revealed, aftermath.changes) == ((), ())

    def test_none_at_the_start_and_after_a_passage(self) -> None:
        passages = case(scene("first", goto="second"), scene("second", choice("a", "end")), scene("end"))
        assert Playthrough(passages).aftermath is None
        assert Playthrough(passages).go_on().aftermath is None
        assert Playthrough(passages).go_on().choose("a").aftermath is not None

    def test_after_undo_it_is_that_of_the_choice_before(self) -> None:
        play = Playthrough.replay(CASE, ["agree", "yes"]).undo()
        assert play.aftermath is not None
        assert play.aftermath.choice.id == "agree"


def test_later_text_says_what_was_done_in_the_authors_clause_and_why_in_the_players_words() -> None:
    play = Playthrough(CASE).choose("cough", "First.").choose("agree", "because it [b]is[/b] *late*.")
    assert play.moment.memory("choice", "hall") == "agreed at [once]"
    assert play.moment.memory("because", "hall") == "“it [b]is[/b] *late*”"
    assert play.moment.memory("choice", "vote") is None
    (paragraph,) = paragraphs("He [spoke](choice:hall): [why](because:hall).", play.moment.memory)
    assert paragraph.text == "He agreed at [once]: “it [b]is[/b] *late*”."
    assert [span.text for span in paragraph.spans if span.by_player] == ["“it [b]is[/b] *late*”"]


def test_without_a_clause_or_a_sentence_the_authors_own_words_stand() -> None:
    play = Playthrough(CASE).choose("agree").choose("yes")
    (paragraph,) = paragraphs("He [voted](choice:vote) for [a reason](because:vote).", play.moment.memory)
    assert paragraph.text == "He voted for a reason."


def test_a_long_sentence_is_quoted_by_its_first_words() -> None:
    play = Playthrough(CASE).choose("agree", f"Because {'they were afraid of it ' * 20}")
    said = play.moment.memory("because", "hall")
    assert said is not None and said.startswith("“they were afraid") and said.endswith(" …”")
    assert len(said) < 90


def test_of_a_scene_that_was_passed_over_the_course_of_the_line_is_told() -> None:
    sheet = scene("sheet", choice("sign", "later", told="signed"), care="Touches on prison.")
    play = Playthrough(case(sheet, scene("later"))).pass_over()
    (paragraph,) = paragraphs("At the sheet he [chose](choice:sheet).", play.moment.memory)
    assert paragraph.text == "At the sheet he signed."


def test_a_door_says_which_earlier_answer_shut_it() -> None:
    reasons = (
        Reason(when="hall is agree", text="Closed. He has agreed."),
        Reason(when="hall is cough", text="Closed. He only coughed."),
        Reason(text="Closed."),
    )
    door = choice("refuse", "end", when="hall is none", closed=reasons)
    hall = scene("hall", choice("agree", "vote"), choice("cough", "vote"), choice("leave", "vote"))
    play = Playthrough(case(hall, scene("vote", choice("yes", "end"), door), scene("end")))
    for taken, reason in (("agree", reasons[0]), ("cough", reasons[1]), ("leave", reasons[2])):
        assert play.choose(taken).moment.choices[1].reason == reason.text
        with pytest.raises(NotOpen, match=re.escape(reason.text)):
            play.choose(taken).choose("refuse")


def test_a_door_may_ask_what_nothing_else_asks_to_say_why_it_is_shut() -> None:
    reasons = (Reason(when="hall is agree", text="Closed. He has agreed."), Reason(text="Closed."))
    hall = scene("hall", choice("agree", "vote"), choice("cough", "vote"))
    door = choice("refuse", "end", when="visited(end)", closed=reasons)
    play = Playthrough(case(hall, scene("vote", choice("yes", "end"), door), scene("end")))
    assert play.choose("agree").moment.choices[1].reason == "Closed. He has agreed."
    assert play.choose("cough").moment.choices[1].reason == "Closed."


def test_a_hidden_choice_is_not_shown_while_it_is_closed() -> None:
    secret = choice("open_it", "end", when="hall is agree", hidden=True)
    hall = scene("hall", choice("agree", "vote"), choice("leave", "vote"))
    play = Playthrough(case(hall, scene("vote", secret, choice("yes", "end")), scene("end")))
    assert [offer.id for offer in play.choose("agree").moment.choices] == ["open_it", "yes"]
    assert [offer.id for offer in play.choose("leave").moment.choices] == ["yes"]
    with pytest.raises(NotOpen):
        play.choose("leave").choose("open_it")


def test_a_passage_is_not_quoted() -> None:
    play = Playthrough(case(scene("first", goto="end"), scene("end"))).go_on()
    assert play.moment.memory("choice", "first") is None
